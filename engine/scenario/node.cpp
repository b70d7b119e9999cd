// Looking into nodes, and the one grammar of numbers.

#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>

#include "scenario/tree.h"

namespace brink {
namespace {

/// Digits at the front of `text`, taken away; how many.
std::size_t take_digits(std::string_view& text) {
    const std::size_t n = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(n);
    return n;
}

bool take_one_of(std::string_view& text, std::string_view characters) {
    if (text.empty() || characters.find(text.front()) == std::string_view::npos) return false;
    text.remove_prefix(1);
    return true;
}

/// Digits with an optional fraction and exponent, no sign; the whole text.
bool is_decimal(std::string_view text) {
    std::size_t digits = take_digits(text);
    if (take_one_of(text, ".")) digits += take_digits(text);
    if (digits == 0) return false;
    if (take_one_of(text, "eE")) {
        take_one_of(text, "+-");
        if (take_digits(text) == 0) return false;
    }
    return text.empty();
}

}  // namespace

const Entry* Node::find_entry(std::string_view key) const {
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.key == key; });
    return found == entries.end() ? nullptr : &*found;
}

const Node* Node::find(std::string_view key) const {
    const Entry* entry = find_entry(key);
    return entry == nullptr ? nullptr : &entry->value;
}

Node* Node::find(std::string_view key) {
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.key == key; });
    return found == entries.end() ? nullptr : &found->value;
}

Span Node::inside(std::size_t begin, std::size_t end) const {
    const std::size_t quote = quoted ? 1 : 0;
    const std::size_t first = std::min<std::size_t>(span.begin + quote, span.end);
    const std::size_t last = std::max<std::size_t>(first, span.end - std::min<std::size_t>(quote, span.end));
    const auto source = [&](std::size_t at) {
        const auto after = std::upper_bound(folds.begin(), folds.end(), at,
                                            [](std::size_t place, const Fold& fold) { return place < fold.from; });
        const std::size_t by = after == folds.begin() ? 0 : std::prev(after)->by;
        return first + std::min(at, text.size()) + by;
    };
    const std::size_t from = std::min(source(begin), last);
    // The end of a stretch stands behind its last byte, not behind a line break after it.
    const std::size_t to = std::clamp(end > begin ? source(end - 1) + 1 : from, from, last);
    return {span.file, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)};
}

bool parse_number(std::string_view text, double& value) {
    if (text.empty()) return false;
    const bool negative = text.front() == '-';
    if (negative || text.front() == '+') text.remove_prefix(1);
    double magnitude = std::numeric_limits<double>::infinity();
    if (text != ".inf") {
        if (!is_decimal(text)) return false;
        const char* end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data(), end, magnitude);
        if (error != std::errc() || stop != end) return false;
    }
    value = negative ? -magnitude : magnitude;
    return true;
}

}  // namespace brink
