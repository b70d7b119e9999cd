#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "model/call_hints.h"
#include "model/resolve.h"
#include "model/slips.h"

namespace brink {
namespace {

bool is_draw_probability(Term term, std::size_t argument) {
    return (term == Term::draw_bernoulli && argument == 0) || (term == Term::draw_binomial && argument == 1);
}

/// What an argument that may not be negative is called, if it is one.
const char* size_name(Term term, std::size_t argument) {
    if (term == Term::draw_normal && argument == 1) return "a standard deviation";
    if (term == Term::draw_poisson) return "a mean number";
    if (term == Term::draw_gamma) return argument == 0 ? "a shape" : "a scale";
    return nullptr;
}

/// A constant argument that no draw can have is a fault; others are judged where they are known.
void check_draw_constants(Scope& scope, const Expression& draw, const Syntax& syntax) {
    std::vector<std::optional<double>> known;
    for (const Expression& operand : draw.operands) known.push_back(known_value(operand, scope.names));
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (is_draw_probability(draw.term, i) && known[i] && !(*known[i] >= 0 && *known[i] <= 1)) {
            scope.fault("bad-probability", syntax.parts[i], fmt::format("{} is no probability", *known[i]),
                        "a probability lies between 0 and 1");
        }
    }
    for (std::size_t i = 0; i < known.size(); ++i) {
        const char* name = size_name(draw.term, i);
        if (name != nullptr && known[i] && !(*known[i] >= 0))
            scope.fault("negative-scale", syntax.parts[i], fmt::format("{} cannot be {}", name, *known[i]),
                        "write 0 or more");
    }
    if (draw.term == Term::draw_binomial && known[0] && !(*known[0] >= 0 && *known[0] == std::floor(*known[0]))) {
        scope.fault("bad-count", syntax.parts[0], fmt::format("there cannot be {} trials", *known[0]),
                    "write a whole number, 0 or more");
    }
    if (draw.term == Term::draw_uniform && known[0] && known[1] && *known[0] > *known[1]) {
        scope.fault("reversed-range", syntax, fmt::format("the range from {} to {} is reversed", *known[0], *known[1]),
                    "write uniform(low, high)");
    }
}

/// Resolves the arguments for their own faults, when the call itself is at fault.
Expression stand_in(Scope& scope, const Syntax& syntax) {
    if (!syntax.loop) {
        for (const Syntax& part : syntax.parts) static_cast<void>(resolve_number(scope, part));
    }
    return make_number(scope, 0, syntax);
}

Expression plain_call(Scope& scope, const Function& function, const Syntax& syntax) {
    if (syntax.loop || syntax.parts.size() != function.arguments) {
        if (syntax.loop) {
            scope.fault("wrong-argument-count", syntax, fmt::format("'{}' takes no 'for'", function.name),
                        fmt::format("write {}; sum, mean, min, max, any, all and count take a 'for'", function.form));
        } else {
            arguments_fault(scope, function, syntax);
        }
        return stand_in(scope, syntax);
    }
    Expression result = make(scope, function.term, syntax);
    for (const Syntax& part : syntax.parts) result.operands.push_back(resolve_number(scope, part));
    return result;
}

Expression draw_call(Scope& scope, const Function& function, const Syntax& syntax) {
    if (!scope.draws_allowed) {
        scope.fault("draw-not-allowed", syntax,
                    fmt::format("'{}' draws a random number, which cannot stand here", function.name),
                    scope.context.parameters_only ? drawn_once(scope, function, syntax)
                                                  : "draws stand under 'draws', in dynamics and in the right sides of "
                                                    "effects");
        if (scope.context.parameters_only) return make_number(scope, 0, syntax);
    }
    const std::string site = fmt::format("{}#{}", scope.site, scope.draws++);
    const bool faulty_before = std::exchange(scope.faulty, false);
    Expression result = plain_call(scope, function, syntax);
    if (!scope.faulty) check_draw_constants(scope, result, syntax);
    scope.faulty = scope.faulty || faulty_before;
    result.site = site;
    return result;
}

Expression comprehension(Scope& scope, Term term, const Syntax& syntax) {
    if (scope.context.parameters_only) {
        parameters_only(scope, syntax, "what runs over actors");
    }
    Expression result = make(scope, term, syntax);
    result.binders = bind(scope, *syntax.loop);
    for (const Syntax& part : syntax.parts) result.operands.push_back(resolve_number(scope, part));
    release(scope, result.binders);
    return result;
}

/// min(a, b, c) is minimum(minimum(a, b), c).
Expression folded_call(Scope& scope, const Function& function, const Syntax& syntax) {
    if (syntax.parts.size() < 2) {
        arguments_fault(scope, function, syntax);
        return stand_in(scope, syntax);
    }
    warn_of_comma(scope, syntax);
    Expression left = resolve_number(scope, syntax.parts[0]);
    for (std::size_t i = 1; i < syntax.parts.size(); ++i) {
        Expression both = make(scope, function.term, syntax);
        both.operands.push_back(std::move(left));
        both.operands.push_back(resolve_number(scope, syntax.parts[i]));
        left = std::move(both);
    }
    return left;
}

Expression unknown_function(Scope& scope, const Syntax& syntax) {
    Syntax name;
    name.begin = syntax.begin;
    name.end = syntax.begin + syntax.text.size();
    if (scope.thing(syntax.text) != nullptr || scope.slot(syntax.text)) {
        const std::string meant = indexed(scope, syntax);
        scope.fault("unknown-function", name, fmt::format("'{}' is no function", syntax.text),
                    meant.empty() ? fmt::format("to multiply write '{} * (...)'", syntax.text) : meant);
        if (!meant.empty()) return make_number(scope, 0, syntax);
    } else {
        std::vector<std::string> candidates;
        for (const Function& function : k_functions)
            if (function.kind != Function::Kind::later) candidates.emplace_back(function.name);
        std::string hint = function_slip(syntax.text);
        if (hint.empty()) hint = did_you_mean(syntax.text, candidates);
        if (hint.empty()) hint = fmt::format("there are {}", fmt::join(candidates, ", "));
        scope.fault("unknown-function", name, fmt::format("there is no function '{}'", syntax.text), std::move(hint));
    }
    return stand_in(scope, syntax);
}

Expression later_call(Scope& scope, const Function& function, const Syntax& syntax) {
    scope.fault("not-supported-yet", syntax, fmt::format("{} is not there yet in this version", function.form),
                "docs/language.md, 'Not there yet', says what is missing");
    return make_number(scope, 0, syntax);
}

std::string bound_name_hint(const Scope& scope, const std::string& name) {
    const NamedThing* thing = scope.thing(name);
    if (thing != nullptr && thing->kind == NamedThing::Kind::group)
        return fmt::format("to run over its members write 'for j in {}'", name);
    if (thing != nullptr && thing->kind == NamedThing::Kind::actor)
        return fmt::format("of one actor write {}.x; to run over actors write 'for j'", name);
    return "choose another name";
}

void check_binder_name(Scope& scope, const Word& name) {
    const std::vector<std::string>& reserved = reserved_words();
    if (std::find(reserved.begin(), reserved.end(), name.text) != reserved.end()) {
        scope.fault("reserved-word", name.begin, name.end,
                    fmt::format("'{}' is a word of expressions and cannot be bound", name.text),
                    "choose another name, say 'j'");
    } else if (scope.slot(name.text)) {
        scope.fault("name-taken", name.begin, name.end, fmt::format("'{}' is bound already", name.text),
                    "choose another name");
    } else if (scope.thing(name.text) != nullptr || scope.context.attributes.count(name.text) > 0) {
        scope.fault("name-taken", name.begin, name.end,
                    fmt::format("'{}' is a name of the scenario and cannot be bound", name.text),
                    bound_name_hint(scope, name.text));
    }
}

/// Slots whose actor a new name leaves out: self and what `for` clauses bound, not target or other.
std::vector<std::uint32_t> skipped_slots(const Scope& scope) {
    std::vector<std::uint32_t> skipped;
    for (std::size_t i = 0; i < scope.slots.size(); ++i) {
        if (scope.slots[i] != "target" && scope.slots[i] != "other") skipped.push_back(static_cast<std::uint32_t>(i));
    }
    return skipped;
}

}  // namespace

void arguments_fault(Scope& scope, const Function& function, const Syntax& syntax) {
    const std::size_t count = syntax.parts.size();
    const auto glued = glued_numbers(scope, syntax);
    std::string hint = fmt::format("write {}", function.form);
    if (glued)
        hint = fmt::format("write {} with a point; the form is {}", with_point(scope, syntax, *glued), function.form);
    if (function.term == Term::select && count == 2) hint += ": b is the value where the condition is not met";
    scope.fault("wrong-argument-count", syntax,
                fmt::format("'{}' cannot be called with {} argument{}", function.name, count, count == 1 ? "" : "s"),
                hint);
}

std::vector<Binder> bind(Scope& scope, const ForClause& clause) {
    const Word everyone{"everyone", 0, 0};
    const std::vector<ActorId> members = resolve_group(scope, clause.group.value_or(everyone));
    const bool skip_nothing = clause.group && clause.group->text == "everyone";
    std::vector<Binder> binders;
    for (const Word& name : clause.names) {
        check_binder_name(scope, name);
        Binder binder;
        binder.slot = static_cast<std::uint32_t>(scope.slots.size());
        binder.members = members;
        if (!skip_nothing) binder.skipped = skipped_slots(scope);
        // a pair is of two different actors, whatever else is left out
        if (skip_nothing && !binders.empty()) binder.skipped = {binders.front().slot};
        binder.name = name.text;
        binders.push_back(std::move(binder));
        scope.slots.push_back(name.text);
    }
    return binders;
}

void release(Scope& scope, const std::vector<Binder>& binders) {
    scope.slots.resize(scope.slots.size() - binders.size());
}

Expression resolve_call(Scope& scope, const Syntax& syntax) {
    const Function* function = find_function(syntax.text);
    if (function == nullptr) return unknown_function(scope, syntax);
    switch (function->kind) {
        case Function::Kind::plain: return plain_call(scope, *function, syntax);
        case Function::Kind::fold:
            if (!syntax.loop) return folded_call(scope, *function, syntax);
            return comprehension(scope, function->term == Term::minimum ? Term::smallest : Term::largest, syntax);
        case Function::Kind::comprehension:
            if (syntax.loop) return comprehension(scope, function->term, syntax);
            scope.fault("wrong-argument-count", syntax,
                        fmt::format("'{}' runs over actors and needs a 'for'", function->name),
                        comprehension_hint(scope, *function, syntax));
            return make_number(scope, 0, syntax);
        case Function::Kind::history: return resolve_history(scope, *function, syntax);
        case Function::Kind::happened: return resolve_happened(scope, syntax);
        case Function::Kind::draw: return draw_call(scope, *function, syntax);
        case Function::Kind::table: return resolve_table(scope, *function, syntax);
        case Function::Kind::delay: return resolve_delay(scope, syntax);
        case Function::Kind::later: return later_call(scope, *function, syntax);
    }
    return make_number(scope, 0, syntax);
}

}  // namespace brink
