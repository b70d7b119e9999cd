#pragma once
// `check --live`: runs a few hundred trajectories and warns of what a model hardly means: actions that nobody ever
// takes, variables that stand still or at a bound, choices without chance, a start out of balance.

#include "base/diagnostic.h"
#include "model/model.h"
#include "program/program.h"

namespace brink {

/// Adds the warnings. Places are those of the whole scenario, layers below the named file included: what a
/// scenario does is one thing.
void check_live(const Model& model, const Program& program, std::uint64_t seed, Diagnostics& diagnostics);

}  // namespace brink
