#include "stats/moments.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace brink {

namespace {

constexpr int k_split = 25;
constexpr double k_unbounded_quanta = 0x1p24;
constexpr double k_too_large = 0x1p50;

double power_of_two(int exponent) { return std::bit_cast<double>(static_cast<std::uint64_t>(1023 + exponent) << 52); }

/// Nearest whole number, ties to even, for |x| < 2^51: 1.5 * 2^52 has its last bit at 1.
double round_to_even(double x) {
    constexpr double k_magic = 0x1.8p52;
    return (x + k_magic) - k_magic;
}

/// Sum of squares of q.
UInt256 sum_of_squares(const Moments& m) {
    const UInt256 high = multiply(wide_signed(m.high_high), wide(UInt128{1} << (2 * k_split)));
    const UInt256 middle = multiply(wide_signed(m.high_low), wide(UInt128{1} << (k_split + 1)));
    return add(add(high, middle), wide_signed(m.low_low));
}

}  // namespace

double quanta_per_unit(const Range& range) {
    if (!range.bounded()) return k_unbounded_quanta;
    const double size = std::max(range.low < 0 ? -range.low : range.low, range.high < 0 ? -range.high : range.high);
    int exponent = -900;
    while (exponent < 900 && power_of_two(exponent) < size) ++exponent;
    return power_of_two(49 - exponent);
}

void add(Moments& moments, const ColumnSums& sums) {
    moments.count += sums.count;
    moments.not_counted += sums.not_counted;
    moments.sum += sums.sum;
    moments.high_high += sums.high_high;
    moments.high_low += sums.high_low;
    moments.low_low += sums.low_low;
    moments.smallest = std::min(moments.smallest, sums.smallest);
    moments.largest = std::max(moments.largest, sums.largest);
}

void add(Moments& moments, double value, double per_quantum) {
    ColumnSums sums;
    const double scaled = value * per_quantum;
    const double rounded = std::fabs(scaled) < k_too_large ? round_to_even(scaled) : k_too_large;
    if (std::fabs(rounded) < k_too_large) {
        const std::int64_t q = static_cast<std::int64_t>(rounded);
        const std::int64_t high = q >> k_split;
        const std::int64_t low = q - high * (std::int64_t{1} << k_split);
        sums = {q, high * high, high * low, low * low, q, q, 1, 0};
    } else {
        sums.not_counted = 1;
    }
    add(moments, sums);
}

void merge(Moments& moments, const Moments& other) {
    moments.count += other.count;
    moments.sum += other.sum;
    moments.high_high += other.high_high;
    moments.high_low += other.high_low;
    moments.low_low += other.low_low;
    moments.smallest = std::min(moments.smallest, other.smallest);
    moments.largest = std::max(moments.largest, other.largest);
    moments.not_counted += other.not_counted;
}

double mean(const Moments& moments, double per_quantum) {
    if (moments.count == 0) return 0;
    const Int128 whole = moments.sum / moments.count;
    const Int128 rest = moments.sum % moments.count;
    const double q = to_double(whole) + to_double(rest) / static_cast<double>(moments.count);
    return q / per_quantum;
}

double standard_deviation(const Moments& moments, double per_quantum) {
    if (moments.count < 2) return 0;
    const UInt256 n = wide(static_cast<UInt128>(moments.count));
    const UInt256 size = wide(magnitude(moments.sum));
    const UInt256 spread = subtract(multiply(n, sum_of_squares(moments)), multiply(size, size));
    const Int128 pairs = static_cast<Int128>(moments.count) * (moments.count - 1);
    return std::sqrt(to_double(spread) / to_double(pairs)) / per_quantum;
}

double smallest(const Moments& moments, double per_quantum) {
    return moments.count == 0 ? 0 : static_cast<double>(moments.smallest) / per_quantum;
}

double largest(const Moments& moments, double per_quantum) {
    return moments.count == 0 ? 0 : static_cast<double>(moments.largest) / per_quantum;
}

}  // namespace brink
