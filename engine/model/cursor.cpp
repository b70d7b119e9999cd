#include "model/cursor.h"

#include <utility>

#include <fmt/format.h>

namespace brink {

std::string_view Cursor::text(std::size_t begin, std::size_t end) const {
    return std::string_view(node_.text).substr(begin, end - begin);
}

std::string Cursor::quote(const Token& token) const {
    if (token.kind == Token::Kind::end) return "the end";
    return fmt::format("'{}'", text(token.begin, token.end));
}

void Cursor::fault(const char* code, const Token& token, std::string message, std::string hint) {
    if (failed_) return;
    diagnostics_.error(code, node_.inside(token.begin, token.end), std::move(message), std::move(hint));
    faulty_ = true;
}

void Cursor::fail(const char* code, const Token& token, std::string message, std::string hint) {
    fault(code, token, std::move(message), std::move(hint));
    failed_ = true;
    at_ = tokens_.list.size() - 1;
}

bool Cursor::accept(std::string_view symbol_or_word) {
    if (!here().is(symbol_or_word)) return false;
    ++at_;
    return true;
}

void Cursor::finish() {
    if (failed_ || at_end()) return;
    const Token& token = here();
    if (token.is(")") || token.is("]")) {
        fail("missing-parenthesis", token, fmt::format("{} closes nothing", quote(token)),
             "leave it out, or open the bracket before");
    } else if (token.is("+=") || token.is("-=")) {
        fail("unexpected-token", token, fmt::format("{} assigns, and stands only in effects", quote(token)));
    } else if (token.is("for")) {
        fail("unexpected-token", token, "'for' stands only inside sum, mean, min, max, any, all, count",
             "write say sum(j.x for j)");
    } else if (token.is("if")) {
        fail("unexpected-token", token, "'if' cannot stand here", "write if(condition, a, b)");
    } else if (token.is("not")) {
        fail("unexpected-token", token, "'not' cannot stand here", "write 'not j in g' for 'j not in g'");
    } else {
        fail("unexpected-token", token, fmt::format("{} cannot stand here", quote(token)),
             "an operator or the end is expected");
    }
}

void Cursor::close(std::string_view bracket, const Token& open) {
    if (failed_ || accept(bracket)) return;
    const std::string missing = fmt::format("'{}'", bracket);
    if (at_end()) {
        return fail("missing-parenthesis", open, fmt::format("{} is never closed", quote(open)),
                    fmt::format("a {} is missing", missing));
    }
    if (here().is("for") || here().is("if")) {
        return fail("unexpected-token", here(), fmt::format("{} cannot stand here", quote(here())),
                    "a comprehension is one term, then one 'for': sum(j.x for j in g if j.y > 0)");
    }
    fail("missing-parenthesis", here(), fmt::format("{} where {} or an operator is expected", quote(here()), missing));
}

Word Cursor::word(std::string_view what) {
    const Token& token = here();
    if (token.kind != Token::Kind::name) {
        fail("unexpected-token", token, fmt::format("{} where {} is expected", quote(token), what));
        return {};
    }
    ++at_;
    return {token.text, token.begin, token.end};
}

}  // namespace brink
