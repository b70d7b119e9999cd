#pragma once
// A place among the tokens of one expression, and its faults.

#include <string>
#include <string_view>
#include <utility>

#include "base/diagnostic.h"
#include "model/lexer.h"
#include "model/parse.h"
#include "model/syntax.h"

namespace brink {

/// After a fault that cannot be read past, the place jumps to the end and later faults are dropped, so that every
/// loop over tokens comes to rest and one fault is reported once.
class Cursor {
public:
    /// `names` (may be absent) serve hints alone.
    Cursor(const Node& node, Tokens tokens, Diagnostics& diagnostics, const Names* names)
        : node_(node), tokens_(std::move(tokens)), diagnostics_(diagnostics), names_(names), faulty_(tokens_.faulty) {}

    [[nodiscard]] const Token& here() const { return tokens_.list[at_]; }
    [[nodiscard]] const Token& before() const { return tokens_.list[at_ == 0 ? 0 : at_ - 1]; }
    [[nodiscard]] bool at_end() const { return here().kind == Token::Kind::end; }
    [[nodiscard]] bool empty() const { return tokens_.list.size() == 1; }
    [[nodiscard]] bool faulty() const { return faulty_; }
    [[nodiscard]] bool failed() const { return failed_; }
    [[nodiscard]] std::string_view text(std::size_t begin, std::size_t end) const;
    /// The token as written, in quotes.
    [[nodiscard]] std::string quote(const Token& token) const;

    void advance() {
        if (!at_end()) ++at_;
    }
    /// Steps over the token if it is this symbol or word.
    bool accept(std::string_view symbol_or_word);
    /// Steps over the closing bracket of `open`, or fails.
    void close(std::string_view bracket, const Token& open);
    /// Steps over a name, or fails with `what` was expected.
    [[nodiscard]] Word word(std::string_view what);
    /// Fails unless everything has been read.
    void finish();
    /// Fails at what stands where `expected` should, with what was probably meant.
    void misplaced(std::string_view expected);
    /// Fails at words side by side that are one name of the scenario with blanks in it; false if they are none.
    bool explained();
    /// In `happened(`: fails at a name of several words without quotes; false if there is none.
    bool unquoted_name();
    /// What follows an effect's value is probably the next effect.
    void expect_effect() { expected_effect_ = true; }

    void fault(const char* code, const Token& token, std::string message, std::string hint = {});  // and reads on
    void fail(const char* code, const Token& token, std::string message, std::string hint = {});

    [[nodiscard]] bool in_effect() const { return expected_effect_; }
    /// Steps into a fault at an assignment of a line that the one before it runs into, because a dash of a list of
    /// effects is missing or in another column; false if it is none.
    bool ran_into(const Token& assignment);
    [[nodiscard]] const Names* names() const { return names_; }

private:
    [[nodiscard]] Token words_here() const;
    [[nodiscard]] bool is_known(const Token& word) const;
    [[nodiscard]] std::string misplaced_hint() const;
    [[nodiscard]] std::string word_hint() const;

    const Node& node_;
    Tokens tokens_;
    Diagnostics& diagnostics_;
    const Names* names_;
    std::size_t at_ = 0;
    bool faulty_ = false;
    bool failed_ = false;
    bool expected_effect_ = false;
};

}  // namespace brink
