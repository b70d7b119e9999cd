#include <algorithm>
#include <numeric>

#include "result/parts.h"

namespace brink {

namespace {

/// Names of what the actor may take in some track, in byte order; options that were pruned are among them.
std::vector<std::string> names_of(const Model& model, ActorId actor) {
    std::vector<std::string> names;
    bool holds = false;
    for (std::uint32_t track = 0; track < model.tracks.size(); ++track) {
        bool acts = false;
        for (const Action& action : model.actions) {
            if (action.track.index != track || !std::binary_search(action.by.begin(), action.by.end(), actor)) continue;
            acts = true;
            names.push_back(action.name);
        }
        holds = holds || (acts && model.decisions[actor.index].hold[track].has_value());
    }
    if (holds) names.push_back("hold");
    std::sort(names.begin(), names.end());
    return names;
}

/// How many trajectories took the action in each step.
std::vector<std::int64_t> taken_by_step(const Summary& summary, std::size_t action) {
    std::vector<std::int64_t> taken;
    for (std::size_t at = action; at < summary.taken_by_step.size(); at += summary.layout.actions.size())
        taken.push_back(summary.taken_by_step[at]);
    return taken;
}

std::vector<double> shares_alive(const Summary& summary, const std::vector<std::int64_t>& counts) {
    std::vector<double> shares;
    for (std::size_t step = 0; step < counts.size(); ++step) {
        const std::int64_t alive = summary.alive[step];
        shares.push_back(alive > 0 ? static_cast<double>(counts[step]) / static_cast<double>(alive) : 0);
    }
    return shares;
}

void fill_rates(const Model& model, const Summary& summary, std::uint32_t actor, Result& result) {
    const std::int64_t lived = std::accumulate(summary.alive.begin(), summary.alive.end(), std::int64_t{0});
    const std::int64_t n = static_cast<std::int64_t>(summary.trajectories());
    for (const std::string& name : names_of(model, ActorId{actor})) {
        const auto& actions = summary.layout.actions;
        const auto found = std::find(actions.begin(), actions.end(), ActorAction{actor, name});
        const std::size_t index = static_cast<std::size_t>(found - actions.begin());
        const bool counted = found != actions.end();
        std::vector<std::int64_t> by_step;
        if (counted) by_step = taken_by_step(summary, index);
        const std::int64_t taken = std::accumulate(by_step.begin(), by_step.end(), std::int64_t{0});
        const double rate = lived > 0 ? static_cast<double>(taken) / static_cast<double>(lived) : 0;
        const auto action = std::find_if(model.actions.begin(), model.actions.end(),
                                         [&](const Action& written) { return written.name == name; });
        const bool holding = action == model.actions.end();
        result.actions.push_back({summary.layout.actors[actor], name, rate,
                                  proportion(counted ? summary.ever_taken[index] : 0, n), counted,
                                  holding ? 0 : action->rung, holding ? std::string() : action->doc,
                                  taken > 0 ? shares_alive(summary, by_step) : std::vector<double>()});
    }
}

RungShares shares(const Summary& summary, std::uint32_t actor, const std::vector<std::int64_t>& counts) {
    const RungLayout& layout = summary.layout.rungs[actor];
    RungShares result{summary.layout.actors[actor], {}};
    for (std::size_t r = 0; r < layout.rungs.size(); ++r) {
        const std::int64_t count = counts[layout.first_rung + r];
        if (count > 0)
            result.shares[layout.rungs[r]] = proportion(count, static_cast<std::int64_t>(summary.trajectories()));
    }
    return result;
}

RungByStep by_step(const Summary& summary, std::uint32_t actor) {
    const RungLayout& layout = summary.layout.rungs[actor];
    const std::size_t n_rungs = layout.rungs.size();
    RungByStep result{summary.layout.actors[actor], {}};
    for (std::size_t r = 0; r < n_rungs; ++r) {
        std::vector<double> column;
        bool seen = false;
        for (std::size_t step = 0; step < summary.alive.size(); ++step) {
            const std::int64_t count = summary.rung_by_step[layout.first_by_step + step * n_rungs + r];
            const std::int64_t alive = summary.alive[step];
            seen = seen || count > 0;
            column.push_back(alive > 0 ? static_cast<double>(count) / static_cast<double>(alive) : 0);
        }
        if (seen) result.shares[layout.rungs[r]] = std::move(column);
    }
    return result;
}

void fill_transitions(const Summary& summary, std::uint32_t actor, Result& result) {
    const RungLayout& layout = summary.layout.rungs[actor];
    const std::size_t n_rungs = layout.rungs.size();
    for (std::size_t from = 0; from < n_rungs; ++from) {
        const std::int64_t* counts = &summary.transitions[layout.first_transition + from * n_rungs];
        const std::int64_t begun = std::accumulate(counts, counts + n_rungs, std::int64_t{0});
        for (std::size_t to = 0; to < n_rungs; ++to) {
            if (counts[to] == 0) continue;
            result.transitions.push_back({summary.layout.actors[actor], layout.rungs[from], layout.rungs[to],
                                          counts[to], static_cast<double>(counts[to]) / static_cast<double>(begun)});
        }
    }
}

}  // namespace

void fill_actions(const Model& model, const Summary& summary, Result& result) {
    for (std::uint32_t actor = 0; actor < summary.layout.actors.size(); ++actor) {
        fill_rates(model, summary, actor, result);
        result.peak_rung.push_back(shares(summary, actor, summary.peak));
        result.lowest_rung.push_back(shares(summary, actor, summary.lowest));
        result.rung.push_back(by_step(summary, actor));
        fill_transitions(summary, actor, result);
    }
}

}  // namespace brink
