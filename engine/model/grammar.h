#pragma once
// Recursive descent: one function a level of precedence (syntax.cpp), then values and brackets (values.cpp).

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "model/cursor.h"
#include "model/syntax.h"

namespace brink {

class Grammar {
public:
    Grammar(const Node& node, Tokens tokens, Diagnostics& diagnostics, const Names* names)
        : cursor_(node, std::move(tokens), diagnostics, names) {}

    [[nodiscard]] Parsed<Syntax> expression_only();
    [[nodiscard]] Parsed<EffectSyntax> effect_only();

private:
    void assignment(EffectSyntax& effect);

    // by rising precedence
    Syntax expression();
    Syntax conjunction();
    Syntax negation();
    Syntax comparison();
    Syntax in_group(Syntax actor);
    Syntax sum();
    Syntax product();
    Syntax signed_power();
    Syntax power();
    Syntax postfix();  // a value, then `.name` or `[a, b]`
    Syntax primary();

    Syntax member(Syntax owner);
    Syntax index(Syntax name, const Token& open);
    Syntax bracketed(const Token& open);
    Syntax name_or_call(const Token& token);
    Syntax call(const Token& name);
    ForClause for_clause();
    Word group_name(std::string_view what);
    void missing_value(const Token& token);

    /// Joins operands under an operation; a tree that would be too high to walk is refused.
    Syntax join(Term term, std::vector<Syntax> parts);
    Syntax join(Term term, Syntax left, Syntax right);
    Syntax prefixed(Term term, const Token& sign, Syntax operand);
    Syntax measured(Syntax tree);

    /// Counts one more level of brackets or signs for as long as it lives.
    struct Level {
        explicit Level(std::size_t& depth) : depth_(depth) { ++depth_; }
        ~Level() { --depth_; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;
        std::size_t& depth_;
    };
    /// Fails if there are too many levels.
    [[nodiscard]] bool too_deep();

    Cursor cursor_;
    std::size_t depth_ = 0;
};

}  // namespace brink
