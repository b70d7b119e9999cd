#pragma once
// The trajectories that the report page tells, in as many steps as it has room for. Only files of report/ include it.

#include <cstddef>
#include <nlohmann/json.hpp>

namespace brink {

/// As much of the stories of a summary as fits into `room` bytes. A story has all its landmarks (the first act, the
/// highest rung, what is first seen) or, but for the first story, is left out; what room is left then goes to the steps
/// of either that say most. `left`: how many of its steps a story has lost.
[[nodiscard]] nlohmann::ordered_json fitting_stories(const nlohmann::ordered_json& stories, std::size_t room);

}  // namespace brink
