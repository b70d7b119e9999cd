#pragma once
// Kernels that look at columns and change nothing: finiteness, exact sums, bins, digests. Only for isa_kernels.cpp.

#include "base/elementary.h"
#include "base/hash.h"
#include "lanes/columns.h"
#include "lanes/log_bins.h"
#include "lanes/sums.h"

namespace brink::BRINK_ISA {
namespace {

/// Whether a value among n that follow one another is not finite; n is a multiple of 16.
template <class S>
bool any_not_finite(const S* values, std::size_t n) {
    using Word = typename Real<S>::Word;
    constexpr Word k_exponent = ~(Real<S>::k_sign_bit | Real<S>::k_mantissa);
    Word all = 0;  // the exponent's highest bit is left over only if the exponent is the largest
    for (std::size_t i = 0; i < n; ++i)
        all |= (std::bit_cast<Word>(values[i]) & k_exponent) + (Real<S>::k_mantissa + 1);
    return (all & Real<S>::k_sign_bit) != 0;
}

template <class S>
std::size_t first_not_finite(const S* columns, std::size_t n, std::size_t width, std::size_t n_lanes) {
    if (!any_not_finite(columns, n * width)) return n;  // padding included, mostly there is none
    for (std::size_t c = 0; c < n; ++c)
        if (any_not_finite(columns + c * width, n_lanes)) return c;
    return n;
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
void log_bins(const S* column, std::size_t n_lanes, std::uint16_t* bins) {
    for (std::size_t i = 0; i < n_lanes; ++i) bins[i] = log_bin(static_cast<double>(column[i]));
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
