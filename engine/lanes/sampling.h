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

/// Philox counters of k_words blocks. Each word stands in the lower half of 64 bits; what the upper half holds is cut
/// off by the next product.
struct Counters {
    Words c0, c1, c2, c3;
};

[[gnu::always_inline]] inline Counters counters(Words blocks, std::uint32_t step) {
    return {blocks, blocks >> 32, Words{} + step, Words{}};
}

[[gnu::always_inline]] inline Counters after_round(const Counters& c, std::uint32_t k0, std::uint32_t k1) {
    const Words product0 = product(c.c0, Words{} + 0xD2511F53u);
    const Words product1 = product(c.c2, Words{} + 0xCD9E8D57u);
    return {(product1 >> 32) ^ c.c1 ^ k0, product1, (product0 >> 32) ^ c.c3 ^ k1, product0};
}

/// Philox4x32-10 of several vectors of blocks, which go abreast: a round waits for the round before, but not for the
/// other vectors' rounds.
template <std::size_t n>
[[gnu::always_inline]] inline void philox(std::uint64_t key, Counters (&c)[n]) {
    auto k0 = static_cast<std::uint32_t>(key);
    auto k1 = static_cast<std::uint32_t>(key >> 32);
    for (int round = 0; round < 10; ++round) {
        for (Counters& one : c) one = after_round(one, k0, k1);
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
}

[[gnu::always_inline]] inline Words first_words(const Counters& c) { return (c.c0 & 0xffffffffu) | (c.c1 << 32); }
[[gnu::always_inline]] inline Words second_words(const Counters& c) { return (c.c2 & 0xffffffffu) | (c.c3 << 32); }

/// a0, b0, a1, b1, ...
[[gnu::always_inline]] inline void store_in_turn(Words a, Words b, std::uint64_t* words) {
#if defined(__AVX512F__)
    const Words low = __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
    const Words high = __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
#elif defined(__AVX2__)
    const Words low = __builtin_shufflevector(a, b, 0, 4, 1, 5);
    const Words high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
#else
    const Words low = __builtin_shufflevector(a, b, 0, 2);
    const Words high = __builtin_shufflevector(a, b, 1, 3);
#endif
    __builtin_memcpy(words, &low, sizeof low);
    __builtin_memcpy(words + k_words, &high, sizeof high);
}

inline constexpr std::size_t k_pair_vectors = k_chunk / (2 * k_words);  // that hold a word for each pair of a chunk

/// Philox of the blocks of k_chunk / 2 pairs, `luck` the even one of the first.
[[gnu::always_inline]] inline void blocks_of_pairs(std::uint64_t key, std::uint64_t luck, std::uint32_t step,
                                                   Counters (&c)[k_pair_vectors]) {
    Words blocks{};
    for (std::size_t i = 0; i < k_words; ++i) blocks[i] = (luck >> 1) + i;
    for (std::size_t v = 0; v < k_pair_vectors; ++v) c[v] = counters(blocks + v * k_words, step);
    philox(key, c);
}

/// draw_word(key, luck + i, step) for k_chunk trajectories that follow an even one.
[[gnu::always_inline]] inline void words_of_pairs(std::uint64_t key, std::uint64_t luck, std::uint32_t step,
                                                  std::uint64_t* words) {
    Counters c[k_pair_vectors];
    blocks_of_pairs(key, luck, step, c);
    for (std::size_t v = 0; v < k_pair_vectors; ++v)
        store_in_turn(first_words(c[v]), second_words(c[v]), words + 2 * v * k_words);
}

/// decision_word(key, luck + 2 i, step) for the k_chunk / 2 pairs that follow an even trajectory.
[[gnu::always_inline]] inline void decision_words_of_pairs(std::uint64_t key, std::uint64_t luck, std::uint32_t step,
                                                           std::uint64_t* words) {
    Counters c[k_pair_vectors];
    blocks_of_pairs(key, luck, step, c);
    for (std::size_t v = 0; v < k_pair_vectors; ++v) {
        const Words word = first_words(c[v]);
        __builtin_memcpy(words + v * k_words, &word, sizeof word);
    }
}

/// draw_word(key, luck[lane], step) for k_chunk lanes, a block for each; or decision_word.
template <bool k_decision>
[[gnu::always_inline]] inline void words_of_lanes(std::uint64_t key, const std::uint64_t* luck, std::uint32_t step,
                                                  std::uint64_t* words) {
    for (std::size_t i = 0; i < k_chunk; i += 2 * k_words) {
        Words lucks[2];
        __builtin_memcpy(&lucks, luck + i, sizeof lucks);
        Counters c[] = {counters(lucks[0] >> 1, step), counters(lucks[1] >> 1, step)};
        philox(key, c);
        for (std::size_t v = 0; v < 2; ++v) {
            const Words odd = k_decision ? Words{} : Words{} - (lucks[v] & 1);
            const Words word = (first_words(c[v]) & ~odd) | (second_words(c[v]) & odd);
            __builtin_memcpy(words + i + v * k_words, &word, sizeof word);
        }
    }
}

/// draw_word(key, luck, step) of k_chunk lanes from `lane` on.
template <class S>
[[gnu::always_inline]] inline void words_at(const KernelContext<S>& context, std::uint64_t key, std::size_t lane,
                                            std::uint64_t* words) {
    if (lane < context.paired)
        words_of_pairs(key, context.luck[lane], context.step, words);
    else
        words_of_lanes<false>(key, context.luck + lane, context.step, words);
}

/// decision_word(key, luck, step) of k_chunk lanes from `lane` on: of each lane, or, if they are `paired`, of each
/// pair.
template <class S>
[[gnu::always_inline]] inline void decision_words_at(const KernelContext<S>& context, std::uint64_t key,
                                                     std::size_t lane, std::uint64_t* words) {
    if (lane < context.paired)
        decision_words_of_pairs(key, context.luck[lane], context.step, words);
    else
        words_of_lanes<true>(key, context.luck + lane, context.step, words);
}

inline constexpr std::size_t k_group = 256;  // lanes whose tails are gathered

/// Uniform numbers of a site for n lanes, a multiple of k_chunk.
template <class S>
[[gnu::always_inline]] inline void uniforms(const KernelContext<S>& context, std::uint64_t key, std::size_t lane,
                                            std::size_t n, double* u) {
    for (std::size_t chunk = 0; chunk < n; chunk += k_chunk) {
        alignas(64) std::uint64_t words[k_chunk];
        words_at(context, key, lane + chunk, words);
        for (std::size_t i = 0; i < k_chunk; ++i) u[chunk + i] = uniform53_of(words[i]);
    }
}

/// The few uniform numbers outside the centre of the normal quantile, side by side, and where they came from.
struct Tails {
    alignas(64) double p[k_group + k_words];  // then k_words numbers in the near tail, to fill the last vector
    alignas(64) double z[k_group + k_words];
    std::size_t n = 0;
#if defined(__AVX512F__)
    __mmask8 from[k_group / k_words];
#else
    std::uint8_t from[k_group + k_words];
#endif
};

#if defined(__AVX2__) && !defined(__AVX512F__)
/// For each set of lanes of a vector: their halves side by side, and their numbers in bytes, lowest first.
struct PackedLanes {
    alignas(32) std::uint32_t halves[16][8]{};
    std::uint32_t numbers[16]{};

    constexpr PackedLanes() {
        for (std::uint32_t set = 0; set < 16; ++set) {
            std::uint32_t n = 0;
            for (std::uint32_t lane = 0; lane < 4; ++lane) {
                if ((set >> lane & 1) == 0) continue;
                halves[set][2 * n] = 2 * lane;
                halves[set][2 * n + 1] = 2 * lane + 1;
                numbers[set] |= lane << (8 * n++);
            }
        }
    }
};
inline constexpr PackedLanes k_packed_lanes;
#endif

/// The tails among n numbers.
[[gnu::always_inline]] inline void gather(const double* u, std::size_t n, Tails& tails) {
    std::size_t count = 0;
#if defined(__AVX512F__)
    using Q = NormalQuantile<double>;
    for (std::size_t i = 0; i < n; i += k_words) {
        const __m512d p = _mm512_load_pd(u + i);
        const __m512d q = p - 0.5;
        const __mmask8 outside = _mm512_cmp_pd_mask(Q::k_centre - q * q, _mm512_setzero_pd(), _CMP_LT_OQ);
        _mm512_storeu_pd(tails.p + count, _mm512_maskz_compress_pd(outside, p));
        count += static_cast<std::size_t>(__builtin_popcount(outside));
        tails.from[i / k_words] = outside;
    }
#elif defined(__AVX2__)
    using Q = NormalQuantile<double>;
    for (std::size_t i = 0; i < n; i += k_words) {
        const __m256d p = _mm256_load_pd(u + i);
        const __m256d q = p - 0.5;
        const __m256d outside = _mm256_cmp_pd(Q::k_centre - q * q, _mm256_setzero_pd(), _CMP_LT_OQ);
        const auto set = static_cast<std::uint32_t>(_mm256_movemask_pd(outside));
        const __m256i halves = _mm256_load_si256(reinterpret_cast<const __m256i*>(k_packed_lanes.halves[set]));
        _mm256_storeu_ps(reinterpret_cast<float*>(tails.p + count),
                         _mm256_permutevar8x32_ps(_mm256_castpd_ps(p), halves));
        const std::uint32_t from = k_packed_lanes.numbers[set] + 0x01010101u * static_cast<std::uint32_t>(i);
        __builtin_memcpy(tails.from + count, &from, sizeof from);
        count += static_cast<std::size_t>(__builtin_popcount(set));
    }
#else
    for (std::size_t i = 0; i < n; ++i) {
        tails.p[count] = u[i];
        tails.from[count] = static_cast<std::uint8_t>(i);
        count += in_quantile_centre(u[i]) ? 0 : 1;
    }
#endif
    for (std::size_t i = 0; i < k_words; ++i) tails.p[count + i] = 0.01;
    tails.n = count;
}

/// Puts the quantiles of the tails in their places among n.
[[gnu::always_inline]] inline void scatter(const Tails& tails, std::size_t n, double* z) {
    std::size_t count = 0;
#if defined(__AVX512F__)
    for (std::size_t i = 0; i < n; i += k_words) {
        const __mmask8 outside = tails.from[i / k_words];
        const __m512d z_tails = _mm512_loadu_pd(tails.z + count);
        _mm512_store_pd(z + i, _mm512_mask_expand_pd(_mm512_load_pd(z + i), outside, z_tails));
        count += static_cast<std::size_t>(__builtin_popcount(outside));
    }
#else
    static_cast<void>(n);
    for (; count < tails.n; ++count) z[tails.from[count]] = tails.z[count];
#endif
}

/// Normal quantiles of n uniform numbers: the centre's formula for all of them, the tails' for the few that need it.
/// The bits are those of normal_quantile.
[[gnu::always_inline]] inline void quantiles(const double* u, std::size_t n, double* z) {
    each_lane(n, [=](std::size_t i) { z[i] = normal_quantile_centre(u[i]); });
    Tails tails;
    gather(u, n, tails);
    const std::size_t whole = (tails.n + k_words - 1) & ~(k_words - 1);
    double least = 1;
    for (std::size_t i = 0; i < whole; ++i) least = minimum(least, minimum(tails.p[i], 1.0 - tails.p[i]));
    if (least > k_near_tail)
        for (std::size_t i = 0; i < whole; ++i) tails.z[i] = normal_quantile_tail(tails.p[i]);
    else
        for (std::size_t i = 0; i < whole; ++i) tails.z[i] = normal_quantile(tails.p[i]);
    scatter(tails, n, z);
}

/// d = f(a, b, number), where number is u or its normal quantile, a double whatever S: in single precision u could
/// be 1. Row r draws from stream `extra` + r.
template <bool k_normal, class S, class F>
void draw(const KernelContext<S>& context, const Instruction& instruction, F f) {
    alignas(64) double u[k_group];
    alignas(64) double z[k_group];
    const double* numbers = k_normal ? z : u;
    const std::size_t most_lanes = minimum(context.width, k_group);
    const std::size_t most_rows = k_group / most_lanes;
    for (std::size_t first = 0; first < instruction.rows; first += most_rows) {
        const std::size_t end = minimum<std::size_t>(instruction.rows, first + most_rows);
        for (std::size_t lane = 0; lane < context.width; lane += most_lanes) {
            const std::size_t n = minimum(most_lanes, context.width - lane);
            for (std::size_t r = first; r < end; ++r)
                uniforms(context, context.keys[instruction.extra + r], lane, n, u + (r - first) * n);
            if constexpr (k_normal) quantiles(u, (end - first) * n, z);
            for (std::size_t r = first; r < end; ++r) {
                S* d = column(context, instruction.destination + r) + lane;
                const double* row_numbers = numbers + (r - first) * n;
                with_operand(context, instruction.a, r, [&](auto a) {
                    with_operand(context, instruction.b, r, [&](auto b) {
                        each_lane(n, [=](std::size_t i) { d[i] = f(a[lane + i], b[lane + i], row_numbers[i]); });
                    });
                });
            }
        }
    }
}

}  // namespace
}  // namespace brink::BRINK_ISA
