#include "study/difference.h"

#include <cmath>

namespace brink {

namespace {

constexpr double k_z = 1.959964;

/// Tango's statistic for the difference `d`: how many standard deviations the counts lie above it.
double score(double only_first, double only_second, double n, double d) {
    const double a = 2 * n;
    const double b = -only_first - only_second + (2 * n - only_first + only_second) * d;
    const double c = -only_second * d * (1 - d);
    const double q = (std::sqrt(std::fmax(b * b - 4 * a * c, 0)) - b) / (2 * a);
    const double variance = n * (2 * q + d * (1 - d));
    const double above = only_first - only_second - n * d;
    if (variance <= 0) return above > 0 ? 1e300 : above < 0 ? -1e300 : 0;
    return above / std::sqrt(variance);
}

/// The difference at which the falling score meets `wanted`.
double meets(double only_first, double only_second, double n, double low, double high, double wanted) {
    for (int i = 0; i < 100; ++i) {
        const double middle = low + (high - low) / 2;
        (score(only_first, only_second, n, middle) > wanted ? low : high) = middle;
    }
    return low + (high - low) / 2;
}

Difference of_chances(const PairedOutcome& outcome) {
    if (outcome.n == 0) return {0, {-1, 1}};
    const double n = static_cast<double>(outcome.n);
    const double first = static_cast<double>(outcome.only_first), second = static_cast<double>(outcome.only_second);
    const double estimate = (first - second) / n;
    return {estimate, {meets(first, second, n, -1, estimate, k_z), meets(first, second, n, estimate, 1, -k_z)}};
}

Difference of_means(const PairedOutcome& outcome) {
    const double per_quantum = quanta_per_unit({});
    const Moments& moments = outcome.difference;
    if (moments.count < 2) return {0, {-k_infinity, k_infinity}};
    const double estimate = mean(moments, per_quantum);
    const double half = k_z * standard_deviation(moments, per_quantum) / std::sqrt(static_cast<double>(moments.count));
    return {estimate, {estimate - half, estimate + half}};
}

}  // namespace

Difference difference_of(const PairedOutcome& outcome) {
    return outcome.kind == Outcome::Kind::when ? of_chances(outcome) : of_means(outcome);
}

}  // namespace brink
