#include <utility>

#include <fmt/format.h>

#include "model/meant_names.h"
#include "model/resolve.h"

namespace brink {
namespace {

/// The nearest of the candidates, or all of them where they are few.
std::string one_of(const std::string& name, const std::vector<std::string>& candidates) {
    constexpr std::size_t k_few = 12;
    std::string hint = did_you_mean(name, candidates);
    if (hint.empty() && candidates.empty()) hint = "the scenario has none";
    if (hint.empty() && candidates.size() <= k_few)
        hint = fmt::format("there {} '{}'", candidates.size() == 1 ? "is" : "are", fmt::join(candidates, "', '"));
    return hint.empty() ? fmt::format("there are {} of them; write one exactly", candidates.size()) : hint;
}

/// A name in double quotes is read all the same.
void check_quotes(Scope& scope, const Syntax& name) {
    if (name.double_quoted)
        scope.fault("double-quotes", name, "a name of free text stands in single quotes",
                    fmt::format("write '{}'", name.text));
}

/// An event's name that no event has.
void unknown_event(Scope& scope, const Syntax& event) {
    if (scope.names.outcomes.contains(event.text)) {
        scope.fault("unknown-event", event, fmt::format("'{}' is an outcome, not an event", event.text),
                    k_outcome_hint);
    } else if (scope.names.actions.contains(event.text)) {
        scope.fault("unknown-event", event, fmt::format("'{}' is an action, not an event", event.text),
                    fmt::format("write taken(A, {0}) for A's latest decision, ever(A, {0}) for any so far",
                                event.text));
    } else if (const auto meant = event_of(scope.names, event.text)) {
        scope.fault("unknown-event", event, fmt::format("there is no event '{}'", event.text),
                    fmt::format("write {}", happened_form(*meant)));
    } else {
        std::vector<std::string> candidates;
        for (const auto& [name, index] : scope.names.events) candidates.push_back(name);
        scope.unknown("unknown-event", event, fmt::format("there is no event '{}'", event.text),
                      one_of(event.text, candidates));
    }
}

/// The action that a name means; k_hold for `hold`.
std::optional<ActionId> resolve_action(Scope& scope, const Syntax& syntax) {
    const bool named = syntax.kind == Syntax::Kind::name || syntax.kind == Syntax::Kind::text;
    if (!named) {
        scope.fault("unknown-action", syntax, "an action's name is expected here",
                    "write the name that it has under 'actions', or hold");
        return std::nullopt;
    }
    check_quotes(scope, syntax);
    if (syntax.text == "hold") return k_hold;
    const auto found = scope.names.actions.find(syntax.text);
    if (found != scope.names.actions.end()) return ActionId{found->second};
    if (const auto event = event_of(scope.names, syntax.text)) {
        scope.fault("unknown-action", syntax, fmt::format("'{}' is an event, not an action", *event),
                    fmt::format("write {}", happened_form(*event)));
        return std::nullopt;
    }
    std::vector<std::string> candidates{"hold"};
    for (const auto& [name, index] : scope.names.actions) candidates.push_back(name);
    scope.unknown("unknown-action", syntax, fmt::format("there is no action '{}'", syntax.text),
                  one_of(syntax.text, candidates));
    return std::nullopt;
}

bool is_action(const Scope& scope, const Syntax& syntax) {
    return syntax.kind == Syntax::Kind::name && (syntax.text == "hold" || scope.names.actions.count(syntax.text) > 0);
}

bool targeted(const Scope& scope, ActionId action) {
    return action != k_hold && action.index < scope.names.action_targeted.size() &&
           scope.names.action_targeted[action.index];
}

/// Who is meant by the first argument, or self where only the action stands.
void push_actor(Scope& scope, const Syntax* actor, const Syntax& syntax, Expression& result) {
    if (actor != nullptr) {
        if (const auto ref = resolve_actor(scope, *actor)) result.actors.push_back(*ref);
    } else if (scope.has_self()) {
        result.actors.push_back({true, 0});
    } else {
        scope.fault("unbound-actor", syntax, "there is no self here: say whose",
                    fmt::format("write {}(A, action)", syntax.text));
    }
}

void check_two_actors(Scope& scope, const Expression& result, const Syntax& syntax) {
    if (result.actors.size() == 2 && same(result.actors[0], result.actors[1])) {
        scope.fault("diagonal", syntax, "nobody targets itself", "name two different actors");
    }
}

Expression rung_call(Scope& scope, const Function& function, const Syntax& syntax) {
    Expression result = make(scope, Term::rung, syntax);
    if (syntax.parts.empty() || syntax.parts.size() > 2) {
        scope.fault("wrong-argument-count", syntax, "'rung' takes an actor, or an actor and a target",
                    fmt::format("write {}", function.form));
        return result;
    }
    for (const Syntax& part : syntax.parts) {
        if (const auto ref = resolve_actor(scope, part)) result.actors.push_back(*ref);
    }
    check_two_actors(scope, result, syntax);
    return result;
}

void check_target(Scope& scope, const Function& function, ActionId action, const Syntax& syntax) {
    const Syntax& name = syntax.parts[syntax.parts.size() == 1 ? 0 : 1];
    if (targeted(scope, action) || scope.names.elsewhere.contains("to")) return;
    if (function.term == Term::received) {
        scope.fault("action-without-target", name, fmt::format("'{}' has no target, so nobody receives it", name.text),
                    "write taken(A, action) to ask whether A took it");
    } else if (syntax.parts.size() == 3) {
        scope.fault("action-without-target", syntax.parts[2], fmt::format("'{}' has no target", name.text),
                    fmt::format("write {}({}, {})", function.name, syntax.parts[0].text, name.text));
    }
}

}  // namespace

Expression resolve_history(Scope& scope, const Function& function, const Syntax& syntax) {
    if (scope.context.parameters_only) {
        parameters_only(scope, syntax, "history");
    }
    if (syntax.loop) {
        scope.fault("wrong-argument-count", syntax, fmt::format("'{}' takes no 'for'", function.name),
                    fmt::format("write {}", function.form));
        return make_number(scope, 0, syntax);
    }
    if (function.term == Term::rung) return rung_call(scope, function, syntax);
    const std::vector<Syntax>& parts = syntax.parts;
    Expression result = make(scope, function.term, syntax);
    if (parts.empty() || parts.size() > 3) {
        scope.fault("wrong-argument-count", syntax, fmt::format("'{}' takes one to three arguments", function.name),
                    fmt::format("write {}", function.form));
        return result;
    }
    if (parts.size() == 2 && is_action(scope, parts[0]) && !means_actor(scope, parts[0])) {
        scope.fault("argument-order", syntax, "the actor comes first, then the action, then the target",
                    fmt::format("write {}({}, {}, {})", function.name, scope.has_self() ? "self" : "A", parts[0].text,
                                parts[1].text));
        return result;
    }
    const Syntax& named = parts[parts.size() == 1 ? 0 : 1];
    const std::optional<ActionId> action = resolve_action(scope, named);
    if (!action && event_of(scope.names, named.text)) return result;  // whose act it would be is no second fault
    push_actor(scope, parts.size() == 1 ? nullptr : &parts[0], syntax, result);
    if (action) check_target(scope, function, *action, syntax);
    if (parts.size() == 3) push_actor(scope, &parts[2], syntax, result);
    check_two_actors(scope, result, syntax);
    result.item = action.value_or(ActionId{}).index;
    return result;
}

Expression resolve_happened(Scope& scope, const Syntax& syntax) {
    Expression result = make(scope, Term::happened, syntax);
    if (scope.context.parameters_only) {
        parameters_only(scope, syntax, "history");
    }
    if (syntax.loop || syntax.parts.size() != 1 ||
        (syntax.parts[0].kind != Syntax::Kind::name && syntax.parts[0].kind != Syntax::Kind::text)) {
        scope.fault("wrong-argument-count", syntax, "'happened' takes the name of one event",
                    "write happened(event), or happened('free text') in single quotes");
        return result;
    }
    const Syntax& event = syntax.parts[0];
    const auto found = scope.names.events.find(event.text);
    check_quotes(scope, event);
    if (found != scope.names.events.end())
        result.item = found->second;
    else
        unknown_event(scope, event);
    return result;
}

}  // namespace brink
