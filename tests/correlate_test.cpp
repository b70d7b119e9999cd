// Correlated parameters: what is refused, whose draws stay as they are, and the numbers of scores.

#include "model/correlate.h"

#include <cmath>
#include <string>

#include "base/elementary.h"
#include "base/hash.h"
#include "base/probability.h"
#include "check_text.h"
#include "lanes/draws.h"
#include "reference/reference.h"

using namespace brink;
using namespace brink::checked;

namespace {

std::string drawn(const std::string& more) {
    return with(
        "parameters: {a: {gamma: {shape: 2, scale: 1}}, b: {uniform: [0, 1]}, c: {beta: {a: 2, b: 3}}, "
        "d: {normal: {mean: 0, sd: 1}, range: [0, 2]}, k: 3}\n"
        "variables: {world: {va: {initial: a}, vb: {initial: b}, vc: {initial: c}, vd: {initial: d}}}\n" +
        more);
}

std::vector<double> state(const Model& model, std::uint64_t row) {
    std::vector<double> values;
    const reference::Trajectory story = reference::run(model, 1, row, row);
    for (const auto& variable : story.states[0]) values.push_back(variable[0]);
    return values;
}

}  // namespace

TEST_CASE("faults of correlations are told") {
    CHECK(codes(drawn("correlate: {a <-> b: 0.5}\n")) == "");
    CHECK(codes(drawn("correlate: {a -> b: 0.5}\n")) == "bad-correlation");
    CHECK(codes(drawn("correlate: {a: 0.5}\n")) == "bad-correlation");
    CHECK(codes(drawn("correlate: {a <-> a: 0.5}\n")) == "diagonal");
    CHECK(codes(drawn("correlate: {a <-> z: 0.5}\n")) == "unknown-name");
    CHECK(codes(drawn("correlate: {a <-> b: 1.5}\n")) == "out-of-range");
    CHECK(codes(drawn("correlate: {a <-> k: 0.5}\n")) == "correlate-not-drawn");
    CHECK(codes(drawn("correlate: {a <-> b: 1}\n")) == "not-positive-definite");
    CHECK(codes(drawn("correlate: {a <-> b: 0.9, b <-> c: 0.9, a <-> c: -0.9}\n")) == "not-positive-definite");
    CHECK(codes(drawn("correlate: {a <-> b: 0.9, b <-> c: 0.9, a <-> c: 0.9}\n")) == "");
}

TEST_CASE("the first of correlated numbers and all others keep their draws") {
    const Model plain = model_of(drawn(""));
    const Model linked = model_of(drawn("correlate: {c <-> a: 0.7}\n"));
    bool moved = false;
    for (std::uint64_t row = 0; row < 20; ++row) {
        const std::vector<double> before = state(plain, row), after = state(linked, row);
        CHECK(before[0] == after[0]);
        CHECK(before[1] == after[1]);
        CHECK(before[3] == after[3]);
        moved = moved || before[2] != after[2];
    }
    CHECK(moved);
}

TEST_CASE("linked parameters form groups whose factor gives their correlations back") {
    const double r = normal_correlation(0.5);
    CHECK(r == Approx(2 * std::sin(std::acos(-1.0) / 12)).epsilon(1e-15));
    CHECK(normal_correlation(1) == Approx(1).epsilon(1e-15));
    CHECK(normal_correlation(-0.3) == -normal_correlation(0.3));
    const auto groups = correlated_parameters({{{0}, {2}, 0.5, {}}, {{1}, {3}, 0.2, {}}, {{2}, {4}, -0.4, {}}});
    REQUIRE(groups.size() == 2);
    CHECK(groups[0].members == std::vector<ParameterId>{{0}, {2}, {4}});
    CHECK(groups[1].members == std::vector<ParameterId>{{1}, {3}});
    const std::vector<double>& f = *groups[0].factor;
    REQUIRE(f.size() == 6);
    CHECK(f[0] == 1);
    CHECK(f[1] == r);
    CHECK(f[3] == 0);
    CHECK(f[1] * f[3] + f[2] * f[4] == Approx(normal_correlation(-0.4)));
    CHECK(f[3] * f[3] + f[4] * f[4] + f[5] * f[5] == Approx(1));
}

TEST_CASE("the number of the score of a number is that number") {
    const std::vector<std::pair<Distribution, Range>> all = {
        {{Distribution::Kind::normal, {1, 2}, {}}, {}},
        {{Distribution::Kind::normal, {1, 2}, {}}, {4, 5}},
        {{Distribution::Kind::normal, {0, 1}, {}}, {-k_infinity, -3}},
        {{Distribution::Kind::normal, {0, 1}, {}}, {4, k_infinity}},
        {{Distribution::Kind::lognormal, {0.5, 0.7}, {}}, {}},
        {{Distribution::Kind::lognormal, {0.5, 0.7}, {}}, {0.1, 2}},
        {{Distribution::Kind::gamma, {0.05, 3}, {}}, {}},
        {{Distribution::Kind::gamma, {0.7, 3}, {}}, {}},
        {{Distribution::Kind::gamma, {40, 0.1}, {}}, {3, 4}},
        {{Distribution::Kind::gamma, {2000, 0.1}, {}}, {}},
        {{Distribution::Kind::beta, {0.2, 0.3}, {}}, {0, 1}},
        {{Distribution::Kind::beta, {2, 5}, {}}, {0.4, 0.9}},
        {{Distribution::Kind::beta, {300, 200}, {}}, {0, 1}},
        {{Distribution::Kind::uniform, {2, 5}, {}}, {3, 9}},
        {{Distribution::Kind::triangular, {0, 1, 4}, {}}, {0, 3}},
        {{Distribution::Kind::choice, {1, 2, 5}, {0.2, 0.3, 0.5}}, {}},
    };
    for (const auto& [distribution, range] : all)
        for (std::uint64_t row = 0; row < 200; ++row) {
            const std::uint64_t key = hash64(7, static_cast<std::uint64_t>(distribution.kind));
            const double x = draw_quantity(distribution, range, key, row);
            const double z = score_of(distribution, range, key, row, x);
            INFO("kind " << static_cast<int>(distribution.kind) << ", x " << x << ", score " << z);
            REQUIRE(std::isfinite(z));
            CHECK(number_of_score(distribution, range, z) == Approx(x).epsilon(2e-9));
        }
}

TEST_CASE("shares are those of known distributions") {
    for (const double z : {-8.0, -3.0, -1.0, -0.1, 0.0, 0.5, 2.0, 6.0}) {
        CHECK(normal_shares(z).below == Approx(0.5 * std::erfc(-z / std::sqrt(2.0))).epsilon(1e-13));
        CHECK(normal_shares(z).above == Approx(0.5 * std::erfc(z / std::sqrt(2.0))).epsilon(1e-13));
        CHECK(normal_quantile(normal_shares(z).below) == Approx(z).margin(1e-9));
    }
    for (const double x : {1e-3, 0.2, 1.0, 5.0, 30.0}) {
        CHECK(gamma_shares(1, x).above == Approx(std::exp(-x)).epsilon(1e-13));
        CHECK(gamma_shares(2, x).above == Approx(std::exp(-x) * (1 + x)).epsilon(1e-13));
        CHECK(gamma_shares(0.5, x).below == Approx(std::erf(std::sqrt(x))).epsilon(1e-13));
        CHECK(log_gamma(x) == Approx(std::lgamma(x)).margin(1e-13));
    }
    for (const double x : {0.01, 0.3, 0.5, 0.9, 0.999}) {
        CHECK(beta_shares(1, 1, x, 1 - x).below == Approx(x).epsilon(1e-13));
        CHECK(beta_shares(3, 1, x, 1 - x).below == Approx(x * x * x).epsilon(1e-13));
        CHECK(beta_shares(1, 4, x, 1 - x).above == Approx(std::pow(1 - x, 4)).epsilon(1e-13));
        CHECK(beta_shares(2, 3, x, 1 - x).below == Approx(x * x * (6 - 8 * x + 3 * x * x)).epsilon(1e-13));
    }
}
