#pragma once
// What is asked of one trajectory, state by state.

#include <vector>

#include "reference/reference.h"

namespace brink::reference {

/// The values of each measure in the states that count, so far.
using Measured = std::vector<std::vector<double>>;  // (n_outcomes)

/// Looks at a state that is lived; says whether an outcome ends the trajectory there.
bool look(const Moment& moment, Measured& measured, Trajectory& story);

/// After the last state: what the measures come to, and which outcomes count.
void finish(const Model& model, const Measured& measured, Trajectory& story);

}  // namespace brink::reference
