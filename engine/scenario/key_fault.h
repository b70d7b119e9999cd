#pragma once
// Keys whose colon, or the blank after it, is not where YAML wants it.

#include <optional>
#include <string_view>

#include "scenario/syntax_fault.h"

namespace brink {

/// `fear 0.2`, `fear = 0.2`, `fear` or a full-width colon where `fear: 0.2` should stand; `content` begins at `begin`.
[[nodiscard]] SyntaxFault missing_colon(std::size_t begin, std::string_view content);

/// `fear:0.2`, also with a blank after the colon that is none; `content` begins at `begin`.
[[nodiscard]] std::optional<SyntaxFault> glued_colon(std::size_t begin, std::string_view content);

/// Whether the text holds a colon that is not the keyboard's.
[[nodiscard]] bool has_wide_colon(std::string_view text);

/// Whether the piece of a flow mapping is `key value` or `key = value`, to which only the colon is missing.
[[nodiscard]] bool lacks_colon(std::string_view piece);

/// Whether a key holds text for people, in which a comma or a colon is nothing special.
[[nodiscard]] bool holds_prose(std::string_view key);

}  // namespace brink
