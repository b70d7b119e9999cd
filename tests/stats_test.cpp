// Whole-number statistics: exact sums, bins and their stated errors, mergeable collections.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

#include "catch.hpp"
#include "stats/histogram.h"
#include "stats/moments.h"
#include "stats/step_quantile.h"
#include "stats/tally.h"
#include "stats/wide.h"

using namespace brink;

namespace {

Moments moments_of(const std::vector<double>& values, double per_quantum) {
    Moments moments;
    for (const double value : values) add(moments, value, per_quantum);
    return moments;
}

/// Standard deviation in extended precision, two passes.
long double deviation(const std::vector<double>& values) {
    long double total = 0;
    for (const double value : values) total += value;
    const long double centre = total / static_cast<long double>(values.size());
    long double squares = 0;
    for (const double value : values) squares += (value - centre) * (value - centre);
    return std::sqrt(squares / static_cast<long double>(values.size() - 1));
}

std::vector<double> sample(std::size_t n, double low, double high, unsigned seed) {
    std::mt19937_64 engine(seed);
    std::vector<double> values;
    for (std::size_t i = 0; i < n; ++i)
        values.push_back(low + (high - low) * (static_cast<double>(engine() >> 11) * 0x1p-53));
    return values;
}

/// The least value with at least `thousandths` of the sorted sample at or below it.
double sample_quantile(std::vector<double> values, std::size_t thousandths) {
    std::sort(values.begin(), values.end());
    return values[(values.size() * thousandths + 999) / 1000 - 1];
}

std::vector<std::uint32_t> linear_counts(const std::vector<double>& values, const LinearBins& bins) {
    std::vector<std::uint8_t> places;
    for (const double value : values)
        places.push_back(
            static_cast<std::uint8_t>(std::clamp(std::floor((value - bins.origin) * bins.per_unit), 0.0, 255.0)));
    std::vector<std::uint32_t> counts(k_linear_bins);
    add_linear(counts.data(), places);
    return counts;
}

WindowCounts window_of(const std::vector<double>& values) {
    std::vector<std::uint16_t> bins(values.size());
    log_bins(values.data(), values.size(), bins.data());
    WindowCounts window;
    add(window, bins);
    return window;
}

}  // namespace

TEST_CASE("wide numbers convert to the nearest double") {
    CHECK(to_double(wide(0)) == 0);
    CHECK(to_double(wide(UInt128{1} << 100)) == 0x1p100);
    CHECK(to_double(Int128{-3}) == -3);
    // Halfway between two doubles goes to the even one; one bit more goes up.
    const UInt128 half = (UInt128{1} << 100) + (UInt128{1} << 47);
    CHECK(to_double(wide(half)) == 0x1p100);
    CHECK(to_double(wide(half + 1)) == std::nextafter(0x1p100, 0x1p101));
    CHECK(to_double(wide(half + (UInt128{1} << 48))) == 0x1p100 + 2 * 0x1p48);
    const UInt256 large = multiply(wide(UInt128{1} << 120), wide(UInt128{3} << 110));
    CHECK(to_double(large) == 3 * 0x1p230);
    CHECK(to_double(subtract(large, multiply(wide(UInt128{1} << 120), wide(UInt128{1} << 110)))) == 0x1p231);
}

TEST_CASE("wide multiplication and subtraction agree with division by parts") {
    std::mt19937_64 engine(5);
    for (int i = 0; i < 1000; ++i) {
        const UInt128 a = (UInt128{engine()} << 64) | engine();
        const UInt128 b = (UInt128{engine()} << 64) | engine();
        // (a + b)^2 = a^2 + 2 a b + b^2, modulo 2^256
        const UInt256 sum = add(wide(a), wide(b));
        const UInt256 cross = multiply(wide(2), multiply(wide(a), wide(b)));
        const UInt256 parts = add(add(multiply(wide(a), wide(a)), cross), multiply(wide(b), wide(b)));
        REQUIRE(multiply(sum, sum) == parts);
        REQUIRE(subtract(parts, cross) == add(multiply(wide(a), wide(a)), multiply(wide(b), wide(b))));
    }
}

TEST_CASE("mean and deviation of fractions of a power of two are exact") {
    // 1/4, 3/4, -5/8, 2: mean 19/32; sum of squares 1/16 + 9/16 + 25/64 + 4 = 321/64
    const std::vector<double> values{0.25, 0.75, -0.625, 2};
    const double per_quantum = quanta_per_unit({-2, 2});
    const Moments moments = moments_of(values, per_quantum);
    CHECK(mean(moments, per_quantum) == 19.0 / 32);
    // variance = (321/64 - 4 (19/32)^2) / 3 = (5136 - 1444) / 1024 / 3
    CHECK(standard_deviation(moments, per_quantum) == std::sqrt(3692.0 / 1024 / 3));
    CHECK(smallest(moments, per_quantum) == -0.625);
    CHECK(largest(moments, per_quantum) == 2);
}

TEST_CASE("a tiny deviation around a large mean is not lost") {
    std::vector<double> values;
    for (int i = 0; i < 1000; ++i) values.push_back(0.75 + (i % 2 == 0 ? 0x1p-40 : -0x1p-40));
    const double per_quantum = quanta_per_unit({0, 1});
    const Moments moments = moments_of(values, per_quantum);
    CHECK(mean(moments, per_quantum) == 0.75);
    CHECK(standard_deviation(moments, per_quantum) == Approx(0x1p-40 * std::sqrt(1000.0 / 999)).epsilon(1e-14));
    const Moments constant = moments_of(std::vector<double>(1000, 0.3), per_quantum);
    CHECK(standard_deviation(constant, per_quantum) == 0);
    CHECK(mean(constant, per_quantum) == smallest(constant, per_quantum));
}

TEST_CASE("moments agree with extended precision within the quantum") {
    for (const Range& range : {Range{0, 1}, Range{-3, 100}, Range{-1e-9, 1e-9}, Range{}}) {
        const double low = range.bounded() ? range.low : -1000;
        const double high = range.bounded() ? range.high : 5000;
        const std::vector<double> values = sample(5000, low, high, 11);
        const double per_quantum = quanta_per_unit(range);
        const Moments moments = moments_of(values, per_quantum);
        long double total = 0;
        for (const double value : values) total += value;
        CHECK(mean(moments, per_quantum) ==
              Approx(static_cast<double>(total / 5000)).epsilon(1e-12).margin(1 / per_quantum));
        CHECK(standard_deviation(moments, per_quantum) == Approx(static_cast<double>(deviation(values))).epsilon(1e-9));
        CHECK(moments.not_counted == 0);
    }
}

TEST_CASE("the quantum follows the larger bound of a range") {
    CHECK(quanta_per_unit({0, 1}) == 0x1p49);
    CHECK(quanta_per_unit({0, 1.5}) == 0x1p48);
    CHECK(quanta_per_unit({-1000, 4}) == 0x1p39);
    CHECK(quanta_per_unit({0, 0}) == 0x1p949);
    CHECK(quanta_per_unit({0, k_infinity}) == 0x1p24);
}

TEST_CASE("values too large for the sums are counted apart") {
    const double per_quantum = quanta_per_unit({});
    const Moments moments = moments_of({1, 0x1p26, -0x1p30, k_infinity, std::nan(""), 3}, per_quantum);
    CHECK(moments.not_counted == 4);
    CHECK(moments.count == 2);
    CHECK(mean(moments, per_quantum) == 2);
    const WindowCounts window = window_of({1, 0x1p26, -0x1p30, k_infinity, std::nan(""), 3});
    std::uint32_t n = 0;
    for (const std::uint32_t count : window.counts) n += count;
    CHECK(n == 2);
}

TEST_CASE("bins and sums leave out the same values at the edge") {
    double value = 0x1p26 - 0x1p-24;
    for (int i = 0; i < 10; ++i, value = std::nextafter(value, k_infinity)) {
        const Moments moments = moments_of({value}, quanta_per_unit({}));
        CHECK(window_of({value}).counts.empty() == (moments.not_counted == 1));
    }
}

TEST_CASE("a quantile of counted steps is the least with its share at or before it") {
    const std::vector<std::int64_t> counts = {2, 0, 1, 1};
    CHECK(step_quantile(counts, k_median) == 0);
    CHECK(step_quantile(counts, 501) == 2);
    CHECK(step_quantile(counts, 750) == 2);
    CHECK(step_quantile(counts, 751) == 3);
    CHECK(step_quantile(std::vector<std::int64_t>{0, 0, 3}, 25) == 2);
    CHECK(step_quantile(std::vector<std::int64_t>{0, 0}, k_median) == 0);
    CHECK(step_quantile({}, k_median) == 0);
}

TEST_CASE("sums of squares stay exact beyond 128 bits") {
    // 2^31 values of 2^50 - 1 and as many of its negative: the sum of squares needs 132 bits.
    const std::int64_t q = (std::int64_t{1} << 50) - 1;
    const std::int64_t high = q >> 25;
    const std::int64_t low = q - high * (std::int64_t{1} << 25);
    const Int128 n = Int128{1} << 31;
    Moments moments;
    moments.count = static_cast<std::int64_t>(2 * n);
    const std::int64_t negative_high = (-q) >> 25;
    const std::int64_t negative_low = -q - negative_high * (std::int64_t{1} << 25);
    moments.high_high = n * (high * high + negative_high * negative_high);
    moments.high_low = n * (high * low + negative_high * negative_low);
    moments.low_low = n * (low * low + negative_low * negative_low);
    const double count = static_cast<double>(moments.count);
    CHECK(standard_deviation(moments, 1) ==
          Approx(static_cast<double>(q) * std::sqrt(count / (count - 1))).epsilon(1e-15));
}

TEST_CASE("merged moments equal moments of all values in whatever order") {
    const std::vector<double> values = sample(300, -2, 2, 3);
    const double per_quantum = quanta_per_unit({-2, 2});
    Moments parts[3];
    for (std::size_t i = 0; i < values.size(); ++i) add(parts[i % 3], values[i], per_quantum);
    Moments forward = parts[0];
    merge(forward, parts[1]);
    merge(forward, parts[2]);
    Moments backward = parts[2];
    merge(backward, parts[1]);
    merge(backward, parts[0]);
    CHECK(forward == backward);
    CHECK(forward == moments_of(values, per_quantum));
}

TEST_CASE("linear quantiles lie within a bin of the sample") {
    for (const std::size_t n : {1u, 7u, 100u, 5000u}) {
        const std::vector<double> values = sample(n, -3, 5, 17);
        const LinearBins bins = linear_bins({-3, 5});
        const std::vector<std::uint32_t> counts = linear_counts(values, bins);
        const auto [low, high] = std::minmax_element(values.begin(), values.end());
        for (const int p : {25, 50, 100, 250, 500, 750, 900, 950, 975}) {
            const double exact = sample_quantile(values, static_cast<std::size_t>(p));
            CHECK(std::fabs(quantile(counts, bins, p, *low, *high) - exact) <= quantile_error(bins) * (1 + 1e-9));
        }
    }
    CHECK(quantile_error(linear_bins({0, 1})) == Approx(1.0 / 254).epsilon(1e-4));
}

TEST_CASE("quantiles of values at a bound are the bound") {
    std::vector<double> values(60, 0.0);
    for (int i = 0; i < 40; ++i) values.push_back(1.0);
    const LinearBins bins = linear_bins({0, 1});
    const std::vector<std::uint32_t> counts = linear_counts(values, bins);
    CHECK(quantile(counts, bins, 50, 0, 1) == 0);
    CHECK(quantile(counts, bins, 600, 0, 1) == 0);
    CHECK(quantile(counts, bins, 601, 0, 1) == 1);
    CHECK(quantile(counts, bins, 975, 0, 1) == 1);
}

TEST_CASE("quantiles of one repeated value are that value") {
    const std::vector<double> values(1000, 0.3);
    const LinearBins bins = linear_bins({0, 1});
    for (const int p : {25, 500, 975}) {
        CHECK(quantile(linear_counts(values, bins), bins, p, 0.3, 0.3) == 0.3);
        CHECK(quantile(window_of(values), p, 0.3, 0.3) == 0.3);
    }
    CHECK(quantile(linear_counts({}, bins), bins, 500, 0, 0) == 0);
    CHECK(quantile(WindowCounts{}, 500, 0, 0) == 0);
    const LinearBins point = linear_bins({2, 2});
    CHECK(quantile(linear_counts({2, 2, 2}, point), point, 500, 2, 2) == 2);
    CHECK(quantile_error(point) == 0);
}

TEST_CASE("log quantiles are within one part in thirty-two") {
    std::vector<double> values;
    for (const double x : sample(4001, -18, 18, 23)) values.push_back(x < 0 ? -std::exp(x * -0.7) : std::exp(x * 0.9));
    for (int i = 0; i < 100; ++i) values.push_back(0);
    const WindowCounts window = window_of(values);
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    for (const int p : {1, 25, 50, 100, 250, 500, 750, 900, 950, 975, 999}) {
        const double exact = sample_quantile(values, static_cast<std::size_t>(p));
        const double found = quantile(window, p, *low, *high);
        CHECK(std::fabs(found - exact) <= std::fabs(exact) * k_log_quantile_error);
    }
}

TEST_CASE("log bins ascend with the value and tell its sign") {
    const std::vector<double> values{-6e7, -1.5, -1, -0x1p-20, -1e-9, -0.0, 0, 1e-9, 0x1p-20, 0.1, 1, 1.5, 6e7};
    std::vector<std::uint16_t> bins(values.size());
    log_bins(values.data(), values.size(), bins.data());
    CHECK(std::is_sorted(bins.begin(), bins.end()));
    CHECK(bins[3] == k_log_zero - 1);
    for (std::size_t i = 4; i <= 7; ++i) CHECK(bins[i] == k_log_zero);
    CHECK(bins[8] == k_log_zero + 1);
    CHECK(bins[11] - bins[10] == k_log_parts / 2);
    CHECK(bins.back() < k_log_bins);
}

TEST_CASE("counting many bins at once equals counting them one by one") {
    std::mt19937_64 engine(7);
    for (const std::size_t n : {0u, 1u, 127u, 128u, 515u, 4096u}) {
        std::vector<std::uint8_t> bins(n);
        for (std::uint8_t& bin : bins) bin = static_cast<std::uint8_t>(engine() % 5 == 0 ? engine() : 9);
        std::vector<std::uint32_t> expected(k_linear_bins, 1), counts(k_linear_bins, 1);
        for (const std::uint8_t bin : bins) ++expected[bin];
        add_linear(counts.data(), bins);
        REQUIRE(counts == expected);
    }
}

TEST_CASE("merged windows equal the window of all values") {
    const std::vector<double> values{-5, 0.25, 1000, 0.25, -0.001, 0, 77};
    for (std::size_t cut = 0; cut <= values.size(); ++cut) {
        WindowCounts left = window_of({values.begin(), values.begin() + static_cast<std::ptrdiff_t>(cut)});
        WindowCounts right = window_of({values.begin() + static_cast<std::ptrdiff_t>(cut), values.end()});
        WindowCounts mirrored = right;
        merge(mirrored, left);
        merge(left, right);
        CHECK(left == window_of(values));
        CHECK(mirrored == left);
    }
}

TEST_CASE("trajectory sets join neighbours and see overlap") {
    TrajectorySet set;
    add(set, {1024, 2048});
    add(set, {4096, 5000});
    add(set, {0, 1024});
    CHECK(set == TrajectorySet{{0, 2048}, {4096, 5000}});
    add(set, {2048, 4096});
    CHECK(set == TrajectorySet{{0, 5000}});
    CHECK(size(set) == 5000);
    CHECK(overlap(set, {{4999, 6000}}));
    CHECK_FALSE(overlap(set, {{5000, 6000}}));
    TrajectorySet later{{6000, 6001}};
    merge(later, set);
    merge(later, {{5000, 6000}});
    CHECK(later == TrajectorySet{{0, 6001}});
}

TEST_CASE("the most extreme trajectories are kept at both ends with ties by number") {
    std::mt19937_64 engine(9);
    std::vector<Extreme> entries;
    for (std::uint64_t t = 0; t < 200; ++t) entries.push_back({static_cast<double>(engine() % 20), t});
    for (Extreme& entry : entries)
        entry.tied = static_cast<std::uint64_t>(
            std::count_if(entries.begin(), entries.end(), [&](const Extreme& e) { return e.value == entry.value; }));
    std::vector<Extreme> sorted = entries;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Extreme& a, const Extreme& b) { return a.value > b.value; });
    std::shuffle(entries.begin(), entries.end(), engine);
    ExtremeList left, right;
    for (std::size_t i = 0; i < entries.size(); ++i) add(i % 3 == 0 ? left : right, entries[i]);
    merge(left, right);
    CHECK(left.highest == std::vector<Extreme>(sorted.begin(), sorted.begin() + k_extremes));
    std::stable_sort(sorted.begin(), sorted.end(), [](const Extreme& a, const Extreme& b) {
        return a.value != b.value ? a.value < b.value : a.trajectory < b.trajectory;
    });
    CHECK(left.lowest == std::vector<Extreme>(sorted.begin(), sorted.begin() + k_extremes));
}

TEST_CASE("a window counts many values as it counts them one by one") {
    for (const double spread : {0.001, 1.0, 25.0}) {
        std::vector<double> values;
        for (const double x : sample(600, -spread, spread, 41)) values.push_back(std::exp(x) - (spread > 20 ? 1 : 0));
        WindowCounts single;
        for (const double value : values) merge(single, window_of({value}));
        CHECK(window_of(values) == single);
        const std::size_t n = values.size();
        values.push_back(1e300);
        CHECK(window_of(values) == single);
        CHECK(single.counts.front() > 0);
        CHECK(single.counts.back() > 0);
        CHECK(std::accumulate(single.counts.begin(), single.counts.end(), std::size_t{0}) <= n);
    }
}
