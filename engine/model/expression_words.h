#pragma once
// Every word that means something in an expression, with the form in which it is written and what it gives: for
// whatever describes the language. The functions are those of functions.h.

#include <string_view>
#include <vector>

namespace brink {

struct ExpressionWord {
    std::string_view name;
    std::string_view form;  // how it is written
    std::string_view doc;   // what it gives
    bool available = true;  // false: of the language, but not of this version
};

/// All of them: operators and names first, then functions in the order of their table.
[[nodiscard]] std::vector<ExpressionWord> expression_words();

}  // namespace brink
