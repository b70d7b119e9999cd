// Dyad variables that do not hold a number for every ordered pair: symmetric ones, and those with `pairs`.

#include <algorithm>
#include <string>

#include "check_text.h"
#include "program/compile.h"

using namespace brink;
using namespace brink::checked;

namespace {

std::string four(const std::string& more) {
    return "brink: 1\nclock: {start: 2025-01-01, step: 1 week, steps: 3}\nactors: {A: {}, B: {}, C: {}, D: {}}\n"
           "groups: {ab: [A, B], cd: [C, D]}\n" +
           more;
}

std::string trust(const std::string& keys, const std::string& more = {}) {
    return four("variables: {dyad: {trust: {initial: 0.5, range: [0, 1], " + keys + "}}}\n" + more);
}

/// The number that the variable starts with for a pair.
double start(const Model& model, std::uint32_t i, std::uint32_t j) {
    return model.variables.at(0).initial.at(pair_index({i}, {j}, model.actors.size())).number;
}

std::size_t kept(const Model& model) {
    std::size_t n = 0;
    for (std::size_t e = 0; e < model.variables.at(0).initial.size(); ++e)
        n += model.variables[0].keeps(e, model.actors.size()) ? 1 : 0;
    return n;
}

std::uint32_t state_columns(const Model& model) {
    Diagnostics diagnostics;
    return compile(model, diagnostics).n_state_columns;
}

}  // namespace

TEST_CASE("a symmetric variable has one number for both orders of a pair") {
    const Model model = model_of(trust("symmetric: true", "relations: {trust: {C -> A: 0.7, A -> D: 0.2}}\n"));
    CHECK(model.variables[0].symmetric);
    CHECK(start(model, 0, 2) == 0.7);
    CHECK(start(model, 2, 0) == 0.7);
    CHECK(start(model, 3, 0) == 0.2);
    CHECK(start(model, 1, 0) == 0.5);
    CHECK(kept(model) == 6);
    CHECK(state_columns(model) == 6);
    CHECK(state_columns(model_of(trust("fixed: false"))) == 12);
}

TEST_CASE("lines of a symmetric variable in either order must agree") {
    CHECK(codes(trust("symmetric: true", "relations: {trust: {A -> B: 0.7, B -> A: 0.7}}\n")) == "");
    CHECK(codes(trust("symmetric: true", "relations: {trust: {A -> B: 0.7, B -> A: 0.6}}\n")) == "relations-disagree");
    CHECK(codes(trust("fixed: true", "relations: {trust: {A -> B: 0.7, B -> A: 0.6}}\n")) == "");
    const Model drawn = model_of(trust("symmetric: true", "relations: {trust: {ab -> cd: {uniform: [0, 1]}}}\n"));
    const auto& initial = drawn.variables[0].initial;
    CHECK(initial[pair_index({0}, {2}, 4)].site == "initial/trust@A,C");
    CHECK(initial[pair_index({2}, {0}, 4)].site == "initial/trust@A,C");
}

TEST_CASE("an equation of a symmetric variable gives the same either way or is refused") {
    const auto equation = [](const std::string& text) {
        return codes(
            four("variables:\n"
                 "  actor: {arms: {initial: 0.5}}\n"
                 "  dyad: {trust: {initial: 0.5, symmetric: true}, anger: {initial: 0.1}}\n"
                 "derived: {dyad: {gap: abs(self.arms - other.arms)}}\n"
                 "actions: {talk: {rung: 1, by: everyone, to: everyone}}\n"
                 "dynamics:\n  dyad:\n    trust: " +
                 text + "\n"));
    };
    for (const std::string fine :
         {"0.9 * trust + 0.1 * abs(self.arms - other.arms)", "trust + 0.1 * (self.arms - other.arms) ^ 2", "gap",
          "trust + taken(self, talk, other) * taken(other, talk, self)", "anger + anger[other, self]",
          "trust[other, self] + normal(0, 0.1)", "max(self.arms, other.arms)", "min(anger, anger[other, self])",
          "sum(anger[self, k] * anger[other, k] for k) * (t + dt)", "trust + sum(j.arms for j in everyone)",
          "if(self.arms > other.arms, self.arms - other.arms, other.arms - self.arms)"}) {
        INFO(fine);
        CHECK(equation(fine) == "");
    }
    for (const std::string wrong : {"self.arms - other.arms", "anger", "trust + 0.1 * self.arms", "rung(self, other)",
                                    "taken(self, talk, other)", "trust * (self == A)", "trust + sum(j.arms for j)"}) {
        INFO(wrong);
        CHECK(equation(wrong) == "asymmetric-equation");
    }
}

TEST_CASE("pairs outside those declared keep their initial value and cost nothing") {
    const Model cross = model_of(trust("pairs: ab x cd", "relations: {trust: {ab -> everyone: 0.9}}\n"));
    CHECK(kept(cross) == 4);
    CHECK(state_columns(cross) == 4);
    CHECK(start(cross, 0, 2) == 0.9);
    CHECK(start(cross, 0, 1) == 0.5);  // the group line is cut to the pairs
    CHECK(start(cross, 2, 0) == 0.5);
    CHECK(kept(model_of(trust("pairs: ab x cd, symmetric: true"))) == 4);
    CHECK(kept(model_of(trust("pairs: everyone x ab"))) == 6);
    CHECK(kept(model_of(trust("pairs: all"))) == 12);
    const Model listed = model_of(trust("pairs: listed", "relations: {trust: {A -> B: 0.1, cd <-> cd: 0.2}}\n"));
    CHECK(kept(listed) == 3);
    CHECK(start(listed, 1, 0) == 0.5);
    CHECK(kept(model_of(trust("pairs: listed"))) == 0);
    CHECK(state_columns(model_of(trust("pairs: listed"))) == 0);
}

TEST_CASE("faults of pairs are told") {
    CHECK(codes(trust("pairs: ab cd")) == "bad-pairs");
    CHECK(codes(trust("pairs: ab x ef")) == "unknown-name");
    CHECK(codes(trust("pairs: ab x cd", "relations: {trust: {A -> B: 0.1}}\n")) == "outside-pairs");
    CHECK(codes(trust("pairs: ab x cd", "relations: {trust: {A <-> C: 0.1}}\n")) == "outside-pairs");
    CHECK(codes(trust("pairs: ab x cd", "relations: {trust: {A -> C: 0.1, A -> ab: 0.3}}\n")) == "");
    CHECK(codes(four("variables: {dyad: {trust: {pairs: ab x cd}}}\n")) == "missing-value missing-value");
    CHECK(codes(trust("pairs: ab x cd, required: true")) == "missing-value");
    CHECK(codes(trust("pairs: ab x cd, required: true", "relations: {trust: {ab -> cd: 0.3}}\n")) == "");
}

TEST_CASE("an effect at a pair that is known to be left out is an error") {
    const auto effect = [](const std::string& actor, const std::string& line) {
        return codes(trust("pairs: ab x cd", "actions: {act: {rung: 1, by: " + actor + ", to: everyone, effects: [\"" +
                                                 line + "\"]}}\n"));
    };
    CHECK(effect("everyone", "trust[B, A] += 1") == "outside-pairs");
    CHECK(effect("everyone", "trust[A, D] += 1") == "");
    CHECK(effect("cd", "trust[self, target] += 1") == "outside-pairs");
    CHECK(effect("everyone", "trust[self, target] += 1") == "");
    CHECK(effect("cd", "trust[self, k] += 1 for k") == "outside-pairs");
    CHECK(effect("cd", "trust[k, self] += 1 for k") == "");
}
