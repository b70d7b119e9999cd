#include "model/date_slips.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "model/model.h"
#include "model/text_parts.h"

namespace brink {
namespace {

struct DateParts {
    std::array<std::string_view, 3> parts;
    char mark = '-';
};

std::optional<DateParts> date_parts(std::string_view text) {
    for (const char mark : {'-', '/', '.'}) {
        const auto parts = split(text, mark);
        if (parts.size() != 3 || !std::all_of(parts.begin(), parts.end(), all_digits)) continue;
        if (parts[0].size() != 4 && parts[2].size() != 4) continue;
        if (std::any_of(parts.begin(), parts.end(), [](std::string_view part) { return part.size() > 4; })) continue;
        return DateParts{{parts[0], parts[1], parts[2]}, mark};
    }
    return std::nullopt;
}

int value(std::string_view digits) {
    int number = 0;
    for (const char c : digits) number = number * 10 + (c - '0');
    return number;
}

constexpr std::array<std::string_view, 12> k_months{"january",   "february", "march",    "april",
                                                    "may",       "june",     "july",     "august",
                                                    "september", "october",  "november", "december"};

/// 1 to 12 for the name of a month or its first three letters; 0 for another word.
int month_of(std::string_view word) {
    std::string small(word.substr(0, word.find('.')));
    for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    for (std::size_t i = 0; i < k_months.size(); ++i)
        if (small == k_months[i] || (small.size() == 3 && k_months[i].substr(0, 3) == small))
            return static_cast<int>(i) + 1;
    return 0;
}

/// `15 March 2025`, `March 15, 2025`.
std::optional<std::string> worded_date(std::string_view text) {
    int year = 0, month = 0, day = 0;
    for (std::string_view part : split(text, ' ')) {
        if (!part.empty() && (part.back() == ',' || part.back() == '.')) part.remove_suffix(1);
        if (part.empty()) continue;
        if (all_digits(part) && part.size() == 4 && year == 0)
            year = value(part);
        else if (all_digits(part) && part.size() <= 2 && day == 0)
            day = value(part);
        else if (month == 0 && month_of(part) > 0)
            month = month_of(part);
        else
            return std::nullopt;
    }
    std::string written = fmt::format("{:04}-{:02}-{:02}", year, month, day);
    return year > 0 && parse_date(written) ? std::optional(std::move(written)) : std::nullopt;
}

/// A date in the right form that no calendar has, or one whose day and month cannot be told apart.
std::string impossible_date(std::string_view text) {
    const auto found = date_parts(text);
    if (!found) return {};
    const auto& [parts, mark] = *found;
    if (parts[0].size() != 4) {
        const std::string one = fmt::format("{:0>4}-{:0>2}-{:0>2}", parts[2], parts[1], parts[0]);
        const std::string other = fmt::format("{:0>4}-{:0>2}-{:0>2}", parts[2], parts[0], parts[1]);
        return parse_date(one) && parse_date(other) ? fmt::format("write {} or {}: year, month, day", one, other)
                                                    : std::string();
    }
    const int month = value(parts[1]), day = value(parts[2]);
    if (month < 1 || month > 12) return fmt::format("there is no month {}: a date is year, month, day", month);
    for (int last = 31; last >= 28; --last)
        if (parse_date(fmt::format("{:0>4}-{:02}-{:02}", parts[0], month, last)))
            return day < 1 || day > last ? fmt::format("that month has the days 1 to {}", last) : std::string();
    return {};
}

}  // namespace

bool looks_like_date(std::string_view text) { return date_parts(text).has_value(); }

std::optional<std::string> date_meant(std::string_view text) {
    const auto found = date_parts(text);
    if (!found) return std::nullopt;
    const auto& [parts, mark] = *found;
    const bool year_first = parts[0].size() == 4;
    const int year = value(year_first ? parts[0] : parts[2]);
    int month = value(parts[1]);
    int day = value(year_first ? parts[2] : parts[0]);
    if (!year_first && month > 12) std::swap(month, day);  // 11/18/2024
    if (!year_first && mark != '.' && day <= 12 && month != day && value(parts[1]) <= 12) return std::nullopt;
    std::string written = fmt::format("{:04}-{:02}-{:02}", year, month, day);
    return parse_date(written) ? std::optional(std::move(written)) : std::nullopt;
}

bool is_month(std::string_view word) { return month_of(word) > 0 && word.size() >= 3; }

bool names_month(std::string_view text) {
    const auto words = split(text, ' ');
    return std::any_of(words.begin(), words.end(), is_month);
}

std::string date_hint(std::string_view text) {
    if (const auto meant = date_meant(text)) return fmt::format("write {}: year, month, day", *meant);
    if (const auto meant = worded_date(text)) return fmt::format("write {}: year, month, day", *meant);
    if (std::string why = impossible_date(text); !why.empty()) return why;
    return "a date is written YYYY-MM-DD: year, month, day, each with its zeros";
}

}  // namespace brink
