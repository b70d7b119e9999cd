#pragma once
// First partings put together by what was chosen otherwise, whatever the step.

#include <cstdint>
#include <vector>

#include "study/compare.h"

namespace brink {

/// Partings of one actor in one track from one choice to another.
struct PartingKind {
    const ComparedParting* typical = nullptr;  // the one of the median step, in the list that was grouped
    std::int64_t count = 0;                    // trajectories, over all steps
};

/// The kinds of the list, the most frequent first. They point into it.
[[nodiscard]] std::vector<PartingKind> kinds_of(const ComparedPartings& partings);

}  // namespace brink
