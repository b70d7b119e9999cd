// The same bits everywhere: digests of shipped scenarios stand here as constants, and come out of every way to run.
// A change that moves them moves numbers, and must be named in CHANGELOG.md.

#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/hash.h"
#include "catch.hpp"
#include "model/check.h"
#include "pipeline.h"
#include "program/compile.h"
#include "run/replay.h"
#include "run/run.h"
#include "support.h"

using namespace brink;

namespace {

const std::string k_scenarios = std::string(BRINK_SOURCE_DIR) + "/scenarios/";

struct Way {
    std::uint64_t trajectories = 4096;
    unsigned threads = 2;
    std::size_t block = 0;
    Isa isa = best_isa();
};

std::vector<std::string> digests(const std::string& scenario, const Way& way) {
    SimulateOptions options;
    options.trajectories = way.trajectories;
    options.seed = 7;
    options.run.threads = way.threads;
    options.run.block = way.block;
    options.run.isa = way.isa;
    options.run.digests = true;
    const Simulated simulated = simulate(k_scenarios + scenario, options);
    REQUIRE(simulated.result);
    return simulated.result->digests;
}

struct Known {
    std::string scenario;
    std::vector<std::string> digests;  // of trajectories 0..4095, seed 7
};

const std::vector<Known> k_known = {
    {"korea-2024/rok-lethal-aid.yaml",
     {"8af3eb2ea0ee5b97", "dff6c5b7330509b0", "f494c82294c7a69c", "c5111ab3c0f4438b"}},
    {"classroom/two-rivals.yaml", {"67a5977ca489919d", "f0d82831d6216e68", "b9d6bd1d275e6ed4", "9638e7b2086a75fd"}},
    {"validation/logit-choice.yaml", {"fc70fe5a84d1558c", "9448ea506beb5a98", "7efade26b452975a", "cce4cb2427391534"}},
};

}  // namespace

TEST_CASE("digests of shipped scenarios are what they were") {
    for (const Known& known : k_known) {
        INFO(known.scenario);
        CHECK(digests(known.scenario, {}) == known.digests);
    }
}

TEST_CASE("every instruction set and number of threads gives the same digests") {
    for (const Known& known : k_known)
        for (const Isa isa : {Isa::baseline, Isa::v3, Isa::v4}) {
            if (!available(isa)) continue;
            for (const unsigned threads : {1u, 2u, 3u, 7u}) {
                INFO(known.scenario << ", " << name(isa) << ", " << threads << " threads");
                CHECK(digests(known.scenario, {4096, threads, 0, isa}) == known.digests);
            }
        }
}

TEST_CASE("every block width from 16 to 4096 gives the same digests") {
    const Known& known = k_known[1];
    // All 256 widths; in builds too slow for that (BRINK_TEST_SCALE below 1) some of every size.
    const std::size_t stride = test::scaled(256, 1) >= 256 ? 16 : 16 * 13;
    for (std::size_t block = 16; block <= 4096; block += stride) {
        INFO("block " << block);
        CHECK(digests(known.scenario, {4096, 2, block, best_isa()}) == known.digests);
    }
}

TEST_CASE("a longer run begins with the digests of a shorter one") {
    const std::uint64_t parts = test::scaled(100, 4);
    const std::vector<std::string> shorter = digests("classroom/two-rivals.yaml", {parts * k_part, 2, 0, best_isa()});
    std::vector<std::string> longer = digests("classroom/two-rivals.yaml", {2 * parts * k_part, 2, 0, best_isa()});
    REQUIRE(shorter.size() == parts);
    REQUIRE(longer.size() == 2 * parts);
    longer.resize(shorter.size());
    CHECK(longer == shorter);
}

TEST_CASE("hashes of replayed trajectories fold into the digest of their part") {
    const Known& known = k_known[0];
    Diagnostics diagnostics;
    const Tree tree = load_tree(k_scenarios + known.scenario, {}, diagnostics);
    const std::optional<Model> model = check(tree, diagnostics);
    REQUIRE(model);
    const Program program = compile(*model, diagnostics);
    REQUIRE(diagnostics.empty());
    std::uint64_t digest = 0;
    for (std::uint64_t t = 1024; t < 2048; ++t) digest = digest_step(digest, replay(program, 7, t, best_isa()).hash);
    CHECK(fmt::format("{:016x}", digest) == known.digests[1]);
}
