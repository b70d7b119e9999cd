#pragma once
// Checked expressions as text, with as few brackets as their precedence allows.

#include <string>
#include <vector>

#include "model/model.h"

namespace brink {

/// One line. `slots` names the actors bound around the expression, in slot order (say {"self", "target"}); a slot
/// without a name reads `#k`. Names of the scenario are those of `model`; `for` names are as written.
[[nodiscard]] std::string to_text(const Expression& expression, const Model& model,
                                  const std::vector<std::string>& slots = {"self", "other"});

/// `place += x for k in GROUP if ...`.
[[nodiscard]] std::string to_text(const Effect& effect, const Model& model,
                                  const std::vector<std::string>& slots = {"self", "other"});

}  // namespace brink
