// Expectations: paired counts, the intervals of differences, verdicts.

#include <algorithm>
#include <array>
#include <cmath>

#include "catch.hpp"
#include "run/run.h"
#include "study/difference.h"
#include "study/expect.h"
#include "support.h"

using namespace brink;

namespace {

const std::string k_scenario = R"(brink: 1
clock: {start: 2025-01-06, step: 1 week, steps: 8}
parameters: {chance: {value: 0.2, range: [0, 1]}}
variables: {world: {tally: {initial: 0}}}
actors: {A: {}}
draws: {world: {hit: bernoulli(chance)}}
dynamics: {world: {tally: tally + hit}}
outcomes:
  two: {when: tally > 1.5}
  total: {measure: tally}
)";

PairedRun paired_run(const std::string& first, const std::string& second, RunOptions options) {
    const std::array<Program, 2> programs{test::program_of(test::model_of(k_scenario + first)),
                                          test::program_of(test::model_of(k_scenario + second))};
    return run_paired(programs, options);
}

PairedOutcome counts(std::int64_t only_first, std::int64_t only_second, std::int64_t n) {
    PairedOutcome pair;
    pair.n = n;
    pair.only_first = only_first;
    pair.only_second = only_second;
    return pair;
}

}  // namespace

TEST_CASE("paired counts agree with the counts of each run") {
    const auto run = paired_run("", "  three: {when: tally > 2.5}\n",
                                {.trajectories = 3000, .threads = 2, .block = 32});
    REQUIRE(run.summaries.size() == 2);
    REQUIRE(run.paired.size() == 1);
    REQUIRE(run.paired[0].outcomes.size() == 2);  // `three` is of one program alone
    for (const PairedOutcome& pair : run.paired[0].outcomes) {
        CHECK(pair.n == 3000);
        if (pair.kind != Outcome::Kind::when) continue;
        // The same scenario on the same lanes: nothing differs.
        CHECK(pair.only_first == 0);
        CHECK(pair.only_second == 0);
        CHECK(pair.both == run.summaries[0].together[0]);
    }
}

TEST_CASE("a paired run counts what a change of one number moves") {
    const std::array<Program, 2> programs{test::program_of(test::model_of(k_scenario, {{"chance", "0.3"}})),
                                          test::program_of(test::model_of(k_scenario))};
    const auto one = run_paired(programs, {.trajectories = 4000, .threads = 1, .block = 16});
    const auto other = run_paired(programs, {.trajectories = 4000, .threads = 2, .block = 128});
    CHECK(one.paired == other.paired);
    for (const PairedOutcome& pair : one.paired[0].outcomes) {
        if (pair.kind != Outcome::Kind::when) {
            // More hits on the same lanes, 0.1 a step on the whole: 0.8 in eight steps.
            const Difference d = difference_of(pair);
            CHECK(d.ci95[0] < 0.8);
            CHECK(d.ci95[1] > 0.8);
            CHECK(d.ci95[1] - d.ci95[0] < 0.08);
            continue;
        }
        // A hit at 0.2 is one at 0.3, so that nothing happens in the second run alone.
        CHECK(pair.only_second == 0);
        CHECK(pair.only_first > 500);
        CHECK(pair.both + pair.only_first == one.summaries[0].together[0]);
        CHECK(pair.both == one.summaries[1].together[0]);
    }
}

TEST_CASE("the interval of a paired difference is the score interval") {
    // Reference values from maximising the likelihood of paired counts numerically under each difference.
    struct Row {
        PairedOutcome counts;
        double estimate, low, high;
    };
    const std::array rows{Row{counts(5, 0, 100), 0.05, 0.01115682761, 0.11175046987},
                          Row{counts(10, 4, 50), 0.12, -0.02921946168, 0.27036693189},
                          Row{counts(0, 0, 100), 0, -0.03699349877, 0.03699349877},
                          Row{counts(3, 8, 40), -0.125, -0.29283140244, 0.04197971448},
                          Row{counts(500, 300, 10000), 0.02, 0.01449609080, 0.02557690886}};
    for (const Row& row : rows) {
        const Difference d = difference_of(row.counts);
        CHECK(d.estimate == Approx(row.estimate).margin(1e-12));
        CHECK(d.ci95[0] == Approx(row.low).margin(1e-7));
        CHECK(d.ci95[1] == Approx(row.high).margin(1e-7));
        PairedOutcome turned = row.counts;
        std::swap(turned.only_first, turned.only_second);
        CHECK(difference_of(turned).ci95[0] == Approx(-row.high).margin(1e-7));
    }
    const Difference nothing = difference_of(PairedOutcome{});
    CHECK(nothing.ci95 == std::array<double, 2>{-1, 1});
}

TEST_CASE("a verdict needs the whole interval inside or outside") {
    CHECK(verdict_of({0.1, 0.2}, {0.05, 0.3}, false) == Verdict::pass);
    CHECK(verdict_of({0.1, 0.2}, {0.1, 0.2}, false) == Verdict::pass);
    CHECK(verdict_of({0.1, 0.2}, {0.15, 0.3}, false) == Verdict::cannot_tell);
    CHECK(verdict_of({0.1, 0.2}, {0.21, 0.3}, false) == Verdict::fail);
    CHECK(verdict_of({0.1, 0.2}, {0, 0.05}, false) == Verdict::fail);
    CHECK(verdict_of({0, 0}, {0, k_infinity}, true) == Verdict::fail);
    CHECK(verdict_of({-0.1, 0.1}, {0, k_infinity}, true) == Verdict::cannot_tell);
    CHECK(verdict_of({-0.2, -0.1}, {-k_infinity, 0}, true) == Verdict::pass);
}

TEST_CASE("expectations are judged by the run") {
    const std::string expect = R"(expect:
  - {outcome: two, probability: [0.45, 0.55]}
  - {outcome: two, probability: [0.9, 1]}
  - {outcome: two, probability: [0.4967, 1]}
  - {outcome: total, mean: [1.5, 1.7]}
)";
    const Model model = test::model_of(k_scenario + expect);
    const std::array<Program, 1> programs{test::program_of(model)};
    // P(two or more of 8 at 0.2) = 0.49668; mean 1.6.
    const auto judged = judge(model, run_paired(programs, {.trajectories = 20000, .seed = 3}), 3);
    REQUIRE(judged.size() == 4);
    CHECK(judged[0].verdict == Verdict::pass);
    CHECK(judged[1].verdict == Verdict::fail);
    CHECK(judged[2].verdict == Verdict::cannot_tell);
    CHECK(judged[3].verdict == Verdict::pass);
    CHECK(judged[3].estimate == Approx(1.6).margin(0.04));
}

TEST_CASE("an outcome conditioned on another is judged by its share and compared with none") {
    const std::string more =
        "  soon: {when: tally > 0.5, by: 2}\n"
        "  given: {when: tally > 1.5, given: soon}\n"
        "  never: {measure: tally, given: impossible}\n"
        "  impossible: {when: tally < 0}\n";
    const std::string claims = "expect:\n  - {outcome: given, probability: [0.5, 1]}\n";
    const std::string vague = claims + "  - {outcome: never, mean: [0, 1]}\n";
    const auto run = paired_run(more + vague, more, {.trajectories = 4000, .threads = 2, .block = 32});
    REQUIRE(run.paired[0].outcomes.size() == 4);  // soon, impossible, two, total
    for (const PairedOutcome& pair : run.paired[0].outcomes) CHECK((pair.name != "given" && pair.name != "never"));

    const Model model = test::model_of(k_scenario + more + vague);
    const std::vector<Judgement> judged = judge(model, run, 1);
    // Given a hit in the first two of eight steps, of chance 0.2 each: another in the rest, or two at once.
    const double both = 0.04 + 2 * 0.2 * 0.8 * (1 - std::pow(0.8, 6));
    const double truth = both / 0.36;
    CHECK(judged[0].estimate == Approx(truth).margin(4 * std::sqrt(truth * (1 - truth) / (4000 * 0.36))));
    CHECK(judged[0].verdict == Verdict::pass);
    CHECK(judged[1].verdict == Verdict::cannot_tell);

    // That the outcome here is conditioned is known when the file is checked; that it is there only with the other.
    const std::string file = (test::source_folder() / "scenarios/classroom/chicken.yaml").string();
    const std::string compared = "expect: [{outcome: given, than: '" + file + "', sign: '+'}]\n";
    Diagnostics refused;
    CHECK_FALSE(check(load_tree_text("test.yaml", k_scenario + more + compared, {}, refused), refused));
    REQUIRE(refused.items().size() == 1);
    CHECK(refused.items()[0].code == "not-allowed");
    Diagnostics diagnostics;
    const std::string bare = "  given: {when: tally > 1.5}\n";
    check_comparisons(test::model_of(k_scenario + bare + compared), {model}, diagnostics);
    REQUIRE(diagnostics.items().size() == 1);
    CHECK(diagnostics.items()[0].code == "not-allowed");
}

TEST_CASE("what goes alike in every trajectory is neither more nor less but the same") {
    const std::string file = (test::source_folder() / "scenarios/classroom/chicken.yaml").string();
    std::string expect = "expect:\n";
    for (const char* outcome : {"two", "total"})
        for (const char* sign : {"+", "-", "="})
            expect += "  - {outcome: " + std::string(outcome) + ", than: '" + file + "', sign: '" + sign + "'}\n";
    const auto verdicts = [&](const Settings& other, std::uint64_t trajectories) {
        const Model model = test::model_of(k_scenario + expect);
        const std::array<Program, 2> programs{test::program_of(model),
                                              test::program_of(test::model_of(k_scenario, other))};
        std::vector<Verdict> found;
        for (const Judgement& judged : judge(model, run_paired(programs, {.trajectories = trajectories}), 1))
            found.push_back(judged.verdict);
        return found;
    };
    using enum Verdict;
    // A chance and a measure are told alike, and a handful of trajectories is enough to tell.
    CHECK(verdicts({}, 1000) == std::vector{fail, fail, pass, fail, fail, pass});
    CHECK(verdicts({}, 20) == std::vector{fail, fail, pass, fail, fail, pass});
    CHECK(verdicts({{"chance", "0.1"}}, 1000) == std::vector{pass, fail, fail, pass, fail, fail});
    CHECK(verdicts({{"chance", "0.3"}}, 1000) == std::vector{fail, pass, fail, fail, pass, fail});
}

TEST_CASE("lanes whose measure is larger in one program are counted") {
    const std::array<Program, 2> programs{test::program_of(test::model_of(k_scenario, {{"chance", "0.3"}})),
                                          test::program_of(test::model_of(k_scenario))};
    const auto run = run_paired(programs, {.trajectories = 4000, .threads = 2, .block = 32});
    for (const PairedOutcome& pair : run.paired[0].outcomes) {
        if (pair.kind != Outcome::Kind::measure) continue;
        // None of eight hits moves in 0.9^8 of the lanes, and none the other way.
        CHECK(pair.only_second == 0);
        CHECK(static_cast<double>(pair.only_first) == Approx(4000 * (1 - std::pow(0.9, 8))).margin(130));
        CHECK_FALSE(difference_of(pair).none_differs);
    }
}
