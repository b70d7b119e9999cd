// Texts that are large in one way and within every limit, or just beyond one: what they cost grows with their size, not
// with its square. A text that took 20 seconds of a processor before it was mended takes a fraction of one now.

#include <ctime>

#include <string>

#include "catch.hpp"
#include "check_text.h"
#include "folder.h"
#include "model/lint.h"
#include "program/compile.h"
#include "study/lint.h"

using namespace brink;
using namespace brink::checked;
using test::Folder;

namespace {

constexpr double k_most_seconds = 30;  // of the slowest build, with sanitizers; the fastest takes a hundredth of it

std::string head(int n_actors, int steps = 10) {
    std::string text = "brink: 1\nclock: {start: 2025-01-01, step: 1 week, steps: " + std::to_string(steps) + "}\n";
    text += "actors:\n";
    for (int i = 0; i < n_actors; ++i) text += "  A" + std::to_string(i) + ": {name: a}\n";
    return text;
}

/// `text` n times, each `#` in it the number of the time, each `@` that of the time before.
std::string each(int n, const std::string& text, const std::string& between = "") {
    std::string result;
    for (int i = 0; i < n; ++i) {
        if (i > 0) result += between;
        for (const char c : text) {
            if (c == '#')
                result += std::to_string(i);
            else if (c == '@')
                result += std::to_string(i == 0 ? n - 1 : i - 1);
            else
                result += c;
        }
    }
    return result;
}

std::string group_of(int n_actors) { return "groups: {G: [" + each(n_actors, "A#", ", ") + "]}\n"; }

/// What `brink check` does; the codes of faults, each once.
std::string codes_of(Tree tree, Diagnostics diagnostics) {
    const auto model = check(tree, diagnostics);
    if (model) {
        const Program program = compile(*model, diagnostics);
        if (!diagnostics.has_errors()) lint(tree, *model, program, diagnostics);
    }
    std::string codes;
    for (const Diagnostic& d : diagnostics.sorted())
        if (d.severity == Severity::error && codes.find(d.code) == std::string::npos)
            codes += (codes.empty() ? "" : " ") + d.code;
    CHECK(render(tree.sources, diagnostics).size() < 100'000);
    return codes;
}

/// Checks a text, or a file, within the time.
template <class Load>
std::string timed(const Load& load) {
    const std::clock_t begun = std::clock();
    Diagnostics diagnostics;
    Tree tree = load(diagnostics);
    const std::string codes = codes_of(std::move(tree), std::move(diagnostics));
    CHECK(static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC < k_most_seconds);
    return codes;
}

std::string faults(const std::string& text) {
    return timed([&](Diagnostics& diagnostics) { return load_tree_text("test.yaml", text, {}, diagnostics); });
}

std::string faults_of_file(const std::string& path) {
    return timed([&](Diagnostics& diagnostics) { return load_tree(path, {}, diagnostics); });
}

}  // namespace

TEST_CASE("many values of one actor or of a group are read in one pass") {
    const std::string variables = "variables: {actor: {" + each(20'000, "x#: {initial: 0}", ", ") + "}}\n";
    const std::string values = each(20'000, "x#: 1", ", ");
    CHECK(faults(head(0) + "  A0: {" + values + "}\n" + variables) == "");
    CHECK(faults("groups: {G: [A0]}\n" + head(1) + "  G: {" + values + "}\n" + variables) == "");
    CHECK(faults(group_of(900) + head(900) + "  G: {" + values + "}\n") == "limit-work");
    CHECK(faults(group_of(900) + head(900) + "  G: {actions: {" + each(20'000, "a#: {bias: 1}", ", ") + "}}\n") ==
          "limit-work");
    CHECK(faults(group_of(900) + head(900) + "actions: {a: {rung: 1, by: A0, track: m}}\n" +
                 "decision: {actors: {G: {precision: {" + each(20'000, "m#: 1", ", ") + "}}}}\n") == "limit-work");
}

TEST_CASE("groups that say the same of one actor are many without harm") {
    const std::string groups = "groups:\n" + each(10'000, "  G#: [A0, A1]\n");
    const std::string variable = "variables: {actor: {x: {initial: 0}}, dyad: {y: {initial: 0}}}\n";
    CHECK(faults(groups + head(2) + each(10'000, "  G#: {x: 1}\n") + variable) == "");
    CHECK(faults(groups + head(2) + "  G0: {x: 0}\n" + each(900, "  G1#: {x: #}\n") + variable) == "groups-disagree");
    CHECK(faults(groups + head(3) + variable + "relations:\n  y:\n" + each(10'000, "    G# -> A2: 1\n")) == "");
}

TEST_CASE("many outcomes may rest on one another") {
    const std::string outcomes = "outcomes:\n" + each(4000, "  o#: {when: t > 1, given: o@}\n");
    CHECK(faults(head(1) + outcomes) == "cycle");
    CHECK(faults(head(1) + "outcomes:\n  o1999: {when: t > 1}\n" + each(1999, "  o#: {when: t > 1, given: o1999}\n") +
                 "headline: [" + each(1999, "o#", ", ") + "]\n") == "");
}

TEST_CASE("many attributes of many actions") {
    CHECK(faults(head(1) + "attributes: {" + each(8000, "v#: 1", ", ") + "}\nactions:\n" +
                 each(80, "  a#: {rung: 1, by: A0, " + each(500, "v#: 1", ", ") + "}\n")) == "");
}

TEST_CASE("correlated parameters are many and many hang together") {
    const std::string parameters = "parameters:\n" + each(10'000, "  p#: {uniform: [0, 1]}\n");
    std::string pairs = "correlate:\n";
    for (int i = 0; i + 1 < 10'000; i += 2)
        pairs += "  p" + std::to_string(i) + " <-> p" + std::to_string(i + 1) + ": 0.1\n";
    CHECK(faults(head(1) + parameters + pairs) == "");
    std::string chain = "correlate:\n";
    for (int i = 1; i < 10'000; ++i) chain += "  p" + std::to_string(i - 1) + " <-> p" + std::to_string(i) + ": 0.1\n";
    CHECK(faults(head(1) + parameters + chain) == "limit-work");
}

TEST_CASE("what every actor has of every action track pair or instance is counted first") {
    CHECK(faults(head(1000) + "actions:\n" + each(3000, "  a#: {rung: 1, by: A0}\n")) == "");
    CHECK(faults(head(1000) + "actions:\n" + each(3000, "  a#: {rung: 1, by: A0, track: t#}\n")) == "limit-work");
    CHECK(faults(head(100) + "actions:\n" + each(1000, "  a#: {rung: 1, by: A0, track: t#}\n")) == "");
    CHECK(faults(head(300) + "actions: {a: {rung: 1, by: everyone, to: everyone, utility: t}}\n") == "");
    CHECK(faults(head(700) + "events:\n" + each(20, "  e#: {for: i -> j, at: 1}\n")) == "limit-work");
    CHECK(faults(head(1000) + "derived: {dyad: {" + each(79, "d#: t", ", ") + "}}\n") == "limit-work");
    CHECK(faults(head(700) + "variables: {dyad: {x: {initial: 0}}}\nrun: {record: {quantiles: [x]}}\n") ==
          "limit-memory");
}

TEST_CASE("adjustments of one actor cost what they say") {
    CHECK(faults(group_of(300) + head(300) + "  G: {actions: {a: {bias: 1, weight: 2, when: t > 1}}}\n" +
                 "actions: {a: {rung: 1, by: everyone, to: everyone, weight: 1}}\n") == "");
}

TEST_CASE("values that build on one another are looked at once each") {
    std::string derived = "derived: {world: {d0: p";
    for (int i = 1; i < 60; ++i) {
        const std::string below = "d" + std::to_string(i - 1);
        derived += ", d" + std::to_string(i) + ": " + below + " + " + below;
    }
    derived += "}}\n";
    const std::string parameter = "parameters: {p: 1}\n";
    CHECK(faults(head(1) + parameter + derived + "outcomes: {o: {when: d59 > 1}}\n") == "");
    const std::string symmetric = "variables: {dyad: {x: {initial: 0, symmetric: true}}}\n";
    CHECK(faults(head(3) + parameter + symmetric + derived + "dynamics: {dyad: {x: x + d59}}\n") == "");
    std::string chain = "derived: {world: {d0: t";
    for (int i = 1; i < 30'000; ++i) chain += ", d" + std::to_string(i) + ": d" + std::to_string(i - 1) + " + 1";
    CHECK(faults(head(3) + symmetric + chain + "}}\ndynamics: {dyad: {x: x + d29999}}\n") == "too-deep");
}

TEST_CASE("effects that could meet are compared so often and no oftener") {
    const std::string variable = "variables: {actor: {x: {initial: 0}}}\n";
    std::string events = "events:\n";
    for (int i = 0; i < 3000; ++i)
        events += "  e" + std::to_string(i) + ": {when: 1, effects: A" + std::to_string(i % 20) +
                  ".x = " + std::to_string(i) + "}\n";
    CHECK(faults(head(20) + variable + events) == "");
    CHECK(faults(head(100) + variable + "actions:\n" +
                 each(200, "  a#: {rung: 1, by: everyone, effects: self.x = #}\n")) == "");
}

TEST_CASE("long chains of instructions are laid out in one pass") {
    std::string dynamics = "dynamics: {actor: {";
    for (int i = 0; i < 20; ++i)
        dynamics += (i == 0 ? "x" : ", x") + std::to_string(i) + ": " +
                    each(250, "x" + std::to_string((i + 1) % 20) + " * #." + std::to_string(i + 1), " + ");
    CHECK(faults(head(30, 1) + "variables: {actor: {" + each(20, "x#: {initial: 0}", ", ") + "}}\n" + dynamics +
                 "}}\n") == "");
}

TEST_CASE("one very long line costs as much as many short ones") {
    CHECK(faults(head(1) + "variables: {world: {" + each(20'000, "x#: {initial: 0}", ", ") + "}}\ndynamics: {world: {" +
                 each(20'000, "x#: x@ + 1", ", ") + "}}\n") == "");
}

TEST_CASE("layers that name much are compared in one pass") {
    const Folder folder;
    folder.write("upper.yaml", "brink: 1\nextends: lower.yaml\nparameters:\n" + each(20'000, "  parameter_a#: 1\n"));
    folder.write("lower.yaml", head(1) + "parameters:\n" + each(20'000, "  parameter_b#: 1\n"));
    CHECK(faults_of_file(folder.path("upper.yaml")) == "");
    for (int i = 0; i < 31; ++i)
        folder.write("chain" + std::to_string(i) + ".yaml",
                     (i < 30 ? "brink: 1\nextends: chain" + std::to_string(i + 1) + ".yaml\n" : head(1)) +
                         "parameters:\n" + each(1000, "  p#_" + std::to_string(i) + ": 1\n"));
    CHECK(faults_of_file(folder.path("chain0.yaml")) == "");
}

TEST_CASE("files of fields have so many columns and a scenario so many files") {
    const Folder folder;
    const std::string scenario = head(2) + "variables: {dyad: {x: {initial: 0}}}\n";
    folder.write("wide.csv", "from,to,value," + each(150'000, "c#", ",") + "\n");
    folder.write("wide.yaml", scenario + "relations: {x: {csv: wide.csv}}\n");
    CHECK(faults_of_file(folder.path("wide.yaml")) == "");
    folder.write("wider.csv", "from,to,value," + each(200'000, "c#", ",") + "\n");
    folder.write("wider.yaml", scenario + "relations: {x: {csv: wider.csv}}\n");
    CHECK(faults_of_file(folder.path("wider.yaml")) == "limit-nodes");
    std::string series = head(1) + "series:\n";
    for (int i = 0; i < 40; ++i) {
        const std::string name = "s" + std::to_string(i);
        folder.write(name + ".csv", "date,value\n2025-01-01,1\n");
        series += "  " + name + ": {csv: " + name + ".csv}\n";
    }
    folder.write("series.yaml", series);
    CHECK(faults_of_file(folder.path("series.yaml")) == "limit-files");
}
