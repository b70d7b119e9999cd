#include "report/telling.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "report/words.h"
#include "run/replay.h"

namespace brink {

namespace {

constexpr std::size_t k_most_typical = 3;

std::string act_text(const ReplayedChoice& choice) {
    std::string text = choice.actor + " " + choice.action.value_or("makes no choice");
    if (!choice.target.empty()) text += " -> " + choice.target;
    return text;
}

bool acts(const ReplayedChoice& choice) { return choice.imposed || (choice.action && *choice.action != "hold"); }

/// Events, acts, and the outcomes that are first seen after them.
std::vector<std::string> lines_of(const Replayed& r, std::size_t step) {
    std::vector<std::string> lines;
    for (const ReplayedEvent& event : r.events[step])
        lines.push_back(fmt::format("event: {}{}", event.name,
                                    event.actors.empty() ? "" : fmt::format(" [{}]", fmt::join(event.actors, ", "))));
    for (const ReplayedChoice& choice : r.choices[step])
        if (acts(choice))
            lines.push_back(act_text(choice) +
                            (choice.imposed ? ", imposed" : fmt::format(", p = {}", chance(choice.probability))));
    for (const ReplayedOutcome& outcome : r.outcomes)
        if (outcome.first_state == static_cast<int>(step) + 1) lines.push_back(outcome.name + " is first seen");
    return lines;
}

int rung_of(const Model& model, const ReplayedChoice& choice) {
    for (const Action& action : model.actions)
        if (choice.action == action.name) return action.rung;
    return 0;
}

std::string date_of(const Model& model, int state) { return format_date(model.clock.day(state)); }

/// `First act 2024-11-18: KOR supply_lethal_aid -> UKR; highest rung, 7, 2025-03-10: PRK harass -> KOR; ...`
std::string gist_of(const Replayed& r, const Model& model) {
    std::vector<std::string> parts;
    int highest = 0;
    std::string first, peak;
    for (std::size_t step = 0; step < r.choices.size(); ++step)
        for (const ReplayedChoice& choice : r.choices[step]) {
            if (!acts(choice)) continue;
            const std::string told = fmt::format("{}: {}{}", date_of(model, static_cast<int>(step)), act_text(choice),
                                                 choice.imposed ? " (imposed)" : "");
            if (first.empty()) first = told;
            if (rung_of(model, choice) <= highest) continue;
            highest = rung_of(model, choice);
            peak = told;
        }
    parts.push_back(first.empty() ? "Nobody acts" : "First act " + first);
    if (!peak.empty() && peak != first) parts.push_back(fmt::format("highest rung, {}, first {}", highest, peak));
    std::vector<const ReplayedOutcome*> met;
    for (const ReplayedOutcome& outcome : r.outcomes)
        if (outcome.first_state) met.push_back(&outcome);
    std::stable_sort(met.begin(), met.end(),
                     [](const auto* a, const auto* b) { return *a->first_state < *b->first_state; });
    std::string seen;
    for (const ReplayedOutcome* outcome : met)
        seen += fmt::format("{}{} ({})", seen.empty() ? "" : ", ", outcome->name,
                            date_of(model, *outcome->first_state));
    parts.push_back(seen.empty() ? "no outcome happens" : "first seen: " + seen);
    return fmt::format("{}.", fmt::join(parts, "; "));
}

ToldTrajectory tell(const Replayed& r, const Model& model, std::string title) {
    ToldTrajectory told{std::move(title), r.trajectory, gist_of(r, model), {}};
    const auto lived = static_cast<std::size_t>(r.steps_lived);
    for (std::size_t step = 0; step < lived && step < r.choices.size(); ++step) {
        std::vector<std::string> lines = lines_of(r, step);
        if (!lines.empty()) told.steps.push_back({date_of(model, static_cast<int>(step)), std::move(lines)});
    }
    return told;
}

/// Outcomes that answer the question first, then the most frequent.
std::vector<const OutcomeResult*> by_weight(const Result& result) {
    std::vector<const OutcomeResult*> order;
    for (const OutcomeResult& outcome : result.outcomes)
        if (outcome.kind == Outcome::Kind::when && outcome.example) order.push_back(&outcome);
    std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
        return std::pair(!a->headline, -a->happened.count) < std::pair(!b->headline, -b->happened.count);
    });
    return order;
}

using Chosen = std::pair<std::string, std::uint64_t>;  // title, trajectory

/// Of the measures, the end that lies farthest from the mean, in standard deviations.
std::optional<Chosen> farthest(const Result& result) {
    std::optional<Chosen> found;
    double most = 0;
    for (const Extremes& extremes : result.extremes) {
        const auto outcome = std::find_if(result.outcomes.begin(), result.outcomes.end(),
                                          [&](const OutcomeResult& o) { return o.name == extremes.measure; });
        if (outcome == result.outcomes.end() || !(outcome->sd > 0)) continue;
        for (const auto& [end, name] : {std::pair(&extremes.highest, "highest"), {&extremes.lowest, "lowest"}}) {
            if (end->empty()) continue;
            const Extremes::Entry& entry = end->front();
            const double far = std::abs(entry.value - outcome->mean) / outcome->sd;
            if (far <= most) continue;
            most = far;
            found = {fmt::format("The most extreme: {} {}, the {} of {} trajectories and {:.1f} standard deviations "
                                 "from the mean",
                                 extremes.measure, number(entry.value), name, count(result.trajectories), far),
                     entry.trajectory};
        }
    }
    return found;
}

/// The trajectory that climbs highest; where many climb as high, the one farthest from the mean of any measure.
std::optional<Chosen> most_extreme(const Result& result) {
    constexpr std::uint64_t k_rare = 20;  // one in so many
    std::optional<Chosen> climbs;
    for (const Extremes& extremes : result.extremes) {
        if (extremes.measure != "peak_rung" || extremes.highest.empty()) continue;
        const Extremes::Entry& entry = extremes.highest.front();
        const std::string tied = entry.tied > 1 ? fmt::format(", the first of {} alike", count(entry.tied)) : "";
        climbs = {fmt::format("The most extreme: rung {:.0f}, the highest of {} trajectories{}", entry.value,
                              count(result.trajectories), tied),
                  entry.trajectory};
        if (entry.tied * k_rare <= result.trajectories) return climbs;
    }
    std::optional<Chosen> far = farthest(result);
    return far ? far : climbs;
}

/// A title and trajectory each.
std::vector<Chosen> chosen(const Result& result) {
    std::vector<Chosen> found;
    std::set<std::uint64_t> known;
    for (const OutcomeResult* outcome : by_weight(result)) {
        if (found.size() == k_most_typical) break;
        if (!known.insert(*outcome->example).second) continue;
        const auto state = static_cast<std::size_t>(outcome->first_step->q50);
        found.emplace_back(fmt::format("Typical of where {} happens: first seen {}, the median", outcome->name,
                                       result.dates[state]),
                           *outcome->example);
    }
    if (auto extreme = most_extreme(result)) found.push_back(std::move(*extreme));
    return found;
}

struct Kind {
    const ComparedParting* like = nullptr;  // of the lowest example
    std::int64_t count = 0;
};

/// The most frequent kinds, whatever the step.
std::vector<Kind> kinds_of(const ComparedPartings& partings, std::size_t most) {
    std::vector<Kind> kinds;
    for (const ComparedParting& p : partings.list) {
        if (p.actor.empty()) continue;
        const auto same = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& kind) {
            return kind.like->actor == p.actor && kind.like->track == p.track && kind.like->reference == p.reference &&
                   kind.like->other == p.other;
        });
        if (same == kinds.end()) {
            kinds.push_back({&p, p.count});
        } else {
            same->count += p.count;
            if (p.example < same->like->example) same->like = &p;
        }
    }
    std::stable_sort(kinds.begin(), kinds.end(), [](const Kind& a, const Kind& b) { return a.count > b.count; });
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

void add_stories(const Model& model, const Program& program, Isa isa, Result& result) {
    for (auto& [title, trajectory] : chosen(result)) {
        const Replayed replayed = replay(program, result.seed, trajectory, isa);
        if (!replayed.fault) result.stories.push_back(tell(replayed, model, std::move(title)));
    }
}

void tell_partings(const ComparedSide& reference, const ComparedSide& other, std::uint64_t seed, Isa isa,
                   Comparison& comparison) {
    constexpr std::size_t k_most_told = 3;
    const bool free = !comparison.answered.list.empty();
    for (const Kind& kind : kinds_of(free ? comparison.answered : comparison.parted, k_most_told)) {
        const ComparedParting& at = *kind.like;
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
