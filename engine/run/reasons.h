#pragma once
// What a step that was prepared and chosen says of itself, in lane 0: who chose what and why, what fired, what wrote.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lanes/block.h"
#include "program/explanation.h"
#include "run/replay.h"

namespace brink {

/// A step of a program in a block's lane 0. Without explanation it knows no terms and no writings.
class StepReasons {
public:
    StepReasons(const LaneBlock<double>& block, const Program& program, const Explanation& explanation, Telling telling)
        : block_(block), program_(program), explanation_(explanation), telling_(telling) {}

    /// The decisions, after `choose`.
    [[nodiscard]] std::vector<ReplayedChoice> choices() const;
    /// The events that fired, after `prepare`.
    [[nodiscard]] std::vector<ReplayedEvent> events() const;
    /// What events and choices wrote, after `commit`.
    [[nodiscard]] std::vector<ReplayedWrite> writes() const;

private:
    /// An open option as its rule compares it with the others (lanes/decide.h), without the luck of the race.
    struct Open {
        std::uint32_t option = 0;
        double utility = 0;
        double odds = 1;
        double probability = 0;
    };
    [[nodiscard]] double value_of(const Operand& operand) const;
    [[nodiscard]] bool holds(const Operand& condition) const;
    [[nodiscard]] double precision_of(const Decision& decision) const;
    [[nodiscard]] std::vector<Open> open_options(const Decision& decision) const;
    [[nodiscard]] std::vector<ReplayedTerm> terms_of(std::uint32_t option) const;
    [[nodiscard]] ReplayedOption told(const Open& open) const;
    [[nodiscard]] bool fired(const EventSource& event) const;
    [[nodiscard]] ReplayedEvent told(const EventSource& event) const;
    [[nodiscard]] std::vector<std::string> imposed_by(std::uint32_t option) const;
    [[nodiscard]] ReplayedChoice choice_of(const Decision& decision) const;
    [[nodiscard]] std::optional<ReplayedWrite> write_of(const WriteSource& source) const;

    const LaneBlock<double>& block_;
    const Program& program_;
    const Explanation& explanation_;
    Telling telling_;
};

}  // namespace brink
