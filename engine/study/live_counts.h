#pragma once
// What a few hundred trajectories do, counted for `check --live`: which options are ever possible and taken, how
// variables move, how sure choices are. One thread, whole blocks; keeps what statistics of a run have no use for.

#include <cstdint>
#include <vector>

#include "program/program.h"

namespace brink {

/// A column of the state over all trajectories and states.
struct ColumnLife {
    bool moved = false;       // in some trajectory it left its value of state 0
    bool within = false;      // it was somewhere strictly between its bounds
    std::int64_t states = 0;  // lived states after it first stood between its bounds
    std::int64_t at_low = 0;  // of those, at a bound
    std::int64_t at_high = 0;
    std::vector<double> mean;  // (steps + 1) over trajectories
};

struct LiveCounts {
    std::vector<std::int64_t> feasible, taken;  // (n_options) trajectory-steps
    std::vector<ColumnLife> columns;            // (n_state_columns)
    std::vector<std::int64_t> certain;          // (n_decisions) trajectories with a run of certain choices
    std::int64_t trajectories = 0;
};

/// A choice by utility is certain if of several options open the best is better than any other by `certain` once
/// multiplied by the precision, whatever their weights; a run of it counts if it lasts `run` steps.
struct LiveOptions {
    std::vector<Range> bounds;  // (n_state_columns) each column's range; empty: none
    double certain = 9.2;       // odds of 10,000 to 1
    int run = 8;
    int steps = 0;      // 0: all
    bool hold = false;  // nobody chooses anything but holding
    std::int64_t trajectories = 256;
    std::uint64_t seed = 1;
};

[[nodiscard]] LiveCounts count_live(const Program& program, const LiveOptions& options);

}  // namespace brink
