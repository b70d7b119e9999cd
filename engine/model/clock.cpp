#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "model/model.h"

namespace brink {
namespace {

struct CivilDate {
    std::int64_t year = 1970;
    int month = 1;  // 1 to 12
    int day = 1;    // 1 to 31
};

/// Days since 1970-01-01. Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
std::int64_t days_of(const CivilDate& date) {
    const std::int64_t y = date.year - (date.month <= 2 ? 1 : 0);
    const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
    const std::int64_t year_of_era = y - era * 400;
    const std::int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

/// The inverse: civil_from_days of the same source.
CivilDate civil_of(std::int64_t days) {
    const std::int64_t z = days + 719468;
    const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    const std::int64_t day_of_era = z - era * 146097;
    const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;  // March is 0
    const std::int64_t month = shifted_month + (shifted_month < 10 ? 3 : -9);
    const std::int64_t day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), static_cast<int>(month), static_cast<int>(day)};
}

int days_in_month(std::int64_t year, int month) {
    constexpr std::array<int, 12> k_lengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : k_lengths[static_cast<std::size_t>(month - 1)];
}

/// The same day so many months later, or the last of that month where it has no such day.
std::int64_t months_later(std::int64_t start, std::int64_t months) {
    CivilDate date = civil_of(start);
    const std::int64_t since_january = date.month - 1 + months;
    const std::int64_t years = (since_january >= 0 ? since_january : since_january - 11) / 12;
    date.year += years;
    date.month = static_cast<int>(since_january - years * 12) + 1;
    date.day = std::min(date.day, days_in_month(date.year, date.month));
    return days_of(date);
}

/// The number that some digits make, or nothing if one of them is none.
std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

std::int64_t Clock::day(int step) const {
    const std::int64_t units = static_cast<std::int64_t>(count) * step;
    switch (unit) {
        case Unit::day: return start + units;
        case Unit::week: return start + 7 * units;
        case Unit::month: return months_later(start, units);
        case Unit::year: return months_later(start, 12 * units);
    }
    return start;
}

double Clock::years() const {
    switch (unit) {
        case Unit::day: return count / 365.25;
        case Unit::week: return 7.0 * count / 365.25;
        case Unit::month: return count / 12.0;
        case Unit::year: return count;
    }
    return 0;
}

std::string format_date(std::int64_t day) {
    const CivilDate date = civil_of(day);
    return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::optional<std::int64_t> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const std::optional<int> year = digits(text.substr(0, 4));
    const std::optional<int> month = digits(text.substr(5, 2));
    const std::optional<int> day = digits(text.substr(8, 2));
    if (!year || !month || !day || *month < 1 || *month > 12) return std::nullopt;
    if (*day < 1 || *day > days_in_month(*year, *month)) return std::nullopt;
    return days_of({*year, *month, *day});
}

}  // namespace brink
