#pragma once
// What both forms of a decision look at: the exact one (decide.h) and the one in single precision (race_sketch.h).
// Only for isa_kernels.cpp.

#include "lanes/pack.h"

namespace brink::BRINK_ISA {
namespace {

/// A decision in k_pair lanes. Whatever the columns' scalar S, the race is run in double precision: what it compares is
/// made of uniform numbers, whose last bits decide.
template <class S>
struct Race {
    // A list of initialisers would have all of it zeroed beforehand, which takes a tenth of the choice.
    [[gnu::always_inline]] Race(const KernelContext<S>& a_context, const DecisionTask<S>& a_task,
                                std::size_t first_lane, const std::uint64_t* its_words, bool is_paired)
        : context(a_context),
          task(a_task),
          decision(*a_task.decision),
          lane(first_lane),
          words(its_words),
          paired(is_paired) {}

    const KernelContext<S>& context;
    const DecisionTask<S>& task;
    const Decision& decision;
    std::size_t lane;            // the first
    const std::uint64_t* words;  // decision_word of each lane (k_pair) or, if they are paired, of each pair (k_words)
    bool paired;                 // the lanes are trajectories 2 k, 2 k + 1, ...
    Numbers precision{};
    Numbers most = same(-Real<double>::k_infinity);  // m
    bool every = false;                              // f of every option holds in every lane
    Truths bad{};                                    // some f has a utility that is not a number or infinity
    Numbers luck = same(1);                          // E of the best so far
    Numbers odds{};                                  // e of the best so far
    Numbers choice = same(-1);
    Numbers total{};  // sum of e
};

/// decision_word of every lane.
template <class S>
[[gnu::always_inline]] inline Bits words_of(const Race<S>& race) {
    if (!race.paired) return load<Bits>(race.words);
    Words of_pairs;
    __builtin_memcpy(&of_pairs, race.words, sizeof of_pairs);
    return doubled(of_pairs);
}

/// Where the trajectory is an odd one.
template <class S>
[[gnu::always_inline]] inline Bits odd_lanes(const Race<S>& race) {
    return Bits{} - (load<Bits>(race.context.luck + race.lane) & 1);
}

/// A word as mix64 has it after its first shift, which is the same for all options.
template <class B>
[[gnu::always_inline]] inline B first_shift(B word) {
    return word ^ (word >> 30);
}

/// option_luck of every lane in the upper halves; `word` as `first_shift` gives it.
[[gnu::always_inline]] inline Bits luck_above(Bits word, std::uint64_t option_key, Bits odd) {
    const Bits x = mixed(word, first_shift(option_key));
    return (x & odd) | ((x << 32) & (odd ^ -1));
}

template <class S>
[[gnu::always_inline]] inline Numbers numbers_of(const Race<S>& race, const Operand& operand) {
    const S* lanes = row(race.context, operand, 0);
    return lanes ? load<Numbers>(lanes + race.lane) : same(operand.value);
}

/// f of option o, whose utility is u.
template <class S>
[[gnu::always_inline]] inline Truths eligible(const Race<S>& race, std::uint32_t o, Numbers u) {
    Truths f = u != -Real<double>::k_infinity;
    const Option& option = race.task.options[o];
    if (const S* feasible = row(race.context, option.feasible, 0))
        f = f & (load<Numbers>(feasible + race.lane) != 0.0);
    else if (option.feasible.value == 0)
        f = Truths{};
    if (race.task.barred) f = f & zero_bytes(race.task.barred + o * race.context.width + race.lane);
    return f;
}

inline bool same_operand(const Operand& a, const Operand& b) {
    return a.kind == b.kind && a.first == b.first && a.value == b.value;
}

}  // namespace
}  // namespace brink::BRINK_ISA
