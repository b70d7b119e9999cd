#include "base/source.h"

#include "base/diagnostic.h"
#include "catch.hpp"

using namespace brink;

TEST_CASE("places count lines from one and columns in code points") {
    Sources sources;
    const auto file = sources.add("a.yaml", "one\ncaf\xC3\xA9: x\r\n\nlast");
    CHECK(sources.place({file, 0, 1}).line == 1);
    CHECK(sources.place({file, 0, 1}).column == 1);
    const Place x = sources.place({file, 11, 12});
    CHECK(x.file == "a.yaml");
    CHECK(x.line == 2);
    CHECK(x.column == 7);
    CHECK(sources.line({file, 11, 12}) == "caf\xC3\xA9: x");
    CHECK(sources.excerpt({file, 4, 9}) == "caf\xC3\xA9");
    CHECK(sources.place({file, 3, 4}).line == 1);
    CHECK(sources.place({file, 14, 15}).line == 3);
    CHECK(sources.line({file, 14, 14}).empty());
    CHECK(sources.place({file, 19, 19}).line == 4);
    CHECK(sources.place({file, 19, 19}).column == 5);
}

TEST_CASE("a place past the end of a text is its end") {
    Sources sources;
    const auto file = sources.add("a", "xy");
    CHECK(sources.place({file, 99, 120}).column == 3);
    CHECK(sources.excerpt({file, 1, 99}) == "y");
    CHECK(sources.excerpt({file, 99, 120}).empty());
    const auto empty = sources.add("b", "");
    CHECK(sources.place({empty, 0, 0}).line == 1);
    CHECK(sources.line({empty, 0, 0}).empty());
}

TEST_CASE("a byte order mark takes no column") {
    Sources sources;
    const auto file = sources.add("a", "\xEF\xBB\xBFkey: 1");
    CHECK(sources.place({file, 3, 6}).column == 1);
    CHECK(sources.place({file, 0, 0}).column == 1);
    CHECK(sources.line({file, 3, 6}) == "key: 1");
}

TEST_CASE("an error shows its line and a caret under its span and the hint") {
    Sources sources;
    const auto file = sources.add("path/file.yaml", "actors:\n  RED:\n    resolv: 0.5\n");
    const Diagnostic fault{Severity::error,
                           "unknown-key",
                           {file, 19, 25},
                           "unknown key 'resolv' under actors.RED",
                           "did you mean 'resolve'?"};
    CHECK(render(sources, fault) ==
          "path/file.yaml:3:5: error: unknown key 'resolv' under actors.RED [unknown-key]\n"
          "    3 |     resolv: 0.5\n"
          "      |     ^~~~~~\n"
          "      = did you mean 'resolve'?\n");
}

TEST_CASE("tabs become one blank and tildes count code points up to the end of the line") {
    Sources sources;
    const auto file = sources.add("a", "\t\xC3\xA9t\xC3\xA9 x\nnext");
    CHECK(render(sources, Diagnostic{Severity::warning, "w", {file, 1, 13}, "m", ""}) ==
          "a:1:2: warning: m [w]\n    1 |  \xC3\xA9t\xC3\xA9 x\n      |  ^~~~~\n");
}

TEST_CASE("a finding without a place is one line") {
    CHECK(render(Sources(), Diagnostic{Severity::error, "c", {}, "no clock", ""}) == "error: no clock [c]\n");
    CHECK(render(Sources(), Diagnostic{Severity::note, "c", {}, "n", "h"}) == "note: n [c]\n      = h\n");
}

TEST_CASE("a long line is cut to a window around the caret") {
    Sources sources;
    const std::string line = std::string(300, 'a') + "HERE" + std::string(300, 'b');
    const auto file = sources.add("a", line);
    const std::string text = render(sources, Diagnostic{Severity::error, "c", {file, 300, 304}, "m", ""});
    CHECK(text == "a:1:301: error: m [c]\n    1 | ..." + std::string(50, 'a') + "HERE" + std::string(46, 'b') +
                      "...\n      | " + std::string(53, ' ') + "^~~~\n");
    const std::string first = render(sources, Diagnostic{Severity::error, "c", {file, 0, 600}, "m", ""});
    CHECK(first ==
          "a:1:1: error: m [c]\n    1 | " + std::string(100, 'a') + "...\n      | ^" + std::string(99, '~') + "\n");
    const std::string last = render(sources, Diagnostic{Severity::error, "c", {file, 604, 604}, "m", ""});
    CHECK(last ==
          "a:1:605: error: m [c]\n    1 | ..." + std::string(100, 'b') + "\n      | " + std::string(103, ' ') + "^\n");
}

TEST_CASE("findings come in order of place and repeats once") {
    Sources sources;
    const auto file = sources.add("a", "xyz");
    Diagnostics findings;
    CHECK(findings.empty());
    findings.warning("late", {file, 2, 3}, "third");
    CHECK_FALSE(findings.has_errors());
    findings.error("b", {file, 0, 1}, "second");
    findings.error("a", {file, 0, 1}, "first");
    findings.error("b", {file, 0, 1}, "second");
    CHECK(findings.has_errors());
    CHECK(findings.items().size() == 4);
    const auto sorted = findings.sorted();
    REQUIRE(sorted.size() == 3);
    CHECK(sorted[0].message == "first");
    CHECK(sorted[1].message == "second");
    CHECK(sorted[2].message == "third");
    const std::string text = render(sources, findings);
    CHECK(text.find("first") < text.find("second"));
    CHECK(text.find("second") < text.find("third"));
}

TEST_CASE("suggestions find slips of the finger and nothing else") {
    const std::vector<std::string> names{"readiness", "resolve", "actions", "threat", "probability", "at"};
    CHECK(nearest("resolv", names) == "resolve");
    CHECK(nearest("reslove", names) == "resolve");
    CHECK(nearest("READINESS", names) == "readiness");
    CHECK(nearest("action", names) == "actions");
    CHECK(nearest("prob", names) == "probability");
    CHECK(nearest("threats", names) == "threat");
    CHECK(nearest("ta", names) == "at");
    CHECK_FALSE(nearest("volcano", names).has_value());
    CHECK_FALSE(nearest("x", {}).has_value());
    CHECK(did_you_mean("resolv", names) == "did you mean 'resolve'?");
    CHECK(did_you_mean("volcano", names).empty());
}

TEST_CASE("of equally near names the first in byte order is suggested and equal but for case wins") {
    CHECK(nearest("bat", {"hat", "cat"}) == "cat");
    CHECK(nearest("cat", {"bat", "CAT", "cap"}) == "CAT");
}
