// Outcomes that can never change, distributions that their range cuts hard.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "model/lint_parts.h"
#include "model/mass.h"

namespace brink {
namespace {

/// What can move within a trajectory.
class Movement {
public:
    explicit Movement(const Model& model) : model_(model), changing_(model.variables.size()) {
        for (std::size_t i = 0; i < model.variables.size(); ++i) changing_[i] = model.variables[i].next.has_value();
        for (const Action& action : model.actions) note(action.effects);
        for (const Event& event : model.events) note(event.effects);
    }

    [[nodiscard]] bool moves(const Expression& expression) {
        switch (expression.term) {
            case Term::number:
            case Term::parameter:
            case Term::step_years:
            case Term::same_actor:
            case Term::other_actor:
            case Term::in_group: return false;
            case Term::variable: return changing_[expression.item];
            case Term::derived: return derived_moves(expression.item);
            default: break;
        }
        // Arithmetic and comprehensions move if something in them does; what has no operands is time, history, chance.
        if (expression.operands.empty()) return true;
        if (expression.term >= Term::taken) return true;
        return std::any_of(expression.operands.begin(), expression.operands.end(),
                           [&](const Expression& operand) { return moves(operand); });
    }

private:
    /// Once for each: values may build on one another in more ways than can be walked.
    bool derived_moves(std::uint32_t d) {
        const auto known = derived_.find(d);
        if (known != derived_.end()) return known->second;
        return derived_[d] = moves(model_.derived[d].value);
    }

    void note(const std::vector<Effect>& effects) {
        for (const Effect& effect : effects) changing_[effect.variable.index] = true;
    }

    const Model& model_;
    std::vector<bool> changing_;
    std::map<std::uint32_t, bool> derived_;
};

/// Probability of the distribution within its range.
void judge_cut(const Tree& tree, const Quantity& quantity, const std::string& name, Diagnostics& diagnostics) {
    constexpr double k_cut_hard = 0.05;
    if (quantity.kind != Quantity::Kind::distribution || !named_file(tree, quantity.span)) return;
    const double outside = 1 - mass_within(quantity.distribution, quantity.range);
    if (outside <= k_cut_hard) return;
    diagnostics.warning("range-cuts", quantity.span,
                        fmt::format("the range [{}, {}] cuts {:.0f} % off the distribution of '{}'", quantity.range.low,
                                    quantity.range.high, 100 * outside, name),
                        "what is drawn has another mean and spread than written: move the distribution or widen the "
                        "range");
}

}  // namespace

void lint_outcomes(const Tree& tree, const Model& model, Diagnostics& diagnostics) {
    Movement movement(model);
    for (const Outcome& outcome : model.outcomes) {
        if (!named_file(tree, outcome.span) || movement.moves(outcome.value)) continue;
        diagnostics.warning("outcome-never-changes", outcome.span,
                            fmt::format("'{}' can never change: it reads nothing that moves", outcome.name),
                            "variables move by dynamics and effects");
    }
}

void lint_distributions(const Tree& tree, const Model& model, Diagnostics& diagnostics) {
    for (const Parameter& parameter : model.parameters) judge_cut(tree, parameter.value, parameter.name, diagnostics);
    for (const Variable& variable : model.variables)
        for (const Quantity& initial : variable.initial) judge_cut(tree, initial, variable.name, diagnostics);
}

}  // namespace brink
