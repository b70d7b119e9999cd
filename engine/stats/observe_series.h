#pragma once
// Adds the recorded quantities of blocks to a Summary: exact sums at once; bins are kept for a few hundred lanes and
// then counted quantity by quantity, because counting them lane by lane would miss the cache at every step.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "lanes/block.h"
#include "lanes/isa.h"
#include "stats/summary.h"

namespace brink {

class SeriesObserver {
public:
    /// For blocks of `width` lanes. The program must outlive the observer.
    SeriesObserver(const Program& program, const SummaryLayout& layout, const Kernels<double>& kernels,
                   std::size_t width);

    /// Looks at the block's present state.
    void look(const LaneBlock<double>& block, Summary& summary);
    /// After the last state of a block.
    void end(const LaneBlock<double>& block, Summary& summary);
    /// Counts the bins still kept.
    void flush(Summary& summary);

private:
    const Program* program_;
    const Kernels<double>* kernels_;
    std::vector<LinearBins> bins_;  // (n_series)
    std::size_t capacity_ = 0;      // lanes kept
    std::size_t kept_ = 0;
    std::vector<std::uint8_t> linear_bins_;  // (n_slots x capacity)
    std::vector<std::uint16_t> log_bins_;    // (n_slots x capacity)
};

}  // namespace brink
