#pragma once
// What is counted over trajectories: whole numbers only, so that merging is associative and commutative to the byte.
// Threads, shards and resumed runs all merge Summaries. Knows nothing of files or formats.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "program/program.h"
#include "stats/histogram.h"
#include "stats/moments.h"
#include "stats/tally.h"

namespace brink {

/// No Summary counts more trajectories than this: its bins are 32-bit.
inline constexpr std::uint64_t k_most_trajectories = 0xffffffffu;
/// In place of a trajectory's number where there is none.
inline constexpr std::uint64_t k_no_trajectory = 0xffffffffffffffffu;

/// Where one recorded quantity is kept. A constant one has one state, any other steps + 1.
struct SeriesLayout {
    enum class Bins : std::uint8_t { none, linear, log };
    std::string name, quantity, unit;
    bool variable = false;
    bool constant = false;
    Bins bins = Bins::none;
    double low = 0, high = 0;  // of linear bins
    double per_quantum = 1;
    std::size_t n_states = 0;
    std::size_t first_moment = 0;  // into Summary::moments
    std::size_t first_slot = 0;    // into Summary::linear (in units of 256 counts) or Summary::log

    friend bool operator==(const SeriesLayout&, const SeriesLayout&) = default;
};

struct OutcomeLayout {
    std::string name;
    Outcome::Kind kind = Outcome::Kind::when;
    std::size_t index = 0;            // among the outcomes of its kind
    std::uint32_t given = k_nothing;  // place in SummaryLayout::outcomes of the one that it is conditioned on

    friend bool operator==(const OutcomeLayout&, const OutcomeLayout&) = default;
};

/// An action that an actor may take; `hold` is one.
struct ActorAction {
    std::uint32_t actor = 0;
    std::string action;

    friend bool operator==(const ActorAction&, const ActorAction&) = default;
};

struct RungLayout {
    std::vector<int> rungs;            // of the actor's options, and 0; ascending
    std::size_t first_by_step = 0;     // into Summary::rung_by_step: (n_steps x n_rungs)
    std::size_t first_transition = 0;  // into Summary::transitions: (n_rungs x n_rungs), from, then to
    std::size_t first_rung = 0;        // into Summary::peak and Summary::lowest: (n_rungs)

    friend bool operator==(const RungLayout&, const RungLayout&) = default;
};

/// A site of incidents, as the Program has it.
struct IncidentLayout {
    std::string key;
    std::string what;
    Span span;

    friend bool operator==(const IncidentLayout& a, const IncidentLayout& b) { return a.key == b.key; }
};

/// How often something happened, and in how many trajectories.
struct IncidentCount {
    std::int64_t times = 0;
    std::int64_t trajectories = 0;

    friend bool operator==(const IncidentCount&, const IncidentCount&) = default;
};

/// What a Summary counts and where. Only Summaries of one layout can be merged.
struct SummaryLayout {
    int steps = 0;
    std::vector<SeriesLayout> series;
    std::vector<OutcomeLayout> outcomes;
    std::vector<std::string> actors;
    std::vector<ActorAction> actions;  // in order of actor, then the Program's options
    std::vector<RungLayout> rungs;     // (n_actors)
    std::vector<IncidentLayout> incidents;
    std::size_t n_when = 0, n_measures = 0;
    std::size_t n_options = 0, n_options_written = 0;  // that the Program has, and before pruning

    friend bool operator==(const SummaryLayout&, const SummaryLayout&) = default;
};

[[nodiscard]] SummaryLayout layout_of(const Program& program);
/// The action's name, `hold` for holding.
[[nodiscard]] std::string action_name(const Program& program, const Option& option);

struct Summary {
    SummaryLayout layout;
    TrajectorySet done;
    std::vector<Moments> moments;       // by series and state
    std::vector<std::uint32_t> linear;  // (n_slots x 256)
    std::vector<WindowCounts> log;
    std::vector<std::int64_t> first_states;     // (n_when x (steps + 1)) trajectories whose first such state it is
    std::vector<std::uint64_t> first_examples;  // (n_when x (steps + 1)) the lowest of them; k_no_trajectory: none
    std::vector<std::int64_t> together;         // (n_when x n_when) trajectories with both; the diagonal: with it
    std::vector<Moments> measures;              // (n_measures), in quanta_per_unit of no bounds
    std::vector<WindowCounts> measure_bins;
    std::vector<std::int64_t> taken_by_step;  // (n_steps x n_actions) trajectories that took it, in whatever tracks
    std::vector<std::int64_t> ever_taken;     // (n_actions) trajectories that took it
    std::vector<std::int64_t> alive;          // (steps) trajectories that lived the step
    std::vector<std::int64_t> rung_by_step;   // of trajectories alive in the step
    std::vector<std::int64_t> transitions;    // from a step's rung to the next's, alive in both
    std::vector<std::int64_t> peak, lowest;   // of the steps lived; 0 if there was none
    std::vector<ExtremeList> extremes;        // (n_measures + 1) the last: peak rung over all actors
    std::vector<IncidentCount> incidents;     // (n_incidents)
    std::vector<PartDigest> digests;          // ascending; empty unless asked for

    explicit Summary(const Program& program);

    /// Takes in what another Summary counted. Throws std::invalid_argument if the layouts differ, a trajectory is in
    /// both, or there would be more than k_most_trajectories.
    void merge(Summary&& other);

    [[nodiscard]] std::uint64_t trajectories() const { return size(done); }
    /// All that was counted as bytes: equal for equal Summaries on every machine.
    [[nodiscard]] std::string bytes() const;

    friend bool operator==(const Summary&, const Summary&) = default;
};

}  // namespace brink
