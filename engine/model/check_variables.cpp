// Variables, and their starting values from `initial` and from the actors.

#include <fmt/format.h>

#include "model/draft.h"
#include "model/site.h"

namespace brink {
namespace {

/// Names of the actors of an entity of this shape, in slot order.
std::vector<std::string> entity_names(const Draft& draft, const std::vector<ActorId>& frame) {
    std::vector<std::string> names;
    for (const ActorId actor : frame) names.push_back(draft.names.actors[actor.index]);
    return names;
}

/// `initial`: the same description for every entity, a distribution drawn for each.
void read_initial(Draft& draft, const Node* node, Variable& variable, std::vector<bool>& given) {
    const auto frames = frames_of(draft, variable.shape);
    variable.initial.resize(frames.size());
    given.assign(frames.size(), false);
    for (Quantity& quantity : variable.initial) {
        quantity.range = variable.range;
        quantity.span = variable.span;
    }
    if (node == nullptr) return;
    const auto value = read_quantity(draft, node, variable.range, "", "the initial '" + variable.name + "'");
    for (std::size_t i = 0; i < frames.size(); ++i) {
        given[i] = true;
        if (!value) continue;
        variable.initial[i] = *value;
        variable.initial[i].common = variable.shape != Shape::world;
        if (value->kind == Quantity::Kind::distribution)
            variable.initial[i].site =
                site_path("initial/" + variable.name,
                          entity_names(draft, frames[variable.stands_for(i, draft.names.actors.size())]));
    }
}

void read_actor_value(Draft& draft, std::uint32_t actor, const Entry& entry) {
    const auto thing = draft.names.things.find(entry.key);
    if (thing == draft.names.things.end()) {
        std::vector<std::string> candidates{"name", "doc"};
        for (const Declared& variable : draft.declared.variables)
            if (variable.shape == Shape::actor) candidates.push_back(variable.entry->key);
        draft.mistyped.insert(&draft.declared.actors[actor].entry->value);
        return unknown_name(draft, "no actor variable", entry.key, entry.key_span, candidates);
    }
    if (thing->second.kind != NamedThing::Kind::variable || thing->second.shape != Shape::actor) {
        const bool variable = thing->second.kind == NamedThing::Kind::variable;
        draft.diagnostics.error("shape", entry.key_span, fmt::format("'{}' is no actor variable", entry.key),
                                variable ? fmt::format("it is {}: {}", variable_kind(thing->second.shape),
                                                       thing->second.shape == Shape::dyad
                                                           ? "its values stand under 'relations'"
                                                           : "its value is its 'initial'")
                                         : "an actor has values of actor variables alone");
        return;
    }
    const std::uint32_t index = thing->second.index;
    const std::string& id = draft.names.actors[actor];
    draft.given[index][actor] = true;
    const Variable& variable = draft.model.variables[index];
    const auto value = read_quantity(draft, &entry.value, variable.range, site_path("initial/" + entry.key, {id}),
                                     fmt::format("{}.{}", id, entry.key));
    if (value) draft.model.variables[index].initial[actor] = *value;
}

/// Starting values of one actor, its own before its groups'.
void read_actor_values(Draft& draft, std::uint32_t actor) {
    const ActorSays& says = draft.actors_say[actor];
    const auto read = [&](const Entry& entry) {
        const Key* key = find_key(find_key("actors.*"), entry.key);
        if (key != nullptr && last_part(*key) == "*") read_actor_value(draft, actor, entry);
    };
    for (const auto& [path, entry] : says.own)
        if (path == entry->key) read(*entry);
    for (const auto& [path, entry] : says.by_groups)
        if (path == entry->key && !says.own.contains(path)) read(*entry);
}

void check_given(Draft& draft, std::size_t index) {
    const Variable& variable = draft.model.variables[index];
    if (variable.shape == Shape::world && !draft.given[index][0])
        draft.diagnostics.error("missing-value", variable.span,
                                fmt::format("'{}' has no starting value", variable.name),
                                "give it one: {initial: 0.5}");
    if (variable.shape != Shape::actor) return;
    for (const Actor& actor : draft.model.actors) {
        const auto i = static_cast<std::size_t>(&actor - draft.model.actors.data());
        if (!draft.given[index][i] && !draft.mistyped.contains(&draft.declared.actors[i].entry->value))
            draft.diagnostics.error("missing-value", actor.span,
                                    fmt::format("'{}' has no '{}' ({})", actor.id, variable.name,
                                                place_text(draft, variable.span)),
                                    "give it under the actor, or an 'initial' with the variable");
    }
}

}  // namespace

void check_variables(Draft& draft) {
    for (const Declared& declared : draft.declared.variables) {
        const Entry& entry = *declared.entry;
        Variable variable;
        variable.name = entry.key;
        variable.span = entry.key_span;
        variable.shape = declared.shape;
        variable.range = read_range(draft, entry.value.find("range"));
        variable.fixed = read_flag(entry.value, "fixed");
        variable.symmetric = declared.shape == Shape::dyad && read_flag(entry.value, "symmetric");
        draft.listed.push_back(false);
        if (declared.shape == Shape::dyad) read_pairs(draft, entry.value, variable);
        variable.unit = read_text(entry.value, "unit");
        variable.doc = read_text(entry.value, "doc");
        std::vector<bool> given;
        read_initial(draft, entry.value.find("initial"), variable, given);
        // What a world must give is not given by the model's `initial`.
        if (read_flag(entry.value, "required") && declared.shape != Shape::world) given.assign(given.size(), false);
        // A description at fault has been reported; what it would give is no further fault.
        if (!entry.value.is_map() || draft.mistyped.contains(&entry.value)) given.assign(given.size(), true);
        draft.given.push_back(std::move(given));
        draft.model.variables.push_back(std::move(variable));
    }
    for (std::uint32_t actor = 0; actor < draft.actors_say.size(); ++actor) read_actor_values(draft, actor);
    for (std::size_t i = 0; i < draft.model.variables.size() && draft.complete && !draft.lost; ++i)
        check_given(draft, i);
}

}  // namespace brink
