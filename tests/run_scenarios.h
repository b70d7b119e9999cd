#pragma once
// What the tests of runs share: two scenarios, and runs of them in one call.

#include <cstdint>
#include <span>
#include <utility>

#include "run/run.h"
#include "support.h"

namespace brink::running {

/// Two tracks, an ending outcome, measures, bounded and unbounded quantities, dyads, events, drawn parameters.
inline constexpr const char* k_scenario = R"yaml(
brink: 1
title: Two rivals and a broker
clock: {start: 2025-01-01, step: 1 week, steps: 12}
parameters:
  fear: {beta: {mean: 0.3, sd: 0.1}, range: [0, 1]}
variables:
  actor:
    readiness: {initial: {uniform: [0.1, 0.4]}, range: [0, 1]}
    stock: {initial: 10}
    resolve: {initial: 0.5, range: [0, 1], fixed: true}
  dyad:
    hostility: {initial: 0.4, range: [0, 1]}
  world:
    tension: {initial: 0.2, range: [0, 2]}
groups: {rivals: [RED, BLUE]}
actors:
  RED: {name: Redland}
  BLUE: {name: Blueland}
  GREY: {name: Broker}
draws:
  world: {tremor: "normal(0, 0.05)"}
derived:
  actor: {pressure: "sum(hostility[self, j] * j.readiness for j)"}
dynamics:
  world: {tension: 0.9 * tension + 0.1 * sum(j.readiness for j) + tremor}
  actor: {stock: stock + 3 * tremor - 0.1 * readiness}
actions:
  protest: {rung: 1, by: rivals, to: rivals, utility: 0.2 + tension}
  mobilise:
    rung: 4
    by: rivals
    to: rivals
    utility: 2 * fear + pressure - 1.2
    effects: [self.readiness += 0.1, "hostility[target, self] += 0.05"]
  yield: {rung: -2, by: everyone, utility: 0.3 - tension}
  talk: {rung: -1, by: everyone, to: everyone, track: talks, utility: tension - 0.2, effects: [tension -= 0.01]}
events:
  incident: {hazard: 0.05, effects: [tension += 0.3]}
outcomes:
  crisis: {when: any(j.readiness > 0.65 for j)}
  war: {when: tension > 1.1, ends: true}
  hot: {when: tension > 0.5}
  final_tension: {measure: tension}
  least_stock: {measure: min(j.stock for j)}
)yaml";

/// In about one trajectory of a thousand, x becomes infinite.
inline constexpr const char* k_faulty = R"yaml(
brink: 1
title: A value that may become infinite
clock: {start: 2025-01-01, step: 1 week, steps: 5}
variables:
  actor: {x: {initial: 1}}
actors: {RED: {}, BLUE: {}}
draws:
  actor: {shock: "uniform(0, 1)"}
dynamics:
  actor: {x: x / (shock > 0.0001)}
)yaml";

inline Program program_for(const char* text, bool keep = false) {
    return test::program_of(test::model_of(text), {.keep_everything = keep});
}

inline Summary run_one(const Program& program, const RunOptions& options) {
    return std::move(run(std::span(&program, 1), options).front());
}

inline RunOptions sized(std::uint64_t trajectories, std::uint64_t first = 0) {
    RunOptions options;
    options.trajectories = trajectories;
    options.first_trajectory = first;
    options.seed = 9;
    options.threads = 1;
    options.digests = true;
    return options;
}

}  // namespace brink::running
