#pragma once
// One replayed trajectory as plain text or JSON.

#include <string>

#include "model/model.h"
#include "run/replay.h"

namespace brink {

/// Step by step: events, who did what to whom with what probability, what changed most; then how it ended.
[[nodiscard]] std::string to_text(const Replayed& replayed, const Model& model);
/// Everything: states, choices, events, outcomes.
[[nodiscard]] std::string to_json(const Replayed& replayed, const Model& model);

}  // namespace brink
