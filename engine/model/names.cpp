#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "model/resolve.h"
#include "model/slips.h"

namespace brink {
namespace {

/// The nearest candidate, or else what could stand there. One letter is near every other letter, so that says nothing.
std::string suggestion(const std::string& name, const std::vector<std::string>& candidates, const char* otherwise) {
    const std::string nearest_one = name.size() > 1 ? did_you_mean(name, candidates) : "";
    return nearest_one.empty() ? otherwise : nearest_one;
}

/// Why a word that is no name of the scenario cannot stand for a number here.
bool explain_word(Scope& scope, const Syntax& syntax) {
    const std::string& word = syntax.text;
    if (word == "self" || word == "other" || word == "target") {
        scope.fault("unbound-actor", syntax, fmt::format("'{}' is bound to no actor here", word),
                    "self stands in an actor's equations and actions, other in a dyad's, target in actions with 'to'");
        return true;
    }
    if (word == "everyone") {
        scope.fault("group-as-number", syntax, "'everyone' is a group, not a number",
                    "write say mean(j.x for j in everyone)");
        return true;
    }
    if (word == "rung" && find_function(word) != nullptr) {
        scope.fault("attribute-outside-action", syntax, "'rung' is known only in an action's own expressions",
                    "write rung(A) for the rung of A's latest decision");
        return true;
    }
    for (const char* truth : {"true", "True", "TRUE", "yes", "Yes", "false", "False", "FALSE", "no", "No"}) {
        if (word != truth) continue;
        const bool is_true = word[0] == 't' || word[0] == 'T' || word[0] == 'y' || word[0] == 'Y';
        scope.unknown("unknown-name", syntax, fmt::format("there is no '{}' in expressions", word),
                      is_true ? "write 1, which is true" : "write 0, which is false");
        return true;
    }
    if (const std::string slip = word_slip(word); !slip.empty()) {
        scope.unknown("unknown-name", syntax, fmt::format("there is no '{}'", word), slip);
        return true;
    }
    const Function* function = find_function(word);
    if (function != nullptr) {
        scope.fault("reserved-word", syntax, fmt::format("'{}' is a function", word),
                    fmt::format("write {}", function->form));
        return true;
    }
    return false;
}

Term term_of(NamedThing::Kind kind) {
    switch (kind) {
        case NamedThing::Kind::parameter: return Term::parameter;
        case NamedThing::Kind::variable: return Term::variable;
        case NamedThing::Kind::derived: return Term::derived;
        case NamedThing::Kind::draw: return Term::draw;
        case NamedThing::Kind::series: return Term::series;
        case NamedThing::Kind::table:
        case NamedThing::Kind::actor:
        case NamedThing::Kind::group:
        case NamedThing::Kind::attribute: break;
    }
    return Term::number;
}

bool has_shape(const NamedThing& thing) {
    return thing.kind == NamedThing::Kind::variable || thing.kind == NamedThing::Kind::derived ||
           thing.kind == NamedThing::Kind::draw;
}

/// Whether the context lets the thing be read at all.
void check_allowed(Scope& scope, const NamedThing& thing, const Syntax& syntax, const std::string& name) {
    const ExpressionContext& context = scope.context;
    if (context.parameters_only && thing.kind != NamedThing::Kind::parameter) {
        return parameters_only(scope, syntax, "'" + name + "'");
    }
    if (context.allow_named_draws) return;
    const bool indirect = thing.kind == NamedThing::Kind::derived && thing.index < context.derived_reads_draw.size() &&
                          context.derived_reads_draw[thing.index];
    if (thing.kind == NamedThing::Kind::draw || indirect) {
        scope.fault("draw-not-readable", syntax,
                    fmt::format("'{}' {} a random draw, which cannot be read here", name, indirect ? "reads" : "is"),
                    "keep it in a variable: give the variable the draw as its dynamics, and read that");
    }
}

Expression make_value(Scope& scope, const NamedThing& thing, const Syntax& syntax, const std::string& name,
                      std::vector<ActorRef> actors) {
    check_allowed(scope, thing, syntax, name);
    Expression result = make(scope, term_of(thing.kind), syntax);
    result.item = thing.index;
    result.actors = std::move(actors);
    return result;
}

/// A bare name: a world's value, self's, or the pair's.
Expression bare_value(Scope& scope, const NamedThing& thing, const Syntax& syntax) {
    const std::string& name = syntax.text;
    switch (thing.shape) {
        case Shape::world: return make_value(scope, thing, syntax, name, {});
        case Shape::actor:
            if (scope.has_self()) return make_value(scope, thing, syntax, name, {{true, 0}});
            break;
        case Shape::dyad:
            if (scope.has_pair()) return make_value(scope, thing, syntax, name, {{true, 0}, {true, 1}});
            break;
    }
    if (scope.context.parameters_only) {
        parameters_only(scope, syntax, "'" + name + "'");
    } else if (thing.shape == Shape::actor) {
        scope.fault("shape", syntax, fmt::format("'{}' has a value for each actor, and here no actor is meant", name),
                    fmt::format("sum it up, say mean(j.{0} for j), or say whose: {1}.{0}", name,
                                scope.slots.empty() ? "A" : scope.slots.front()));
    } else {
        scope.fault("shape", syntax, fmt::format("'{}' has a value for each pair of actors", name),
                    scope.has_self()
                        ? fmt::format("say which pair: {0}[self, j], or sum it up: sum({0}[self, j] for j)", name)
                        : fmt::format("say which pair: {0}[A, B], or sum it up: mean({0}[i, j] for i, j)", name));
    }
    return make_number(scope, 0, syntax);
}

Expression thing_as_number(Scope& scope, const NamedThing& thing, const Syntax& syntax) {
    const std::string& name = syntax.text;
    switch (thing.kind) {
        case NamedThing::Kind::parameter:
        case NamedThing::Kind::series: return make_value(scope, thing, syntax, name, {});
        case NamedThing::Kind::variable:
        case NamedThing::Kind::derived:
        case NamedThing::Kind::draw: return bare_value(scope, thing, syntax);
        case NamedThing::Kind::actor:
            scope.fault("actor-as-number", syntax, fmt::format("'{}' is an actor, not a number", name),
                        fmt::format("write {}.x for its value of x", name));
            break;
        case NamedThing::Kind::group:
            scope.fault("group-as-number", syntax, fmt::format("'{}' is a group, not a number", name),
                        fmt::format("write say mean(j.x for j in {})", name));
            break;
        case NamedThing::Kind::table: {
            const bool curve = scope.names.tables[thing.index] == Table::Kind::curve;
            scope.fault("table-as-number", syntax,
                        fmt::format("'{}' is a {}, not a number", name, curve ? "curve" : "matrix"),
                        curve ? fmt::format("write curve({}, x)", name)
                              : fmt::format("write lookup({}, row, column)", name));
            break;
        }
        case NamedThing::Kind::attribute:
            scope.fault("attribute-outside-action", syntax, fmt::format("'{}' is an attribute of actions", name),
                        "it is known only in an action's own expressions and in the decision's cost");
            break;
    }
    return make_number(scope, 0, syntax);
}

/// A built-in number of the step, if the name is one.
std::optional<Expression> built_in(Scope& scope, const Syntax& syntax) {
    const std::string& name = syntax.text;
    if (name != "t" && name != "dt" && name != "years") return std::nullopt;
    if (scope.context.parameters_only) {
        parameters_only(scope, syntax, "'" + name + "'");
    }
    if (name == "t") return make(scope, Term::step_number, syntax);
    if (name == "dt") return make(scope, Term::step_years, syntax);
    Expression years = make(scope, Term::multiply, syntax);
    years.operands.push_back(make(scope, Term::step_number, syntax));
    years.operands.push_back(make(scope, Term::step_years, syntax));
    return years;
}

/// The thing of that name with a value an actor or a pair; reports what else it is.
const NamedThing* shaped_thing(Scope& scope, const Syntax& name, Shape shape, const Syntax& whole) {
    const NamedThing* thing = scope.thing(name.text);
    if (thing == nullptr) {
        scope.unknown("unknown-name", name, fmt::format("there is no '{}'", name.text),
                      suggestion(name.text, scope.candidates(), "declare it under 'variables' or 'derived'"));
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

Expression resolve_name(Scope& scope, const Syntax& syntax) {
    const std::string& name = syntax.text;
    if (std::optional<Expression> step = built_in(scope, syntax)) return std::move(*step);
    if (const auto slot = scope.slot(name)) {
        const bool by_for = *slot >= scope.context.slots.size();
        scope.fault("actor-as-number", syntax, fmt::format("'{}' is an actor, not a number", name),
                    by_for ? fmt::format("write {0}.x for its value of x; count({0} in g for {0}) counts actors", name)
                           : fmt::format("write {}.x for its value of x", name));
        return make_number(scope, 0, syntax);
    }
    const auto attribute = scope.context.attributes.find(name);
    if (attribute != scope.context.attributes.end()) return make_number(scope, attribute->second, syntax);
    if (const NamedThing* thing = scope.thing(name)) return thing_as_number(scope, *thing, syntax);
    if (explain_word(scope, syntax)) return make_number(scope, 0, syntax);
    std::vector<std::string> candidates = scope.candidates();
    for (const char* word : {"t", "dt", "date", "years"}) candidates.emplace_back(word);
    for (const auto& [known, value] : scope.context.attributes) candidates.push_back(known);
    scope.unknown("unknown-name", syntax, fmt::format("there is no '{}'", name),
                  suggestion(name, candidates,
                             scope.context.parameters_only
                                 ? "write a number, or declare the name under 'parameters'"
                                 : "it is no parameter, variable, derived value, draw, series or bound actor"));
    return make_number(scope, 0, syntax);
}

Expression resolve_member(Scope& scope, const Syntax& syntax) {
    const Syntax& owner = syntax.parts[0];
    const Syntax& name = syntax.parts[1];
    const NamedThing* group = scope.thing(owner.text);
    if (owner.text == "everyone" || (group != nullptr && group->kind == NamedThing::Kind::group)) {
        scope.fault("shape", syntax, fmt::format("'{}' is a group: it has no '{}' of its own", owner.text, name.text),
                    fmt::format("write say mean(j.{} for j in {})", name.text, owner.text));
        return make_number(scope, 0, syntax);
    }
    if (turned_round(scope, owner, name, syntax)) return make_number(scope, 0, syntax);
    const std::optional<ActorRef> actor = resolve_actor(scope, owner);
    const NamedThing* thing = shaped_thing(scope, name, Shape::actor, syntax);
    if (!actor || thing == nullptr) return make_number(scope, 0, syntax);
    return make_value(scope, *thing, syntax, name.text, {*actor});
}

Expression resolve_index(Scope& scope, const Syntax& syntax) {
    const Syntax& name = syntax.parts[0];
    std::vector<ActorRef> actors;
    for (std::size_t i = 1; i < syntax.parts.size(); ++i) {
        if (const auto actor = resolve_actor(scope, syntax.parts[i])) actors.push_back(*actor);
    }
    const NamedThing* thing = shaped_thing(scope, name, Shape::dyad, syntax);
    if (thing == nullptr) return make_number(scope, 0, syntax);
    if (syntax.parts.size() != 3) {
        scope.fault("shape", syntax, fmt::format("'{}' has a value for each pair of actors: it takes two", name.text),
                    fmt::format("write {}[i, j]", name.text));
    } else if (actors.size() == 2 && same(actors[0], actors[1])) {
        scope.fault("diagonal", syntax,
                    fmt::format("'{}' has no value from '{}' to itself", name.text, syntax.parts[1].text),
                    "name two different actors");
    }
    return make_value(scope, *thing, syntax, name.text, std::move(actors));
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
        static_cast<void>(explain_word(scope, syntax));
    } else {
        scope.unknown("unknown-actor", syntax, fmt::format("there is no actor '{}' here", name),
                      suggestion(name, scope.candidates(NamedThing::Kind::actor),
                                 "an actor is self, other, target, a name bound by 'for', or an actor's id"));
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
