#pragma once
// Two scenarios that ran on the same lanes, set side by side: what an outcome is in each, how sure the difference is,
// what sharing chance saved, how many trajectories part and where. Of a reference and another, every difference is the
// other less the reference.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/model.h"
#include "result/result.h"
#include "stats/paired.h"
#include "study/difference.h"

namespace brink {

/// What the interval of a difference says.
enum class Told { higher, lower, not_shown };

/// What a `when` outcome has come to by one state, in trajectories that both have.
struct ComparedState {
    std::int64_t only_reference = 0, only_other = 0;  // have met it in the one and not, or not yet, in the other
    Difference difference;                            // of the share that has met it
};

/// An outcome that both have, over the trajectories of both.
struct ComparedOutcome {
    std::string name;
    Outcome::Kind kind = Outcome::Kind::when;
    bool headline = false;                                      // in either
    std::int64_t n = 0;                                         // pairs in the numbers below
    std::int64_t not_counted = 0;                               // measure: pairs too far apart for the exact sums
    double reference = 0, other = 0;                            // chance or mean
    std::int64_t both = 0, only_reference = 0, only_other = 0;  // when
    Difference difference;
    Told told = Told::not_shown;
    Saving saving;
    // when
    std::optional<Ratio> ratio;           // other over reference
    std::int64_t same_state = 0;          // of `both`, those that first meet it in one and the same state
    std::vector<ComparedState> by_state;  // (states that both have)
    // by the state that first met it, trajectories in which it happened in one alone; the lowest of these
    std::vector<std::int64_t> alone_reference, alone_other;
    std::vector<std::uint64_t> examples_reference, examples_other;
    FarthestApart farthest;  // measure: other less reference
};

/// One side of a parting.
struct PartingChoice {
    enum class Kind { option, none, over };
    Kind kind = Kind::none;
    std::string action;  // `hold` for holding
    std::string target;
    bool imposed = false;

    friend auto operator<=>(const PartingChoice&, const PartingChoice&) = default;
};

struct ComparedParting {
    int step = 0;
    std::string date;   // first day of the step
    std::string actor;  // empty: one of the two trajectories had ended
    std::string track;
    PartingChoice reference, other;
    std::int64_t count = 0;
    std::uint64_t example = 0;  // the lowest trajectory
};

struct ComparedPartings {
    Proportion trajectories;            // that part
    std::int64_t several = 0;           // of these, with several choices that differ in the first such step
    std::vector<std::int64_t> by_step;  // trajectories by the step in which they part
    std::vector<ComparedParting> list;  // the most frequent first, then by step, actor and choices
};

/// A trajectory at the step in which the two part.
struct ToldParting {
    std::uint64_t trajectory = 0;
    std::string date;
    std::string actor;
    std::vector<std::string> lines;  // what was chosen in either, what stood otherwise
};

/// A choice that differs between the two in trajectories that come to an outcome in one alone.
struct RouteLink {
    std::string actor, track;
    PartingChoice reference, other;
    std::int64_t count = 0;
    std::string date;  // median of the steps
    // By how much the terms of what was done (of what was chosen in the other, of holding the reference's) stand
    // higher in the other than in the reference, on average over the trajectories in which both can be told
    std::vector<std::pair<std::string, double>> reasons;
    std::int64_t reasoned = 0;  // these
    std::int64_t closed = 0;    // trajectories in which what was done was not open to the actor in one of the two
};

/// An outcome that goes otherwise in one of the two, told: how trajectories come to that, and one of them in either.
struct Divergence {
    struct Step {
        std::string date;
        std::vector<std::string> reference, other;  // choices that differ, outcomes first seen in one alone
    };
    std::string outcome;
    Outcome::Kind kind = Outcome::Kind::when;
    bool in_other = true;             // when: it happens in the other and not in the reference; else the other way
    std::int64_t all = 0;             // when: trajectories in which it does
    std::int64_t looked_at = 0;       // when: the lowest of these, that the links are of
    std::vector<RouteLink> first;     // the first choices that differ and that nothing imposed, the most frequent first
    std::vector<RouteLink> last;      // when: choices that differ in the step that brings it
    std::int64_t none_last = 0;       // when: of looked_at, those in which none does
    std::uint64_t trajectory = 0;     // the one that is told
    std::string date;                 // when: on which it first meets the outcome
    std::string median;               // when: the median of that date among `all`
    double reference = 0, other = 0;  // measure: its value in either
    std::vector<Step> steps;
    int left_out = 0;  // steps in which something differs that are not told
};

/// Names that one of the two has and the other has not: nothing of them is compared.
struct OnlyHere {
    std::vector<std::string> outcomes, actors, choices, options;  // `KOR main`, `KOR supply_lethal_aid UKR`

    [[nodiscard]] bool empty() const {
        return outcomes.empty() && actors.empty() && choices.empty() && options.empty();
    }
};

struct Comparison {
    std::size_t reference = 0, other = 0;  // among the scenarios as named
    std::int64_t trajectories = 0;
    int steps = 0;                          // that both have
    bool same_clock = true;                 // else steps are matched by number
    std::vector<ComparedOutcome> outcomes;  // headlines first, the other's before the reference's
    std::vector<std::string> conditioned;   // outcomes with `given` in either: their trajectories do not pair
    ComparedPartings parted;                // by any choice
    ComparedPartings answered;              // by a choice that nothing imposed in either
    OnlyHere only_reference, only_other;
    std::vector<ToldParting> told;  // of the most frequent kinds of parting
    std::optional<Divergence> divergence;
};

/// Several scenarios run on the same lanes, and each beside the reference.
struct ComparedScenarios {
    std::vector<Result> results;     // (n_scenarios) as named
    std::vector<std::string> names;  // (n_scenarios) no two alike
    std::vector<std::string> files;  // (n_scenarios)
    std::size_t reference = 0;
    std::vector<Comparison> comparisons;  // (n_scenarios - 1) as named
};

/// One scenario as compare needs it.
struct ComparedSide {
    const Model& model;
    const Program& program;
};

/// The reference is the first of the pairs.
[[nodiscard]] Comparison compare(const ComparedSide& reference, const ComparedSide& other, const PairedSummary& paired,
                                 std::int64_t trajectories);

/// The files' names without folder and ending; where two are alike, the files as named; of one file named twice, with
/// a number.
[[nodiscard]] std::vector<std::string> distinct_names(const std::vector<std::string>& files);

}  // namespace brink
