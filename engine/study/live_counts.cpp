#include "study/live_counts.h"

#include <algorithm>

#include "lanes/block.h"
#include "lanes/floating_point.h"
#include "lanes/step.h"

namespace brink {

namespace {

constexpr std::size_t k_width = 64;

/// One block of lanes as it is counted.
class LiveBlock {
public:
    LiveBlock(const Program& program, const LiveOptions& options, LiveCounts& counts)
        : program_(program),
          options_(options),
          counts_(counts),
          kernels_(kernels<double>(best_isa())),
          block_(program, k_width, options.seed),
          started_(program.n_state_columns * k_width),
          since_within_(program.n_state_columns * k_width),
          run_(program.decisions.size() * k_width) {}

    void live(std::uint64_t first, std::size_t n_lanes) {
        block_.name_lanes(first, n_lanes);
        std::fill(since_within_.begin(), since_within_.end(), std::uint8_t{0});
        std::fill(run_.begin(), run_.end(), 0);
        begin(program_, block_, kernels_);
        for (Column c = 0; c < program_.n_state_columns; ++c)
            std::copy_n(block_.column(c), k_width, &started_[c * k_width]);
        look();
        for (int step = 0; step < (options_.steps > 0 ? options_.steps : program_.steps); ++step) {
            prepare(program_, block_, kernels_);
            if (options_.hold) bar_all_but_holding();
            choose(program_, block_, kernels_);
            look_at_choices();
            commit(program_, block_, kernels_);
            look();
        }
    }

private:
    void bar_all_but_holding() {
        block_.any_barred = true;
        for (std::size_t o = 0; o < program_.options.size(); ++o)
            std::fill_n(block_.barred + o * k_width, k_width,
                        static_cast<std::uint8_t>(program_.options[o].action != k_nothing));
    }

    [[nodiscard]] bool alive(std::size_t lane) const { return block_.column(program_.active)[lane] != 0; }

    [[nodiscard]] double value_of(const Operand& operand, std::size_t lane) const {
        switch (operand.kind) {
            case Operand::Kind::none: return 0;
            case Operand::Kind::immediate: return operand.value;
            case Operand::Kind::columns:
            case Operand::Kind::broadcast: return block_.column(operand.first)[lane];
            case Operand::Kind::table: return block_.column(program_.tables[operand.first])[lane];
        }
        return 0;
    }

    void look() {
        const auto state = static_cast<std::size_t>(block_.step);
        for (Column c = 0; c < program_.n_state_columns; ++c) {
            ColumnLife& life = counts_.columns[c];
            const Range range = options_.bounds.empty() ? Range{} : options_.bounds[c];
            const double* values = block_.column(c);
            for (std::size_t lane = 0; lane < block_.n_lanes(); ++lane) {
                const double value = values[lane];
                life.mean[state] += value;
                life.moved = life.moved || value != started_[c * k_width + lane];
                std::uint8_t& within = since_within_[c * k_width + lane];
                if (value > range.low && value < range.high) {
                    within = 1;
                    life.within = true;
                }
                if (within == 0 || !alive(lane)) continue;
                ++life.states;
                life.at_low += value <= range.low;
                life.at_high += value >= range.high;
            }
        }
    }

    void look_at_choices() {
        for (std::size_t d = 0; d < program_.decisions.size(); ++d)
            for (std::size_t lane = 0; lane < block_.n_lanes(); ++lane)
                if (alive(lane)) look_at_choice(d, lane);
    }

    void look_at_choice(std::size_t d, std::size_t lane) {
        const Decision& decision = program_.decisions[d];
        int open = 0;
        double best = -k_infinity, second = -k_infinity;
        for (std::uint32_t o = decision.first_option; o < decision.last_option; ++o) {
            if (value_of(program_.options[o].feasible, lane) == 0) continue;
            ++counts_.feasible[o];
            ++open;
            const double utility = value_of(program_.options[o].utility, lane);
            second = std::max(second, std::min(best, utility));
            best = std::max(best, utility);
        }
        const double choice = block_.column(decision.choice)[lane];
        if (choice >= 0) ++counts_.taken[static_cast<std::size_t>(choice)];
        const bool imposed = block_.column(decision.forced)[lane] >= 0;
        const double lead = open > 1 ? value_of(decision.precision, lane) * (best - second) : 0;
        int& run = run_[d * k_width + lane];
        run = !imposed && lead > options_.certain ? run + 1 : 0;
        counts_.certain[d] += run == options_.run;
    }

    const Program& program_;
    const LiveOptions& options_;
    LiveCounts& counts_;
    const Kernels<double>& kernels_;
    LaneBlock<double> block_;
    std::vector<double> started_;             // (n_state_columns x width) values of state 0
    std::vector<std::uint8_t> since_within_;  // (n_state_columns x width) it has stood between its bounds
    std::vector<int> run_;                    // (n_decisions x width) steps of certain choices so far
};

}  // namespace

LiveCounts count_live(const Program& program, const LiveOptions& options) {
    set_floating_point_mode();
    LiveCounts counts;
    counts.trajectories = options.trajectories;
    counts.feasible.resize(program.options.size());
    counts.taken.resize(program.options.size());
    counts.certain.resize(program.decisions.size());
    counts.columns.resize(program.n_state_columns);
    for (ColumnLife& life : counts.columns) life.mean.resize(static_cast<std::size_t>(program.steps) + 1);
    LiveBlock block(program, options, counts);
    const auto n = static_cast<std::uint64_t>(options.trajectories);
    for (std::uint64_t first = 0; first < n; first += k_width)
        block.live(first, static_cast<std::size_t>(std::min<std::uint64_t>(k_width, n - first)));
    for (ColumnLife& life : counts.columns)
        for (double& mean : life.mean) mean /= static_cast<double>(options.trajectories);
    return counts;
}

}  // namespace brink
