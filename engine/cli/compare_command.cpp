#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "base/diagnostic.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/simulation.h"
#include "cli/terminal.h"
#include "pipeline.h"
#include "report/comparison.h"
#include "report/comparison_folder.h"
#include "report/words.h"

namespace brink {

namespace {

/// Place among the files of the one that --to names, by its path or by its name in the comparison.
std::size_t reference_of(const Options& options) {
    if (options.to.empty()) return 0;
    std::vector<std::string> known = options.files;
    for (std::string& name : distinct_names(options.files)) known.push_back(std::move(name));
    const auto found = std::find(known.begin(), known.end(), options.to);
    if (found != known.end()) return static_cast<std::size_t>(found - known.begin()) % options.files.size();
    const std::string hint = did_you_mean(options.to, known);
    throw UsageError(
        fmt::format("--to takes one of the files compared, not '{}'{}{}", options.to, hint.empty() ? "" : ": ", hint));
}

}  // namespace

int compare_command(const Options& options) {
    catch_interrupts();
    require_place({options.out, options.force});
    const std::size_t reference = reference_of(options);
    RunRecord record;
    record.command = options.words;
    record.started = utc_now();
    Compared compared;
    {
        ProgressLine line(!options.quiet);
        compared = compare(options.files, reference, simulate_options(options, line));
    }
    for (std::size_t i = 0; i < options.files.size(); ++i) {
        const Simulated& file = compared.files[i];
        print_findings(file.sources, file.diagnostics, options.files[i], file.diagnostics.has_errors());
    }
    if (!compared.found) return interrupted_by() != 0 ? 128 + interrupted_by() : k_wrong_input;
    record.finished = utc_now();
    const ComparedScenarios& found = *compared.found;
    const std::filesystem::path folder = write_folder(found, record, {options.out, options.force});
    if (options.json) {
        fmt::print("{}", to_json(found));
    } else if (!options.quiet) {
        const std::size_t width = terminal_width(STDOUT_FILENO);
        fmt::print("{}", to_text(found, {use_color(options.color, STDOUT_FILENO), width}));
        const Result& r = found.results[reference];
        fmt::print("\n{}", hung(fmt::format("Written to {}: report.html, summary.json, differences.csv, partings.csv, "
                                            "manifest.json ({:.1f} s, {} {}, {})",
                                            folder.string(), r.seconds, r.threads,
                                            r.threads == 1 ? "thread" : "threads", r.isa),
                                width));
    }
    return interrupted_by() != 0 ? 128 + interrupted_by() : k_done;
}

}  // namespace brink
