#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "model/resolve.h"

namespace brink {
namespace {

/// The value that is read as it was: a variable, or a derived value without a draw in it.
Expression delayed_value(Scope& scope, const Syntax& syntax) {
    const bool faulty_before = std::exchange(scope.faulty, false);
    Expression what = resolve_number(scope, syntax);
    const bool faulty = std::exchange(scope.faulty, faulty_before || scope.faulty);
    if (faulty || scope.missing) return what;
    const bool reads_draw = what.term == Term::derived && what.item < scope.names.derived_reads_draw.size() &&
                            scope.names.derived_reads_draw[what.item];
    if (what.term == Term::draw || reads_draw)
        scope.fault("draw-not-readable", syntax,
                    fmt::format("'{}' {} a random draw, which has no past",
                                std::string_view(scope.node.text).substr(syntax.begin, syntax.end - syntax.begin),
                                reads_draw ? "reads" : "is"),
                    "keep it in a variable");
    else if (what.term != Term::variable && what.term != Term::derived)
        scope.fault("delay-of-no-value", syntax, "only a variable or a derived value has a past",
                    "give the expression a name under 'derived'");
    return what;
}

/// How many steps: a whole number, or a parameter that is known before the run.
double delayed_steps(Scope& scope, const Syntax& syntax) {
    const bool faulty_before = std::exchange(scope.faulty, false);
    const Expression steps = resolve_number(scope, syntax);
    const bool faulty = std::exchange(scope.faulty, faulty_before || scope.faulty);
    if (faulty || scope.missing) return 0;
    const bool plain = steps.term == Term::number || steps.term == Term::parameter;
    const std::optional<double> known = plain ? known_value(steps, scope.names) : std::nullopt;
    if (!known) {
        scope.fault("bad-delay", syntax,
                    plain ? "a delay must be known before the run, and this parameter is drawn"
                          : "a delay is a whole number of steps or a parameter",
                    "write say delay(x, 4)");
        return 0;
    }
    if (*known >= 0 && *known == std::floor(*known) && std::isfinite(*known)) return *known;
    scope.fault("bad-delay", syntax, fmt::format("a delay cannot be {} steps", *known),
                "it is a whole number, 0 or more");
    return 0;
}

}  // namespace

Expression resolve_delay(Scope& scope, const Syntax& syntax) {
    if (scope.context.parameters_only) parameters_only(scope, syntax, "the past");
    if (syntax.loop || syntax.parts.size() != 2) {
        arguments_fault(scope, *find_function("delay"), syntax);
        return make_number(scope, 0, syntax);
    }
    Expression result = make(scope, Term::delay, syntax);
    result.operands.push_back(delayed_value(scope, syntax.parts[0]));
    result.number = delayed_steps(scope, syntax.parts[1]);
    return result;
}

}  // namespace brink
