#include "model/cursor.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "model/date_slips.h"
#include "model/functions.h"
#include "model/meant_names.h"
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

bool Cursor::ran_into(const Token& assignment) {
    const bool folded = !node_.quoted && !node_.folds.empty() && node_.folds.front().from <= assignment.begin;
    if (!expected_effect_ || !folded) return false;
    fail("unexpected-token", assignment,
         fmt::format("a second {} in one effect: the line before runs on into this one", quote(assignment)),
         "begin every effect with a dash, all dashes in one column, indented more than their key");
    return true;
}

void Cursor::finish() {
    if (failed_ || at_end()) return;
    const Token& token = here();
    if (token.is(")") || token.is("]")) {
        fail("missing-parenthesis", token, fmt::format("{} closes nothing", quote(token)),
             "leave it out, or open the bracket before");
    } else if (token.is("+=") || token.is("-=")) {
        if (ran_into(token)) return;
        fail("unexpected-token", token, fmt::format("{} assigns, and stands only in effects", quote(token)),
             "a next value is an expression alone: threat + 0.1");
    } else if (token.is("for")) {
        fail("unexpected-token", token, "'for' stands only inside sum, mean, min, max, any, all, count",
             "write say sum(j.x for j)");
    } else if (token.is("if")) {
        fail("unexpected-token", token, "'if' cannot stand here",
             "write if(condition, a, b): a where the condition is met, else b");
    } else if (token.is("not")) {
        fail("unexpected-token", token, "'not' cannot stand here", "write 'not j in g' for 'j not in g'");
    } else {
        misplaced("an operator or the end");
    }
}

namespace {

/// Words that part names and are none.
bool parts_names(const Token& token) {
    for (const std::string_view word : {"and", "or", "not", "in", "for", "if"})
        if (token.is(word)) return true;
    return false;
}

bool assigns(const Token& token) { return token.is("=") || token.is("+=") || token.is("-="); }

}  // namespace

/// The words side by side around this one, as one token; its text has single blanks.
Token Cursor::words_here() const {
    const auto is_word = [&](std::size_t i) {
        return i < tokens_.list.size() && tokens_.list[i].kind == Token::Kind::name && !parts_names(tokens_.list[i]);
    };
    std::size_t first = is_word(at_) ? at_ : at_ + 1, last = first;
    while (first > 0 && is_word(first - 1)) --first;
    while (is_word(last)) ++last;
    Token words;
    for (std::size_t i = first; i < last; ++i) words.text += (i == first ? "" : " ") + tokens_.list[i].text;
    if (first < last) {
        words.kind = Token::Kind::name;
        words.begin = tokens_.list[first].begin;
        words.end = tokens_.list[last - 1].end;
    }
    return words;
}

bool Cursor::explained() {
    const Token words = words_here();
    if (names_ == nullptr || words.text.find(' ') == std::string::npos) return false;
    if (const auto id = id_of_full_name(*names_, words.text)) {
        const auto next = std::find_if(tokens_.list.begin(), tokens_.list.end(),
                                       [&](const Token& token) { return token.begin >= words.end; });
        const bool member = next != tokens_.list.end() && next->is(".") && std::next(next) != tokens_.list.end();
        fail("unknown-actor", words, fmt::format("there is no actor '{}' here", words.text),
             fmt::format("write {}{}: an actor is written by its id", *id, member ? "." + std::next(next)->text : ""));
        return true;
    }
    if (const auto meant = meant_by(*names_, words.text)) {
        fail("unknown-name", words, meant->message, meant->hint);
        return true;
    }
    return false;
}

bool Cursor::unquoted_name() {
    const Token& first = here();
    std::size_t end = at_;
    while (tokens_.list[end].kind == Token::Kind::name || tokens_.list[end].kind == Token::Kind::number ||
           tokens_.list[end].kind == Token::Kind::date || tokens_.list[end].is("-") || tokens_.list[end].is("/"))
        ++end;
    if (end < at_ + 2 || !tokens_.list[end].is(")")) return false;
    Token name = first;
    name.end = tokens_.list[end - 1].end;
    name.text = text(name.begin, name.end);
    const std::optional<std::string> event = names_ != nullptr ? event_of(*names_, name.text) : std::nullopt;
    std::vector<std::string> events;
    if (names_ != nullptr)
        for (const auto& [known, index] : names_->events) events.push_back(known);
    const std::optional<std::string> near = event ? event : nearest(name.text, events);
    fail("unquoted-name", name, fmt::format("'{}' is several words, and they stand in single quotes", name.text),
         fmt::format("write {}", happened_form(near.value_or(name.text))));
    return true;
}

bool Cursor::is_known(const Token& word) const {
    return names_ == nullptr || names_->things.contains(word.text) || find_function(word.text) != nullptr ||
           std::find(reserved_words().begin(), reserved_words().end(), word.text) != reserved_words().end();
}

/// The name that stands here after another value.
std::string Cursor::word_hint() const {
    const Token& token = here();
    const Token& last = before();
    std::string hint = word_slip(token.text);
    if (hint.empty() && last.kind == Token::Kind::name) hint = word_slip(last.text);
    if (!hint.empty()) return hint;
    const bool next_effect = expected_effect_ && std::any_of(tokens_.list.begin() + static_cast<std::ptrdiff_t>(at_),
                                                             tokens_.list.end(), assigns);
    if (next_effect) return "each effect is a list's line of its own: '- place += x'";
    if (last.kind == Token::Kind::number && is_month(token.text)) {
        const Token& year = tokens_.list[std::min(at_ + 1, tokens_.list.size() - 1)];
        return date_hint(text(last.begin, year.end));
    }
    if (last.kind == Token::Kind::number && last.end < token.begin)
        return names_ != nullptr && is_known(token)
                   ? fmt::format("to multiply write '{} * {}'", text(last.begin, last.end), token.text)
                   : fmt::format("a number bears no unit: write {} alone, or to multiply '{} * {}'",
                                 text(last.begin, last.end), text(last.begin, last.end), token.text);
    if (names_ != nullptr && names_->actions.contains(token.text) && last.kind == Token::Kind::name)
        return fmt::format("a comma is missing: {}, {}", last.text, token.text);
    if (last.kind == Token::Kind::name && names_ != nullptr && names_->complete && !is_known(token) && !is_known(last))
        return "a value is made of numbers and of names of the scenario; text for people stands under 'doc'";
    if (last.kind == Token::Kind::name)
        return "between two values an operator is missing; an actor is written by its id, which has no blanks";
    return {};
}

std::string Cursor::misplaced_hint() const {
    const Token& token = here();
    const Token& last = before();
    std::string hint = token.kind == Token::Kind::name ? word_hint() : std::string();
    if (hint.empty() && last.kind == Token::Kind::name) hint = word_slip(last.text);
    const bool after_value = last.kind == Token::Kind::number || last.is(")");
    if (hint.empty() && after_value && token.kind == Token::Kind::number) {
        const std::string_view both = text(last.begin, token.end);
        hint = number_slip(both);
        if (hint.empty() && both.find("..") != std::string_view::npos)
            hint = "two ends make a range, [low, high]; to draw between them write {uniform: [low, high]}";
    }
    if (hint.empty() && after_value && token.is("("))
        hint = fmt::format("to multiply write '{} * (...)'",
                           last.is(")") ? std::string_view("(...)") : text(last.begin, last.end));
    if (hint.empty() && token.is("[")) hint = "expressions use round brackets ( )";
    if (hint.empty() && assigns(token)) hint = "an effect assigns once; a choice is place += if(condition, x, 0)";
    const Token& next = tokens_.list[std::min(at_ + 1, tokens_.list.size() - 1)];
    if (hint.empty() && token.is(",") && next.kind == Token::Kind::end) hint = "leave the comma at the end out";
    if (hint.empty() && last.kind == Token::Kind::name && token.kind == Token::Kind::number && !is_known(last))
        hint = fmt::format("a number bears no unit: write {} alone", text(token.begin, token.end));
    if (hint.empty() && token.is(","))
        hint = expected_effect_ ? "each effect is a list's line of its own: '- place += x'"
                                : "a comma parts the arguments of a function: max(a, b)";
    return hint.empty() ? "an operator is missing before it, or it is too much" : hint;
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
    if (explained()) return;
    fail("unexpected-token", token, fmt::format("{} where {} is expected", quote(token), expected), misplaced_hint());
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
