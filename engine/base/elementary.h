#pragma once
// The project's elementary functions. The scalar form written here is the definition: a kernel's loop over lanes and
// a scalar caller give the same bits, on every instruction set and compiler, as long as nothing is contracted
// (-ffp-contract=off). Every function is free of branches and calls, so that a loop over it becomes vector code.
// No function of the C library is called: its bits differ between versions and machines.

#include <bit>
#include <cstdint>

#include "base/real.h"

namespace brink {

/// The polynomial of the N coefficients from `first` on: below.
template <int first, int N, class S, int M>
[[gnu::always_inline]] constexpr S part_of_polynomial(const S (&coefficients)[M], const S* powers) {
    if constexpr (N == 1) {
        return coefficients[first];
    } else {
        constexpr int k_log_half = std::bit_width(unsigned{N - 1}) - 1;
        constexpr int k_half = 1 << k_log_half;
        return part_of_polynomial<first, k_half>(coefficients, powers) +
               powers[k_log_half] * part_of_polynomial<first + k_half, N - k_half>(coefficients, powers);
    }
}

/// Value of the polynomial with these coefficients, lowest power first, by Estrin's scheme: low + x^h high, where h is
/// the largest power of two below the number of coefficients, and so on in each part; x^2 = x x, x^4 = x^2 x^2, ...
/// A processor computes the parts side by side, where Horner's rule makes it wait.
template <class S, int N>
[[gnu::always_inline]] constexpr S polynomial(const S (&coefficients)[N], S x) {
    static_assert(N <= 16);
    const S square = x * x;
    const S fourth = square * square;
    const S powers[] = {x, square, fourth, fourth * fourth};
    return part_of_polynomial<0, N>(coefficients, powers);
}

/// b < a ? b : a, so a if either is not a number.
template <class S>
[[gnu::always_inline]] constexpr S minimum(S a, S b) {
    return b < a ? b : a;
}

/// a < b ? b : a, so a if either is not a number.
template <class S>
[[gnu::always_inline]] constexpr S maximum(S a, S b) {
    return a < b ? b : a;
}

/// a < low ? low : high < a ? high : a.
template <class S>
[[gnu::always_inline]] constexpr S clamp(S a, S low, S high) {
    const S below_high = high < a ? high : a;
    return a < low ? low : below_high;
}

/// -1, 0 or 1; 0 for what is not a number.
template <class S>
[[gnu::always_inline]] constexpr S sign(S x) {
    return (x > S(0) ? S(1) : S(0)) - (x < S(0) ? S(1) : S(0));
}

template <class S>
[[gnu::always_inline]] inline S absolute(S x) {
    using R = Real<S>;
    return std::bit_cast<S>(std::bit_cast<typename R::Word>(x) & ~R::k_sign_bit);
}

/// |x| with the sign bit of `sign_of`.
template <class S>
[[gnu::always_inline]] inline S with_sign(S x, S sign_of) {
    using R = Real<S>;
    const auto magnitude = std::bit_cast<typename R::Word>(x) & ~R::k_sign_bit;
    return std::bit_cast<S>(magnitude | (std::bit_cast<typename R::Word>(sign_of) & R::k_sign_bit));
}

/// Largest whole number not above x; exact; keeps -0, infinities and what is not a number.
template <class S>
[[gnu::always_inline]] inline S floor(S x) {
    using R = Real<S>;
    const S magnitude = absolute(x);
    const S rounded = with_sign((magnitude + R::k_whole) - R::k_whole, x);
    const S down = rounded - (x < rounded ? S(1) : S(0));
    const S below = down == S(0) ? with_sign(down, x) : down;
    return magnitude < R::k_whole ? below : x;
}

/// The whole number nearest to x, a half to the one above; keeps infinities and what is not a number.
template <class S>
[[gnu::always_inline]] inline S nearest_whole(S x) {
    const S below = floor(x);
    return x - below >= S(0.5) ? below + S(1) : below;
}

/// Correctly rounded; not a number below 0.
template <class S>
[[gnu::always_inline]] inline S square_root(S x) {
    return static_cast<S>(__builtin_sqrt(x));
}

/// e^x, error below 1 ulp. 0 below -708 (where the result would soon be subnormal), infinity above 709.78; in single
/// precision below -86 and above 88.72.
template <class S>
[[gnu::always_inline]] inline S exp(S x) {
    using R = Real<S>;
    const S shifted = x * R::k_log2_e + R::k_exp_round;
    const S n = shifted - R::k_exp_round;
    const S r = (x - n * R::k_ln2_high) - n * R::k_ln2_low;
    // twice e^r, and 2^(n - 1), so that n = 1024 needs no case of its own
    const S q = S(1) + r * polynomial(R::k_exp, r);
    const S mantissa = S(2) + ((r + r) + (r * r) * q);
    const S result = mantissa * std::bit_cast<S>(std::bit_cast<typename R::Word>(shifted) << R::k_mantissa_bits);
    const S bounded = x > R::k_exp_most ? R::k_infinity : result;
    return x < R::k_exp_least ? S(0) : bounded;
}

/// log(x / 2^lift) for a positive, finite x that is not subnormal, by the scheme of FreeBSD's e_log.c (Sun
/// Microsystems, 1993): x = 2^k (1 + f), sqrt(1/2) <= 1 + f < sqrt(2), s = f / (2 + f),
/// log(1 + f) = f - f^2 / 2 + s (f^2 / 2 + R(s^2)).
template <class S>
[[gnu::always_inline]] inline S lifted_log(S x, S lift) {
    using R = Real<S>;
    using Word = typename R::Word;
    const Word one = R::k_exponent_bias << R::k_mantissa_bits;
    const Word bits = std::bit_cast<Word>(x) + (one - R::k_sqrt_half);
    const Word k_biased = bits >> R::k_mantissa_bits;
    const S f = std::bit_cast<S>((bits & R::k_mantissa) + R::k_sqrt_half) - S(1);
    // a small whole number put under k_whole's exponent becomes that number without a conversion
    const S k_raw = std::bit_cast<S>(k_biased | std::bit_cast<Word>(R::k_whole)) -
                    (R::k_whole + static_cast<S>(R::k_exponent_bias));
    const S k = k_raw - lift;
    const S s = f / (S(2) + f);
    const S z = s * s;
    const S half_square = (S(0.5) * f) * f;
    const S tail = s * (half_square + z * polynomial(R::k_log, z)) + k * R::k_ln2_low;
    return k * R::k_ln2_high - ((half_square - tail) - f);
}

/// log(x), to the bit, for a positive, finite x that is not subnormal: a uniform number, for one. Else anything.
template <class S>
[[gnu::always_inline]] inline S log_ordinary(S x) {
    return lifted_log(x, S(0));
}

/// Natural logarithm, error below 1 ulp; -infinity at 0, not a number below; subnormal arguments as any other.
template <class S>
[[gnu::always_inline]] inline S log(S x) {
    using R = Real<S>;
    const bool subnormal = x < R::k_least_normal;
    const S result = lifted_log(subnormal ? x * R::k_lift : x, subnormal ? R::k_lift_exponent : S(0));
    const S finite = x < R::k_infinity ? result : x;  // infinity and not a number stay
    const S positive = x > S(0) || x != x ? finite : R::k_nan;
    return x == S(0) ? -R::k_infinity : positive;
}

/// Error below 1.5 ulp; odd to the bit; 1 in the limit.
template <class S>
[[gnu::always_inline]] inline S tanh(S x) {
    using R = Real<S>;
    const S magnitude = absolute(x);
    const S z = magnitude * magnitude;
    const S near_zero = magnitude + magnitude * (z * polynomial(R::k_tanh, z));
    const S far = S(1) - S(2) / (exp(S(2) * magnitude) + S(1));
    const S result = with_sign(magnitude < R::k_tanh_seam ? near_zero : far, x);
    return x == x ? result : x;
}

/// 1 / (1 + e^-x), error below 2.5 ulp; 0 below -709.8, in single precision below -88.8.
template <class S>
[[gnu::always_inline]] inline S logistic(S x) {
    return S(1) / (S(1) + exp(-x));
}

inline constexpr int k_power_bits = 7;  // whole exponents up to 64 are multiplied out
inline constexpr int k_power_whole = 64;

/// x^n for 0 <= n <= 64: the squares x, x^2, x^4, ... that n is made of, multiplied in this order, from 1.
template <class S>
[[gnu::always_inline]] inline S whole_power(S x, typename Real<S>::Word n) {
    S product = S(1);
    S square = x;
#pragma GCC unroll 7
    for (int bit = 0; bit < k_power_bits; ++bit) {
        const S more = product * square;
        product = (n >> bit & 1) != 0 ? more : product;
        square = square * square;
    }
    return product;
}

/// Whether x^y is made of products: y whole and |y| <= 64.
template <class S>
[[gnu::always_inline]] inline bool power_is_whole(S y) {
    const S n = absolute(y);
    const S small = n <= S(k_power_whole) ? n : S(0);
    return ((small + Real<S>::k_whole) - Real<S>::k_whole == small) & (n <= S(k_power_whole));
}

/// x^y for a whole y with |y| <= 64: whole_power, of which 1 / for y < 0.
template <class S>
[[gnu::always_inline]] inline S power_by_products(S x, S y) {
    const S n = absolute(y);
    const S small = n <= S(k_power_whole) ? n : S(0);
    const S product = whole_power(x, std::bit_cast<typename Real<S>::Word>(small + Real<S>::k_whole) & 127u);
    return y < S(0) ? S(1) / product : product;
}

/// x^y for every other y: the square root for y = 0.5, else e^(y log x).
template <class S>
[[gnu::always_inline]] inline S power_by_logarithm(S x, S y) {
    const S by_logarithm = exp(y * log(x));
    const S root = square_root(x);
    return y == S(0.5) ? root : by_logarithm;
}

/// x^y. A whole y with |y| <= 64: products, so x^0 = 1 for every x. y = 0.5: the square root. Else e^(y log x): not a
/// number for x < 0; at 0 0 or infinity as y is above or below 0; the relative error is about |y log x| ulp.
template <class S>
[[gnu::always_inline]] inline S power(S x, S y) {
    return power_is_whole(y) ? power_by_products(x, y) : power_by_logarithm(x, y);
}

/// Coefficients of Wichura (1988), algorithm AS 241 (PPND16), Applied Statistics 37(3) 477-484: a/b for
/// |p - 1/2| <= 0.425, c/d for tails down to e^-25, e/f beyond.
template <class S>
struct NormalQuantile {
    static constexpr S k_a[] = {S(3.3871328727963666080e0), S(1.3314166789178437745e2), S(1.9715909503065514427e3),
                                S(1.3731693765509461125e4), S(4.5921953931549871457e4), S(6.7265770927008700853e4),
                                S(3.3430575583588128105e4), S(2.5090809287301226727e3)};
    static constexpr S k_b[] = {S(1),
                                S(4.2313330701600911252e1),
                                S(6.8718700749205790830e2),
                                S(5.3941960214247511077e3),
                                S(2.1213794301586595867e4),
                                S(3.9307895800092710610e4),
                                S(2.8729085735721942674e4),
                                S(5.2264952788528545610e3)};
    static constexpr S k_c[] = {S(1.42343711074968357734e0),  S(4.63033784615654529590e0), S(5.76949722146069140550e0),
                                S(3.64784832476320460504e0),  S(1.27045825245236838258e0), S(2.41780725177450611770e-1),
                                S(2.27238449892691845833e-2), S(7.74545014278341407640e-4)};
    static constexpr S k_d[] = {S(1),
                                S(2.05319162663775882187e0),
                                S(1.67638483018380384940e0),
                                S(6.89767334985100004550e-1),
                                S(1.48103976427480074590e-1),
                                S(1.51986665636164571966e-2),
                                S(5.47593808499534494600e-4),
                                S(1.05075007164441684324e-9)};
    static constexpr S k_e[] = {S(6.65790464350110377720e0),  S(5.46378491116411436990e0),
                                S(1.78482653991729133580e0),  S(2.96560571828504891230e-1),
                                S(2.65321895265761230930e-2), S(1.24266094738807843860e-3),
                                S(2.71155556874348757815e-5), S(2.01033439929228813265e-7)};
    static constexpr S k_f[] = {S(1),
                                S(5.99832206555887937690e-1),
                                S(1.36929880922735805310e-1),
                                S(1.48753612908506148525e-2),
                                S(7.86869131145613259100e-4),
                                S(1.84631831751005468180e-5),
                                S(1.42151175831644588870e-7),
                                S(2.04426310338993978564e-15)};
    static constexpr S k_split_centre = S(0.425);
    static constexpr S k_centre = S(0.180625);
    static constexpr S k_split_tail = S(5);
    static constexpr S k_tail = S(1.6);
};

/// p and 1 - p lie both above this: the far tail is not needed.
inline constexpr double k_near_tail = 1.4e-11;

/// Whether the quantile of p is normal_quantile_centre: 85 % of uniform numbers.
template <class S>
[[gnu::always_inline]] inline bool in_quantile_centre(S p) {
    using Q = NormalQuantile<S>;
    const S q = p - S(0.5);
    return Q::k_centre - q * q >= S(0);
}

/// The quantile for |p - 1/2| <= 0.425.
template <class S>
[[gnu::always_inline]] inline S normal_quantile_centre(S p) {
    using Q = NormalQuantile<S>;
    const S q = p - S(0.5);
    const S central = Q::k_centre - q * q;
    return q * (polynomial(Q::k_a, central) / polynomial(Q::k_b, central));
}

/// The absolute quantile of a tail of size e^-depth^2, depth <= 5.
template <class S>
[[gnu::always_inline]] inline S normal_quantile_at(S depth) {
    using Q = NormalQuantile<S>;
    const S tail = depth - Q::k_tail;
    return polynomial(Q::k_c, tail) / polynomial(Q::k_d, tail);
}

/// The quantile for k_near_tail < p < 1 - k_near_tail outside the centre.
template <class S>
[[gnu::always_inline]] inline S normal_quantile_tail(S p) {
    const S smaller = minimum(p, S(1) - p);
    const S size = normal_quantile_at(square_root(-log_ordinary(smaller)));
    return p < S(0.5) ? -size : size;
}

/// The number below which a standard normal variable falls with probability p, 0 < p < 1. Infinite at 0 and 1, not
/// a number outside.
template <class S>
[[gnu::always_inline]] inline S normal_quantile(S p) {
    using Q = NormalQuantile<S>;
    const S smaller = minimum(p, S(1) - p);
    const S depth = square_root(-log(smaller));
    const S far = depth - Q::k_split_tail;
    const S ratio = polynomial(Q::k_e, far) / polynomial(Q::k_f, far);
    const S by_far = smaller == S(0) ? Real<S>::k_infinity : ratio;
    const S size = depth > Q::k_split_tail ? by_far : normal_quantile_at(depth);
    return in_quantile_centre(p) ? normal_quantile_centre(p) : (p < S(0.5) ? -size : size);
}

}  // namespace brink
