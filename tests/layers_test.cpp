#include "scenario/layers.h"

#include "catch.hpp"
#include "folder.h"
#include "tree_text.h"

using namespace brink;
using test::codes;
using test::Folder;

namespace {

std::string keys_at(const Node& root, const std::vector<std::string>& keys) {
    const Node* node = &root;
    for (const std::string& key : keys) node = node == nullptr ? nullptr : node->find(key);
    std::string result;
    if (node == nullptr) return "-";
    for (const Entry& entry : node->entries) result += (result.empty() ? "" : ", ") + entry.key;
    return result;
}

/// Lays `upper` over `lower` (both without the version line).
struct Laid {
    Diagnostics faults;
    Tree tree;
    Laid(const std::string& lower, const std::string& upper, const Settings& settings = {}) {
        const Folder folder;
        folder.write("lower.yaml", "brink: 1\n" + lower);
        folder.write("upper.yaml", "brink: 1\nextends: lower.yaml\n" + upper);
        tree = load_tree(folder.path("upper.yaml"), settings, faults);
    }
    [[nodiscard]] std::string at(const std::vector<std::string>& keys) const { return test::at(tree.root, keys); }
    [[nodiscard]] std::string keys(const std::vector<std::string>& path) const { return keys_at(tree.root, path); }
};

}  // namespace

TEST_CASE("mappings merge by key and anything else replaces") {
    const Laid laid("title: low\nactors: {RED: {doc: d, threat: 0.1}, BLUE: {doc: b}}\nheadline: [a, b]\n",
                    "title: high\nactors: {RED: {threat: 0.2}, GREEN: {doc: g}}\nheadline: [c]\n");
    REQUIRE(laid.faults.empty());
    CHECK(laid.at({"title"}) == "high");
    CHECK(laid.at({"actors", "RED", "doc"}) == "d");
    CHECK(laid.at({"actors", "RED", "threat"}) == "0.2");
    CHECK(laid.keys({"actors"}) == "RED, BLUE, GREEN");
    CHECK(laid.tree.root.find("headline")->items.size() == 1);
    CHECK(laid.tree.root.find("extends") == nullptr);
    CHECK(laid.tree.name == "upper");
    REQUIRE(laid.tree.files.size() == 2);
    CHECK(laid.tree.files[0].find("lower.yaml") != std::string::npos);
}

TEST_CASE("values keep the place of the layer that gave them") {
    const Laid laid("parameters: {fear: 0.2, hope: 0.3}\n", "parameters: {fear: 0.5}\n");
    const auto file_of = [&](const char* name) {
        return laid.tree.sources.place(laid.tree.root.find("parameters")->find(name)->span).file;
    };
    CHECK(file_of("fear").find("upper.yaml") != std::string::npos);
    CHECK(file_of("hope").find("lower.yaml") != std::string::npos);
}

TEST_CASE("null removes what a lower layer gave and is an error where none did") {
    const Laid laid("events: {a: {hazard: 0.1}, b: {hazard: 0.2}}\n", "events: {a: null}\n");
    CHECK(laid.faults.empty());
    CHECK(laid.keys({"events"}) == "b");
    const Laid wrong("events: {a: {hazard: 0.1}}\n", "events: {c: null}\n");
    REQUIRE(codes(wrong.faults) == "nothing-to-remove");
    CHECK(wrong.tree.sources.place(wrong.faults.items()[0].span).line == 3);
    CHECK(codes(Laid("title: x\n", "actors: {RED: {threat: ~}}\n").faults) == "nothing-to-remove");
    CHECK(codes(Laid("title: x\n", "actors: {RED: {threat: }}\n").faults) == "no-value");
    CHECK(codes(Laid("title: ~\n", "").faults) == "nothing-to-remove");
}

TEST_CASE("a bare number keeps range and provenance of what it displaces") {
    const Laid laid("parameters: {fear: {uniform: [0, 1], range: [0, 1], source: book}}\n",
                    "parameters: {fear: 0.5}\n");
    REQUIRE(laid.faults.empty());
    CHECK(laid.at({"parameters", "fear", "value"}) == "0.5");
    CHECK(laid.at({"parameters", "fear", "uniform"}) == "-");
    CHECK(laid.at({"parameters", "fear", "source"}) == "book");
    const Laid back("parameters: {fear: 0.5}\n", "parameters: {fear: {beta: {mean: 0.4, sd: 0.1}}}\n");
    CHECK(back.keys({"parameters", "fear"}) == "beta");
    const Laid range("parameters: {fear: 0.5}\n", "parameters: {fear: {range: [0, 1]}}\n");
    CHECK(range.at({"parameters", "fear", "value"}) == "0.5");
    CHECK(range.at({"parameters", "fear", "range"}) == "[p1:0p1:1]");
}

TEST_CASE("distributions displace each other and their arguments merge only in one form") {
    const Laid other("parameters: {f: {normal: {mean: 0, sd: 1}, unit: kg}}\n", "parameters: {f: {uniform: [0, 1]}}\n");
    CHECK(other.keys({"parameters", "f"}) == "unit, uniform");
    const Laid same("parameters: {f: {normal: {mean: 0, sd: 1}}}\n", "parameters: {f: {normal: {mean: 2}}}\n");
    CHECK(same.keys({"parameters", "f", "normal"}) == "mean, sd");
    const Laid form("parameters: {f: {lognormal: {mean: 1, sd: 1}}}\n",
                    "parameters: {f: {lognormal: {median: 2, sigma: 1}}}\n");
    CHECK(form.keys({"parameters", "f", "lognormal"}) == "median, sigma");
    const Laid both("parameters: {f: 1}\n", "parameters: {f: {value: 2, uniform: [0, 1]}}\n");
    CHECK(both.keys({"parameters", "f"}) == "value, uniform");
}

TEST_CASE("numbers stand under actors initial and relations too and name is none") {
    const Laid laid(
        "variables: {actor: {threat: {initial: {value: 0.1, source: s}}}}\n"
        "actors: {RED: {name: Red, threat: {uniform: [0, 1], basis: assumed}}}\n"
        "relations: {hostility: {RED -> BLUE: {value: 1, source: q}}}\n",
        "variables: {actor: {threat: {initial: 0.2}}}\n"
        "actors: {RED: {name: Redland, threat: 0.3}}\n"
        "relations: {hostility: {RED->BLUE: 2}}\n");
    REQUIRE(laid.faults.empty());
    CHECK(laid.keys({"variables", "actor", "threat", "initial"}) == "value, source");
    CHECK(laid.at({"actors", "RED", "threat", "value"}) == "0.3");
    CHECK(laid.at({"actors", "RED", "threat", "basis"}) == "assumed");
    CHECK(laid.at({"actors", "RED", "name"}) == "Redland");
    CHECK(laid.at({"relations", "hostility", "RED -> BLUE", "value"}) == "2");
    CHECK(laid.at({"relations", "hostility", "RED -> BLUE", "source"}) == "q");
}

TEST_CASE("timing of an event and question of an outcome are one slot each") {
    const Laid laid("events: {e: {hazard: 0.1, once: true, when: t > 3}}\noutcomes: {o: {when: x > 1, doc: d}}\n",
                    "events: {e: {at: 5}}\noutcomes: {o: {measure: x}}\n");
    CHECK(laid.keys({"events", "e"}) == "once, when, at");
    CHECK(laid.keys({"outcomes", "o"}) == "doc, measure");
    CHECK(Laid("events: {e: {hazard: 0.1}}\n", "events: {e: {hazard: null, at: 5}}\n").faults.empty());
}

TEST_CASE("a utility as terms and as one expression replace each other whole") {
    CHECK(Laid("actions: {a: {utility: {x: 1, y: 2}}}\n", "actions: {a: {utility: 3}}\n")
              .at({"actions", "a", "utility"}) == "3");
    CHECK(Laid("actions: {a: {utility: 3}}\n", "actions: {a: {utility: {x: 1}}}\n").keys({"actions", "a", "utility"}) ==
          "x");
    CHECK(Laid("actions: {a: {utility: {x: 1}}}\n", "actions: {a: {utility: {y: 1}}}\n")
              .keys({"actions", "a", "utility"}) == "x, y");
}

TEST_CASE("pair keys have one form") {
    const Laid laid("relations: {h: {RED<->BLUE: 0.7, RED   ->   BLUE2: 1, csv: f.csv}}\ncorrelate: {b <-> a: 0.5}\n",
                    "");
    CHECK(laid.keys({"relations", "h"}) == "BLUE <-> RED, RED -> BLUE2, csv");
    CHECK(laid.keys({"correlate"}) == "a <-> b");
    CHECK(codes(Laid("relations: {h: {A <-> B: 1, B <-> A: 2}}\n", "").faults) == "duplicate-key");
}

TEST_CASE("a directed line overrides one direction of a mutual line below") {
    const Laid laid("relations: {h: {A <-> B: {value: 0.7, source: s}, C <-> D: 1}}\n",
                    "relations: {h: {B -> A: 0.2}}\n");
    REQUIRE(laid.faults.empty());
    CHECK(laid.keys({"relations", "h"}) == "A -> B, B -> A, C <-> D");
    CHECK(laid.at({"relations", "h", "A -> B", "value"}) == "0.7");
    CHECK(laid.at({"relations", "h", "B -> A", "value"}) == "0.2");
    CHECK(laid.at({"relations", "h", "B -> A", "source"}) == "s");
    const Laid removed("relations: {h: {A <-> B: 1}}\n", "relations: {h: {A -> B: null}}\n");
    CHECK(removed.faults.empty());
    CHECK(removed.keys({"relations", "h"}) == "B -> A");
}

TEST_CASE("a mutual line overrides directed lines below and a drawn one stays one draw") {
    const Laid laid("relations: {h: {A -> B: {value: 0.1, source: s}}}\n", "relations: {h: {B <-> A: 0.9}}\n");
    CHECK(laid.keys({"relations", "h"}) == "A -> B, B -> A");
    CHECK(laid.at({"relations", "h", "A -> B", "value"}) == "0.9");
    CHECK(laid.at({"relations", "h", "A -> B", "source"}) == "s");
    CHECK(laid.at({"relations", "h", "B -> A"}) == "0.9");
    const Laid drawn("relations: {h: {A -> B: 0.1, B -> A: 0.2}}\n", "relations: {h: {A <-> B: {uniform: [0, 1]}}}\n");
    CHECK(drawn.keys({"relations", "h"}) == "A <-> B");
    const Laid removed("relations: {h: {A -> B: 0.1, C -> D: 1}}\n", "relations: {h: {A <-> B: null}}\n");
    CHECK(removed.faults.empty());
    CHECK(removed.keys({"relations", "h"}) == "C -> D");
    const Laid same("relations: {h: {A <-> B: {uniform: [0, 1], source: s}}}\n", "relations: {h: {B <-> A: 0.5}}\n");
    CHECK(same.keys({"relations", "h", "A <-> B"}) == "source, value");
}

TEST_CASE("lines of one layer that disagree are kept for the check to see") {
    const Laid laid("relations: {h: {A -> B: 0.1}}\n", "relations: {h: {A <-> B: 0.9, A -> B: 0.3}}\n");
    CHECK(laid.keys({"relations", "h"}) == "A <-> B, A -> B");
}

TEST_CASE("layers are laid in the order named each once at its first place") {
    const Folder folder;
    folder.write("base.yaml", "brink: 1\ntitle: base\ndoc: base\n");
    folder.write("sub/a.yaml", "brink: 1\nextends: ../base.yaml\ntitle: a\nquestion: a\n");
    folder.write("b.yaml", "brink: 1\nextends: [base.yaml]\ntitle: b\n");
    folder.write("top.yaml", "brink: 1\nextends: [sub/a.yaml, b.yaml]\nmarking: top\n");
    Diagnostics faults;
    const Tree tree = load_tree(folder.path("top.yaml"), {}, faults);
    REQUIRE(faults.empty());
    CHECK(test::at(tree.root, {"title"}) == "b");
    CHECK(test::at(tree.root, {"doc"}) == "base");
    CHECK(test::at(tree.root, {"question"}) == "a");
    REQUIRE(tree.files.size() == 4);
    CHECK(tree.files == std::vector<std::string>{folder.path("base.yaml"), folder.path("sub/a.yaml"),
                                                 folder.path("b.yaml"), folder.path("top.yaml")});
}

TEST_CASE("a file that extends itself at any remove is an error") {
    const Folder folder;
    folder.write("a.yaml", "brink: 1\nextends: b.yaml\n");
    folder.write("b.yaml", "brink: 1\nextends: ./c.yaml\n");
    folder.write("c.yaml", "brink: 1\nextends: a.yaml\n");
    folder.write("self.yaml", "brink: 1\nextends: self.yaml\n");
    Diagnostics faults;
    const Tree tree = load_tree(folder.path("a.yaml"), {}, faults);
    REQUIRE(codes(faults) == "extends-itself");
    CHECK(tree.sources.place(faults.items()[0].span).file == folder.path("c.yaml"));
    Diagnostics direct;
    (void)load_tree(folder.path("self.yaml"), {}, direct);
    CHECK(codes(direct) == "extends-itself");
}

TEST_CASE("layers may not lie deeper than the limit") {
    const Folder folder;
    for (int i = 0; i < 6; ++i)
        folder.write(std::to_string(i) + ".yaml",
                     "brink: 1\n" + (i < 5 ? "extends: " + std::to_string(i + 1) + ".yaml\n" : ""));
    Diagnostics fits, deep;
    (void)load_tree(folder.path("0.yaml"), {}, fits, {.layers = 5});
    CHECK(fits.empty());
    (void)load_tree(folder.path("0.yaml"), {}, deep, {.layers = 4});
    CHECK(codes(deep) == "limit-layers");
}

TEST_CASE("an unreadable layer is told at the entry and an unreadable file thrown") {
    const Folder folder;
    folder.write("a.yaml", "brink: 1\nextends: [none.yaml, folder]\n");
    std::filesystem::create_directory(folder.path("folder"));
    Diagnostics faults;
    const Tree tree = load_tree(folder.path("a.yaml"), {}, faults);
    REQUIRE(codes(faults) == "unreadable unreadable");
    CHECK(tree.sources.place(faults.items()[0].span).column == 11);
    CHECK_THROWS_AS(load_tree(folder.path("none.yaml"), {}, faults), FileError);
    CHECK_THROWS_AS(load_tree(folder.path("folder"), {}, faults), FileError);
}

TEST_CASE("the text of what is no brink file is never quoted") {
    const Folder folder;
    for (const char* text :
         {"secret: 1\n", "secret", "- secret\n", "secret: \"1\n", "\tsecret: [\n", "secret \xFF\n", ""}) {
        INFO(text);
        folder.write("other", text);
        folder.write("a.yaml", "brink: 1\nextends: other\n");
        Diagnostics faults, alone;
        const Tree tree = load_tree(folder.path("a.yaml"), {}, faults);
        CHECK(codes(faults) == "not-a-brink-file");
        CHECK(render(tree.sources, faults).find("secret") == std::string::npos);
        CHECK(render(tree.sources, faults).find("a.yaml:2:10") != std::string::npos);
        const Tree main = load_tree(folder.path("other"), {}, alone);
        CHECK(codes(alone) == "not-a-brink-file");
        CHECK(render(main.sources, alone).find("secret") == std::string::npos);
        CHECK(main.root.entries.empty());
    }
}

TEST_CASE("only version 1 of the format is known") {
    Diagnostics faults, quoted, one;
    (void)load_tree_text("t", "brink: 2\n", {}, faults);
    CHECK(codes(faults) == "brink-version");
    (void)load_tree_text("t", "brink: '1'\n", {}, quoted);
    CHECK(codes(quoted) == "brink-version");
    (void)load_tree_text("t", "brink: 1\n", {}, one);
    CHECK(one.empty());
}

TEST_CASE("the digest is of the merged tree and not of its order or layers") {
    const auto digest = [](const std::string& text) {
        Diagnostics faults;
        return load_tree_text("t", text, {}, faults).digest;
    };
    const std::string one = digest("brink: 1\ntitle: a\ndoc: b\n");
    CHECK(one.size() == 16);
    CHECK(one == digest("brink: 1\ndoc: b\ntitle:   a  # comment\n"));
    CHECK(one != digest("brink: 1\ndoc: b\ntitle: c\n"));
    CHECK(one != digest("brink: 1\ndoc: b\ntitle: 'a'\n"));
    CHECK(one == Laid("title: x\n", "title: a\ndoc: b\n").tree.digest);
    CHECK(digest("brink: 1\nx: {a: 1}\ny: {}\n") != digest("brink: 1\nx: {}\ny: {a: 1}\n"));
}

TEST_CASE("the name of a tree is the file without folder and ending") {
    Diagnostics faults;
    CHECK(load_tree_text("a/b/korea.yaml", "brink: 1\n", {}, faults).name == "korea");
    CHECK(load_tree_text("v1.2", "brink: 1\n", {}, faults).name == "v1.2");
}
