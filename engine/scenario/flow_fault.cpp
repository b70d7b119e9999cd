#include "scenario/flow_fault.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "scenario/extent.h"
#include "scenario/key_fault.h"
#include "scenario/text_lines.h"

namespace brink {
namespace {

constexpr std::size_t k_none = std::string_view::npos;

SyntaxFault needs_quotes(std::string_view text, std::size_t begin, std::size_t end, const std::string& message) {
    const std::string_view whole = text.substr(begin, end - begin);
    const bool simple = whole.find_first_of("\"\\\n") == k_none;
    return {"missing-quote", begin, end, message,
            simple ? fmt::format("write \"{}\"", whole) : std::string("put the whole value in quotes")};
}

/// End of a flow value that begins at `begin`, brackets in it counted as its own.
std::size_t value_end(std::string_view text, std::size_t begin) {
    int depth = 0;
    std::size_t at = begin;
    for (; at < text.size() && text[at] != '\n' && text[at] != '\r'; ++at) {
        const char c = text[at];
        if (c == '(' || c == '[' || c == '{') ++depth;
        if ((c == ')' || c == ']' || c == '}') && --depth < 0) break;
        if (c == ',' && depth == 0) break;
    }
    while (at > begin && text[at - 1] == ' ') --at;
    return at;
}

/// The innermost bracket from `begin` on that is open at `at`.
std::optional<std::size_t> innermost_bracket(std::string_view text, std::size_t begin, std::size_t at) {
    std::vector<std::size_t> open;
    for (std::size_t i = begin; i < at; ++i) {
        const char c = text[i];
        const bool starts = i > 0 && std::string_view(" \t\n,:[{").find(text[i - 1]) != k_none;
        if ((c == '"' || c == '\'') && starts) i = std::min(quoted_end(text, i), at) - 1;
        if (c == '#' && starts) i = line_end(text, i);
        if (c == '[' || c == '{') open.push_back(i);
        if ((c == ']' || c == '}') && !open.empty()) open.pop_back();
    }
    return open.empty() ? std::nullopt : std::optional(open.back());
}

/// The key before the value that begins at `begin`; empty if there is none on its line.
std::string_view key_before(std::string_view text, std::size_t begin) {
    std::size_t colon = begin;
    while (colon > 0 && text[colon - 1] == ' ') --colon;
    if (colon == 0 || text[colon - 1] != ':') return {};
    const std::size_t end = colon - 1;
    std::size_t first = end;
    while (first > 0 && std::string_view("{[,\n\"'").find(text[first - 1]) == k_none) --first;
    while (first < end && text[first] == ' ') ++first;
    return text.substr(first, end - first);
}

/// `{doc: how fast: very}` or `{value: 0.2 range: [0, 1]}`: a second colon after a value that was read as one text.
SyntaxFault second_colon(const ReadState& state) {
    const std::string_view text = state.text;
    const std::string_view value = text.substr(state.last_begin, state.last_end - state.last_begin);
    const std::size_t semicolon = value.find(';');
    if (semicolon != k_none)
        return {"missing-comma", state.last_begin + semicolon, state.last_begin + semicolon + 1,
                "';' parts nothing here", "entries of { } are parted by commas: write ','"};
    const std::size_t blank = value.rfind(' ');
    if (blank == k_none || holds_prose(key_before(text, state.last_begin)))
        return needs_quotes(text, state.last_begin, value_end(text, state.last_begin),
                            "text that holds ': ' needs quotes");
    const std::string_view next = value.substr(blank + 1);
    return {"missing-comma", state.last_begin + blank + 1, state.last_end, fmt::format("no comma before '{}:'", next),
            "entries of { } are parted by commas; text that holds ': ' stands in quotes"};
}

/// Text right behind a closing quote: probably the quote was meant to stand within the text.
std::string inner_quote_hint(const ReadState& state, std::size_t at) {
    const std::string_view text = state.text;
    const std::size_t last = line_of(text, at).rfind('"');
    const std::size_t close = last == k_none ? k_none : line_start(text, at) + last;
    if (text[state.last_begin] != '"' || state.last_end != at || close == k_none || close <= at)
        return "put a comma between values, or the whole value in quotes";
    std::string inside(text.substr(state.last_begin + 1, close - state.last_begin - 1));
    std::replace(inside.begin(), inside.end(), '"', '\'');
    return fmt::format("write \"{}\": within double quotes stand single ones", inside);
}

/// `0,5` where no comma can stand.
SyntaxFault decimal_comma(std::string_view text, std::size_t begin, std::size_t end) {
    const std::string_view written = text.substr(begin, end - begin);
    const std::size_t comma = written.find(',');
    std::string plain(written);
    std::erase(plain, ',');
    const bool one = written.find(',', comma + 1) == k_none && written.size() - comma != 4;
    return {"decimal-comma", begin, end, fmt::format("'{}' is no number", written),
            one ? fmt::format("write {}.{}, with a point", written.substr(0, comma), written.substr(comma + 1))
                : fmt::format("write {}, without marks between the digits; a fraction has a point", plain)};
}

}  // namespace

SyntaxFault never_closed(std::string_view text, std::size_t open) {
    return {"unclosed-bracket", open, open + 1, fmt::format("'{}' is never closed", text[open]),
            fmt::format("close it with '{}'", text[open] == '[' ? ']' : '}')};
}

SyntaxFault wrong_bracket(const ReadState& state, std::size_t at) {
    const auto open = state.open_flow ? innermost_bracket(state.text, *state.open_flow, at) : std::nullopt;
    const std::string_view found = state.text.substr(at, 1);
    if (!open)
        return {"unclosed-bracket", at, at + 1, fmt::format("'{}' closes nothing", found),
                "open it, or put text that holds it in quotes"};
    const char opening = state.text[*open];
    return {"unclosed-bracket", at, at + 1,
            fmt::format("'{}' where the '{}' of line {} is still open", found, opening, line_number(state.text, *open)),
            fmt::format("close that with '{}' first", opening == '[' ? ']' : '}')};
}

SyntaxFault unclosed_flow(const ReadState& state, std::size_t at) {
    const std::size_t open = state.open_flow.value_or(state.last_begin);
    const char opening = state.text[open];
    const char found = at < state.text.size() ? state.text[at] : '\n';
    if (state.last_plain && (found == '[' || found == '{') &&
        line_of(state.text, state.last_begin) == line_of(state.text, at))
        return needs_quotes(state.text, state.last_begin, value_end(state.text, state.last_begin),
                            fmt::format("text that holds '{}' needs quotes inside '{}'", found, opening));
    const bool one_line = line_start(state.text, state.last_begin) == line_start(state.text, at);
    if (found == ':' && state.last_plain && state.last_end == at && one_line) return second_colon(state);
    if (at >= state.text.size()) return never_closed(state.text, open);
    if (found == ']' || found == '}') return wrong_bracket(state, at);
    if (!state.last_plain && state.last_end <= at &&
        state.text.substr(state.last_end, at - state.last_end).find('\n') == k_none)
        return {"missing-quote", at, std::max(value_end(state.text, at), at + 1), "text after the end of a value",
                inner_quote_hint(state, at)};
    return never_closed(state.text, open);
}

std::optional<SyntaxFault> cut_in_parentheses(std::string_view text, std::size_t begin, std::size_t end) {
    const std::string_view scalar = text.substr(begin, end - begin);
    const auto open = std::count(scalar.begin(), scalar.end(), '(');
    if (open <= std::count(scalar.begin(), scalar.end(), ')')) return std::nullopt;
    if (end >= text.size() || text[end] != ',') return std::nullopt;
    const std::size_t last = std::max(value_end(text, begin), end);
    if (scalar.front() == '(' && text[last - 1] == ')')
        return SyntaxFault{"missing-quote", begin, last, "a list stands in square brackets",
                           fmt::format("write [{}]", text.substr(begin + 1, last - begin - 2))};
    return comma_in_text(text, begin, last);
}

SyntaxFault comma_in_text(std::string_view text, std::size_t begin, std::size_t end) {
    return needs_quotes(text, begin, end, "text that holds a comma needs quotes inside { } or [ ]");
}

SyntaxFault key_without_value(std::string_view text, std::size_t begin, std::size_t end, bool flow) {
    const std::string_view key = text.substr(begin, end - begin);
    if (auto fault = glued_colon(begin, key)) return *fault;
    const auto digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
    if (flow && begin >= 2 && text[begin - 1] == ',' && digit(begin - 2) && digit(begin)) {
        std::size_t from = begin - 1;
        while (from > 0 && (digit(from - 1) || text[from - 1] == ',' || text[from - 1] == '.')) --from;
        return decimal_comma(text, from, end);
    }
    double number = 0;
    const bool words = (key.find_first_of(" =") != k_none && key.find_first_of("()<>+*/,\"'") == k_none) ||
                       (key.find("->") != k_none && parse_number(key.substr(key.rfind(' ') + 1), number));
    if (flow && parse_number(key, number))
        return {"no-value", begin, end, fmt::format("'{}' has no value", key), "a number stands alone, without { }"};
    if (words || has_wide_colon(key)) return missing_colon(begin, key);
    return {"no-value", begin, end, fmt::format("'{}' has no value", key),
            flow ? "an entry of { } is 'key: value'; text that holds a comma needs quotes"
                 : fmt::format("write '{}: value'", key)};
}

}  // namespace brink
