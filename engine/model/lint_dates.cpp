// Drawn dates of events that fall outside the clock.

#include <fmt/format.h>

#include "model/lint_parts.h"
#include "model/mass.h"

namespace brink {
namespace {

/// What is drawn for the step: the event's own distribution, or that of the parameter that it is; nullptr if none.
const Quantity* drawn(const Model& model, const Event& event) {
    if (event.timing != Event::Timing::at) return nullptr;
    const bool named = event.at.kind == Quantity::Kind::expression && event.at.expression.term == Term::parameter;
    const Quantity& quantity = named ? model.parameters[event.at.expression.item].value : event.at;
    return quantity.kind == Quantity::Kind::distribution ? &quantity : nullptr;
}

/// Probability of a step below `end`.
double probability_below(const Quantity& quantity, double end) {
    const Distribution& distribution = quantity.distribution;
    if (const auto share = share_below(distribution, quantity.range, end)) return *share;
    double sum = 0;  // a choice: `end` itself is not below
    for (std::size_t i = 0; i < distribution.weights.size(); ++i)
        if (distribution.numbers[i] < end) sum += distribution.weights[i];
    return sum;
}

/// In two digits; 99.9 is not rounded to 100, which would be never.
std::string percent(double share) { return fmt::format("{:.{}g} %", 100 * share, share > 0.99 ? 4 : 2); }

/// `before the clock in 3 % and after it in 12 %`, of parts that are large enough to be told.
std::string outside(const Quantity& quantity, int steps) {
    constexpr double k_least = 0.001;
    const double before = probability_below(quantity, 0);
    const double after = 1 - probability_below(quantity, steps);
    std::string text;
    if (before > k_least) text = "before the clock in " + percent(before);
    if (after > k_least)
        text += fmt::format("{} in {}", text.empty() ? "after the clock" : " and after it", percent(after));
    return text;
}

}  // namespace

void lint_event_dates(const Tree& tree, const Model& model, Diagnostics& diagnostics) {
    const Clock& clock = model.clock;
    for (const Event& event : model.events) {
        const Quantity* quantity = drawn(model, event);
        if (quantity == nullptr || !named_file(tree, event.at.span)) continue;
        const std::string parts = outside(*quantity, clock.steps);
        if (parts.empty()) continue;
        diagnostics.warning(
            "event-outside-clock", event.at.span,
            fmt::format("the drawn date of '{}' lies {} of the {}: there the event does not happen", event.name, parts,
                        event.binders.empty() ? "trajectories" : "draws"),
            fmt::format("the clock has the steps 0 to {}, {} to {}: move or narrow the distribution, or change the "
                        "clock",
                        clock.steps - 1, format_date(clock.day(0)), format_date(clock.day(clock.steps) - 1)));
    }
}

}  // namespace brink
