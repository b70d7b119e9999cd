#pragma once
// Text of an expression -> tokens. Knows no grammar and no names of a scenario.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "scenario/tree.h"

namespace brink {

/// One token: `text` is a name, the inside of quotes or a symbol; a date's `number` is its day since 1970-01-01.
struct Token {
    enum class Kind : std::uint8_t { number, date, name, text, symbol, end };
    Kind kind = Kind::end;
    std::string text;
    double number = 0;
    std::size_t begin = 0;  // offsets into the scalar's text
    std::size_t end = 0;
    bool double_quoted = false;  // text: where it may stand at all it stands in single quotes

    [[nodiscard]] bool is(std::string_view symbol_or_word) const {
        return (kind == Kind::symbol || kind == Kind::name) && text == symbol_or_word;
    }
};

/// The tokens of a scalar, an `end` token last.
struct Tokens {
    std::vector<Token> list;
    bool faulty = false;   // something was reported
    bool readable = true;  // the list still stands for what was meant, so that reading on makes sense
};

inline constexpr std::size_t k_expression_bytes = 64u << 10;

/// Splits `node.text`. Operators of other languages are reported and read as the ones that were meant.
[[nodiscard]] Tokens lex(const Node& node, Diagnostics& diagnostics);

/// Letters, digits and `_`, a letter first.
[[nodiscard]] bool is_name(std::string_view text);

}  // namespace brink
