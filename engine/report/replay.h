#pragma once
// One replayed trajectory as plain text or JSON.

#include <cstddef>
#include <string>

#include "model/model.h"
#include "run/replay.h"

namespace brink {

/// Step by step: events, who did what to whom with what probability; the state in which that is first seen, what
/// changed most, outcomes first met. Then how it ended, at a fault if there is one. Lines of at most `width` columns.
[[nodiscard]] std::string to_text(const Replayed& replayed, const Model& model, std::size_t width = 80);
/// Everything: states, choices, events, outcomes.
[[nodiscard]] std::string to_json(const Replayed& replayed, const Model& model);

}  // namespace brink
