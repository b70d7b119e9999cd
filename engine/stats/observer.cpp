#include "stats/observer.h"

#include <algorithm>
#include <utility>

namespace brink {

SummaryObserver::SummaryObserver(const Program& program, const Kernels<double>& kernels, std::size_t width)
    : program_(&program),
      summary_(program),
      series_(program, summary_.layout, kernels, width),
      outcomes_(program, width),
      choices_(program, summary_.layout, width),
      alive_(width) {}

void SummaryObserver::note_alive(const LaneBlock<double>& block) {
    if (!program_->has_ends) return;
    const double* active = block.column(program_->active);
    for (std::size_t lane = 0; lane < block.width(); ++lane) alive_[lane] = active[lane] != 0;
}

void SummaryObserver::count_incidents(const LaneBlock<double>& block) {
    for (std::size_t i = 0; i < program_->incidents.size(); ++i) {
        const double* count = block.column(program_->incidents[i].count);
        for (std::size_t lane = 0; lane < block.n_lanes(); ++lane) {
            if (count[lane] == 0) continue;
            summary_.incidents[i].times += static_cast<std::int64_t>(count[lane]);
            ++summary_.incidents[i].trajectories;
        }
    }
}

void SummaryObserver::begin(const LaneBlock<double>& block) {
    std::fill(alive_.begin(), alive_.end(), std::uint8_t{1});
    outcomes_.begin();
    choices_.begin();
    series_.look(block);
    outcomes_.look(block, alive_);
    note_alive(block);
}

void SummaryObserver::after_step(const LaneBlock<double>& block) {
    std::int64_t alive = 0;
    for (std::size_t lane = 0; lane < block.n_lanes(); ++lane) alive += alive_[lane];
    summary_.alive[static_cast<std::size_t>(block.step) - 1] += alive;
    choices_.look(block, alive_, summary_);
    series_.look(block);
    outcomes_.look(block, alive_);
    note_alive(block);
}

void SummaryObserver::end(const LaneBlock<double>& block) {
    series_.end(block, summary_);
    outcomes_.end(block, summary_);
    choices_.end(block, summary_);
    count_incidents(block);
    add(summary_.done, {block.luck[0], block.luck[0] + block.n_lanes()});
}

Summary SummaryObserver::take() {
    series_.flush(summary_);
    return std::move(summary_);
}

}  // namespace brink
