#include <set>

#include "reference/clauses.h"

namespace brink::reference {

namespace {

using Stories = std::vector<Trajectory>;

const std::string k_head = R"yaml(
brink: 1
clock: {start: 2024-12-30, step: 1 week, steps: 10}
groups: {pair: [A, B], last: [C]}
)yaml";

/// In how many trajectories an incident was counted whose key begins so.
std::size_t counted(const Stories& stories, const std::string& key) {
    std::size_t n = 0;
    for (const Trajectory& story : stories) {
        const auto found = story.incidents.lower_bound(key);
        n += found != story.incidents.end() && found->first.compare(0, key.size(), key) == 0;
    }
    return n;
}

Clause illegal_numbers() {
    return {"numbers that no draw can have", k_head + R"yaml(
parameters: {width: {normal: {mean: 1, sd: 1}}}
variables:
  actor: {x: {initial: {uniform: [0, 1]}}, y: {initial: 0}, n: {initial: 0}}
  world: {w: {initial: 0}, heat: {initial: 0.5}}
actors: {A: {}, B: {}, C: {}}
draws:
  world: {tremor: "normal(0, width)"}
  actor: {luck: "normal(0, x - 0.2)"}
derived: {actor: {spread: "sum(j.y for j if j.x > 0.5) - mean(i.x * j.x for i, j)"}}
dynamics:
  actor:
    x: x + 0.1 * luck
    y: y + sum(normal(0, j.x) for j if j.x > 0.3) + sum(bernoulli(j.x) for j in pair)
    n: n + mean(sum(normal(0, 0.9 - i.x) for i if i.x < j.x) for j)
  world: {w: w + tremor, heat: "heat + normal(0, 0.2)"}
actions:
  jab:
    rung: 1
    by: everyone
    to: everyone
    effects: ["target.y += normal(0, x - 0.4)", "k.y -= bernoulli(2 * k.x) for k if k.x > 0.4"]
  rest: {rung: -1, by: pair, effects: ["y += normal(0, 0.7 - x) + normal(spread, spread)"]}
events:
  bang: {hazard: heat, effects: ["k.y += normal(0, k.x - 0.5) for k"]}
  once: {hazard: heat - 0.45, once: true}
  both: {hazard: 3 * heat, when: heat < 0.3}
outcomes: {over: {when: heat > 0.9, ends: true}}
)yaml",
            [](const Model&, const Stories& s) {
                for (const char* key : {"draws/tremor#0", "draws/luck#0", "dynamics/y#1", "dynamics/n#0",
                                        "actions/jab/target.y", "actions/jab/k.y", "actions/rest/", "events/bang/haz",
                                        "events/bang/k.y", "events/once/", "events/both/"})
                    if (counted(s, key) == 0) return false;
                return counted(s, "dynamics/y#0") == 0;
            }};
}

Clause outside_ranges() {
    return {"starting values outside their ranges", k_head + R"yaml(
parameters:
  a: {uniform: [0, 2]}
  b: {value: a - 0.5, range: [0, 1]}
variables:
  actor: {x: {initial: a - 0.2, range: [0, 1]}, y: {initial: a, range: [0, 3]}, z: {initial: b - 0.1, range: [0, 1], fixed: true}}
  world: {w: {initial: 0}}
actors: {A: {}, B: {x: 2 * a}, C: {}}
dynamics: {world: {w: w + b + sum(j.z for j)}}
)yaml",
            [](const Model&, const Stories& s) {
                std::set<std::string> keys;
                for (const Trajectory& story : s)
                    for (const auto& [key, n] : story.incidents) keys.insert(key);
                return keys.size() == 4 && counted(s, "expression") > 0;
            }};
}

/// How many different values a variable has had.
std::size_t n_values(const Model& model, const Stories& stories, const std::string& name) {
    std::size_t v = 0;
    while (model.variables.at(v).name != name) ++v;
    std::set<double> seen;
    for (const Trajectory& story : stories)
        for (const Values& state : story.states) seen.insert(state[v].begin(), state[v].end());
    return seen.size();
}

Clause counts_and_sizes() {
    return {"binomial and poisson and gamma draws", k_head + R"yaml(
parameters: {size: {uniform: [0.2, 40]}}
variables:
  actor: {x: {initial: 0}, n: {initial: {uniform: [0, 60]}}, y: {initial: 0}}
  dyad: {h: {initial: 0.5}}
  world: {w: {initial: 0}, v: {initial: 0}}
actors: {A: {}, B: {}, C: {}}
draws:
  world: {shipments: "poisson(size)", weight: "gamma(2.5, size) + gamma(shipments, 1)"}
  actor: {hits: "binomial(n, 0.3)"}
dynamics:
  actor:
    x: x + hits + binomial(floor(n), x / 100) + sum(poisson(j.n / 3) for j)
    n: n + normal(0, 8)
    y: gamma(0.3, n) + gamma(n / 60, 2) + poisson(-n) + binomial(1000, 0.9)
  dyad: {h: "binomial(1 + other.n * other.n, h[self, other] / 2) / 4000 + gamma(1, 0.1)"}
  world: {w: w + weight, v: "v + poisson(1e6) + binomial(1e6, 0.3) + gamma(1e4, 1)"}
actions:
  fire:
    rung: 1
    by: everyone
    to: everyone
    effects: ["target.n -= poisson(sum(j.n for j in pair) - x / 9)", "k.y += binomial(k.n, 0.1) for k if k.n > 20"]
outcomes: {total: {measure: w}}
)yaml",
            [](const Model& m, const Stories& s) {
                return n_values(m, s, "x") > 200 && n_values(m, s, "v") > 400 &&
                       counted(s, "draws/hits#0 number") > 0 && counted(s, "dynamics/y#2 mean") > 0 &&
                       counted(s, "dynamics/y#0 scale") > 0 && counted(s, "actions/fire/target.n-=#0 mean") > 0;
            }};
}

Clause tables() {
    return {"matrices and curves", k_head + R"yaml(
parameters: {first: {choice: [0, 1, 2]}, level: "curve(fatigue, first)", fixed: "lookup(chain, 1, 2)"}
tables:
  chain: {matrix: [[0.9, 0.1, 0], [0.25, 0.6, 0.15], [0, 0.5, 0.5]]}
  column: {matrix: [[3], [2], [1]]}
  fatigue: {curve: [[-1, 0.5], [0, 2], [0.5, 1], [4, -3]]}
  flat: {curve: [[1, 7]]}
variables:
  actor: {state: {initial: first}, x: {initial: {normal: {mean: 0, sd: 3}}}, y: {initial: 0}}
  dyad: {h: {initial: 0}}
  world: {w: {initial: "lookup(chain, first, 1.5)"}}
actors: {A: {}, B: {}, C: {}}
derived: {actor: {tired: "curve(fatigue, x) + curve(flat, x)", slot: "lookup(chain, state, x)"}}
draws: {actor: {u: "uniform(0, 1)"}}
dynamics:
  actor:
    state: if(u < lookup(chain, state, 0), 0, if(u < lookup(chain, state, 0) + lookup(chain, state, 1), 1, 2))
    x: "normal(0, 3)"
    y: tired + slot + lookup(column, x, x) + bernoulli(lookup(chain, state, 2)) + level + lookup(chain, self == A, 1)
  dyad: {h: "lookup(chain, x, other.x) + curve(fatigue, other.x)"}
  world: {w: "w + sum(lookup(chain, i.state, j.state) for i, j) + fixed"}
outcomes: {low: {when: "curve(fatigue, A.x) < 0"}, end: {measure: "lookup(chain, B.state, t)"}}
)yaml",
            [](const Model& m, const Stories& s) {
                return n_values(m, s, "state") == 3 && n_values(m, s, "y") > 500 && counted(s, "dynamics") == 0;
            }};
}

Clause series() {
    return {"values by date", R"yaml(
brink: 1
clock: {start: 2024-01-31, step: 1 month, steps: 12}
series:
  oil: {2024-02-28: 71, 2024-02-29: 72, 2024-07-30: 80, 2024-07-31: 81, 2024-08-01: 82, 2030-01-01: 9}
  late: {2026-01-01: 3}
tables: {double: {curve: [[0, 0], [100, 200]]}}
variables: {world: {x: {initial: 0}, y: {initial: 0}}, actor: {z: {initial: {uniform: [0, 1]}}}}
actors: {A: {}, B: {}}
derived: {world: {price: "oil + late", twice: "curve(double, oil)"}}
dynamics: {world: {x: price, y: "y + oil * uniform(0, 1) + twice"}, actor: {z: 0.5 * z + late}}
actions: {sell: {rung: 1, by: A, utility: (oil - 75) * z, effects: [y -= oil]}}
events: {shock: {when: oil > 81.5, effects: [y += 1000]}}
outcomes:
  dear: {when: oil > 80.5 and A.z > 5.99}
  end: {measure: price + oil}
)yaml",
            [](const Model& m, const Stories& s) { return n_values(m, s, "x") > 3 && n_values(m, s, "y") > 200; }};
}

Clause delays() {
    return {"values as earlier steps began", k_head + R"yaml(
parameters: {lag: 3, early: {uniform: [0, 1]}}
variables:
  actor: {x: {initial: {uniform: [0, 1]}}, y: {initial: 0}, trend: {initial: 0}, still: {initial: {uniform: [0, 1]}, fixed: true}}
  dyad: {h: {initial: {uniform: [0, 1]}, range: [0, 1]}}
  world: {w: {initial: early}, seen: {initial: 0}}
actors: {A: {}, B: {}, C: {}, D: {}}
derived:
  world: {mood: "mean(j.x for j) + t", before: "delay(mood, 2)", older: "delay(before, 1) + delay(mood, 0)"}
  actor: {pressure: "sum(h[self, j] * delay(j.x, 1) for j)", acted: taken(jab) + 10 * happened(bang)}
  dyad: {pull: "h[self, other] - other.x"}
draws: {actor: {luck: "normal(delay(x, 1), 0.1)"}}
dynamics:
  actor:
    x: x + 0.1 * luck + 0.01 * delay(y, lag) + delay(still, 2)
    y: delay(x, 0) - delay(x, 1) + delay(pressure, 2) + delay(acted, 1)
    trend: x - delay(x, 4)
  dyad: {h: "0.9 * delay(h, 2) + 0.05 * delay(pull, 1) + 0.1 * delay(h[other, self], 1)"}
  world: {w: "0.5 * w + 0.1 * delay(w, 40) + delay(B.x, 1) + older", seen: "delay(h[A, C], 1)"}
actions:
  jab:
    rung: 1
    by: everyone
    to: everyone
    when: delay(x, 1) > 0.2
    utility: delay(target.x, 2) - delay(target.x, 1) + delay(pull[self, target], 1)
    effects: ["target.x += 0.1 * delay(x, 0)", "w += delay(target.x, 0)", "k.y -= delay(k.x, 1) for k if delay(k.y, 1) > 0"]
events: {bang: {when: "delay(A.x, 1) > 0.7 and A.x > 0.7", effects: ["A.x -= 0.3 * delay(A.x, 0)"]}}
outcomes:
  up: {when: "A.x > delay(A.x, 3) + 1"}
  over: {when: "delay(B.x, 2) > 2.5", ends: true}
  change: {measure: "mean(j.x - delay(j.x, 2) for j) + delay(older, 1)"}
)yaml",
            [](const Model& m, const Stories& s) {
                bool early = false, late = false;
                for (const Trajectory& story : s) (story.last_state < m.clock.steps ? early : late) = true;
                return early && late && n_values(m, s, "y") > 1000 && n_values(m, s, "trend") > 1000;
            }};
}

Clause history_in_tracks() {
    return {"history of several tracks, read everywhere", k_head + R"yaml(
variables:
  actor: {x: {initial: 0.5, range: [0, 1]}, top: {initial: 0}, at: {initial: 0}, idle: {initial: 0}}
  dyad: {h: {initial: 0}}
  world: {w: {initial: 0}, v: {initial: 0}}
actors: {A: {}, B: {}, C: {}}
draws:
  world: {u: "uniform(0, 1) + happened(flare) + 2 * any(taken(j, cede, A) for j in everyone if j != A)"}
  actor: {luck: "normal(received(talk), 0.1) + min(since(self, raid), 4) + rung(self)"}
derived:
  world: {calm: "min(since(A, hold), 8) + 10 * ever(B, raid, C) + 100 * happened(flare)"}
  actor: {heard: "received(self, raid) + 10 * received(self, raid, B) + 100 * sum(received(j, talk, self) for j)"}
dynamics:
  actor:
    x: 0.5 * x + 0.1 * luck
    top: rung(self) + 10 * max(rung(j) for j in everyone) - 100 * min(rung(j) for j)
    at: sum(rung(j, self) for j) + 10 * max(rung(self, j) for j) + 100 * count(rung(j, k) < 0 for j, k)
    idle: idle + taken(hold) + 10 * min(since(self, hold), 5) + 100 * ever(C, hold)
  dyad: {h: "min(since(other, raid, self), 6) + 10 * taken(self, talk, other) + 100 * ever(other, cede, self)"}
  world: {w: w + u + A.heard, v: "sum(taken(i, raid, j) + 2 * min(since(i, talk, j), 3) for i, j)"}
actions:
  raid: {rung: 3, by: everyone, to: everyone, when: "since(talk) > 1 and not taken(target, raid, self)", utility: x}
  cede: {rung: -2, by: everyone, to: everyone, utility: "0.5 * rung(target, self) - 0.2 * rung(target)"}
  talk:
    rung: -1
    by: everyone
    to: everyone
    track: words
    utility: "0.3 - x + received(talk)"
    effects: ["k.x += 0.1 * taken(k, raid, self) + 0.01 * min(since(k, raid, target), 9) for k if ever(k, raid)"]
events:
  flare: {when: "received(A, raid) > 1 or rung(B) < -1", effects: ["w += received(C, talk) + rung(A) + happened(flare)"]}
  again: {when: "happened(flare) and taken(C, hold)", effects: ["w -= min(since(C, raid), 7)"]}
outcomes:
  met: {when: "rung(A, B) == 3 and taken(A, raid, B) and since(A, raid, B) == 1"}
  left: {measure: "sum(rung(i, j) for i, j) + calm + sum(j.heard for j) + received(B, raid, A)"}
)yaml",
            [](const Model& m, const Stories& s) {
                std::size_t met = 0;
                for (const Trajectory& story : s) met += story.first_state[1].has_value();
                return met > 0 && met < s.size() && n_values(m, s, "top") > 8 && n_values(m, s, "at") > 8 &&
                       n_values(m, s, "h") > 8;
            }};
}

}  // namespace

std::vector<Clause> number_clauses() {
    return {history_in_tracks(), illegal_numbers(), outside_ranges(), counts_and_sizes(), tables(), series(), delays()};
}

}  // namespace brink::reference
