// Findings as values: what is kept, what is shown, what is suggested.

#include <string>

#include "base/diagnostic.h"
#include "catch.hpp"

using namespace brink;

namespace {

std::size_t lines_with(const std::string& text, const std::string& what) {
    std::size_t count = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++count;
    return count;
}

}  // namespace

TEST_CASE("of many faults the first are shown and the others counted") {
    Diagnostics diagnostics;
    for (int i = 0; i < 60; ++i) diagnostics.error("one", {}, "fault " + std::to_string(i), "mend it");
    diagnostics.warning("two", {}, "a warning", "mind it");
    const std::string text = render({}, diagnostics);
    CHECK(lines_with(text, "error: fault") == k_most_shown);
    CHECK(text.find("and 10 more errors, 1 warning; mend these first") != std::string::npos);
    Diagnostics few;
    for (std::size_t i = 0; i < k_most_shown; ++i) few.error("one", {}, "fault " + std::to_string(i), "mend it");
    CHECK(render({}, few).find(" more error") == std::string::npos);
}

TEST_CASE("looking stops at some number of errors and warnings alone never stop it") {
    Diagnostics diagnostics;
    const auto fill = [&] {
        for (std::size_t i = 0; i < 2 * k_most_faults; ++i)
            diagnostics.error("one", {}, "fault " + std::to_string(i), "mend it");
    };
    CHECK_THROWS_AS(fill(), TooManyFaults);
    CHECK(diagnostics.items().size() == k_most_faults);
    CHECK(diagnostics.full());
    CHECK(render({}, diagnostics).find("450 more errors; looking stopped there") != std::string::npos);
    Diagnostics warnings;
    for (std::size_t i = 0; i < 2 * k_most_faults; ++i) warnings.warning("one", {}, std::to_string(i), "mind it");
    CHECK(warnings.items().size() == k_most_faults);
}

TEST_CASE("a message that quotes a long text loses its middle between characters") {
    Diagnostics diagnostics;
    std::string long_text;
    for (int i = 0; i < 100000; ++i) long_text += "\u00e9";
    diagnostics.error("one", {}, "begins '" + long_text + "' ends", "a\nhint\x1b[31m");
    const Diagnostic& found = diagnostics.items()[0];
    CHECK(found.message.size() < 700);
    CHECK(found.message.rfind("begins", 0) == 0);
    CHECK(found.message.find("' ends") != std::string::npos);
    const std::size_t cut = found.message.find(" ... ");
    REQUIRE(cut != std::string::npos);
    CHECK((static_cast<unsigned char>(found.message[cut - 1]) & 0xC0u) == 0x80u);  // a whole character before the cut
    CHECK(static_cast<unsigned char>(found.message[cut + 5]) == 0xC3u);            // and after it
    CHECK(found.hint == "a hint [31m");
}

TEST_CASE("the nearest name forgives case plurals and neighbours swapped") {
    CHECK(nearest("prk", {"KOR", "PRK"}) == "PRK");
    CHECK(nearest("parameter", {"parameters", "actors"}) == "parameters");
    CHECK(nearest("thraet", {"threat", "treaty"}) == "threat");
    CHECK(nearest("zebra", {"threat", "treaty"}) == std::nullopt);
    CHECK(nearest("", {"threat"}) == std::nullopt);
}

TEST_CASE("the cost of a suggestion has a bound") {
    const std::string huge(100000, 'a');
    CHECK(nearest(huge, {huge + "b"}) == std::nullopt);
    CHECK(nearest("aaa", {huge}) == std::nullopt);
    std::vector<std::string> many(1'000'000, "far from it");
    many.emplace_back("near");
    CHECK(nearest("nears", many) == std::nullopt);
}
