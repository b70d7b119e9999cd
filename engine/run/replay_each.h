#pragma once
// Many trajectories, each run alone as run/replay.h does, by several threads; what becomes of them is written by one.

#include <cstdint>
#include <functional>
#include <span>

#include "run/replay.h"

namespace brink {

struct ReplayEachOptions {
    std::uint64_t trajectories = 0;  // 0 to this, without it
    std::uint64_t seed = 1;
    Isa isa = Isa::baseline;
    unsigned threads = 1;
    std::size_t at_once = 1;  // how many are held in memory
};

/// Calls `take` with the trajectories in order, `at_once` at a time (at last what remains), in the thread that called.
/// It ends early when `take` gives false.
void replay_each(const Program& program, const ReplayEachOptions& options,
                 const std::function<bool(std::span<const Replayed>)>& take);

}  // namespace brink
