// Scenarios whose answers are known in closed form, run through the whole engine. Every estimate has to lie within
// 4 standard errors of the truth (a false alarm in 16,000; seeds are fixed, so a pass stays a pass).

#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "truth.h"

using namespace brink;
using namespace brink::test;

TEST_CASE("an autoregression keeps its mean and variance at every step") {
    for (const double phi : {0.5, 0.97}) {
        const Result result = result_of(fmt::format(R"yaml(
brink: 1
clock: {{start: 2025-01-01, step: 1 day, steps: 40}}
variables: {{world: {{x: {{initial: 3}}}}}}
actors: {{A: {{}}}}
dynamics: {{world: {{x: "{} * x + normal(0, 1)"}}}}
)yaml",
                                                    phi));
        const SeriesResult& x = series_named(result, "x");
        for (const int t : {1, 2, 5, 10, 40}) {
            // mean 3 phi^t, variance (1 - phi^2t) / (1 - phi^2)
            const double variance = (1 - std::pow(phi, 2 * t)) / (1 - phi * phi);
            const std::size_t s = static_cast<std::size_t>(t);
            const std::string what = fmt::format("phi {} t {}", phi, t);
            check_normal(what, x.mean[s], x.sd[s], 3 * std::pow(phi, t), std::sqrt(variance));
        }
    }
}

TEST_CASE("a quantal choice has the probabilities of the logit") {
    for (const double precision : {0.0, 1.0, 5.0}) {
        const Result result = result_of(fmt::format(R"yaml(
brink: 1
clock: {{start: 2025-01-01, step: 1 day, steps: 4}}
actors: {{A: {{}}, B: {{}}}}
actions:
  one: {{rung: 1, by: A, utility: 1}}
  two: {{rung: 2, by: A, utility: 2}}
decision: {{precision: {}}}
)yaml",
                                                    precision));
        double total = 0;
        for (const double u : {0.0, 1.0, 2.0}) total += std::exp(precision * u);
        check_rate(result, "A", "hold", 1 / total);
        check_rate(result, "A", "one", std::exp(precision) / total);
        check_rate(result, "A", "two", std::exp(2 * precision) / total);
    }
}

TEST_CASE("nested targets share the weight of an action and pooled ones each bring it") {
    const std::string text = R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 4}
variables: {actor: {appeal: {initial: 0}}}
actors: {A: {}, B: {appeal: 0.2}, C: {appeal: 1.1}, D: {appeal: -0.7}}
actions:
  press: {rung: 1, by: A, to: everyone, weight: 0.5, utility: target.appeal}
  leave: {rung: -1, by: A, weight: 2, utility: -0.3}
decision: {precision: 1.5, targets: )yaml";
    double over_targets = 0;
    for (const double u : {0.2, 1.1, -0.7}) over_targets += std::exp(1.5 * u);
    for (const bool nested : {true, false}) {
        const Result result = result_of(text + (nested ? "nested}" : "pooled}"));
        const double press = 0.5 * over_targets / (nested ? 3 : 1);
        const double leave = 2 * std::exp(1.5 * -0.3);
        check_rate(result, "A", "press", press / (1 + press + leave));
        check_rate(result, "A", "leave", leave / (1 + press + leave));
        check_rate(result, "A", "hold", 1 / (1 + press + leave));
    }
}

TEST_CASE("a hazard and a rate wait as geometric and exponential times do") {
    const Result result = result_of(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 week, steps: 52}
actors: {A: {}}
events:
  strike: {hazard: 0.03, once: true}
  storm: {rate: 1.5, once: true}
outcomes:
  struck: {when: happened(strike)}
  stormed: {when: happened(storm)}
)yaml");
    const double n = static_cast<double>(result.trajectories);
    const double calm = std::exp(-1.5 * 7 / 365.25);
    const OutcomeResult& struck = outcome_named(result, "struck");
    const OutcomeResult& stormed = outcome_named(result, "stormed");
    check_share("struck", struck.happened.probability, 1 - std::pow(0.97, 52), n);
    check_share("stormed", stormed.happened.probability, 1 - std::pow(calm, 52), n);
    for (const int step : {1, 2, 10, 52}) {
        const double found = static_cast<double>(struck.first_step_counts[static_cast<std::size_t>(step)]) / n;
        check_share(fmt::format("struck first in state {}", step), found, 0.03 * std::pow(0.97, step - 1), n);
    }
}

TEST_CASE("a gambler is ruined as often and as late as theory has it") {
    const Result result = result_of(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 600}
variables: {world: {purse: {initial: 4}}}
actors: {A: {}}
dynamics: {world: {purse: purse + 2 * bernoulli(0.45) - 1}}
outcomes:
  ruin: {when: purse == 0, ends: true}
  riches: {when: purse == 10, ends: true}
  duration: {measure: t}
)yaml");
    // Feller, An Introduction to Probability Theory I, XIV.2 and XIV.3: r = q / p, start z = 4, end a = 10
    const double r = 0.55 / 0.45;
    const double ruin = (std::pow(r, 10) - std::pow(r, 4)) / (std::pow(r, 10) - 1);
    const double duration = 4 / 0.1 - 10 / 0.1 * (1 - std::pow(r, 4)) / (1 - std::pow(r, 10));
    const double n = static_cast<double>(result.trajectories);
    check_share("ruin", outcome_named(result, "ruin").happened.probability, ruin, n);
    check_share("riches", outcome_named(result, "riches").happened.probability, 1 - ruin, n);
    const OutcomeResult& length = outcome_named(result, "duration");
    check_near("duration", length.mean, duration, length.std_error);
}

TEST_CASE("two rivals arm as the equations of Richardson with noise have it") {
    const Result result = result_of(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 year, steps: 120}
variables: {actor: {arms: {initial: 0}}}
actors: {X: {}, Y: {}}
dynamics: {actor: {arms: "arms + 0.1 * sum(j.arms for j) - 0.2 * arms + 0.5 + normal(0, 0.3)"}}
outcomes:
  together: {measure: (X.arms - 5) * (Y.arms - 5)}
)yaml");
    // x' = A x + g + e with A = [[0.8, 0.1], [0.1, 0.8]], noise 0.3: sum and difference are independent
    // autoregressions with factors 0.9 and 0.7. Fixed point (k h + b g) / (a b - k l) = 5.
    const double of_sum = 2 * 0.09 / (1 - 0.81);
    const double of_difference = 2 * 0.09 / (1 - 0.49);
    const double variance = (of_sum + of_difference) / 4;
    const double covariance = (of_sum - of_difference) / 4;
    CHECK(variance == Approx(0.3250773994).epsilon(1e-9));
    CHECK(covariance == Approx(0.1486068111).epsilon(1e-9));
    for (const std::string actor : {"X", "Y"}) {
        const SeriesResult& arms = series_named(result, "arms[" + actor + "]");
        check_normal(actor, arms.mean.back(), arms.sd.back(), 5, std::sqrt(variance));
    }
    const OutcomeResult& together = outcome_named(result, "together");
    check_near("covariance", together.mean, covariance, together.std_error);
}

TEST_CASE("what is unknown has the moments of its distribution in state 0") {
    const Result result = result_of(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 1}
variables:
  world:
    flat: {initial: {uniform: [2, 5]}, range: [0, 10]}
    bell: {initial: {normal: {mean: -1, sd: 2}}}
    share: {initial: {beta: {a: 2, b: 5}}, range: [0, 1]}
    wait: {initial: {gamma: {shape: 3, scale: 0.5}}}
    half: {initial: {normal: {mean: 0, sd: 1}}, range: [0, .inf]}
actors: {A: {}}
)yaml");
    const double pi = std::acos(-1.0);
    const double n = std::sqrt(static_cast<double>(result.trajectories));
    const auto mean_of = [&](const std::string& name, double truth, double sd) {
        check_near(name, series_named(result, name).mean[0], truth, sd / n);
        CHECK(series_named(result, name).sd[0] == Approx(sd).epsilon(10 / n));
    };
    mean_of("flat", 3.5, 3 / std::sqrt(12.0));
    mean_of("bell", -1, 2);
    const SeriesResult& flat = series_named(result, "flat");
    for (const auto& [quantile, p] : {std::pair("q05", 0.05), std::pair("q50", 0.5), std::pair("q90", 0.9)}) {
        INFO(quantile);
        // density 1 / 3
        const double chance = 3 * std::sqrt(p * (1 - p)) / n;
        CHECK(std::abs(flat.quantiles.at(quantile)[0] - (2 + 3 * p)) <= k_errors * chance + flat.quantile_error);
    }
    mean_of("share", 2.0 / 7, std::sqrt(10.0 / (49 * 8)));
    mean_of("wait", 1.5, std::sqrt(0.75));
    mean_of("half", std::sqrt(2 / pi), std::sqrt(1 - 2 / pi));  // the half-normal
}
