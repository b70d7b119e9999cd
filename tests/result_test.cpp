// Results: estimates and their intervals, tables read off a Summary, provenance.

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>

#include "catch.hpp"
#include "pipeline.h"
#include "result/result.h"
#include "run/replay.h"
#include "run/run.h"
#include "support.h"

using namespace brink;

namespace {

Result result_of(const char* text, std::uint64_t trajectories) {
    const Model model = test::model_of(text);
    const Program program = test::program_of(model);
    RunOptions options;
    options.trajectories = trajectories;
    options.seed = 4;
    options.threads = 1;
    options.digests = true;
    return make_result(model, run(std::span(&program, 1), options).front(), options.seed);
}

const SeriesResult& series(const Result& result, const std::string& name) {
    for (const SeriesResult& one : result.series)
        if (one.name == name) return one;
    FAIL("no series " << name);
    return result.series.front();
}

const OutcomeResult& outcome(const Result& result, const std::string& name) {
    for (const OutcomeResult& one : result.outcomes)
        if (one.name == name) return one;
    FAIL("no outcome " << name);
    return result.outcomes.front();
}

const ActionResult& action(const Result& result, const std::string& actor, const std::string& name) {
    for (const ActionResult& one : result.actions)
        if (one.actor == actor && one.action == name) return one;
    FAIL("no action " << name << " of " << actor);
    return result.actions.front();
}

/// Nothing is left to chance but a coin, tossed once a trajectory, that decides who acts.
const char* const k_certain = R"yaml(
brink: 1
title: Nearly certain
question: Who acts?
headline: [reached]
clock: {start: 2025-01-31, step: 1 month, steps: 4}
parameters:
  coin: {choice: {values: [0, 1], weights: [0.25, 0.75]}, source: a toss, basis: assumed, unit: side}
  twice: 2 * coin
variables:
  world:
    level: {initial: 0, range: [0, 10], unit: steps}
    debt: {initial: 0}
  actor:
    weight: {initial: 0.3, range: [0, 1], fixed: true}
  dyad:
    distance: {initial: 0.5, range: [0, 1]}
actors: {RED: {weight: 0.7}, BLUE: {}}
dynamics:
  world: {level: level + 1, debt: debt - 1000 * coin}
decision: {rule: best_response}
actions:
  raise: {rung: 3, by: RED, utility: "if(coin > 0, 1, -1)", when: level < 3}
  never: {rung: 9, by: RED, utility: 5, when: 0}
outcomes:
  reached: {when: level >= 2, doc: two steps are over}
  debt_at_all: {when: debt < 0}
  impossible: {when: level > 10}
  final_debt: {measure: debt}
)yaml";

}  // namespace

TEST_CASE("Wilson intervals agree with published values") {
    // Newcombe 1998, Table I, score method without continuity correction.
    const Proportion first = proportion(81, 263);
    CHECK(first.ci95[0] == Approx(0.2553).margin(5e-5));
    CHECK(first.ci95[1] == Approx(0.3662).margin(5e-5));
    const Proportion second = proportion(15, 148);
    CHECK(second.ci95[0] == Approx(0.0624).margin(5e-5));
    CHECK(second.ci95[1] == Approx(0.1605).margin(5e-5));
    const Proportion none = proportion(0, 20);
    CHECK(none.ci95[0] == 0);
    CHECK(none.ci95[1] == Approx(0.1611).margin(5e-5));
    CHECK(proportion(1, 29).ci95[0] == Approx(0.0061).margin(5e-5));
    CHECK(proportion(1, 29).ci95[1] == Approx(0.1718).margin(5e-5));
    CHECK(proportion(20, 20).ci95[1] == 1);
    CHECK(proportion(20, 20).ci95[0] == Approx(1 - none.ci95[1]));
    CHECK(first.probability == Approx(81.0 / 263));
    CHECK(first.std_error == Approx(std::sqrt(81.0 / 263 * (182.0 / 263) / 263)));
    CHECK(proportion(0, 0).n == 0);
}

TEST_CASE("a scenario left to one coin gives exact tables") {
    const Result result = result_of(k_certain, 2000);
    CHECK(result.title == "Nearly certain");
    CHECK(result.question == "Who acts?");
    CHECK(result.trajectories == 2000);
    CHECK(result.seed == 4);
    CHECK(result.step_unit == "month");
    CHECK(result.dates ==
          std::vector<std::string>{"2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31"});
    CHECK(result.digests.size() == 2);
    CHECK(result.digests[0].size() == 16);
    CHECK(result.version.find('.') != std::string::npos);

    const SeriesResult& level = series(result, "level");
    CHECK(level.mean == std::vector<double>{0, 1, 2, 3, 4});
    CHECK(level.sd == std::vector<double>(5, 0));
    CHECK(level.quantiles.at("q025") == level.mean);
    CHECK(level.quantiles.at("q975") == level.mean);
    CHECK(level.unit == "steps");
    CHECK(level.quantile_error == Approx(10.0 / 254).epsilon(1e-3));
    CHECK_FALSE(level.quantile_error_relative);
    const SeriesResult& weight = series(result, "weight[RED]");
    CHECK(weight.mean == std::vector<double>(5, weight.mean.front()));
    CHECK(weight.mean.front() == Approx(0.7).epsilon(1e-14));
    CHECK(weight.quantiles.at("q50") == weight.mean);

    const OutcomeResult& reached = outcome(result, "reached");
    CHECK(reached.happened.count == 2000);
    CHECK(reached.happened.probability == 1);
    CHECK(reached.headline);
    CHECK(reached.doc == "two steps are over");
    REQUIRE(reached.first_step.has_value());
    CHECK(reached.first_step->q05 == 2);
    CHECK(reached.first_step->q95 == 2);
    CHECK(reached.first_step_counts == std::vector<std::int64_t>{0, 0, 2000, 0, 0});
    CHECK_FALSE(outcome(result, "impossible").first_step.has_value());
    CHECK_FALSE(outcome(result, "impossible").headline);
    CHECK(outcome(result, "impossible").happened.probability == 0);
}

TEST_CASE("the share of the coin stands in every table that it moves") {
    const Result result = result_of(k_certain, 2000);
    const std::int64_t heads = outcome(result, "debt_at_all").happened.count;
    const double share = static_cast<double>(heads) / 2000;
    CHECK(share == Approx(0.75).margin(0.04));  // four standard errors

    const OutcomeResult& debt = outcome(result, "final_debt");
    CHECK(debt.mean == Approx(-4000 * share));
    CHECK(debt.sd == Approx(4000 * std::sqrt(share * (1 - share) * 2000 / 1999)));
    CHECK(debt.std_error == Approx(debt.sd / std::sqrt(2000.0)));
    CHECK(debt.quantiles.at("q05") == Approx(-4000).epsilon(debt.quantile_error));
    CHECK(debt.quantiles.at("q95") == 0);
    CHECK(debt.quantile_error_relative);

    const ActionResult& raise = action(result, "RED", "raise");
    CHECK(raise.ever.count == heads);
    CHECK(raise.rate == Approx(share * 3 / 4));  // level < 3 holds in the first three of four steps
    CHECK(action(result, "RED", "hold").rate == Approx(1 - share * 3 / 4));
    CHECK(action(result, "RED", "hold").ever.count == 2000);
    CHECK(action(result, "RED", "never").rate == 0);
    CHECK(action(result, "RED", "never").ever.count == 0);

    REQUIRE(result.peak_rung.size() == 2);
    const RungShares& peak = result.peak_rung[1];
    CHECK(peak.actor == "RED");
    CHECK(peak.shares.size() == 2);
    CHECK(peak.shares.at(3).count == heads);
    CHECK(peak.shares.at(0).count == 2000 - heads);
    CHECK(result.lowest_rung[1].shares.at(0).count == 2000);
    CHECK(result.peak_rung[0].shares.at(0).count == 2000);
    const RungByStep& rung = result.rung[1];
    CHECK(rung.shares.at(3) == std::vector<double>{share, share, share, 0});

    std::int64_t kept = 0, fell = 0;
    for (const RungTransition& move : result.transitions) {
        if (move.actor != "RED") continue;
        if (move.from == 3 && move.to == 3) kept = move.count;
        if (move.from == 3 && move.to == 0) {
            fell = move.count;
            CHECK(move.share == Approx(1.0 / 3));
        }
    }
    CHECK(kept == 2 * heads);
    CHECK(fell == heads);
}

TEST_CASE("pairs of outcomes have joint chances and correlation") {
    const Result result = result_of(k_certain, 1000);
    REQUIRE(result.together.size() == 3);
    for (const OutcomePair& pair : result.together) {
        CHECK(pair.first < pair.second);
        CHECK_FALSE(pair.correlation.has_value());  // one of the two never varies
    }
    const char* const text = R"yaml(
brink: 1
title: Three indicators of one number
clock: {start: 2025-01-01, step: 1 week, steps: 1}
parameters: {u: {uniform: [0, 1]}}
actors: {RED: {}}
variables: {world: {x: {initial: 0}}}
outcomes:
  low: {when: u < 0.5}
  low_too: {when: 0.5 > u}
  up: {when: u >= 0.5}
)yaml";
    const Result indicators = result_of(text, 1000);
    REQUIRE(indicators.together.size() == 3);
    CHECK(indicators.together[0].correlation == 1.0);
    CHECK(indicators.together[0].both.count == outcome(indicators, "low").happened.count);
    CHECK(indicators.together[1].correlation == -1.0);
    CHECK(indicators.together[1].both.count == 0);
    REQUIRE(indicators.together[2].correlation.has_value());
}

TEST_CASE("the most extreme trajectories are named for replay") {
    const Result result = result_of(k_certain, 100);
    REQUIRE(result.extremes.size() == 2);
    CHECK(result.extremes[0].measure == "final_debt");
    CHECK(result.extremes[0].lowest.size() == 5);
    CHECK(result.extremes[0].lowest.front().value == -4000);
    CHECK(result.extremes[0].highest.front().value == 0);
    CHECK(result.extremes[1].measure == "peak_rung");
    CHECK(result.extremes[1].highest.front().value == 3);
    CHECK(result.extremes[1].highest.front().trajectory == result.extremes[0].lowest.front().trajectory);
    CHECK(result.extremes[1].lowest.front().value == 0);
    // With two values in all, everything is tied.
    const auto heads = static_cast<std::uint64_t>(outcome(result, "debt_at_all").happened.count);
    CHECK(result.extremes[0].lowest.front().tied == heads);
    CHECK(result.extremes[0].highest.back().tied == 100 - heads);
    CHECK(result.extremes[1].highest.front().tied == heads);
}

TEST_CASE("an outcome has the lowest trajectory of the median first step for its example") {
    const char* const text = R"yaml(
brink: 1
title: A drawn number that is passed in its own step
clock: {start: 2025-01-01, step: 1 week, steps: 9}
parameters: {u: {uniform: [0, 12]}}
actors: {RED: {}}
variables: {world: {x: {initial: 0}}}
dynamics: {world: {x: x + 1}}
outcomes:
  passed: {when: x >= u}
  never: {when: x > 10}
)yaml";
    const Result result = result_of(text, 3000);
    const OutcomeResult& passed = outcome(result, "passed");
    CHECK_FALSE(outcome(result, "never").example.has_value());
    REQUIRE(passed.example.has_value());
    const Model model = test::model_of(text);
    const Program program = test::program_of(model);
    const int median = static_cast<int>(passed.first_step->q50);
    for (std::uint64_t t = 0; t <= *passed.example; ++t) {
        const Replayed one = replay(program, 4, t, Isa::baseline);
        const auto& seen = one.outcomes[1];
        REQUIRE(seen.name == "passed");
        CHECK((seen.first_state == median) == (t == *passed.example));
    }
    CHECK(*passed.example > 0);
}

TEST_CASE("options that fixed values shut out are counted and named") {
    const Result result = result_of(k_certain, 10);
    CHECK(result.options_written == 3);  // raise, never and holding of RED; BLUE has nothing to decide
    CHECK(result.options == result.options_written - 1);
    CHECK_FALSE(action(result, "RED", "never").possible);
    CHECK(action(result, "RED", "raise").possible);
    CHECK(action(result, "RED", "hold").possible);
}

TEST_CASE("numbers are counted as they were written") {
    const Result result = result_of(R"yaml(
brink: 1
title: A line for many
clock: {start: 2025-01-01, step: 1 week, steps: 1}
parameters: {a: {value: 1, basis: sourced, claim_by: RED}, b: 2}
actors: {RED: {nerve: {value: 3, basis: estimated}}, BLUE: {}, GREEN: {}}
variables:
  world: {heat: {initial: {value: 1, basis: assumed}}}
  actor: {nerve: {initial: {value: 1, basis: assumed}}}
  dyad: {trust: {initial: 0}}
relations: {trust: {RED <-> BLUE: 0.5}}
)yaml",
                                    10);
    CHECK(result.numbers.size() == 12);
    const NumberCounts& n = result.number_counts;
    CHECK(n.written == 7);  // a, b, RED's nerve, heat, initial nerve, initial trust, the line of RED and BLUE
    CHECK(n.sourced == 1);
    CHECK(n.claimed == 1);
    CHECK(n.estimated == 1);
    CHECK(n.assumed == 2);
    CHECK(n.unsaid == 3);
    CHECK(n.common == 6);  // two nerves, four pairs
}

TEST_CASE("distributions are told as they are written in a file") {
    const Result result = result_of(R"yaml(
brink: 1
title: Distributions
clock: {start: 2025-01-01, step: 1 week, steps: 1}
parameters:
  a: {beta: {mean: 0.6, sd: 0.1}}
  b: {lognormal: {mean: 12, sd: 3}}
  c: {lognormal: {median: 0.006, sigma: 0.6}}
  d: {gamma: {mean: 5, sd: 2}}
  e: {normal: {mean: 1, sd: 0.5}}
actors: {RED: {}}
)yaml",
                                    10);
    const auto& numbers = result.numbers;
    CHECK(numbers[0].value == "beta(mean 0.6, sd 0.1; a 13.8, b 9.2)");
    CHECK(numbers[1].value.find("lognormal(mean 12, sd 3; median 11.6") == 0);
    CHECK(numbers[2].value.find("; median 0.006, sigma 0.6)") != std::string::npos);
    CHECK(numbers[3].value == "gamma(mean 5, sd 2; shape 6.25, scale 0.8)");
    CHECK(numbers[4].value == "normal(mean 1, sd 0.5)");
}

TEST_CASE("numbers used are listed as text with their provenance") {
    const Result result = result_of(k_certain, 10);
    std::map<std::string, NumberUsed> numbers;
    for (const NumberUsed& number : result.numbers) numbers[number.name] = number;
    REQUIRE(numbers.count("coin"));
    CHECK(numbers["coin"].value == "choice(0 with 0.25, 1 with 0.75)");
    CHECK(numbers["coin"].unit == "side");
    CHECK(numbers["coin"].provenance.source == "a toss");
    CHECK(numbers["coin"].provenance.basis == "assumed");
    CHECK(numbers["twice"].value == "2 * coin");
    CHECK(numbers["weight[RED]"].value == "0.7");
    CHECK(numbers["weight[BLUE]"].value == "0.3");
    CHECK(numbers["distance[BLUE, RED]"].value == "0.5");
    CHECK(numbers["distance[RED, BLUE]"].value == "0.5");
    CHECK(numbers["level"].value == "0");
}

TEST_CASE("a value too large for the exact sums is counted and named") {
    const Result result = result_of(R"yaml(
brink: 1
title: A value that grows past the sums
clock: {start: 2025-01-01, step: 1 week, steps: 3}
actors: {RED: {}}
variables: {world: {x: {initial: 100000}}}
dynamics: {world: {x: 100 * x}}
)yaml",
                                    50);
    const SeriesResult& x = series(result, "x");
    CHECK(x.not_counted == 100);
    CHECK(x.mean[0] == 100000);
    CHECK(x.mean[1] == 1e7);
    CHECK(x.counted == std::vector<std::int64_t>{50, 50, 0, 0});
}

TEST_CASE("a file goes the whole way to a result") {
    const std::filesystem::path path = std::filesystem::temp_directory_path() / "brink_result_test.yaml";
    std::ofstream(path) << k_certain;
    SimulateOptions options;
    options.settings = {{"variables.world.level.initial", "1"}};
    options.trajectories = 1500;
    options.seed = 4;
    const Simulated done = simulate(path.string(), options);
    INFO(render(done.sources, done.diagnostics));
    REQUIRE(done.result.has_value());
    CHECK(done.result->name == "brink_result_test");
    CHECK(done.result->digest.size() == 16);
    CHECK(done.result->trajectories == 1500);
    CHECK(done.result->requested == 1500);
    CHECK_FALSE(done.result->interrupted);
    CHECK(done.result->block > 0);
    CHECK(series(*done.result, "level").mean == std::vector<double>{1, 2, 3, 4, 5});

    options.run.progress = [](const Progress&) { return false; };
    const Simulated stopped = simulate(path.string(), options);
    REQUIRE(stopped.result.has_value());
    options.run.threads = 1;
    CHECK(simulate(path.string(), options).result->interrupted);
    CHECK(simulate(path.string(), options).result->trajectories == k_part);

    options.settings = {{"variables.world.level.initial", "lev"}};
    const Simulated refused = simulate(path.string(), options);
    CHECK_FALSE(refused.result.has_value());
    CHECK(refused.diagnostics.has_errors());
    std::ofstream(path) << "brink: 1\ntitle: A layer\nparameters: {fear: 0.2}\n";
    const Simulated layer = simulate(path.string(), {});
    CHECK_FALSE(layer.result.has_value());
    CHECK(layer.diagnostics.has_errors());
    std::filesystem::remove(path);
    CHECK_THROWS_AS(simulate(path.string(), {}), FileError);
}
