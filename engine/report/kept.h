#pragma once
// The parts of a result folder that grow with what is kept: results.nc, trajectories.csv and events.csv.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "report/ran.h"
#include "report/tidy.h"
#include "result/result.h"

namespace brink {

/// Whole trajectories that are asked for beside the statistics.
struct KeepOptions {
    std::uint64_t trajectories = 0;    // the first so many of the run
    std::function<bool()> go_on = {};  // false asks to stop: what was written is kept
};

/// What --keep cannot give (exit 2).
struct KeepFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Throws KeepFault if a run of so many has not `keep` trajectories, or if they would take more room than a folder may:
/// 16 GB before compression.
void require_keepable(const Model& model, const Program& program, std::uint64_t keep, std::uint64_t trajectories);

/// What was kept: how many, and the tables without their rows.
struct Kept {
    std::uint64_t trajectories = 0;
    std::vector<TidyTable> tables;
};

/// Writes results.nc and, where trajectories are kept, the rows of trajectories.csv and events.csv into the folder.
/// Each trajectory has the bits that it had in the run. The memory that it takes does not grow with their number.
Kept write_results(const Result& result, const RanScenario& ran, const KeepOptions& keep,
                   const std::filesystem::path& folder);

}  // namespace brink
