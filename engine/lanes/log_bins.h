#pragma once
// Which bin a quantity without bounds falls into: bins on both sides of zero, 32 an octave of the size.

#include <bit>
#include <cstdint>

namespace brink {

/// Bins of a quantity without bounds: 0 for |x| < 2^-20; otherwise by sign, power of two and 32 equal parts of each
/// octave, so that a bin is at most 1/32 of its values wide. Ascending in the value.
inline constexpr int k_log_least_exponent = -20;
inline constexpr int k_log_octaves = 46;  // up to 2^26, where the exact sums end
inline constexpr int k_log_parts = 32;
inline constexpr std::uint16_t k_log_zero = k_log_octaves * k_log_parts;
inline constexpr std::uint16_t k_log_bins = 2 * k_log_zero + 1;
inline constexpr std::uint16_t k_log_none = 0x7fff;  // of a value that the sums do not count either

/// Bin of a value, or k_log_none. Without branches, so that a loop over it becomes vector code.
[[gnu::always_inline]] constexpr std::uint16_t log_bin(double value) {
    constexpr int k_shift = 52 - 5;  // keeps exponent and the five bits that number the parts
    constexpr std::int64_t k_base = std::int64_t{1023 + k_log_least_exponent} * k_log_parts - 1;
    // From here on round(x * 2^24) is 2^50 or more, which the exact sums do not count. Sizes order as their bits do;
    // what is not a number is larger than all.
    constexpr std::int64_t k_too_large = std::bit_cast<std::int64_t>(0x1p26 - 0x1p-25);
    const std::int64_t bits = std::bit_cast<std::int64_t>(value);
    const std::int64_t size = bits & std::int64_t{0x7fffffffffffffff};
    const std::int64_t above = static_cast<std::int64_t>(static_cast<std::uint64_t>(size) >> k_shift) - k_base;
    const std::int64_t part = above > 0 ? above : 0;
    const std::int64_t bin = bits < 0 ? k_log_zero - part : k_log_zero + part;
    return static_cast<std::uint16_t>(size < k_too_large ? bin : k_log_none);
}

}  // namespace brink
