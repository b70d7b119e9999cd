#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/simulation.h"
#include "cli/terminal.h"
#include "model/check.h"
#include "pipeline.h"
#include "program/compile.h"
#include "program/explanation.h"
#include "report/found.h"
#include "report/replay.h"
#include "report/words.h"
#include "run/replay.h"
#include "run/run.h"
#include "scenario/layers.h"

namespace brink {

namespace {

// K's hash, then those of its part in order: folded from 0 they give the digest of the part in the run's list.
void print_hashes(const Program& program, const Replayed& replayed, std::uint64_t seed, std::uint64_t n, Isa isa) {
    const PartHashes part = part_hashes(program, seed, replayed.trajectory, n, isa);
    fmt::print("trajectory {} {:016x}\n", replayed.trajectory, replayed.hash);
    fmt::print("part {} {:016x}\n", part.first_trajectory / k_part, part.digest);
    for (std::size_t i = 0; i < part.hashes.size(); ++i)
        fmt::print("  {} {:016x}\n", part.first_trajectory + i, part.hashes[i]);
}

/// The run in which the trajectory is looked for: what `brink run` with the same options counts. Absent if a signal
/// stopped it, for the first part of a run may have another median.
std::optional<Result> searched(const Options& options) {
    catch_interrupts();
    ProgressLine line(!options.quiet);
    Simulated found = simulate(options.files[0], simulate_options(options, line));
    return interrupted_by() == 0 ? std::move(found.result) : std::nullopt;
}

/// A wrong name is known before the search for it.
void require_name(const Options& options, const Model& model) {
    const bool by_outcome = !options.where.empty();
    const std::string& wanted = by_outcome ? options.where : options.extreme;
    std::vector<std::string> names;
    for (const Outcome& outcome : model.outcomes)
        if ((outcome.kind == Outcome::Kind::when) == by_outcome) names.push_back(outcome.name);
    if (!by_outcome) names.emplace_back("peak_rung");
    if (std::find(names.begin(), names.end(), wanted) != names.end()) return;
    const std::string hint = did_you_mean(wanted, names);
    throw UsageError(fmt::format("there is no {} '{}'{}{}", by_outcome ? "outcome of kind 'when'" : "measure", wanted,
                                 hint.empty() ? "" : ": ", hint));
}

/// The trajectory asked for; absent if the search for it was interrupted.
std::optional<FoundTrajectory> chosen(const Options& options, const Model& model) {
    if (options.trajectory) return FoundTrajectory{*options.trajectory, ""};
    require_name(options, model);
    const std::optional<Result> result = searched(options);
    if (!result) return std::nullopt;
    if (options.where.empty()) {
        if (std::optional<FoundTrajectory> found = extreme_trajectory(*result, options.extreme)) return found;
        throw UsageError(fmt::format("no trajectory has a value of '{}'", options.extreme));
    }
    if (std::optional<FoundTrajectory> found = median_trajectory(*result, options.where)) return found;
    throw UsageError(fmt::format("'{}' is never seen in {} trajectories with seed {}: there is none to replay",
                                 options.where, count(result->trajectories), result->seed));
}

}  // namespace

int replay_command(const Options& options) {
    Diagnostics diagnostics;
    const Tree tree = load_tree(options.files[0], options.settings, diagnostics);
    const std::optional<Model> model = check(tree, diagnostics);
    std::optional<Program> program;
    if (model) program = compile(*model, diagnostics);
    fmt::print(stderr, "{}", render(tree.sources, diagnostics));
    if (diagnostics.has_errors()) return k_wrong_input;
    if (!model)
        throw UsageError(fmt::format("{} is a layer ({}): it cannot be run", options.files[0], what_is_lacking(tree)));
    const Isa isa = options.isa.value_or(best_isa());
    if (!available(isa))
        throw std::runtime_error(fmt::format("this machine cannot run instruction set '{}'", name(isa)));
    const std::uint64_t seed = options.seed.value_or(model->run.seed.value_or(1));
    const std::optional<FoundTrajectory> found = chosen(options, *model);
    if (!found) return 128 + interrupted_by();
    const std::uint64_t trajectory = found->trajectory;
    const Replayed replayed = replay(compile_explained(*model), seed, trajectory, isa);
    const Story story = story_of(replayed, *model, found->how, options.all ? replayed.choices.size() : k_story_steps);
    if (options.json)
        fmt::print("{}", to_json(replayed, *model, story));
    else
        fmt::print("{}", to_text(story, terminal_width(STDOUT_FILENO)));
    // A part is whole unless the run would end within it: replay speaks of the whole one. After a fault there is none.
    if (options.digests && !replayed.fault)
        print_hashes(*program, replayed, seed, (trajectory / k_part + 1) * k_part, isa);
    return replayed.fault ? k_wrong_input : k_done;
}

}  // namespace brink
