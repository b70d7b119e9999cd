#include "report/told_partings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <tuple>

#include "report/story_parts.h"
#include "report/words.h"
#include "run/replay.h"
#include "study/parting_kinds.h"

namespace brink {

namespace {

/// The most frequent kinds of what an actor chose otherwise.
std::vector<PartingKind> told_kinds(const ComparedPartings& partings, std::size_t most) {
    std::vector<PartingKind> kinds = kinds_of(partings);
    std::erase_if(kinds, [](const PartingKind& kind) { return kind.typical->actor.empty(); });
    if (kinds.size() > most) kinds.resize(most);
    return kinds;
}

std::string choice_line(const Replayed& r, const ComparedParting& at, std::string_view where) {
    for (const ReplayedChoice& choice : r.choices[static_cast<std::size_t>(at.step)])
        if (choice.actor == at.actor && choice.track == at.track)
            return fmt::format("{}: {}, {}", where, act_text(choice),
                               choice.imposed ? "imposed" : fmt::format("p = {}", chance(choice.probability)));
    return fmt::format("{}: no choice", where);
}

/// How far two values of a variable are apart: in shares of its range, or of their size without one.
double apart(const Model& model, std::string_view name, double a, double b) {
    const std::string_view variable = name.substr(0, name.find('['));
    for (const Variable& one : model.variables)
        if (one.name == variable && one.range.bounded()) return std::abs(a - b) / (one.range.high - one.range.low);
    return std::abs(a - b) / std::max({std::abs(a), std::abs(b), 0.05});
}

/// What stood otherwise when the two still had chosen alike, what is of the actor first.
std::string differences_line(const Model& model, const Replayed& there, const Replayed& here,
                             const ComparedParting& at) {
    constexpr double k_least = 0.005;
    constexpr std::size_t k_most = 5;
    const auto step = static_cast<std::size_t>(at.step);
    std::vector<std::tuple<bool, double, std::string>> found;
    for (std::size_t v = 0; v < here.names.size(); ++v) {
        const auto same = std::find(there.names.begin(), there.names.end(), here.names[v]);
        if (same == there.names.end()) continue;
        const double before = there.states[step][static_cast<std::size_t>(same - there.names.begin())];
        const double now = here.states[step][v];
        const double share = apart(model, here.names[v], before, now);
        if (share < k_least) continue;
        const std::vector<std::string> values = alike({now, before});
        found.emplace_back(here.names[v].find(at.actor) == std::string::npos, -share,
                           fmt::format("{} {} ({})", here.names[v], values[0], values[1]));
    }
    std::stable_sort(found.begin(), found.end());
    if (found.empty()) return "what it sees stands alike in either";
    std::string text = "what stands otherwise before, here (and there): ";
    for (std::size_t k = 0; k < std::min(found.size(), k_most); ++k)
        text += (k ? ", " : "") + std::get<std::string>(found[k]);
    return text;
}

}  // namespace

void tell_partings(const ComparedSide& reference, const ComparedSide& other, std::uint64_t seed, Isa isa,
                   Comparison& comparison) {
    constexpr std::size_t k_most_told = 3;
    const bool free = !comparison.answered.list.empty();
    for (const PartingKind& kind : told_kinds(free ? comparison.answered : comparison.parted, k_most_told)) {
        const ComparedParting& at = *kind.typical;
        const Replayed there = replay(reference.program, seed, at.example, isa);
        const Replayed here = replay(other.program, seed, at.example, isa);
        if (there.fault || here.fault) continue;
        comparison.told.push_back({at.example,
                                   at.date,
                                   at.actor,
                                   {choice_line(here, at, "here"), choice_line(there, at, "there"),
                                    differences_line(other.model, there, here, at)}});
    }
}

}  // namespace brink
