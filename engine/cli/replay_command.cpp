#include <fmt/format.h>

#include "cli/commands.h"
#include "model/check.h"
#include "program/compile.h"
#include "report/replay.h"
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

}  // namespace

int replay_command(const Options& options) {
    Diagnostics diagnostics;
    const Tree tree = load_tree(options.files[0], options.settings, diagnostics);
    std::optional<Model> model;
    if (!diagnostics.has_errors()) model = check(tree, diagnostics);
    std::optional<Program> program;
    if (model) program = compile(*model, diagnostics);
    fmt::print(stderr, "{}", render(tree.sources, diagnostics));
    if (diagnostics.has_errors()) return k_wrong_input;
    if (!model)
        throw UsageError(fmt::format("{} is a layer (no clock or no actors): it cannot be run", options.files[0]));
    const Isa isa = options.isa.value_or(best_isa());
    if (!available(isa))
        throw std::runtime_error(fmt::format("this machine cannot run instruction set '{}'", name(isa)));
    const std::uint64_t seed = options.seed.value_or(model->run.seed.value_or(1));
    const std::uint64_t trajectory = options.trajectory.value_or(0);
    const Replayed replayed = replay(*program, seed, trajectory, isa);
    if (options.json)
        fmt::print("{}", to_json(replayed, *model));
    else
        fmt::print("{}", to_text(replayed, *model));
    // A part is whole unless the run would end within it: replay speaks of the whole one.
    if (options.digests) print_hashes(*program, replayed, seed, (trajectory / k_part + 1) * k_part, isa);
    return replayed.fault ? k_wrong_input : k_done;
}

}  // namespace brink
