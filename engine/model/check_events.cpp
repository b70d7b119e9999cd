// Events: when they fire and what they change.

#include <fmt/format.h>

#include <cmath>

#include "model/date_slips.h"
#include "model/draft.h"

namespace brink {
namespace {

Expression make(Term term, std::vector<Expression> operands, Span span) {
    Expression expression;
    expression.term = term;
    expression.operands = std::move(operands);
    expression.span = span;
    return expression;
}

/// 1 - exp(-rate dt): the chance a step of something that happens `rate` times a year.
Expression chance_of_rate(Expression rate) {
    const Span span = rate.span;
    Expression one;
    one.number = 1;
    one.span = span;
    Expression exponent = make(Term::multiply,
                               {make(Term::negate, {std::move(rate)}, span), make(Term::step_years, {}, span)}, span);
    return make(Term::subtract, {std::move(one), make(Term::exponential, {std::move(exponent)}, span)}, span);
}

/// The scalar of an `at` that was meant as a date and is written in another form; nullptr if there is none.
const Node* misspelt_date(const Node& at) {
    const Entry* entry = at.is_map() ? value_entry(at) : nullptr;
    const Node* node = entry != nullptr ? &entry->value : &at;
    const bool misspelt = node->is_scalar() && !parse_date(node->text) &&
                          (looks_like_date(node->text) || names_month(node->text));
    return misspelt ? node : nullptr;
}

class EventReader {
public:
    EventReader(Draft& draft, const Entry& entry) : draft_(draft), entry_(entry), node_(entry.value) {}

    Event read() {
        Event event;
        event.name = entry_.key;
        event.once = read_flag(node_, "once");
        event.doc = read_text(node_, "doc");
        event.span = entry_.key_span;
        read_instances(draft_, node_.find("for"), event);
        context_.world_without_self = true;
        context_.slots = slots_of(event);
        event.when = read_expression(draft_, node_.find("when"), context_);
        read_timing(event);
        read_rise(event);
        event.impositions = read_impositions(draft_, node_.find("do"), event);
        ExpressionContext context = context_;
        context.allow_draws = true;
        context.site = "events/" + event.name;
        event.effects = read_effects(draft_, node_.find("effects"), context, event.instances);
        for (const auto* value : {&event.when, &event.hazard})
            if (*value) check_diagonal(draft_, **value, event.instances, context_.slots);
        return event;
    }

private:
    void read_rise(Event& event) {
        const Entry* on = node_.find_entry("on");
        if (on == nullptr) return;
        event.on_rise = true;  // `rise` is its only word
        if (node_.find("when") == nullptr && draft_.complete && !draft_.mistyped.contains(&node_))
            draft_.diagnostics.error("not-allowed", on->key_span,
                                     fmt::format("'on' goes with 'when', and '{}' has none", event.name),
                                     "it fires as the condition begins to hold");
    }

    void read_timing(Event& event) {
        const Entry* given = nullptr;
        for (const std::string_view key : {"at", "hazard", "rate"}) {
            const Entry* entry = node_.find_entry(key);
            if (entry == nullptr) continue;
            if (given != nullptr)
                draft_.diagnostics.error("two-values", entry->key_span,
                                         fmt::format("an event has one of at, hazard and rate, and '{}' has '{}' and "
                                                     "'{}'",
                                                     event.name, given->key, key),
                                         "keep one of them");
            given = entry;
        }
        if (given == nullptr && node_.find("when") == nullptr && node_.is_map())
            missing_key(draft_, entry_, "one of 'at', 'hazard', 'rate' and 'when'",
                        "add say at: 5, a step; or hazard: 0.02, a chance a step");
        if (const Node* at = node_.find("at")) read_at(event, *at);
        const auto hazard = read_expression(draft_, node_.find("hazard"), context_);
        const auto rate = read_expression(draft_, node_.find("rate"), context_);
        check_constant(draft_, hazard, "events.*.hazard", "a hazard");
        check_constant(draft_, rate, "events.*.rate", "a rate");
        if (hazard) event.hazard = hazard;
        if (rate) event.hazard = chance_of_rate(*rate);
        if (event.hazard) event.timing = Event::Timing::hazard;
    }

    void read_at(Event& event, const Node& node) {
        event.timing = Event::Timing::at;
        if (const Node* date = misspelt_date(node)) {
            draft_.diagnostics.error("date-order", date->span, fmt::format("'{}' is no date", date->text),
                                     date_hint(date->text));
            return;
        }
        if (node.is_scalar() && node.text.rfind("t =", 0) == 0) {
            const std::string step = node.text.substr(node.text.rfind('=') + 1);
            draft_.diagnostics.error("wrong-kind", node.span, fmt::format("'{}' is a condition, no step", node.text),
                                     fmt::format("write at:{}", step));
            return;
        }
        const Clock& clock = draft_.model.clock;
        const auto at = read_quantity(draft_, &node, {}, "events/" + event.name + "/at",
                                      fmt::format("the step of '{}'", event.name), Points::steps);
        if (!at) return;
        event.at = *at;
        if (at->kind != Quantity::Kind::constant) return;
        const std::string_view written = draft_.tree.sources.excerpt(at->span);
        const bool a_date = parse_date(written).has_value();
        if (!a_date && at->number != std::floor(at->number))
            draft_.diagnostics.error("wrong-kind", at->span,
                                     fmt::format("the step of '{}' is {}, no whole number", event.name, at->number),
                                     "steps are counted from 0: write say 5, or a date");
        event.at.number = std::floor(at->number);
        const bool inside = event.at.number >= 0 && event.at.number < clock.steps;
        if (!inside && draft_.complete)
            draft_.diagnostics.error("outside-clock", at->span,
                                     fmt::format("'{}' lies outside the clock: steps 0 to {}, {} to {}", written,
                                                 clock.steps - 1, format_date(clock.day(0)),
                                                 format_date(clock.day(clock.steps) - 1)),
                                     "move the event, or give the clock another start or more steps");
    }

    Draft& draft_;
    const Entry& entry_;
    const Node& node_;
    ExpressionContext context_ = {};  // of its conditions and chances
};

}  // namespace

void check_events(Draft& draft) {
    for (const Declared& event : draft.declared.events)
        draft.model.events.push_back(EventReader(draft, *event.entry).read());
}

}  // namespace brink
