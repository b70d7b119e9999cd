#pragma once
// What a run found, self-describing: estimates with their intervals, units and provenance. Writers turn it into files
// and text; it knows nothing of how it is written.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "model/model.h"
#include "result/model_text.h"
#include "stats/summary.h"

namespace brink {

/// An estimated chance: count of n, with its standard error and 95 % Wilson interval. Without trials (n = 0) absent.
struct Proportion {
    std::int64_t count = 0;
    std::int64_t n = 0;
    double probability = 0;
    double std_error = 0;
    std::array<double, 2> ci95{};
};

/// Quantiles of whole numbers (first steps): the least value with at least that share at or below it.
struct StepQuantiles {
    double q05 = 0, q25 = 0, q50 = 0, q75 = 0, q95 = 0;
};

struct OutcomeResult {
    std::string name;
    std::string doc;
    Outcome::Kind kind = Outcome::Kind::when;
    bool ends = false;
    bool headline = false;
    std::string given;    // the outcome that it is conditioned on; empty without
    std::int64_t of = 0;  // trajectories that it is about: all, or those in which `given` happened
    // when
    Proportion happened;                          // of `of`
    std::optional<StepQuantiles> first_step;      // among those in which it happened; absent if it never did
    std::vector<std::int64_t> first_step_counts;  // (steps + 1) trajectories whose first step is that state
    std::optional<std::uint64_t> example;         // the lowest trajectory whose first step is the median, for replay
    // measure; without a counted value its numbers say nothing
    std::int64_t counted = 0;      // values in the numbers below
    std::int64_t not_counted = 0;  // values too large for the exact sums
    double mean = 0, sd = 0, std_error = 0;
    std::map<std::string, double> quantiles;  // q025 q05 q10 q25 q50 q75 q90 q95 q975
    double quantile_error = 0;                // bound on the error that bins leave: absolute, or relative if
    bool quantile_error_relative = false;     // this says so
};

/// One recorded quantity over states 0..steps; arrays (steps + 1).
struct SeriesResult {
    std::string name;      // `threat[RED]`
    std::string quantity;  // `threat`
    std::string unit;
    bool variable = false;
    std::vector<double> mean, sd;
    std::map<std::string, std::vector<double>> quantiles;  // empty where only moments were recorded
    double quantile_error = 0;
    bool quantile_error_relative = false;
    std::int64_t not_counted = 0;       // values too large for the exact sums, in none of the numbers above
    std::vector<std::int64_t> counted;  // (steps + 1) values that a state's numbers are of; where 0 they say nothing
};

struct ActionResult {
    std::string actor;
    std::string action;    // `hold` for holding
    double rate = 0;       // per step lived
    Proportion ever;       // share of trajectories that ever took it
    bool possible = true;  // false: fixed values shut out every option of it before the run
    int rung = 0;
    std::string doc;
    std::vector<double> by_step;  // (steps) share of the trajectories still alive that took it; empty if none ever did
};

/// Distribution over rungs of one actor.
struct RungShares {
    std::string actor;
    std::map<int, Proportion> shares;
};

struct RungByStep {
    std::string actor;
    std::map<int, std::vector<double>> shares;  // rung -> (steps) share of the trajectories still alive in that step
};

struct RungTransition {
    std::string actor;
    int from = 0, to = 0;
    std::int64_t count = 0;
    double share = 0;  // of the steps begun at `from`
};

struct OutcomePair {
    std::string first, second;  // `when` outcomes, in the Model's order
    Proportion both;
    std::optional<double> correlation;  // of the two indicators; absent where one never varies
};

/// The most extreme trajectories by one measure or by peak rung, for `brink replay`.
struct Extremes {
    std::string measure;  // `peak_rung`, or a measure outcome
    struct Entry {
        std::uint64_t trajectory = 0;
        double value = 0;
        std::uint64_t tied = 1;  // trajectories with this very value: this one is the lowest, or among the lowest
    };
    std::vector<Entry> highest, lowest;  // at most k, most extreme first, ties by number
};

/// Something that the run counted where it happened, because the model met what it should not.
struct IncidentResult {
    std::string what;   // a whole clause: `the chance of this event was outside 0 to 1, and ...`
    Span span;          // of the place in the scenario
    std::string place;  // `file:line`, once the texts have been asked
    std::int64_t count = 0;
    Proportion trajectories;  // those in which it happened
};

/// A number of the scenario with where it comes from.
struct NumberUsed {
    std::string name;   // `fear`, `threat[RED]`, `hostility[RED, BLUE]`
    std::string value;  // as text: `0.2`, `beta(mean 0.6, sd 0.1)`
    std::string unit;
    Provenance provenance;
    bool common = false;  // nobody gave it for this actor or pair: its variable's `initial`
};

/// The numbers as they were written: a line counts once, however many actors or pairs it speaks of.
struct NumberCounts {
    std::size_t written = 0;
    std::size_t sourced = 0, estimated = 0, assumed = 0;
    std::size_t unsaid = 0;  // without `basis`
    std::size_t claimed = 0;
    std::size_t common = 0;  // starting values that stand at their variable's `initial`; that was written once
};

/// A trajectory that stands for others, step by step.
struct ToldTrajectory {
    struct Step {
        std::string date;  // its first day
        std::vector<std::string> lines;
        bool landmark = false;  // the first act, the highest rung, or an outcome first seen
        int rank = 0;           // among the steps told: 0 says most, landmarks before all others
    };
    std::string title;  // what it stands for
    std::uint64_t trajectory = 0;
    std::string gist;         // in one sentence
    int eventful = 0;         // steps in which anything happened, told or not
    std::vector<Step> steps;  // those of them that say most
};

struct Result {
    std::string title, question, doc, marking;
    std::string name;    // of the scenario file, without folder and ending
    std::string digest;  // of the resolved scenario
    std::string cutoff;  // last day of the information used; empty if the scenario does not say
    std::string version;
    std::uint64_t seed = 0;
    std::uint64_t trajectories = 0;  // done
    std::uint64_t requested = 0;
    bool interrupted = false;
    int steps = 0;
    std::vector<std::string> dates;        // (steps + 1) first day of each state
    std::string step_unit;                 // `week`
    std::vector<std::string> actors;       // ids
    std::vector<std::string> actor_names;  // (actors) as people call them; the id where none is given
    std::vector<OutcomeResult> outcomes;
    std::vector<std::string> headline;  // names of the outcomes that answer the question, the main one first
    std::vector<SeriesResult> series;
    std::vector<ActionResult> actions;
    std::vector<RungShares> peak_rung, lowest_rung;
    std::vector<RungByStep> rung;
    std::vector<RungTransition> transitions;
    std::vector<OutcomePair> together;
    std::vector<Extremes> extremes;
    std::vector<NumberUsed> numbers;
    NumberCounts number_counts;
    std::vector<ModelText> equations;       // the model as it ran
    std::size_t options = 0;                // an action of an actor at a target, or holding: that can be taken at all
    std::size_t options_written = 0;        // that the scenario names; fixed values shut out the others
    std::vector<ToldTrajectory> stories;    // typical ones, then the most extreme
    std::vector<IncidentResult> incidents;  // those that happened
    std::vector<std::string> digests;       // with --digests: one 16-digit text for each 1,024 trajectories
    // how it was run; not part of what is reproducible
    std::string isa;
    unsigned threads = 1;
    std::size_t block = 0;
    double seconds = 0;
};

/// Summary -> Result.
[[nodiscard]] Result make_result(const Model& model, const Summary& summary, std::uint64_t seed);

/// Writes the places of the incidents, and adds a warning for each to `diagnostics`.
void tell_incidents(const Sources& sources, Result& result, Diagnostics& diagnostics);

/// One of the scenarios of a comparison.
struct IncidentSide {
    const Sources& sources;
    Result& result;
    Diagnostics& diagnostics;
    std::string name;
};
/// The same for scenarios that were run together: one warning for what several have of one layer, with the first.
void tell_incidents(std::span<const IncidentSide> sides);

/// Wilson's 95 % interval for count of n (Wilson 1927; z = 1.959964).
[[nodiscard]] Proportion proportion(std::int64_t count, std::int64_t n);

}  // namespace brink
