#include "model/lint.h"

#include <algorithm>
#include <array>

#include "model/lint_parts.h"

namespace brink {
namespace {

constexpr auto k_codes = std::to_array<WarningCode>({
    {"second-hold", "an action of rung 0 and utility 0 without target or effects: holding exists already"},
    {"setting-without-effect", "a setting of a starting value that every actor or pair gives itself"},
    {"idle-adjustment", "what differs for an actor in an action that it never may take"},
    {"correlate-not-drawn", "a correlation of a number that is not drawn"},
    {"unused-name", "a parameter, draw, group, table ... that nothing reads"},
    {"near-name", "a name that a file adds beside one of a lower layer that differs by a slip"},
    {"outcome-never-changes", "an outcome that reads nothing that moves"},
    {"effects-meet", "two '=' that can lay different values at one place in one stage"},
    {"range-as-difference", "a number written as a difference below 0, as 0.1-0.3 for a range is"},
    {"comma-in-number", "two numbers in a call that a decimal comma may have made of one"},
    {"no-instances", "an event whose 'for' runs over nobody"},
    {"range-cuts", "a range that cuts more than 5 % off a distribution"},
    {"event-outside-clock", "a drawn date of an event that lies outside the clock in some trajectories"},
    {"action-never-possible", "an action of which nobody can ever have an option"},
    {"action-never-feasible", "live: an action whose condition was never met"},
    {"action-never-taken", "live: an action that was an option and was never taken"},
    {"action-without-effect", "live: an action without effects that no expression or event names"},
    {"variable-never-moves", "live: a variable that no trajectory moves, and that is not fixed"},
    {"variable-at-bound", "live: a variable that, once it moves, sits at a bound in over a fifth of the steps"},
    {"choice-certain", "choices that utilities alone settle, as the scenario begins or (live) for months on end"},
    {"drift-at-start", "live: a drift in the first steps that the dynamics alone make of the starting values"},
});

}  // namespace

std::span<const WarningCode> warning_codes() { return k_codes; }

Diagnostics without_inherited(const Diagnostics& diagnostics, const Tree& tree) {
    Diagnostics kept;
    for (const Diagnostic& d : diagnostics.items()) {
        if (d.severity == Severity::error)
            kept.error(d.code, d.span, d.message, d.hint);
        else if (named_file(tree, d.span))
            kept.warning(d.code, d.span, d.message, d.hint);
    }
    return kept;
}

Diagnostics without_ignored(const Diagnostics& diagnostics, const std::vector<std::string>& ignored) {
    Diagnostics kept;
    for (const Diagnostic& d : diagnostics.items()) {
        const bool leave_out = d.severity == Severity::warning &&
                               std::find(ignored.begin(), ignored.end(), d.code) != ignored.end();
        if (leave_out) continue;
        if (d.severity == Severity::error)
            kept.error(d.code, d.span, d.message, d.hint);
        else
            kept.warning(d.code, d.span, d.message, d.hint);
    }
    return kept;
}

}  // namespace brink
