// Values of merged trees one by one.

#include "catch.hpp"
#include "model/leaves.h"
#include "report/tree_diff.h"

using namespace brink;

namespace {

Tree tree_of(const std::string& text) {
    Diagnostics diagnostics;
    Tree tree = load_tree_text("test.yaml", text, {}, diagnostics);
    REQUIRE_FALSE(diagnostics.has_errors());
    return tree;
}

std::string paths_of(const std::string& text) {
    const Tree tree = tree_of(text);
    std::string all;
    for (const Leaf& leaf : leaves(tree)) all += leaf.path + "=" + leaf.text + "; ";
    return all;
}

}  // namespace

TEST_CASE("a described number is one leaf under its own path") {
    CHECK(
        paths_of(
            "brink: 1\nparameters:\n  a: 0.3\n  b: {value: 2 * a, doc: twice}\n  c: {beta: {mean: 0.5, sd: 0.1}}\n") ==
        "brink=1; parameters.a=0.3; parameters.b=2 * a; parameters.b.doc=twice; "
        "parameters.c=beta: {mean: 0.5, sd: 0.1}; ");
    CHECK(paths_of("brink: 1\nactors: {A: {x: {value: 1}}, B: {}}\ngroups: {g: [A, B]}\n") ==
          "actors.A.x=1; actors.B={}; brink=1; groups.g=[A, B]; ");
}

TEST_CASE("texts that would not stand in a list are quoted on one line") {
    CHECK(paths_of("brink: 1\nactions:\n  a:\n    effects:\n      - x[i, j] += 1\n      - y += 1\n    doc: |\n      "
                   "two\n      \"lines\"\n") ==
          "actions.a.doc=\"two\\n\\\"lines\\\"\"; actions.a.effects=[\"x[i, j] += 1\", y += 1]; brink=1; ");
}

TEST_CASE("numbers that are equal however they are written do not differ") {
    const auto count = [](const std::string& a, const std::string& b) {
        return differences(tree_of("brink: 1\nparameters: {p: " + a + "}\n"),
                           tree_of("brink: 1\nparameters: {p: " + b + "}\n"))
            .size();
    };
    CHECK(count("0.20", "{value: 0.2}") == 0);
    CHECK(count("0.2", "0.3") == 1);
    CHECK(count("0.2", "'0.2'") == 1);
    CHECK(count("{uniform: [0, 1]}", "{uniform: [0, 2]}") == 1);
    CHECK(count("{value: 1, doc: a}", "{value: 2, doc: b}") == 2);
}
