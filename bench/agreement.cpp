#include "agreement.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace bench {

namespace {

struct Estimate {
    double value = 0;
    double error = 0;  // standard
};

Estimate mean_of(const Sums& sums, std::size_t count) {
    const double n = static_cast<double>(count);
    const double mean = sums.sum / n;
    return {mean, std::sqrt(std::max(sums.squares / n - mean * mean, 0.0) / n)};
}

Estimate share_of(std::uint64_t hits, std::size_t count) {
    const double n = static_cast<double>(count);
    const double share = static_cast<double>(hits) / n;
    // One success and one failure more, so that no error is zero.
    const double safe = (static_cast<double>(hits) + 1) / (n + 2);
    return {share, std::sqrt(safe * (1 - safe) / n)};
}

void judge(Agreement& found, const std::string& what, Estimate engine, Estimate scalar) {
    // Numbers that chance does not touch may differ by rounding.
    const double slack = 1e-9 * std::max(1.0, std::fabs(scalar.value));
    const double z = std::fabs(engine.value - scalar.value) / std::hypot(engine.error, scalar.error, slack);
    ++found.compared;
    if (!(z <= found.largest_z)) {
        found.largest_z = z;
        found.at = what;
    }
    if (!(z < k_most_z))
        found.differ.push_back(fmt::format("{}: engine {:.6g} +- {:.2g}, scalar {:.6g} +- {:.2g}, z {:.1f}", what,
                                           engine.value, engine.error, scalar.value, scalar.error, z));
}

template <class List, class Match>
const typename List::value_type* find(const List& list, Match match) {
    const auto place = std::find_if(list.begin(), list.end(), match);
    return place == list.end() ? nullptr : &*place;
}

void compare_series(const brink::Result& engine, const ScalarCounts& scalar, Agreement& found) {
    const double root = std::sqrt(static_cast<double>(engine.trajectories));
    for (std::size_t s = 0; s < scalar.series.size(); ++s) {
        const std::string& name = scalar.series[s].name;
        const auto* series = find(engine.series, [&](const auto& one) { return one.name == name; });
        if (!series) {
            found.differ.push_back(name + ": not recorded by the engine");
            continue;
        }
        for (const std::size_t state : {std::size_t{1}, std::size_t{26}, std::size_t{52}, k_steps}) {
            // Pairs are many and alike: the first and the last state will do.
            if (!scalar.series[s].binned && state != 1 && state != k_steps) continue;
            judge(found, fmt::format("{} in state {}", name, state), {series->mean[state], series->sd[state] / root},
                  mean_of(scalar.moments[state * scalar.series.size() + s], scalar.trajectories));
        }
    }
}

void compare_outcomes(const brink::Result& engine, const ScalarCounts& scalar, Agreement& found) {
    for (const brink::OutcomeResult& outcome : engine.outcomes) {
        if (outcome.name == "alarm")
            judge(found, "chance of alarm", {outcome.happened.probability, outcome.happened.std_error},
                  share_of(scalar.alarms, scalar.trajectories));
        if (outcome.name == "level")
            judge(found, "mean of level", {outcome.mean, outcome.std_error},
                  mean_of(scalar.level, scalar.trajectories));
        if (outcome.name == "strain")
            judge(found, "mean of strain", {outcome.mean, outcome.std_error},
                  mean_of(scalar.strain, scalar.trajectories));
    }
    if (engine.outcomes.size() != 3) found.differ.push_back("the engine has other outcomes than the scalar loop");
}

/// A rate's error comes from how trajectories differ, which the scalar loop counts; it serves for both.
void compare_actions(const brink::Result& engine, const ScalarCounts& scalar, Agreement& found) {
    const double ratio = std::sqrt(static_cast<double>(scalar.trajectories) / static_cast<double>(engine.trajectories));
    for (std::size_t i = 0; i < k_actors; ++i)
        for (std::size_t k = 0; k < k_actions; ++k) {
            const std::string what = fmt::format("{} of {}", k_action_names[k], engine.actors[i]);
            const auto* action = find(engine.actions, [&](const auto& one) {
                return one.actor == engine.actors[i] && one.action == k_action_names[k];
            });
            if (!action) {
                found.differ.push_back(what + ": not counted by the engine");
                continue;
            }
            Estimate rate = mean_of({static_cast<double>(scalar.taken[i][k]), scalar.taken_squares[i][k]},
                                    scalar.trajectories);
            rate.value /= static_cast<double>(k_steps);
            rate.error /= static_cast<double>(k_steps);
            judge(found, "rate of " + what, {action->rate, rate.error * ratio}, rate);
            judge(found, "share with " + what, {action->ever.probability, action->ever.std_error},
                  share_of(scalar.ever[i][k], scalar.trajectories));
        }
}

void compare_rungs(const brink::Result& engine, const ScalarCounts& scalar, Agreement& found) {
    for (std::size_t i = 0; i < k_actors; ++i) {
        const auto* actor = find(engine.rung, [&](const auto& one) { return one.actor == engine.actors[i]; });
        if (!actor) {
            found.differ.push_back(fmt::format("rungs of {}: not counted by the engine", engine.actors[i]));
            continue;
        }
        for (const auto& [rung, shares] : actor->shares) {
            const auto place = static_cast<std::size_t>(rung - k_lowest_rung);
            const double share = shares.back();
            const Estimate scalar_share =
                share_of(scalar.rung_by_step[((k_steps - 1) * k_actors + i) * k_rungs + place], scalar.trajectories);
            const double error = scalar_share.error * std::sqrt(static_cast<double>(scalar.trajectories) /
                                                                static_cast<double>(engine.trajectories));
            judge(found, fmt::format("share of rung {} of {}", rung, engine.actors[i]), {share, error}, scalar_share);
        }
    }
}

}  // namespace

Agreement compare(const brink::Result& engine, const ScalarCounts& scalar) {
    Agreement found;
    compare_series(engine, scalar, found);
    compare_outcomes(engine, scalar, found);
    compare_actions(engine, scalar, found);
    compare_rungs(engine, scalar, found);
    return found;
}

}  // namespace bench
