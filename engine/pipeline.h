#pragma once
// The whole story, one call an arrow:
//   text -> Tree -> Model -> Program -> lanes -> Summary -> Result

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "report/ran.h"
#include "result/result.h"
#include "run/run.h"
#include "scenario/layers.h"
#include "study/compare.h"

namespace brink {

struct SimulateOptions {
    Settings settings;                          // --set
    std::optional<std::uint64_t> trajectories;  // absent: the scenario's, else 10,000
    std::optional<std::uint64_t> seed;          // absent: the scenario's, else 1
    RunOptions run;                             // its trajectories and seed are filled in here
    std::uint64_t keep = 0;                     // --keep: refused before the run if it cannot be
};

/// What came of a call: a Result, or diagnostics that say why not (with the texts they point into).
struct Simulated {
    std::optional<Result> result;
    std::optional<RanScenario> ran;  // of one scenario alone, with the result
    Diagnostics diagnostics;
    Sources sources;
};

/// Reads, checks, compiles and runs a scenario. Throws FileError, ModelFault, KeepFault.
[[nodiscard]] Simulated simulate(const std::string& path, const SimulateOptions& options);

/// What came of a comparison: of each file its diagnostics and texts; if none is wrong, what was found. The result of
/// each is in `found`.
struct Compared {
    std::vector<Simulated> files;  // (n_files) as named
    std::optional<ComparedScenarios> found;
};

/// Runs the scenarios on the same lanes and sets each beside files[reference]. Trajectories and seed that the options
/// leave open are the reference's. Throws FileError, ModelFault.
[[nodiscard]] Compared compare(const std::vector<std::string>& files, std::size_t reference,
                               const SimulateOptions& options);

}  // namespace brink
