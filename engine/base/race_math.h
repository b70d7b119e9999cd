#pragma once
// The two functions of an exponential race (lanes/decide.h), made for the arguments that occur there: cheaper than exp
// and log of base/elementary.h, exact to 1e-12. Written once for a number and for a vector of numbers: the same
// operations in the same order, so the same bits.
//
// V is a type of numbers, W of words of 64 bits, as many; both have the usual operators, and `reinterpreted` and
// `selected` below.

#include <bit>
#include <cstdint>

namespace brink {

/// The bits of a number as a word, or the reverse.
template <class To, class From>
[[gnu::always_inline]] constexpr To reinterpreted(From x) {
    return std::bit_cast<To>(x);
}

/// a where the condition holds, else b.
template <class C, class V>
[[gnu::always_inline]] constexpr V selected(C condition, V a, V b) {
    return condition ? a : b;
}

struct RaceMath {
    static constexpr double k_round = 0x1.8p52;  // x + k_round - k_round is x rounded to a whole number
    static constexpr double k_whole = 0x1p52;
    static constexpr double k_exponent_bias = 1023.0;
    static constexpr double k_log2_e = 0x1.71547652b82fep+0;
    static constexpr double k_ln2 = 0x1.62e42fefa39efp-1;
    static constexpr double k_exp_least = -600.0;  // below it odds are 0
    static constexpr std::uint64_t k_one = 0x3FF0000000000000ull;
    static constexpr std::uint64_t k_mantissa = 0x000FFFFFFFFFFFFFull;
    static constexpr std::uint64_t k_sqrt_half = 0x3FE6A09E667F3BCDull;  // bits of sqrt(1/2)
    // (exp(r) - 1) / r on |r| <= ln 2 / 2 by Remez' algorithm; error of 1 + r p(r) 8.2e-13 of exp(r)
    static constexpr double k_exp[] = {0x1.ffffffffdac70p-1,  0x1.0000000064b7cp-1, 0x1.5555559c4d014p-3,
                                       0x1.55555430b01a5p-5,  0x1.1110867100d94p-7, 0x1.6c188a836a80bp-10,
                                       0x1.a1a40c60e9f92p-13, 0x1.9ef35af5e4981p-16};
    // (2 atanh(s) / s - 2) / s^2 in s^2 for |s| <= tan(pi / 8)^2, likewise; error 3.1e-14 of atanh(s)
    static constexpr double k_log[] = {0x1.5555555611d32p-1, 0x1.999996c40ae71p-2, 0x1.24940860360fdp-2,
                                       0x1.c62dde00bbde8p-3, 0x1.90f0ecd8b3633p-3};
};

/// e^x for x <= 0; relative error below 1e-12 down to -600, 0 below; 1 at 0; not a number stays.
template <class W, class V>
[[gnu::always_inline]] inline V race_exp(V x) {
    using R = RaceMath;
    const V shifted = x * R::k_log2_e + R::k_round;
    const V r = x - (shifted - R::k_round) * R::k_ln2;
    V p = r * R::k_exp[7] + R::k_exp[6];
    p = p * r + R::k_exp[5];
    p = p * r + R::k_exp[4];
    p = p * r + R::k_exp[3];
    p = p * r + R::k_exp[2];
    p = p * r + R::k_exp[1];
    p = p * r + R::k_exp[0];
    p = p * r + 1.0;
    // 2^n by adding n to the exponent: no result is subnormal
    const W scaled = reinterpreted<W>(p) + (reinterpreted<W>(shifted) << 52);
    return selected(x < R::k_exp_least, V{}, reinterpreted<V>(scaled));
}

/// -log(u) for 2^-53 <= u < 1, relative error below 1e-13 (near 1 too): an exponential of mean 1 from a uniform number.
template <class W, class V>
[[gnu::always_inline]] inline V race_luck(V u) {
    using R = RaceMath;
    // u = 2^k m, sqrt(1/2) <= m < sqrt(2); log(m) = 2 atanh(s), s = (m - 1) / (m + 1)
    const W bits = reinterpreted<W>(u) + (R::k_one - R::k_sqrt_half);
    const V m = reinterpreted<V>((bits & R::k_mantissa) + R::k_sqrt_half);
    // a small whole number put under k_whole's exponent becomes that number without a conversion
    const V k = reinterpreted<V>((bits >> 52) | std::bit_cast<std::uint64_t>(R::k_whole)) -
                (R::k_whole + R::k_exponent_bias);
    const V s = (m - 1.0) / (m + 1.0);
    const V z = s * s;
    V p = z * R::k_log[4] + R::k_log[3];
    p = p * z + R::k_log[2];
    p = p * z + R::k_log[1];
    p = p * z + R::k_log[0];
    p = p * z + 2.0;
    return k * -R::k_ln2 - s * p;
}

}  // namespace brink
