#pragma once
// Which events fire in a step, one after another.

#include <vector>

#include "reference/evaluate.h"

namespace brink::reference {

/// Every event, those with `for` once for each actor or pair: by name, then by the actors bound.
[[nodiscard]] std::vector<Happening> all_events(const Model& model);

/// Those that fire in the step that begins; notes in `moment.met` whose conditions it meets.
[[nodiscard]] std::vector<Happening> firing(Moment& moment);

/// What the user gave as a number, for this trajectory; `frame`: the actors at its site.
[[nodiscard]] double quantity_value(const Quantity& quantity, const Moment& moment, const Frame& frame = {});

}  // namespace brink::reference
