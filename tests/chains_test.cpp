// Chains of instructions run tile by tile: a world large enough to have them gives the bits of the reference, and of
// the same program without them.

#include <algorithm>
#include <vector>

#include "catch.hpp"
#include "lanes/block.h"
#include "lanes/step.h"
#include "reference/agreement.h"
#include "support.h"

using namespace brink;
using namespace brink::test;

namespace {

Model large_world() {
    Diagnostics diagnostics;
    const Tree tree = load_tree((source_folder() / "bench/synthetic-world.yaml").string(), {}, diagnostics);
    return checked_model(tree, diagnostics);
}

std::vector<double> state_after(const Program& program, int steps, std::size_t width) {
    LaneBlock<double> block(program, width, 11);
    block.name_lanes(0, 16);
    const Kernels<double>& best = kernels<double>(best_isa());
    begin(program, block, best);
    for (int step = 0; step < steps; ++step) {
        prepare(program, block, best);
        choose(program, block, best);
        commit(program, block, best);
    }
    std::vector<double> state;
    for (Column c = 0; c < program.n_state_columns; ++c)
        state.insert(state.end(), block.column(c), block.column(c) + 16);
    return state;
}

}  // namespace

TEST_CASE("a large world gives the bits of the reference") {
    const Model model = large_world();
    const reference::Ids ids = reference::some_ids(2);
    const std::vector<reference::Trajectory> expected = reference::run_all(model, 1, ids);
    CHECK(reference::first_difference(model, 1, ids, expected, false, best_isa()).empty());
}

TEST_CASE("chains change no bit at any width") {
    Program program = program_of(large_world());
    const auto chained = [](const Instruction& instruction) { return instruction.chain > 1; };
    REQUIRE(std::count_if(program.instructions.begin(), program.instructions.end(), chained) >= 5);
    std::vector<std::vector<double>> states;
    for (const std::size_t width : {16u, 64u, 112u, 1024u}) states.push_back(state_after(program, 8, width));
    for (Instruction& instruction : program.instructions) instruction.chain = 1;
    for (const std::vector<double>& state : states) CHECK(state == state_after(program, 8, 64));
}
