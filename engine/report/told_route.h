#pragma once
// One trajectory in two compared scenarios, and what many such say of how an outcome comes about in one alone.

#include <string>
#include <utility>
#include <vector>

#include "run/replay.h"
#include "study/compare.h"

namespace brink {

/// One trajectory in the reference and in the other.
struct Twins {
    Replayed there, here;
};

/// The outcome of that name; null without one.
[[nodiscard]] const ReplayedOutcome* outcome_of(const Replayed& replayed, const std::string& name);

/// The choices that both make in a step that both live, and that differ: there, here.
[[nodiscard]] std::vector<std::pair<const ReplayedChoice*, const ReplayedChoice*>> differing(const Twins& twins,
                                                                                             std::size_t step);

/// An option that was open to a choice, which was told with all of them; null where it was not.
[[nodiscard]] const ReplayedOption* option_of(const ReplayedChoice& choice, const std::string& action,
                                              const std::string& target);

/// Counts the first choices that differ and that nothing imposed, and those that differ in the step that brings the
/// outcome, which happens in every pair of twins in one alone.
void tell_route(const std::vector<Twins>& all, const Model& model, Divergence& told);

}  // namespace brink
