#pragma once
// The reference interpreter: one trajectory of a checked scenario, one actor at a time, obvious and slow. What the
// language says, a second time; the engine has to agree to the last bit.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reference/evaluate.h"

namespace brink::reference {

/// All that happened in one trajectory. States are numbered 0 to `steps`; after its end a trajectory stands still.
struct Trajectory {
    std::vector<Values> states;                     // (steps + 1) every variable
    std::vector<Values> derived;                    // (steps + 1) derived values; those that read a draw are empty
    std::vector<Choices> choices;                   // (steps) in order of actor, then track; none made after the end
    std::vector<std::vector<Happening>> fired;      // (steps) by name, then by the actors bound
    std::vector<std::optional<int>> first_state;    // (n_outcomes) first state that met a `when` while it was looked at
    std::vector<double> measures;                   // (n_outcomes) of a measure, whether it counts or not; else 0
    std::vector<bool> counts;                       // (n_outcomes) a `when` happened; a measure is of this trajectory
    std::vector<int> peak_rung;                     // (n_actors) over the steps lived
    int last_state = 0;                             // the last state lived
    std::map<std::string, std::int64_t> incidents;  // by key: how often a number was not legal
    bool fault = false;        // a utility or value that stops the run; what follows it means nothing
    std::uint64_t digest = 0;  // over every variable in every state and every choice
};

/// Runs the trajectory with these ids: `luck` keys chance, `row` what is drawn once.
[[nodiscard]] Trajectory run(const Model& model, std::uint64_t seed, std::uint64_t luck, std::uint64_t row);

}  // namespace brink::reference
