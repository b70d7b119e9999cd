#pragma once
// One replayed trajectory as rows of trajectories.csv and events.csv.

#include <string>
#include <vector>

#include "report/tidy.h"
#include "run/replay.h"

namespace brink {

/// `first`: any trajectory of the program, for the names of what is drawn.
[[nodiscard]] TidyTable trajectories_table(const Model& model, const Replayed& first);
[[nodiscard]] TidyTable events_table();

/// One line.
[[nodiscard]] std::string trajectory_row(const Model& model, const Replayed& replayed);
/// A line an act: every choice but holding, and holding that an event imposed.
[[nodiscard]] std::string event_rows(const Model& model, const Replayed& replayed);

}  // namespace brink
