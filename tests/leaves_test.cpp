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
    CHECK(count("0.2", "'0.2'") == 0);
    CHECK(count("2 * 0.50", "\"2*.5\"") == 0);
    CHECK(count("2 * 0.5", "2 * 0.6") == 1);
    CHECK(count("{uniform: [0, 1]}", "{uniform: [0, 2]}") == 1);
    CHECK(count("{value: 1, doc: a}", "{value: 2, doc: b}") == 2);
}

TEST_CASE("what means the same is no difference however it is written") {
    const auto count = [](const std::string& a, const std::string& b) {
        return differences(tree_of("brink: 1\n" + a), tree_of("brink: 1\n" + b)).size();
    };
    // Of a text every character counts, and none of the quotes around it.
    CHECK(count("title: a b\n", "title: 'a b'\n") == 0);
    CHECK(count("title: a b\n", "title: |\n  a b\n") == 0);
    CHECK(count("title: a b\n", "title: a  b\n") == 1);
    CHECK(count("title: 1\n", "title: 1.0\n") == 1);
    CHECK(count("actions: {a: {cameo: 010}}\n", "actions: {a: {cameo: 10}}\n") == 1);
    // Formulas are the same by their signs, numbers by their value.
    CHECK(count("dynamics: {world: {x: 2 * x + y}}\n", "dynamics:\n  world:\n    x: \"2*x+y\"  # one\n") == 0);
    CHECK(count("dynamics: {world: {x: 2 * x}}\n", "dynamics: {world: {x: x * 2}}\n") == 1);
    CHECK(count("clock: {steps: 52}\n", "clock: {steps: 52.0}\n") == 0);
    CHECK(count("variables: {world: {x: {range: [0, 1]}}}\n", "variables: {world: {x: {range: [0.0, 1e0]}}}\n") == 0);
    // One stands for the list of it, a list of one map for the map; whom a list names does not depend on its order.
    CHECK(count("actions: {a: {by: A, effects: x += 1}}\n", "actions: {a: {by: [A], effects: [x+=1]}}\n") == 0);
    CHECK(count("groups: {g: [A, B]}\n", "groups: {g: [B, A]}\n") == 0);
    CHECK(count("headline: [a, b]\n", "headline: [b, a]\n") == 1);
    CHECK(count("events: {e: {do: {actor: A, action: b}}}\n", "events: {e: {do: [{action: b, actor: A}]}}\n") == 0);
    CHECK(count("parameters: {p: {normal: {mean: 1, sd: 2}}}\n", "parameters: {p: {normal: {sd: 2.0, mean: 1}}}\n") ==
          0);
    CHECK(count("parameters: {p: {normal: {mean: 1, sd: 2}}}\n", "parameters: {p: {gamma: {mean: 1, sd: 2}}}\n") == 1);
    CHECK(count("parameters: {p: {uniform: [1, 2]}}\n", "parameters: {p: 1}\n") == 1);
}

TEST_CASE("what one tree lacks as a whole is one difference and a section of named things is none") {
    const auto paths = [](const std::string& a, const std::string& b) {
        std::string all;
        for (const TreeDifference& d : differences(tree_of("brink: 1\n" + a), tree_of("brink: 1\n" + b)))
            all += d.path + (d.first ? "-" : "") + (d.second ? "+" : "") + " ";
        return all;
    };
    const std::string event = "events: {e: {at: 3, once: true, do: {actor: A, action: b}}}\n";
    CHECK(paths(event, "") == "events.e- ");
    CHECK(paths("", event) == "events.e+ ");
    CHECK(paths(event, "events: {f: {hazard: 0.1, doc: x}}\n") == "events.e- events.f+ ");
    CHECK(paths(event, "events: {}\n") == "events.e- ");
    CHECK(paths("events: {}\n", "").empty());
    CHECK(paths("actors: {A: {}}\n", "actors: {B: {x: 1}}\n") == "actors.A- actors.B+ ");
    CHECK(paths("actors: {A: {}}\n", "actors: {A: {x: 1}}\n") == "actors.A.x+ ");
    CHECK(paths(event, "events: {e: {at: 3, once: true}}\n") == "events.e.do- ");
    CHECK(paths(event, "events: {e: {at: 3, do: [{actor: A, action: b}]}}\n") == "events.e.once- ");
    const std::string two = "[{actor: A, action: b}, {actor: B, action: c}]";
    CHECK(paths(event, "events: {e: {at: 3, once: true, do: " + two + "}}\n") == "events.e.do-+ ");
    CHECK(paths("events: {e: {do: " + two + "}}\n", "events: {e: {do: [{actor: A, action: b}]}}\n") ==
          "events.e.do-+ ");
    CHECK(paths("variables: {actor: {x: {initial: 1, doc: x}, y: {initial: 2}}}\n", "") ==
          "variables.actor.x- variables.actor.y- ");
    CHECK(paths("parameters: {p: {uniform: [0, 1], doc: x}}\n", "parameters: {q: 1}\n") ==
          "parameters.p- parameters.q+ ");
    CHECK(paths("actions: {a: {utility: {fear: 1, hope: 2}}}\n", "actions: {a: {rung: 1}}\n") ==
          "actions.a.rung+ actions.a.utility- ");
    CHECK(paths("actions: {a: {utility: {fear: 1, hope: 2}}}\n", "actions: {a: {utility: 2}}\n") ==
          "actions.a.utility+ actions.a.utility.fear- actions.a.utility.hope- ");
}
