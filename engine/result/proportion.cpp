#include <cmath>

#include "result/result.h"

namespace brink {

Proportion proportion(std::int64_t count, std::int64_t n) {
    Proportion result;
    result.count = count;
    result.n = n;
    if (n == 0) return result;
    constexpr double z = 1.959964;
    const double trials = static_cast<double>(n);
    const double p = static_cast<double>(count) / trials;
    const double variance = p * (1 - p) / trials;
    result.probability = p;
    result.std_error = std::sqrt(variance);
    const double shrink = 1 / (1 + z * z / trials);
    const double centre = (p + z * z / (2 * trials)) * shrink;
    const double half = z * std::sqrt(variance + z * z / (4 * trials * trials)) * shrink;
    // At the ends the interval meets 0 or 1 exactly; rounding must not carry it past.
    result.ci95 = {count == 0 ? 0 : centre - half, count == n ? 1 : centre + half};
    return result;
}

}  // namespace brink
