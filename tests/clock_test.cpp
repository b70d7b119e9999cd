// Dates, and the days on which steps begin.

#include "catch.hpp"
#include "model/model.h"

using namespace brink;

namespace {

Clock clock_of(const char* start, int count, Clock::Unit unit) {
    Clock clock;
    clock.start = parse_date(start).value();
    clock.count = count;
    clock.unit = unit;
    return clock;
}

std::string day(const Clock& clock, int step) { return format_date(clock.day(step)); }

}  // namespace

TEST_CASE("known dates are the known days") {
    CHECK(parse_date("1970-01-01") == 0);
    CHECK(parse_date("2000-03-01") == 11017);
    CHECK(parse_date("2024-02-29") == 19782);
    CHECK(parse_date("1969-12-31") == -1);
    CHECK(parse_date("1962-10-16") == -2634);
    CHECK(format_date(-2634) == "1962-10-16");
    CHECK(format_date(parse_date("0001-01-01").value()) == "0001-01-01");
}

TEST_CASE("days follow one another without a gap from 1600 to 2400") {
    const std::int64_t first = parse_date("1600-01-01").value();
    const std::int64_t last = parse_date("2400-12-31").value();
    CHECK(last - first == 292559);
    std::string before;
    for (std::int64_t d = first; d <= last; ++d) {
        const std::string text = format_date(d);
        const auto back = parse_date(text);
        if (back != d || !(before < text)) FAIL("day " << d << " reads " << text << " after " << before);
        before = text;
    }
}

TEST_CASE("what is no date is refused") {
    for (const char* text : {"", "2024-2-29", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31",
                             "2024-01-00", "24-01-2024", "2024/01/01", "2024-01-01 ", "2024-01-0x", "-024-01-01"}) {
        INFO(text);
        CHECK_FALSE(parse_date(text).has_value());
    }
    CHECK(parse_date("2000-02-29").has_value());
}

TEST_CASE("days and weeks are counted") {
    CHECK(day(clock_of("2024-10-21", 1, Clock::Unit::week), 0) == "2024-10-21");
    CHECK(day(clock_of("2024-10-21", 1, Clock::Unit::week), 52) == "2025-10-20");
    CHECK(day(clock_of("2024-02-28", 1, Clock::Unit::day), 2) == "2024-03-01");
    CHECK(day(clock_of("2024-01-01", 2, Clock::Unit::week), 3) == "2024-02-12");
}

TEST_CASE("months keep the day of the start or take the last of the month") {
    const Clock end = clock_of("2024-01-31", 1, Clock::Unit::month);
    CHECK(day(end, 1) == "2024-02-29");
    CHECK(day(end, 2) == "2024-03-31");
    CHECK(day(end, 3) == "2024-04-30");
    CHECK(day(end, 13) == "2025-02-28");
    CHECK(day(clock_of("2024-11-15", 3, Clock::Unit::month), 1) == "2025-02-15");
    CHECK(day(clock_of("2024-12-01", 1, Clock::Unit::month), 12) == "2025-12-01");
    CHECK(day(clock_of("2024-02-29", 1, Clock::Unit::year), 1) == "2025-02-28");
    CHECK(day(clock_of("2024-02-29", 1, Clock::Unit::year), 4) == "2028-02-29");
}

TEST_CASE("a step has its share of a year") {
    CHECK(clock_of("2024-01-01", 1, Clock::Unit::day).years() == 1 / 365.25);
    CHECK(clock_of("2024-01-01", 1, Clock::Unit::week).years() == 7 / 365.25);
    CHECK(clock_of("2024-01-01", 2, Clock::Unit::week).years() == 14 / 365.25);
    CHECK(clock_of("2024-01-01", 1, Clock::Unit::month).years() == 1.0 / 12);
    CHECK(clock_of("2024-01-01", 5, Clock::Unit::year).years() == 5);
}
