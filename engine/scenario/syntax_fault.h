#pragma once
// Turns the parser's few words about bad YAML into what the author should change.

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"

namespace brink {

/// How far reading had come. Offsets are bytes into `text`.
struct ReadState {
    std::string_view text;
    std::size_t last_begin = 0;  // of the last scalar read, or of the last collection closed
    std::size_t last_end = 0;
    bool last_plain = false;               // it was a scalar without quotes
    std::optional<std::size_t> open_flow;  // of the innermost `[` or `{` still open
};

/// A fault with offsets in place of a Span.
struct SyntaxFault {
    std::string code;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string message;
    std::string hint;
};

/// `problem` is the parser's message about the byte at offset `at`.
[[nodiscard]] SyntaxFault explain_syntax(const ReadState& state, std::size_t at, const std::string& problem);

}  // namespace brink
