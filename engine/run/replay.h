#pragma once
// One trajectory run alone and written down: the same bits that it has in a run of any size.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lanes/isa.h"
#include "program/explanation.h"

namespace brink {

/// A named part of a utility, with its sign.
struct ReplayedTerm {
    std::string name;
    double value = 0;
};

/// An option that was open to a decision, as its rule compared it with the others.
struct ReplayedOption {
    std::string action;      // `hold` for holding
    std::string target;      // empty without one
    double probability = 0;  // with which the actor's own rule chooses it
    double utility = 0;
    double odds = 1;                  // what chance gives it before utilities count: its weight, shared among targets
    std::vector<ReplayedTerm> terms;  // sum to the utility, the greatest first; empty of a program without them
};

/// One decision in one step.
struct ReplayedChoice {
    std::string actor;
    std::string track;                  // empty for the unnamed track
    std::optional<std::string> action;  // `hold` for holding; absent: no choice was made
    std::string target;                 // empty without one
    double probability = 0;             // with which the rule chose it; 1 if imposed
    bool imposed = false;
    double utility = 0;  // of what was chosen, as compared; 0 without a choice
    Rule rule = Rule::quantal;
    double precision = 0;                 // quantal: weight of utilities against chance
    std::vector<std::string> imposed_by;  // events of the step, as text_of tells them
    // From here on nothing of a program without explanation.
    std::size_t n_open = 0;                   // options that it might have chosen itself; 0 where it did not decide
    std::optional<ReplayedOption> own;        // what was chosen as its own rule saw it; absent where that was not open
    std::optional<ReplayedOption> next;       // the likeliest of the others (by utility where one is sure)
    std::vector<ReplayedTerm> terms = {};     // of what was chosen, open or not: as in ReplayedOption
    std::vector<ReplayedOption> others = {};  // Telling::all_open: what else it might have chosen, beside `next`
};

/// An event that fired, with the actors that its `for` binds.
struct ReplayedEvent {
    std::string name;
    std::vector<std::string> actors;
};

/// `border incident[RED, BLUE]`.
[[nodiscard]] std::string text_of(const ReplayedEvent& event);

/// A writing of a state variable by an event that fired or an option that was chosen, in a step.
struct ReplayedWrite {
    std::size_t name = 0;  // into Replayed::names
    Effect::Assign assign = Effect::Assign::add;
    double amount = 0;
    std::optional<std::size_t> event;   // into the step's events
    std::optional<std::size_t> choice;  // else: into the step's choices
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
    std::size_t n_variables = 0;                       // how many of the names are of variables
    std::vector<std::vector<double>> states;           // (steps + 1) x (n_names)
    std::vector<std::vector<ReplayedChoice>> choices;  // (steps) x (n_decisions)
    std::vector<std::vector<ReplayedEvent>> events;    // (steps) fired
    std::vector<std::vector<ReplayedWrite>> writes;    // (steps) empty of a program without explanation
    std::vector<ReplayedOutcome> outcomes;             // in the Model's order
    int steps_lived = 0;                               // an outcome that ends it, or a fault, stops it there
    std::uint64_t hash = 0;                            // see stats/digest.h; 0 after a fault
    // What would stop a run. Then the story ends there: of a value that is not finite, with the state that has it
    // (in which no outcome is met any more); of a utility, with the step's choices. Measures say nothing.
    std::optional<std::string> fault;
};

/// Of which options a choice tells utility and terms: the chosen one and its runner-up, or all that were open.
enum class Telling { chosen, all_open };

/// Runs the trajectory alone; of a program that explains itself it also tells why.
[[nodiscard]] Replayed replay(const ExplainedProgram& explained, std::uint64_t seed, std::uint64_t trajectory, Isa isa,
                              Telling telling = Telling::chosen);
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
