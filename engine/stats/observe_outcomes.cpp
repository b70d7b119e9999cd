#include "stats/observe_outcomes.h"

#include <algorithm>

namespace brink {

OutcomeObserver::OutcomeObserver(const Program& program, std::size_t width) : width_(width) {
    for (const OutcomeSource& outcome : program.outcomes) {
        switch (outcome.kind) {
            case Outcome::Kind::when: when_columns_.push_back(outcome.column); break;
            case Outcome::Kind::measure: measure_columns_.push_back(outcome.column); break;
        }
    }
    first_.resize(when_columns_.size() * width);
    measured_.resize(width);
}

void OutcomeObserver::begin() { std::fill(first_.begin(), first_.end(), -1); }

void OutcomeObserver::look(const LaneBlock<double>& block, std::span<const std::uint8_t> alive) {
    const std::int32_t state = block.step;
    for (std::size_t w = 0; w < when_columns_.size(); ++w) {
        const double* met = block.column(when_columns_[w]);
        std::int32_t* first = &first_[w * width_];
        for (std::size_t lane = 0; lane < width_; ++lane)
            first[lane] = first[lane] < 0 && met[lane] != 0 && alive[lane] != 0 ? state : first[lane];
    }
}

void OutcomeObserver::count_whens(const LaneBlock<double>& block, Summary& summary) const {
    const std::size_t n_lanes = block.n_lanes();
    const std::size_t n_when = when_columns_.size();
    const std::size_t n_states = static_cast<std::size_t>(summary.layout.steps) + 1;
    for (std::size_t a = 0; a < n_when; ++a) {
        const std::int32_t* first = &first_[a * width_];
        for (std::size_t lane = 0; lane < n_lanes; ++lane) {
            if (first[lane] < 0) continue;
            const std::size_t place = a * n_states + static_cast<std::size_t>(first[lane]);
            ++summary.first_states[place];
            summary.first_examples[place] = std::min(summary.first_examples[place], block.luck[lane]);
        }
        for (std::size_t b = 0; b < n_when; ++b) {
            const std::int32_t* other = &first_[b * width_];
            std::int64_t both = 0;
            for (std::size_t lane = 0; lane < n_lanes; ++lane) both += first[lane] >= 0 && other[lane] >= 0;
            summary.together[a * n_when + b] += both;
        }
    }
}

void OutcomeObserver::end(const LaneBlock<double>& block, Summary& summary) {
    const std::size_t n_lanes = block.n_lanes();
    count_whens(block, summary);
    for (std::size_t m = 0; m < measure_columns_.size(); ++m) {
        const double* values = block.column(measure_columns_[m]);
        for (std::size_t lane = 0; lane < n_lanes; ++lane) add(summary.measures[m], values[lane], quanta_per_unit({}));
        log_bins(values, n_lanes, measured_.data());
        add(summary.measure_bins[m], std::span(measured_.data(), n_lanes));
        for (std::size_t lane = 0; lane < n_lanes; ++lane)
            if (measured_[lane] != k_log_none) add(summary.extremes[m], {values[lane], block.luck[lane]});
    }
}

}  // namespace brink
