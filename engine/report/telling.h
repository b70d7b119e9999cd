#pragma once
// Trajectories that stand for a run, told step by step for its files: typical ones, the most extreme, and of a
// comparison those in which the two part.

#include "lanes/isa.h"
#include "program/program.h"
#include "study/compare.h"

namespace brink {

/// Adds three typical trajectories, each the first that meets an outcome in its median state, and the most extreme: by
/// the rung reached, or where many reach it by the measure that lies farthest from its mean.
void add_stories(const Model& model, const Program& program, Isa isa, Result& result);

/// Adds, for the most frequent kinds of parting that nothing imposed (else of any), one trajectory in which the two
/// part so: what was chosen in either and with what chance, and what stood otherwise before.
void tell_partings(const ComparedSide& reference, const ComparedSide& other, std::uint64_t seed, Isa isa,
                   Comparison& comparison);

}  // namespace brink
