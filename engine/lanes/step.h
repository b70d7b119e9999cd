#pragma once
// The calls that move a block: begin, then prepare, choose, commit for each step. The loop over steps is not here
// (run/): replay, a game or an environment call the same functions.

#include "lanes/block.h"
#include "lanes/isa.h"

namespace brink {

/// Draws what is drawn once a trajectory, computes the initial state, records state 0. Lanes must be named.
template <class S>
void begin(const Program& program, LaneBlock<S>& block, const Kernels<S>& kernels);

/// Draws, events, clamp; feasible options and utilities. Clears `forced` and `barred` first, so that what a caller
/// imposes stands between this and choose.
template <class S>
void prepare(const Program& program, LaneBlock<S>& block, const Kernels<S>& kernels);

/// Every decision: imposed option, or the rule's choice among feasible options that are not barred. Fills choice,
/// probability (if block.keeps_probabilities) and rung columns. A bad utility is noted in block.faults and ends that
/// lane.
template <class S>
void choose(const Program& program, LaneBlock<S>& block, const Kernels<S>& kernels);

/// Effects, clamp, dynamics, clamp; then the next state is recorded: step grows by one, outcomes' columns are
/// computed, lanes whose ending outcome is met become inactive (after this state was recorded as lived). A variable
/// or recorded value that is not finite is noted in block.faults and ends that lane.
template <class S>
void commit(const Program& program, LaneBlock<S>& block, const Kernels<S>& kernels);

}  // namespace brink
