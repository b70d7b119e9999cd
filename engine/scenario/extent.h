#pragma once
// Where the pieces of a YAML text end. The parser's events say only where they begin.
// All offsets are bytes into the text that was parsed.

#include <string_view>
#include <vector>

#include "scenario/tree.h"

namespace brink {

/// Anchors and tags before a value.
struct Properties {
    std::size_t content = 0;  // where the value itself begins
    std::size_t end = 0;      // one past the last property; equal to the start if there is none
    bool tagged = false;
};

[[nodiscard]] Properties skip_properties(std::string_view text, std::size_t at);

/// First offset from `at` on that is no blank, line break or comment.
[[nodiscard]] std::size_t skip_space(std::string_view text, std::size_t at);

/// One past the last byte of the scalar with this value that begins at `at`: plain, quoted or a block.
[[nodiscard]] std::size_t scalar_end(std::string_view text, std::size_t at, std::string_view value);

/// Where the value of the scalar from `at` to `end` parts from its source: at line breaks, escapes and indentation.
[[nodiscard]] std::vector<Fold> folds_of(std::string_view text, std::size_t at, std::size_t end,
                                         std::string_view value);

/// One past the closing quote of the quoted scalar at `at`; npos if it is never closed.
[[nodiscard]] std::size_t quoted_end(std::string_view text, std::size_t at);

/// One past the bracket that closes a flow collection whose last element ends at `at`.
[[nodiscard]] std::size_t flow_end(std::string_view text, std::size_t at);

}  // namespace brink
