#pragma once
// What to write where a number must be fixed and a date or a parameter stands. Internal to the check.

#include <string>

#include "model/draft.h"

namespace brink {

/// For a date where a number counts: its step, if the clock has it, and where dates may stand.
[[nodiscard]] std::string step_hint(const Draft& draft, std::string_view date);

/// For a number of the distribution `form` that is none; `otherwise` for what is neither date nor formula.
[[nodiscard]] std::string fixed_number_hint(const Draft& draft, const Entry& form, const Node& number,
                                            const std::string& otherwise);

}  // namespace brink
