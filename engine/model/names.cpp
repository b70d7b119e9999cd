#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "model/meant_names.h"
#include "model/resolve.h"
#include "model/slips.h"

namespace brink {
namespace {

/// Why a word that is no name of the scenario cannot stand for a number here.
bool explain_word(Scope& scope, const Syntax& syntax) {
    const std::string& word = syntax.text;
    if (word == "self" || word == "other" || word == "target") {
        unbound_actor(scope, syntax);
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
    std::string slip = word_slip(word);
    if (slip.empty()) slip = value_slip(word);
    if (!slip.empty()) {
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
        const std::string whose = !scope.slots.empty()         ? scope.slots.front()
                                  : scope.names.actors.empty() ? "A"
                                                               : scope.names.actors.front();
        scope.fault("shape", syntax, fmt::format("'{}' has a value for each actor, and here no actor is meant", name),
                    scope.placing
                        ? fmt::format("say whose: {1}.{0}, or of many j.{0}, with 'for j in everyone' at the end", name,
                                      whose)
                        : fmt::format("sum it up, say mean(j.{0} for j), or say whose: {1}.{0}", name, whose));
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

}  // namespace

bool has_shape(const NamedThing& thing) {
    return thing.kind == NamedThing::Kind::variable || thing.kind == NamedThing::Kind::derived ||
           thing.kind == NamedThing::Kind::draw;
}

Expression make_value(Scope& scope, const NamedThing& thing, const Syntax& syntax, const std::string& name,
                      std::vector<ActorRef> actors) {
    check_allowed(scope, thing, syntax, name);
    Expression result = make(scope, term_of(thing.kind), syntax);
    result.item = thing.index;
    result.actors = std::move(actors);
    return result;
}

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
    const auto meant = meant_by(scope.names, name);
    if (meant && !scope.names.may_be_elsewhere(name)) {
        scope.fault("unknown-name", syntax, meant->message, meant->hint);
        return make_number(scope, 0, syntax);
    }
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

}  // namespace brink
