// Numbers as users describe them, and the starting values that come of them.

#include <cmath>
#include <string>

#include "check_text.h"

using namespace brink;
using namespace brink::checked;

TEST_CASE("starting values come from the variable and the actor and the relations") {
    const Model model = model_of(k_small);
    const Variable& readiness = model.variables[2];
    CHECK(readiness.initial[0].number == 0.2);
    CHECK(readiness.initial[1].number == 0.5);
    const Variable& resolve = model.variables[3];
    CHECK(resolve.initial[0].kind == Quantity::Kind::distribution);
    CHECK(resolve.initial[0].site == "initial/resolve@BLUE");
    CHECK(resolve.initial[0].range.high == 1);
    CHECK(model.variables[1].initial[0].number == 0.7);
    CHECK(model.variables[1].initial[1].number == 0.7);
}

TEST_CASE("distributions are kept in canonical numbers") {
    const Model model = model_of(with(R"(parameters:
  u: {uniform: [0.1, 0.4]}
  l: {lognormal: {mean: 2, sd: 1}}
  m: {lognormal: {median: 3, sigma: 0.5}}
  b: {beta: {mean: 0.6, sd: 0.1}}
  g: {gamma: {mean: 2, sd: 1}}
  three: {triangular: [0, 1, 3]}
  c: {choice: {values: [1, 2, 5], weights: [1, 2, 1]}, range: [0, 3]}
  e: {choice: [4, 6]}
)"));
    CHECK(parameter(model, "u").distribution.numbers == std::vector<double>{0.1, 0.4});
    CHECK(parameter(model, "u").site == "parameters/u");
    const auto& lognormal = parameter(model, "l").distribution.numbers;
    const double variance = lognormal[1] * lognormal[1];
    CHECK(std::exp(lognormal[0] + variance / 2) == Approx(2).epsilon(1e-12));
    CHECK(std::sqrt(std::exp(variance) - 1) * 2 == Approx(1).epsilon(1e-12));
    CHECK(parameter(model, "m").distribution.numbers[0] == Approx(std::log(3.0)).epsilon(1e-15));
    CHECK(parameter(model, "m").distribution.numbers[1] == 0.5);
    const auto& beta = parameter(model, "b").distribution.numbers;
    CHECK(beta[0] / (beta[0] + beta[1]) == Approx(0.6).epsilon(1e-12));
    CHECK(beta[0] * beta[1] / std::pow(beta[0] + beta[1], 2) / (beta[0] + beta[1] + 1) == Approx(0.01).epsilon(1e-12));
    CHECK(parameter(model, "g").distribution.numbers == std::vector<double>{4, 0.5});
    CHECK(parameter(model, "c").distribution.numbers == std::vector<double>{1, 2});
    CHECK(parameter(model, "c").distribution.weights[1] == Approx(2.0 / 3).epsilon(1e-15));
    CHECK(parameter(model, "e").distribution.weights == std::vector<double>{0.5, 0.5});
}

TEST_CASE("distributions that cannot be are faults") {
    const auto code = [](const std::string& text) { return codes(with("parameters: {p: {" + text + "}}\n")); };
    CHECK(code("uniform: [1, 1]") == "bad-distribution");
    CHECK(code("normal: {mean: 1, sd: 0}") == "bad-distribution");
    CHECK(code("normal: {mean: 1}") == "bad-distribution");
    CHECK(code("beta: {mean: 0.5, sd: 0.5}") == "bad-distribution");
    CHECK(code("beta: {mean: 1, sd: 0.1}") == "bad-distribution");
    CHECK(code("beta: {a: 1, sd: 0.1}") == "bad-distribution");
    CHECK(code("gamma: {mean: -1, sd: 0.1}") == "bad-distribution");
    CHECK(code("triangular: [0, 3, 1]") == "bad-distribution");
    CHECK(code("choice: []") == "bad-distribution");
    CHECK(code("choice: {values: [1, 2], weights: [1, 0]}") == "bad-distribution");
    CHECK(code("choice: {values: [1, 2], weights: [1]}") == "bad-distribution");
    CHECK(code("uniform: [1, x]") == "wrong-kind");
    CHECK(code("uniform: [2, 3], range: [0, 1]") == "out-of-range");
    CHECK(code("normal: {mean: 0, sd: 1}, range: [9, 10]") == "out-of-range");
    CHECK(code("normal: {mean: 0, sd: 1}, range: [-10, 0]").empty());
    CHECK(code("gamma: {mean: 1, sd: 0.1}, range: [2, 3]") == "out-of-range");
    CHECK(code("gamma: {mean: 1, sd: 0.1}, range: [0, 0.9]").empty());
    CHECK(code("gamma: {shape: 0.1, scale: 1}, range: [0, 0.001]").empty());
    CHECK(code("beta: {mean: 0.5, sd: 0.01}, range: [0.6, 1]") == "out-of-range");
    CHECK(code("beta: {mean: 0.5, sd: 0.01}, range: [0.52, 1]").empty());
    CHECK(code("beta: {mean: 0.5, sd: 0.01}, range: [2, 3]") == "out-of-range");
    CHECK(code("lognormal: {median: 1, sigma: 0.1}, range: [-1, 0]") == "out-of-range");
    CHECK(code("lognormal: {median: 1, sigma: 0.1}, range: [1, 2]").empty());
    CHECK(code("uniform: [0, 1], value: 2") == "two-values");
}

TEST_CASE("parameters may be expressions of parameters without a cycle") {
    const Model model = model_of(with("parameters: {a: 2 * b, b: 1/4, c: {value: a + b, range: [0, 1]}}\n"));
    CHECK(parameter(model, "a").kind == Quantity::Kind::expression);
    CHECK(parameter(model, "b").kind == Quantity::Kind::constant);
    CHECK(parameter(model, "b").number == 0.25);
    CHECK(parameter(model, "c").range.high == 1);
    CHECK(codes(with("parameters: {a: 2 * b, b: c, c: a}\n")) == "cycle");
    CHECK(codes(with("parameters: {a: a}\n")) == "cycle");
    CHECK(codes(with("parameters: {a: 1/4, b: {value: 1/4, range: [1, 2]}}\n")) == "out-of-range");
    CHECK(codes(with("parameters: {a: .inf}\n")) == "not-finite");
    CHECK(codes(with("parameters: {a: {value: 1, range: [2, 0]}}\n")) == "reversed-range");
}

TEST_CASE("a group line and an actor line give each pair its own draw or one for both ways") {
    const Model model = model_of(R"(brink: 1
clock: {start: 2025-01-01, step: 1 week, steps: 10}
actors: {A: {}, B: {}, C: {}}
groups: {ab: [A, B]}
variables: {dyad: {h: {initial: 0.1}, k: {initial: 0.1}}}
relations:
  h:
    ab -> everyone: {uniform: [0, 1]}
    C <-> A: {uniform: [0, 1]}
  k:
    everyone <-> everyone: {uniform: [0, 1]}
    ab <-> C: 0.5
    A -> C: 0.75
)");
    const auto& h = model.variables[0].initial;
    const auto pair = [](std::uint32_t i, std::uint32_t j) { return pair_index({i}, {j}, 3); };
    CHECK(h[pair(0, 1)].site == "initial/h@A,B");
    CHECK(h[pair(1, 0)].site == "initial/h@B,A");
    CHECK(h[pair(0, 2)].site == "initial/h@A<->C");
    CHECK(h[pair(2, 0)].site == "initial/h@A<->C");
    CHECK(h[pair(1, 2)].site == "initial/h@B,C");
    CHECK(h[pair(2, 1)].number == 0.1);
    const auto& k = model.variables[1].initial;
    CHECK(k[pair(0, 1)].site == "initial/k@A<->B");
    CHECK(k[pair(1, 2)].number == 0.5);
    CHECK(k[pair(2, 0)].number == 0.5);
    CHECK(k[pair(0, 2)].number == 0.75);
}

TEST_CASE("relations of one specificity must agree where they meet") {
    const auto code = [](const std::string& lines) {
        return codes(
            with("groups: {g: [RED], h: [BLUE, RED]}\nvariables: {dyad: {x: {initial: 0}}}\n"
                 "relations:\n  x:\n" +
                 lines));
    };
    CHECK(code("    RED -> BLUE: 1\n    BLUE <-> RED: 1\n").empty());
    CHECK(code("    RED -> BLUE: 1\n    BLUE <-> RED: 2\n") == "relations-disagree");
    CHECK(code("    g -> h: 1\n    h -> h: 2\n") == "relations-disagree");
    CHECK(code("    g -> h: 1\n    h -> h: 2\n    RED -> BLUE: 3\n").empty());
    CHECK(code("    RED -> RED: 1\n") == "diagonal");
    CHECK(code("    RED: 1\n") == "bad-relation");
    CHECK(code("    RED -> GREEN: 1\n") == "unknown-name");
}

TEST_CASE("what is required must be given") {
    CHECK(codes(with("variables: {actor: {x: {required: true, initial: 1}}}\n")) == "missing-value missing-value");
    CHECK(codes(with("variables: {actor: {x: {initial: 1}}}\n")).empty());
    CHECK(codes(with("variables: {world: {x: {range: [0, 1]}}}\n")) == "missing-value");
    CHECK(codes(with("variables: {actor: {x: 0.3}}\n")) == "wrong-kind");
    CHECK(codes(with("variables: {actor: {x: {inital: 0.3}}}\n")) == "unknown-key");
    CHECK(codes(with("variables: {dyad: {x: {required: true}}}\n")) == "missing-value");
    CHECK(codes(with("variables: {dyad: {x: {required: true}}}\nrelations: {x: {RED <-> BLUE: 1}}\n")).empty());
    CHECK(codes("brink: 1\nclock: {step: 1 week, steps: 1}\nactors: {A: {}}\n") == "missing-key");
}

TEST_CASE("a state too large to hold is refused before it is made") {
    std::string text =
        "brink: 1\nclock: {start: 2025-01-01, step: 1 week, steps: 10}\n"
        "variables: {dyad: {x: {initial: 0}}}\nactors:\n";
    for (int i = 0; i < 900; ++i) text += "  A" + std::to_string(i) + ": {name: a}\n";
    CHECK(codes(text) == "limit-state");
}

TEST_CASE("layers and settings reach the model with their ranges") {
    Diagnostics diagnostics;
    const Settings settings{{"fear", "0.3"}, {"actors.BLUE.resolve", "0.9"}};
    const Tree tree = load_tree_text("test.yaml", k_small, settings, diagnostics);
    const auto model = check(tree, diagnostics);
    INFO(render(tree.sources, diagnostics));
    REQUIRE(model);
    CHECK(parameter(*model, "fear").number == 0.3);
    CHECK(parameter(*model, "fear").range.high == 1);
    CHECK(model->variables[3].initial[0].number == 0.9);
    Diagnostics faults;
    const Tree outside = load_tree_text("test.yaml", k_small, {{"fear", "3"}}, faults);
    CHECK_FALSE(check(outside, faults));
    REQUIRE(faults.items().size() == 1);
    CHECK(faults.items()[0].code == "out-of-range");
}
