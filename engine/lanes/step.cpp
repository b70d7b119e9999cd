#include "lanes/step.h"

#include <algorithm>
#include <limits>

#include "lanes/draws.h"

namespace brink {

namespace {

template <class S>
void fill(LaneBlock<S>& block, Column c, S value) {
    std::fill_n(block.column(c), block.width(), value);
}

template <class S>
KernelContext<S> context_of(const Program& program, LaneBlock<S>& block) {
    KernelContext<S> context;
    context.columns = block.columns();
    context.width = block.width();
    context.tables = program.tables.data();
    context.numbers = program.numbers.data();
    context.grids = program.grids.data();
    context.keys = block.keys.data();
    context.luck = block.luck;
    context.paired = block.paired;
    context.option_taken = block.option_taken.data();
    const S* active = block.column(program.active);
    const bool all_live = std::all_of(active, active + block.width(), [](S lives) { return lives != S(0); });
    context.active = all_live ? nullptr : active;
    context.step = static_cast<std::uint32_t>(block.step);
    context.day = static_cast<S>(program.days[static_cast<std::size_t>(block.step)]);
    return context;
}

template <class S>
void run_section(const Program& program, LaneBlock<S>& block, const Kernels<S>& kernels, const Section& section) {
    kernels.run(context_of(program, block), program.instructions.data() + section.begin, section.end - section.begin);
}

/// Ends the lane with its first fault.
template <class S>
void note_fault(const Program& program, LaneBlock<S>& block, std::size_t lane, LaneFault fault) {
    block.column(program.active)[lane] = 0;
    if (block.faults[lane].kind == LaneFault::Kind::none) block.faults[lane] = fault;
}

/// Looks for values that are not finite in n columns that follow one another.
template <class S>
void check_finite(const Program& program, LaneBlock<S>& block, const Kernels<S>& kernels, Column first,
                  std::uint32_t n) {
    std::uint32_t done = 0;
    while (done < n) {
        const Column from = first + done;
        const std::size_t found = kernels.first_not_finite(block.column(from), n - done, block.width(),
                                                           block.n_lanes());
        if (found == n - done) return;
        const Column c = from + static_cast<Column>(found);
        for (std::size_t lane = 0; lane < block.n_lanes(); ++lane) {
            const S value = block.column(c)[lane];
            if (value - value != S(0))
                note_fault(program, block, lane, {LaneFault::Kind::not_finite_value, block.step, c});
        }
        done += static_cast<std::uint32_t>(found) + 1;
    }
}

/// Whether the measure's column holds, in this state, what it will give unless the lane ends earlier.
bool settles(const Program& program, const OutcomeSource& outcome, int step) {
    return outcome.running || step == std::min(outcome.last_state, program.steps);
}

/// The lane lives no longer: what its measures hold is what they give.
template <class S>
void check_last_measures(const Program& program, LaneBlock<S>& block, std::size_t lane) {
    if (lane >= block.n_lanes()) return;
    for (const OutcomeSource& outcome : program.outcomes) {
        if (outcome.kind != Outcome::Kind::measure) continue;
        const S value = block.column(outcome.column)[lane];
        if (value - value != S(0))
            note_fault(program, block, lane, {LaneFault::Kind::not_finite_value, block.step, outcome.column});
    }
}

/// The present state is seen: outcomes' conditions, recorded values, measures; then lanes whose ending outcome is
/// met live no longer.
template <class S>
void record(const Program& program, LaneBlock<S>& block, const Kernels<S>& kernels) {
    run_section(program, block, kernels, program.record);
    check_finite(program, block, kernels, 0, program.n_state_columns);
    for (const SeriesSource& series : program.series)
        if (!series.variable && (block.step == 0 || !series.constant))
            check_finite(program, block, kernels, series.column, 1);
    if (program.measure_every_state || block.step == program.steps) {
        run_section(program, block, kernels, program.measure);
        for (const OutcomeSource& outcome : program.outcomes)
            if (outcome.kind == Outcome::Kind::measure && settles(program, outcome, block.step))
                check_finite(program, block, kernels, outcome.column, 1);
    }
    S* active = block.column(program.active);
    for (const OutcomeSource& outcome : program.outcomes) {
        if (!outcome.ends || outcome.kind != Outcome::Kind::when) continue;
        const S* met = block.column(outcome.column);
        for (std::size_t lane = 0; lane < block.width(); ++lane) {
            if (met[lane] == S(0) || active[lane] == S(0)) continue;
            check_last_measures(program, block, lane);
            active[lane] = S(0);
        }
    }
}

/// Marks the options that some lane chose; padding is the last lane again.
template <class S>
void mark_taken(const Program& program, LaneBlock<S>& block) {
    std::fill(block.option_taken.begin(), block.option_taken.end(), std::uint8_t{0});
    for (const Decision& decision : program.decisions) {
        const S* choice = block.column(decision.choice);
        for (std::size_t lane = 0; lane < block.width(); ++lane)
            if (choice[lane] >= S(0)) block.option_taken[static_cast<std::size_t>(choice[lane])] = 1;
    }
}

/// Rung of each actor that decides: the highest among its choices, 0 with none.
template <class S>
void find_rungs(const Program& program, LaneBlock<S>& block) {
    constexpr S k_none = -std::numeric_limits<S>::infinity();
    for (auto first = program.decisions.begin(); first != program.decisions.end();) {
        auto last = first;
        while (last != program.decisions.end() && last->actor == first->actor) ++last;
        S* rung = block.column(program.first_rung + first->actor);
        std::fill_n(rung, block.width(), k_none);
        for (auto decision = first; decision != last; ++decision) {
            const S* choice = block.column(decision->choice);
            for (std::size_t lane = 0; lane < block.width(); ++lane)
                if (choice[lane] >= S(0))
                    rung[lane] = std::max(rung[lane],
                                          static_cast<S>(program.options[static_cast<std::size_t>(choice[lane])].rung));
        }
        std::replace(rung, rung + block.width(), k_none, S(0));
        first = last;
    }
}

template <class S>
void draw_quantities(const Program& program, LaneBlock<S>& block) {
    for (std::size_t i = 0; i < program.drawn.size(); ++i) {
        const DrawnQuantity& drawn = program.drawn[i];
        S* column = block.column(drawn.column);
        for (std::size_t lane = 0; lane < block.width(); ++lane)
            column[lane] = lane < block.n_lanes() ? static_cast<S>(draw_quantity(drawn.distribution, drawn.range,
                                                                                 block.drawn_keys[i], block.row[lane]))
                                                  : column[block.n_lanes() - 1];
    }
}

/// Gives numbers that were drawn apart the ranks of their correlation (lanes/draws.h).
template <class S>
void correlate_quantities(const Program& program, LaneBlock<S>& block, const CorrelatedDraws& together) {
    std::vector<double> scores(together.drawn.size());
    for (std::size_t lane = 0; lane < block.width(); ++lane) {
        std::size_t f = 0;
        for (std::size_t i = 0; i < scores.size(); ++i) {
            const DrawnQuantity& drawn = program.drawn[together.drawn[i]];
            S& number = block.column(drawn.column)[lane];
            scores[i] = score_of(drawn.distribution, drawn.range, block.drawn_keys[together.drawn[i]], block.row[lane],
                                 static_cast<double>(number));
            double score = 0;
            for (std::size_t j = 0; j <= i; ++j) score = score + together.factor[f++] * scores[j];
            if (i > 0) number = static_cast<S>(number_of_score(drawn.distribution, drawn.range, score));
        }
    }
}

}  // namespace

template <class S>
void begin(const Program& program, LaneBlock<S>& block, const Kernels<S>& kernels) {
    block.step = 0;
    std::fill(block.faults.begin(), block.faults.end(), LaneFault{});
    std::fill_n(block.barred, program.options.size() * block.width(), std::uint8_t{0});
    block.any_barred = false;
    for (const ConstantColumn& constant : program.constants)
        fill(block, constant.column, static_cast<S>(constant.value));
    for (const Column c : program.unset_columns) fill(block, c, S(-1));
    for (const Column c : program.never_columns) fill(block, c, -std::numeric_limits<S>::infinity());
    for (const Column c : program.zero_columns) fill(block, c, S(0));
    fill(block, program.active, S(1));
    draw_quantities(program, block);
    for (const CorrelatedDraws& together : program.correlated) correlate_quantities(program, block, together);
    run_section(program, block, kernels, program.begin);
    record(program, block, kernels);
}

template <class S>
void prepare(const Program& program, LaneBlock<S>& block, const Kernels<S>& kernels) {
    for (const Column c : program.forced_columns) fill(block, c, S(-1));
    if (block.any_barred) {
        std::fill_n(block.barred, program.options.size() * block.width(), std::uint8_t{0});
        block.any_barred = false;
    }
    run_section(program, block, kernels, program.prepare);
}

template <class S>
void choose(const Program& program, LaneBlock<S>& block, const Kernels<S>& kernels) {
    const KernelContext<S> context = context_of(program, block);
    bool any_bad = false;
    DecisionTask<S> task;
    task.options = program.options.data();
    task.barred = block.any_barred ? block.barred : nullptr;
    task.bad_utility = block.bad_utility.data();
    task.any_bad = &any_bad;
    task.probabilities = block.keeps_probabilities;
    for (std::size_t d = 0; d < program.decisions.size(); ++d) {
        task.decision = &program.decisions[d];
        task.key = block.decision_keys[d];
        kernels.choose(context, task);
        if (!any_bad) continue;
        for (std::size_t lane = 0; lane < block.width(); ++lane)
            if (block.bad_utility[lane] != k_nothing)
                note_fault(program, block, lane, {LaneFault::Kind::bad_utility, block.step, block.bad_utility[lane]});
    }
    mark_taken(program, block);
    find_rungs(program, block);
}

template <class S>
void commit(const Program& program, LaneBlock<S>& block, const Kernels<S>& kernels) {
    run_section(program, block, kernels, program.commit);
    ++block.step;
    record(program, block, kernels);
}

using Scalar = BRINK_SCALAR;
template void begin<Scalar>(const Program&, LaneBlock<Scalar>&, const Kernels<Scalar>&);
template void prepare<Scalar>(const Program&, LaneBlock<Scalar>&, const Kernels<Scalar>&);
template void choose<Scalar>(const Program&, LaneBlock<Scalar>&, const Kernels<Scalar>&);
template void commit<Scalar>(const Program&, LaneBlock<Scalar>&, const Kernels<Scalar>&);

}  // namespace brink
