#include "model/check_size.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "model/correlate.h"
#include "model/load.h"

namespace brink {
namespace {

double operations_of(const Expression& expression, double rows) {
    double inner = rows;
    for (const Binder& binder : expression.binders) inner *= static_cast<double>(binder.members.size());
    double operations = std::max(rows, inner);
    for (const Expression& operand : expression.operands) operations += operations_of(operand, inner);
    return operations;
}

class ProgramLoad {
public:
    explicit ProgramLoad(const Model& model) : model_(model), n_(model.actors.size()) {}

    [[nodiscard]] Load measure() {
        for (const Draw& draw : model_.draws) add(draw.value, rows(draw.shape));
        for (const Derived& derived : model_.derived) add(derived.value, rows(derived.shape));
        for (const Variable& variable : model_.variables)
            if (variable.next) add(*variable.next, rows(variable.shape));
        for (const Action& action : model_.actions) add(action);
        for (const Event& event : model_.events) {
            const auto instances = static_cast<double>(event.instances.size());
            for (const auto* value : {&event.hazard, &event.when})
                if (*value) add(**value, instances);
            for (const Effect& effect : event.effects) add(effect, instances);
        }
        for (const Outcome& outcome : model_.outcomes) add(outcome.value, 1);
        for (const ActorDecision& decision : model_.decisions) {
            for (const Expression& precision : decision.precision) add(precision, 1);
            for (const auto& hold : decision.hold)
                if (hold) add(*hold, 1);
        }
        return load_;
    }

private:
    void add(const Expression& value, double rows) { load_.add(operations_of(value, rows), value.span); }

    void add(const Effect& effect, double rows) {
        for (const Binder& binder : effect.binders) rows *= static_cast<double>(binder.members.size());
        add(effect.value, rows);
        if (effect.filter) add(*effect.filter, rows);
    }

    void add(const Action& action) {
        const auto by = static_cast<double>(action.by.size());
        const double frames = action.targeted ? by * static_cast<double>(action.to.size()) : by;
        for (const UtilityTerm& term : action.utility) add(term.value, frames);
        for (const auto* value : {&action.cost, &action.when, &action.weight})
            if (*value) add(**value, frames);
        for (const Effect& effect : action.effects) add(effect, frames);
        for (const Adjustment& adjustment : action.adjustments)
            for (const auto* value : {&adjustment.bias, &adjustment.when, &adjustment.weight})
                if (*value) add(**value, action.targeted ? static_cast<double>(action.to.size()) : 1);
    }

    [[nodiscard]] double rows(Shape shape) const { return static_cast<double>(entity_count(shape, n_)); }

    const Model& model_;
    std::size_t n_;
    Load load_;
};

/// Bytes of what each worker keeps of every step.
double bytes_kept(const Model& model) {
    constexpr double k_quantiles = 1500, k_moments = 150, k_count = 8, k_rungs = 2001;
    const double states = model.clock.steps + 1.0;
    const std::size_t n = model.actors.size();
    double a_state = 0;
    const auto keep = [&](Shape shape, Recording record) {
        const bool moments = record == Recording::moments || (shape == Shape::dyad && record == Recording::usual);
        a_state += static_cast<double>(entity_count(shape, n)) * (moments ? k_moments : k_quantiles);
    };
    for (const Variable& variable : model.variables) keep(variable.shape, variable.record);
    for (const Derived& derived : model.derived)
        if (derived.shape != Shape::dyad || derived.record != Recording::usual) keep(derived.shape, derived.record);
    std::vector<double> rungs(n, 2);
    for (const Action& action : model.actions)
        for (const ActorId actor : action.by) rungs[actor.index] = std::min(rungs[actor.index] + 1, k_rungs);
    double once = 0;
    for (const double count : rungs) {
        a_state += count * k_count;
        once += count * count * k_count;
    }
    const auto outcomes = static_cast<double>(model.outcomes.size());
    return states * (a_state + outcomes * k_count) + once + outcomes * outcomes * k_count;
}

/// `20 million`, `400`.
std::string count_text(double count) {
    if (count >= 1e9) return fmt::format("{:.3g} billion", count / 1e9);
    if (count >= 1e6) return fmt::format("{:.3g} million", count / 1e6);
    return fmt::format("{:.0f}", count);
}

}  // namespace

bool judge_work(Draft& draft, const Load& load) {
    const auto limit = static_cast<double>(draft.tree.limits.work);
    if (load.sum <= limit) return true;
    draft.diagnostics.error(
        "limit-work", load.where,
        fmt::format("a step of one trajectory would take about {} operations, {} of them here; the limit is {}",
                    count_text(load.sum), count_text(load.greatest), count_text(limit)),
        "run over fewer actors, say those of a group, or nest fewer comprehensions" + or_raise("work"));
    return false;
}

bool fits_actors(Draft& draft) {
    const Entry* actors = draft.root().find_entry("actors");
    const auto limit = static_cast<std::ptrdiff_t>(draft.tree.limits.actors);
    if (actors == nullptr) return true;
    const std::set<std::string_view> groups = group_names(draft.root());
    const auto n = std::count_if(actors->value.entries.begin(), actors->value.entries.end(),
                                 [&](const Entry& entry) { return !groups.contains(entry.key); });
    if (n <= limit) return true;
    draft.diagnostics.error("limit-actors", actors->key_span,
                            fmt::format("there are {} actors, and the limit is {}", n, limit),
                            "let one actor stand for several" + or_raise("actors"));
    return false;
}

bool fits_state(Draft& draft) {
    const std::size_t limit = draft.tree.limits.state;
    std::size_t numbers = 0;
    for (const Declared& variable : draft.declared.variables)
        numbers += entity_count(variable.shape, draft.declared.actors.size());
    if (numbers <= limit || draft.declared.actors.empty()) return true;
    draft.diagnostics.error("limit-state", draft.root().find_entry("variables")->key_span,
                            fmt::format("a trajectory would hold {} numbers, and the limit is {}", numbers, limit),
                            "a dyad variable holds one for every ordered pair of actors: take fewer of either" +
                                or_raise("state"));
    return false;
}

bool fits_correlations(Draft& draft) {
    const auto limit = static_cast<double>(draft.tree.limits.work);
    for (const auto& members : linked_parameters(draft.model.correlations)) {
        const auto n = static_cast<double>(members.size());
        const double operations = n * n * n / 6;
        if (operations <= limit) continue;
        const auto& all = draft.model.correlations;
        const auto first = std::find_if(all.begin(), all.end(),
                                        [&](const Correlation& c) { return c.a == members.front(); });
        draft.diagnostics.error("limit-work", first->span,
                                fmt::format("to draw {} correlated parameters together would take about {} operations; "
                                            "the limit is {}",
                                            members.size(), count_text(operations), count_text(limit)),
                                "let correlations link fewer parameters" + or_raise("work"));
        return false;
    }
    return true;
}

bool fits_program(Draft& draft) { return fits_depth(draft) && judge_work(draft, ProgramLoad(draft.model).measure()); }

bool fits_record(Draft& draft) {
    constexpr double k_megabyte = 1e6;
    const double megabytes = bytes_kept(draft.model) / k_megabyte;
    const auto limit = static_cast<double>(draft.tree.limits.memory);
    const Entry* clock = draft.root().find_entry("clock");
    if (megabytes <= limit || clock == nullptr) return true;
    draft.diagnostics.error(
        "limit-memory", clock->key_span,
        fmt::format("each worker would keep about {:.0f} MB of {} steps, and the limit is {:.0f} MB", megabytes,
                    draft.model.clock.steps, limit),
        "take fewer or longer steps, or fewer actors and variables" + or_raise("memory"));
    return false;
}

}  // namespace brink
