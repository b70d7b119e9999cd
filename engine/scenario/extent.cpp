#include "scenario/extent.h"

#include <algorithm>

namespace brink {
namespace {

constexpr std::string_view k_space = " \t\r\n";

bool is_space(char c) { return k_space.find(c) != std::string_view::npos; }

std::size_t line_end(std::string_view text, std::size_t at) { return std::min(text.find('\n', at), text.size()); }

/// Walks source and value together: a fold of the source is blanks and line breaks, of the value a blank or breaks.
std::size_t plain_end(std::string_view text, std::size_t at, std::string_view value) {
    std::size_t end = at;
    for (std::size_t i = 0; i < value.size() && at < text.size();) {
        if (text[at] == value[i] && !is_space(value[i])) {
            end = ++at;
            ++i;
        } else if (is_space(text[at]) || is_space(value[i])) {
            while (at < text.size() && is_space(text[at])) ++at;
            while (i < value.size() && is_space(value[i])) ++i;
        } else {
            break;
        }
    }
    return end;
}

/// Columns before the content of a line; dashes of list items count.
std::size_t indentation(std::string_view line, bool dashes) {
    std::size_t n = 0;
    while (n < line.size() &&
           (line[n] == ' ' || (dashes && line[n] == '-' && n + 1 < line.size() && line[n + 1] == ' ')))
        ++n;
    return n;
}

bool is_blank(std::string_view line) { return line.find_first_not_of(k_space) == std::string_view::npos; }

/// Columns that the first filled line after a block scalar's header must at least have; 0: what that line has.
std::size_t declared_indentation(std::string_view text, std::size_t at, std::size_t header_end) {
    const std::string_view header = text.substr(at, header_end - at);
    const std::size_t digit = std::min(header.substr(0, 3).find_first_of("123456789"), header.size());
    if (digit == header.size()) return 0;
    const std::size_t break_before = text.rfind('\n', at);
    const std::size_t start = break_before == std::string_view::npos ? 0 : break_before + 1;
    return indentation(text.substr(start, at - start), true) + static_cast<std::size_t>(header[digit] - '0');
}

std::size_t block_end(std::string_view text, std::size_t at, std::string_view value) {
    std::size_t end = line_end(text, at);
    if (is_blank(value)) return end;
    std::size_t needed = declared_indentation(text, at, end);
    for (std::size_t start = end + 1; start < text.size();) {
        const std::size_t stop = line_end(text, start);
        const std::string_view line = text.substr(start, stop - start);
        if (!is_blank(line)) {
            const std::size_t found = indentation(line, false);
            if (needed == 0) needed = found;
            if (found < needed) break;
            end = stop;
        }
        start = stop + 1;
    }
    return end;
}

}  // namespace

std::size_t skip_space(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        if (text[at] == '#')
            at = line_end(text, at);
        else if (is_space(text[at]))
            ++at;
        else
            break;
    }
    return at;
}

Properties skip_properties(std::string_view text, std::size_t at) {
    Properties result{at, at, false};
    while (result.content < text.size() && (text[result.content] == '&' || text[result.content] == '!')) {
        result.tagged = result.tagged || text[result.content] == '!';
        result.end = std::min(text.find_first_of(" \t\r\n,[]{}", result.content), text.size());
        result.content = skip_space(text, result.end);
    }
    return result;
}

std::size_t quoted_end(std::string_view text, std::size_t at) {
    const char quote = text[at];
    for (std::size_t i = at + 1; i < text.size(); ++i) {
        if (quote == '"' && text[i] == '\\') {
            ++i;
        } else if (text[i] == quote) {
            if (quote == '"' || i + 1 >= text.size() || text[i + 1] != quote) return i + 1;
            ++i;
        }
    }
    return std::string_view::npos;
}

std::size_t scalar_end(std::string_view text, std::size_t at, std::string_view value) {
    if (at >= text.size()) return text.size();
    switch (text[at]) {
        case '"':
        case '\'': return std::min(quoted_end(text, at), text.size());
        case '|':
        case '>': return block_end(text, at, value);
        default: return plain_end(text, at, value);
    }
}

std::vector<Fold> folds_of(std::string_view text, std::size_t at, std::size_t end, std::string_view value) {
    std::vector<Fold> folds;
    const bool quoted = text[at] == '"' || text[at] == '\'';
    const bool block = text[at] == '|' || text[at] == '>';
    const std::size_t origin = at + (quoted || block ? 1 : 0);  // where Node::inside begins to count
    if (text.substr(at, end - at) == value || text.substr(origin, value.size()) == value) return folds;
    std::size_t source = block ? line_end(text, at) : origin;
    for (std::size_t i = 0; i < value.size() && source < end; ++i) {
        if (!is_space(value[i])) {
            while (source < end && is_space(text[source])) ++source;
            const bool escape = quoted && text[source] != value[i];
            if (escape || (quoted && text[source] == text[at])) ++source;
        } else if (i > 0 && is_space(value[i - 1])) {
            continue;  // of a row of breaks the first stands for all
        }
        const std::size_t by = source - origin - std::min(i, source - origin);
        if (by != (folds.empty() ? 0 : folds.back().by))
            folds.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(by)});
        ++source;
    }
    return folds;
}

std::size_t flow_end(std::string_view text, std::size_t at) {
    at = skip_space(text, at);
    while (at < text.size() && (text[at] == ',' || text[at] == ':')) at = skip_space(text, at + 1);
    return std::min(at + 1, text.size());
}

}  // namespace brink
