#pragma once
// The parts of a comparison in the terminal. Each is empty if there is nothing to say, else ends with an empty line.

#include <string>

#include "report/text.h"
#include "study/compare.h"

namespace brink {

/// `A` for the first scenario.
[[nodiscard]] std::string letter_of(std::size_t scenario);
/// Outcomes and measures in both, their differences and how sure these are.
[[nodiscard]] std::string differences_text(const Comparison& comparison, const TextOptions& options);
/// How many trajectories part, where, and by what.
[[nodiscard]] std::string partings_text(const Comparison& comparison, const TextOptions& options);

}  // namespace brink
