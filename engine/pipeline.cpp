#include "pipeline.h"

#include <chrono>
#include <span>
#include <utility>

#include "lanes/isa.h"
#include "model/check.h"
#include "model/lint.h"
#include "program/compile.h"
#include "report/kept.h"
#include "report/told_divergence.h"
#include "report/told_partings.h"
#include "report/told_trajectories.h"
#include "study/lint.h"

namespace brink {

namespace {

/// text -> Tree -> Model -> Program; nothing if there are errors.
std::optional<RanScenario> prepare(const std::string& path, const Settings& settings, Simulated& simulated) {
    Diagnostics& found = simulated.diagnostics;
    Tree tree = load_tree(path, settings, found);     // text -> Tree
    std::optional<Model> model = check(tree, found);  // Tree -> Model
    if (!model && !found.has_errors())
        found.error("not-runnable", tree.root.span, "this file is a layer: it has " + what_is_lacking(tree),
                    "run a scenario that extends it");
    std::optional<Program> compiled;
    if (model && !found.has_errors()) compiled = compile(*model, found);  // Model -> Program
    if (compiled) found = without_inherited(found, tree);
    if (compiled && !found.has_errors()) lint(tree, *model, *compiled, found);
    std::vector<FolderFile> inputs;
    if (compiled && !found.has_errors()) inputs = input_files(tree);
    simulated.sources = std::move(tree.sources);
    if (model) found = without_ignored(found, model->ignored_warnings);
    if (!compiled || found.has_errors()) return std::nullopt;
    return RanScenario{std::move(*model), std::move(*compiled), std::move(inputs)};
}

RunOptions run_options(const Model& model, std::span<const Program> programs, const SimulateOptions& options) {
    RunOptions how = options.run;
    const double trajectories = model.run.trajectories.value_or(static_cast<double>(how.trajectories));
    how.trajectories = options.trajectories.value_or(static_cast<std::uint64_t>(trajectories));
    how.seed = options.seed.value_or(model.run.seed.value_or(how.seed));
    return settle(programs, how);
}

/// Summary -> Result, with how it was run.
Result tell(const Model& model, const Summary& summary, const RunOptions& how, double seconds) {
    Result result = make_result(model, summary, how.seed);
    result.requested = how.trajectories;
    result.interrupted = result.trajectories < how.trajectories;
    result.isa = name(*how.isa);
    result.threads = how.threads;
    result.block = how.block;
    result.seconds = seconds;
    return result;
}

double seconds_since(std::chrono::steady_clock::time_point begun) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

/// Runs the reference and the others on the same lanes.
ComparedScenarios run_and_compare(std::vector<RanScenario> scenarios, std::size_t reference,
                                  const SimulateOptions& options) {
    ComparedScenarios found;
    found.reference = reference;
    std::vector<std::size_t> order{reference};  // of the programs in the run: the reference is the first
    for (std::size_t i = 0; i < scenarios.size(); ++i)
        if (i != reference) order.push_back(i);
    std::vector<Program> programs;
    for (const std::size_t i : order) programs.push_back(std::move(scenarios[i].program));
    const RunOptions how = run_options(scenarios[reference].model, programs, options);
    const auto begun = std::chrono::steady_clock::now();
    const PairedRun run = run_paired(programs, how);
    const double seconds = seconds_since(begun);
    found.results.resize(scenarios.size());
    for (std::size_t k = 0; k < order.size(); ++k) {
        const Model& model = scenarios[order[k]].model;
        found.results[order[k]] = tell(model, run.summaries[k], how, seconds);
        add_stories(model, *how.isa, found.results[order[k]]);
    }
    for (std::size_t k = 1; k < order.size(); ++k) {
        const ComparedSide here{scenarios[order[k]].model, programs[k]};
        const ComparedSide there{scenarios[reference].model, programs[0]};
        Comparison comparison = compare(there, here, run.paired[k - 1],
                                        static_cast<std::int64_t>(run.summaries[0].trajectories()));
        tell_partings(there, here, how.seed, *how.isa, comparison);
        tell_divergence(there, here, how.seed, *how.isa, comparison);
        comparison.reference = reference;
        comparison.other = order[k];
        found.comparisons.push_back(std::move(comparison));
    }
    return found;
}

}  // namespace

Simulated simulate(const std::string& path, const SimulateOptions& options) {
    Simulated simulated;
    std::optional<RanScenario> scenario = prepare(path, options.settings, simulated);  // text -> ... -> Program
    if (!scenario) return simulated;
    const std::span<const Program> program(&scenario->program, 1);
    const RunOptions how = run_options(scenario->model, program, options);
    require_keepable(scenario->model, scenario->program, options.keep, how.trajectories);
    const auto begun = std::chrono::steady_clock::now();
    const std::vector<Summary> summaries = run(program, how);  // Program -> lanes -> Summary
    simulated.result = tell(scenario->model, summaries.front(), how, seconds_since(begun));
    add_stories(scenario->model, *how.isa, *simulated.result);
    tell_incidents(simulated.sources, *simulated.result, simulated.diagnostics);
    simulated.ran = std::move(scenario);
    return simulated;
}

Compared compare(const std::vector<std::string>& files, std::size_t reference, const SimulateOptions& options) {
    Compared compared;
    compared.files.resize(files.size());
    std::vector<RanScenario> scenarios;
    for (std::size_t i = 0; i < files.size(); ++i)
        if (std::optional<RanScenario> scenario = prepare(files[i], options.settings, compared.files[i]))
            scenarios.push_back(std::move(*scenario));
    if (scenarios.size() < files.size()) return compared;
    compared.found = run_and_compare(std::move(scenarios), reference, options);
    compared.found->files = files;
    compared.found->names = distinct_names(files);
    std::vector<IncidentSide> sides;
    for (std::size_t i = 0; i < files.size(); ++i)
        sides.push_back({compared.files[i].sources, compared.found->results[i], compared.files[i].diagnostics,
                         compared.found->names[i]});
    tell_incidents(sides);
    return compared;
}

}  // namespace brink
