#pragma once
// What people write from habit, from other languages and out of spreadsheets, and what they should write here.

#include <optional>
#include <string>
#include <string_view>

#include "scenario/tree.h"

namespace brink {

/// A hint for a value that should be a number and is none; never empty. `whole`: it should be a whole one.
[[nodiscard]] std::string number_hint(const Node& node, bool whole = false);

/// The number meant by `0,5`, `1,000`, `50%`, `10 weeks` or a number with a long dash, and how to write it.
[[nodiscard]] std::string number_slip(std::string_view text);

/// How to write a text with full-width characters by the keyboard; empty if there are none in it.
[[nodiscard]] std::string ascii_hint(std::string_view text);

/// How to write what another language calls by this name; empty if it is not known.
[[nodiscard]] std::string function_slip(std::string_view name);

/// How to write what another language calls by this name where a number stands; empty if it is not known.
[[nodiscard]] std::string value_slip(std::string_view word);

/// The rule of choice that is meant by another name; empty if it is not known.
[[nodiscard]] std::string rule_slip(std::string_view word);

/// How to write a word of another language that stands where an operator could; empty if it is not known.
[[nodiscard]] std::string word_slip(std::string_view word);

}  // namespace brink
