#pragma once
// Whether a scenario fits: judged by counting, before anything is spread out over actors, pairs, bindings or steps.

#include "model/draft.h"

namespace brink {

// Each reports a limit that is passed, and says false.

/// The actors; before any pass makes lists of pairs.
[[nodiscard]] bool fits_actors(Draft& draft);
/// The numbers that one trajectory holds.
[[nodiscard]] bool fits_state(Draft& draft);
/// The texts of expressions, each as often as it would be looked at. Needs names and groups.
[[nodiscard]] bool fits_text(Draft& draft);
/// The parameters that correlations link: to factor their matrix takes the third power of their number.
[[nodiscard]] bool fits_correlations(Draft& draft);
/// How deep values build on one another, by way of parameters, draws and derived values: compiling follows them.
[[nodiscard]] bool fits_depth(Draft& draft);
/// The operations of a step, comprehensions spread out. Needs the whole model, without errors.
[[nodiscard]] bool fits_program(Draft& draft);
/// What is kept of every step. Needs the same.
[[nodiscard]] bool fits_record(Draft& draft);

}  // namespace brink
