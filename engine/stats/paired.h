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

/// How many trajectories are kept by number for a replay, of those in which an outcome goes otherwise in either.
inline constexpr std::size_t k_paired_examples = 100;

/// Of a `when` outcome, what was met in one of the two programs and not in the other.
struct OneSided {
    // (states that both have) trajectories that have met it here and not, or not yet, there: how many more than in the
    // state before
    std::vector<std::int64_t> ahead;
    std::vector<std::int64_t> alone;      // (states of this program) in which it never happened there, by first state
    std::vector<std::uint64_t> examples;  // the lowest k_paired_examples of these, ascending

    friend bool operator==(const OneSided&, const OneSided&) = default;
};

/// The trajectory in which a measure differs most between the two.
struct FarthestApart {
    std::uint64_t trajectory = 0;  // the lowest of those that do
    double difference = 0;         // first less second; 0: none differs

    void add(std::uint64_t other, double apart);
    friend bool operator==(const FarthestApart&, const FarthestApart&) = default;
};

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
    Moments difference;            // measure: first less second, in quanta of no bounds
    Moments first, second;         // measure: each side, likewise
    FarthestApart farthest;        // measure
    OneSided in_first, in_second;  // when
    std::int64_t same_state = 0;   // when: trajectories in which both meet it first in one and the same state

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
