#pragma once
// Runs programs over many trajectories: workers claim parts of 1,024 trajectories, move blocks through the steps,
// show them to observers, merge what these counted. The only folder that starts threads.

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "lanes/isa.h"
#include "program/program.h"
#include "stats/paired.h"
#include "stats/summary.h"

namespace brink {

struct Progress {
    std::uint64_t done = 0;
    std::uint64_t requested = 0;
};

struct RunOptions {
    std::uint64_t trajectories = 10'000;
    std::uint64_t first_trajectory = 0;  // a multiple of k_part
    std::uint64_t seed = 1;
    unsigned threads = 0;         // 0: as many as the machine has
    std::size_t block = 0;        // lanes; a multiple of 16; 0: chosen from the program's size
    std::optional<Isa> isa = {};  // absent: the best of this machine
    bool digests = false;
    /// Called now and then from one thread at a time; false asks to stop: parts begun are finished, and what is kept
    /// is a prefix of the trajectories.
    std::function<bool(const Progress&)> progress = {};
};

/// A value or utility that stops the run (exit 2): the lowest-numbered trajectory in which one was seen.
struct ModelFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The options with everything left open chosen for this machine and these programs (instruction set, threads, block).
/// Throws std::invalid_argument for options that cannot be met. What is chosen changes no number.
[[nodiscard]] RunOptions settle(std::span<const Program> programs, RunOptions options);

/// Runs the programs on the same lanes. One Summary a program; all have the same trajectories. Throws ModelFault
/// (message names the quantity or option, actor, step and trajectory) and std::invalid_argument for options that
/// cannot be met.
[[nodiscard]] std::vector<Summary> run(std::span<const Program> programs, const RunOptions& options);

/// What several programs on the same lanes gave, and each but the first beside the first.
struct PairedRun {
    std::vector<Summary> summaries;     // (n_programs)
    std::vector<PairedSummary> paired;  // (n_programs - 1)
};

/// As run, and counts how every outcome that a program shares with the first one went in both, and where the two part.
[[nodiscard]] PairedRun run_paired(std::span<const Program> programs, const RunOptions& options);

/// Block width for a program: four times a core's L2 cache in state, 64 to 128 lanes.
[[nodiscard]] std::size_t default_block(const Program& program);

}  // namespace brink
