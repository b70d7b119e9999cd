#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/simulation.h"
#include "cli/terminal.h"
#include "pipeline.h"
#include "report/folder.h"
#include "report/json.h"
#include "report/text.h"
#include "report/words.h"

namespace brink {

namespace {

void print_digests(const Result& result) {
    fmt::print("digests of {} trajectories each\n", k_part);
    for (const std::string& digest : result.digests) fmt::print("  {}\n", digest);
}

std::string written(const std::filesystem::path& folder, const Result& result, std::uint64_t keep) {
    return fmt::format(
        "Written to {}: report.html, summary.json, results.nc, tables (outcomes.csv, series.csv ...){}, their "
        "dictionary datapackage.json, manifest.json ({:.1f} s, {} {}, {})",
        folder.string(), keep == 0 ? "" : ", trajectories.csv, events.csv", result.seconds, result.threads,
        result.threads == 1 ? "thread" : "threads", result.isa);
}

}  // namespace

int run_command(const Options& options) {
    catch_interrupts();
    // A folder that may not be written is known before hours of work, not after.
    require_place({options.out, options.force});
    RunRecord record;
    record.command = options.words;
    record.file = options.files[0];
    record.settings = options.settings;
    record.keep = {options.keep, [] { return interrupted_by() == 0; }};
    record.started = utc_now();
    Simulated simulated;
    {
        ProgressLine line(!options.quiet);
        simulated = simulate(options.files[0], simulate_options(options, line));
    }
    print_findings(simulated.sources, simulated.diagnostics, options.files[0], !simulated.result);
    if (!simulated.result) return interrupted_by() != 0 ? 128 + interrupted_by() : k_wrong_input;
    record.finished = utc_now();
    for (std::uint32_t file = 0; file < simulated.sources.size(); ++file)
        record.layers.push_back(simulated.sources.name(file));
    const std::filesystem::path folder = write_folder(*simulated.result, *simulated.ran, record,
                                                      {options.out, options.force});
    if (options.json) {
        fmt::print("{}", to_json(*simulated.result));
    } else if (!options.quiet) {
        const std::size_t width = terminal_width(STDOUT_FILENO);
        fmt::print("{}", to_text(*simulated.result, {use_color(options.color, STDOUT_FILENO), width}));
        if (options.digests) print_digests(*simulated.result);
        fmt::print("\n{}", hung(written(folder, *simulated.result, options.keep), width));
    }
    return interrupted_by() != 0 ? 128 + interrupted_by() : k_done;
}

}  // namespace brink
