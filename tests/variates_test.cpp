// Random numbers that take more than one uniform number: known answers, exact chances, moments, and what a try is.

#include "base/variates.h"

#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "base/hash.h"
#include "lanes/random.h"
#include "support.h"

using namespace brink;

namespace {

constexpr std::uint64_t k_key = 0x0123456789ABCDEFull;

struct Tries {
    std::uint64_t luck = 0;
    std::uint64_t key = k_key;
    std::uint32_t step = 3;
    TwoUniforms operator()(std::uint32_t attempt) const {
        const DrawWords words = draw_words(key, luck, step, attempt);
        return {uniform53(words.first), uniform53(words.second)};
    }
};

constexpr std::uint64_t k_lucks[] = {0, 1, 2, 3, 5, 8, 13, 21, (1ull << 40) + 7, (1ull << 63) + 1};

// Known answers: the same transforms of the same words in 45-digit decimal arithmetic, with exact factorials or
// Stirling's series to its eighth term (Python's decimal; its own Philox, checked against Random123's known answers).
struct Counts {
    double mean;
    std::int64_t expected[10];
};
constexpr Counts k_poisson[] = {
    {0.001, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0}},
    {0.7, {0, 1, 0, 1, 0, 0, 1, 0, 0, 1}},
    {3.0, {2, 4, 3, 4, 1, 0, 4, 2, 0, 3}},
    {9.75, {8, 11, 9, 12, 6, 5, 12, 9, 4, 10}},
    {10.0, {11, 12, 10, 12, 5, 7, 13, 9, 6, 10}},
    {12.5, {13, 15, 12, 5, 6, 10, 16, 11, 8, 12}},
    {40.0, {41, 44, 40, 44, 29, 35, 46, 38, 31, 40}},
    {1000.0, {1007, 1020, 998, 1022, 946, 975, 1028, 991, 958, 1000}},
    {1000000.0, {999261, 1000632, 999945, 1000678, 998302, 999222, 1000867, 999712, 998663, 1000011}},
    {1000000000.0,
     {999976638, 1000019968, 999998255, 1000021440, 999946317, 999975398, 1000027427, 999990905, 999957718,
      1000000341}},
    {1000000000000.0,
     {999999261242, 1000000631429, 999999944828, 1000000677998, 999998302403, 999999222026, 1000000867321, 999999712398,
      999998662929, 1000000010785}},
};

struct Trials {
    double n, p;
    std::int64_t expected[10];
};
constexpr Trials k_binomial[] = {
    {1.0, 0.5, {0, 1, 0, 1, 0, 0, 1, 0, 0, 1}},
    {10.0, 0.25, {2, 3, 2, 3, 1, 0, 4, 2, 0, 2}},
    {40.0, 0.125, {4, 6, 5, 6, 2, 2, 7, 4, 2, 5}},
    {1000.0, 0.0078125, {6, 9, 8, 9, 4, 3, 10, 7, 3, 8}},
    {40.0, 0.25, {11, 12, 10, 4, 5, 8, 13, 9, 6, 10}},
    {40.0, 0.75, {29, 28, 30, 36, 35, 32, 27, 31, 34, 30}},
    {100.0, 0.5, {51, 53, 50, 39, 42, 39, 55, 48, 43, 50}},
    {1000.0, 0.015625, {17, 18, 15, 18, 9, 12, 19, 14, 10, 16}},
    {1000000.0, 0.3, {300099, 300289, 299975, 300311, 299223, 299643, 300398, 299868, 299387, 300005}},
    {1000000.0, 9.313225746154785e-10, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0}},
    {1000000000.0,
     0.125,
     {125002254, 125006603, 124999423, 125007090, 124982254, 124991865, 125009069, 124996993, 124986021, 125000113}},
    {1000000000000.0,
     0.9375,
     {937499947842, 937499847182, 937500013354, 937499835913, 937500410735, 937500188279, 937499790102, 937500069608,
      937500323541, 937499997390}},
    {1099511627776.0,
     0.5,
     {549755926858, 549756144880, 549755784965, 549756169288, 549754924264, 549755406089, 549756268513, 549755663122,
      549755113121, 549755819542}},
};

struct Sizes {
    double shape;
    double expected[6];
};
constexpr Sizes k_gamma[] = {
    {0.0625,
     {1.1929565535875017e-13, 1.325422943194251e-09, 2.4104783835282438e-23, 1.9730727475791715e-15,
      3.39668275639168e-08, 0.0013889389053943753}},
    {0.5,
     {0.01665764579710705, 0.1413615069923749, 0.0017376284121998684, 0.027160165483778944, 0.03523678446859813,
      0.08762787218329678}},
    {1.0,
     {0.2611468792106788, 1.2383041877213938, 0.6270141323498758, 1.2902486592575253, 0.053715510657406325,
      0.01994868541123454}},
    {2.5,
     {1.3360910502415757, 3.1027970467964767, 2.0945316721398934, 3.181107291551092, 0.6960495607585382,
      0.5101820546795386}},
    {30.0,
     {26.22897862899714, 32.83153075090495, 29.397544349390767, 33.07412432053531, 22.714572337076067,
      21.38519249579728}},
    {1000000.0,
     {999342.5809215513, 1000561.3124744004, 999950.107272647, 1000602.855540695, 998608.7907011393,
      998311.5898858954}},
};

/// Chances of counts low .. low + n - 1, by exact recursion from one that is known.
std::vector<double> poisson_chances(double mean, int n) {
    std::vector<double> chances;
    for (int k = 0; k < n; ++k) chances.push_back(std::exp(-mean + k * std::log(mean) - std::lgamma(k + 1.0)));
    return chances;
}

std::vector<double> binomial_chances(int n, double p) {
    std::vector<double> chances;
    for (int k = 0; k <= n; ++k)
        chances.push_back(std::exp(std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0) +
                                   k * std::log(p) + (n - k) * std::log1p(-p)));
    return chances;
}

/// Pearson's chi-square of counts against chances, classes joined up to 8 expected; by Wilson and Hilferty (1931) its
/// cube root is nearly normal. Fails at 4.5 standard deviations (once in 300,000 seeds; the seed is fixed).
void check_chances(const std::vector<double>& chances, const std::function<double(std::uint64_t)>& draw) {
    const std::uint64_t n = test::scaled(200'000, 20'000);
    std::map<std::int64_t, double> seen;
    for (std::uint64_t i = 0; i < n; ++i) ++seen[static_cast<std::int64_t>(draw(i))];
    double chi = 0, expected = 0, found = 0, left = static_cast<double>(n), left_seen = left;
    int classes = 0;
    const auto close = [&] {
        chi += (found - expected) * (found - expected) / expected;
        ++classes;
        expected = found = 0;
    };
    for (std::size_t k = 0; k < chances.size(); ++k) {
        expected += chances[k] * static_cast<double>(n);
        found += seen[static_cast<std::int64_t>(k)];
        left -= chances[k] * static_cast<double>(n);
        left_seen -= seen[static_cast<std::int64_t>(k)];
        if (expected >= 8 && left >= 8) close();
    }
    expected += std::max(left, 0.0);
    found += left_seen;
    close();
    const double f = classes - 1;
    REQUIRE(f >= 1);
    const double z = (std::cbrt(chi / f) - (1 - 2 / (9 * f))) / std::sqrt(2 / (9 * f));
    INFO("chi-square " << chi << " of " << f << " degrees of freedom");
    CHECK(z < 4.5);
    CHECK(z > -4.5);
}

/// Mean and variance within 4.5 standard errors, those of a distribution with the given fourth central moment.
void check_moments(double mean, double variance, double fourth, const std::function<double(std::uint64_t)>& draw) {
    const std::uint64_t n = test::scaled(100'000, 10'000);
    double sum = 0, squares = 0;
    for (std::uint64_t i = 0; i < n; ++i) {
        const double d = draw(i) - mean;
        sum += d;
        squares += d * d;
    }
    const double trials = static_cast<double>(n);
    INFO("mean " << mean << " off by " << sum / trials << ", variance " << variance << " found " << squares / trials);
    CHECK(std::fabs(sum / trials) < 4.5 * std::sqrt(variance / trials));
    CHECK(std::fabs(squares / trials - variance) < 4.5 * std::sqrt((fourth - variance * variance) / trials));
}

Tries lane(std::uint64_t i, std::uint64_t site) { return {i, hash64(9, site), 0}; }

}  // namespace

TEST_CASE("poisson numbers are those of exact arithmetic") {
    for (const Counts& row : k_poisson)
        for (std::size_t i = 0; i < 10; ++i) {
            INFO("mean " << row.mean << " luck " << k_lucks[i]);
            CHECK(poisson_variate(row.mean, Tries{k_lucks[i]}) == static_cast<double>(row.expected[i]));
        }
}

TEST_CASE("binomial numbers are those of exact arithmetic") {
    for (const Trials& row : k_binomial)
        for (std::size_t i = 0; i < 10; ++i) {
            INFO("n " << row.n << " p " << row.p << " luck " << k_lucks[i]);
            CHECK(binomial_variate(row.n, row.p, Tries{k_lucks[i]}) == static_cast<double>(row.expected[i]));
        }
}

TEST_CASE("gamma numbers are those of exact arithmetic to the last digits") {
    for (const Sizes& row : k_gamma)
        for (std::size_t i = 0; i < 6; ++i) {
            INFO("shape " << row.shape << " luck " << k_lucks[i]);
            const double found = gamma_variate(row.shape, 1, Tries{k_lucks[i]});
            CHECK(std::fabs(found / row.expected[i] - 1) < 1e-13 / std::min(row.shape, 1.0));
            CHECK(gamma_variate(row.shape, 4, Tries{k_lucks[i]}) == 4 * found);
        }
}

TEST_CASE("poisson numbers have their chances for small and large means") {
    for (const double mean : {0.05, 1.0, 4.5, 9.99, 10.0, 17.0, 60.0, 400.0}) {
        INFO("mean " << mean);
        check_chances(poisson_chances(mean, static_cast<int>(mean + 12 * std::sqrt(mean) + 12)),
                      [&](std::uint64_t i) { return poisson_variate(mean, lane(i, 1)); });
    }
}

TEST_CASE("binomial numbers have their chances for few and many trials") {
    for (const auto& [n, p] : std::vector<std::pair<int, double>>{
             {1, 0.3}, {7, 0.5}, {30, 0.9}, {50, 0.19}, {50, 0.2}, {50, 0.21}, {40, 0.5}, {600, 0.7}, {5000, 0.01}}) {
        INFO("n " << n << " p " << p);
        check_chances(binomial_chances(n, p),
                      [&, n = n, p = p](std::uint64_t i) { return binomial_variate(n, p, lane(i, 2)); });
    }
}

TEST_CASE("large means and many trials keep their moments") {
    for (const double m : {1e3, 1e6, 1e9})
        check_moments(m, m, m + 3 * m * m, [&](std::uint64_t i) { return poisson_variate(m, lane(i, 3)); });
    for (const auto& [n, p] : std::vector<std::pair<double, double>>{{1e6, 0.3}, {1e9, 0.999}, {1e6, 1e-4}}) {
        const double v = n * p * (1 - p);
        check_moments(n * p, v, v * (1 - 6 * p * (1 - p)) + 3 * v * v,
                      [&, n = n, p = p](std::uint64_t i) { return binomial_variate(n, p, lane(i, 4)); });
    }
    for (const double a : {0.05, 0.5, 1.0, 1.7, 40.0, 1e6})
        check_moments(2 * a, 4 * a, 16 * (3 * a * a + 6 * a),
                      [&](std::uint64_t i) { return gamma_variate(a, 2, lane(i, 5)); });
}

TEST_CASE("arguments at the ends of what is legal give the ends") {
    const Tries tries{5};
    CHECK(poisson_variate(0, tries) == 0);
    CHECK(binomial_variate(0, 0.5, tries) == 0);
    CHECK(binomial_variate(12, 0, tries) == 0);
    CHECK(binomial_variate(12, 1, tries) == 12);
    CHECK(gamma_variate(0, 3, tries) == 0);
    CHECK(gamma_variate(3, 0, tries) == 0);
    CHECK(std::isinf(poisson_variate(HUGE_VAL, tries)));
    CHECK(std::isinf(binomial_variate(HUGE_VAL, 0.5, tries)));
    CHECK(std::isinf(gamma_variate(HUGE_VAL, 1, tries)));
    CHECK(std::isnan(poisson_variate(NAN, tries)));
    CHECK(std::isnan(binomial_variate(3, NAN, tries)));
    CHECK(std::isnan(gamma_variate(1, NAN, tries)));
    for (std::uint64_t i = 0; i < 200; ++i) {
        const double k = binomial_variate(20, 0.5, lane(i, 6));
        CHECK((k >= 0 && k <= 20 && k == std::floor(k)));
    }
}

TEST_CASE("a try is its own whatever became of those before it") {
    // A first try that is always refused leaves the second as it is.
    const auto refused = [](std::uint32_t k) { return k == 0 ? TwoUniforms{1e-9, 1 - 1e-9} : Tries{2}(k); };
    const auto second = [](std::uint32_t k) { return Tries{2}(k + 1); };
    CHECK(poisson_variate(1000, refused) == poisson_variate(1000, second));
    CHECK(binomial_variate(1000, 0.4, refused) == binomial_variate(1000, 0.4, second));
    const auto wild = [](std::uint32_t k) { return k == 0 ? TwoUniforms{1e-15, 0.5} : Tries{2}(k); };
    CHECK(gamma_variate(1, 1, wild) == gamma_variate(1, 1, second));
}

TEST_CASE("the logarithms behind the exact tests are those of the C library") {
    for (const double m : {0.3, 12.0, 1e4})
        for (const double k : {0.0, 1.0, 5.0, 9.0, 10.0, 40.0, 9900.0, 10100.0}) {
            const double truth = -m + k * std::log(m) - std::lgamma(k + 1);
            CHECK(log_poisson(k, m) == Approx(truth).epsilon(1e-11).margin(1e-9));
        }
    for (const double n : {1.0, 20.0, 1e4})
        for (const double p : {0.01, 0.3, 0.5})
            for (const double share : {0.0, 0.1, 0.5, 1.0}) {
                const double k = std::floor(n * share);
                const double truth = std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) +
                                     k * std::log(p) + (n - k) * std::log1p(-p);
                CHECK(log_binomial(k, n, p) == Approx(truth).epsilon(1e-11).margin(1e-9));
            }
}
