#pragma once
// Adds choices to a Summary: how often each action was taken and by how many, rungs by step, moves between rungs, the
// highest and lowest rung of a trajectory.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "lanes/block.h"
#include "stats/summary.h"

namespace brink {

class ChoiceObserver {
public:
    /// For blocks of `width` lanes. The program must outlive the observer.
    ChoiceObserver(const Program& program, const SummaryLayout& layout, std::size_t width);

    void begin();
    /// Looks at the choices of the step just done, in lanes that lived it (width).
    void look(const LaneBlock<double>& block, std::span<const std::uint8_t> alive, Summary& summary);
    /// After the last step of a block.
    void end(const LaneBlock<double>& block, Summary& summary);

private:
    void look_at_actions(const LaneBlock<double>& block, std::uint32_t actor, Summary& summary);
    void look_at_rungs(const LaneBlock<double>& block, std::uint32_t actor, std::span<const std::uint8_t> alive,
                       Summary& summary);

    /// One actor's decisions first <= d < last of the program.
    struct ActorDecisions {
        std::size_t first = 0, last = 0;
        std::int32_t no_rung = 0;  // place of rung 0 among the actor's rungs
    };

    /// What is counted of an option.
    struct ChosenOption {
        std::uint32_t action = 0;  // into SummaryLayout::actions
        std::int32_t rung = 0;     // place among its actor's rungs
        std::uint8_t holds = 0;    // 1: holding
    };

    const Program* program_;
    std::size_t width_;
    std::vector<ActorDecisions> actors_;
    std::vector<ChosenOption> options_;                 // (n_options)
    std::vector<std::uint8_t> held_in_step_;            // (width) holding in a second track does not count again
    std::vector<std::uint8_t> ever_;                    // (n_actions x width)
    std::vector<std::int32_t> now_;                     // (width) rung in this step, -1 without a choice
    std::vector<std::int32_t> before_, peak_, lowest_;  // (n_actors x width)
};

}  // namespace brink
