// Runs: the same bytes whatever the threads, blocks, instruction sets and shards; interrupts, faults, memory.

#include <algorithm>
#include <new>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "allocations.h"
#include "catch.hpp"
#include "lanes/block.h"
#include "lanes/step.h"
#include "run/replay.h"
#include "run/run.h"
#include "run_scenarios.h"
#include "stats/digest.h"
#include "stats/observer.h"
#include "support.h"

using namespace brink;
using namespace brink::running;

namespace {

std::vector<Isa> isas() {
    std::vector<Isa> all;
    for (const Isa isa : {Isa::baseline, Isa::v3, Isa::v4})
        if (available(isa)) all.push_back(isa);
    return all;
}

std::string fault_of(const Program& program, const RunOptions& options) {
    try {
        (void)run_one(program, options);
    } catch (const ModelFault& fault) {
        return fault.what();
    }
    return {};
}

}  // namespace

TEST_CASE("threads and blocks and instruction sets change no byte of a summary") {
    const Program program = program_for(k_scenario);
    const std::string expected = run_one(program, sized(3100)).bytes();
    for (const Isa isa : isas())
        for (const std::size_t block : {16u, 48u, 112u, 1024u, 1040u, 4096u})
            for (const unsigned threads : {1u, 3u}) {
                RunOptions options = sized(3100);
                options.isa = isa;
                options.block = block;
                options.threads = threads;
                INFO(name(isa) << ", block " << block << ", threads " << threads);
                REQUIRE(run_one(program, options).bytes() == expected);
            }
    RunOptions other = sized(3100);
    other.seed = 10;
    CHECK(run_one(program, other).bytes() != expected);
}

TEST_CASE("shards merged in any order and grouping give the bytes of one run") {
    const Program program = program_for(k_scenario);
    const std::uint64_t n = 7 * k_part + 300;
    const Summary whole = run_one(program, sized(n));
    std::mt19937_64 engine(3);
    for (int round = 0; round < 6; ++round) {
        std::vector<Summary> shards;
        for (std::uint64_t first = 0; first < n;) {
            const std::uint64_t end = std::min(n, first + k_part * (1 + engine() % 3));
            shards.push_back(run_one(program, sized(end - first, first)));
            first = end;
        }
        while (shards.size() > 1) {
            std::shuffle(shards.begin(), shards.end(), engine);
            Summary last = std::move(shards.back());
            shards.pop_back();
            shards[engine() % shards.size()].merge(std::move(last));
        }
        REQUIRE(shards.front() == whole);
        REQUIRE(shards.front().bytes() == whole.bytes());
    }
}

TEST_CASE("summaries that do not fit together are not merged") {
    const Program program = program_for(k_scenario);
    const Program other = program_for(k_faulty);
    Summary summary = run_one(program, sized(100));
    CHECK_THROWS_AS(summary.merge(run_one(program, sized(200))), std::invalid_argument);
    CHECK_THROWS_AS(summary.merge(Summary(other)), std::invalid_argument);
    summary.merge(Summary(program));
    CHECK(summary == run_one(program, sized(100)));
}

TEST_CASE("several programs on the same lanes count what each would alone") {
    const Model model = test::model_of(k_scenario);
    const Model changed = test::model_of(k_scenario, {{"variables.world.tension.initial", "0.4"}});
    const std::vector<Program> programs{test::program_of(model), test::program_of(changed)};
    RunOptions options = sized(1500);
    options.threads = 2;
    const std::vector<Summary> both = run(programs, options);
    REQUIRE(both.size() == 2);
    CHECK(both[0] == run_one(programs[0], sized(1500)));
    CHECK(both[1] == run_one(programs[1], sized(1500)));
    CHECK(both[0] != both[1]);
}

TEST_CASE("a stop keeps a prefix of the trajectories") {
    const Program program = program_for(k_scenario);
    for (const unsigned threads : {1u, 3u}) {
        RunOptions options = sized(40 * k_part);
        options.threads = threads;
        std::uint64_t calls = 0;
        options.progress = [&](const Progress& progress) {
            ++calls;
            CHECK(progress.requested == 40 * k_part);
            return progress.done < 1500;
        };
        const Summary kept = run_one(program, options);
        REQUIRE(kept.done.size() == 1);
        CHECK(kept.done.front().first == 0);
        CHECK(kept.trajectories() % k_part == 0);
        CHECK(kept.trajectories() >= 2 * k_part);
        CHECK(kept.trajectories() < 40 * k_part);
        CHECK(calls > 0);
        CHECK(kept == run_one(program, sized(kept.trajectories())));
    }
}

TEST_CASE("a fault names its quantity and state and the lowest trajectory however the run is cut") {
    const Program program = program_for(k_faulty);
    std::uint64_t lowest = 0;
    Replayed seen = replay(program, 9, 0, Isa::baseline);
    while (!seen.fault) seen = replay(program, 9, ++lowest, Isa::baseline);
    INFO("lowest " << lowest);
    REQUIRE(lowest > 16);
    for (const std::size_t block : {16u, 64u, 1040u})
        for (const unsigned threads : {1u, 3u}) {
            RunOptions options = sized(20 * k_part);
            options.block = block;
            options.threads = threads;
            const std::string message = fault_of(program, options);
            CHECK(message == *seen.fault);
            CHECK(message.find("trajectory " + std::to_string(lowest)) != std::string::npos);
            CHECK(message.find("x[") == 0);
        }
    CHECK(run_one(program, sized(lowest)).trajectories() == lowest);
}

TEST_CASE("a replay ends at its fault") {
    const Program program = program_for(R"yaml(
brink: 1
title: A number that grows out of all bounds
clock: {start: 2025-01-01, step: 1 week, steps: 9}
variables: {world: {x: {initial: 1}, age: {initial: 0}}}
actors: {RED: {}}
dynamics: {world: {x: "if(age < 2, x, exp(1000))", age: age + 1}}
outcomes: {early: {when: age >= 1}, wild: {when: x > 2}, late: {when: age >= 5}, last: {measure: age}}
)yaml");
    const Replayed one = replay(program, 1, 0, Isa::baseline);
    REQUIRE(one.fault.has_value());
    CHECK(one.fault->find("x is infinite or not a number in state 3") == 0);
    CHECK(one.steps_lived == 3);
    CHECK(one.choices.size() == 3);
    REQUIRE(one.states.size() == 4);
    CHECK(one.hash == 0);
    REQUIRE(one.outcomes.size() == 4);
    CHECK(one.outcomes[0].first_state == 1);
    CHECK_FALSE(one.outcomes[2].first_state.has_value());  // late
    CHECK_FALSE(one.outcomes[3].first_state.has_value());  // wild: met by what is no number
}

TEST_CASE("a utility that is not a number is named with its actor and target") {
    const Program program = program_for(R"yaml(
brink: 1
title: A utility of the logarithm of a negative number
clock: {start: 2025-01-01, step: 1 week, steps: 5}
variables: {world: {x: {initial: 1}}}
actors: {RED: {}, BLUE: {}}
dynamics: {world: {x: x - 0.5}}
actions: {mobilise: {rung: 2, by: RED, to: BLUE, utility: log(x)}}
)yaml");
    const std::string message = fault_of(program, sized(100));
    INFO(message);
    CHECK(message.find("utility of mobilise (actor RED, target BLUE)") == 0);
    CHECK(message.find("in step 3 of trajectory 0") != std::string::npos);
    CHECK(message.find("brink replay FILE --trajectory 0") != std::string::npos);
}

TEST_CASE("options that cannot be met are refused") {
    const Program program = program_for(k_faulty);
    const auto refused = [&](auto change) {
        RunOptions options = sized(100);
        change(options);
        CHECK_THROWS_AS(run_one(program, options), std::invalid_argument);
    };
    refused([](RunOptions& o) { o.trajectories = 0; });
    refused([](RunOptions& o) { o.trajectories = k_most_trajectories + 1; });
    refused([](RunOptions& o) { o.first_trajectory = 1000; });
    refused([](RunOptions& o) { o.block = 24; });
    refused([](RunOptions& o) { o.block = 8192; });
    CHECK_THROWS_AS(run({}, sized(100)), std::invalid_argument);
}

TEST_CASE("an exception of the callback reaches the caller") {
    const Program program = program_for(k_scenario);
    RunOptions options = sized(10 * k_part);
    options.threads = 3;
    options.progress = [](const Progress&) -> bool { throw std::bad_alloc(); };
    CHECK_THROWS_AS(run_one(program, options), std::bad_alloc);
}

TEST_CASE("the default block is four caches wide within its limits") {
    Program program;
    program.n_columns = 1;
    CHECK(default_block(program) == 128);
    program.n_columns = 10'000'000;
    CHECK(default_block(program) == 64);
    program.n_columns = 900;
    CHECK(default_block(program) % k_lane_multiple == 0);
}

TEST_CASE("a replay has the hash that the run folded into its part") {
    const Program program = program_for(k_scenario);
    const std::uint64_t n = 2 * k_part + 77;
    const Summary summary = run_one(program, sized(n));
    REQUIRE(summary.digests.size() == 3);
    for (const std::uint64_t trajectory : {std::uint64_t{0}, std::uint64_t{1500}, n - 1}) {
        const PartHashes part = part_hashes(program, 9, trajectory, n, best_isa());
        CHECK(part.digest == summary.digests[trajectory / k_part].digest);
        CHECK(part.hashes.size() == (trajectory / k_part == 2 ? 77 : k_part));
        const Replayed one = replay(program, 9, trajectory, Isa::baseline);
        CHECK(part.hashes[trajectory - part.first_trajectory] == one.hash);
        CHECK(replay(program_for(k_scenario, true), 9, trajectory, Isa::baseline).hash == one.hash);
    }
    CHECK(summary.digests[0].digest != summary.digests[1].digest);
}

TEST_CASE("nothing allocates inside a step") {
    const Program program = program_for(k_scenario);
    const Kernels<double>& chosen = kernels<double>(best_isa());
    LaneBlock<double> block(program, 64, 1);
    SummaryObserver summary(program, chosen, 64);
    DigestObserver digest(program, chosen, 64);
    for (int round = 0; round < 3; ++round) {
        block.name_lanes(static_cast<std::uint64_t>(round) * 64, 64);
        const test::Allocations before = test::allocations();
        begin(program, block, chosen);
        summary.begin(block);
        digest.begin(block);
        for (int step = 0; step < program.steps; ++step) {
            prepare(program, block, chosen);
            choose(program, block, chosen);
            commit(program, block, chosen);
            summary.after_step(block);
            digest.after_step(block);
        }
        REQUIRE(test::allocations().count == before.count);
        summary.end(block);
    }
    const test::Allocations before = test::allocations();
    const std::vector<int> counted(100);
    [[maybe_unused]] const int* volatile kept = counted.data();  // or the compiler may do without it
    CHECK(test::allocations().count == before.count + 1);
    CHECK(summary.take().trajectories() == 192);
}

TEST_CASE("memory does not grow with the number of trajectories") {
    const Program program = program_for(k_scenario);
    const auto most_live = [&](std::uint64_t trajectories) {
        test::forget_peak();
        const std::int64_t before = test::allocations().live;
        (void)run_one(program, sized(trajectories));
        return test::allocations().peak - before;
    };
    const std::int64_t small = most_live(4 * k_part);
    const std::int64_t large = most_live(64 * k_part);
    INFO(small << " and " << large << " bytes");
    CHECK(small > 100'000);
    // Bins in use, and 16 bytes a part for digests (twice while their list grows), are all that may be added.
    CHECK(large - small < small / 5);
}
