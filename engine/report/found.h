#pragma once
// Which trajectory of a run to tell, and why that one.

#include <cstdint>
#include <optional>
#include <string>

#include "result/result.h"

namespace brink {

struct FoundTrajectory {
    std::uint64_t trajectory = 0;
    std::string how;  // a sentence or two for the reader
};

/// The trajectory that stands for an outcome of kind `when`: the first whose first state is the median; absent if none
/// met it.
[[nodiscard]] std::optional<FoundTrajectory> median_trajectory(const Result& result, const std::string& outcome);

/// The trajectory with the highest value of a measure or of `peak_rung`; absent if none has a value.
[[nodiscard]] std::optional<FoundTrajectory> extreme_trajectory(const Result& result, const std::string& measure);

}  // namespace brink
