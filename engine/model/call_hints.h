#pragma once
// What calls of a wrong form were meant as.

#include <cstddef>
#include <optional>
#include <string>

#include "model/resolve.h"

namespace brink {

/// Two whole numbers with a comma between and no blank, as in `0,5`: the index of the first, if there are some.
[[nodiscard]] std::optional<std::size_t> glued_numbers(const Scope& scope, const Syntax& call);
/// `0.5` for the two numbers.
[[nodiscard]] std::string with_point(const Scope& scope, const Syntax& call, std::size_t first);
/// `max(a, 0,5)` is legal and hardly meant: elsewhere in the call a blank follows the comma.
void warn_of_comma(Scope& scope, const Syntax& call);
/// How a number is drawn once a trajectory.
[[nodiscard]] std::string drawn_once(const Scope& scope, const Function& function, const Syntax& call);
/// What `hostility(self, target)`, `threat(A)` or `threat(t - 1)` mean; empty for another call of a value.
[[nodiscard]] std::string indexed(const Scope& scope, const Syntax& call);
/// `any(threat > 0.5)` as `any(j.threat > 0.5 for j)`; `mean(a, b)` as what it is of two numbers.
[[nodiscard]] std::string comprehension_hint(const Scope& scope, const Function& function, const Syntax& call);

}  // namespace brink
