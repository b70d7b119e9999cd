// Values of one actor, j.x, and of one pair, x[i, j].

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "model/resolve.h"

namespace brink {
namespace {

/// The thing of that name with a value an actor or a pair; reports what else it is.
const NamedThing* shaped_thing(Scope& scope, const Syntax& name, Shape shape, const Syntax& whole) {
    const NamedThing* thing = scope.thing(name.text);
    if (thing == nullptr) {
        const std::string owner = whole.kind == Syntax::Kind::member ? whole.parts[0].text : "A";
        std::string hint;
        if (scope.names.actions.contains(name.text)) hint = fmt::format("write taken({}, {})", owner, name.text);
        if (name.text == "rung") hint = fmt::format("write rung({})", owner);
        if (name.text == "name") hint = "names are no values; which actor it is says self == A or j == A";
        if (hint.empty()) hint = suggestion(name.text, scope.candidates(), "declare it under 'variables' or 'derived'");
        scope.unknown("unknown-name", name, fmt::format("there is no '{}'", name.text), hint);
        return nullptr;
    }
    if (has_shape(*thing) && thing->shape == shape) return thing;
    const std::size_t place = whole.kind == Syntax::Kind::member ? 0 : 1;  // of the first actor in j.x and x[i, j]
    const bool named = whole.parts.size() > place && whole.parts[place].kind == Syntax::Kind::name;
    const std::string first = named ? whole.parts[place].text : "i";
    if (has_shape(*thing) && thing->shape == Shape::dyad) {
        scope.fault("shape", whole, fmt::format("'{}' has a value for each pair of actors", name.text),
                    fmt::format("say which pair: {}[{}, j]", name.text, first));
    } else if (has_shape(*thing) && thing->shape == Shape::actor) {
        scope.fault("shape", whole, fmt::format("'{}' has a value for each actor, not for each pair", name.text),
                    fmt::format("say whose: {}.{}", first == "i" ? "j" : first, name.text));
    } else if (has_shape(*thing) || thing->kind == NamedThing::Kind::parameter ||
               thing->kind == NamedThing::Kind::series) {
        scope.fault("shape", whole, fmt::format("'{}' is one number, the same for all actors", name.text),
                    fmt::format("write '{}' alone", name.text));
    } else {
        scope.fault("shape", whole, fmt::format("'{}' has no value for an actor or a pair", name.text),
                    "only variables, derived values and draws have");
    }
    return nullptr;
}

/// `threat.RED`, or `attention.RED` of a value that no actor has: explained, if it is one of these.
bool turned_round(Scope& scope, const Syntax& owner, const Syntax& name, const Syntax& whole) {
    const NamedThing* thing = scope.thing(owner.text);
    if (thing == nullptr || scope.slot(owner.text) || !means_actor(scope, name)) return false;
    if (has_shape(*thing) && thing->shape == Shape::actor) {
        scope.fault("shape", whole, "the actor comes first, then its value",
                    fmt::format("write {}.{}", name.text, owner.text));
    } else if (has_shape(*thing) && thing->shape == Shape::dyad) {
        scope.fault("shape", whole, fmt::format("'{}' has a value for each pair of actors", owner.text),
                    fmt::format("say which pair: {}[{}, B]", owner.text, name.text));
    } else if (has_shape(*thing) || thing->kind == NamedThing::Kind::parameter ||
               thing->kind == NamedThing::Kind::series) {
        scope.fault("shape", whole, fmt::format("'{}' is one number, the same for all actors", owner.text),
                    fmt::format("write '{}' alone", owner.text));
    } else {
        return false;
    }
    return true;
}

}  // namespace

Expression resolve_member(Scope& scope, const Syntax& syntax) {
    const Syntax& owner = syntax.parts[0];
    const Syntax& name = syntax.parts[1];
    if (owner.text == "date") {
        scope.fault("date-comparison", syntax, "a date has no parts",
                    "compare with days: date >= 2025-03-01 and date < 2025-04-01");
        return make_number(scope, 0, syntax);
    }
    const NamedThing* group = scope.thing(owner.text);
    if (owner.text == "everyone" || (group != nullptr && group->kind == NamedThing::Kind::group)) {
        scope.fault("shape", syntax, fmt::format("'{}' is a group: it has no '{}' of its own", owner.text, name.text),
                    scope.placing ? fmt::format("write j.{}, with 'for j in {}' at the end", name.text, owner.text)
                                  : fmt::format("write say mean(j.{} for j in {})", name.text, owner.text));
        return make_number(scope, 0, syntax);
    }
    if (turned_round(scope, owner, name, syntax)) return make_number(scope, 0, syntax);
    // Of a value that no actor has, whose it is said to be is no second fault; nor is the value of what is no actor.
    const NamedThing* value = scope.thing(name.text);
    const bool of_nobody = value != nullptr && !(has_shape(*value) && value->shape == Shape::actor);
    const std::optional<ActorRef> actor = of_nobody ? std::nullopt : resolve_actor(scope, owner);
    const bool owner_known = scope.thing(owner.text) != nullptr && !means_actor(scope, owner);
    if (!of_nobody && !actor && owner_known) return make_number(scope, 0, syntax);
    const NamedThing* thing = shaped_thing(scope, name, Shape::actor, syntax);
    if (!actor || thing == nullptr) return make_number(scope, 0, syntax);
    return make_value(scope, *thing, syntax, name.text, {*actor});
}

bool reads_step(const Syntax& syntax) {
    if (syntax.kind == Syntax::Kind::name) return syntax.text == "t";
    return syntax.kind == Syntax::Kind::operation && std::any_of(syntax.parts.begin(), syntax.parts.end(), reads_step);
}

Expression resolve_index(Scope& scope, const Syntax& syntax) {
    const Syntax& name = syntax.parts[0];
    if (syntax.parts.size() == 2 && reads_step(syntax.parts[1]) && scope.thing(name.text) != nullptr) {
        scope.fault("shape", syntax, "values are not indexed by steps",
                    fmt::format("the present one is '{0}', that of the step before delay({0}, 1)", name.text));
        return make_number(scope, 0, syntax);
    }
    const NamedThing* thing = shaped_thing(scope, name, Shape::dyad, syntax);
    if (thing == nullptr) return make_number(scope, 0, syntax);
    std::vector<ActorRef> actors;
    for (std::size_t i = 1; i < syntax.parts.size(); ++i) {
        if (const auto actor = resolve_actor(scope, syntax.parts[i])) actors.push_back(*actor);
    }
    if (syntax.parts.size() != 3) {
        const std::string one = syntax.parts[1].kind == Syntax::Kind::name ? syntax.parts[1].text : "j";
        scope.fault("shape", syntax, fmt::format("'{}' has a value for each pair of actors: it takes two", name.text),
                    scope.has_self() && one != "self" && syntax.parts.size() == 2
                        ? fmt::format("write {}[self, {}]", name.text, one)
                        : fmt::format("write {}[{}, j]", name.text, syntax.parts.size() == 2 ? one : "i"));
    } else if (actors.size() == 2 && same(actors[0], actors[1])) {
        scope.fault("diagonal", syntax,
                    fmt::format("'{}' has no value from '{}' to itself", name.text, syntax.parts[1].text),
                    "name two different actors");
    }
    return make_value(scope, *thing, syntax, name.text, std::move(actors));
}

}  // namespace brink
