// Where trajectories part, in the terminal: one line a kind of parting, over all steps.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "report/comparison_parts.h"
#include "report/table.h"
#include "report/text_parts.h"
#include "report/words.h"
#include "study/parting_kinds.h"

namespace brink {

namespace {

constexpr std::size_t k_most_shown = 8;

std::string percent(const Proportion& p) {
    if (p.count == p.n || p.count == 0) return fmt::format("{:.0f} %", 100 * p.probability);
    const double value = 100 * p.probability;
    return value < 0.05 ? "<0.1 %" : value > 99.95 ? ">99.9 %" : fmt::format("{:.1f} %", value);
}

std::string words_of(const PartingChoice& choice) {
    switch (choice.kind) {
        case PartingChoice::Kind::none: return "(no choice)";
        case PartingChoice::Kind::over: return "(ended)";
        case PartingChoice::Kind::option: break;
    }
    return choice.action + (choice.target.empty() ? "" : " " + choice.target) + (choice.imposed ? " (imposed)" : "");
}

std::string table_text(const Comparison& comparison, const ComparedPartings& partings, const std::string& title,
                       const TextOptions& options) {
    const std::vector<PartingKind> kinds = kinds_of(partings);
    TextTable table;
    table.columns = {{title}, {"share", Align::point}, {"", Align::left, 1}, {"median"}, {"replay", Align::right}};
    const std::size_t shown = std::min(kinds.size(), k_most_shown);
    for (std::size_t i = 0; i < shown; ++i) {
        const PartingKind& kind = kinds[i];
        const ComparedParting& p = *kind.typical;
        const double share = static_cast<double>(kind.count) / static_cast<double>(partings.trajectories.count);
        const std::string who = p.actor.empty() ? "the trajectory" : p.actor + (p.track.empty() ? "" : " " + p.track);
        table.rows.push_back({{fmt::format("{} {}: {} -> {}: {}", who, letter_of(comparison.reference),
                                           words_of(p.reference), letter_of(comparison.other), words_of(p.other)),
                               chance(share, 3), bar(share, 8), p.date, fmt::format("{}", p.example)}});
    }
    std::string text = to_text(table, options.width, options.color);
    if (kinds.size() > shown)
        text += remark(fmt::format("and {} other kinds; all of them, step by step, are in partings.csv",
                                   kinds.size() - shown),
                       options);
    return text;
}

bool any_imposed(const ComparedPartings& partings) {
    return std::any_of(partings.list.begin(), partings.list.end(),
                       [](const ComparedParting& p) { return p.reference.imposed || p.other.imposed; });
}

std::string sentence(const Comparison& comparison) {
    const Proportion& parted = comparison.parted.trajectories;
    const std::string a = letter_of(comparison.reference), b = letter_of(comparison.other);
    const auto whole = [](std::int64_t n) { return count(static_cast<std::uint64_t>(n)); };
    if (parted.count == 0)
        return fmt::format("No choice of any actor differs between {} and {} in any of the {} trajectories.", a, b,
                           whole(parted.n));
    std::string text = fmt::format("{} and {} part in {} of the trajectories ({} of {}): some actor chooses otherwise.",
                                   a, b, percent(parted), whole(parted.count), whole(parted.n));
    if (parted.count < parted.n) text += " In the others every choice is the same.";
    const Proportion& answered = comparison.answered.trajectories;
    if (any_imposed(comparison.parted))
        text += fmt::format(" A choice that no event imposed differs in {} ({}).", percent(answered),
                            whole(answered.count));
    return text;
}

}  // namespace

std::string partings_text(const Comparison& comparison, const TextOptions& options) {
    std::string text;
    for (const std::string& line : wrapped(sentence(comparison), options.width)) text += line + "\n";
    if (comparison.parted.list.empty()) return text + "\n";
    text += "\n" + table_text(comparison, comparison.parted, "Where they part", options);
    if (any_imposed(comparison.parted) && !comparison.answered.list.empty())
        text += "\n" +
                table_text(comparison, comparison.answered, "Who then first chooses otherwise, unbidden", options);
    std::string note = "share: of the trajectories that part so.";
    if (comparison.parted.several + comparison.answered.several > 0)
        note += " Choices of one step are made at once: where several differ, each counts.";
    note +=
        " replay: the first such trajectory in the median step; see it in either with brink replay FILE --trajectory K "
        "and the seed "
        "above.";
    return text + remark(note, options) + "\n";
}

}  // namespace brink
