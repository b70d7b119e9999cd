#pragma once
// Random numbers that take more than one uniform number: gamma, poisson, binomial. The scalar form written here is the
// definition, as in elementary.h: the same bits on every instruction set and compiler.
//
// A try k = 0, 1, 2, ... brings uniform numbers of its own, whatever became of the tries before it: `tries(k)` gives
// two, u and v, and `tries(k + k_further)` two more. After k_most_variate_tries (never, in practice: a try is rejected
// with a chance below 0.3) the middle of the distribution is taken.
//
// Arguments are legal: shapes, scales and means not negative, chances between 0 and 1, counts whole and not negative.
// One that is infinite or not a number gives itself. Counts are exact whole numbers up to 2^53.

#include <cstdint>

#include "base/elementary.h"

namespace brink {

struct TwoUniforms {
    double u = 0;
    double v = 0;
};

inline constexpr std::uint32_t k_most_variate_tries = 10'000;
inline constexpr std::uint32_t k_further = 0x80000000u;

/// log(1 - x) for 0 <= x <= 1/2 without loss for small x: log(w) x / (1 - w), w = 1 - x rounded (Goldberg 1991, ACM
/// Computing Surveys 23(1), theorem 4).
[[gnu::always_inline]] inline double log_of_rest(double x) {
    const double w = 1.0 - x;
    return w == 1.0 ? -x : log(w) * (x / (1.0 - w));
}

/// log k! less that of Stirling's sqrt(2 pi k) (k / e)^k, for a whole k >= 1: a table below 10, from there the first
/// five terms of Stirling's series, 1 / (12 k) - 1 / (360 k^3) + ..., whose error is below 1e-13.
[[gnu::always_inline]] inline double stirling_rest(double k) {
    constexpr double k_table[] = {0,
                                  0.08106146679532726,
                                  0.04134069595540929,
                                  0.02767792568499834,
                                  0.020790672103765093,
                                  0.016644691189821193,
                                  0.013876128823070748,
                                  0.0118967099458917,
                                  0.010411265261972096,
                                  0.009255462182712733};
    if (k < 10) return k_table[static_cast<int>(k)];
    const double z = 1.0 / (k * k);
    return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 * z) * z) * z) * z) / k;
}

/// k log(k / m) + m - k for k, m > 0 without cancellation: Loader (2000), Fast and accurate computation of binomial
/// probabilities, section 3.
[[gnu::always_inline]] inline double deviance(double k, double m) {
    const double d = k - m;
    const double e = d / (k + m);
    const double z = e * e;
    if (z >= 0.01) return k * log(k / m) + m - k;
    double series = 0;  // sum of z^j / (2 j + 1) for j = 1 .. 9
    for (int j = 9; j >= 1; --j) series = (series + 1.0 / (2 * j + 1)) * z;
    return d * e + 2.0 * k * e * series;
}

/// Log of the chance that a poisson number of mean m > 0 is the whole number k >= 0.
[[gnu::always_inline]] inline double log_poisson(double k, double m) {
    if (k == 0) return -m;
    return -stirling_rest(k) - deviance(k, m) - 0.5 * log(6.283185307179586 * k);
}

/// Log of the chance that k of n independent trials of chance p, 0 < p < 1, succeed; 0 <= k <= n, whole.
[[gnu::always_inline]] inline double log_binomial(double k, double n, double p) {
    if (k == 0) return n * log_of_rest(p);
    if (k == n) return n * log(p);
    const double rest = stirling_rest(n) - stirling_rest(k) - stirling_rest(n - k);
    const double fit = deviance(k, n * p) + deviance(n - k, n * (1.0 - p));
    return rest - fit + 0.5 * log(n / (6.283185307179586 * k * (n - k)));
}

/// Whether x is neither infinite nor no number.
[[gnu::always_inline]] inline bool is_finite(double x) { return x - x == 0; }

/// Gamma of this shape and scale: Marsaglia and Tsang (2000), ACM TOMS 26(3) 363-372. For a shape a >= 1 with d = a -
/// 1/3 and c = 1 / sqrt(9 d), z = normal_quantile(u) and w = (1 + c z)^3, the try is accepted if w > 0 and log v < z^2
/// / 2 + d - d w + d log w; the number is d w scale. For a shape below 1 that of shape a + 1 times u'^(1 / a), u' the
/// first of the two further numbers of the accepted try. A shape or scale of 0 gives 0.
template <class Tries>
[[gnu::always_inline]] inline double gamma_variate(double shape, double scale, Tries tries) {
    if (!is_finite(shape) || !is_finite(scale)) return shape + scale;
    if (shape == 0 || scale == 0) return 0;
    const bool raised = shape < 1;
    const double d = (raised ? shape + 1.0 : shape) - 1.0 / 3.0;
    const double c = 1.0 / square_root(9.0 * d);
    std::uint32_t k = 0;
    double w = 1;
    for (; k < k_most_variate_tries; ++k) {
        const TwoUniforms two = tries(k);
        const double z = normal_quantile(two.u);
        const double root = 1.0 + c * z;
        w = root * root * root;
        if (w > 0 && log(two.v) < 0.5 * z * z + d - d * w + d * log(w)) break;
        w = 1;
    }
    const double unit = d * w;
    return (raised ? unit * exp(log(tries(k + k_further).u) / shape) : unit) * scale;
}

/// Below this mean a count is found by going up from 0 until the chances passed reach u, or are no more changed by a
/// further one: some 50 steps at most. From it on, by Hormann's transformed rejection.
inline constexpr double k_rejection_mean = 10;

/// Poisson number of this mean. From k_rejection_mean on: algorithm PTRS of Hormann (1993), Insurance: Mathematics and
/// Economics 12(1) 39-45, with the exact test by log_poisson.
template <class Tries>
[[gnu::always_inline]] inline double poisson_variate(double mean, Tries tries) {
    if (!is_finite(mean)) return mean;
    if (mean < k_rejection_mean) {
        const double u = tries(0).u;
        double chance = exp(-mean), passed = chance, k = 0;
        while (u > passed && (k < mean || passed + chance > passed)) {
            k = k + 1;
            chance = chance * (mean / k);
            passed = passed + chance;
        }
        return k;
    }
    const double b = 0.931 + 2.53 * square_root(mean);
    const double a = -0.059 + 0.02483 * b;
    const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    const double squeeze = 0.9277 - 3.6224 / (b - 2.0);
    for (std::uint32_t i = 0; i < k_most_variate_tries; ++i) {
        const TwoUniforms two = tries(i);
        const double u = two.u - 0.5;
        const double edge = 0.5 - absolute(u);
        const double k = floor((2.0 * a / edge + b) * u + mean + 0.43);
        if (edge >= 0.07 && two.v <= squeeze) return k;
        if (k < 0 || (edge < 0.013 && two.v > edge)) continue;
        if (log(two.v * inverse_alpha / (a / (edge * edge) + b)) <= log_poisson(k, mean)) return k;
    }
    return floor(mean);
}

/// How many of n independent trials of this chance succeed; for a chance p above 1/2, n less the number that fail.
/// From k_rejection_mean = n p on: algorithm BTRS of Hormann (1993), Journal of Statistical Computation and Simulation
/// 46(1-2) 101-110, with the exact test by log_binomial.
template <class Tries>
[[gnu::always_inline]] inline double binomial_variate(double n, double chance, Tries tries) {
    if (!is_finite(n) || chance != chance) return n + chance;
    const bool turned = chance > 0.5;
    const double p = turned ? 1.0 - chance : chance;
    if (n == 0 || p == 0) return turned ? n : 0;
    const auto result = [=](double k) { return turned ? n - k : k; };
    if (n * p < k_rejection_mean) {
        const double u = tries(0).u;
        const double odds = p / (1.0 - p);
        double here = exp(n * log_of_rest(p)), passed = here, k = 0;
        while (u > passed && k < n && (k < n * p || passed + here > passed)) {
            here = here * (odds * (n - k) / (k + 1));
            passed = passed + here;
            k = k + 1;
        }
        return result(k);
    }
    const double spread = square_root(n * p * (1.0 - p));
    const double b = 1.15 + 2.53 * spread;
    const double a = -0.0873 + 0.0248 * b + 0.01 * p;
    const double centre = n * p + 0.5;
    const double alpha = (2.83 + 5.1 / b) * spread;
    const double squeeze = 0.92 - 4.2 / b;
    const double mode = floor((n + 1.0) * p);
    const double at_mode = log_binomial(mode, n, p);
    for (std::uint32_t i = 0; i < k_most_variate_tries; ++i) {
        const TwoUniforms two = tries(i);
        const double u = two.u - 0.5;
        const double edge = 0.5 - absolute(u);
        const double k = floor((2.0 * a / edge + b) * u + centre);
        if (k < 0 || k > n) continue;
        if (edge >= 0.07 && two.v <= squeeze) return result(k);
        if (log(two.v * alpha / (a / (edge * edge) + b)) <= log_binomial(k, n, p) - at_mode) return result(k);
    }
    return result(mode);
}

}  // namespace brink
