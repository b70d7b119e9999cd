#pragma once
// Exact sums of a column. Only for isa_kernels.cpp. Whole vectors take a path that assumes every value to count and
// notices afterwards if one did not; the careful path then starts the column over.

#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

#include "base/elementary.h"
#include "lanes/isa.h"

namespace brink::BRINK_ISA {
namespace {

#if defined(__AVX512F__)
inline constexpr std::size_t k_vector_bytes = 64;
#elif defined(__AVX2__)
inline constexpr std::size_t k_vector_bytes = 32;
#else
inline constexpr std::size_t k_vector_bytes = 16;
#endif
inline constexpr std::size_t k_vector_lanes = k_vector_bytes / sizeof(double);
typedef double Doubles __attribute__((vector_size(k_vector_bytes)));
typedef std::uint64_t Words __attribute__((vector_size(k_vector_bytes)));

inline constexpr std::int64_t k_too_large = std::int64_t{1} << 50;
inline constexpr int k_low_bits = 25;
inline constexpr auto k_round_bits = std::bit_cast<std::uint64_t>(Real<double>::k_round);

/// Products of numbers that fit into 32 bits with their sign; of others, whatever comes of it.
[[gnu::always_inline]] inline Words products(Words a, Words b) {
#if defined(__AVX512F__)
    return std::bit_cast<Words>(_mm512_maskz_mul_epi32(0xff, std::bit_cast<__m512i>(a), std::bit_cast<__m512i>(b)));
#elif defined(__AVX2__)
    return std::bit_cast<Words>(_mm256_mul_epi32(std::bit_cast<__m256i>(a), std::bit_cast<__m256i>(b)));
#else
    return a * b;
#endif
}

/// f over all parts of a vector, halves first; f must not care for the order.
template <class Vector, class F>
[[gnu::always_inline]] inline auto fold_parts(Vector v, F f) {
    if constexpr (sizeof(Vector) == 64)
        return fold_parts(f(__builtin_shufflevector(v, v, 0, 1, 2, 3), __builtin_shufflevector(v, v, 4, 5, 6, 7)), f);
    else if constexpr (sizeof(Vector) == 32)
        return fold_parts(f(__builtin_shufflevector(v, v, 0, 1), __builtin_shufflevector(v, v, 2, 3)), f);
    else
        return f(v[0], v[1]);
}

inline constexpr auto k_either = [](auto a, auto b) { return a | b; };
inline constexpr auto k_smaller = [](auto a, auto b) { return a < b ? a : b; };
inline constexpr auto k_larger = [](auto a, auto b) { return a > b ? a : b; };

struct Totals {
    std::int64_t of[4];
};

/// The totals of four vectors. They are turned round, then added: to add up one vector after another takes as long as
/// the additions of a narrow column.
template <class V>
[[gnu::always_inline]] inline Totals totals_of(V a, V b, V c, V d) {
    if constexpr (sizeof(V) == 16) {
        const std::uint64_t totals[] = {a[0] + a[1], b[0] + b[1], c[0] + c[1], d[0] + d[1]};
        return std::bit_cast<Totals>(totals);
    } else {
        const auto narrow = [](auto v) {
            if constexpr (sizeof(V) == 64)
                return __builtin_shufflevector(v, v, 0, 1, 2, 3) + __builtin_shufflevector(v, v, 4, 5, 6, 7);
            else
                return v;
        };
        const auto pairs = [](auto x, auto y) {
            return __builtin_shufflevector(x, y, 0, 4, 2, 6) + __builtin_shufflevector(x, y, 1, 5, 3, 7);
        };
        const auto ab = pairs(narrow(a), narrow(b)), cd = pairs(narrow(c), narrow(d));
        return std::bit_cast<Totals>(__builtin_shufflevector(ab, cd, 0, 1, 4, 5) +
                                     __builtin_shufflevector(ab, cd, 2, 3, 6, 7));
    }
}

/// The values from `from` on that a vector holds, each a double.
[[gnu::always_inline]] inline Doubles doubles_at(const double* from) {
    Doubles values;
    std::memcpy(&values, from, sizeof values);
    return values;
}

[[gnu::always_inline]] inline Doubles doubles_at(const float* from) {
    Doubles values;
    for (std::size_t i = 0; i < k_vector_lanes; ++i) values[i] = static_cast<double>(from[i]);
    return values;
}

/// Adds whole vectors of values; false, with nothing added, if one of them does not count.
///
/// q is read off the bits of value * per_quantum + k_round: they are those of k_round and q more, as long as |q| is
/// below 2^51. So their sign and exponent are those of k_round; those of what is too large, infinite or not a number
/// have a bit that k_round's have not, and what lies far below shows by the least and the largest.
template <class S>
inline bool add_whole(const S* values, std::size_t n, double per_quantum, ColumnSums& out) {
    constexpr int k_mantissa_bits = 52;
    Words sum{}, high_high{}, high_low{}, low_low{};  // without sign: what does not count may overflow them
    Words all{};
    Doubles least = Doubles{} + Real<double>::k_infinity, most = -least;
    for (std::size_t i = 0; i < n; i += k_vector_lanes) {
        const Doubles shifted = doubles_at(values + i) * per_quantum + Real<double>::k_round;
        const Words bits = std::bit_cast<Words>(shifted);
        // The last bits of k_round_bits are 0, so q is cut where its bits are.
        const Words high = (bits >> k_low_bits) - (k_round_bits >> k_low_bits);
        const Words low = bits & ((std::uint64_t{1} << k_low_bits) - 1);
        all |= bits;
        sum += bits;
        least = k_smaller(shifted, least);
        most = k_larger(shifted, most);
        high_high += products(high, high);
        high_low += products(high, low);
        low_low += products(low, low);
    }
    const auto q_of = [](double shifted) {
        return static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(shifted) - k_round_bits);
    };
    const std::int64_t smallest = q_of(fold_parts(least, k_smaller)), largest = q_of(fold_parts(most, k_larger));
    if (fold_parts(all, k_either) >> k_mantissa_bits != k_round_bits >> k_mantissa_bits) return false;
    if (smallest <= -k_too_large || largest >= k_too_large) return false;
    const Totals totals = totals_of(sum, high_high, high_low, low_low);
    out.sum += std::bit_cast<std::int64_t>(static_cast<std::uint64_t>(totals.of[0]) - n * k_round_bits);
    out.high_high += totals.of[1];
    out.high_low += totals.of[2];
    out.low_low += totals.of[3];
    out.smallest = smallest < out.smallest ? smallest : out.smallest;
    out.largest = largest > out.largest ? largest : out.largest;
    out.count += static_cast<std::int64_t>(n);
    return true;
}

/// Adds the values that count, one after another.
template <class S>
inline void add_careful(const S* values, std::size_t n, double per_quantum, ColumnSums& out) {
    for (std::size_t i = 0; i < n; ++i) {
        const double shifted = static_cast<double>(values[i]) * per_quantum + Real<double>::k_round;
        if (!(absolute(shifted - Real<double>::k_round) < static_cast<double>(k_too_large))) {
            ++out.not_counted;
            continue;
        }
        const std::int64_t q = static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(shifted) - k_round_bits);
        const std::int64_t high = q >> k_low_bits;
        const std::int64_t low = q & ((std::int64_t{1} << k_low_bits) - 1);
        out.sum += q;
        out.high_high += high * high;
        out.high_low += high * low;
        out.low_low += low * low;
        out.smallest = q < out.smallest ? q : out.smallest;
        out.largest = q > out.largest ? q : out.largest;
        ++out.count;
    }
}

template <class S>
void add_sums(const S* column, std::size_t n_lanes, double per_quantum, ColumnSums& out) {
    const std::size_t whole = n_lanes - n_lanes % k_vector_lanes;
    if (whole != 0 && !add_whole(column, whole, per_quantum, out)) add_careful(column, whole, per_quantum, out);
    add_careful(column + whole, n_lanes - whole, per_quantum, out);
}

}  // namespace
}  // namespace brink::BRINK_ISA
