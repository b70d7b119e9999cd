#include "model/mass.h"

#include <algorithm>
#include <cmath>

namespace brink {
namespace {

/// Probability of a normal value within the range, exact in either tail.
double normal_mass(double mean, double sd, double low, double high) {
    const auto below = [](double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); };
    const double a = (low - mean) / sd;
    const double b = (high - mean) / sd;
    return a > 0 ? below(-a) - below(-b) : below(b) - below(a);
}

/// Sum of exp(log_density) over midpoints of [low, high]: the order of magnitude is what counts.
template <class LogDensity>
double summed_mass(const LogDensity& log_density, double low, double high) {
    constexpr int k_points = 4096;
    const double width = (high - low) / k_points;
    double sum = 0;
    for (int i = 0; i < k_points; ++i) sum += std::exp(log_density(low + (i + 0.5) * width)) * width;
    return sum;
}

/// Beyond so many standard deviations nothing is left that counts, whatever the shape.
constexpr double k_far = 60;

bool beta_has_mass(double a, double b, const Range& range) {
    const double mean = a / (a + b);
    const double sd = std::sqrt(mean * (1 - mean) / (a + b + 1));
    if (range.low >= 1 || range.high <= 0) return false;
    if ((range.low < mean && mean < range.high) || (range.low <= 0 && a <= 1) || (range.high >= 1 && b <= 1))
        return true;
    const double low = std::max({range.low, 0.0, mean - k_far * sd});
    const double high = std::min({range.high, 1.0, mean + k_far * sd});
    const double norm = std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b);
    const auto density = [&](double x) { return norm + (a - 1) * std::log(x) + (b - 1) * std::log1p(-x); };
    return low < high && summed_mass(density, low, high) >= k_least_mass;
}

bool gamma_has_mass(double shape, double scale, const Range& range) {
    const double mean = shape * scale;
    const double sd = std::sqrt(shape) * scale;
    if (range.high <= 0) return false;
    if ((range.low < mean && mean < range.high) || (range.low <= 0 && shape <= 1)) return true;
    const double low = std::max({range.low, 0.0, mean - k_far * sd});
    const double high = std::min(range.high, mean + k_far * sd);
    const double norm = -std::lgamma(shape) - shape * std::log(scale);
    const auto density = [&](double x) { return norm + (shape - 1) * std::log(x) - x / scale; };
    return low < high && summed_mass(density, low, high) >= k_least_mass;
}

/// Share of the density's sum over [low, high] that lies within the range.
template <class LogDensity>
double share_within(const LogDensity& log_density, double low, double high, const Range& range) {
    const double from = std::clamp(range.low, low, high), to = std::clamp(range.high, low, high);
    if (!(from < to)) return 0;
    const double within = summed_mass(log_density, from, to);
    const double below = low < from ? summed_mass(log_density, low, from) : 0;
    const double above = to < high ? summed_mass(log_density, to, high) : 0;
    return within / (within + below + above);
}

/// Probability below x of triangular [low, mode, high].
double triangular_below(const std::vector<double>& n, double x) {
    if (x <= n[0]) return 0;
    if (x >= n[2]) return 1;
    if (x < n[1]) return (x - n[0]) * (x - n[0]) / ((n[2] - n[0]) * (n[1] - n[0]));
    return 1 - (n[2] - x) * (n[2] - x) / ((n[2] - n[0]) * (n[2] - n[1]));
}

}  // namespace

bool has_mass(const Distribution& distribution, const Range& range) {
    const auto& numbers = distribution.numbers;
    switch (distribution.kind) {
        case Distribution::Kind::uniform:
        case Distribution::Kind::triangular: return numbers.front() < range.high && numbers.back() > range.low;
        case Distribution::Kind::normal:
            return normal_mass(numbers[0], numbers[1], range.low, range.high) >= k_least_mass;
        case Distribution::Kind::lognormal:
            if (range.high <= 0) return false;
            return normal_mass(numbers[0], numbers[1], range.low > 0 ? std::log(range.low) : -k_infinity,
                               std::log(range.high)) >= k_least_mass;
        case Distribution::Kind::beta: return beta_has_mass(numbers[0], numbers[1], range);
        case Distribution::Kind::gamma: return gamma_has_mass(numbers[0], numbers[1], range);
        case Distribution::Kind::choice:
            return std::any_of(numbers.begin(), numbers.end(),
                               [&](double value) { return value >= range.low && value <= range.high; });
    }
    return false;
}

double mass_within(const Distribution& distribution, const Range& range) {
    const auto& n = distribution.numbers;
    switch (distribution.kind) {
        case Distribution::Kind::uniform:
            return std::clamp((std::min(range.high, n[1]) - std::max(range.low, n[0])) / (n[1] - n[0]), 0.0, 1.0);
        case Distribution::Kind::triangular: return triangular_below(n, range.high) - triangular_below(n, range.low);
        case Distribution::Kind::normal: return normal_mass(n[0], n[1], range.low, range.high);
        case Distribution::Kind::lognormal:
            if (range.high <= 0) return 0;
            return normal_mass(n[0], n[1], range.low > 0 ? std::log(range.low) : -k_infinity, std::log(range.high));
        case Distribution::Kind::beta: {
            const double norm = std::lgamma(n[0] + n[1]) - std::lgamma(n[0]) - std::lgamma(n[1]);
            return share_within([&](double x) { return norm + (n[0] - 1) * std::log(x) + (n[1] - 1) * std::log1p(-x); },
                                0, 1, range);
        }
        case Distribution::Kind::gamma: {
            const double norm = -std::lgamma(n[0]) - n[0] * std::log(n[1]);
            return share_within([&](double x) { return norm + (n[0] - 1) * std::log(x) - x / n[1]; }, 0,
                                n[0] * n[1] + k_far * std::sqrt(n[0]) * n[1], range);
        }
        case Distribution::Kind::choice: return 1;  // values outside were left out as it was read
    }
    return 1;
}

std::optional<double> share_below(const Distribution& distribution, const Range& range, double x) {
    if (distribution.kind == Distribution::Kind::choice) return std::nullopt;
    if (!(x > range.low)) return 0;
    const double all = mass_within(distribution, range);
    if (!(all > 0)) return std::nullopt;
    return std::clamp(mass_within(distribution, {range.low, std::min(x, range.high)}) / all, 0.0, 1.0);
}

}  // namespace brink
