#include "model/resolve.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "model/date_slips.h"
#include "model/lexer.h"

namespace brink {
namespace {

bool is_comparison(Term term) { return term >= Term::less && term <= Term::not_equal; }

bool is_date(const Syntax& syntax) {
    return syntax.kind == Syntax::Kind::date || (syntax.kind == Syntax::Kind::name && syntax.text == "date");
}

Expression resolve_date(Scope& scope, const Syntax& syntax) {
    if (syntax.kind == Syntax::Kind::date) return make_number(scope, syntax.number, syntax);
    if (scope.context.parameters_only) {
        parameters_only(scope, syntax, "'date'");
    }
    return make(scope, Term::date, syntax);
}

/// `date + 30`, `2025-06-01 - 7`.
bool reckons_with_date(const Syntax& syntax) {
    return syntax.kind == Syntax::Kind::operation &&
           std::any_of(syntax.parts.begin(), syntax.parts.end(),
                       [](const Syntax& part) { return is_date(part) || reckons_with_date(part); });
}

Expression compare_dates(Scope& scope, const Syntax& syntax) {
    Expression result = make(scope, syntax.term, syntax);
    for (const Syntax& part : syntax.parts) {
        if (is_date(part)) {
            result.operands.push_back(resolve_date(scope, part));
            continue;
        }
        const std::string_view written = std::string_view(scope.node.text).substr(part.begin, part.end - part.begin);
        if (looks_like_date(written)) {
            scope.fault("date-order", part, fmt::format("'{}' is no date", written), date_hint(written));
        } else if (part.kind == Syntax::Kind::text && (looks_like_date(part.text) || parse_date(part.text))) {
            scope.fault("date-order", part, fmt::format("{} is a text, not a date", written),
                        fmt::format("write {} without quotes", date_meant(part.text).value_or(part.text)));
        } else if (part.kind == Syntax::Kind::operation && reckons_with_date(part)) {
            scope.fault("date-comparison", part, "nothing is reckoned with dates",
                        "write the day itself, say date >= 2025-06-01; 't' counts steps, 'years' years");
        } else {
            const bool year = part.kind == Syntax::Kind::number && part.number >= 1000 && part.number < 10000;
            scope.fault("date-comparison", part, "a date compares only with a date",
                        year ? fmt::format("write the day, say {:.0f}-01-01", part.number)
                             : "write say date >= 2025-06-01; 't' counts steps, 'years' years");
        }
    }
    return result;
}

Expression compare_actors(Scope& scope, const Syntax& syntax) {
    if (syntax.term != Term::equal && syntax.term != Term::not_equal) {
        scope.fault("actor-as-number", syntax, "actors compare only by '==' and '!='",
                    "compare their values: j.x < k.x");
        return make(scope, syntax.term, syntax);
    }
    Expression result = make(scope, syntax.term == Term::equal ? Term::same_actor : Term::other_actor, syntax);
    for (const Syntax& part : syntax.parts) {
        if (part.kind == Syntax::Kind::name) {
            const NamedThing* thing = scope.thing(part.text);
            if (thing != nullptr && thing->kind == NamedThing::Kind::group && !scope.slot(part.text)) {
                scope.fault("actor-expected", part, fmt::format("'{}' is a group, not an actor", part.text),
                            fmt::format("write 'j in {}'", part.text));
                continue;
            }
        }
        if (const auto ref = resolve_actor(scope, part)) result.actors.push_back(*ref);
    }
    return result;
}

Expression resolve_operation(Scope& scope, const Syntax& syntax) {
    if (is_comparison(syntax.term)) {
        if (means_actor(scope, syntax.parts[0]) || means_actor(scope, syntax.parts[1])) {
            return compare_actors(scope, syntax);
        }
        if (reckons_with_date(syntax)) return compare_dates(scope, syntax);
    }
    if (syntax.term == Term::negate && syntax.parts[0].kind == Syntax::Kind::number) {
        return make_number(scope, -syntax.parts[0].number, syntax);
    }
    Expression result = make(scope, syntax.term, syntax);
    result.operands.reserve(syntax.parts.size());
    for (const Syntax& part : syntax.parts) result.operands.push_back(resolve_number(scope, part));
    return result;
}

Expression resolve_in_group(Scope& scope, const Syntax& syntax) {
    Expression result = make(scope, Term::in_group, syntax);
    if (const auto ref = resolve_actor(scope, syntax.parts[0])) result.actors.push_back(*ref);
    result.members = resolve_group(scope, syntax.group);
    if (scope.context.parameters_only) {
        parameters_only(scope, syntax, "actors");
    }
    return result;
}

}  // namespace

Scope::Scope(const Node& node_in, const Names& names_in, const ExpressionContext& context_in, Diagnostics& found)
    : node(node_in),
      names(names_in),
      context(context_in),
      diagnostics(found),
      slots(context_in.slots),
      site(context_in.site),
      draws_allowed(context_in.allow_draws) {}

bool Scope::has_self() const { return !context.world_without_self && !slots.empty() && slots[0] == "self"; }

bool Scope::has_pair() const { return has_self() && slots.size() > 1 && slots[1] == "other"; }

std::optional<std::uint32_t> Scope::slot(const std::string& name) const {
    for (std::size_t i = slots.size(); i-- > 0;) {
        if (slots[i] == name) return static_cast<std::uint32_t>(i);
    }
    return std::nullopt;
}

const NamedThing* Scope::thing(const std::string& name) const {
    const auto found = names.things.find(name);
    return found == names.things.end() ? nullptr : &found->second;
}

std::vector<std::string> Scope::candidates(std::optional<NamedThing::Kind> kind) const {
    std::vector<std::string> result = slots;
    for (const auto& [name, thing] : names.things) {
        if (result.size() >= k_most_candidates) break;  // more are not looked at
        if (!kind || thing.kind == *kind) result.push_back(name);
    }
    for (const std::string& name : names.elsewhere)
        if (is_name(name) && names.things.count(name) == 0) result.push_back(name);
    return result;
}

void Scope::fault(const char* code, std::size_t begin, std::size_t end, std::string message, std::string hint) {
    diagnostics.error(code, node.inside(begin, end), std::move(message), std::move(hint));
    faulty = true;
}

void Scope::fault(const char* code, const Syntax& at, std::string message, std::string hint) {
    fault(code, at.begin, at.end, std::move(message), std::move(hint));
}

void Scope::unknown(const char* code, const Syntax& at, std::string message, std::string hint) {
    if (names.may_be_elsewhere(at.text)) {
        missing = true;
        return;
    }
    fault(code, at, std::move(message), std::move(hint));
}

Expression make(const Scope& scope, Term term, const Syntax& syntax) {
    Expression result;
    result.term = term;
    result.span = scope.node.inside(syntax.begin, syntax.end);
    return result;
}

Expression make_number(const Scope& scope, double number, const Syntax& syntax) {
    Expression result = make(scope, Term::number, syntax);
    result.number = number;
    return result;
}

void parameters_only(Scope& scope, const Syntax& syntax, std::string_view not_this) {
    scope.fault("parameters-only", syntax, fmt::format("this number may use parameters only, not {}", not_this),
                "it is known before the story begins: write a number, or parameters; what changes belongs in "
                "'derived' or 'dynamics'");
}

bool same(const ActorRef& a, const ActorRef& b) { return a.bound == b.bound && a.index == b.index; }

Expression resolve_number(Scope& scope, const Syntax& syntax) {
    if (is_date(syntax)) {
        scope.fault("date-comparison", syntax, "a date is no number: it compares only with a date",
                    scope.context.parameters_only
                        ? "write the number of its step, as in at: 7 + 2, or a parameter, at: start + 2; dates stand "
                          "by themselves under 'at' and 'by', in the clock and beside 'date'"
                        : "write say date >= 2025-06-01; 't' counts steps, 'years' years");
        return make_number(scope, 0, syntax);
    }
    switch (syntax.kind) {
        case Syntax::Kind::number: return make_number(scope, syntax.number, syntax);
        case Syntax::Kind::name: return resolve_name(scope, syntax);
        case Syntax::Kind::member: return resolve_member(scope, syntax);
        case Syntax::Kind::index: return resolve_index(scope, syntax);
        case Syntax::Kind::operation: return resolve_operation(scope, syntax);
        case Syntax::Kind::in_group: return resolve_in_group(scope, syntax);
        case Syntax::Kind::call: return resolve_call(scope, syntax);
        case Syntax::Kind::date:
        case Syntax::Kind::text: break;
    }
    if (looks_like_date(syntax.text))
        scope.fault("text-as-number", syntax, "a date in quotes is no number", "it compares with date, without quotes");
    else
        scope.fault("text-as-number", syntax, "a name in quotes is no number",
                    "quoted names stand in happened('...') only; every value is a number");
    return make_number(scope, 0, syntax);
}

}  // namespace brink
