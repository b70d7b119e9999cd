#pragma once
// What a replayed trajectory's choices mean beside the model: actions and rungs.

#include <optional>
#include <string>
#include <vector>

#include "model/model.h"
#include "run/replay.h"

namespace brink {

/// The action of this name; nullptr for holding.
[[nodiscard]] const Action* action_named(const Model& model, const std::string& name);

/// (n_actors x steps) the highest rung that an actor chose in a step, 0 with no choice; absent in steps that the
/// trajectory did not live.
[[nodiscard]] std::vector<std::optional<int>> rungs_of(const Model& model, const Replayed& replayed);

/// The highest over the steps lived, by actor; 0 if there was none.
[[nodiscard]] std::vector<int> peak_rungs(const std::vector<std::optional<int>>& rungs, std::size_t n_actors);

}  // namespace brink
