// What two programs on the same lanes have come to by each state, and which trajectories differ, against replays.

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "catch.hpp"
#include "run/replay.h"
#include "run/run.h"
#include "run_scenarios.h"
#include "study/compare.h"

using namespace brink;

namespace {

const std::string k_text = R"yaml(brink: 1
clock: {start: 2025-01-06, step: 1 week, steps: 10}
parameters: {fear: {value: 0.4, range: [0, 1]}}
variables:
  world: {tension: {initial: 0.3, range: [0, 2]}}
  actor: {readiness: {initial: {uniform: [0.1, 0.4]}, range: [0, 1]}}
actors: {RED: {}, BLUE: {}}
draws: {actor: {mood: "normal(0, 0.1)"}}
dynamics:
  world: {tension: "0.9 * tension + 0.1 * sum(j.readiness for j)"}
  actor: {readiness: readiness + 0.1 * mood}
actions:
  arm: {rung: 2, by: everyone, to: everyone, utility: fear + tension - 0.8, effects: [self.readiness += 0.1, tension += 0.02]}
  talk: {rung: -1, by: everyone, to: everyone, utility: tension - 0.4, effects: [tension -= 0.02]}
outcomes:
  tense: {when: tension > 0.45}
  most ready: {measure: max(j.readiness for j)}
)yaml";

struct Side {
    explicit Side(const std::string& fear)
        : model(test::model_of(k_text, {{"fear", fear}})), program(test::program_of(model)) {}
    Model model;
    Program program;
};

}  // namespace

TEST_CASE("by each state the difference is that of the shares that have met the outcome") {
    const Side plain("0.4"), braver("0.6");
    const RunOptions options{.trajectories = 3000, .seed = 3, .threads = 2};
    const std::array<Program, 2> programs{plain.program, braver.program};
    const PairedRun run = run_paired(programs, options);
    const Comparison found = compare({plain.model, plain.program}, {braver.model, braver.program}, run.paired[0], 3000);
    const ComparedOutcome& tense = found.outcomes[1];  // in byte order of names
    REQUIRE(tense.name == "tense");
    REQUIRE(tense.by_state.size() == 11);
    std::int64_t there = 0, here = 0, alone_there = 0, alone_here = 0;
    bool parted = false;
    for (std::size_t state = 0; state < tense.by_state.size(); ++state) {
        const ComparedState& by = tense.by_state[state];
        there += run.summaries[0].first_states[state];
        here += run.summaries[1].first_states[state];
        alone_there += tense.alone_reference[state];
        alone_here += tense.alone_other[state];
        INFO(state);
        CHECK(by.only_other - by.only_reference == here - there);
        CHECK(by.difference.estimate == Approx(static_cast<double>(here - there) / 3000).margin(1e-12));
        CHECK(by.difference.ci95[0] <= by.difference.estimate);
        CHECK(by.difference.ci95[1] >= by.difference.estimate);
        // Who is ahead by then is alone in the end or is caught up with.
        CHECK(by.only_other >= alone_here);
        parted = parted || by.only_other > alone_here;
    }
    CHECK(parted);
    CHECK(alone_there == tense.only_reference);
    CHECK(alone_here == tense.only_other);
    CHECK(tense.by_state.back().difference.ci95 == tense.difference.ci95);
    CHECK(tense.same_state > 0);
    CHECK(tense.same_state < tense.both);
}

TEST_CASE("examples are the lowest trajectories that differ and the farthest is the one that differs most") {
    const Side plain("0.4"), braver("0.9");
    constexpr std::uint64_t k_looked_at = 200;
    const std::array<Program, 2> programs{plain.program, braver.program};
    const PairedRun run = run_paired(programs, {.trajectories = k_looked_at, .seed = 3, .threads = 2});
    const Comparison found = compare({plain.model, plain.program}, {braver.model, braver.program}, run.paired[0],
                                     static_cast<std::int64_t>(k_looked_at));
    const Isa isa = *settle(programs, {}).isa;
    std::vector<std::uint64_t> only_other;
    std::int64_t same = 0;
    FarthestApart farthest;
    for (std::uint64_t trajectory = 0; trajectory < k_looked_at; ++trajectory) {
        const Replayed there = replay(plain.program, 3, trajectory, isa);
        const Replayed here = replay(braver.program, 3, trajectory, isa);
        if (here.outcomes[1].first_state && !there.outcomes[1].first_state) only_other.push_back(trajectory);
        same += here.outcomes[1].first_state && here.outcomes[1].first_state == there.outcomes[1].first_state;
        const double apart = here.outcomes[0].value - there.outcomes[0].value;
        if (std::abs(apart) > std::abs(farthest.difference)) farthest = {trajectory, apart};
    }
    const ComparedOutcome &ready = found.outcomes[0], &tense = found.outcomes[1];
    CHECK(static_cast<std::int64_t>(only_other.size()) == tense.only_other);
    if (only_other.size() > k_paired_examples) only_other.resize(k_paired_examples);
    REQUIRE(only_other.size() > 5);
    CHECK(tense.examples_other == only_other);
    CHECK(tense.same_state == same);
    CHECK(ready.farthest.trajectory == farthest.trajectory);
    CHECK(ready.farthest.difference == farthest.difference);
}

TEST_CASE("the ratio of paired chances has its interval on the scale of logarithms") {
    PairedOutcome pair;
    pair.n = 200;
    pair.both = 20;
    pair.only_first = 30;
    pair.only_second = 50;
    // 70 to 50; the logarithm has variance (30 + 50) / (50 * 70).
    const Ratio ratio = ratio_of(pair).value();
    CHECK(ratio.estimate == Approx(1.4));
    CHECK(std::log(ratio.ci95[1] / 1.4) == Approx(1.959964 * std::sqrt(80.0 / 3500)));
    CHECK(std::log(1.4 / ratio.ci95[0]) == Approx(1.959964 * std::sqrt(80.0 / 3500)));
    pair.both = 0;
    pair.only_first = 9;
    CHECK_FALSE(ratio_of(pair).has_value());  // 9 with the outcome are too few
    pair.both = 100;
    pair.only_second = 0;
    CHECK_FALSE(ratio_of(pair).has_value());  // 9 that differ likewise
}
