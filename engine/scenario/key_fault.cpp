#include "scenario/key_fault.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/characters.h"
#include "scenario/tree.h"

namespace brink {
namespace {

constexpr std::size_t k_none = std::string_view::npos;
constexpr std::string_view k_wide_colon = "\uff1a";

/// Length of `key:` at the front of a text if no blank follows the colon; 0 if it is something else.
std::size_t glued_key(std::string_view content) {
    const std::size_t colon = content.find_first_of(":'\"[]{}#,");
    if (colon == k_none || colon == 0 || content[colon] != ':' || colon + 1 >= content.size()) return 0;
    const char next = content[colon + 1];
    return next == ' ' || next == '\r' || next == '\t' || next == ':' ? 0 : colon + 1;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r");
    return first == k_none ? std::string_view() : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// How the entry is written, `rest` being what was meant as its value.
std::string as_entry(std::string_view key, std::string_view rest) {
    rest = trimmed(rest);
    return rest.empty() ? fmt::format("write '{}:'", key) : fmt::format("write '{}: {}'", key, rest);
}

}  // namespace

bool has_wide_colon(std::string_view text) { return text.find(k_wide_colon) != k_none; }

SyntaxFault missing_colon(std::size_t begin, std::string_view content) {
    const std::size_t wide = content.find(k_wide_colon);
    if (wide != k_none)
        return {"missing-colon", begin + wide, begin + wide + k_wide_colon.size(),
                fmt::format("'{}' is a full-width sign, not the colon of the keyboard", k_wide_colon),
                as_entry(content.substr(0, wide), content.substr(wide + k_wide_colon.size()))};
    if (content.substr(0, 2) == "//")
        return {"missing-colon", begin, begin + 2, "'//' begins no comment", "a comment begins with '#'"};
    // `border incident 0.1`: the last word is the value, if it is a number.
    const std::size_t last = content.rfind(' ');
    double number = 0;
    const bool ends_in_number = last != k_none && parse_number(content.substr(last + 1), number) &&
                                content.find('=') == k_none;
    const std::size_t blank = ends_in_number ? last : std::min(content.find_first_of(" ="), content.size());
    const std::size_t rest = std::min(content.find_first_not_of(" =", blank), content.size());
    return {"missing-colon", begin, begin + content.size(), fmt::format("no ':' in '{}'", content),
            as_entry(content.substr(0, blank), content.substr(rest))};
}

std::optional<SyntaxFault> glued_colon(std::size_t begin, std::string_view content) {
    const std::size_t length = glued_key(content);
    if (length == 0) return std::nullopt;
    const std::string_view key = content.substr(0, length);
    const std::string_view rest = content.substr(length);
    if (const LookAlike* blank = look_alike(rest, k_odd_blanks))
        return SyntaxFault{"odd-blank", begin + length, begin + length + blank->bytes.size(),
                           fmt::format("after '{}' stands {}, not a blank", key, blank->name),
                           "delete it and press the space bar"};
    return SyntaxFault{"missing-blank", begin, begin + length, fmt::format("no blank after '{}'", key),
                       as_entry(key.substr(0, length - 1), rest.substr(0, rest.find(" #")))};
}

bool lacks_colon(std::string_view piece) {
    const std::size_t mark = piece.find_first_of(" =");
    if (mark == k_none || piece.find_first_of("()<>+*/,\"'.") < mark) return false;
    double number = 0;
    return piece.find('=') != k_none || parse_number(trimmed(piece.substr(mark)), number);
}

bool holds_prose(std::string_view key) {
    constexpr auto k_keys = std::to_array<std::string_view>(
        {"title", "question", "doc", "marking", "name", "source", "claim_by", "unit"});
    return std::find(k_keys.begin(), k_keys.end(), key) != k_keys.end();
}

}  // namespace brink
