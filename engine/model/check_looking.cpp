// Which states and which trajectories count for an outcome: by, at, over, given, after.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "model/date_slips.h"
#include "model/draft.h"
#include "model/order.h"

namespace brink {
namespace {

constexpr auto k_overs = std::to_array<std::pair<std::string_view, Outcome::Over>>({{"last", Outcome::Over::last},
                                                                                    {"max", Outcome::Over::largest},
                                                                                    {"min", Outcome::Over::smallest},
                                                                                    {"mean", Outcome::Over::mean},
                                                                                    {"sum", Outcome::Over::sum}});

/// The last state that a date or a state's number lets count; past the end it is the last of all.
std::optional<int> read_state(Draft& draft, const Entry& entry) {
    const Node& node = entry.value;
    const Clock& clock = draft.model.clock;
    if (!node.is_scalar()) return std::nullopt;
    double state = 0;
    if (const auto day = parse_date(node.text)) {
        if (!draft.complete) return std::nullopt;
        state = std::floor(step_of_day(clock, *day));
        if (state < 0) {
            draft.diagnostics.error("outside-clock", node.span,
                                    fmt::format("'{}' lies before the clock: state 0 is that of {}", node.text,
                                                format_date(clock.day(0))),
                                    "write a later date, or give the clock an earlier start");
            return std::nullopt;
        }
    } else if (node.quoted || !parse_number(node.text, state) || !(state >= 0) || state != std::floor(state)) {
        draft.diagnostics.error("wrong-kind", node.span,
                                fmt::format("'{}' is no date and no number of a state", node.text),
                                looks_like_date(node.text) || date_meant(node.text) || names_month(node.text)
                                    ? date_hint(node.text)
                                    : "write a date, YYYY-MM-DD, or the number of a state, a whole number from 0 on");
        return std::nullopt;
    }
    return static_cast<int>(std::min(state, static_cast<double>(clock.steps)));
}

/// The `when` outcome of that name.
std::optional<OutcomeId> read_happening(Draft& draft, const Entry& entry) {
    const Node& node = entry.value;
    if (!node.is_scalar()) return std::nullopt;
    const auto& outcomes = draft.declared.outcomes;
    const auto place = place_of(outcomes, node.text);
    if (!place) {
        unknown_name(draft, "no outcome", node.text, node.span, names_of(outcomes));
        return std::nullopt;
    }
    if (outcomes[*place].entry->value.find("measure") == nullptr) return OutcomeId{*place};
    draft.diagnostics.error("not-allowed", node.span,
                            fmt::format("'{}' is a measure, which does not happen", node.text),
                            fmt::format("'{}' names a 'when' outcome", entry.key));
    return std::nullopt;
}

void refuse(Draft& draft, const Entry* entry, std::string_view why) {
    if (entry == nullptr) return;
    draft.diagnostics.error("not-allowed", entry->key_span, fmt::format("'{}' goes with {}", entry->key, why),
                            "leave it out here");
}

void read_measure_states(Draft& draft, const Node& node, Outcome& outcome) {
    const Entry* at = node.find_entry("at");
    const Entry* by = node.find_entry("by");
    const Entry* over = node.find_entry("over");
    refuse(draft, node.find_entry("after"), "'when': it looks from a later state on");
    for (const Entry* other : {by, over})
        if (at != nullptr && other != nullptr)
            draft.diagnostics.error("two-values", other->key_span,
                                    fmt::format("'at' names one state, and '{}' goes with many", other->key),
                                    "keep one of them");
    for (const Entry* last : {at, by})
        if (last != nullptr) outcome.last_state = read_state(draft, *last);
    for (const auto& [word, meaning] : k_overs)
        if (over != nullptr && over->value.is_scalar() && over->value.text == word) outcome.over = meaning;
}

}  // namespace

void read_looking(Draft& draft, const Node& node, Outcome& outcome) {
    if (const Entry* given = node.find_entry("given")) outcome.given = read_happening(draft, *given);
    if (outcome.kind == Outcome::Kind::measure) return read_measure_states(draft, node, outcome);
    refuse(draft, node.find_entry("over"), "'measure'");
    refuse(draft, node.find_entry("at"), "'measure'; 'by' ends the looking of a 'when'");
    if (const Entry* by = node.find_entry("by")) outcome.last_state = read_state(draft, *by);
    if (const Entry* after = node.find_entry("after")) outcome.after = read_happening(draft, *after);
}

void check_circles(Draft& draft) {
    const std::vector<Outcome>& outcomes = draft.model.outcomes;
    std::vector<Dependency> graph;
    for (const Outcome& outcome : outcomes) {
        graph.push_back({outcome.name, outcome.span, {}});
        for (const auto& needed : {outcome.given, outcome.after})
            if (needed && needed->index < outcomes.size()) graph.back().reads.push_back(outcomes[needed->index].name);
    }
    (void)in_dependency_order(draft, graph, "outcome");
}

}  // namespace brink
