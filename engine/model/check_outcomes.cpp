// What is asked of every trajectory, and what the file says of itself: outcomes, headline, title, clock, run.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "model/date_slips.h"
#include "model/draft.h"
#include "model/text_parts.h"

namespace brink {
namespace {

void read_step(Draft& draft, const Node& node, Clock& clock) {
    struct Unit {
        std::string_view name;
        Clock::Unit unit;
    };
    constexpr Unit k_units[] = {{"day", Clock::Unit::day},
                                {"week", Clock::Unit::week},
                                {"month", Clock::Unit::month},
                                {"year", Clock::Unit::year}};
    constexpr int k_most = 10'000;
    const std::string& text = node.text;
    int count = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), count);
    const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
    for (const Unit& unit : k_units) {
        const bool named = rest == fmt::format(" {}", unit.name) || rest == fmt::format(" {}s", unit.name);
        if (fault != std::errc() || !named || count < 1 || count > k_most) continue;
        clock.count = count;
        clock.unit = unit.unit;
        return;
    }
    std::string hint = "write say 1 week: a whole number of days, weeks, months or years";
    const std::string_view word = trimmed(rest);
    for (const Unit& unit : k_units)
        if (count == 0 &&
            (word == unit.name || word == fmt::format("{}s", unit.name) || word == fmt::format("{}ly", unit.name)))
            hint = fmt::format("write 1 {}", unit.name);
    if (word.substr(0, 4) == "hour" || word.substr(0, 6) == "minute" || word == "h")
        hint = "the shortest step is 1 day";
    else if (word.empty() && count > 0)
        hint = fmt::format("write say {} {}: of days, weeks, months or years", count, count == 1 ? "week" : "days");
    draft.diagnostics.error("bad-duration", node.span, fmt::format("'{}' is no length of a step", text), hint);
}

void read_clock(Draft& draft, const Node& node) {
    Clock& clock = draft.model.clock;
    const Node* start = node.find("start");
    if (start != nullptr && start->is_scalar()) {
        if (const auto day = parse_date(start->text))
            clock.start = *day;
        else
            draft.diagnostics.error("bad-date", start->span, fmt::format("'{}' is no date", start->text),
                                    date_hint(start->text));
    }
    const Node* step = node.find("step");
    if (step != nullptr && step->is_scalar()) read_step(draft, *step, clock);
    double steps = 0;
    const Node* count = node.find("steps");
    const Key* key = find_key("clock.steps");
    if (count != nullptr && count->is_scalar() && parse_number(count->text, steps) && steps >= key->low &&
        steps <= key->high)
        clock.steps = static_cast<int>(steps);
}

void read_run(Draft& draft, const Node& node) {
    double number = 0;
    const Node* trajectories = node.find("trajectories");
    if (trajectories != nullptr && trajectories->is_scalar() && parse_number(trajectories->text, number))
        draft.model.run.trajectories = number;
    const Node* seed = node.find("seed");
    if (seed == nullptr || !seed->is_scalar()) return;
    std::uint64_t value = 0;
    const std::string& text = seed->text;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault == std::errc() && end == text.data() + text.size())
        draft.model.run.seed = value;
    else if (parse_number(text, number) && number >= 0)
        draft.diagnostics.error("wrong-kind", seed->span, "a seed is written in digits, from 0 to 18446744073709551615",
                                "write it without point, sign or exponent");
}

std::optional<Outcome> read_outcome(Draft& draft, const Entry& entry) {
    const Node& node = entry.value;
    if (!node.is_map()) return std::nullopt;
    const Entry* when = node.find_entry("when");
    const Entry* measure = node.find_entry("measure");
    if (when != nullptr && measure != nullptr)
        draft.diagnostics.error("two-values", measure->key_span,
                                fmt::format("'{}' has 'when' and 'measure'", entry.key), "keep one of them");
    if (when == nullptr && measure == nullptr)
        missing_key(
            draft, entry, "'when' or 'measure'",
            "add a condition, say when: any(j.threat > 0.8 for j), or a number, say measure: mean(j.threat for j)");
    if (const Entry* ends = node.find_entry("ends"); ends != nullptr && when == nullptr && measure != nullptr)
        draft.diagnostics.error("not-allowed", ends->key_span, "only a 'when' outcome can end a trajectory",
                                "a measure is taken at the end: leave 'ends' out");
    ExpressionContext context;
    context.allow_named_draws = false;
    context.derived_reads_draw = draft.derived_reads_draw;
    Outcome outcome;
    outcome.name = entry.key;
    outcome.ends = read_flag(node, "ends");
    outcome.doc = read_text(node, "doc");
    outcome.span = entry.key_span;
    outcome.kind = when != nullptr ? Outcome::Kind::when : Outcome::Kind::measure;
    for (const Entry* given : {when, measure}) {
        if (given == nullptr) continue;
        auto value = read_expression(draft, &given->value, context);
        if (!value) continue;
        check_diagonal(draft, *value, frames_of(draft, Shape::world), {});
        outcome.value = std::move(*value);
    }
    read_looking(draft, node, outcome);
    return outcome;
}

void read_headline(Draft& draft) {
    const auto& outcomes = draft.declared.outcomes;
    const Node* headline = draft.root().find("headline");
    if (headline == nullptr) {
        for (std::uint32_t i = 0; i < outcomes.size(); ++i) draft.model.headline.push_back({i});
        return;
    }
    for (const Node& item : headline->items) {
        if (!item.is_scalar()) continue;
        if (const auto place = place_of(outcomes, item.text))
            draft.model.headline.push_back({*place});
        else
            unknown_name(draft, "no outcome", item.text, item.span, names_of(outcomes));
    }
}

}  // namespace

void check_head(Draft& draft) {
    const Node& root = draft.root();
    Model& model = draft.model;
    model.title = read_text(root, "title");
    if (model.title.empty()) model.title = draft.tree.name;
    model.question = read_text(root, "question");
    model.doc = read_text(root, "doc");
    model.marking = read_text(root, "marking");
    if (const Node* clock = root.find("clock")) read_clock(draft, *clock);
    if (const Node* run = root.find("run")) read_run(draft, *run);
    const Node* actors = root.find("actors");
    if (draft.complete && actors != nullptr && (actors->is_null() || actors->is_map()) && actors->entries.empty())
        draft.diagnostics.error("no-actors", root.find_entry("actors")->key_span, "there is no actor",
                                "write at least one, say RED: {name: Redland}");
}

void check_outcomes(Draft& draft) {
    for (const Declared& declared : draft.declared.outcomes)
        if (auto outcome = read_outcome(draft, *declared.entry)) draft.model.outcomes.push_back(std::move(*outcome));
    check_circles(draft);
    read_headline(draft);
}

}  // namespace brink
