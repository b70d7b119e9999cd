#pragma once
// Every number of a scenario with where it comes from, as a table for a briefing and as JSON.

#include <string>

#include "model/model.h"

namespace brink {

/// A row a number as it was written: value or distribution, file:line, source, basis, who claims it, whether a later
/// layer changed the value and left the old provenance standing.
[[nodiscard]] std::string provenance_text(const Model& model, std::size_t width);
[[nodiscard]] std::string provenance_json(const Model& model);

}  // namespace brink
