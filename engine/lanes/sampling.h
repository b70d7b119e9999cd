#pragma once
// Draws of a step, lane by lane: the words of random.h in a form that a compiler turns into vector code.
// Only for isa_kernels.cpp.

#if defined(__SSE2__)
#include <immintrin.h>
#endif

#include "lanes/columns.h"
#include "base/elementary.h"

namespace brink::BRINK_ISA {
namespace {

inline constexpr std::size_t k_chunk = 16;  // lanes whose draws are held in registers and on the stack

/// uniform53 of lanes/random.h.
[[gnu::always_inline]] inline double uniform53_of(std::uint64_t word) {
    return std::bit_cast<double>(0x3FF0000000000000ull | (word >> 12)) - (1.0 - 0x1p-53);
}

/// As many 64-bit words as one vector register holds.
#if defined(__AVX512F__)
using Words = std::uint64_t __attribute__((vector_size(64)));
#elif defined(__AVX2__)
using Words = std::uint64_t __attribute__((vector_size(32)));
#else
using Words = std::uint64_t __attribute__((vector_size(16)));
#endif
inline constexpr std::size_t k_words = sizeof(Words) / sizeof(std::uint64_t);

/// Products of the lower 32 bits of each word. Compilers make a 64-bit multiplication of the plain expression, which
/// costs twice as much.
[[gnu::always_inline]] inline Words product(Words a, Words b) {
#if defined(__AVX512F__)
    // masked by nothing: the plain form draws a false warning from g++ 12
    return reinterpret_cast<Words>(
        _mm512_maskz_mul_epu32(0xff, reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)));
#elif defined(__AVX2__)
    return reinterpret_cast<Words>(_mm256_mul_epu32(reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(b)));
#elif defined(__SSE2__)
    return reinterpret_cast<Words>(_mm_mul_epu32(reinterpret_cast<__m128i>(a), reinterpret_cast<__m128i>(b)));
#else
    return (a & 0xffffffffu) * (b & 0xffffffffu);
#endif
}

/// First words of draw_words(key, luck[lane], step, 0) for k_chunk lanes: Philox4x32-10. Each word stands in the lower
/// half of 64 bits; what the upper half holds is cut off by the next product.
[[gnu::always_inline]] inline void first_words(std::uint64_t key, const std::uint64_t* luck, std::uint32_t step,
                                               std::uint64_t* words) {
    const Words multiplier0 = Words{} + 0xD2511F53u;
    const Words multiplier1 = Words{} + 0xCD9E8D57u;
    for (std::size_t i = 0; i < k_chunk; i += k_words) {
        Words c0;
        __builtin_memcpy(&c0, luck + i, sizeof c0);
        Words c1 = c0 >> 32;
        Words c2 = Words{} + step;
        Words c3{};
        auto k0 = static_cast<std::uint32_t>(key);
        auto k1 = static_cast<std::uint32_t>(key >> 32);
        for (int round = 0; round < 10; ++round) {
            const Words product0 = product(c0, multiplier0);
            const Words product1 = product(c2, multiplier1);
            c0 = (product1 >> 32) ^ c1 ^ k0;
            c1 = product1;
            c2 = (product0 >> 32) ^ c3 ^ k1;
            c3 = product0;
            k0 += 0x9E3779B9u;
            k1 += 0xBB67AE85u;
        }
        const Words word = (c0 & 0xffffffffu) | (c1 << 32);
        __builtin_memcpy(words + i, &word, sizeof word);
    }
}

/// Uniform numbers of a site for k_chunk lanes.
template <class S>
[[gnu::always_inline]] inline void uniforms(const KernelContext<S>& context, std::uint64_t key, std::size_t lane,
                                            double* u) {
    alignas(64) std::uint64_t words[k_chunk];
    first_words(key, context.luck + lane, context.step, words);
    for (std::size_t i = 0; i < k_chunk; ++i) u[i] = uniform53_of(words[i]);
}

[[gnu::always_inline]] inline void quantiles(const double* u, double* z) {
    alignas(64) double depth[k_chunk];
    for (std::size_t i = 0; i < k_chunk; ++i) depth[i] = minimum(u[i], 1.0 - u[i]);
    double least = 1;
    for (std::size_t i = 0; i < k_chunk; ++i) least = minimum(least, depth[i]);
    if (least > k_near_tail)
        for (std::size_t i = 0; i < k_chunk; ++i) z[i] = normal_quantile_near(u[i]);
    else
        for (std::size_t i = 0; i < k_chunk; ++i) z[i] = normal_quantile(u[i]);
}

/// d = f(a, b, number), where number is u or its normal quantile; row r draws from stream `extra` + r.
template <bool k_normal, class S, class F>
void draw(const KernelContext<S>& context, const Instruction& instruction, F f) {
    for (std::size_t r = 0; r < instruction.rows; ++r) {
        S* d = column(context, instruction.destination + r);
        const std::uint64_t key = context.keys[instruction.extra + r];
        with_operand(context, instruction.a, r, [&](auto a) {
            with_operand(context, instruction.b, r, [&](auto b) {
                for (std::size_t lane = 0; lane < context.width; lane += k_chunk) {
                    alignas(64) double u[k_chunk];
                    alignas(64) double z[k_chunk];
                    uniforms(context, key, lane, u);
                    if constexpr (k_normal) quantiles(u, z);
                    const double* numbers = k_normal ? z : u;
                    each_lane(k_chunk, [=](std::size_t i) {
                        d[lane + i] = f(a[lane + i], b[lane + i], static_cast<S>(numbers[i]));
                    });
                }
            });
        });
    }
}

}  // namespace
}  // namespace brink::BRINK_ISA
