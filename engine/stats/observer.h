#pragma once
// Observers look at a block as it runs: `begin` once state 0 is recorded, `after_step` once each further state is,
// `end` after the last. They only read it; all their room is made when they are built, so that a step allocates
// nothing.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "stats/observe_choices.h"
#include "stats/observe_outcomes.h"
#include "stats/observe_series.h"

namespace brink {

/// Counts blocks into a Summary.
class SummaryObserver {
public:
    /// For blocks of `width` lanes. The program must outlive the observer.
    SummaryObserver(const Program& program, const Kernels<double>& kernels, std::size_t width);

    void begin(const LaneBlock<double>& block);
    void after_step(const LaneBlock<double>& block);
    void end(const LaneBlock<double>& block);

    [[nodiscard]] const OutcomeObserver& outcomes() const { return outcomes_; }
    /// What was counted; nothing may be observed afterwards.
    [[nodiscard]] Summary take();

private:
    void count_incidents(const LaneBlock<double>& block);
    void note_alive(const LaneBlock<double>& block);

    const Program* program_;
    Summary summary_;
    SeriesObserver series_;
    OutcomeObserver outcomes_;
    ChoiceObserver choices_;
    std::vector<std::uint8_t> alive_;  // (width) the present state is lived
};

}  // namespace brink
