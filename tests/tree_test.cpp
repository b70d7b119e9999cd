#include "scenario/tree.h"

#include <cmath>

#include "catch.hpp"

using namespace brink;

namespace {

struct Read {
    Sources sources;
    Diagnostics faults;
    Node root;
    explicit Read(const std::string& text, const TextLimits& limits = {}) {
        const auto file = sources.add("t.yaml", text);
        root = parse_tree(sources, file, faults, limits);
    }
    [[nodiscard]] std::string code() const { return faults.empty() ? "" : faults.sorted().front().code; }
    [[nodiscard]] Place place() const { return sources.place(faults.sorted().front().span); }
    [[nodiscard]] std::string written(const Node* node) const {
        REQUIRE(node != nullptr);
        return std::string(sources.excerpt(node->span));
    }
};

/// `code@line:column` of each fault, in order.
std::string faults_of(const std::string& text, const TextLimits& limits = {}) {
    const Read read(text, limits);
    std::string result;
    for (const Diagnostic& fault : read.faults.sorted()) {
        const Place place = read.sources.place(fault.span);
        if (!result.empty()) result += ' ';
        result += fault.code + "@" + std::to_string(place.line) + ":" + std::to_string(place.column);
    }
    return result;
}

}  // namespace

TEST_CASE("maps lists and scalars are read in the order written") {
    const Read read("b: 1\na: [x, {y: z}]\n");
    REQUIRE(read.faults.empty());
    REQUIRE(read.root.is_map());
    REQUIRE(read.root.entries.size() == 2);
    CHECK(read.root.entries[0].key == "b");
    CHECK(read.root.find("b")->text == "1");
    const Node* list = read.root.find("a");
    REQUIRE(list->is_list());
    CHECK(list->items[0].text == "x");
    CHECK(list->items[1].find("y")->text == "z");
    CHECK(read.root.find("c") == nullptr);
    CHECK(list->find("y") == nullptr);
    CHECK(read.root.find_entry("a")->key_span.begin == 5);
}

TEST_CASE("spans are the bytes as written") {
    const Read read(
        "plain: two words  # comment\n"
        "single: 'it''s'\n"
        "double: \"a\\\"b\" # c\n"
        "folded: one\n  two\n\n  three\n"
        "block: |\n  first\n\n  second\n"
        "strip: >-\n    x\n"
        "flow: {a: 1, b: [2, 3 ] }  # end\n"
        "items:\n  - a\n  - b\n"
        "caf\xC3\xA9: \xC3\xA9t\xC3\xA9\n");
    REQUIRE(read.faults.empty());
    CHECK(read.written(read.root.find("plain")) == "two words");
    CHECK(read.written(read.root.find("single")) == "'it''s'");
    CHECK(read.written(read.root.find("double")) == "\"a\\\"b\"");
    CHECK(read.written(read.root.find("folded")) == "one\n  two\n\n  three");
    CHECK(read.root.find("folded")->text == "one two\nthree");
    CHECK(read.written(read.root.find("block")) == "|\n  first\n\n  second");
    CHECK(read.written(read.root.find("strip")) == ">-\n    x");
    CHECK(read.written(read.root.find("flow")) == "{a: 1, b: [2, 3 ] }");
    CHECK(read.written(read.root.find("flow")->find("b")) == "[2, 3 ]");
    CHECK(read.written(read.root.find("items")) == "- a\n  - b");
    CHECK(read.written(read.root.find("caf\xC3\xA9")) == "\xC3\xA9t\xC3\xA9");
}

TEST_CASE("a byte order mark moves no span") {
    const Read read(
        "\xEF\xBB\xBF"
        "a: {b: c}\n");
    REQUIRE(read.faults.empty());
    CHECK(read.written(read.root.find("a")) == "{b: c}");
    CHECK(read.written(read.root.find("a")->find("b")) == "c");
}

TEST_CASE("carriage returns before newlines change nothing") {
    const Read read("a:\r\n  b: c d\r\ne: f\r\n");
    REQUIRE(read.faults.empty());
    CHECK(read.written(read.root.find("a")->find("b")) == "c d");
    CHECK(read.root.find("e")->text == "f");
}

TEST_CASE("null is null in its four forms and empty and no other") {
    const Read read("a: null\nb: ~\nc: Null\nd: NULL\ne:\nf: 'null'\ng: nULL\nh: {i: , j: ~}\nk: [~, x]\n");
    REQUIRE(read.faults.empty());
    for (const char* key : {"a", "b", "c", "d", "e"}) CHECK(read.root.find(key)->is_null());
    CHECK(read.written(read.root.find("a")) == "null");
    CHECK(read.written(read.root.find("b")) == "~");
    CHECK(read.written(read.root.find("e")).empty());
    CHECK(read.sources.place(read.root.find("e")->span).line == 5);
    CHECK(read.root.find("f")->is_scalar());
    CHECK(read.root.find("f")->quoted);
    CHECK(read.root.find("g")->is_scalar());
    CHECK(read.root.find("h")->find("i")->is_null());
    CHECK(read.root.find("k")->items[0].is_null());
}

TEST_CASE("scalars are text and only quotes and blocks are marked") {
    const Read read("a: NO\nb: on\nc: y\nd: \"0.5\"\ne: 0.5\nf: |\n  0.5\n");
    REQUIRE(read.faults.empty());
    CHECK(read.root.find("a")->text == "NO");
    CHECK(read.root.find("b")->text == "on");
    CHECK(read.root.find("c")->text == "y");
    CHECK(read.root.find("d")->quoted);
    CHECK_FALSE(read.root.find("e")->quoted);
    CHECK(read.root.find("f")->quoted);
}

TEST_CASE("anchors and aliases copy values") {
    const Read read("a: &x {v: 1}\nb: *x\nc: [*x, *x]\nd: &s text\ne: *s\n&k key: 1\n");
    REQUIRE(read.faults.empty());
    CHECK(read.root.find("b")->find("v")->text == "1");
    CHECK(read.root.find("c")->items[1].find("v")->text == "1");
    CHECK(read.root.find("e")->text == "text");
    CHECK(read.written(read.root.find("a")) == "{v: 1}");
    CHECK(read.written(read.root.find("e")) == "text");
    CHECK(read.root.find("key") != nullptr);
}

TEST_CASE("a place inside a scalar is exact for plain and quoted ones") {
    const Read read("a: x + resolv\nb: 'x + resolv'\n");
    const Span plain = read.root.find("a")->inside(4, 10);
    CHECK(read.sources.excerpt(plain) == "resolv");
    CHECK(read.sources.excerpt(read.root.find("b")->inside(4, 10)) == "resolv");
    const Span beyond = read.root.find("a")->inside(50, 60);
    CHECK(beyond.begin == read.root.find("a")->span.end);
    CHECK(beyond.end == beyond.begin);
    CHECK(Node{}.inside(0, 3).begin == 0);
}

TEST_CASE("a duplicate key is reported at its second place and names the first") {
    const Read read("a: 1\nb: 2\na: 3\n");
    CHECK(read.code() == "duplicate-key");
    CHECK(read.place().line == 3);
    CHECK(read.faults.items()[0].message.find("line 1") != std::string::npos);
    CHECK(read.root.find("a")->text == "1");
    CHECK(faults_of("x: {a: 1, 'a': 2}\n") == "duplicate-key@1:11");
    CHECK(faults_of("x: [{a: 1}, {a: 2}]\n").empty());
}

TEST_CASE("an unclosed quote is reported where it opens") {
    CHECK(faults_of("a: \"open\nb: c\n") == "unclosed-quote@1:4");
    CHECK(faults_of("a: 'open\nb: c\n\n  \n") == "unclosed-quote@1:4");
    CHECK(faults_of("a: 'closed'\nb: [x, \"open]\nc: 1\n") == "unclosed-quote@2:8");
    CHECK(faults_of("a: it's fine # isn't it\nb: 'open\n") == "unclosed-quote@2:4");
    CHECK(faults_of("a: 'swallows\nb: 'next'\n") == "unclosed-quote@1:4");
}

TEST_CASE("bytes that are no text are refused") {
    CHECK(faults_of("a: \xFF\n") == "bad-utf8@1:4");
    CHECK(faults_of("a: \xC0\xAF\n") == "bad-utf8@1:4");
    CHECK(faults_of("a: \xED\xA0\x80\n") == "bad-utf8@1:4");
    CHECK(faults_of("a: \xF4\x90\x80\x80\n") == "bad-utf8@1:4");
    CHECK(faults_of("a: \xE2\x82\n") == "bad-utf8@1:4");
    CHECK(faults_of(std::string("a: \0b\n", 6)) == "control-byte@1:4");
    CHECK(faults_of("a: \x04\n") == "control-byte@1:4");
    CHECK(faults_of("a: \x7F\n") == "control-byte@1:4");
    CHECK(faults_of("a: \xE2\x82\xAC \xF0\x9F\x98\x80\n").empty());
}

TEST_CASE("what YAML allows and scenarios do not is refused") {
    CHECK(faults_of("a: 1\n---\nb: 2\n") == "second-document@2:1");
    CHECK(faults_of("---\na: 1\n...\n").empty());
    CHECK(faults_of("a: &x [1, *x]\n") == "alias-cycle@1:11");
    CHECK(faults_of("a: &x {b: 1}\nc:\n  <<: *x\n") == "merge-key@3:3");
    CHECK(faults_of("'<<': 1\n").empty());
    CHECK(faults_of("a: !!int 3\n") == "tag@1:4");
    CHECK(faults_of("a: !foo [1]\n") == "tag@1:4");
    CHECK(faults_of("a: ! x\n") == "tag@1:4");
    CHECK(faults_of("a: &x !foo y\n") == "tag@1:7");
    CHECK(faults_of("~: 1\n") == "key-not-text@1:1");
    CHECK(faults_of("null: 1\n") == "key-not-text@1:1");
    CHECK(faults_of("{[a]: 1, b: 2}\n") == "key-not-text@1:2");
    CHECK(faults_of("a: *none\n") == "unknown-alias@1:4");
}

TEST_CASE("slips of syntax are named where they are") {
    CHECK(faults_of("a:\n\tb: 1\n") == "tab-indent@2:1");
    CHECK(faults_of("a:\n  b: 1\n\tc: 2\n") == "tab-indent@3:1");
    CHECK(faults_of("a:1\nb: 2\n") == "missing-blank@1:1");
    CHECK(faults_of("b: 2\na:1\n") == "missing-blank@2:1");
    CHECK(faults_of("x: {a:1}\n") == "missing-blank@1:5");
    CHECK(faults_of("a: b: c\n") == "missing-quote@1:4");
    CHECK(faults_of("x: {a: f(1, 2), b: 3}\n") == "missing-quote@1:8");
    CHECK(faults_of("x: [f(1, 2), 3]\n") == "missing-quote@1:5");
    CHECK(faults_of("x: {a: h[i, j], b: 3}\n") == "missing-quote@1:8");
    CHECK(faults_of("x: {a: 1\ny: 2\n") == "unclosed-bracket@1:4");
    CHECK(faults_of("x: [1, 2\ny: 2\n") == "unclosed-bracket@1:4");
    CHECK(faults_of("x: {a: {b: 1}\ny: 2\n") == "unclosed-bracket@1:4");
    CHECK(faults_of("x: [1, 2") == "unclosed-bracket@1:4");
    CHECK(faults_of("x: {a: [1, {b: 2}, 3\n") == "unclosed-bracket@1:8");
    CHECK(faults_of("x: {a: [1, 2}\n") == "unclosed-bracket@1:13");
    CHECK(faults_of("x: {a: ']', b: [1]]\n") == "unclosed-bracket@1:19");
    CHECK(faults_of("x: [1]]\n") == "unclosed-bracket@1:7");
    CHECK(faults_of("x: 'a' b\n") == "missing-quote@1:8");
    CHECK(faults_of("x: @b\n") == "missing-quote@1:4");
    CHECK(faults_of("a: 1\n  b: 2\n") == "bad-indent@2:3");
    CHECK(faults_of("a:\n    b: 1\n  c: 2\n") == "bad-indent@3:3");
    CHECK(faults_of("x: \"\\q\"\n") == "bad-escape@1:5");
    CHECK(faults_of("x: {a, b: 1}\n") == "no-value@1:5");
}

TEST_CASE("a colon without blank and a comma in parentheses are fine where YAML takes them") {
    CHECK(faults_of("a: x:y\nb: max(1, 2)\nc: h[i, j] * 2\nd: {e: f(x)}\n").empty());
}

TEST_CASE("the tree holds what could be read before a fault") {
    const Read read("brink: 1\na: {b: 2}\nc: [1, 2\nd: 3\n");
    CHECK(read.faults.has_errors());
    CHECK(read.root.find("brink")->text == "1");
    CHECK(read.root.find("a")->find("b")->text == "2");
}

TEST_CASE("text that runs into a fault is not kept for later stages to judge") {
    const Read read("a: {b: 1}\nc:\n  d: Redland\n    e: 2\n");
    CHECK(read.code() == "bad-indent");
    CHECK(read.root.find("a")->find("b")->text == "1");
    CHECK(read.root.find("c")->entries.empty());
}

TEST_CASE("limits are refused with their names") {
    CHECK(faults_of("a: 12345678\n", {.bytes = 8}) == "limit-bytes@1:1");
    CHECK(faults_of("a: [[1]]\n", {.depth = 2}) == "limit-depth@1:5");
    CHECK(faults_of("a: [[1]]\n", {.depth = 3}).empty());
    CHECK(faults_of("a: [1, 2, 3]\n", {.nodes = 5}) == "limit-nodes@1:11");
    CHECK(faults_of("a: [1, 2, 3]\n", {.nodes = 6}).empty());
    CHECK(faults_of("a: " + std::string(5000, '[')).find("limit-depth@1:") != std::string::npos);
}

TEST_CASE("an alias bomb is refused and costs nothing") {
    std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 9; ++i) {
        const std::string below = "*a" + std::to_string(i - 1);
        text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + below;
        for (int k = 0; k < 8; ++k) text += ", " + below;
        text += "]\n";
    }
    CHECK(faults_of(text).rfind("limit-nodes@", 0) == 0);
    std::string deep = "a0: &a0 [x]\n";
    for (int i = 1; i < 100; ++i)
        deep += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + "]\n";
    CHECK(faults_of(deep).rfind("limit-depth@", 0) == 0);
    std::string wide = "a: &a " + std::string(1000, 'x') + "\nb: [*a";
    for (int i = 0; i < 5000; ++i) wide += ", *a";
    CHECK(faults_of(wide + "]\n").rfind("limit-bytes@", 0) == 0);
}

TEST_CASE("an empty text is null and no fault") {
    CHECK(Read("").root.is_null());
    CHECK(Read("").faults.empty());
    CHECK(Read("# nothing\n").root.is_null());
    CHECK(Read("\n\n").faults.empty());
}

TEST_CASE("numbers are the whole token") {
    double x = 0;
    for (const auto& [text, value] : std::vector<std::pair<std::string, double>>{{"0", 0},
                                                                                 {"010", 10},
                                                                                 {"-3", -3},
                                                                                 {"+3", 3},
                                                                                 {".5", 0.5},
                                                                                 {"5.", 5},
                                                                                 {"1e6", 1e6},
                                                                                 {"1.5E-3", 1.5e-3},
                                                                                 {"-.5", -0.5},
                                                                                 {"1e+2", 100}}) {
        INFO(text);
        REQUIRE(parse_number(text, x));
        CHECK(x == value);
    }
    REQUIRE(parse_number(".inf", x));
    CHECK(x > 1e308);
    REQUIRE(parse_number("-.inf", x));
    CHECK(x < -1e308);
    REQUIRE(parse_number("-0", x));
    CHECK(std::signbit(x));
    for (const char* text :
         {"",    "-",     "+",  ".",  "e5",  "1e",  "1e+", "0x10",  "1_000",    "nan", ".nan",
          "inf", "1e400", "1 ", " 1", "1,5", "--1", "+-1", "1.2.3", "infinity", "1f",  "2024-10-21"}) {
        INFO(text);
        CHECK_FALSE(parse_number(text, x));
    }
}
