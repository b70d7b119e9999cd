#include "pipeline.h"

#include <chrono>
#include <span>
#include <utility>

#include "lanes/isa.h"
#include "model/check.h"
#include "model/lint.h"
#include "program/compile.h"
#include "study/lint.h"

namespace brink {

namespace {

RunOptions run_options(const Model& model, const Program& program, const SimulateOptions& options) {
    RunOptions how = options.run;
    const double trajectories = model.run.trajectories.value_or(static_cast<double>(how.trajectories));
    how.trajectories = options.trajectories.value_or(static_cast<std::uint64_t>(trajectories));
    how.seed = options.seed.value_or(model.run.seed.value_or(how.seed));
    return settle(std::span(&program, 1), how);
}

Result run_and_tell(const Model& model, const Program& program, const RunOptions& how) {
    const auto begun = std::chrono::steady_clock::now();
    const std::vector<Summary> summaries = run(std::span(&program, 1), how);  // Program -> lanes -> Summary
    Result result = make_result(model, summaries.front(), how.seed);          // Summary -> Result
    result.requested = how.trajectories;
    result.interrupted = result.trajectories < how.trajectories;
    result.isa = name(*how.isa);
    result.threads = how.threads;
    result.block = how.block;
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return result;
}

}  // namespace

Simulated simulate(const std::string& path, const SimulateOptions& options) {
    Simulated simulated;
    Diagnostics& found = simulated.diagnostics;
    Tree tree = load_tree(path, options.settings, found);   // text -> Tree
    const std::optional<Model> model = check(tree, found);  // Tree -> Model
    if (!model && !found.has_errors())
        found.error("not-runnable", tree.root.span, "this file is a layer: it lacks `clock` or `actors`",
                    "run a scenario that extends it");
    std::optional<Program> compiled;
    if (model && !found.has_errors()) compiled = compile(*model, found);  // Model -> Program
    if (compiled) found = without_inherited(found, tree);
    if (compiled && !found.has_errors()) lint(tree, *model, *compiled, found);
    simulated.sources = std::move(tree.sources);
    if (model) found = without_ignored(found, model->ignored_warnings);
    if (!compiled || found.has_errors()) return simulated;
    const Program& program = *compiled;
    simulated.result = run_and_tell(*model, program, run_options(*model, program, options));
    tell_incidents(simulated.sources, *simulated.result, found);
    return simulated;
}

}  // namespace brink
