// Draws, derived values and dynamics: one expression a name, each for all entities of its shape.

#include <fmt/format.h>

#include <algorithm>

#include "model/draft.h"
#include "model/order.h"

namespace brink {
namespace {

using Kind = NamedThing::Kind;

std::optional<Expression> read_equation(Draft& draft, const Node& node, Shape shape, ExpressionContext context) {
    context.slots = slots_of(shape);
    auto value = read_expression(draft, &node, context);
    if (value) check_diagonal(draft, *value, frames_of(draft, shape), context.slots);
    return value;
}

void read_draws(Draft& draft) {
    for (const Declared& declared : draft.declared.draws) {
        ExpressionContext context;
        context.allow_draws = true;
        context.site = "draws/" + declared.entry->key;
        auto value = read_equation(draft, declared.entry->value, declared.shape, context);
        draft.model.draws.push_back({.name = declared.entry->key,
                                     .shape = declared.shape,
                                     .value = value ? std::move(*value) : Expression{},
                                     .span = declared.entry->key_span});
    }
}

void read_derived(Draft& draft) {
    for (const Declared& declared : draft.declared.derived) {
        auto value = read_equation(draft, declared.entry->value, declared.shape, {});
        draft.model.derived.push_back({.name = declared.entry->key,
                                       .shape = declared.shape,
                                       .value = value ? std::move(*value) : Expression{},
                                       .reads_draw = false,
                                       .doc = {},
                                       .span = declared.entry->key_span});
    }
}

void add_dependencies(const std::vector<Declared>& list, std::vector<Dependency>& graph) {
    for (const Declared& declared : list) {
        const Node& node = declared.entry->value;
        graph.push_back({declared.entry->key, node.span, names_in(node)});
    }
}

/// Draws and derived values read each other, so one order holds for both.
void put_in_order(Draft& draft) {
    std::vector<Dependency> graph;
    add_dependencies(draft.declared.draws, graph);
    add_dependencies(draft.declared.derived, graph);
    const std::size_t n_draws = draft.declared.draws.size();
    draft.derived_reads_draw.assign(draft.declared.derived.size(), false);
    for (const std::size_t i : in_dependency_order(draft, graph, "the value")) {
        if (i < n_draws) {
            draft.model.draw_order.push_back({static_cast<std::uint32_t>(i)});
            continue;
        }
        const auto index = static_cast<std::uint32_t>(i - n_draws);
        const auto reads_draw = [&](const std::string& name) {
            const auto thing = draft.names.things.find(name);
            if (thing == draft.names.things.end()) return false;
            return thing->second.kind == Kind::draw ||
                   (thing->second.kind == Kind::derived && draft.derived_reads_draw[thing->second.index]);
        };
        draft.derived_reads_draw[index] = std::any_of(graph[i].reads.begin(), graph[i].reads.end(), reads_draw);
        draft.model.derived[index].reads_draw = draft.derived_reads_draw[index];
        draft.model.derived_order.push_back({index});
    }
    draft.names.derived_reads_draw = draft.derived_reads_draw;
}

/// What reads a draw has no past. (Of other equations it is judged as they are read, now that it is known.)
void check_delays(Draft& draft, const Expression& value) {
    if (value.term == Term::delay) {
        const Expression& what = value.operands[0];
        if (what.term == Term::derived && draft.derived_reads_draw[what.item])
            draft.diagnostics.error("draw-not-readable", what.span,
                                    fmt::format("'{}' reads a random draw, which has no past",
                                                draft.model.derived[what.item].name),
                                    "keep it in a variable");
    }
    for (const Expression& operand : value.operands) check_delays(draft, operand);
}

void read_dynamics(Draft& draft, Shape shape, const Entry& entry) {
    ExpressionContext context;
    context.allow_draws = true;
    context.site = "dynamics/" + entry.key;
    auto value = read_equation(draft, entry.value, shape, context);
    const auto thing = draft.names.things.find(entry.key);
    if (thing == draft.names.things.end()) {
        std::vector<std::string> candidates;
        for (const Declared& variable : draft.declared.variables)
            if (variable.shape == shape) candidates.push_back(variable.entry->key);
        const std::string own = entry.key.substr(entry.key.rfind('.') + 1);
        if (own != entry.key && std::find(candidates.begin(), candidates.end(), own) != candidates.end())
            draft.diagnostics.error("unknown-name", entry.key_span,
                                    fmt::format("'{}' has no equation of its own", entry.key),
                                    fmt::format("one equation, '{}:', is every actor's; where they differ write "
                                                "if(self == A, a, b)",
                                                own));
        else
            unknown_name(draft, fmt::format("no {} variable", shape_name(shape)), entry.key, entry.key_span,
                         candidates);
        return;
    }
    if (thing->second.kind != Kind::variable || thing->second.shape != shape) {
        const bool variable = thing->second.kind == Kind::variable;
        draft.diagnostics.error("shape", entry.key_span,
                                fmt::format("'{}' is no {} variable", entry.key, shape_name(shape)),
                                variable
                                    ? fmt::format("it is {}: its equation stands under 'dynamics: {}:'",
                                                  variable_kind(thing->second.shape), shape_name(thing->second.shape))
                                    : "only variables have dynamics");
        return;
    }
    Variable& variable = draft.model.variables[thing->second.index];
    if (variable.fixed)
        draft.diagnostics.error("fixed-variable", entry.key_span,
                                fmt::format("'{}' is fixed ({}): nothing may change it", variable.name,
                                            place_text(draft, variable.span)),
                                "take the equation out, or 'fixed: true' from the variable");
    variable.next = std::move(value);
}

}  // namespace

void check_equations(Draft& draft) {
    read_draws(draft);
    read_derived(draft);
    put_in_order(draft);
    for (const Draw& draw : draft.model.draws) check_delays(draft, draw.value);
    for (const Derived& derived : draft.model.derived) check_delays(draft, derived.value);
    const Node* dynamics = draft.root().find("dynamics");
    for (const Shape shape : {Shape::world, Shape::actor, Shape::dyad}) {
        const Node* section = dynamics == nullptr ? nullptr : dynamics->find(shape_name(shape));
        if (section == nullptr) continue;
        for (const Entry& entry : section->entries) read_dynamics(draft, shape, entry);
    }
}

}  // namespace brink
