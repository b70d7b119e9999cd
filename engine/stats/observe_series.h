#pragma once
// Adds the recorded quantities of blocks to a Summary. Sums of up to k_most_summed lanes are kept in 64 bits, bins of
// a few hundred lanes as they are, both state after state, so that a step writes to one stretch of memory; then they
// go to where the Summary has them, quantity after quantity.

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
    void look(const LaneBlock<double>& block);
    /// After the last state of a block.
    void end(const LaneBlock<double>& block, Summary& summary);
    /// Adds all that is still kept.
    void flush(Summary& summary);

private:
    /// One recorded quantity.
    struct Watched {
        Column column = 0;
        SeriesLayout::Bins bins = SeriesLayout::Bins::none;
        bool constant = false;
        double per_quantum = 1;
        LinearBins linear;
        std::size_t first_moment = 0, first_slot = 0;  // as in SeriesLayout
    };

    /// Where the items of a state begin, if every state has `varying` and state 0 has those of constants after them.
    struct Places {
        [[nodiscard]] std::size_t first(std::size_t state) const {
            return state * varying + (state == 0 ? 0 : constant);
        }
        std::size_t varying = 0, constant = 0;
    };

    /// Calls f(quantity, number of its sums, of its linear bins, of its log bins) for all in a state; the number of
    /// bins of the other kind is that of the next quantity with such bins.
    template <class F>
    void each_watched(std::size_t state, F f) const;
    void flush_sums(Summary& summary);
    void flush_bins(Summary& summary);

    const Kernels<double>* kernels_;
    std::size_t n_states_ = 0;
    std::vector<Watched> watched_;  // those that are constant last: they are looked at in state 0 alone
    Places sum_places_, linear_places_, log_places_;
    std::size_t lanes_summed_ = 0;
    std::vector<ColumnSums> sums_;
    std::size_t lanes_kept_ = 0;
    std::size_t capacity_ = 0;               // lanes whose bins are kept
    std::vector<std::uint8_t> linear_bins_;  // (capacity) each
    std::vector<std::uint16_t> log_bins_;    // likewise
};

}  // namespace brink
