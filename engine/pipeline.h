#pragma once
// The whole story, one call an arrow:
//   text -> Tree -> Model -> Program -> lanes -> Summary -> Result

#include <optional>
#include <string>

#include "base/diagnostic.h"
#include "result/result.h"
#include "run/run.h"
#include "scenario/layers.h"

namespace brink {

struct SimulateOptions {
    Settings settings;                          // --set
    std::optional<std::uint64_t> trajectories;  // absent: the scenario's, else 10,000
    std::optional<std::uint64_t> seed;          // absent: the scenario's, else 1
    RunOptions run;                             // its trajectories and seed are filled in here
};

/// What came of a call: a Result, or diagnostics that say why not (with the texts they point into).
struct Simulated {
    std::optional<Result> result;
    Diagnostics diagnostics;
    Sources sources;
};

/// Reads, checks, compiles and runs a scenario. Throws FileError, ModelFault.
[[nodiscard]] Simulated simulate(const std::string& path, const SimulateOptions& options);

}  // namespace brink
