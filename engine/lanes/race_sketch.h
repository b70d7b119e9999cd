#pragma once
// The race of decide.h in single precision, for runs that want to know who wins and not with what probability: twice
// the lanes in a register, cheaper functions, one pass fewer. Only for isa_kernels.cpp.
//
// The exact race lets the least E_i / e_i win, E_i = -log(u_i), e_i = e^(l_i) w_i / n_i. Here every E_i / e_i is known
// to one part in 2^13: if the least is smaller than every other by more than one part in 2^12, the exact race has the
// same winner, in whatever order and with whatever rounding it compares. Lanes where this is not so, or where a number
// is beyond what single precision bears, are left to the exact race: about one group of lanes in a hundred.
//
// Errors, relative: of u_i, of whose 32 bits 31 are looked at, 2^-16 of E_i for a winner with k_least <= 1 - u <=
// k_most; of any other u the E_i here is at most too small, so it cannot lose to what it should win from without being
// the least here. Of logarithm and power of two, 2^-16; of l_i, |l_i| <= 256 log(2), 2^-15.

#include "lanes/race.h"
#include "lanes/sums.h"

namespace brink::BRINK_ISA {
namespace {

/// The k_pair lanes of a Pair in one register.
using Singles = float __attribute__((vector_size(sizeof(Words))));
using Marks = std::int32_t __attribute__((vector_size(sizeof(Words))));  // all bits of a lane set or none; or a number
using Halves = std::uint32_t __attribute__((vector_size(sizeof(Words))));

struct SketchMath {
    static constexpr std::size_t k_most_options = 128;  // of a decision that is looked at
    static constexpr float k_infinity = std::numeric_limits<float>::infinity();
    static constexpr float k_log2_e = 0x1.715476p+0f;
    static constexpr float k_ln2 = 0x1.62e430p-1f;
    static constexpr float k_round = 0x1.8p23f;  // x + k_round - k_round is x rounded to a whole number
    static constexpr float k_most_scaled = 256;  // size of l_i log2(e)
    static constexpr float k_most_power = 96;    // 2^96 is enough to lose
    static constexpr float k_most_share = 0x1p30f, k_most_ratio = 0x1p30f, k_least_ratio = 0x1p-60f;
    static constexpr float k_least = 0x1p-15f, k_most = 1 - 0x1p-12f;  // of 1 - u of a winner
    static constexpr float k_margin = 1 + 0x1p-12f;
    static constexpr std::int32_t k_sqrt_half = 0x3F3504F3;  // bits of sqrt(1/2)
    // log(1 + f) / f on sqrt(1/2) <= 1 + f < sqrt(2), by Chebyshev interpolation; relative error 8.4e-6
    static constexpr float k_log[] = {1.00000374f,   -0.499894802f, 0.332659058f,
                                      -0.254333564f, 0.219657085f,  -0.140216233f};
    // 2^f on |f| <= 1/2, likewise; relative error 3.5e-6
    static constexpr float k_exp2[] = {1.0f, 0.693121045f, 0.24022349f, 0.0559219758f, 0.00966636852f};
};

template <class To, class From>
[[gnu::always_inline]] inline To joined(From a, From b) {
    if constexpr (sizeof(To) == 64)
        return __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    else if constexpr (sizeof(To) == 32)
        return __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7);
    else
        return __builtin_shufflevector(a, b, 0, 1, 2, 3);
}

[[gnu::always_inline]] inline Singles narrowed(Numbers x) {
    using Half = float __attribute__((vector_size(sizeof(Words) / 2)));
    return joined<Singles>(__builtin_convertvector(x.a, Half), __builtin_convertvector(x.b, Half));
}

[[gnu::always_inline]] inline Numbers widened(Singles x) {
    alignas(64) float parts[k_pair];
    __builtin_memcpy(parts, &x, sizeof x);
    Numbers wide;
    for (std::size_t i = 0; i < k_words; ++i) {
        wide.a[i] = static_cast<double>(parts[i]);
        wide.b[i] = static_cast<double>(parts[k_words + i]);
    }
    return wide;
}

/// The upper 32 bits of each word. (Compilers take five times as long over a conversion of the shifted words.)
[[gnu::always_inline]] inline Halves upper_halves(Bits x) {
    const auto a = std::bit_cast<Halves>(x.a), b = std::bit_cast<Halves>(x.b);
#if defined(__AVX512F__)
    return __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
#elif defined(__AVX2__)
    const auto in_each_half = __builtin_shufflevector(a, b, 1, 3, 9, 11, 5, 7, 13, 15);
    return std::bit_cast<Halves>(__builtin_shufflevector(std::bit_cast<Words>(in_each_half), Words{}, 0, 2, 1, 3));
#else
    return __builtin_shufflevector(a, b, 1, 3, 5, 7);
#endif
}

[[gnu::always_inline]] inline Singles every_single(float x) { return x - Singles{}; }
/// An operand's numbers in single precision.
template <class S>
[[gnu::always_inline]] inline Singles singles_of(const Race<S>& race, const Operand& operand) {
    const S* lanes = row(race.context, operand, 0);
    if (!lanes) return every_single(static_cast<float>(operand.value));
    return narrowed(load<Numbers>(lanes + race.lane));
}

// a < b ? a : b and a > b ? a : b, of which compilers make a comparison and a selection
#if defined(__AVX512F__)
[[gnu::always_inline]] inline Singles lesser(Singles a, Singles b) { return _mm512_maskz_min_ps(0xffff, a, b); }
[[gnu::always_inline]] inline Singles greater(Singles a, Singles b) { return _mm512_maskz_max_ps(0xffff, a, b); }
#elif defined(__AVX2__)
[[gnu::always_inline]] inline Singles lesser(Singles a, Singles b) { return _mm256_min_ps(a, b); }
[[gnu::always_inline]] inline Singles greater(Singles a, Singles b) { return _mm256_max_ps(a, b); }
#elif defined(__SSE2__)
[[gnu::always_inline]] inline Singles lesser(Singles a, Singles b) { return _mm_min_ps(a, b); }
[[gnu::always_inline]] inline Singles greater(Singles a, Singles b) { return _mm_max_ps(a, b); }
#else
[[gnu::always_inline]] inline Singles lesser(Singles a, Singles b) { return a < b ? a : b; }
[[gnu::always_inline]] inline Singles greater(Singles a, Singles b) { return a > b ? a : b; }
#endif

[[gnu::always_inline]] inline bool all_marked(Marks marks) {
    return fold_parts(std::bit_cast<Words>(marks), [](auto a, auto b) { return a & b; }) == ~std::uint64_t{0};
}

/// 1 - u of an option, cut to 31 bits, u its number of the exact race, made of `luck`.
[[gnu::always_inline]] inline Singles complement_of_luck(Halves luck) {
    return __builtin_convertvector(std::bit_cast<Marks>(~luck >> 1), Singles) * 0x1p-31f;
}

/// -log(1 - v) for 0 <= v < 1 - 2^-13, that of 1 - 2^-13 above.
[[gnu::always_inline]] inline Singles sketched_luck(Singles v) {
    using M = SketchMath;
    const Singles u = greater(1.0f - v, every_single(0x1p-13f));
    const Marks exponent = (std::bit_cast<Marks>(u) - M::k_sqrt_half) >> 23;
    const Singles k = __builtin_convertvector(exponent, Singles);
    const Singles reduced = std::bit_cast<Singles>(std::bit_cast<Marks>(u) - (exponent << 23)) - 1.0f;
    const Singles f = exponent < 0 ? reduced : -v;  // 1 - v has lost the last bits of v
    // in pairs of terms, which wait less for one another than one term after another
    const Singles square = f * f;
    const Singles upper = (f * M::k_log[5] + M::k_log[4]) * square + (f * M::k_log[3] + M::k_log[2]);
    const Singles p = upper * square + (f * M::k_log[1] + M::k_log[0]);
    return k * -M::k_ln2 - f * p;
}

/// 2^x for 0 <= x <= 96.
[[gnu::always_inline]] inline Singles sketched_power(Singles x) {
    using M = SketchMath;
    const Singles shifted = x + M::k_round;
    const Singles f = x - (shifted - M::k_round);
    const Singles square = f * f;
    const Singles upper = square * M::k_exp2[4] + (f * M::k_exp2[3] + M::k_exp2[2]);
    const Singles p = upper * square + (f * M::k_exp2[1] + M::k_exp2[0]);
    return std::bit_cast<Singles>(std::bit_cast<Marks>(p) + (std::bit_cast<Marks>(shifted) << 23));
}

/// The race of k_pair lanes as it stands. An option's luck and odds are computed for one option after another in loops
/// of their own: one loop for all of it is a chain of operations so long that a processor cannot look past its end.
struct Sketch {
    Singles scaled[SketchMath::k_most_options];       // l_i log2(e); -infinity of an option that may not be taken
    Singles complements[SketchMath::k_most_options];  // 1 - u_i
    Singles lucks[SketchMath::k_most_options];        // E_i
    Singles most;                                     // of `scaled`
    Singles best = every_single(SketchMath::k_infinity);
    Singles second = best;  // the least but one
    Singles choice{};       // an option, counted from the decision's first
    Singles complement{};   // its 1 - u
    Marks sound = Singles{} < 1.0f;
};

/// Fills `scaled` and `most`. Not sound where something that counts is too large or not a number.
template <bool k_every, class S>
[[gnu::always_inline]] inline void scale_utilities(const Race<S>& race, Sketch& sketch) {
    using M = SketchMath;
    const Singles precision = narrowed(race.precision) * M::k_log2_e;
    Singles most = every_single(-SketchMath::k_infinity), least = -most, sum{};
    const std::uint32_t first = race.decision.first_option;
    for (std::uint32_t o = first; o < race.decision.last_option; ++o) {
        const Operand& utility = race.task.options[o].utility;
        Singles scaled = singles_of(race, utility) * precision;
        if constexpr (!k_every) {
            const Truths f = eligible(race, o, numbers_of(race, utility));
            const Marks may = narrowed(selected(f, same(1), Numbers{})) != 0.0f;
            sum = sum + (may ? scaled : Singles{});
            least = lesser(least, may ? scaled : least);
            scaled = may ? scaled : every_single(-SketchMath::k_infinity);
        } else {
            sum = sum + scaled;
            least = lesser(least, scaled);
        }
        most = greater(most, scaled);
        sketch.scaled[o - first] = scaled;
    }
    sketch.most = most;
    sketch.sound = (sum - sum == 0.0f) & (most < M::k_most_scaled) & (least > -M::k_most_scaled);
}

/// Fills `complements` and `lucks`.
template <class S>
[[gnu::always_inline]] inline void draw_lucks(const Race<S>& race, Sketch& sketch) {
    const std::uint32_t n = race.decision.last_option - race.decision.first_option;
    const Option* options = race.task.options + race.decision.first_option;
    if (race.paired) {
        Words of_pairs;
        __builtin_memcpy(&of_pairs, race.words, sizeof of_pairs);
        const Words word = first_shift(of_pairs);
        // the halves of a pair's word are those of its two trajectories, in their order
        for (std::uint32_t at = 0; at < n; ++at)
            sketch.complements[at] = complement_of_luck(
                std::bit_cast<Halves>(mixed(word, first_shift(options[at].key))));
    } else {
        const Bits word = first_shift(words_of(race)), odd = odd_lanes(race);
        for (std::uint32_t at = 0; at < n; ++at)
            sketch.complements[at] = complement_of_luck(upper_halves(luck_above(word, options[at].key, odd)));
    }
    for (std::uint32_t at = 0; at < n; ++at) sketch.lucks[at] = sketched_luck(sketch.complements[at]);
}

/// One option's part; `parts` is n / w.
template <class S>
[[gnu::always_inline]] inline void enter(const Race<S>& race, Sketch& sketch, std::uint32_t o, Singles parts) {
    const std::uint32_t at = o - race.decision.first_option;
    const Singles behind = lesser(sketch.most - sketch.scaled[at], every_single(SketchMath::k_most_power));
    const Singles ratio = sketch.lucks[at] * sketched_power(behind) * parts;
    const Marks wins = ratio < sketch.best;
    sketch.second = lesser(sketch.second, greater(sketch.best, ratio));
    sketch.best = lesser(sketch.best, ratio);
    sketch.choice = wins ? every_single(static_cast<float>(at)) : sketch.choice;
    sketch.complement = wins ? sketch.complements[at] : sketch.complement;
}

/// The options of one action, first <= o < last.
template <bool k_every, class S>
[[gnu::always_inline]] inline void enter_group(const Race<S>& race, Sketch& sketch, std::uint32_t first,
                                               std::uint32_t last) {
    using M = SketchMath;
    Singles n = every_single(1);
    if (race.decision.nested && last - first > 1) {
        n = every_single(static_cast<float>(last - first));
        if constexpr (!k_every) {
            Singles count{};
            for (std::uint32_t o = first; o < last; ++o)
                count = sketch.scaled[o - race.decision.first_option] < -M::k_most_scaled ? count : count + 1.0f;
            n = greater(count, every_single(1));  // with none, whatever
        }
    }
    Singles parts = n;
    for (std::uint32_t o = first; o < last; ++o) {
        const Operand& weight = race.task.options[o].weight;
        const bool equal = race.decision.rule == Rule::random;
        if (!equal && (o == first || !same_operand(weight, race.task.options[o - 1].weight))) {
            parts = n / singles_of(race, weight);
            sketch.sound = sketch.sound & (parts < M::k_most_share) & (parts > 1 / M::k_most_share);
        }
        enter(race, sketch, o, parts);
    }
}

/// Finds race.choice, if it is certain in every lane.
template <bool k_every, class S>
bool sketch_race(Race<S>& race) {
    using M = SketchMath;
    Sketch sketch;
    scale_utilities<k_every>(race, sketch);
    if (!all_marked(sketch.sound)) return false;
    draw_lucks(race, sketch);
    const Option* options = race.task.options;
    for (std::uint32_t first = race.decision.first_option; first < race.decision.last_option;) {
        std::uint32_t last = first + 1;
        while (last < race.decision.last_option && options[last].group == options[first].group) ++last;
        enter_group<k_every>(race, sketch, first, last);
        first = last;
    }
    const Marks certain = sketch.sound & (sketch.second > sketch.best * M::k_margin) & (sketch.best < M::k_most_ratio) &
                          (sketch.best > M::k_least_ratio) & (sketch.complement > M::k_least) &
                          (sketch.complement < M::k_most);
    if (!all_marked(certain)) return false;
    race.choice = widened(sketch.choice) + static_cast<double>(race.decision.first_option);
    return true;
}

/// The decision in k_pair lanes, if probabilities are not wanted and the choice is certain.
template <class S>
[[gnu::always_inline]] inline bool decide_by_sketch(Race<S>& race) {
    const Decision& decision = race.decision;
    if (race.task.probabilities || decision.last_option - decision.first_option > SketchMath::k_most_options)
        return false;
    return decision.always_feasible && !race.task.barred ? sketch_race<true>(race) : sketch_race<false>(race);
}

}  // namespace
}  // namespace brink::BRINK_ISA
