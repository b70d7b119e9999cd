#include "stats/observe_series.h"

#include <algorithm>

namespace brink {

namespace {

constexpr std::size_t k_lanes_kept = 512;
constexpr std::size_t k_bytes_kept = 16u << 20;

/// Lanes whose bins are kept before counting: as many as pay, within a bound on memory, whole blocks.
std::size_t lanes_kept(std::size_t bytes_a_lane, std::size_t width) {
    const std::size_t affordable = k_bytes_kept / std::max<std::size_t>(bytes_a_lane, 1);
    return std::max(width, std::min(k_lanes_kept, affordable) / width * width);
}

}  // namespace

SeriesObserver::SeriesObserver(const Program& program, const SummaryLayout& layout, const Kernels<double>& kernels,
                               std::size_t width)
    : kernels_(&kernels), n_states_(static_cast<std::size_t>(layout.steps) + 1) {
    for (std::size_t i = 0; i < layout.series.size(); ++i) {
        const SeriesLayout& series = layout.series[i];
        const bool linear = series.bins == SeriesLayout::Bins::linear;
        const auto count = [&](Places& places) { ++(series.constant ? places.constant : places.varying); };
        count(sum_places_);
        if (linear) count(linear_places_);
        if (series.bins == SeriesLayout::Bins::log) count(log_places_);
        watched_.push_back({program.series[i].column, series.bins, series.constant, series.per_quantum,
                            linear ? linear_bins({series.low, series.high}) : LinearBins{}, series.first_moment,
                            series.first_slot});
    }
    std::stable_partition(watched_.begin(), watched_.end(), [](const Watched& w) { return !w.constant; });
    const std::size_t n_linear = linear_places_.first(n_states_), n_log = log_places_.first(n_states_);
    capacity_ = lanes_kept(n_linear + 2 * n_log, width);
    sums_.resize(sum_places_.first(n_states_));
    linear_bins_.resize(n_linear * capacity_);
    log_bins_.resize(n_log * capacity_);
}

template <class F>
void SeriesObserver::each_watched(std::size_t state, F f) const {
    std::size_t sum = sum_places_.first(state), linear = linear_places_.first(state), log = log_places_.first(state);
    const std::size_t n = state == 0 ? watched_.size() : sum_places_.varying;
    for (std::size_t i = 0; i < n; ++i) {
        f(watched_[i], sum++, linear, log);
        linear += watched_[i].bins == SeriesLayout::Bins::linear;
        log += watched_[i].bins == SeriesLayout::Bins::log;
    }
}

void SeriesObserver::look(const LaneBlock<double>& block) {
    const std::size_t n_lanes = block.n_lanes();
    const auto look_at = [&](const Watched& watched, std::size_t sum, std::size_t linear, std::size_t log) {
        const double* column = block.column(watched.column);
        kernels_->add_sums(column, n_lanes, watched.per_quantum, sums_[sum]);
        switch (watched.bins) {
            case SeriesLayout::Bins::none: break;
            case SeriesLayout::Bins::linear:
                kernels_->linear_bins(column, n_lanes, watched.linear.origin, watched.linear.per_unit,
                                      &linear_bins_[linear * capacity_ + lanes_kept_]);
                break;
            case SeriesLayout::Bins::log:
                kernels_->log_bins(column, n_lanes, &log_bins_[log * capacity_ + lanes_kept_]);
                break;
        }
    };
    each_watched(static_cast<std::size_t>(block.step), look_at);
}

void SeriesObserver::end(const LaneBlock<double>& block, Summary& summary) {
    lanes_summed_ += block.n_lanes();
    lanes_kept_ += block.n_lanes();
    if (lanes_summed_ + block.width() > k_most_summed) flush_sums(summary);
    // A short block ends its unit of work; after it the next would not start on a whole vector.
    if (block.n_lanes() < block.width() || lanes_kept_ + block.width() > capacity_) flush_bins(summary);
}

void SeriesObserver::flush(Summary& summary) {
    flush_sums(summary);
    flush_bins(summary);
}

void SeriesObserver::flush_sums(Summary& summary) {
    if (lanes_summed_ == 0) return;
    for (std::size_t state = 0; state < n_states_; ++state)
        each_watched(state, [&](const Watched& watched, std::size_t sum, std::size_t, std::size_t) {
            add(summary.moments[watched.first_moment + state], sums_[sum]);
        });
    std::fill(sums_.begin(), sums_.end(), ColumnSums{});
    lanes_summed_ = 0;
}

void SeriesObserver::flush_bins(Summary& summary) {
    if (lanes_kept_ == 0) return;
    for (std::size_t state = 0; state < n_states_; ++state)
        each_watched(state, [&](const Watched& watched, std::size_t, std::size_t linear, std::size_t log) {
            const std::size_t slot = watched.first_slot + state;
            switch (watched.bins) {
                case SeriesLayout::Bins::none: break;
                case SeriesLayout::Bins::linear:
                    add_linear(&summary.linear[slot * k_linear_bins], {&linear_bins_[linear * capacity_], lanes_kept_});
                    break;
                case SeriesLayout::Bins::log: add(summary.log[slot], {&log_bins_[log * capacity_], lanes_kept_}); break;
            }
        });
    lanes_kept_ = 0;
}

}  // namespace brink
