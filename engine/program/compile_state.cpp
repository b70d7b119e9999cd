// Columns that exist whatever is computed; starting values; what is recorded; dynamics.

#include <algorithm>
#include <unordered_map>

#include "model/correlate.h"
#include "model/site.h"
#include "program/compilation.h"

namespace brink {

namespace {

std::string entity_name(const Model& model, const std::string& quantity, const Frame& entity) {
    if (entity.empty()) return quantity;
    std::string name = quantity + "[" + model.actors[entity[0].index].id;
    if (entity.size() > 1) name += ", " + model.actors[entity[1].index].id;
    return name + "]";
}

void note_writers(Compilation& c) {
    const std::size_t n = c.model.variables.size();
    c.state.written_by_events.assign(n, false);
    c.state.written_by_actions.assign(n, false);
    c.state.has_dynamics.assign(n, false);
    for (const Event& event : c.model.events)
        for (const Effect& effect : event.effects) c.state.written_by_events[effect.variable.index] = true;
    for (const Action& action : c.model.actions)
        for (const Effect& effect : action.effects) c.state.written_by_actions[effect.variable.index] = true;
    for (std::size_t v = 0; v < n; ++v) c.state.has_dynamics[v] = c.model.variables[v].next.has_value();
}

// Every (actor, track) in which the actor has an action decides, whatever pruning leaves of its options.
void lay_out_decisions(Compilation& c) {
    const std::size_t n_tracks = c.model.tracks.size();
    std::vector<bool> chooses(c.model.actors.size() * n_tracks, false);
    for (const Action& action : c.model.actions)
        for (const ActorId actor : action.by) chooses[actor.index * n_tracks + action.track.index] = true;
    for (std::uint32_t actor = 0; actor < c.model.actors.size(); ++actor)
        for (std::uint32_t track = 0; track < n_tracks; ++track) {
            if (!chooses[actor * n_tracks + track]) continue;
            const std::string& id = c.model.actors[actor].id;
            const std::string site = "decision/" + c.model.tracks[track];
            Decision decision;
            decision.actor = actor;
            decision.track = track;
            decision.rule = c.model.decisions[actor].rule;
            decision.nested = c.model.decisions[actor].nested;
            decision.stream = stream_of(site_path(site, {id}));
            c.lowering.sites.emplace_back(site_path(site, {id}), decision.stream);
            decision.choice = c.lowering.take_columns(3, {"choice " + id, "forced " + id, "probability " + id});
            decision.forced = decision.choice + 1;
            decision.probability = decision.choice + 2;
            c.program.unset_columns.push_back(decision.choice);
            c.program.forced_columns.push_back(decision.forced);
            c.program.zero_columns.push_back(decision.probability);
            c.program.decisions.push_back(decision);
        }
}

// A column for each entity that the variable keeps; both orders of a symmetric pair share one.
void lay_out_variable(Compilation& c, const Variable& variable) {
    const Domain entities = c.lowering.entities(variable.shape);
    const std::size_t n = c.model.actors.size();
    std::vector<std::string> names;
    std::vector<Column> places(entities.size(), k_nothing);
    for (std::size_t e = 0; e < entities.size(); ++e) {
        if (!variable.keeps(e, n)) continue;
        places[e] = static_cast<Column>(names.size());
        names.push_back(entity_name(c.model, variable.name, entities[e]));
    }
    const auto n_kept = static_cast<std::uint32_t>(names.size());
    const Column first = c.lowering.take_columns(n_kept, names);
    for (Column& place : places)
        if (place != k_nothing) place += first;
    if (variable.symmetric)
        for (std::size_t e = 0; e < places.size(); ++e) places[e] = places[variable.stands_for(e, n)];
    c.state.variables.push_back(first);
    c.state.n_kept.push_back(n_kept);
    c.state.places.push_back(std::move(places));
}

}  // namespace

void lay_out_state(Compilation& c) {
    note_writers(c);
    for (const Variable& variable : c.model.variables) lay_out_variable(c, variable);
    c.program.n_state_columns = static_cast<std::uint32_t>(c.lowering.column_names.size());
    c.active_column = c.program.active = c.lowering.take_columns(1, {"active"});
    std::vector<std::string> rungs;
    for (const Actor& actor : c.model.actors) rungs.push_back("rung " + actor.id);
    c.state.first_rung = c.program.first_rung = c.lowering.take_columns(static_cast<std::uint32_t>(rungs.size()),
                                                                        rungs);
    for (std::uint32_t i = 0; i < rungs.size(); ++i) c.program.zero_columns.push_back(c.program.first_rung + i);
    c.state.fired.assign(c.model.events.size(), k_nothing);
    lay_out_decisions(c);
    for (const Outcome& outcome : c.model.outcomes) c.program.has_ends = c.program.has_ends || outcome.ends;
}

void lower_initial(Compilation& c) {
    for (const Variable& variable : c.model.variables) {
        c.note("initial " + variable.name, variable.span);
        View rows;
        for (std::size_t e = 0; e < variable.initial.size(); ++e)
            if (variable.keeps(e, c.model.actors.size())) rows.push_back(c.lowering.quantity(variable.initial[e])[0]);
        c.initial.push_back(std::move(rows));
    }
}

namespace {

void add_variable_series(Compilation& c, const Variable& variable, std::uint32_t v) {
    const Domain entities = c.lowering.entities(variable.shape);
    const bool asked = variable.record != Recording::usual;
    if (variable.shape == Shape::dyad && !c.state.changes({v}) && !asked) return;
    for (std::uint32_t e = 0; e < entities.size(); ++e) {
        if (!variable.keeps(e, c.model.actors.size())) continue;
        SeriesSource series;
        series.name = entity_name(c.model, variable.name, entities[e]);
        series.quantity = variable.name;
        series.shape = variable.shape;
        series.column = c.state.places[v][e];
        series.range = variable.range;
        series.quantiles = variable.shape != Shape::dyad || variable.record == Recording::quantiles;
        series.constant = !c.state.changes({v});
        series.variable = true;
        series.unit = variable.unit;
        c.program.series.push_back(std::move(series));
        c.series.emplace_back();
    }
}

void add_derived_series(Compilation& c, const Derived& derived, std::uint32_t d) {
    if (derived.reads_draw || (derived.shape == Shape::dyad && derived.record == Recording::usual)) return;
    c.note("derived " + derived.name, derived.span);
    const Domain entities = c.lowering.entities(derived.shape);
    const View rows = c.lowering.derived_rows({d}, Stage::record);
    for (std::uint32_t e = 0; e < entities.size(); ++e) {
        SeriesSource series;
        series.name = entity_name(c.model, derived.name, entities[e]);
        series.quantity = derived.name;
        series.shape = derived.shape;
        series.quantiles = derived.shape != Shape::dyad || derived.record == Recording::quantiles;
        series.constant = c.graph.node(rows[e].node).fixed;
        c.program.series.push_back(std::move(series));
        c.series.push_back({rows[e]});
    }
}

}  // namespace

void lower_recorded(Compilation& c) {
    lower_outcomes(c);
    // Variables and derived values share one name space: in byte order of names.
    std::map<std::string, std::pair<bool, std::uint32_t>> quantities;
    for (std::uint32_t v = 0; v < c.model.variables.size(); ++v) quantities[c.model.variables[v].name] = {true, v};
    for (std::uint32_t d = 0; d < c.model.derived.size(); ++d) quantities[c.model.derived[d].name] = {false, d};
    for (const auto& [name, which] : quantities) {
        if (which.first)
            add_variable_series(c, c.model.variables[which.second], which.second);
        else
            add_derived_series(c, c.model.derived[which.second], which.second);
    }
}

namespace {

// The pairs for which an equation is evaluated.
Domain kept_entities(Compilation& c, const Variable& variable) {
    Domain kept;
    const Domain entities = c.lowering.entities(variable.shape);
    for (std::size_t e = 0; e < entities.size(); ++e)
        if (variable.keeps(e, c.model.actors.size())) kept.push_back(entities[e]);
    return kept;
}

}  // namespace

// Parameters that are drawn together are drawn if one of them is read.
void lower_correlated(Compilation& c) {
    std::unordered_map<std::uint64_t, std::uint32_t> places;  // of what is drawn, by stream
    const auto drawn = [&](ParameterId p) -> std::optional<std::uint32_t> {
        for (auto d = static_cast<std::uint32_t>(places.size()); d < c.lowering.drawn.size(); ++d)
            places.emplace(c.lowering.drawn[d].stream, d);
        const auto place = places.find(stream_of(c.model.parameters[p.index].value.site));
        if (place == places.end()) return std::nullopt;
        return place->second;
    };
    for (const CorrelatedParameters& group : correlated_parameters(c.model.correlations)) {
        const auto& members = group.members;
        if (std::none_of(members.begin(), members.end(), [&](ParameterId p) { return drawn(p).has_value(); })) continue;
        CorrelatedDraws together{{}, *group.factor};
        for (const ParameterId member : members) {
            (void)c.lowering.parameter(member);
            together.drawn.push_back(*drawn(member));
        }
        c.program.correlated.push_back(std::move(together));
    }
}

void lower_dynamics(Compilation& c) {
    for (std::uint32_t v = 0; v < c.model.variables.size(); ++v) {
        const Variable& variable = c.model.variables[v];
        c.next.emplace_back();
        if (!variable.next) continue;
        c.note("dynamics " + variable.name, variable.next->span);
        View next = c.lowering.lower(*variable.next, kept_entities(c, variable), Stage::dynamics);
        // All at once: a value that is only another variable's must be taken before that one is overwritten.
        bool bare = false;
        for (const Ref& ref : next) bare = bare || c.graph.node(ref.node).kind == GraphNode::Kind::source;
        c.next[v] = bare ? c.graph.copied(next) : std::move(next);
    }
}

}  // namespace brink
