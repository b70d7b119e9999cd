#pragma once
// One decision in every lane: the rule's choice among the options that may be
// taken. Only for isa_kernels.cpp.
//
// Options in order, f_i: feasible, not barred, utility u_i above -infinity;
// n_i: the number of such options in the group of i if the decision is nested,
// else 1.
//   quantal        l_i = precision u_i, m the maximum of these over the f_i,
//   folded from -infinity;
//                  e_i = race_exp(l_i - m) (w_i / n_i), their sum folded from
//                  0; E_i = race_luck(uniform32(option_luck(word, key_i,
//                  luck))), word the decision_word; the least E_i / e_i wins,
//                  the first of equals, compared by products: the best so far
//                  is (1, 0) at first and then (E_i, e_i) of an f_i where E_i e
//                  < E e_i, so that e_i = 0 never wins; probability e_i / sum
//   random         the same with precision 0 and every w_i 1
//   best_response  the largest u_i wins, the first of equals; probability 1
//   status_quo     holding, unless it is barred or the actor has no such
//   option; probability 1
// In lanes where an actor does not decide anew (its tempo) only what is imposed is chosen.
// race_exp and race_luck: base/race_math.h. E_i is above 1e-10 and e_i is 0 or
// above 1e-260 (w_i / n_i), so the products keep their precision for weights
// above 1e-30.

#include "lanes/race_sketch.h"

namespace brink::BRINK_ISA {
namespace {

/// m, where nothing bars an option: succeeds if all that is compared is finite,
/// so every option is eligible.
template <class S>
[[gnu::always_inline]] inline bool survey_plain(Race<S>& race) {
    Numbers most = race.most;
    Numbers sum{};
    for (std::uint32_t o = race.decision.first_option; o < race.decision.last_option; ++o) {
        const Numbers scaled = race.precision * numbers_of(race, race.task.options[o].utility);
        most = selected(most < scaled, scaled, most);
        sum = sum + scaled;
    }
    if (!all_of(sum - sum < 1.0)) return false;  // infinity - infinity is not a number
    race.most = most;
    race.every = true;
    return true;
}

/// m, bad utilities, and whether any option is not eligible.
template <class S>
inline void survey(Race<S>& race) {
    Truths every = same(0) < 1.0;
    for (std::uint32_t o = race.decision.first_option; o < race.decision.last_option; ++o) {
        const Numbers u = numbers_of(race, race.task.options[o].utility);
        const Truths f = eligible(race, o, u);
        const Numbers scaled = race.precision * u;
        const Numbers more = selected(race.most < scaled, scaled, race.most);
        race.most = selected(f, more, race.most);
        every = every & f;
        race.bad = race.bad | (f & ((u < Real<double>::k_infinity) ^ -1));
    }
    race.every = all_of(every);
}

/// One option's part in the race; `share` is w / n.
template <bool k_every, class S>
[[gnu::always_inline]] inline void enter(Race<S>& race, std::uint32_t o, Numbers share, Bits word, Bits odd) {
    const Option& option = race.task.options[o];
    const Numbers u = numbers_of(race, option.utility);
    Numbers e = race_exp<Bits>(race.precision * u - race.most) * share;
    if constexpr (!k_every) e = selected(eligible(race, o, u), e, Numbers{});
    const Numbers luck = race_luck<Bits>(uniform32_of_upper(luck_above(word, option.key, odd)));
    const Truths wins = luck * race.odds < race.luck * e;
    race.luck = selected(wins, luck, race.luck);
    race.odds = selected(wins, e, race.odds);
    race.choice = selected(wins, same(o), race.choice);
    race.total = race.total + e;
}

/// Number of options first <= o < last that are eligible, lane by lane.
template <class S>
inline Numbers count_eligible(const Race<S>& race, std::uint32_t first, std::uint32_t last) {
    Numbers count{};
    for (std::uint32_t o = first; o < last; ++o) {
        const Truths f = eligible(race, o, numbers_of(race, race.task.options[o].utility));
        count = count + selected(f, same(1), Numbers{});
    }
    return count;
}

/// The options of one action, first <= o < last. Their weights are mostly one
/// and the same.
template <bool k_every, class S>
[[gnu::always_inline]] inline void enter_group(Race<S>& race, std::uint32_t first, std::uint32_t last, Bits word,
                                               Bits odd) {
    const bool divided = race.decision.nested && last - first > 1;
    Numbers n = same(last - first);
    if (divided && !k_every) n = count_eligible(race, first, last);
    const bool equal = race.decision.rule == Rule::random;
    Numbers share = divided ? same(1) / n : same(1);
    for (std::uint32_t o = first; o < last; ++o) {
        const Operand& weight = race.task.options[o].weight;
        if (!equal && (o == first || !same_operand(weight, race.task.options[o - 1].weight))) {
            const Numbers w = numbers_of(race, weight);
            share = divided ? w / n : w;
        }
        enter<k_every>(race, o, share, word, odd);
    }
}

/// The exponential race of `quantal` and `random`.
template <bool k_every, class S>
void run_race(Race<S>& its_race) {
    Race<S> race = its_race;
    const Bits word = first_shift(words_of(race)), odd = odd_lanes(race);
    const Option* options = race.task.options;
    for (std::uint32_t first = race.decision.first_option; first < race.decision.last_option;) {
        std::uint32_t last = first + 1;
        while (last < race.decision.last_option && options[last].group == options[first].group) ++last;
        enter_group<k_every>(race, first, last, word, odd);
        first = last;
    }
    its_race.choice = race.choice;
    its_race.odds = race.odds;
    its_race.total = race.total;
}

/// The option of the largest utility.
template <class S>
inline void respond(Race<S>& race) {
    Numbers most = same(-Real<double>::k_infinity);
    for (std::uint32_t o = race.decision.first_option; o < race.decision.last_option; ++o) {
        const Numbers u = numbers_of(race, race.task.options[o].utility);
        const Truths better = eligible(race, o, u) & (most < u);
        race.choice = selected(better, same(o), race.choice);
        most = selected(better, u, most);
    }
}

/// Holding.
template <class S>
inline void stay(Race<S>& race) {
    const std::uint32_t hold = race.decision.hold;
    if (hold == k_nothing) return;
    race.choice = same(hold);
    if (!race.task.barred) return;
    const Truths free = zero_bytes(race.task.barred + hold * race.context.width + race.lane);
    race.choice = selected(free, race.choice, same(-1));
}

/// Writes the decision's columns: imposed options before the rule's; nothing
/// where a utility was bad, the actor does not decide anew or the lane does not
/// live.
template <class S>
[[gnu::always_inline]] inline void settle(const Race<S>& race, Numbers chance) {
    Truths none = race.bad | (race.choice < 0.0);
    if (const S* decides = row(race.context, race.decision.decides, 0))
        none = none | ((load<Numbers>(decides + race.lane) != 0.0) ^ -1);
    const Numbers forced = load<Numbers>(column(race.context, race.decision.forced) + race.lane);
    const Truths is_free = forced < 0.0;
    Numbers choice = selected(is_free, selected(none, same(-1), race.choice), forced);
    Numbers probability = selected(is_free, selected(none, Numbers{}, chance), same(1));
    if (race.context.active) {
        const Truths lives = load<Numbers>(race.context.active + race.lane) != 0.0;
        choice = selected(lives, choice, same(-1));
        probability = selected(lives, probability, Numbers{});
    }
    store(column(race.context, race.decision.choice) + race.lane, choice);
    if (race.task.probabilities) store(column(race.context, race.decision.probability) + race.lane, probability);
}

/// Names the first option of a bad utility in every lane that lives and has
/// one; returns whether there is any.
template <class S>
inline bool report_bad(const Race<S>& race) {
    Numbers first = same(-1);
    for (std::uint32_t o = race.decision.last_option; o-- > race.decision.first_option;) {
        const Numbers u = numbers_of(race, race.task.options[o].utility);
        const Truths is_fine = u < Real<double>::k_infinity;
        first = selected(eligible(race, o, u), selected(is_fine, first, same(o)), first);
    }
    if (const S* decides = row(race.context, race.decision.decides, 0))
        first = selected(load<Numbers>(decides + race.lane) != 0.0, first, same(-1));
    if (race.context.active) first = selected(load<Numbers>(race.context.active + race.lane) != 0.0, first, same(-1));
    bool any = false;
    alignas(64) double options[k_pair];
    store(options, first);
    for (std::size_t i = 0; i < k_pair; ++i) {
        if (options[i] < 0) continue;
        race.task.bad_utility[race.lane + i] = static_cast<std::uint32_t>(options[i]);
        any = true;
    }
    return any;
}

/// The decision in k_pair lanes; returns whether a utility was bad in one that
/// lives.
template <class S>
[[gnu::always_inline]] inline bool decide(Race<S>& race) {
    const bool races = race.decision.rule == Rule::quantal || race.decision.rule == Rule::random;
    for (std::size_t i = 0; i < k_pair; ++i) race.task.bad_utility[race.lane + i] = k_nothing;
    if (races && decide_by_sketch(race)) {
        settle(race, Numbers{});
        return false;
    }
    const bool plain = races && race.decision.always_feasible && !race.task.barred;
    if (!plain || !survey_plain(race)) survey(race);
    Numbers chance = same(1);
    switch (race.decision.rule) {
        case Rule::quantal:
        case Rule::random:
            if (race.every)
                run_race<true>(race);
            else
                run_race<false>(race);
            chance = race.odds / race.total;
            break;
        case Rule::status_quo: stay(race); break;
        case Rule::best_response: respond(race); break;
    }
    settle(race, chance);
    return !all_of(race.bad ^ -1) && report_bad(race);
}

template <class S>
inline void choose(const KernelContext<S>& context, const DecisionTask<S>& task) {
    const Decision& decision = *task.decision;
    Operand precision = decision.precision;
    if (decision.rule == Rule::random) precision = {Operand::Kind::immediate, 0, 0};
    bool any_bad = false;
    for (std::size_t chunk = 0; chunk < context.width; chunk += k_chunk) {
        alignas(64) std::uint64_t words[k_chunk];
        const bool paired = chunk < context.paired;
        decision_words_at(context, task.key, chunk, words);
        for (std::size_t i = 0; i < k_chunk; i += k_pair) {
            Race<S> race(context, task, chunk + i, words + (paired ? i / 2 : i), paired);
            race.precision = numbers_of(race, precision);
            any_bad = decide(race) || any_bad;
        }
    }
    *task.any_bad = any_bad;
}

}  // namespace
}  // namespace brink::BRINK_ISA
