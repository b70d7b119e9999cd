#include "study/difference.h"

#include <algorithm>
#include <cmath>

#include "base/elementary.h"

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
    if (outcome.n == 0) return {0, {-1, 1}, false};
    const double n = static_cast<double>(outcome.n);
    const double first = static_cast<double>(outcome.only_first), second = static_cast<double>(outcome.only_second);
    const double estimate = (first - second) / n;
    return {estimate, {meets(first, second, n, -1, estimate, k_z), meets(first, second, n, estimate, 1, -k_z)}, false};
}

Difference of_means(const PairedOutcome& outcome) {
    const double per_quantum = quanta_per_unit({});
    const Moments& moments = outcome.difference;
    if (moments.count < 2) return {0, {-k_infinity, k_infinity}, false};
    const double estimate = mean(moments, per_quantum);
    const double n = static_cast<double>(moments.count);
    const double half = student_t(n - 1) * standard_deviation(moments, per_quantum) / std::sqrt(n);
    return {estimate, {estimate - half, estimate + half}, false};
}

double squared(double x) { return x * x; }

Saving of_counts(const PairedOutcome& outcome) {
    if (outcome.n == 0) return {};
    const double n = static_cast<double>(outcome.n);
    const double first = static_cast<double>(outcome.both + outcome.only_first) / n;
    const double second = static_cast<double>(outcome.both + outcome.only_second) / n;
    const double apart = static_cast<double>(outcome.only_first + outcome.only_second) / n;
    return {first * (1 - first) + second * (1 - second), apart - squared(first - second)};
}

Saving of_values(const PairedOutcome& outcome) {
    const double per_quantum = quanta_per_unit({});
    return {squared(standard_deviation(outcome.first, per_quantum)) +
                squared(standard_deviation(outcome.second, per_quantum)),
            squared(standard_deviation(outcome.difference, per_quantum))};
}

}  // namespace

Difference difference_of(const PairedOutcome& outcome) {
    Difference difference = outcome.kind == Outcome::Kind::when ? of_chances(outcome) : of_means(outcome);
    difference.none_differs = outcome.n > 0 && outcome.only_first == 0 && outcome.only_second == 0;
    return difference;
}

Difference turned(const Difference& difference) {
    return {0 - difference.estimate, {0 - difference.ci95[1], 0 - difference.ci95[0]}, difference.none_differs};
}

std::optional<Ratio> ratio_of(const PairedOutcome& outcome) {
    constexpr std::int64_t k_least = 10;
    const std::int64_t in_first = outcome.both + outcome.only_first, in_second = outcome.both + outcome.only_second;
    const std::int64_t differ = outcome.only_first + outcome.only_second;
    if (outcome.kind != Outcome::Kind::when || std::min({in_first, in_second, differ}) < k_least) return std::nullopt;
    const double first = static_cast<double>(in_first), second = static_cast<double>(in_second);
    const double factor = brink::exp(k_z * std::sqrt(static_cast<double>(differ) / (first * second)));
    const double estimate = second / first;
    return Ratio{estimate, {estimate / factor, estimate * factor}};
}

Saving saving_of(const PairedOutcome& outcome) {
    return outcome.kind == Outcome::Kind::when ? of_counts(outcome) : of_values(outcome);
}

std::optional<double> Saving::factor() const {
    if (!(paired > 0)) return std::nullopt;
    return independent / paired;
}

double student_t(double degrees) {
    if (degrees < 1.5) return 12.706204736432095;
    if (degrees < 2.5) return 4.302652729911275;
    if (degrees < 3.5) return 3.182446305284263;
    const double z = 1.959963984540054, z2 = z * z;
    const double g1 = z * (z2 + 1) / 4;
    const double g2 = z * ((5 * z2 + 16) * z2 + 3) / 96;
    const double g3 = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
    const double g4 = z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;
    return z + (g1 + (g2 + (g3 + g4 / degrees) / degrees) / degrees) / degrees;
}

}  // namespace brink
