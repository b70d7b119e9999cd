#include "scenario/text_lines.h"

#include <algorithm>

namespace brink {
namespace {

constexpr std::size_t k_none = std::string_view::npos;

bool says_something(std::string_view line) {
    const std::size_t first = line.find_first_not_of(" \t\r");
    return first != k_none && line[first] != '#';
}

}  // namespace

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

std::optional<std::size_t> line_before(std::string_view text, std::size_t at) {
    for (std::size_t start = line_start(text, at); start > 0;) {
        start = line_start(text, start - 1);
        if (says_something(line_of(text, start))) return start;
    }
    return std::nullopt;
}

std::optional<std::size_t> line_after(std::string_view text, std::size_t at) {
    for (std::size_t start = line_end(text, at) + 1; start < text.size(); start = line_end(text, start) + 1)
        if (says_something(line_of(text, start))) return start;
    return std::nullopt;
}

}  // namespace brink
