#include <fmt/format.h>

#include <cstdio>
#include <optional>
#include <utility>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/load.h"
#include "cli/progress.h"
#include "report/judgements.h"
#include "study/expect.h"

namespace brink {

namespace {

RunOptions run_options(const Options& options, const Model& model, ProgressLine& line) {
    RunOptions how;
    const double own = model.run.trajectories.value_or(static_cast<double>(how.trajectories));
    how.trajectories = options.trajectories.value_or(static_cast<std::uint64_t>(own));
    how.seed = options.seed.value_or(model.run.seed.value_or(how.seed));
    how.threads = options.threads;
    how.progress = [&line](const Progress& progress) {
        line.show(progress);
        return interrupted_by() == 0;
    };
    return how;
}

/// Runs and judges one file; nothing if it is wrong, which has been said.
std::optional<JudgedScenario> test_file(const std::string& file, const Options& options) {
    Loaded loaded;
    if (!load_to_run(file, options.settings, loaded)) return std::nullopt;
    const Model& model = *loaded.model;
    if (model.expectations.empty()) {
        fmt::print(stderr, "{}: there is no `expect:` in it, so there is nothing to test\n", file);
        return std::nullopt;
    }
    std::vector<Program> programs{std::move(*loaded.program)};
    std::vector<Model> others;
    for (const std::string& path : compared_with(model)) {
        Loaded other;
        if (!load_to_run(path, options.settings, other)) return std::nullopt;
        programs.push_back(std::move(*other.program));
        others.push_back(std::move(*other.model));
    }
    Diagnostics found;
    check_comparisons(model, others, found);
    fmt::print(stderr, "{}", render(loaded.tree.sources, found));
    if (found.has_errors()) return std::nullopt;
    ProgressLine line(!options.quiet);
    const RunOptions how = run_options(options, model, line);
    const PairedRun run = run_paired(programs, how);
    JudgedScenario judged;
    judged.file = file;
    judged.title = model.title;
    judged.digest = model.digest;
    judged.seed = how.seed;
    judged.trajectories = run.summaries.front().trajectories();
    // What was interrupted is not judged: the caller stops.
    if (interrupted_by() == 0) judged.judgements = judge(model, run, how.seed);
    for (const Judgement& j : judged.judgements) judged.places.push_back(loaded.tree.sources.place(j.claim.span));
    return judged;
}

}  // namespace

int test_command(const Options& options) {
    catch_interrupts();
    std::vector<JudgedScenario> scenarios;
    bool wrong = false;
    for (const std::string& file : options.files) {
        std::optional<JudgedScenario> judged = test_file(file, options);
        if (interrupted_by() != 0) break;  // what was judged before stands
        wrong = wrong || !judged;
        if (!judged) continue;
        if (!options.json && !options.quiet) {
            fmt::print("{}", to_text(*judged));
            std::fflush(stdout);  // the next file may take long
        }
        scenarios.push_back(std::move(*judged));
    }
    const std::size_t failed = count_of(scenarios, Verdict::fail), open = count_of(scenarios, Verdict::cannot_tell);
    if (options.json) fmt::print("{}", to_json(scenarios, interrupted_by() != 0));
    if (!options.json && !options.quiet && !scenarios.empty())
        fmt::print("{} pass, {} fail, {} cannot be told\n", count_of(scenarios, Verdict::pass), failed, open);
    if (interrupted_by() != 0) return 128 + interrupted_by();
    if (wrong) return k_wrong_input;
    return failed + open > 0 ? k_expectation_failed : k_done;
}

}  // namespace brink
