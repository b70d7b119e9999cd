// The kernels that look at columns: exact sums, bins, digests, finiteness; on every instruction set.

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "base/hash.h"
#include "catch.hpp"
#include "lanes/isa.h"
#include "lanes/log_bins.h"

using namespace brink;

namespace {

constexpr double k_inf = std::numeric_limits<double>::infinity();
constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t k_width = 160;

struct Columns {
    alignas(64) double values[6][k_width] = {};
    double* operator[](std::size_t c) { return values[c]; }
};

double unit(std::uint64_t i) { return static_cast<double>(mix64(i) >> 11) * 0x1p-53; }

template <class F>
void on_every_isa(F f) {
    for (const Isa isa : {Isa::baseline, Isa::v3, Isa::v4}) {
        if (!available(isa)) continue;
        INFO(name(isa));
        f(kernels<double>(isa));
    }
}

/// The documented sums, one value at a time.
ColumnSums sums_of(const double* column, std::size_t n, double per_quantum) {
    ColumnSums s;
    for (std::size_t i = 0; i < n; ++i) {
        const double scaled = column[i] * per_quantum;
        if (!(std::fabs(std::nearbyint(scaled)) < 0x1p50)) {
            ++s.not_counted;
            continue;
        }
        const auto q = static_cast<std::int64_t>(std::nearbyint(scaled));
        std::int64_t low = q % (1 << 25);
        if (low < 0) low += 1 << 25;
        const std::int64_t high = (q - low) / (1 << 25);
        s.sum += q;
        s.high_high += high * high;
        s.high_low += high * low;
        s.low_low += low * low;
        s.smallest = q < s.smallest ? q : s.smallest;
        s.largest = q > s.largest ? q : s.largest;
        ++s.count;
    }
    return s;
}

void check_sums(const double* column, std::size_t n, double per_quantum) {
    const ColumnSums wanted = sums_of(column, n, per_quantum);
    on_every_isa([&](const Kernels<double>& kernels) {
        ColumnSums found;
        kernels.add_sums(column, n, per_quantum, found);
        INFO(n << " lanes");
        CHECK(found.sum == wanted.sum);
        CHECK(found.high_high == wanted.high_high);
        CHECK(found.high_low == wanted.high_low);
        CHECK(found.low_low == wanted.low_low);
        CHECK(found.smallest == wanted.smallest);
        CHECK(found.largest == wanted.largest);
        CHECK(found.count == wanted.count);
        CHECK(found.not_counted == wanted.not_counted);
    });
}

}  // namespace

TEST_CASE("sums of a column are exact for every number of lanes") {
    Columns columns;
    for (std::size_t i = 0; i < k_width; ++i) columns[0][i] = 200 * unit(i) - 100;
    for (const std::size_t n : {1u, 2u, 15u, 16u, 17u, 63u, 64u, 65u, 128u, 160u}) check_sums(columns[0], n, 0x1p36);
}

TEST_CASE("sums round to even and keep signs and leave out what is too large") {
    Columns columns;
    const double special[] = {0.5,         1.5,    -0.5,    -1.5,    2.5,    -2.5,   0.0,   -0.0,
                              0x1p50 - 1,  0x1p50, -0x1p50, k_nan,   k_inf,  -k_inf, 1e300, -0x1p50 + 1,
                              0x1p50 - .5, 0x1p51, 0x1p52,  -0x1p52, 0x1p53, 5e-324, -1.0,  -0x1.8p52};
    for (std::size_t i = 0; i < std::size(special); ++i) columns[0][i] = special[i];
    for (std::size_t n = 1; n <= std::size(special); ++n) check_sums(columns[0], n, 1);
    columns[1][0] = k_nan;
    check_sums(columns[1], 1, 1);  // nothing is counted
}

TEST_CASE("sums leave out one value at a limit among small ones") {
    for (const double limit : {-0x1p50, 0x1p50, -0x1p50 - 1, 0x1p51, -0x1p51, -0x1p52, 1 - 0x1p50, 0x1p50 - 1}) {
        INFO(limit);
        for (const std::size_t place : {0u, 5u, 63u}) {
            Columns columns;
            for (std::size_t i = 0; i < 64; ++i) columns[0][i] = i == place ? limit : unit(i);
            check_sums(columns[0], 64, 1);
        }
    }
}

TEST_CASE("sums of two columns add up") {
    Columns columns;
    for (std::size_t i = 0; i < k_width; ++i) columns[0][i] = 2 * unit(i) - 1;
    columns[0][90] = k_nan;  // the second half takes the careful path
    const ColumnSums wanted = sums_of(columns[0], k_width, 0x1p49);
    on_every_isa([&](const Kernels<double>& kernels) {
        ColumnSums found;
        kernels.add_sums(columns[0], 80, 0x1p49, found);
        kernels.add_sums(columns[0] + 80, 80, 0x1p49, found);
        CHECK(found.sum == wanted.sum);
        CHECK(found.low_low == wanted.low_low);
        CHECK(found.smallest == wanted.smallest);
        CHECK(found.count == 159);
        CHECK(found.not_counted == 1);
    });
}

TEST_CASE("log bins of a column are those of its values") {
    Columns columns;
    const double special[] = {0.0,   -0.0,  0x1p-20, -0x1p-20, 0x1p26, -0x1p26, 0x1.fffffffffffffp25,
                              k_nan, k_inf, -k_inf,  5e-324};
    for (std::size_t i = 0; i < k_width; ++i)
        columns[0][i] = i < std::size(special) ? special[i] : (unit(i) - 0.5) * std::exp2(60 * unit(1'000 + i) - 30);
    on_every_isa([&](const Kernels<double>& kernels) {
        std::vector<std::uint16_t> bins(k_width, 77);
        kernels.log_bins(columns[0], k_width - 1, bins.data());
        for (std::size_t i = 0; i < k_width - 1; ++i) CHECK(bins[i] == log_bin(columns[0][i]));
        CHECK(bins[k_width - 1] == 77);
        CHECK(bins[0] == k_log_zero);
        CHECK(bins[2] == k_log_zero + 1);
        CHECK(bins[3] == k_log_zero - 1);
        CHECK(bins[4] == k_log_none);
        CHECK(bins[7] == k_log_none);
    });
}

TEST_CASE("linear bins clamp to the first and the last") {
    Columns columns;
    const double special[] = {-1e300, -0.1, -0.0, 0.0, 0.75, 1.0, 254.75, 255.0, 255.5, 1e300, k_inf, -k_inf, 128.5};
    const unsigned wanted[] = {0, 0, 0, 0, 0, 1, 254, 255, 255, 255, 255, 0, 128};
    for (std::size_t i = 0; i < std::size(special); ++i) columns[0][i] = special[i] / 4 - 3;
    on_every_isa([&](const Kernels<double>& kernels) {
        std::vector<std::uint8_t> bins(k_width, 77);
        kernels.linear_bins(columns[0], std::size(special), -3, 4, bins.data());
        for (std::size_t i = 0; i < std::size(special); ++i) {
            INFO(special[i]);
            CHECK(bins[i] == wanted[i]);
        }
        CHECK(bins[std::size(special)] == 77);  // lanes out of use are not touched
    });
    for (std::size_t i = 0; i < k_width; ++i) columns[1][i] = 3 * unit(i) - 1;
    on_every_isa([&](const Kernels<double>& kernels) {
        std::vector<std::uint8_t> bins(k_width);
        kernels.linear_bins(columns[1], k_width, -1, 254 / 3.0, bins.data());
        for (std::size_t i = 0; i < k_width; ++i)
            CHECK(bins[i] == static_cast<int>(std::floor((columns[1][i] + 1) * (254 / 3.0))));
    });
}

TEST_CASE("a digest folds the bits of every column in order") {
    Columns columns;
    for (std::size_t c = 0; c < 3; ++c)
        for (std::size_t i = 0; i < k_width; ++i) columns[c][i] = unit(1'000 * c + i) - 0.5;
    columns[1][4] = -0.0;
    columns[1][5] = 0.0;
    on_every_isa([&](const Kernels<double>& kernels) {
        std::vector<std::uint64_t> digests(k_width);
        for (std::size_t i = 0; i < k_width; ++i) digests[i] = i;
        kernels.digest(columns[0], 3, k_width, digests.data());
        for (std::size_t i = 0; i < k_width; ++i) {
            std::uint64_t wanted = i;
            for (std::size_t c = 0; c < 3; ++c) {
                const double value = columns[c][i] == 0 ? 0.0 : columns[c][i];
                wanted = digest_step(wanted, std::bit_cast<std::uint64_t>(value));
            }
            REQUIRE(digests[i] == wanted);
        }
    });
}

TEST_CASE("the first column that is not finite is found among the lanes in use") {
    on_every_isa([](const Kernels<double>& kernels) {
        Columns columns;
        CHECK(kernels.first_not_finite(columns[0], 6, k_width, k_width) == 6);
        for (const double bad : {k_nan, k_inf, -k_inf}) {
            columns[4][80] = bad;
            CHECK(kernels.first_not_finite(columns[0], 6, k_width, k_width) == 4);
            CHECK(kernels.first_not_finite(columns[0], 6, k_width, 81) == 4);
            CHECK(kernels.first_not_finite(columns[0], 6, k_width, 80) == 6);  // padding is not looked at
            CHECK(kernels.first_not_finite(columns[0], 4, k_width, k_width) == 4);
        }
        columns[2][0] = -k_nan;
        CHECK(kernels.first_not_finite(columns[0], 6, k_width, 1) == 2);
        columns[0][3] = std::numeric_limits<double>::max();
        CHECK(kernels.first_not_finite(columns[0], 1, k_width, k_width) == 1);
    });
}
