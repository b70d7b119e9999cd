#include "base/probability.h"

#include "base/elementary.h"

namespace brink {
namespace {

constexpr double k_small = 1e-16;
constexpr double k_tiny = 1e-300;  // stands for 0 in a denominator
constexpr int k_most_terms = 100'000;

/// Lentz' way through a continued fraction: the fraction so far and its two running parts.
struct Fraction {
    double c = 1;
    double d = 0;
    double value = 1;

    /// One more partial numerator and denominator; whether it still moved.
    bool add(double numerator, double denominator) {
        d = denominator + numerator * d;
        if (absolute(d) < k_tiny) d = k_tiny;
        c = denominator + numerator / c;
        if (absolute(c) < k_tiny) c = k_tiny;
        d = 1 / d;
        const double step = c * d;
        value = value * step;
        return absolute(step - 1) > k_small;
    }
};

/// x^shape exp(-x) / gamma(shape).
double gamma_front(double shape, double x) { return exp(shape * log(x) - x - log_gamma(shape)); }

double gamma_by_series(double shape, double x) {
    double term = 1 / shape;
    double sum = term;
    for (int n = 1; n < k_most_terms && term > sum * k_small; ++n) {
        term = term * (x / (shape + n));
        sum = sum + term;
    }
    return sum * gamma_front(shape, x);
}

double gamma_by_fraction(double shape, double x) {
    double b = x + 1 - shape;
    Fraction fraction{1 / k_tiny, 1 / b, 1 / b};
    for (int n = 1; n < k_most_terms; ++n) {
        b = b + 2;
        if (!fraction.add(-n * (n - shape), b)) break;
    }
    return fraction.value * gamma_front(shape, x);
}

/// The share below x, good where x lies below the mean or not far above.
double beta_by_fraction(double a, double b, double x, double rest) {
    const double front = exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * log(x) + b * log(rest)) / a;
    Fraction fraction;
    double first = 1 - (a + b) * x / (a + 1);
    if (absolute(first) < k_tiny) first = k_tiny;
    fraction.d = 1 / first;
    fraction.value = fraction.d;
    for (int n = 1; n < k_most_terms; ++n) {
        const double m = n;
        (void)fraction.add(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), 1);
        if (!fraction.add(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), 1)) break;
    }
    return front * fraction.value;
}

}  // namespace

double log_gamma(double x) {
    double product = 1;
    while (x < 10) {
        product = product * x;
        x = x + 1;
    }
    constexpr double k_half_log_two_pi = 0.91893853320467274178;
    const double r = 1 / x;
    const double s = r * r;
    const double series = r * (1.0 / 12 -
                               s * (1.0 / 360 -
                                    s * (1.0 / 1260 - s * (1.0 / 1680 - s * (1.0 / 1188 - s * (691.0 / 360360))))));
    return (x - 0.5) * log(x) - x + k_half_log_two_pi + series - log(product);
}

Shares gamma_shares(double shape, double x) {
    if (!(x > 0)) return {0, 1};
    if (x == Real<double>::k_infinity) return {1, 0};
    if (x < shape + 1) {
        const double below = minimum(gamma_by_series(shape, x), 1.0);
        return {below, 1 - below};
    }
    const double above = minimum(gamma_by_fraction(shape, x), 1.0);
    return {1 - above, above};
}

Shares normal_shares(double z) {
    const double beyond = 0.5 * gamma_shares(0.5, 0.5 * z * z).above;
    return z < 0 ? Shares{beyond, 1 - beyond} : Shares{1 - beyond, beyond};
}

Shares beta_shares(double a, double b, double x, double rest) {
    if (!(x > 0)) return {0, 1};
    if (!(rest > 0)) return {1, 0};
    if (x < (a + 1) / (a + b + 2)) {
        const double below = minimum(beta_by_fraction(a, b, x, rest), 1.0);
        return {below, 1 - below};
    }
    const double above = minimum(beta_by_fraction(b, a, rest, x), 1.0);
    return {1 - above, above};
}

double normal_correlation(double rank) {
    constexpr double k_pi_sixth = 0.52359877559829887308;
    const double x = rank * k_pi_sixth;
    const double s = x * x;
    // the Taylor series of the sine; its next term is below 3e-20 here
    const double sine =
        x * (1 - s / 6 * (1 - s / 20 * (1 - s / 42 * (1 - s / 72 * (1 - s / 110 * (1 - s / 156 * (1 - s / 210)))))));
    return 2 * sine;
}

}  // namespace brink
