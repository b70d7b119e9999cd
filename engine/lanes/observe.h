#pragma once
// Kernels that look at columns and change nothing: finiteness, exact sums, bins, digests. Only for isa_kernels.cpp.

#include <limits>

#include "base/hash.h"
#include "lanes/columns.h"
#include "base/elementary.h"

namespace brink::BRINK_ISA {
namespace {

template <class S>
std::size_t first_not_finite(const S* columns, std::size_t n, std::size_t width, std::size_t n_lanes) {
    using Word = typename Real<S>::Word;
    constexpr Word k_exponent = ~(Real<S>::k_sign_bit | Real<S>::k_mantissa);
    for (std::size_t c = 0; c < n; ++c) {
        const S* lanes = columns + c * width;
        Word bad = 0;
        for (std::size_t i = 0; i < n_lanes; ++i) {
            const Word exponent = std::bit_cast<Word>(lanes[i]) & k_exponent;
            bad |= exponent == k_exponent ? Word{1} : Word{0};
        }
        if (bad != 0) return c;
    }
    return n;
}

/// Multiples of the quantum in some lanes, with what takes no part in a sum, a minimum and a maximum elsewhere.
struct Multiples {
    static constexpr std::size_t k_lanes = 64;
    std::int64_t for_sum[k_lanes];
    std::int64_t for_smallest[k_lanes];
    std::int64_t for_largest[k_lanes];
    std::int64_t counts[k_lanes];
};

inline constexpr std::int64_t k_too_large = std::int64_t{1} << 50;

/// q is read off the bits of value * per_quantum + k_round.
template <class S>
[[gnu::always_inline]] inline void find_multiples(const S* values, std::size_t n, double per_quantum, Multiples& out) {
    constexpr auto k_round_bits = std::bit_cast<std::uint64_t>(Real<double>::k_round);
    for (std::size_t i = 0; i < n; ++i) {
        const double shifted = static_cast<double>(values[i]) * per_quantum + Real<double>::k_round;
        const bool counts = absolute(shifted - Real<double>::k_round) < static_cast<double>(k_too_large);
        const auto q = static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(shifted) - k_round_bits);
        out.for_sum[i] = counts ? q : 0;
        out.for_smallest[i] = counts ? q : std::numeric_limits<std::int64_t>::max();
        out.for_largest[i] = counts ? q : std::numeric_limits<std::int64_t>::min();
        out.counts[i] = counts ? 1 : 0;
    }
}

/// Adds the products; q is cut in two with an offset that makes every q positive.
[[gnu::always_inline]] inline void add_products(const std::int64_t* multiples, std::size_t n, ColumnSums& out) {
    constexpr int k_low_bits = 25;
    std::int64_t sum = 0, high_high = 0, high_low = 0, low_low = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const auto lifted = static_cast<std::uint64_t>(multiples[i] + k_too_large);
        const auto high = static_cast<std::int64_t>(lifted >> k_low_bits) - (k_too_large >> k_low_bits);
        const auto low = static_cast<std::int64_t>(lifted & ((1u << k_low_bits) - 1));
        sum += multiples[i];
        high_high += high * high;
        high_low += high * low;
        low_low += low * low;
    }
    out.sum += sum;
    out.high_high += high_high;
    out.high_low += high_low;
    out.low_low += low_low;
}

template <class S>
void sums(const S* column, std::size_t n_lanes, double per_quantum, ColumnSums& out) {
    out = {};
    std::int64_t smallest = std::numeric_limits<std::int64_t>::max();
    std::int64_t largest = std::numeric_limits<std::int64_t>::min();
    std::int64_t counted = 0;
    Multiples multiples;
    for (std::size_t first = 0; first < n_lanes; first += Multiples::k_lanes) {
        const std::size_t n = n_lanes - first < Multiples::k_lanes ? n_lanes - first : Multiples::k_lanes;
        find_multiples(column + first, n, per_quantum, multiples);
        add_products(multiples.for_sum, n, out);
        for (std::size_t i = 0; i < n; ++i) {
            smallest = multiples.for_smallest[i] < smallest ? multiples.for_smallest[i] : smallest;
            largest = multiples.for_largest[i] > largest ? multiples.for_largest[i] : largest;
            counted += multiples.counts[i];
        }
    }
    out.smallest = counted == 0 ? 0 : smallest;
    out.largest = counted == 0 ? 0 : largest;
    out.not_counted = static_cast<std::int64_t>(n_lanes) - counted;
}

template <class S>
void linear_bins(const S* column, std::size_t n_lanes, double low, double bins_per_unit, std::uint8_t* bins) {
    for (std::size_t i = 0; i < n_lanes; ++i) {
        const double place = (static_cast<double>(column[i]) - low) * bins_per_unit;
        const double positive = place > 0.0 ? place : 0.0;  // also for what is not a number
        const double bounded = positive < 255.0 ? positive : 255.0;
        bins[i] = static_cast<std::uint8_t>(static_cast<std::int32_t>(bounded));
    }
}

template <class S>
void digest(const S* columns, std::size_t n, std::size_t width, std::uint64_t* digests) {
    for (std::size_t c = 0; c < n; ++c) {
        const S* lanes = aligned(columns + c * width);
        each_lane(width, [=](std::size_t i) {
            const double value = static_cast<double>(lanes[i]) + 0.0;  // -0 becomes 0
            digests[i] = digest_step(digests[i], std::bit_cast<std::uint64_t>(value));
        });
    }
}

}  // namespace
}  // namespace brink::BRINK_ISA
