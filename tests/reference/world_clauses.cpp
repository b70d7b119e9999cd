// What a world says of its actors, pairs and parameters: tempo, adjustments, groups for actors, symmetric and sparse
// pairs, correlated numbers.

#include <set>

#include "reference/clauses.h"

namespace brink::reference {

namespace {

using Stories = std::vector<Trajectory>;

const std::string k_head = R"yaml(
brink: 1
clock: {start: 2024-12-30, step: 1 week, steps: 12}
groups: {pair: [A, B], last: [C, D]}
)yaml";

/// How many choices are made and how many are not, of all actors and steps.
std::pair<int, int> made_and_not(const Stories& stories) {
    std::pair<int, int> counts;
    for (const Trajectory& story : stories)
        for (const Choices& choices : story.choices)
            for (const Choice& choice : choices) ++(choice.made ? counts.first : counts.second);
    return counts;
}

/// Whether some value of the variable moves in some trajectory.
bool moves(const Model& model, const Stories& stories, const std::string& name) {
    for (std::size_t v = 0; v < model.variables.size(); ++v)
        for (const Trajectory& story : stories)
            if (model.variables[v].name == name && story.states.front()[v] != story.states.back()[v]) return true;
    return false;
}

Clause tempo() {
    return {"tempo", k_head + R"yaml(
parameters: {pace: {uniform: [0.2, 0.9], range: [0, 1]}}
variables: {actor: {strain: {initial: 0.3, range: [0, 1]}, quiet: {initial: 0}}}
actors: {A: {}, B: {strain: 0.9}, C: {}, D: {}}
dynamics:
  actor:
    strain: 0.7 * strain + 0.3 * taken(arm) + uniform(0, 0.1)
    quiet: quiet + (rung(self) == 0 and not taken(hold))
actions:
  arm: {rung: 2, by: everyone, utility: strain}
  lose: {rung: 3, by: last, when: strain > 0.6, utility: 0.4}
  sail: {rung: 1, track: sea, by: everyone, to: everyone, utility: target.strain}
events:
  order: {hazard: 0.2, do: [{actor: A, action: arm}, {actor: C, action: hold, track: sea}]}
decision:
  tempo: pace * strain
  actors:
    pair: {tempo: 0.5}
    B: {tempo: 0}
    D: {tempo: 1, rule: status_quo}
)yaml",
            [](const Model& m, const Stories& s) {
                const auto [made, idle] = made_and_not(s);
                return made > 100 && idle > 100 && moves(m, s, "quiet");
            }};
}

Clause bad_utilities_where_nobody_decides() {
    return {"a utility that is no number where nobody decides", k_head + R"yaml(
variables: {actor: {x: {initial: 0}}}
actors: {A: {}, B: {}, C: {}, D: {}}
dynamics: {actor: {x: x + 1}}
actions:
  sink: {rung: 1, by: everyone, utility: "log(0 - 1)"}
decision: {tempo: 0}
)yaml",
            [](const Model& m, const Stories& s) { return made_and_not(s).first == 0 && moves(m, s, "x"); }};
}

Clause adjustments() {
    return {"actions adjusted for actors and groups", k_head + R"yaml(
attributes: {price: 0.2}
variables: {actor: {will: {initial: {uniform: [0, 1]}, range: [0, 1]}}}
actors:
  A: {actions: {press: {weight: 0.5 + will, when: target.will < 0.8}}}
  B: {will: 0.9}
  C: {will: 0.1, actions: {calm: {when: 0}}}
  D: {}
  pair: {actions: {press: {bias: 0.3 * rung - target.will}, calm: {bias: -price}}}
  last: {will: 0.4, actions: {press: {weight: 0, bias: 5}}}
  everyone: {actions: {wait: {bias: 0.1}}}
dynamics: {actor: {will: "0.9 * will + uniform(0, 0.1)"}}
actions:
  press: {rung: 2, by: everyone, to: everyone, when: will > 0.2, weight: 2, utility: {gain: will, loss: -0.1}}
  calm: {rung: -1, by: everyone, attributes: {price: 0.4}, utility: 0.2}
  wait: {rung: 1, by: everyone}
decision: {cost: price * abs(rung), targets: nested, actors: {D: {targets: pooled}}}
)yaml",
            [](const Model& m, const Stories& s) {
                std::set<std::pair<std::uint32_t, std::string>> acts;
                for (const Trajectory& story : s)
                    for (const Choices& choices : story.choices)
                        for (const Choice& c : choices)
                            if (c.made && c.action != k_hold)
                                acts.insert({c.actor.index, m.actions[c.action.index].name});
                return acts.count({0, "press"}) && acts.count({3, "calm"}) && !acts.count({2, "calm"}) &&
                       !acts.count({3, "press"}) && acts.count({1, "wait"});
            }};
}

Clause symmetric_pairs() {
    return {"symmetric pairs", k_head + R"yaml(
variables:
  actor: {arms: {initial: {uniform: [0, 1]}, range: [0, 1]}}
  dyad:
    trust: {initial: {uniform: [0, 1]}, range: [0, 1], symmetric: true}
    distance: {initial: 1, symmetric: true, fixed: true}
actors: {A: {}, B: {}, C: {}, D: {}}
relations:
  trust:
    C -> A: 0.2
    pair <-> last: {uniform: [0.3, 0.6]}
  distance: {D -> A: 3, B <-> C: 2}
derived:
  dyad: {gap: abs(self.arms - other.arms)}
dynamics:
  actor: {arms: "0.9 * arms + 0.1 * (1 - mean(trust[self, j] / distance[j, self] for j))"}
  dyad: {trust: "trust + 0.1 * (0.5 - gap) + normal(0, 0.01)
    + 0.01 * delay(trust[other, self], 2) + 0.05 * trust[other, self] * taken(self, talk, other)
    * taken(other, talk, self)"}
actions:
  talk: {rung: -1, by: everyone, to: everyone, utility: "trust[target, self]", effects: ["trust[self, target] += 0.1"]}
  snub:
    rung: 1
    by: everyone
    to: everyone
    effects: ["trust[target, self] -= 0.07 * trust[self, target]", "trust[k, self] -= 0.01 for k"]
events:
  reset: {hazard: 0.1, effects: ["trust[D, B] = 0.5", "trust[B, D] += 0.25"]}
outcomes:
  warm: {when: "any(trust[i, j] > 0.8 for i, j)"}
  mean_trust: {measure: "mean(trust[i, j] for i, j)"}
)yaml",
            [](const Model& m, const Stories& s) { return moves(m, s, "trust"); }};
}

Clause sparse_pairs() {
    return {"pairs that exist and pairs that do not", k_head + R"yaml(
parameters: {base: {uniform: [0, 1]}}
variables:
  dyad:
    supply: {initial: {uniform: [0, 1]}, range: [0, 1], pairs: pair x last}
    treaty: {initial: base, range: [0.2, 0.9], pairs: listed, symmetric: true}
    none: {initial: 0.5, pairs: listed}
actors: {A: {}, B: {}, C: {}, D: {}}
relations:
  supply: {A -> C: 0.9, everyone -> last: 0.2}
  treaty: {B -> A: 0.6, last <-> last: 0.3}
dynamics:
  dyad:
    supply: "0.9 * supply + 0.1 * supply[other, self] - 0.02 * delay(supply[other, self], 2) + uniform(0, 0.05)"
    treaty: treaty + 0.02 * (supply[self, other] + supply[other, self]) - 0.01
    none: none + 1
actions:
  send: {rung: 1, by: everyone, to: everyone, utility: "supply[self, target] + treaty[target, self]", effects: [
    "supply[self, target] += 0.1", "treaty[target, self] -= 0.05", "supply[k, target] -= 0.01 for k"]}
events:
  shock: {hazard: 0.2, effects: ["treaty[i, j] = 0.4 for i, j", "supply[A, D] = 0"]}
outcomes:
  all_supply: {measure: "sum(supply[i, j] for i, j) + sum(treaty[i, j] for i, j) + none[A, B]"}
)yaml",
            [](const Model& m, const Stories& s) {
                std::int64_t outside = 0;
                for (const Trajectory& story : s)
                    for (const auto& [key, times] : story.incidents) outside += times;
                return moves(m, s, "supply") && moves(m, s, "treaty") && outside > 100;
            }};
}

Clause correlated_parameters() {
    return {"correlated parameters of every distribution", k_head + R"yaml(
parameters:
  a: {gamma: {shape: 0.5, scale: 2}}
  b: {beta: {mean: 0.3, sd: 0.2}}
  c: {normal: {mean: 1, sd: 2}, range: [0, 3]}
  d: {normal: {mean: 1, sd: 2}}
  e: {lognormal: {median: 2, sigma: 0.5}, range: [1, .inf]}
  f: {uniform: [2, 5], range: [3, 9]}
  g: {triangular: [0, 1, 4]}
  h: {choice: {values: [1, 2, 7], weights: [1, 2, 3]}}
  i: {gamma: {mean: 3, sd: 1}, range: [2, 5]}
  j: {beta: {a: 0.5, b: 0.5}, range: [0, 0.7]}
  k: {lognormal: {mean: 2, sd: 1}}
  apart: {normal: {mean: 0, sd: 1}}
  x: {uniform: [0, 1]}
  y: {uniform: [0, 1]}
  total: a + b + c + y
correlate:
  a <-> b: 0.6
  b <-> c: 0.5
  a <-> d: -0.4
  d <-> e: 0.3
  e <-> f: 0.2
  f <-> g: -0.5
  g <-> h: 0.4
  h <-> i: 0.3
  i <-> j: -0.3
  j <-> k: 0.5
  y <-> x: -0.9
variables:
  world: {one: {initial: a + b + c + d + e}, two: {initial: f + g + h + i + j + k}, three: {initial: total + x + apart}}
actors: {A: {}, B: {}, C: {}, D: {}}
)yaml",
            [](const Model& m, const Stories&) { return m.correlations.size() == 11; }};
}

Clause numbers_that_are_not_legal() {
    return {"weights precisions and tempos that are not legal", k_head + R"yaml(
variables: {actor: {mood: {initial: {uniform: [-1, 1]}}}}
actors:
  A: {actions: {press: {weight: 0.3 - mood}}}
  B: {}
  C: {}
  D: {}
dynamics: {actor: {mood: "uniform(-1, 1)"}}
actions:
  press: {rung: 2, by: everyone, to: everyone, when: target.mood < 0.5, weight: mood, utility: 0.5}
  arm: {rung: 1, track: home, by: pair, weight: 0.5 + mood, utility: 1}
decision:
  precision: 0.5 + mood
  tempo: 1.5 * mood
  actors: {C: {rule: random}, D: {rule: best_response, tempo: 1}}
)yaml",
            [](const Model&, const Stories& s) {
                std::set<std::string> keys;
                for (const Trajectory& story : s)
                    for (const auto& [key, times] : story.incidents) keys.insert(key);
                return keys == std::set<std::string>{"actions/arm weight",
                                                     "actions/press weight",
                                                     "actions/press weight@A",
                                                     "precision/@A",
                                                     "precision/@B",
                                                     "precision/home@A",
                                                     "precision/home@B",
                                                     "tempo@A",
                                                     "tempo@B",
                                                     "tempo@C"};
            }};
}

Clause correlation_of_what_is_not_read() {
    return {"a correlated parameter that nothing reads but the other's luck", k_head + R"yaml(
parameters: {silent: {uniform: [0, 1]}, told: {uniform: [0, 1]}}
correlate: {told <-> silent: 0.8}
variables: {world: {x: {initial: told}}}
actors: {A: {}, B: {}, C: {}, D: {}}
)yaml",
            [](const Model& m, const Stories&) { return m.correlations.size() == 1; }};
}

}  // namespace

std::vector<Clause> world_clauses() {
    return {tempo(),
            bad_utilities_where_nobody_decides(),
            adjustments(),
            symmetric_pairs(),
            sparse_pairs(),
            correlated_parameters(),
            correlation_of_what_is_not_read(),
            numbers_that_are_not_legal()};
}

}  // namespace brink::reference
