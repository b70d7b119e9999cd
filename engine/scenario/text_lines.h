#pragma once
// Lines of a text, for faults of its layout. Offsets are bytes.

#include <cstddef>
#include <optional>
#include <string_view>

namespace brink {

[[nodiscard]] std::size_t line_start(std::string_view text, std::size_t at);
[[nodiscard]] std::size_t line_end(std::string_view text, std::size_t at);
/// The line of `at`, without its end.
[[nodiscard]] std::string_view line_of(std::string_view text, std::size_t at);
/// Counted from 1.
[[nodiscard]] std::size_t line_number(std::string_view text, std::size_t at);
/// Blanks at the front of a line.
[[nodiscard]] std::size_t indentation(std::string_view line);
/// Start of the last line before `at`'s that is neither blank nor a comment.
[[nodiscard]] std::optional<std::size_t> line_before(std::string_view text, std::size_t at);
/// Start of the first line after `at`'s that is neither blank nor a comment.
[[nodiscard]] std::optional<std::size_t> line_after(std::string_view text, std::size_t at);

}  // namespace brink
