#pragma once
// What the elementary functions (elementary.h) know of the numbers that they compute with: double, in which the engine
// runs, and float. The functions are templates; only these constants differ.

#include <cstdint>
#include <limits>

namespace brink {

/// Layout and constants of a scalar type; a further type needs a specialisation of its own.
template <class S>
struct Real;

template <>
struct Real<double> {
    using Word = std::uint64_t;
    static constexpr int k_mantissa_bits = 52;
    static constexpr Word k_exponent_bias = 1023;
    static constexpr Word k_sign_bit = 0x8000000000000000ull;
    static constexpr Word k_mantissa = 0x000FFFFFFFFFFFFFull;
    static constexpr double k_infinity = std::numeric_limits<double>::infinity();
    static constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();
    static constexpr double k_round = 0x1.8p52;  // x + k_round - k_round is x rounded to a whole number, |x| <= 2^51
    static constexpr double k_whole = 0x1p52;    // from here on every number is whole
    static constexpr double k_log2_e = 0x1.71547652b82fep+0;
    static constexpr double k_ln2_high = 0x1.62e42feep-1;  // its product with a whole number below 2^21 is exact
    static constexpr double k_ln2_low = 0x1.a39ef35793c76p-33;
    static constexpr double k_exp_least = -708.0;  // below it exp is 0: no subnormal result, ever
    static constexpr double k_exp_most = 0x1.62e42fefa39efp+9;
    static constexpr double k_exp_round = 0x1.8p52 + 1022.0;  // the last bits of x + k_exp_round are n + 1022
    static constexpr double k_least_normal = std::numeric_limits<double>::min();
    static constexpr double k_lift = 0x1p54;  // makes a subnormal number normal
    static constexpr double k_lift_exponent = 54.0;
    static constexpr Word k_sqrt_half = 0x3FE6A09E667F3BCDull;  // bits of sqrt(1/2)
    static constexpr double k_tanh_seam = 0.625;
    // 2 (exp(r) - 1 - r - r^2 / 2) / r^3 on |r| <= ln 2 / 2, by Chebyshev interpolation; error 1e-18 of exp(r)
    static constexpr double k_exp[] = {0x1.5555555555556p-2,  0x1.5555555555555p-4,  0x1.11111111109b0p-6,
                                       0x1.6c16c16c167e0p-9,  0x1.a01a01a7c68ddp-12, 0x1.a01a01a47c6a1p-15,
                                       0x1.71de0da4ea540p-18, 0x1.27e4e1ef1b94bp-21, 0x1.af38c03804c23p-25,
                                       0x1.1f66ec5e81cbep-28};
    // (2 atanh(s) / s - 2) / s^2 in s^2 for |s| <= tan(pi / 8)^2, likewise; error 4e-18
    static constexpr double k_log[] = {0.666666666666667,   0.3999999999989889,  0.28571428626253836,
                                       0.22222211089379493, 0.18182892432537032, 0.15331611722050653,
                                       0.14617807153462828};
    // (tanh(x) / x - 1) / x^2 in x^2 for |x| <= 0.625, likewise; error 5e-17
    static constexpr double k_tanh[] = {-0.3333333333333332,   0.13333333333326658,    -0.05396825396139557,
                                        0.021869488260559115,  -0.008863229830925709,  0.0035920589774734533,
                                        -0.001455309297534632, 0.0005874372860094052,  -0.0002307761626951316,
                                        7.959955735257201e-05, -1.7244874494807304e-05};
};

template <>
struct Real<float> {
    using Word = std::uint32_t;
    static constexpr int k_mantissa_bits = 23;
    static constexpr Word k_exponent_bias = 127;
    static constexpr Word k_sign_bit = 0x80000000u;
    static constexpr Word k_mantissa = 0x007FFFFFu;
    static constexpr float k_infinity = std::numeric_limits<float>::infinity();
    static constexpr float k_nan = std::numeric_limits<float>::quiet_NaN();
    static constexpr float k_round = 0x1.8p23f;
    static constexpr float k_whole = 0x1p23f;
    static constexpr float k_log2_e = 0x1.715476p+0f;
    static constexpr float k_ln2_high = 0x1.62e4p-1f;  // its product with a whole number below 2^9 is exact
    static constexpr float k_ln2_low = 0x1.7f7d1cp-20f;
    static constexpr float k_exp_least = -86.0f;
    static constexpr float k_exp_most = 0x1.62e42ep+6f;
    static constexpr float k_exp_round = 0x1.8p23f + 126.0f;
    static constexpr float k_least_normal = std::numeric_limits<float>::min();
    static constexpr float k_lift = 0x1p25f;
    static constexpr float k_lift_exponent = 25.0f;
    static constexpr Word k_sqrt_half = 0x3F3504F3u;
    static constexpr float k_tanh_seam = 0.625f;
    // As above, with fewer terms: errors 6e-10 of exp(r), 2e-8, 2e-8
    static constexpr float k_exp[] = {0x1.555556p-2f, 0x1.55551ap-4f, 0x1.1110f6p-6f, 0x1.6d10fcp-9f, 0x1.a0f862p-12f};
    static constexpr float k_log[] = {0x1.555556p-1f, 0x1.9999ecp-2f, 0x1.245c44p-2f, 0x1.ddced8p-3f};
    static constexpr float k_tanh[] = {-0x1.555556p-2f, 0x1.1110eap-3f,  -0x1.ba08c4p-5f,
                                       0x1.64a976p-6f,  -0x1.116a16p-7f, 0x1.2c83c0p-9f};
};

}  // namespace brink
