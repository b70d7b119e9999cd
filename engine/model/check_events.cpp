// Events: when they fire, what they impose and what they change.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

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

ExpressionContext world_context() {
    ExpressionContext context;
    context.world_without_self = true;
    return context;
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
        event.when = read_expression(draft_, node_.find("when"), world_context());
        read_timing(event);
        read_impositions(event);
        ExpressionContext context = world_context();
        context.allow_draws = true;
        context.site = "events/" + event.name;
        event.effects = read_effects(draft_, node_.find("effects"), context, frames_of(draft_, Shape::world));
        for (const auto* value : {&event.when, &event.hazard})
            if (*value) check_diagonal(draft_, **value, frames_of(draft_, Shape::world), {});
        return event;
    }

private:
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
            missing_key(draft_, entry_, "one of 'at', 'hazard', 'rate' and 'when'");
        if (const Node* at = node_.find("at")) read_at(event, *at);
        const auto hazard = read_expression(draft_, node_.find("hazard"), world_context());
        const auto rate = read_expression(draft_, node_.find("rate"), world_context());
        check_constant(draft_, hazard, "events.*.hazard", "a hazard");
        check_constant(draft_, rate, "events.*.rate", "a rate");
        if (hazard) event.hazard = hazard;
        if (rate) event.hazard = chance_of_rate(*rate);
        if (event.hazard) event.timing = Event::Timing::hazard;
    }

    void read_at(Event& event, const Node& node) {
        event.timing = Event::Timing::at;
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
                                     fmt::format("the step of '{}' is {}, no whole number", event.name, at->number));
        event.at.number = std::floor(at->number);
        const bool inside = event.at.number >= 0 && event.at.number < clock.steps;
        if (!inside && draft_.complete)
            draft_.diagnostics.error("outside-clock", at->span,
                                     fmt::format("'{}' lies outside the clock: steps 0 to {}, {} to {}", written,
                                                 clock.steps - 1, format_date(clock.day(0)),
                                                 format_date(clock.day(clock.steps) - 1)));
    }

    void read_impositions(Event& event) {
        const Node* node = node_.find("do");
        if (node == nullptr) return;
        const auto read = [&](const Node& item) {
            if (auto imposition = read_imposition(item)) event.impositions.push_back(*imposition);
        };
        if (node->is_map()) read(*node);
        for (const Node& item : node->items)
            if (item.is_map()) read(item);
    }

    std::optional<Imposition> read_imposition(const Node& node) {
        Imposition imposition;
        const auto actor = named_actor(node, "actor");
        const auto target = named_actor(node, "target");
        const Node* action = node.find("action");
        if (action == nullptr || !action->is_scalar()) return std::nullopt;
        if (actor) imposition.actor = *actor;
        imposition.target = target;
        if (action->text == "hold") return hold(node, imposition, actor.has_value());
        const auto known = draft_.names.actions.find(action->text);
        if (known == draft_.names.actions.end()) {
            std::vector<std::string> candidates{"hold"};
            for (const auto& [name, index] : draft_.names.actions) candidates.push_back(name);
            unknown_name(draft_, "no action", action->text, action->span, candidates);
            return std::nullopt;
        }
        const Action& chosen = draft_.model.actions[known->second];
        imposition.action = {known->second};
        imposition.track = chosen.track;
        if (const Entry* track = node.find_entry("track"))
            draft_.diagnostics.error("not-allowed", track->key_span,
                                     fmt::format("'track' goes with hold: '{}' has a track of its own", chosen.name));
        check_allowed(node, chosen, actor, target);
        if (!actor || (chosen.targeted && !target)) return std::nullopt;
        return imposition;
    }

    std::optional<Imposition> hold(const Node& node, Imposition imposition, bool actor_known) {
        imposition.action = k_hold;
        if (const Entry* target = node.find_entry("target"))
            draft_.diagnostics.error("not-allowed", target->key_span, "holding has no target");
        const Node* track = node.find("track");
        imposition.every_track = track == nullptr;
        if (track != nullptr && track->is_scalar()) {
            const auto& tracks = draft_.model.tracks;
            const auto place = std::find(tracks.begin(), tracks.end(), track->text);
            if (place == tracks.end())
                unknown_name(draft_, "no track", track->text, track->span, named_tracks(draft_));
            else
                imposition.track = {static_cast<std::uint32_t>(place - tracks.begin())};
        }
        if (!actor_known) return std::nullopt;
        return imposition;
    }

    std::optional<ActorId> named_actor(const Node& node, std::string_view key) {
        const Node* name = node.find(key);
        if (name == nullptr || !name->is_scalar()) return std::nullopt;
        return read_actor(draft_, name->text, name->span);
    }

    /// `by` and `to` hold for events too.
    void check_allowed(const Node& node, const Action& action, std::optional<ActorId> actor,
                       std::optional<ActorId> target) {
        // A faulty or missing `by` or `to` gives nobody and has been reported.
        const auto refused = [](const std::vector<ActorId>& allowed, ActorId who) {
            return !allowed.empty() && !std::binary_search(allowed.begin(), allowed.end(), who);
        };
        if (actor && refused(action.by, *actor))
            draft_.diagnostics.error("not-allowed", node.find("actor")->span,
                                     fmt::format("'{}' may not '{}'", draft_.names.actors[actor->index], action.name),
                                     "its 'by' says " + listing(names_of(action.by)));
        const Entry* at = node.find_entry("target");
        if (action.targeted && at == nullptr)
            draft_.diagnostics.error("missing-key", node.span, fmt::format("'{}' needs a target", action.name),
                                     "its 'to' says " + listing(names_of(action.to)));
        if (!action.targeted && at != nullptr)
            draft_.diagnostics.error("not-allowed", at->key_span, fmt::format("'{}' has no target", action.name));
        if (!action.targeted || !target) return;
        if (actor && *actor == *target)
            draft_.diagnostics.error("not-allowed", at->value.span, "nobody targets itself");
        else if (refused(action.to, *target))
            draft_.diagnostics.error("not-allowed", at->value.span,
                                     fmt::format("'{}' is no target of '{}'", draft_.names.actors[target->index],
                                                 action.name),
                                     "its 'to' says " + listing(names_of(action.to)));
    }

    std::vector<std::string> names_of(const std::vector<ActorId>& actors) const {
        std::vector<std::string> names;
        for (const ActorId actor : actors) names.push_back(draft_.names.actors[actor.index]);
        return names;
    }

    Draft& draft_;
    const Entry& entry_;
    const Node& node_;
};

}  // namespace

void check_events(Draft& draft) {
    for (const Declared& event : draft.declared.events)
        draft.model.events.push_back(EventReader(draft, *event.entry).read());
}

}  // namespace brink
