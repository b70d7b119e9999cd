#pragma once
// The parts of the answer in a terminal. Each is empty if there is nothing to say, else ends with an empty line.

#include <string>
#include <string_view>

#include "report/text.h"

namespace brink {

/// `when` outcomes: how likely, how sure, when first.
[[nodiscard]] std::string chances_text(const Result& result, const TextOptions& options);
/// `measure` outcomes.
[[nodiscard]] std::string measures_text(const Result& result, const TextOptions& options);
/// The series that move most.
[[nodiscard]] std::string series_text(const Result& result, const TextOptions& options);
/// Who takes which action, and which cannot be taken; highest rungs.
[[nodiscard]] std::string actions_text(const Result& result, const TextOptions& options);
[[nodiscard]] std::string peaks_text(const Result& result, const TextOptions& options);
/// The most extreme trajectories, each with how many are as extreme.
[[nodiscard]] std::string extremes_text(const Result& result, const TextOptions& options);

/// A remark in faint lines, each begun by two blanks.
[[nodiscard]] std::string remark(std::string_view text, const TextOptions& options);

}  // namespace brink
