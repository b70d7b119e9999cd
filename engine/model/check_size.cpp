#include "model/check_size.h"

#include <fmt/format.h>

#include <algorithm>

namespace brink {
namespace {

/// A sum that knows its greatest part.
struct Load {
    double sum = 0;
    double greatest = 0;
    Span where;

    void add(double amount, Span span) {
        sum += amount;
        if (amount <= greatest) return;
        greatest = amount;
        where = span;
    }
};

/// About how many operations a text makes, in a scenario of `n` actors: a comprehension looks at each of them.
double operations_in(const Node& node, double n) {
    constexpr double k_bytes_an_operation = 4;
    double operations = node.is_scalar() ? static_cast<double>(node.text.size()) / k_bytes_an_operation : 0;
    for (std::size_t at = node.text.find(" for "); at != std::string::npos; at = node.text.find(" for ", at + 1))
        operations += n;
    for (const Node& item : node.items) operations += operations_in(item, n);
    for (const Entry& entry : node.entries) operations += operations_in(entry.value, n);
    return operations;
}

class TextLoad {
public:
    explicit TextLoad(const Draft& draft)
        : draft_(draft), n_(static_cast<double>(draft.names.actors.size())), pairs_(n_ * std::max(n_ - 1, 0.0)) {}

    [[nodiscard]] Load measure() {
        for (const std::string_view section : {"draws", "derived", "dynamics"}) shaped(draft_.root().find(section));
        if (const Node* variables = draft_.root().find("variables"))
            for (const Entry& shape : variables->entries)
                for (const Entry& variable : shape.value.entries)
                    if (const Node* initial = variable.value.find("initial")) copied(*initial, entities(shape.key));
        if (const Node* relations = draft_.root().find("relations"))
            for (const Entry& variable : relations->entries)
                for (const Entry& line : variable.value.entries) {
                    constexpr double k_cost_of_a_pair = 0.1;
                    load_.add(k_cost_of_a_pair * line_pairs(line.key), line.value.span);
                    copied(line.value, line_pairs(line.key));
                }
        entries("actions", [&](const Node& action) { return frames(action); });
        if (const Node* actions = draft_.root().find(
                "actions"))  // each knows every attribute, and who is named how often
            for (const Entry& action : actions->entries)
                load_.add(static_cast<double>(draft_.declared.attributes.size()) + named(action.value.find("by")) +
                              named(action.value.find("to")),
                          action.value.span);
        entries("events", [&](const Node& event) { return event.find("for") == nullptr ? 1 : pairs_; });
        entries("outcomes", [](const Node&) { return 1.0; });
        if (const Node* decision = draft_.root().find("decision")) add(*decision, n_);
        return load_;
    }

private:
    void add(const Node& node, double times) { load_.add(operations_in(node, n_) * times, node.span); }

    /// A description that every entity gets a copy of: nothing for a plain number.
    void copied(const Node& node, double times) {
        constexpr double k_plain = 8, k_cost_of_a_copy = 8;
        const double operations = operations_in(node, n_);
        if (operations > k_plain) load_.add(operations * times * k_cost_of_a_copy, node.span);
    }

    void shaped(const Node* section) {
        if (section == nullptr) return;
        for (const Entry& shape : section->entries)
            for (const Entry& equation : shape.value.entries) add(equation.value, entities(shape.key));
    }

    template <class Times>
    void entries(std::string_view section, Times times) {
        if (const Node* node = draft_.root().find(section))
            for (const Entry& entry : node->entries) add(entry.value, times(entry.value));
    }

    [[nodiscard]] double entities(std::string_view shape) const {
        return shape == "world" ? 1 : shape == "actor" ? n_ : pairs_;
    }

    [[nodiscard]] double members(const std::string& name) const {
        if (const auto found = members_of(draft_, name)) return static_cast<double>(found->size());
        return 0;
    }

    /// How many actors a `by` or `to` names, each as often as it does.
    [[nodiscard]] double named(const Node* node) const {
        if (node == nullptr) return 1;
        double count = node->is_scalar() ? members(node->text) : 0;
        for (const Node& item : node->items) count += item.is_scalar() ? members(item.text) : 0;
        return count;
    }

    [[nodiscard]] double who(const Node* node) const { return std::min(named(node), std::max(n_, 1.0)); }

    [[nodiscard]] double frames(const Node& action) const { return who(action.find("by")) * who(action.find("to")); }

    [[nodiscard]] double line_pairs(const std::string& key) const {
        const bool pair_of_actors = std::none_of(draft_.names.groups.begin(), draft_.names.groups.end(),
                                                 [&](const Group& g) { return key.find(g.name) != std::string::npos; });
        return pair_of_actors && key.find("everyone") == std::string::npos ? 2 : pairs_;
    }

    const Draft& draft_;
    double n_;
    double pairs_;
    Load load_;
};

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
    }

    [[nodiscard]] double rows(Shape shape) const { return static_cast<double>(entity_count(shape, n_)); }

    const Model& model_;
    std::size_t n_;
    Load load_;
};

/// `20 million`, `400`.
std::string count_text(double count) {
    if (count >= 1e9) return fmt::format("{:.3g} billion", count / 1e9);
    if (count >= 1e6) return fmt::format("{:.3g} million", count / 1e6);
    return fmt::format("{:.0f}", count);
}

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

/// Bytes of what each worker keeps of every step.
double bytes_kept(const Model& model) {
    constexpr double k_quantiles = 1500, k_moments = 150, k_count = 8, k_rungs = 2001;
    const double states = model.clock.steps + 1.0;
    const std::size_t n = model.actors.size();
    double a_state = 0;
    for (const Variable& variable : model.variables)
        a_state += static_cast<double>(entity_count(variable.shape, n)) *
                   (variable.shape == Shape::dyad ? k_moments : k_quantiles);
    for (const Derived& derived : model.derived)
        if (derived.shape != Shape::dyad) a_state += static_cast<double>(entity_count(derived.shape, n)) * k_quantiles;
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

}  // namespace

bool fits_actors(Draft& draft) {
    const Entry* actors = draft.root().find_entry("actors");
    const std::size_t limit = draft.tree.limits.actors;
    if (actors == nullptr || actors->value.entries.size() <= limit) return true;
    draft.diagnostics.error("limit-actors", actors->key_span,
                            fmt::format("there are {} actors, and the limit is {}", actors->value.entries.size(),
                                        limit),
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

bool fits_text(Draft& draft) { return judge_work(draft, TextLoad(draft).measure()); }

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
