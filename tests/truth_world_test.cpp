// Closed forms of what a world says: tempo, weights and biases of single actors, symmetric pairs, correlated numbers.

#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "model/check.h"
#include "truth.h"

using namespace brink;
using namespace brink::test;

TEST_CASE("an actor of tempo p decides as a renewal process of chance p does") {
    const Result result = result_of(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 30}
variables: {actor: {first: {initial: 0}, acts: {initial: 0}}}
actors: {A: {}, B: {}}
actions:
  act: {rung: 1, by: everyone, utility: 1, effects: [acts += 1]}
dynamics: {actor: {first: "if(first == 0 and taken(act), t + 1, first)"}}
outcomes:
  both: {measure: "taken(A, act) and taken(B, act)"}
  squared: {measure: (A.acts - 30 * 0.3) ^ 2}
  waiting: {measure: A.first > 3}
decision: {rule: best_response, tempo: 0.3, actors: {B: {tempo: 0.8}}}
)yaml");
    const double n = static_cast<double>(result.trajectories);
    check_rate(result, "A", "act", 0.3);
    check_rate(result, "B", "act", 0.8);
    const OutcomeResult& both = outcome_named(result, "both");  // actors decide apart
    check_share("both", both.mean, 0.3 * 0.8, n);
    const OutcomeResult& squared = outcome_named(result, "squared");  // binomial: steps are independent
    check_near("variance of the count", squared.mean, 30 * 0.3 * 0.7, squared.std_error);
    const OutcomeResult& waiting = outcome_named(result, "waiting");  // geometric: later than the third step, and ever
    check_share("waiting", waiting.mean, std::pow(0.7, 3) - std::pow(0.7, 30), n);
}

TEST_CASE("one tempo serves all tracks of an actor") {
    const Result result = result_of(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 4}
actors: {A: {}}
actions:
  fly: {rung: 1, track: air, by: A, utility: 1}
  sail: {rung: 1, track: sea, by: A, utility: 1}
outcomes:
  one: {measure: "taken(A, fly)"}
  apart: {measure: "taken(A, fly) != taken(A, sail)"}
decision: {rule: best_response, tempo: 0.25}
)yaml");
    check_share("fly", outcome_named(result, "one").mean, 0.25, static_cast<double>(result.trajectories));
    CHECK(outcome_named(result, "apart").mean == 0);
}

TEST_CASE("a bias and a weight of one actor move the odds of its logit and of no other") {
    const Result result = result_of(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 4}
actors:
  A: {actions: {arm: {bias: -0.5, weight: 0.3}}}
  B: {}
  C: {actions: {arm: {when: 0}}}
actions:
  arm: {rung: 2, by: everyone, utility: 1, weight: 2}
  talk: {rung: -1, by: everyone, utility: 0.4}
decision: {precision: 1.5}
)yaml");
    const double talk = std::exp(1.5 * 0.4);
    const double adjusted = 0.3 * std::exp(1.5 * 0.5);
    const double plain = 2 * std::exp(1.5);
    check_rate(result, "A", "arm", adjusted / (1 + talk + adjusted));
    check_rate(result, "A", "talk", talk / (1 + talk + adjusted));
    check_rate(result, "B", "arm", plain / (1 + talk + plain));
    check_rate(result, "C", "talk", talk / (1 + talk));
}

TEST_CASE("a symmetric pair moves as one autoregression for both of its orders") {
    const Result result = result_of(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 20}
variables: {dyad: {trust: {initial: 2, symmetric: true}}}
actors: {A: {}, B: {}, C: {}}
dynamics: {dyad: {trust: "0.8 * trust + normal(0, 1)"}}
outcomes:
  gap: {measure: "max(abs(trust[i, j] - trust[j, i]) for i, j)"}
  together: {measure: "(trust[A, B] - 2 * 0.8 ^ 20) * (trust[C, B] - 2 * 0.8 ^ 20)"}
)yaml");
    CHECK(outcome_named(result, "gap").mean == 0);
    std::size_t found = 0;
    for (const SeriesResult& series : result.series)
        if (series.name.rfind("trust[", 0) == 0) ++found;
    CHECK(found == 3);
    const SeriesResult& trust = series_named(result, "trust[A, C]");
    const double variance = (1 - std::pow(0.8, 40)) / (1 - 0.64);
    check_normal("trust", trust.mean.back(), trust.sd.back(), 2 * std::pow(0.8, 20), std::sqrt(variance));
    const OutcomeResult& together = outcome_named(result, "together");
    check_near("two pairs", together.mean, 0, together.std_error);
}

TEST_CASE("correlated numbers have the rank correlation asked for and keep their distributions") {
    // Spearman's coefficient of two numbers is the correlation of their shares F(x), each uniform: 12 E(F G) - 3.
    const Result result = result_of(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 1}
parameters:
  bell: {normal: {mean: 1, sd: 2}}
  flat: {uniform: [2, 5]}
  peak: {triangular: [0, 0, 1]}
  wait: {gamma: {shape: 1, scale: 3}}
  share: {beta: {a: 3, b: 1}}
  cut: {gamma: {shape: 1, scale: 3}, range: [1, 4]}
correlate:
  flat <-> peak: 0.6
  peak <-> wait: -0.3
  wait <-> share: 0.7
  share <-> cut: -0.2
variables: {world: {x: {initial: 0}}}
derived:
  world:
    f_flat: (flat - 2) / 3
    f_peak: 1 - (1 - peak) ^ 2
    f_wait: 1 - exp(-wait / 3)
    f_share: share ^ 3
    f_cut: (exp(-1 / 3) - exp(-cut / 3)) / (exp(-1 / 3) - exp(-4 / 3))
actors: {A: {}}
outcomes:
  flat_peak: {measure: 12 * f_flat * f_peak - 3}
  peak_wait: {measure: 12 * f_peak * f_wait - 3}
  wait_share: {measure: 12 * f_wait * f_share - 3}
  share_cut: {measure: 12 * f_share * f_cut - 3}
  flat_bell: {measure: 12 * (f_flat - 0.5) * (bell - 1)}
  mean_share: {measure: share}
  mean_cut: {measure: f_cut}
  square_cut: {measure: f_cut ^ 2}
  square_wait: {measure: f_wait ^ 2}
)yaml");
    const auto near = [&](const std::string& name, double truth) {
        const OutcomeResult& outcome = outcome_named(result, name);
        check_near(name, outcome.mean, truth, outcome.std_error);
    };
    near("flat_peak", 0.6);
    near("peak_wait", -0.3);
    near("wait_share", 0.7);
    near("share_cut", -0.2);
    near("flat_bell", 0);
    near("mean_share", 0.75);
    near("mean_cut", 0.5);
    near("square_cut", 1.0 / 3);
    near("square_wait", 1.0 / 3);
}
