#include "reference/agreement.h"

#include <algorithm>
#include <bit>
#include <map>

#include <fmt/format.h>

#include "lanes/block.h"
#include "lanes/step.h"
#include "program/compile.h"
#include "reference/events.h"

namespace brink::reference {

namespace {

bool same(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

struct Comparison {
    const Model& model;
    const Program& program;
    const LaneBlock<double>& block;
    const std::vector<Trajectory>& expected;
    std::vector<bool> over;  // the lane ended or stopped with a fault: what follows is not looked at
    std::string difference;  // the first

    void differs(std::size_t lane, const std::string& what, double found, double wanted) {
        if (difference.empty())
            difference = fmt::format("trajectory {}, state {}: {} is {:.17g} ({:a}), the reference has {:.17g} ({:a})",
                                     lane, block.step, what, found, found, wanted, wanted);
    }
};

void compare_variables(Comparison& at) {
    Column column = 0;
    for (std::size_t v = 0; v < at.model.variables.size(); ++v) {
        const Variable& variable = at.model.variables[v];
        const std::vector<Frame> all = frames(variable.shape, at.model.actors.size());
        for (std::size_t e = 0; e < all.size(); ++e) {
            if (!has_number(variable, all[e], at.model.actors.size())) continue;
            for (std::size_t lane = 0; lane < at.expected.size(); ++lane) {
                if (at.over[lane] && at.expected[lane].fault) continue;
                const double found = at.block.column(column)[lane];
                const double wanted = at.expected[lane].states[static_cast<std::size_t>(at.block.step)][v][e];
                if (!same(found, wanted))
                    at.differs(lane, fmt::format("{} entity {}", variable.name, e), found, wanted);
            }
            ++column;
        }
    }
    if (column != at.program.n_state_columns) at.difference = "the program has other state columns than the model";
}

void compare_derived(Comparison& at) {
    std::map<std::string, std::size_t> next_entity;
    for (const SeriesSource& series : at.program.series) {
        if (series.variable) continue;
        const std::size_t e = next_entity[series.quantity]++;
        for (std::size_t d = 0; d < at.model.derived.size(); ++d) {
            if (at.model.derived[d].name != series.quantity) continue;
            for (std::size_t lane = 0; lane < at.expected.size(); ++lane) {
                const Trajectory& reference = at.expected[lane];
                if (at.over[lane] && reference.fault) continue;
                // Later recorded states repeat the last one lived.
                const int state = std::min(at.block.step, reference.last_state);
                const double found = at.block.column(series.column)[lane];
                const double wanted = reference.derived[static_cast<std::size_t>(state)][d].at(e);
                if (!same(found, wanted)) at.differs(lane, series.name, found, wanted);
            }
        }
    }
}

void compare_choices(Comparison& at, const std::vector<bool>& was_over) {
    const std::size_t step = static_cast<std::size_t>(at.block.step);
    for (std::size_t lane = 0; lane < at.expected.size(); ++lane) {
        const Choices& wanted = at.expected[lane].choices[step];
        if (at.program.decisions.size() != wanted.size()) {
            at.difference = "the program has other decisions than the reference";
            return;
        }
        if (was_over[lane] && at.expected[lane].fault) continue;
        for (std::size_t d = 0; d < wanted.size(); ++d) {
            const Decision& decision = at.program.decisions[d];
            const std::string who = fmt::format("actor {} in track {}", decision.actor, decision.track);
            const double choice = at.block.column(decision.choice)[lane];
            const double probability = at.block.column(decision.probability)[lane];
            const bool forced = at.block.column(decision.forced)[lane] >= 0;
            if (decision.actor != wanted[d].actor.index || decision.track != wanted[d].track.index)
                at.difference = "decisions stand in another order";
            if ((choice >= 0) != wanted[d].made) at.differs(lane, "whether a choice is made by " + who, choice, -1);
            if (choice < 0 || !wanted[d].made) continue;
            const Option& option = at.program.options[static_cast<std::size_t>(choice)];
            if (option.key != wanted[d].key || option.action != wanted[d].action.index ||
                option.target != (wanted[d].target ? wanted[d].target->index : k_nothing))
                at.differs(lane, "the choice of " + who, option.action, wanted[d].action.index);
            if (option.rung != wanted[d].rung) at.differs(lane, "the rung of " + who, option.rung, wanted[d].rung);
            if (!same(probability, wanted[d].probability))
                at.differs(lane, "the probability for " + who, probability, wanted[d].probability);
            if (!was_over[lane] && forced != wanted[d].imposed)
                at.differs(lane, "whether a choice is imposed on " + who, forced, wanted[d].imposed);
        }
    }
}

void compare_events(Comparison& at) {
    const std::vector<Happening> all = all_events(at.model);
    if (all.size() != at.program.events.size()) at.difference = "the program has other events than the reference";
    for (std::size_t k = 0; k < all.size() && at.difference.empty(); ++k)
        for (std::size_t lane = 0; lane < at.expected.size(); ++lane) {
            if (at.over[lane]) continue;
            const std::vector<Happening>& fired = at.expected[lane].fired[static_cast<std::size_t>(at.block.step)];
            const double found = at.block.column(at.program.events[k].fired)[lane];
            const double wanted = std::find(fired.begin(), fired.end(), all[k]) != fired.end() ? 1 : 0;
            const std::string name = fmt::format("firing {} of {}", k, at.model.events[all[k].event.index].name);
            if (!same(found, wanted)) at.differs(lane, name, found, wanted);
        }
}

void compare_rungs(Comparison& at) {
    for (std::uint32_t actor = 0; actor < at.model.actors.size(); ++actor)
        for (std::size_t lane = 0; lane < at.expected.size(); ++lane) {
            if (at.over[lane]) continue;
            const double found = at.block.column(at.program.first_rung + actor)[lane];
            const Choices& choices = at.expected[lane].choices[static_cast<std::size_t>(at.block.step)];
            const double wanted = rung_of(choices, ActorId{actor});
            if (!same(found, wanted)) at.differs(lane, fmt::format("rung of actor {}", actor), found, wanted);
        }
}

/// Outcomes of the state just recorded; then the lanes that it ended are over.
void compare_outcomes(Comparison& at, std::vector<std::vector<bool>>& met) {
    for (std::size_t lane = 0; lane < at.expected.size(); ++lane) {
        const Trajectory& wanted = at.expected[lane];
        if (at.over[lane]) continue;
        for (std::size_t o = 0; o < at.program.outcomes.size(); ++o) {
            const OutcomeSource& outcome = at.program.outcomes[o];
            if (outcome.kind == Outcome::Kind::measure) continue;
            const bool now = at.block.column(outcome.column)[lane] != 0;
            const bool first = now && !met[lane][o];
            if (first != (wanted.first_state[o] == std::optional(at.block.step)))
                at.differs(lane, "first meeting of " + outcome.name, first, !first);
            met[lane][o] = met[lane][o] || now;
        }
        const bool active = at.block.column(at.program.active)[lane] != 0;
        const bool lives_on = at.block.step < wanted.last_state || wanted.last_state == at.model.clock.steps;
        const bool ends_last = !active && at.block.step == at.model.clock.steps;
        if (active != lives_on && !ends_last && !wanted.fault) at.differs(lane, "being alive", active, lives_on);
        at.over[lane] = !active;
    }
}

void compare_measures(Comparison& at) {
    for (std::size_t o = 0; o < at.program.outcomes.size(); ++o) {
        if (at.program.outcomes[o].kind != Outcome::Kind::measure) continue;
        for (std::size_t lane = 0; lane < at.expected.size(); ++lane) {
            const double found = at.block.column(at.program.outcomes[o].column)[lane];
            const double wanted = at.expected[lane].measures[o];
            if (!at.expected[lane].fault && !same(found, wanted))
                at.differs(lane, at.program.outcomes[o].name, found, wanted);
        }
    }
}

void compare_faults(Comparison& at) {
    for (std::size_t lane = 0; lane < at.expected.size(); ++lane) {
        const bool found = at.block.faults[lane].kind != LaneFault::Kind::none;
        if (found != at.expected[lane].fault) at.differs(lane, "having a fault", found, at.expected[lane].fault);
    }
}

/// How often what is counted happened, in all of the trajectory.
void compare_incidents(Comparison& at) {
    for (const IncidentSite& site : at.program.incidents) {
        for (std::size_t lane = 0; lane < at.expected.size(); ++lane) {
            const Trajectory& reference = at.expected[lane];
            if (reference.fault) continue;
            const auto counted = reference.incidents.find(site.key);
            const double wanted = counted == reference.incidents.end() ? 0 : static_cast<double>(counted->second);
            const double found = at.block.column(site.count)[lane];
            if (!same(found, wanted)) at.differs(lane, "the count of " + site.key, found, wanted);
        }
    }
}

}  // namespace

Ids some_ids(std::size_t n) {
    Ids ids;
    for (std::uint64_t i = 0; i < n; ++i) ids.luck.push_back(i);
    for (const std::uint64_t far : {1'000'003ull, 1ull << 32, (1ull << 40) + 7, (1ull << 63) + 12345})
        ids.luck.push_back(far);
    ids.row = ids.luck;
    for (std::uint64_t i = 0; i < 4; ++i) {
        ids.luck.push_back(i);
        ids.row.push_back(1'000 + (i << 33));
    }
    return ids;
}

std::vector<Trajectory> run_all(const Model& model, std::uint64_t seed, const Ids& ids) {
    std::vector<Trajectory> all;
    for (std::size_t i = 0; i < ids.luck.size(); ++i) all.push_back(run(model, seed, ids.luck[i], ids.row[i]));
    return all;
}

std::string first_difference(const Model& model, std::uint64_t seed, const Ids& ids,
                             const std::vector<Trajectory>& expected, bool keep_everything, Isa isa) {
    Diagnostics diagnostics;
    const Program program = compile(model, diagnostics, {.keep_everything = keep_everything});
    if (diagnostics.has_errors()) return "the model does not compile";
    const std::size_t width = (ids.luck.size() + k_lane_multiple - 1) / k_lane_multiple * k_lane_multiple;
    LaneBlock<double> block(program, width, seed);
    block.name_lanes(ids.luck, ids.row);
    const Kernels<double>& kernel = kernels<double>(isa);

    Comparison at{model, program, block, expected, std::vector<bool>(ids.luck.size(), false), {}};
    std::vector<std::vector<bool>> met(ids.luck.size(), std::vector<bool>(model.outcomes.size(), false));
    begin(program, block, kernel);
    compare_variables(at);
    compare_derived(at);
    compare_outcomes(at, met);
    while (block.step < model.clock.steps && at.difference.empty()) {
        prepare(program, block, kernel);
        compare_events(at);
        choose(program, block, kernel);
        compare_choices(at, at.over);
        compare_rungs(at);
        commit(program, block, kernel);
        compare_variables(at);
        compare_derived(at);
        compare_outcomes(at, met);
    }
    if (at.difference.empty()) compare_measures(at);
    if (at.difference.empty()) compare_faults(at);
    if (at.difference.empty()) compare_incidents(at);
    return at.difference;
}

}  // namespace brink::reference
