#pragma once
// Characters that look like those of a keyboard and are not: word processors put them in.

#include <array>
#include <string_view>

namespace brink {

struct LookAlike {
    std::string_view bytes;
    std::string_view name;   // for messages
    std::string_view meant;  // what a keyboard writes
};

inline constexpr std::array<LookAlike, 8> k_odd_blanks{{
    {"\u00a0", "a no-break space (U+00A0)", " "},
    {"\u2007", "a figure space (U+2007)", " "},
    {"\u2009", "a thin space (U+2009)", " "},
    {"\u202f", "a narrow no-break space (U+202F)", " "},
    {"\u3000", "an ideographic space (U+3000)", " "},
    {"\u200b", "a zero-width space (U+200B)", ""},
    {"\u2060", "a word joiner (U+2060)", ""},
    {"\ufeff", "a byte order mark (U+FEFF)", ""},
}};

inline constexpr std::array<LookAlike, 8> k_curly_quotes{{
    {"\u2018", "a curly quote", "'"},
    {"\u2019", "a curly quote", "'"},
    {"\u201a", "a low quote", "'"},
    {"\u2039", "an angled quote", "'"},
    {"\u201c", "a curly quote", "\""},
    {"\u201d", "a curly quote", "\""},
    {"\u201e", "a low quote", "\""},
    {"\u00ab", "an angled quote", "\""},
}};

/// The one of `table` with which `text` begins, or nullptr.
template <std::size_t N>
[[nodiscard]] constexpr const LookAlike* look_alike(std::string_view text, const std::array<LookAlike, N>& table) {
    for (const LookAlike& one : table)
        if (text.substr(0, one.bytes.size()) == one.bytes) return &one;
    return nullptr;
}

}  // namespace brink
