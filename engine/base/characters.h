#pragma once
// Characters that look like those of a keyboard and are not: word processors put them in.

#include <array>
#include <cstddef>
#include <string>
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

/// The text with full-width signs (U+FF01 to U+FF5E, U+3000 to U+3002) as a keyboard writes them.
[[nodiscard]] inline std::string by_keyboard(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = [&](std::size_t i) {
            return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
        };
        const unsigned point = byte(0) >> 4 == 0xE ? (byte(0) & 0xFu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu)
                                                   : 0u;
        const bool full_width = point >= 0xFF01 && point <= 0xFF5E;
        const bool ideographic = point >= 0x3000 && point <= 0x3002;
        if (full_width)
            result += static_cast<char>(point - 0xFF01 + '!');
        else if (ideographic)
            result += " ,."[point - 0x3000];
        else
            result += text[at];
        at += full_width || ideographic ? 3 : 1;
    }
    return result;
}

}  // namespace brink
