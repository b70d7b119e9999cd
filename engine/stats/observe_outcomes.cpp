#include "stats/observe_outcomes.h"

#include <algorithm>

namespace brink {

OutcomeObserver::OutcomeObserver(const Program& program, std::size_t width) : width_(width) {
    std::vector<std::size_t> place;  // of each outcome among those of its kind
    for (const OutcomeSource& outcome : program.outcomes) {
        std::vector<Watched>& kind = outcome.kind == Outcome::Kind::when ? when_ : measures_;
        place.push_back(kind.size());
        kind.push_back({outcome.column, {}});
    }
    for (std::size_t o = 0; o < program.outcomes.size(); ++o) {
        const OutcomeSource& outcome = program.outcomes[o];
        std::vector<Watched>& kind = outcome.kind == Outcome::Kind::when ? when_ : measures_;
        for (const std::uint32_t needed : outcome.needs) kind[place[o]].needs.push_back(place[needed]);
    }
    first_.resize(when_.size() * width);
    values_.resize(width);
    trajectories_.resize(width);
    measured_.resize(width);
}

void OutcomeObserver::begin() { std::fill(first_.begin(), first_.end(), -1); }

void OutcomeObserver::look(const LaneBlock<double>& block, std::span<const std::uint8_t> alive) {
    const std::int32_t state = block.step;
    for (std::size_t w = 0; w < when_.size(); ++w) {
        const double* met = block.column(when_[w].column);
        std::int32_t* first = &first_[w * width_];
        for (std::size_t lane = 0; lane < width_; ++lane)
            first[lane] = first[lane] < 0 && met[lane] != 0 && alive[lane] != 0 ? state : first[lane];
    }
}

bool OutcomeObserver::counts(const Watched& outcome, std::size_t lane) const {
    return std::all_of(outcome.needs.begin(), outcome.needs.end(),
                       [&](std::size_t needed) { return first_[needed * width_ + lane] >= 0; });
}

/// What was met where it does not count has not happened. An outcome needs all that those which it needs need, so
/// the order does not matter.
void OutcomeObserver::leave_out(std::size_t n_lanes) {
    for (std::size_t w = 0; w < when_.size(); ++w) {
        if (when_[w].needs.empty()) continue;
        for (std::size_t lane = 0; lane < n_lanes; ++lane)
            if (!counts(when_[w], lane)) first_[w * width_ + lane] = -1;
    }
}

void OutcomeObserver::count_whens(const LaneBlock<double>& block, Summary& summary) const {
    const std::size_t n_lanes = block.n_lanes();
    const std::size_t n_when = when_.size();
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

void OutcomeObserver::count_measure(const LaneBlock<double>& block, std::size_t measure, Summary& summary) {
    const double* values = block.column(measures_[measure].column);
    std::size_t n = 0;
    for (std::size_t lane = 0; lane < block.n_lanes(); ++lane) {
        if (!counts(measures_[measure], lane)) continue;
        values_[n] = values[lane];
        trajectories_[n++] = block.luck[lane];
    }
    for (std::size_t i = 0; i < n; ++i) add(summary.measures[measure], values_[i], quanta_per_unit({}));
    log_bins(values_.data(), n, measured_.data());
    add(summary.measure_bins[measure], std::span(measured_.data(), n));
    for (std::size_t i = 0; i < n; ++i)
        if (measured_[i] != k_log_none) add(summary.extremes[measure], {values_[i], trajectories_[i]});
}

void OutcomeObserver::end(const LaneBlock<double>& block, Summary& summary) {
    leave_out(block.n_lanes());
    count_whens(block, summary);
    for (std::size_t m = 0; m < measures_.size(); ++m) count_measure(block, m, summary);
}

}  // namespace brink
