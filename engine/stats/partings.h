#pragma once
// Where two programs on the same lanes part: the first step in which a choice that both make differs, who made it and
// what it was in either. Counts of trajectories, so that merging cannot depend on order.

#include <compare>
#include <cstdint>
#include <map>
#include <vector>

#include "lanes/block.h"
#include "program/program.h"

namespace brink {

/// In place of an option: the actor made no choice, or the trajectory had ended.
inline constexpr std::int32_t k_no_choice = -1;
inline constexpr std::int32_t k_over = -2;

/// One choice that differs. Where one of the two trajectories had ended and the other had not, `decision` is
/// k_nothing, `first` or `second` is k_over and the other one k_no_choice.
struct Parting {
    std::int32_t step = 0;
    std::uint32_t decision = k_nothing;  // into Program::decisions of the first
    std::int32_t first = 0, second = 0;  // into Program::options of each
    bool first_imposed = false, second_imposed = false;

    friend auto operator<=>(const Parting&, const Parting&) = default;
};

struct PartingCount {
    std::int64_t trajectories = 0;
    std::uint64_t example = 0;  // the lowest of them

    friend bool operator==(const PartingCount&, const PartingCount&) = default;
};

/// The first partings of all trajectories. One in which several choices differ in that step counts for each of them:
/// they are made at the same time, and none comes first.
struct FirstPartings {
    std::int64_t trajectories = 0;      // that part
    std::int64_t several = 0;           // of these, with more than one choice that differs in the first such step
    std::vector<std::int64_t> by_step;  // (steps that both have) trajectories
    std::map<Parting, PartingCount> counts;

    friend bool operator==(const FirstPartings&, const FirstPartings&) = default;
};

struct Partings {
    FirstPartings any;
    FirstPartings free;  // the first choice that differs and that nothing imposed in either program

    Partings() = default;
    Partings(const Program& first, const Program& second);
    friend bool operator==(const Partings&, const Partings&) = default;
};

void merge(Partings& partings, const Partings& other);

/// Two programs' decisions and options matched by the names of actor, track, action and target.
struct MatchedChoices {
    struct Pair {
        std::uint32_t first = 0, second = 0;  // into Program::decisions of each
    };
    std::vector<Pair> decisions;         // that both have, in the first's order
    std::vector<std::int32_t> in_first;  // (options of the second) the same option of the first; below k_over: none

    MatchedChoices(const Program& first, const Program& second);
};

/// Looks at two blocks of the same trajectories as they run side by side. Of what only one program has, nothing parts.
class PartingObserver {
public:
    /// For blocks of `width` lanes. The programs must outlive the observer.
    PartingObserver(const Program& first, const Program& second, std::size_t width);

    void begin();
    /// Looks at a step that both have chosen in and not yet committed.
    void look(const LaneBlock<double>& first, const LaneBlock<double>& second, Partings& partings);

private:
    struct Sides;
    void look_at_ends(const Sides& sides);
    void look_at_decision(const Sides& sides, const MatchedChoices::Pair& pair);
    void note(std::size_t lane, const Parting& parting);
    void count(const Sides& sides, std::vector<std::uint8_t>& done, bool freely, FirstPartings& counted);

    struct Found {
        std::size_t lane = 0;
        Parting parting;
    };
    const Program* first_;
    const Program* second_;
    MatchedChoices matched_;
    std::vector<std::uint8_t> lives_;                   // (width) both trajectories do
    std::vector<std::uint8_t> parted_, parted_freely_;  // (width) in an earlier step
    std::vector<std::uint8_t> found_in_step_;           // (width) choices that differ in this step, 2 for more
    std::vector<Found> found_;                          // of this step
};

}  // namespace brink
