#pragma once
// What the command line asks of a run, for every command that runs trajectories as `brink run` does.

#include "cli/options.h"
#include "cli/progress.h"
#include "pipeline.h"

namespace brink {

/// The run of these options; `line` shows its progress and must outlive it. A noted signal stops it.
[[nodiscard]] SimulateOptions simulate_options(const Options& options, ProgressLine& line);

}  // namespace brink
