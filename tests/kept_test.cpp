// Many trajectories replayed one by one: the same as in the run, in order, however many threads.

#include <string>
#include <vector>

#include <fmt/format.h>

#include "catch.hpp"
#include "pipeline.h"
#include "report/cubes.h"
#include "report/kept.h"
#include "run/replay_each.h"
#include "stats/digest.h"
#include "support.h"

using namespace brink;

namespace {

Simulated simulated(const std::string& scenario, std::uint64_t trajectories) {
    SimulateOptions options;
    options.trajectories = trajectories;
    options.run.digests = true;
    Simulated done = simulate((test::source_folder() / "scenarios" / scenario).string(), options);
    INFO(render(done.sources, done.diagnostics));
    REQUIRE(done.result.has_value());
    REQUIRE(done.ran.has_value());
    return done;
}

}  // namespace

TEST_CASE("trajectories replayed one by one have the hashes of the run") {
    const Simulated done = simulated("classroom/two-rivals.yaml", 150);
    for (const unsigned threads : {1u, 3u}) {
        std::vector<PartDigest> digests;
        std::uint64_t next = 0;
        const ReplayEachOptions options{150, done.result->seed, Isa::baseline, threads, 40};
        replay_each(done.ran->program, options, [&](std::span<const Replayed> replayed) {
            CHECK(replayed.size() == (next == 120 ? 30 : 40));
            for (const Replayed& one : replayed) {
                CHECK(one.trajectory == next);
                fold(digests, next++, one.hash);
            }
            return true;
        });
        CHECK(next == 150);
        REQUIRE(digests.size() == 1);
        CHECK(fmt::format("{:016x}", digests.front().digest) == done.result->digests.front());
    }
}

TEST_CASE("replaying ends when it is told to") {
    const Simulated done = simulated("classroom/two-rivals.yaml", 20);
    std::size_t taken = 0;
    replay_each(done.ran->program, {20, 1, Isa::baseline, 2, 4}, [&](std::span<const Replayed> replayed) {
        taken += replayed.size();
        return taken < 8;
    });
    CHECK(taken == 8);
}

TEST_CASE("more than a folder may keep is refused") {
    const Simulated done = simulated("classroom/two-rivals.yaml", 20);
    const Model& model = done.ran->model;
    const Program& program = done.ran->program;
    CHECK_NOTHROW(require_keepable(model, program, 20, 20));
    CHECK_THROWS_AS(require_keepable(model, program, 21, 20), KeepFault);
    CHECK_THROWS_AS(require_keepable(model, program, 1'000'000'000, 1'000'000'000), KeepFault);
}

TEST_CASE("names of entities have their places in cubes") {
    const Simulated done = simulated("classroom/two-rivals.yaml", 20);
    const Model& model = done.ran->model;  // BLUE, RED
    const std::vector<Cube> cubes = cubes_of({"attention", "hostility[BLUE, RED]", "hostility[RED, BLUE]",
                                              "threat[RED]"},
                                             model);
    REQUIRE(cubes.size() == 3);
    CHECK(cubes[0].quantity == "attention");
    CHECK(cubes[0].n_rows(2) == 1);
    CHECK(cubes[1].shape == Shape::dyad);
    REQUIRE(cubes[1].places.size() == 2);
    CHECK(cubes[1].places[0].row == 1);
    CHECK(cubes[1].places[1].name == 2);
    CHECK(cubes[1].places[1].row == 2);
    CHECK(cubes[2].places.front().row == 1);
    CHECK(cubes[2].doc == "threat perceived");
}
