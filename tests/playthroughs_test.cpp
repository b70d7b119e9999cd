// One trajectory of every scenario that is shipped, told as `brink replay` tells it: golden/playthroughs/NAME.txt for
// scenarios/NAME.yaml. It is the median one of the first outcome that the scenario's question asks for, else the first.
// `make golden` (BRINK_UPDATE_GOLDEN=1) writes the texts anew.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "catch.hpp"
#include "lanes/isa.h"
#include "pipeline.h"
#include "program/explanation.h"
#include "report/found.h"
#include "report/replay.h"
#include "run/replay.h"
#include "support.h"
#include "worlds.h"

using namespace brink;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t k_searched = 64;
constexpr std::size_t k_told = 20;  // steps: enough to see a change of any part of a story

const fs::path k_golden = test::source_folder() / "tests" / "golden" / "playthroughs";

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

/// scenarios/NAME.yaml -> golden/playthroughs/NAME.txt
fs::path golden_of(const fs::path& scenario) {
    return (k_golden / scenario.lexically_relative(test::source_folder() / "scenarios")).replace_extension(".txt");
}

FoundTrajectory typical(const fs::path& path) {
    SimulateOptions options;
    options.trajectories = k_searched;
    options.run.threads = 1;
    const Simulated run = simulate(path.string(), options);
    REQUIRE(run.result.has_value());
    for (const std::string& name : run.result->headline)
        if (const auto found = median_trajectory(*run.result, name)) return *found;
    return {0, ""};
}

struct Playthrough {
    std::string text;
    bool same_bits = false;  // as a program that explains nothing
};

/// Nothing of a layer, which cannot be run.
std::optional<Playthrough> playthrough(const fs::path& path) {
    Diagnostics diagnostics;
    const Tree tree = load_tree(path.string(), {}, diagnostics);
    if (!runnable(tree)) return std::nullopt;
    const Model model = test::checked_model(tree, diagnostics);
    const std::uint64_t seed = model.run.seed.value_or(1);
    const FoundTrajectory found = typical(path);
    const Replayed told = replay(compile_explained(model), seed, found.trajectory, best_isa());
    const Replayed plain = replay(test::program_of(model), seed, found.trajectory, best_isa());
    return Playthrough{to_text(story_of(told, model, found.how, k_told)),
                       told.hash == plain.hash && told.states == plain.states};
}

}  // namespace

TEST_CASE("every shipped scenario is told as its golden playthrough says") {
    const bool update = std::getenv("BRINK_UPDATE_GOLDEN") != nullptr;
    for (const fs::path& path : test::shipped_files()) {
        if (!update && test::too_slow(path)) continue;
        const auto told = playthrough(path);
        if (!told) continue;
        const fs::path golden = golden_of(path);
        INFO(golden.string() << ": `make golden` (BRINK_UPDATE_GOLDEN=1) writes it anew");
        CHECK(told->same_bits);
        if (update) {
            fs::create_directories(golden.parent_path());
            std::ofstream(golden, std::ios::binary) << told->text;
        }
        CHECK(fs::exists(golden));
        CHECK(told->text == read_file(golden));
    }
}

TEST_CASE("no golden playthrough is without its scenario") {
    std::set<fs::path> expected;
    for (const fs::path& path : test::shipped_files()) expected.insert(golden_of(path));
    std::size_t n = 0;
    for (const auto& entry : fs::recursive_directory_iterator(k_golden)) {
        if (!entry.is_regular_file()) continue;
        ++n;
        INFO(entry.path().string());
        CHECK(expected.count(entry.path()) == 1);
    }
    CHECK(n >= 30);
}
