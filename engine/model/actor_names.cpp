// Names that stand for actors and groups in an expression.

#include <fmt/format.h>

#include "model/meant_names.h"
#include "model/resolve.h"

namespace brink {
namespace {

std::string unknown_actor_hint(const Scope& scope, const std::string& name) {
    if (const auto id = id_of_full_name(scope.names, name))
        return fmt::format("write {}: an actor is written by its id", *id);
    if (name.size() == 1 && !scope.placing)
        return fmt::format("a name for actors is bound by 'for', say any({0}.x > 1 for {0})", name);
    if (name.size() == 1) return fmt::format("bind it at the end of the line: for {} in everyone", name);
    for (const char* all : {"all", "any", "everybody", "anyone"})
        if (name == all)
            return scope.placing ? "write j.x, with 'for j in everyone' at the end" : "write say mean(j.x for j)";
    return suggestion(name, scope.candidates(NamedThing::Kind::actor),
                      "an actor is self, other, target, a name bound by 'for', or an actor's id");
}

}  // namespace

std::string suggestion(const std::string& name, const std::vector<std::string>& candidates, const char* otherwise) {
    const std::string nearest_one = name.size() > 1 ? did_you_mean(name, candidates) : "";
    return nearest_one.empty() ? otherwise : nearest_one;
}

void unbound_actor(Scope& scope, const Syntax& syntax) {
    if (syntax.text == "target" && scope.names.elsewhere.contains("to")) {
        scope.missing = true;  // the action's 'to' could not be read
        return;
    }
    scope.fault("unbound-actor", syntax, fmt::format("'{}' is bound to no actor here", syntax.text),
                "self stands in an actor's equations and actions, other in a dyad's, target in actions with 'to'");
}

bool means_actor(const Scope& scope, const Syntax& syntax) {
    if (syntax.kind != Syntax::Kind::name) return false;
    if (scope.slot(syntax.text)) return true;
    const std::string& name = syntax.text;
    if (name == "self" || name == "other" || name == "target") return true;
    const NamedThing* thing = scope.thing(name);
    return thing != nullptr && thing->kind == NamedThing::Kind::actor;
}

std::optional<ActorRef> resolve_actor(Scope& scope, const Syntax& syntax) {
    if (syntax.kind != Syntax::Kind::name) {
        scope.fault("actor-expected", syntax, "an actor's name is expected here",
                    syntax.kind == Syntax::Kind::text
                        ? fmt::format("write {} without quotes", syntax.text)
                        : "an actor is self, other, target, a name bound by 'for', or an actor's id");
        return std::nullopt;
    }
    const std::string& name = syntax.text;
    if (const auto slot = scope.slot(name)) return ActorRef{true, *slot};
    const NamedThing* thing = scope.thing(name);
    if (thing != nullptr && thing->kind == NamedThing::Kind::actor) return ActorRef{false, thing->index};
    if (thing != nullptr) {
        const bool group = thing->kind == NamedThing::Kind::group;
        scope.fault("actor-expected", syntax,
                    fmt::format("'{}' is {}, and an actor is expected here", name, group ? "a group" : "no actor"),
                    group ? fmt::format("for each member write say mean(j.x for j in {})", name)
                          : fmt::format("'{}' alone is its value; an actor's value is j.x", name));
    } else if (name == "everyone") {
        scope.fault("actor-expected", syntax, "'everyone' is a group, and an actor is expected here",
                    "for each actor write say mean(j.x for j)");
    } else if (name == "self" || name == "other" || name == "target") {
        unbound_actor(scope, syntax);
    } else {
        scope.unknown("unknown-actor", syntax, fmt::format("there is no actor '{}' here", name),
                      unknown_actor_hint(scope, name));
    }
    return std::nullopt;
}

std::vector<ActorId> resolve_group(Scope& scope, const Word& word) {
    if (word.text == "everyone") {
        std::vector<ActorId> all;
        for (std::size_t i = 0; i < scope.names.actors.size(); ++i) all.push_back({static_cast<std::uint32_t>(i)});
        return all;
    }
    const NamedThing* thing = scope.thing(word.text);
    if (thing != nullptr && thing->kind == NamedThing::Kind::group) return scope.names.groups[thing->index].members;
    Syntax at;
    at.text = word.text;
    at.begin = word.begin;
    at.end = word.end;
    if (thing != nullptr) {
        const bool actor = thing->kind == NamedThing::Kind::actor;
        scope.fault("group-expected", at, fmt::format("'{}' is no group", word.text),
                    actor ? "one actor compares by '==': j == " + word.text
                          : "a group is named under 'groups'; everyone is built in");
        return {};
    }
    std::vector<std::string> candidates{"everyone"};
    for (const Group& group : scope.names.groups) candidates.push_back(group.name);
    scope.unknown("unknown-group", at, fmt::format("there is no group '{}'", word.text),
                  suggestion(word.text, candidates, "a group is named under 'groups'; everyone is built in"));
    return {};
}

}  // namespace brink
