#pragma once
// Dates as people write them, and how they are written here.

#include <optional>
#include <string>
#include <string_view>

namespace brink {

/// YYYY-MM-DD for a date in another order, without zeros, with blanks or with other marks between; nothing if the
/// text is no such date, or if its day and month cannot be told apart.
[[nodiscard]] std::optional<std::string> date_meant(std::string_view text);

/// Whether the text is three numbers parted by `-`, `/` or `.`, one of them a year.
[[nodiscard]] bool looks_like_date(std::string_view text);

/// Whether the word is the name of a month.
[[nodiscard]] bool is_month(std::string_view word);

/// Whether one of the text's words is the name of a month.
[[nodiscard]] bool names_month(std::string_view text);

/// A hint for a text that should be a date.
[[nodiscard]] std::string date_hint(std::string_view text);

}  // namespace brink
