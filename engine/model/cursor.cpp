#include "model/cursor.h"

#include <algorithm>

#include <utility>

#include <fmt/format.h>

#include "model/slips.h"

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
        fail("unexpected-token", token, fmt::format("{} assigns, and stands only in effects", quote(token)),
             "a next value is an expression alone: threat + 0.1");
    } else if (token.is("for")) {
        fail("unexpected-token", token, "'for' stands only inside sum, mean, min, max, any, all, count",
             "write say sum(j.x for j)");
    } else if (token.is("if")) {
        fail("unexpected-token", token, "'if' cannot stand here", "write if(condition, a, b)");
    } else if (token.is("not")) {
        fail("unexpected-token", token, "'not' cannot stand here", "write 'not j in g' for 'j not in g'");
    } else {
        misplaced("an operator or the end");
    }
}

void Cursor::misplaced(std::string_view expected) {
    const Token& token = here();
    const Token& last = before();
    const bool glued = token.is(",") && last.end == token.begin && last.kind == Token::Kind::number &&
                       at_ + 1 < tokens_.list.size() && tokens_.list[at_ + 1].kind == Token::Kind::number &&
                       tokens_.list[at_ + 1].begin == token.end;
    if (glued) {
        const std::string_view written = text(last.begin, tokens_.list[at_ + 1].end);
        return fail("decimal-comma", token, fmt::format("'{}' is no number", written), number_slip(written));
    }
    const bool word = token.kind == Token::Kind::name;
    const bool next_effect = expected_effect_ && word &&
                             std::any_of(tokens_.list.begin() + static_cast<std::ptrdiff_t>(at_), tokens_.list.end(),
                                         [](const Token& t) { return t.is("=") || t.is("+=") || t.is("-="); });
    std::string hint = word ? word_slip(token.text) : std::string();
    if (hint.empty() && last.kind == Token::Kind::name) hint = word_slip(last.text);
    if (hint.empty() && next_effect)
        hint = "each effect is a list's line of its own: '- place += x'";
    else if (hint.empty() && word && last.kind == Token::Kind::number && last.end < token.begin)
        hint = fmt::format("a number bears no unit: leave '{0}' out, or to multiply write '{1} * {0}'", token.text,
                           text(last.begin, last.end));
    else if (hint.empty() && word && last.kind == Token::Kind::name)
        hint = "between two values an operator is missing; an actor is written by its id, which has no blanks";
    else if (hint.empty() && token.is(","))
        hint = "a comma parts the arguments of a function: max(a, b)";
    else if (hint.empty())
        hint = "an operator is missing before it, or it is too much";
    fail("unexpected-token", token, fmt::format("{} where {} is expected", quote(token), expected), std::move(hint));
}

void Cursor::close(std::string_view bracket, const Token& open) {
    if (failed_ || accept(bracket)) return;
    const std::string missing = fmt::format("'{}'", bracket);
    if (at_end()) {
        return fail("missing-parenthesis", open, fmt::format("{} is never closed", quote(open)),
                    fmt::format("a {} is missing", missing));
    }
    if (here().is("if") && !word_slip(before().text).empty()) return misplaced("an operator");
    if (here().is("for") || here().is("if")) {
        return fail("unexpected-token", here(), fmt::format("{} cannot stand here", quote(here())),
                    "a comprehension is one term, then one 'for': sum(j.x for j in g if j.y > 0)");
    }
    misplaced(fmt::format("{} or an operator", missing));
}

Word Cursor::word(std::string_view what) {
    const Token& token = here();
    if (token.kind != Token::Kind::name) {
        fail("unexpected-token", token, fmt::format("{} where {} is expected", quote(token), what),
             token.kind == Token::Kind::text ? "leave out the quotes"
                                             : "names are letters, digits and '_', a letter first");
        return {};
    }
    ++at_;
    return {token.text, token.begin, token.end};
}

}  // namespace brink
