// Columns given out, side tables filled: the last pass.

#include <utility>

#include "program/compilation.h"

namespace brink {

void place(Compilation& c, const Plan& plan) {
    Program& program = c.program;
    program.n_columns = static_cast<std::uint32_t>(c.lowering.column_names.size());
    Placement placement(plan, program, !c.keep_everything);
    mark_chains(program);
    for (std::size_t o = 0; o < c.outcomes.size(); ++o)
        if (c.model.outcomes[o].kind == Outcome::Kind::when)
            program.outcomes[o].column = placement.column(c.outcomes[o][0]);
    for (std::size_t s = 0; s < c.series.size(); ++s)
        if (!c.series[s].empty()) program.series[s].column = placement.column(c.series[s][0]);
    for (std::size_t o = 0; o < c.options.size(); ++o) {
        program.options[o].utility = placement.operand(c.options[o].utility);
        program.options[o].feasible = placement.operand(c.options[o].feasible);
        program.options[o].weight = placement.operand(c.options[o].weight);
    }
    for (std::size_t d = 0; d < c.decisions.size(); ++d) {
        program.decisions[d].precision = placement.operand(c.decisions[d].precision);
        program.decisions[d].decides = placement.operand(c.decisions[d].decides);
    }
    for (const LoweredEvent& lowered : c.events) {
        const Event& event = c.model.events[lowered.event.index];
        for (std::size_t k = 0; k < event.instances.size(); ++k) {
            EventSource source{event.name, lowered.event.index, {}, placement.column(lowered.fires[k])};
            for (const ActorId actor : event.instances[k]) source.actors.push_back(actor.index);
            program.events.push_back(std::move(source));
        }
    }
    if (c.explanation) place_explanation(c, placement);
    program.drawn = c.lowering.drawn;
    for (const auto& [key, site] : c.lowering.incidents) program.incidents.push_back(site);
    for (const IncidentSite& site : program.incidents) program.zero_columns.push_back(site.count);
    program.column_names = c.lowering.column_names;
    program.column_names.resize(program.n_columns);
    program.n_actors = static_cast<std::uint32_t>(c.model.actors.size());
    program.n_actions = static_cast<std::uint32_t>(c.model.actions.size());
    program.n_tracks = static_cast<std::uint32_t>(c.model.tracks.size());
    program.steps = c.model.clock.steps;
    for (int s = 0; s <= program.steps; ++s) program.days.push_back(static_cast<double>(c.model.clock.day(s)));
    for (const Actor& actor : c.model.actors) program.actor_names.push_back(actor.id);
    for (const Action& action : c.model.actions) program.action_names.push_back(action.name);
    program.track_names = c.model.tracks;
}

}  // namespace brink
