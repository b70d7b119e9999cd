#pragma once
// How outcomes went in two programs that ran on the same lanes, trajectory by trajectory: whole numbers only, so that
// merging cannot depend on order. What they share in chance cancels in the difference.

#include <cstdint>
#include <string>
#include <vector>

#include "program/program.h"
#include "stats/moments.h"
#include "stats/observe_outcomes.h"
#include "stats/partings.h"

namespace brink {

/// An outcome that both programs have, under one name and of one kind, conditioned on no other.
struct PairedOutcome {
    std::string name;
    Outcome::Kind kind = Outcome::Kind::when;
    std::size_t first_index = 0, second_index = 0;  // among the outcomes of its kind in each program
    Column first_column = 0, second_column = 0;     // measure
    std::int64_t n = 0;                             // trajectories
    // when: in which it happened; measure: `only_first` those with the larger value in the first, `only_second` with
    // the larger one in the second
    std::int64_t both = 0, only_first = 0, only_second = 0;
    Moments difference;     // measure: first less second, in quanta of no bounds
    Moments first, second;  // measure: each side, likewise

    friend bool operator==(const PairedOutcome&, const PairedOutcome&) = default;
};

struct PairedSummary {
    std::vector<PairedOutcome> outcomes;  // in the first program's order
    Partings partings;

    PairedSummary() = default;
    PairedSummary(const Program& first, const Program& second);
    friend bool operator==(const PairedSummary&, const PairedSummary&) = default;
};

/// One program's block, ended, and what was seen of its outcomes.
struct PairedSide {
    const OutcomeObserver& outcomes;
    const LaneBlock<double>& block;
};

/// Counts the lanes of two ended blocks of the same trajectories.
void add(PairedSummary& summary, const PairedSide& first, const PairedSide& second);
void merge(PairedSummary& summary, const PairedSummary& other);

}  // namespace brink
