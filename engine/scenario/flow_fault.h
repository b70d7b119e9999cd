#pragma once
// Faults of what stands in [ ] and { }.

#include <optional>
#include <string_view>

#include "scenario/syntax_fault.h"

namespace brink {

/// The bracket at `open` has no end.
[[nodiscard]] SyntaxFault never_closed(std::string_view text, std::size_t open);
/// The bracket at `at` closes another one than the innermost, or nothing.
[[nodiscard]] SyntaxFault wrong_bracket(const ReadState& state, std::size_t at);
/// What stands at `at` cannot go on the innermost collection.
[[nodiscard]] SyntaxFault unclosed_flow(const ReadState& state, std::size_t at);

/// A plain scalar from `begin` to `end` that a comma or bracket cut within parentheses: the fault that says so, marking
/// the whole text that needs quotes.
[[nodiscard]] std::optional<SyntaxFault> cut_in_parentheses(std::string_view text, std::size_t begin, std::size_t end);
/// Text from `begin` to `end` that commas cut into pieces.
[[nodiscard]] SyntaxFault comma_in_text(std::string_view text, std::size_t begin, std::size_t end);
/// A key without `:` after it, from `begin` to `end`.
[[nodiscard]] SyntaxFault key_without_value(std::string_view text, std::size_t begin, std::size_t end, bool flow);

}  // namespace brink
