#include "report/found.h"

#include <fmt/format.h>

#include "report/story_parts.h"
#include "report/words.h"

namespace brink {

std::optional<FoundTrajectory> median_trajectory(const Result& result, const std::string& outcome) {
    for (const OutcomeResult& one : result.outcomes) {
        if (one.name != outcome || !one.example) continue;
        const auto state = static_cast<std::size_t>(one.first_step->q50);
        return FoundTrajectory{
            *one.example, fmt::format("Found by --where {}: {} of {} trajectories have it, the median of them first in "
                                      "state {} ({}); this is the first that has it there.",
                                      outcome, count(static_cast<std::uint64_t>(one.happened.count)),
                                      count(result.trajectories), state, result.dates[state])};
    }
    return std::nullopt;
}

std::optional<FoundTrajectory> extreme_trajectory(const Result& result, const std::string& measure) {
    for (const Extremes& extremes : result.extremes) {
        if (extremes.measure != measure || extremes.highest.empty()) continue;
        const Extremes::Entry& entry = extremes.highest.front();
        const std::string tied = entry.tied > 1 ? fmt::format(", the first of {} with it", count(entry.tied)) : "";
        return FoundTrajectory{entry.trajectory,
                               fmt::format("Found by --extreme {}: the highest of {} trajectories, {}{}.", measure,
                                           count(result.trajectories), trimmed(number(entry.value)), tied)};
    }
    return std::nullopt;
}

}  // namespace brink
