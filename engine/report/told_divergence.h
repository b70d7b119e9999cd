#pragma once
// What differs most between two compared scenarios, told by trajectories: how they come to it, and one of them in
// either, side by side.

#include "lanes/isa.h"
#include "study/compare.h"

namespace brink {

/// The outcome that a comparison is told by: the first headline whose difference is shown, one that happens at times
/// in both before one that is certain or never seen in either, one that happens or does not before a measure; of
/// measures the one whose difference is largest beside its spread. Without such a headline, the same of all outcomes.
/// Nothing if no difference is shown.
[[nodiscard]] const ComparedOutcome* telling_outcome(const Comparison& comparison);

/// Tells the comparison by that outcome: of trajectories in which it happens in one alone, the choices that differ
/// first and last, and the one that comes nearest to their median date; of a measure, the one in which it differs
/// most.
void tell_divergence(const ComparedSide& reference, const ComparedSide& other, std::uint64_t seed, Isa isa,
                     Comparison& comparison);

}  // namespace brink
