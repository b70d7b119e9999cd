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
    {"../tests/worlds/four-actors/rok-lethal-aid.yaml",
     {"6ad899e80d9f02fc", "93f3dd83baa09c39", "b13b21d8d1d7282f", "edabfd3f9044754c"}},
    {"classroom/two-rivals.yaml", {"15c2b44a0d36472f", "17eac5dbdfa357f4", "a8dd49e36c1bab38", "461ba6fcb0e89ff7"}},
    {"validation/logit-choice.yaml", {"2ae4b592303526f8", "4e2de281b71dabf0", "e4b7a2bfd9c4e3ef", "c3cd01e092a9a65d"}},
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

// The reference world is large: one part of it.
TEST_CASE("the reference world has the digest that it had on every instruction set") {
    for (const Isa isa : {best_isa(), Isa::baseline, Isa::v3}) {
        if (!available(isa)) continue;
        INFO(name(isa));
        CHECK(digests("korea-2024/rok-lethal-aid.yaml", {1024, 2, 0, isa}) ==
              std::vector<std::string>{"5d1bf7564f0819f5"});
        if (test::scaled(100, 1) < 100) break;
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
