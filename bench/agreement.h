#pragma once
// Whether the engine and the scalar loop give the same answers, as far as chance lets two samples tell.

#include <cstddef>
#include <string>
#include <vector>

#include "result/result.h"
#include "scalar_world.h"

namespace bench {

/// Differences beyond this many standard errors are no chance: 1 in 150,000 for one number.
inline constexpr double k_most_z = 4.5;

struct Agreement {
    std::size_t compared = 0;
    double largest_z = 0;
    std::string at;                   // what has the largest
    std::vector<std::string> differ;  // beyond k_most_z, or not found in the engine's result
};

/// Compares means of variables and derived values at several steps, chances and means of outcomes, action rates, and
/// shares of rungs in the last step.
[[nodiscard]] Agreement compare(const brink::Result& engine, const ScalarCounts& scalar);

}  // namespace bench
