#include "cli/simulation.h"

#include "cli/interrupt.h"

namespace brink {

SimulateOptions simulate_options(const Options& options, ProgressLine& line) {
    SimulateOptions simulate;
    simulate.settings = options.settings;
    simulate.trajectories = options.trajectories;
    simulate.seed = options.seed;
    simulate.run.threads = options.threads;
    simulate.run.block = options.block;
    simulate.run.isa = options.isa;
    simulate.run.digests = options.digests;
    simulate.run.progress = [&line](const Progress& progress) {
        line.show(progress);
        return interrupted_by() == 0;
    };
    return simulate;
}

}  // namespace brink
