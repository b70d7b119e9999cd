#pragma once
// One decision in every lane: the rule's choice among the options that may be taken. Only for isa_kernels.cpp.
//
// Options in order, f_i: feasible, not barred, utility u_i above -infinity; n_i: the number of such options in the
// group of i if the decision is nested, else 1.
//   quantal        l_i = precision u_i, m the maximum of these over the f_i, folded from -infinity;
//                  e_i = exp(l_i - m) (w_i / n_i), their sum folded from 0;
//                  E_i = -log(uniform53(mix64(base ^ key_i))), base the first word of the decision's draw;
//                  the least E_i / e_i below infinity wins, the first of equals; probability e_i / sum
//   random         the same with precision 0 and every w_i 1
//   best_response  the largest u_i wins, the first of equals; probability 1
//   status_quo     holding, unless it is barred or the actor has no such option; probability 1

#include "base/hash.h"
#include "lanes/sampling.h"

namespace brink::BRINK_ISA {
namespace {

/// Working columns of a decision (DecisionTask::scratch), and what its loops need.
template <class S>
struct Race {
    explicit Race(const KernelContext<S>& its_context, const DecisionTask<S>& its_task)
        : context(its_context), task(its_task), decision(*its_task.decision), n(its_context.width) {}

    const KernelContext<S>& context;
    const DecisionTask<S>& task;
    const Decision& decision;
    std::size_t n;  // lanes

    S* precision = scratch(0);
    S* utility = scratch(1);       // of an option whose utility is an immediate
    S* eligible = scratch(2);      // f of an option: 1 or 0
    S* all_eligible = scratch(3);  // 1 where f is 1 for every option looked at; later a count
    S* bad = scratch(4);           // first option of bad utility; -1 none
    S* most = scratch(5);          // m; of best_response the largest u
    S* share = scratch(6);         // w / n of an option
    S* base = scratch(7);          // the bits of the decision's word
    S* least = scratch(8);         // least score
    S* choice = scratch(9);
    S* chosen = scratch(10);  // e of the choice
    S* total = scratch(11);   // sum of e

    [[nodiscard]] S* scratch(std::size_t i) const { return aligned(task.scratch + i * n); }
    void fill(S* lanes, S value) const {
        each_lane(n, [=](std::size_t i) { lanes[i] = value; });
    }
};

/// The one row of an operand as a column: its own, or `room` filled with the number.
template <class S>
[[gnu::always_inline]] inline const S* lanes_of(const Race<S>& race, const Operand& operand, S* room) {
    if (const S* lanes = row(race.context, operand, 0)) return lanes;
    race.fill(room, static_cast<S>(operand.value));
    return room;
}

/// Fills race.eligible for option o.
template <class S>
void find_eligible(const Race<S>& race, std::uint32_t o, const S* u) {
    S* f = race.eligible;
    each_lane(race.n, [=](std::size_t i) { f[i] = u[i] != -Real<S>::k_infinity ? S(1) : S(0); });
    const Option& option = race.task.options[o];
    if (const S* feasible = row(race.context, option.feasible, 0))
        each_lane(race.n, [=](std::size_t i) { f[i] = feasible[i] != S(0) ? f[i] : S(0); });
    else if (option.feasible.value == 0)
        race.fill(f, S(0));
    if (race.task.barred) {
        const std::uint8_t* barred = race.task.barred + o * race.n;
        each_lane(race.n, [=](std::size_t i) { f[i] = barred[i] == 0 ? f[i] : S(0); });
    }
}

/// Looks at every option once: bad utilities, m (or the best response), whether any option is not eligible.
template <class S>
void survey(const Race<S>& race) {
    race.fill(race.all_eligible, S(1));
    race.fill(race.bad, S(-1));
    race.fill(race.most, -Real<S>::k_infinity);
    const bool best_response = race.decision.rule == Rule::best_response;
    for (std::uint32_t o = race.decision.first_option; o < race.decision.last_option; ++o) {
        const S* u = lanes_of(race, race.task.options[o].utility, race.utility);
        find_eligible(race, o, u);
        const S number = static_cast<S>(o);
        S *f = race.eligible, *all = race.all_eligible, *bad = race.bad, *most = race.most, *choice = race.choice;
        each_lane(race.n, [=](std::size_t i) {
            all[i] = minimum(all[i], f[i]);
            const bool is_bad = (f[i] != S(0)) & !(u[i] < Real<S>::k_infinity);
            const bool is_first = is_bad & (bad[i] < S(0));
            bad[i] = is_first ? number : bad[i];
        });
        if (best_response) {
            each_lane(race.n, [=](std::size_t i) {
                const bool better = (f[i] != S(0)) & (u[i] > most[i]);
                choice[i] = better ? number : choice[i];
                most[i] = better ? u[i] : most[i];
            });
        } else {
            const S* precision = race.precision;
            each_lane(race.n, [=](std::size_t i) {
                const S scaled = precision[i] * u[i];
                most[i] = maximum(most[i], f[i] != S(0) ? scaled : -Real<S>::k_infinity);
            });
        }
    }
}

/// Number of options first <= o < last that are eligible in each lane. Takes the place of all_eligible.
template <class S>
const S* count_eligible(const Race<S>& race, std::uint32_t first, std::uint32_t last) {
    S *count = race.all_eligible, *f = race.eligible;
    race.fill(count, S(0));
    for (std::uint32_t o = first; o < last; ++o) {
        find_eligible(race, o, lanes_of(race, race.task.options[o].utility, race.utility));
        each_lane(race.n, [=](std::size_t i) { count[i] = count[i] + f[i]; });
    }
    return count;
}

/// One option's part in the race; `share` is w / n, `eligible` f.
template <class S, class Share, class Eligible>
[[gnu::always_inline]] inline void enter(const Race<S>& race, std::uint32_t o, const S* u, Share share,
                                         Eligible eligible) {
    const std::uint64_t key = race.task.options[o].key;
    const S number = static_cast<S>(o);
    const S *precision = race.precision, *most = race.most, *base = race.base;
    S *least = race.least, *choice = race.choice, *chosen = race.chosen, *total = race.total;
    each_lane(race.n, [=](std::size_t i) {
        const bool f = eligible[i] != S(0);
        const S e = exp(precision[i] * u[i] - most[i]) * share[i];
        const std::uint64_t word = mix64(std::bit_cast<std::uint64_t>(base[i]) ^ key);
        const S exponential = -log(static_cast<S>(uniform53_of(word)));
        const S score = exponential / e;
        const bool wins = f & (score < least[i]);
        least[i] = wins ? score : least[i];
        choice[i] = wins ? number : choice[i];
        chosen[i] = wins ? e : chosen[i];
        total[i] = total[i] + (f ? e : S(0));
    });
}

template <class S, class Share>
[[gnu::always_inline]] inline void enter(const Race<S>& race, std::uint32_t o, Share share, bool every) {
    const S* u = lanes_of(race, race.task.options[o].utility, race.utility);
    if (every) {
        enter(race, o, u, share, Same<S>{S(1)});
    } else {
        find_eligible(race, o, u);
        enter(race, o, u, share, static_cast<const S*>(race.eligible));
    }
}

/// The options of one action, first <= o < last. `every`: each is eligible in every lane.
template <class S>
void enter_group(const Race<S>& race, std::uint32_t first, std::uint32_t last, bool every) {
    const bool divided = race.decision.nested && last - first > 1;
    const S* count = divided && !every ? count_eligible(race, first, last) : nullptr;
    const S n = divided ? static_cast<S>(last - first) : S(1);
    S* share = race.share;
    for (std::uint32_t o = first; o < last; ++o) {
        const Operand& weight = race.task.options[o].weight;
        const S* w = race.decision.rule == Rule::random ? nullptr : row(race.context, weight, 0);
        const S w_same = race.decision.rule == Rule::random ? S(1) : static_cast<S>(weight.value);
        if (!w && !count) {
            enter(race, o, Same<S>{w_same / n}, every);
            continue;
        }
        if (w && count)
            each_lane(race.n, [=](std::size_t i) { share[i] = w[i] / count[i]; });
        else if (w)
            each_lane(race.n, [=](std::size_t i) { share[i] = w[i] / n; });
        else
            each_lane(race.n, [=](std::size_t i) { share[i] = w_same / count[i]; });
        enter(race, o, static_cast<const S*>(share), every);
    }
}

/// The exponential race of `quantal` and `random`.
template <class S>
void run_race(const Race<S>& race) {
    bool every = true;
    for (std::size_t i = 0; i < race.n; ++i) every = every && race.all_eligible[i] != S(0);
    for (std::size_t lane = 0; lane < race.n; lane += k_chunk) {
        alignas(64) std::uint64_t words[k_chunk];
        first_words(race.task.key, race.context.luck + lane, race.context.step, words);
        for (std::size_t i = 0; i < k_chunk; ++i) race.base[lane + i] = std::bit_cast<S>(words[i]);
    }
    race.fill(race.least, Real<S>::k_infinity);
    race.fill(race.chosen, S(0));
    race.fill(race.total, S(0));
    const Option* options = race.task.options;
    for (std::uint32_t first = race.decision.first_option; first < race.decision.last_option;) {
        std::uint32_t last = first + 1;
        while (last < race.decision.last_option && options[last].group == options[first].group) ++last;
        enter_group(race, first, last, every);
        first = last;
    }
    S *choice = race.choice, *chosen = race.chosen, *total = race.total;
    each_lane(race.n, [=](std::size_t i) { chosen[i] = choice[i] < S(0) ? S(0) : chosen[i] / total[i]; });
}

/// Holding; race.choice is -1 everywhere before.
template <class S>
void stay(const Race<S>& race) {
    const std::uint32_t hold = race.decision.hold;
    if (hold == k_nothing) return;
    race.fill(race.choice, static_cast<S>(hold));
    if (!race.task.barred) return;
    const std::uint8_t* barred = race.task.barred + hold * race.n;
    S* choice = race.choice;
    each_lane(race.n, [=](std::size_t i) { choice[i] = barred[i] == 0 ? choice[i] : S(-1); });
}

/// Writes the decision's columns: imposed options before the rule's; nothing where a utility was bad or the lane does
/// not live. Probability stands in race.chosen.
template <class S>
void settle(const Race<S>& race) {
    S* choice = column(race.context, race.decision.choice);
    S* probability = column(race.context, race.decision.probability);
    const S* forced = column(race.context, race.decision.forced);
    const S *by_rule = race.choice, *chance = race.chosen, *bad = race.bad, *active = race.context.active;
    each_lane(race.n, [=](std::size_t i) {
        const bool is_forced = forced[i] >= S(0);
        const bool is_bad = bad[i] >= S(0);
        const S rule_choice = is_bad ? S(-1) : by_rule[i];
        const S rule_chance = is_bad ? S(0) : chance[i];
        choice[i] = is_forced ? forced[i] : rule_choice;
        probability[i] = is_forced ? S(1) : rule_chance;
    });
    if (active)
        each_lane(race.n, [=](std::size_t i) {
            choice[i] = active[i] != S(0) ? choice[i] : S(-1);
            probability[i] = active[i] != S(0) ? probability[i] : S(0);
        });
}

/// Tells the caller of bad utilities in lanes that live.
template <class S>
void report_bad(const Race<S>& race) {
    bool any = false;
    for (std::size_t i = 0; i < race.n; ++i) {
        const bool is_bad = race.bad[i] >= S(0) && (!race.context.active || race.context.active[i] != S(0));
        race.task.bad_utility[i] = is_bad ? static_cast<std::uint32_t>(race.bad[i]) : k_nothing;
        any = any || is_bad;
    }
    *race.task.any_bad = any;
}

template <class S>
void choose(const KernelContext<S>& context, const DecisionTask<S>& task) {
    Race<S> race(context, task);
    const Decision& decision = *task.decision;
    Operand precision = decision.precision;
    if (decision.rule == Rule::random) precision = {Operand::Kind::immediate, 0, 0};
    const S* lambda = row(context, precision, 0);
    if (lambda)
        each_lane(race.n, [room = race.precision, lambda](std::size_t i) { room[i] = lambda[i]; });
    else
        race.fill(race.precision, static_cast<S>(precision.value));
    race.fill(race.choice, S(-1));
    survey(race);
    switch (decision.rule) {
        case Rule::quantal:
        case Rule::random: run_race(race); break;
        case Rule::status_quo: stay(race); break;
        case Rule::best_response: break;
    }
    if (decision.rule == Rule::status_quo || decision.rule == Rule::best_response) {
        S *choice = race.choice, *chosen = race.chosen;
        each_lane(race.n, [=](std::size_t i) { chosen[i] = choice[i] < S(0) ? S(0) : S(1); });
    }
    settle(race);
    report_bad(race);
}

}  // namespace
}  // namespace brink::BRINK_ISA
