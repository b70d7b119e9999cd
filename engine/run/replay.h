#pragma once
// One trajectory run alone and written down: the same bits that it has in a run of any size.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lanes/isa.h"
#include "program/program.h"

namespace brink {

/// One decision in one step.
struct ReplayedChoice {
    std::string actor;
    std::string track;                  // empty for the unnamed track
    std::optional<std::string> action;  // `hold` for holding; absent: no choice was made
    std::string target;                 // empty without one
    double probability = 0;             // with which the rule chose it; 1 if imposed
    bool imposed = false;
    double utility = 0;  // of what was chosen, as compared; 0 without a choice
};

/// An event that fired, with the actors that its `for` binds.
struct ReplayedEvent {
    std::string name;
    std::vector<std::string> actors;
};

/// An outcome as this trajectory met it.
struct ReplayedOutcome {
    std::string name;
    Outcome::Kind kind = Outcome::Kind::when;
    std::optional<int> first_state;  // when: absent if it never happened
    double value = 0;                // measure
    bool counts = true;              // measure: false if what it is conditioned on did not happen
};

/// A parameter drawn for the trajectory.
struct ReplayedParameter {
    std::string name;
    double value = 0;
    std::optional<double> quantile;  // share of its distribution at or below the value; absent of a choice among values
};

struct Replayed {
    std::uint64_t trajectory = 0;
    std::uint64_t seed = 0;
    std::vector<ReplayedParameter> parameters;         // that were drawn and are read, in byte order of names
    std::vector<std::string> names;                    // of variables, then of other recorded quantities
    std::vector<std::vector<double>> states;           // (steps + 1) x (n_names)
    std::vector<std::vector<ReplayedChoice>> choices;  // (steps) x (n_decisions)
    std::vector<std::vector<ReplayedEvent>> events;    // (steps) fired
    std::vector<ReplayedOutcome> outcomes;             // in the Model's order
    int steps_lived = 0;                               // an outcome that ends it, or a fault, stops it there
    std::uint64_t hash = 0;                            // see stats/digest.h; 0 after a fault
    // What would stop a run. Then the story ends there: of a value that is not finite, with the state that has it
    // (in which no outcome is met any more); of a utility, with the step's choices. Measures say nothing.
    std::optional<std::string> fault;
};

/// Runs the trajectory alone.
[[nodiscard]] Replayed replay(const Program& program, std::uint64_t seed, std::uint64_t trajectory, Isa isa);

/// Hashes of the trajectories of the part of k_part in which `trajectory` lies, in a run of n_trajectories (the last
/// part may be short); folded in order from 0 by digest_step they give the part's digest.
struct PartHashes {
    std::uint64_t first_trajectory = 0;
    std::vector<std::uint64_t> hashes;
    std::uint64_t digest = 0;
};
/// Precondition: trajectory < n_trajectories.
[[nodiscard]] PartHashes part_hashes(const Program& program, std::uint64_t seed, std::uint64_t trajectory,
                                     std::uint64_t n_trajectories, Isa isa);

}  // namespace brink
