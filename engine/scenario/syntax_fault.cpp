#include "scenario/syntax_fault.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/characters.h"
#include "scenario/extent.h"

namespace brink {
namespace {

constexpr std::size_t k_none = std::string_view::npos;

std::size_t line_start(std::string_view text, std::size_t at) {
    const std::size_t before = at == 0 ? k_none : text.rfind('\n', at - 1);
    return before == k_none ? 0 : before + 1;
}

std::size_t line_end(std::string_view text, std::size_t at) { return std::min(text.find('\n', at), text.size()); }

std::string_view line_of(std::string_view text, std::size_t at) {
    const std::size_t start = line_start(text, at);
    return text.substr(start, line_end(text, start) - start);
}

std::size_t line_number(std::string_view text, std::size_t at) {
    return 1 + static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

std::size_t indentation(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

/// Start of the last line before `at`'s that is neither blank nor a comment.
std::optional<std::size_t> line_before(std::string_view text, std::size_t at) {
    for (std::size_t start = line_start(text, at); start > 0;) {
        start = line_start(text, start - 1);
        const std::string_view line = line_of(text, start);
        const std::size_t first = line.find_first_not_of(" \t\r");
        if (first != k_none && line[first] != '#') return start;
    }
    return std::nullopt;
}

std::optional<SyntaxFault> tab_in_indentation(std::string_view text, std::size_t at) {
    for (std::optional<std::size_t> start = line_start(text, at); start; start = line_before(text, *start)) {
        const std::string_view line = line_of(text, *start);
        const std::size_t first = std::min(line.find_first_not_of(" \t"), line.size());
        const std::size_t tab = line.substr(0, first).find('\t');
        if (tab != k_none)
            return SyntaxFault{"tab-indent", *start + tab, *start + tab + 1, "a tab in the indentation",
                               "indent with blanks"};
        if (*start + 1 < line_start(text, at)) break;  // only the line itself and the one before
    }
    return std::nullopt;
}

/// Length of `key:` at the front of a line's content if no blank follows the colon; 0 if it is something else.
std::size_t glued_key(std::string_view content) {
    const std::size_t colon = content.find_first_of(":'\"[]{}#,");
    if (colon == k_none || colon == 0 || content[colon] != ':' || colon + 1 >= content.size()) return 0;
    const char next = content[colon + 1];
    return next == ' ' || next == '\r' || next == '\t' || next == ':' ? 0 : colon + 1;
}

std::optional<SyntaxFault> glued_line(std::string_view text, std::size_t start) {
    const std::string_view line = line_of(text, start);
    const std::size_t first = std::min(line.find_first_not_of(" -"), line.size());
    const std::size_t length = glued_key(line.substr(first));
    if (length == 0) return std::nullopt;
    const std::string_view key = line.substr(first, length);
    return SyntaxFault{"missing-blank", start + first, start + first + length, fmt::format("no blank after '{}'", key),
                       fmt::format("write '{} value'", key)};
}

/// `fear 0.2` or `fear` where `fear: 0.2` should stand.
SyntaxFault missing_colon(std::size_t begin, std::string_view content) {
    const std::size_t blank = std::min(content.find_first_of(" ="), content.size());
    const std::size_t rest = content.find_first_not_of(" =", blank);
    return {"missing-colon", begin, begin + content.size(), fmt::format("no ':' in '{}'", content),
            rest == k_none ? fmt::format("write '{}:'", content)
                           : fmt::format("write '{}: {}'", content.substr(0, blank), content.substr(rest))};
}

std::optional<SyntaxFault> second_colon(std::string_view text, std::size_t at) {
    const std::size_t start = line_start(text, at);
    const std::size_t first = text.substr(start, at - start).find(": ");
    if (first == k_none) return std::nullopt;
    const std::size_t value = skip_space(text, start + first + 2);
    if (look_alike(text.substr(value), k_curly_quotes) != nullptr)
        return SyntaxFault{"curly-quote", std::min(value, at), std::max(line_end(text, at), at + 1),
                           "these are not the quotes of the keyboard, and the text holds ': '",
                           "put it between the quotes of the keyboard, \" or '"};
    const bool choice = text.substr(value, at - value).find('?') != k_none;
    return SyntaxFault{"missing-quote", std::min(value, at), std::max(line_end(text, at), at + 1),
                       "a second ': ' in one line",
                       choice ? "put text that holds ': ' in quotes; to choose between two numbers write if(c, a, b)"
                              : "put text that holds ': ' in quotes"};
}

/// The line at `before`, if it says neither 'key: value' nor '- value' and carries nothing on: the colon that it lacks
/// made the parser stumble in the line at `start`.
std::optional<SyntaxFault> line_without_colon(std::string_view text, std::size_t before, std::size_t start) {
    const std::string_view line = line_of(text, before);
    const std::size_t n = indentation(line);
    std::size_t end = std::min(line.find(" #"), line.size());
    end = std::min(line.find_last_not_of(" \t\r", end == 0 ? 0 : end - 1) + 1, line.size());
    const std::string_view content = line.substr(n, end > n ? end - n : 0);
    if (content.empty() || content.find_first_of(":[]{}\"'|>&*!") != k_none || content[0] == '-') return std::nullopt;
    if (n > indentation(line_of(text, start))) return std::nullopt;
    if (const auto above = line_before(text, before)) {
        const std::string_view carried = line_of(text, *above);
        const std::size_t colon = carried.find(": ");
        const bool has_value = colon != k_none && carried.find_first_not_of(" \t\r", colon + 1) != k_none;
        if (has_value && indentation(carried) < n) return std::nullopt;
    }
    return missing_colon(before + n, content);
}

SyntaxFault bad_indentation(std::string_view text, std::size_t at) {
    const std::size_t start = line_start(text, at);
    const std::string_view line = line_of(text, at);
    const std::size_t n = indentation(line);
    const auto before = line_before(text, at);
    SyntaxFault fault{"bad-indent", start + n, start + n + 1, "", "keys of one mapping begin in one column"};
    if (!before) {
        fault.message = "this line is no 'key: value'";
        return fault;
    }
    const std::size_t m = indentation(line_of(text, *before));
    const std::size_t number = line_number(text, *before);
    if (n > m)
        fault.message = fmt::format("indented deeper than line {}, which already has its value", number);
    else if (n < m)
        fault.message = "the indentation fits no line above";
    else
        fault.message = fmt::format("does not go with line {}: a mapping's line is 'key: value', a list's '- value'",
                                    number);
    return fault;
}

SyntaxFault illegal_map_value(const ReadState& state, std::size_t at) {
    const std::size_t start = line_start(state.text, at);
    if (auto fault = tab_in_indentation(state.text, at)) return *fault;
    if (auto fault = second_colon(state.text, at)) return *fault;
    if (const auto before = line_before(state.text, at)) {
        if (auto fault = glued_line(state.text, *before)) return *fault;
        if (auto fault = line_without_colon(state.text, *before, start)) return *fault;
    }
    if (at - start > 1024)
        return {"long-key", start, start + 1, "a key longer than 1024 characters", "write shorter keys"};
    return bad_indentation(state.text, at);
}

/// The quote that never closes, looked for from the last piece that was read.
SyntaxFault unclosed_quote(const ReadState& state) {
    std::size_t at = state.last_end;
    std::size_t open = state.text.size();
    while (at < state.text.size()) {
        const std::size_t quote = state.text.find_first_of("\"'#", at);
        if (quote == k_none) break;
        const bool starts = quote == 0 || std::string_view(" \t\n,:[]{}").find(state.text[quote - 1]) != k_none;
        if (state.text[quote] == '#') {
            at = starts ? line_end(state.text, quote) : quote + 1;
            continue;
        }
        const std::size_t end = starts ? quoted_end(state.text, quote) : quote + 1;
        if (end == k_none) {
            open = quote;
            break;
        }
        at = end;
    }
    return {"unclosed-quote", open, line_end(state.text, open), "a quote that is opened here is never closed",
            "close it, or leave both quotes out"};
}

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

SyntaxFault never_closed(std::string_view text, std::size_t open) {
    return {"unclosed-bracket", open, open + 1, fmt::format("'{}' is never closed", text[open]),
            fmt::format("close it with '{}'", text[open] == '[' ? ']' : '}')};
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
    if (at >= state.text.size()) return never_closed(state.text, open);
    if (found == ']' || found == '}') return wrong_bracket(state, at);
    if (!state.last_plain && state.last_end <= at &&
        state.text.substr(state.last_end, at - state.last_end).find('\n') == k_none)
        return {"missing-quote", at, std::max(value_end(state.text, at), at + 1), "text after the end of a value",
                "put a comma between values, or the whole value in quotes"};
    return never_closed(state.text, open);
}

/// The parser met something that cannot go on a block mapping or list.
SyntaxFault unexpected_in_block(const ReadState& state, std::size_t at) {
    if (auto fault = tab_in_indentation(state.text, at)) return *fault;
    const std::string_view between = state.last_end <= at ? state.text.substr(state.last_end, at - state.last_end)
                                                          : std::string_view("\n");
    if (state.last_plain || between.find('\n') != k_none || state.last_end == 0) return bad_indentation(state.text, at);
    const char first = state.text[state.last_begin];
    const std::string_view last = state.text.substr(state.last_begin, state.last_end - state.last_begin);
    if ((first == '"' || first == '\'') && last.find('\n') != k_none)
        return {"unclosed-quote", state.last_begin, line_end(state.text, state.last_begin),
                fmt::format("the text in quotes that begins here ends only in line {}",
                            line_number(state.text, state.last_end)),
                "is its closing quote missing?"};
    return {"missing-quote", at, std::max(line_end(state.text, at), at + 1), "text after the end of a value",
            first == '\'' ? "a ' within single quotes is written ''" : "put the whole value in quotes"};
}

SyntaxFault bad_escape(std::string_view text, std::size_t at) {
    const std::size_t start = line_start(text, at);
    const std::size_t slash = text.substr(start, at - start).rfind('\\');
    const std::size_t begin = slash == k_none ? at : start + slash;
    return {"bad-escape", begin, std::min(begin + 2, text.size()),
            fmt::format("'{}' is no escape that double quotes know", text.substr(begin, 2)),
            "write \\\\ for a backslash, or use single quotes"};
}

SyntaxFault bad_beginning(const ReadState& state, std::size_t at) {
    const std::string_view found = state.text.substr(std::min(at, state.text.size()), 1);
    return {"missing-quote", at, at + 1, fmt::format("text without quotes cannot begin with '{}'", found),
            "put it in quotes"};
}

}  // namespace

SyntaxFault explain_syntax(const ReadState& state, std::size_t at, const std::string& problem) {
    at = std::min(at, state.text.size());
    const auto says = [&](std::string_view words) { return problem.find(words) != std::string::npos; };
    if (says("illegal tab"))
        if (auto fault = tab_in_indentation(state.text, at)) return *fault;
    if (says("illegal EOF")) return unclosed_quote(state);
    if (says("document indicator"))
        return {"unclosed-quote", at, at + 1, "'---' or '...' within text in quotes",
                "is a closing quote missing above?"};
    if (says("end of map flow") || says("end of sequence flow")) return unclosed_flow(state, at);
    const bool block = says("illegal map value") || says("illegal map key") || says("illegal block entry");
    if (block && state.open_flow && line_start(state.text, *state.open_flow) < line_start(state.text, at))
        return never_closed(state.text, *state.open_flow);
    if (says("illegal map value") || says("illegal map key")) return illegal_map_value(state, at);
    if (says("illegal flow end")) return wrong_bracket(state, at);
    if (says("illegal block entry"))
        return {"bad-indent", at, at + 1, "a list's '- ' must begin its own line", "or put the text in quotes"};
    if (says("referenced anchor"))
        return {"unknown-alias", at, std::max(scalar_end(state.text, at, line_of(state.text, at)), at + 1),
                "this alias names no anchor above it", "text that begins with '*' needs quotes"};
    if (says("escape") || says("hex number") || says("unicode")) return bad_escape(state.text, at);
    if (says("unknown token") || says("scanning alias") || says("scanning anchor") || says("not found after"))
        return bad_beginning(state, at);
    if (says("block scalar"))
        return {"missing-quote", at, at + 1, "after '|' or '>' the text begins in the next line",
                "text that begins with '|' or '>' needs quotes"};
    if (says("end of map") || says("end of sequence")) {
        const bool begins = at < state.text.size() && state.text[at] == ',';
        return begins ? bad_beginning(state, at) : unexpected_in_block(state, at);
    }
    if (problem == "bad file")
        return {"limit-depth", at, at, "nested too deep for the reader", "nest less, or lay files with 'extends'"};
    return SyntaxFault{"syntax", at, std::min(at + 1, state.text.size()), "no valid YAML: " + problem,
                       "look here and in the line above for a missing colon, quote or bracket"};
}

std::optional<SyntaxFault> cut_in_parentheses(std::string_view text, std::size_t begin, std::size_t end) {
    const std::string_view scalar = text.substr(begin, end - begin);
    const auto open = std::count(scalar.begin(), scalar.end(), '(');
    if (open <= std::count(scalar.begin(), scalar.end(), ')')) return std::nullopt;
    if (end >= text.size() || text[end] != ',') return std::nullopt;
    return needs_quotes(text, begin, std::max(value_end(text, begin), end),
                        "text that holds a comma needs quotes inside { } or [ ]");
}

SyntaxFault key_without_value(std::string_view text, std::size_t begin, std::size_t end, bool flow) {
    const std::string_view key = text.substr(begin, end - begin);
    const std::size_t length = glued_key(key);
    if (length > 0)
        return {"missing-blank", begin, begin + length, fmt::format("no blank after '{}'", key.substr(0, length)),
                fmt::format("write '{} {}'", key.substr(0, length), key.substr(length))};
    const auto digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
    if (flow && begin >= 2 && text[begin - 1] == ',' && digit(begin - 2) && digit(begin)) {
        std::size_t from = begin - 1;
        while (from > 0 && (digit(from - 1) || text[from - 1] == ',')) --from;
        return {"decimal-comma", from, end, fmt::format("'{}' is no number", text.substr(from, end - from)),
                "write a decimal point, and nothing between thousands"};
    }
    const bool words = key.find_first_of(" =") != k_none && key.find_first_of("()<>+*/,\"'") == k_none;
    if (words) return missing_colon(begin, key);
    return {"no-value", begin, end, fmt::format("'{}' has no value", key),
            flow ? "an entry of { } is 'key: value'; text that holds a comma needs quotes"
                 : fmt::format("write '{}: value'", key)};
}

}  // namespace brink
