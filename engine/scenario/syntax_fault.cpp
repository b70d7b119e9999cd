#include "scenario/syntax_fault.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/characters.h"
#include "scenario/extent.h"
#include "scenario/flow_fault.h"
#include "scenario/key_fault.h"
#include "scenario/text_lines.h"

namespace brink {
namespace {

constexpr std::size_t k_none = std::string_view::npos;

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

/// An odd blank among those at the front of the line at `start`.
std::optional<SyntaxFault> odd_indentation(std::string_view text, std::size_t start) {
    const std::size_t first = start + indentation(line_of(text, start));
    const LookAlike* blank = look_alike(text.substr(first), k_odd_blanks);
    if (blank == nullptr) return std::nullopt;
    return SyntaxFault{"odd-blank", first, first + blank->bytes.size(),
                       fmt::format("in the indentation stands {}, not a blank", blank->name),
                       "delete it and press the space bar"};
}

std::optional<SyntaxFault> glued_line(std::string_view text, std::size_t start) {
    const std::string_view line = line_of(text, start);
    const std::size_t first = std::min(line.find_first_not_of(" -"), line.size());
    return glued_colon(start + first, line.substr(first));
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
    const std::string_view before = text.substr(value, at - value);
    const bool choice = before.find('?') != k_none || before.substr(0, 3) == "if " || before.substr(0, 3) == "if(";
    const bool nested = before.find_first_of(" \"'") == k_none;
    return SyntaxFault{"missing-quote", std::min(value, at), std::max(line_end(text, at), at + 1),
                       "a second ': ' in one line",
                       choice ? "put text that holds ': ' in quotes; to choose between two numbers write if(c, a, b)"
                       : nested
                           ? "what stands under a key begins in the next line, or stands in { }; a text that holds "
                             "': ' is put in quotes"
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
    if (has_wide_colon(content) && content.find(": ") == k_none) return missing_colon(before + n, content);
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
    if (auto odd = odd_indentation(text, start)) return *odd;
    if (before)
        if (auto odd = odd_indentation(text, *before)) return *odd;
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

SyntaxFault bad_beginning(const ReadState& state, std::size_t at) {
    const std::string_view found = state.text.substr(std::min(at, state.text.size()), 1);
    return {"missing-quote", at, at + 1, fmt::format("text without quotes cannot begin with '{}'", found),
            "put it in quotes"};
}

SyntaxFault illegal_map_value(const ReadState& state, std::size_t at) {
    const std::size_t start = line_start(state.text, at);
    if (auto fault = tab_in_indentation(state.text, at)) return *fault;
    if (state.text.substr(at, 1) == "?") return bad_beginning(state, at);
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

/// Whether `- ` is followed by a number.
bool is_digit_after(std::string_view text, std::size_t at) {
    const std::size_t next = text.find_first_not_of("- ", at);
    return next != k_none && ((text[next] >= '0' && text[next] <= '9') || text[next] == '.');
}

SyntaxFault bad_escape(std::string_view text, std::size_t at) {
    const std::size_t start = line_start(text, at);
    const std::size_t slash = text.substr(start, at - start).rfind('\\');
    const std::size_t begin = slash == k_none ? at : start + slash;
    return {"bad-escape", begin, std::min(begin + 2, text.size()),
            fmt::format("'{}' is no escape that double quotes know", text.substr(begin, 2)),
            "write \\\\ for a backslash, or use single quotes"};
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
        return {"bad-indent", at, at + 1, "a list's '- ' must begin its own line",
                is_digit_after(state.text, at) ? "a negative number has no blank after its '-'"
                                               : "begin it in the next line, or write [ ... ]; text is put in quotes"};
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

}  // namespace brink
