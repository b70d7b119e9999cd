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
    : program_(&program), kernels_(&kernels) {
    std::size_t n_linear = 0, n_log = 0;
    for (const SeriesLayout& series : layout.series) {
        const bool linear = series.bins == SeriesLayout::Bins::linear;
        bins_.push_back(linear ? linear_bins({series.low, series.high}) : LinearBins{});
        if (linear) n_linear += series.n_states;
        if (series.bins == SeriesLayout::Bins::log) n_log += series.n_states;
    }
    capacity_ = lanes_kept(n_linear + 2 * n_log, width);
    linear_bins_.resize(n_linear * capacity_);
    log_bins_.resize(n_log * capacity_);
}

void SeriesObserver::look(const LaneBlock<double>& block, Summary& summary) {
    const std::size_t state = static_cast<std::size_t>(block.step);
    const std::size_t n_lanes = block.n_lanes();
    for (std::size_t i = 0; i < bins_.size(); ++i) {
        const SeriesLayout& series = summary.layout.series[i];
        if (state >= series.n_states) continue;
        const double* column = block.column(program_->series[i].column);
        ColumnSums sums;
        kernels_->sums(column, n_lanes, series.per_quantum, sums);
        add(summary.moments[series.first_moment + state], sums, n_lanes);
        const std::size_t place = (series.first_slot + state) * capacity_ + kept_;
        switch (series.bins) {
            case SeriesLayout::Bins::none: break;
            case SeriesLayout::Bins::linear:
                kernels_->linear_bins(column, n_lanes, bins_[i].origin, bins_[i].per_unit, &linear_bins_[place]);
                break;
            case SeriesLayout::Bins::log: log_bins(column, n_lanes, &log_bins_[place]); break;
        }
    }
}

void SeriesObserver::end(const LaneBlock<double>& block, Summary& summary) {
    kept_ += block.n_lanes();
    // A short block ends its unit of work; after it the next would not start on a whole vector.
    if (block.n_lanes() < block.width() || kept_ + block.width() > capacity_) flush(summary);
}

void SeriesObserver::flush(Summary& summary) {
    if (kept_ == 0) return;
    for (std::size_t slot = 0; slot < linear_bins_.size() / capacity_; ++slot)
        add_linear(&summary.linear[slot * k_linear_bins], {&linear_bins_[slot * capacity_], kept_});
    for (std::size_t slot = 0; slot < log_bins_.size() / capacity_; ++slot)
        add(summary.log[slot], std::span(&log_bins_[slot * capacity_], kept_));
    kept_ = 0;
}

}  // namespace brink
