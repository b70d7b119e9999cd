#pragma once
// Adds outcomes to a Summary: the first state that meets each `when`, which were met together, and measures.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "lanes/block.h"
#include "stats/summary.h"

namespace brink {

class OutcomeObserver {
public:
    /// For blocks of `width` lanes. The program must outlive the observer.
    OutcomeObserver(const Program& program, std::size_t width);

    void begin();
    /// Looks at the block's present state in the lanes that are alive in it (width).
    void look(const LaneBlock<double>& block, std::span<const std::uint8_t> alive);
    /// After the last state of a block.
    void end(const LaneBlock<double>& block, Summary& summary);
    /// Whether the `when` outcome with this place among them happened in the lane; once the block has ended.
    [[nodiscard]] bool happened(std::size_t when, std::size_t lane) const { return first_state(when, lane) >= 0; }
    /// The state that first met it there, -1 for none; once the block has ended.
    [[nodiscard]] std::int32_t first_state(std::size_t when, std::size_t lane) const {
        return first_[when * width_ + lane];
    }

private:
    /// An outcome's column, and which `when` outcomes must have happened for it to count.
    struct Watched {
        Column column = 0;
        std::vector<std::size_t> needs;  // among when_
    };

    void leave_out(std::size_t n_lanes);
    void count_whens(const LaneBlock<double>& block, Summary& summary) const;
    void count_measure(const LaneBlock<double>& block, std::size_t measure, Summary& summary);
    [[nodiscard]] bool counts(const Watched& outcome, std::size_t lane) const;

    std::size_t width_;
    std::vector<Watched> when_, measures_;
    std::vector<std::int32_t> first_;          // (n_when x width) first state that met it, -1 none yet
    std::vector<double> values_;               // (width) of one measure, in lanes that count
    std::vector<std::uint64_t> trajectories_;  // (width) theirs
    std::vector<std::uint16_t> measured_;      // (width) their bins
};

}  // namespace brink
