#pragma once
// Trajectories in which two compared scenarios part, told for the files and the page of a comparison.

#include "lanes/isa.h"
#include "study/compare.h"

namespace brink {

/// Adds, for the most frequent kinds of parting that nothing imposed (else of any), one trajectory in which the two
/// part so in the median of the steps: what was chosen in either and with what chance, and what stood otherwise before.
void tell_partings(const ComparedSide& reference, const ComparedSide& other, std::uint64_t seed, Isa isa,
                   Comparison& comparison);

}  // namespace brink
