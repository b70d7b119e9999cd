#pragma once
// What the command line asks of a run, for every command that runs trajectories as `brink run` does.

#include <string>

#include "base/diagnostic.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "pipeline.h"

namespace brink {

/// The run of these options; `line` shows its progress and must outlive it. A noted signal stops it.
[[nodiscard]] SimulateOptions simulate_options(const Options& options, ProgressLine& line);

/// Prints what was found in a file: in full where it is wrong; of a run that went well the warnings in a line each.
void print_findings(const Sources& sources, const Diagnostics& diagnostics, const std::string& file, bool in_full);

/// The present time, UTC, ISO 8601.
[[nodiscard]] std::string utc_now();

}  // namespace brink
