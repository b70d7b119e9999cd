#include "model/unread.h"

#include <algorithm>

namespace brink {
namespace {

constexpr std::size_t k_most = 20'000;  // more names than a scenario could read

bool word_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

void add_words(std::string_view text, std::set<std::string>& names) {
    for (std::size_t at = 0; at < text.size() && names.size() < k_most;) {
        std::size_t end = at;
        while (end < text.size() && word_char(text[end])) ++end;
        if (end > at) names.emplace(text.substr(at, end - at));
        at = std::max(end, at + 1);
    }
}

/// A key without what may stand around it: blanks, `- `, quotes.
std::string_view bare(std::string_view key) {
    constexpr std::string_view k_around = " \t\r-'\"";
    const std::size_t first = key.find_first_not_of(k_around);
    if (first == std::string_view::npos) return {};
    return key.substr(first, key.find_last_not_of(k_around) - first + 1);
}

}  // namespace

void add_names_of(std::string_view text, std::set<std::string>& names) {
    add_words(text.substr(0, text.find('\n')), names);
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size() && names.size() < k_most; ++at) {
        const char c = text[at];
        if (c == '\n' || c == '{' || c == '[' || c == ',') begin = at + 1;
        if (c != ':') continue;
        const std::string_view key = bare(text.substr(begin, at - begin));
        if (!key.empty()) names.emplace(key);
        begin = at + 1;
    }
}

void add_names_of(const Node& node, std::set<std::string>& names) {
    if (names.size() >= k_most) return;
    if (node.is_scalar()) add_words(node.text, names);
    for (const Node& item : node.items) add_names_of(item, names);
    for (const Entry& entry : node.entries) {
        names.insert(entry.key);
        add_names_of(entry.value, names);
    }
}

}  // namespace brink
