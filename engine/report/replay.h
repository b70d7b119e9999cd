#pragma once
// One replayed trajectory as plain text or JSON.

#include <cstddef>
#include <string>

#include "model/model.h"
#include "report/story.h"
#include "run/replay.h"

namespace brink {

/// The story in lines of at most `width` columns.
[[nodiscard]] std::string to_text(const Story& story, std::size_t width = 80);
/// Everything: the story, and the states, choices with their reasons, events, writings and outcomes that it is told
/// from.
[[nodiscard]] std::string to_json(const Replayed& replayed, const Model& model, const Story& story);

}  // namespace brink
