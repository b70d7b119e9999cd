// Events of actors and pairs, rising conditions, outcomes that rest on others, measures over states.

#include "reference/clauses.h"
#include "reference/stories.h"

namespace brink::reference {

namespace {

const std::string k_head = R"yaml(
brink: 1
clock: {start: 2024-12-30, step: 1 week, steps: 10}
groups: {pair: [A, B], last: [C]}
)yaml";

/// Whether every event fires in some trajectory and step, and none in all.
bool all_fire(const Model& model, const Stories& stories) {
    const std::size_t steps = static_cast<std::size_t>(model.clock.steps);
    for (std::size_t event = 0; event < model.events.size(); ++event) {
        const std::size_t n = n_fired(stories, event), instances = model.events[event].instances.size();
        if (n == 0 || n == stories.size() * steps * instances) return false;
    }
    return true;
}

Clause for_actors() {
    return {"events for each actor", k_head + R"yaml(
parameters: {danger: {uniform: [0.05, 0.3]}}
variables:
  actor: {x: {initial: {uniform: [0, 1]}}, hits: {initial: 0}}
  dyad: {h: {initial: {uniform: [0, 1]}}}
  world: {w: {initial: 0}}
actors: {A: {}, B: {}, C: {}, D: {}}
draws: {actor: {luck: "uniform(0, 1)"}}
dynamics: {actor: {x: "0.9 * x + 0.1 * luck"}}
events:
  a strike: {for: i, hazard: danger * i.x, effects: [i.hits += 1, "i.x += normal(0, 0.1)", w += i.x]}
  b once: {for: i in pair, hazard: 0.2, once: true, effects: ["k.x += 0.1 * h[k, i] for k", "h[i, k] = 0.5 for k in pair"]}
  c drawn: {for: i, at: {uniform: [-3, 14]}, effects: [w += 10, "i.hits += bernoulli(0.5)"]}
  d rate: {for: i in everyone, rate: 4 * i.x, when: any(k.x > i.x for k), effects: ["h[k, i] += 0.1 for k if k.x > luck_of"]}
  e nobody: {for: i in last, when: "happened('a strike') and not happened('b once')", effects: [i.x -= 0.01]}
  f answer: {when: "happened('c drawn')", once: true, effects: [w += 1000]}
derived: {world: {luck_of: mean(k.luck for k)}}
outcomes: {all: {when: "happened('b once') and happened('c drawn')"}, twice: {when: any(j.hits > 1 for j)}}
)yaml",
            [](const Model& m, const Stories& s) { return all_fire(m, s) && n_values(m, s, "x") > 1000; }};
}

Clause for_pairs() {
    return {"events for each pair, either way or once", k_head + R"yaml(
variables:
  actor: {x: {initial: {uniform: [0, 1]}}, got: {initial: 0}}
  dyad: {h: {initial: {uniform: [0, 1]}, range: [0, 2]}}
  world: {n: {initial: 0}}
actors: {A: {}, B: {}, C: {}, D: {}}
dynamics: {dyad: {h: 0.95 * h}}
actions:
  strike: {rung: 3, by: everyone, to: everyone, utility: "h[self, target] - 2", effects: [target.got += 1]}
  warn: {rung: 1, by: everyone, to: everyone, when: "h[self, target] > 0.5", effects: [target.got += 0.1]}
events:
  clash: {for: "i, j", hazard: "0.05 * (h[i, j] + h[j, i])", effects: ["h[i, j] += 0.2", "h[j, i] += 0.3", n += 1]}
  raid:
    for: i -> j
    hazard: 0.05 * h[i, j]
    do: [{actor: i, action: strike, target: j}, {actor: j, action: warn, target: i}]
    effects: "h[k, i] += 0.05 for k if k != j"
  truce: {for: "i, j in pair", rate: 5, once: true, effects: ["h[i, j] = 0.1", "h[j, i] = uniform(0, 0.1)"]}
  calm: {for: i -> j in pair, at: {choice: [2, 5, 30]}, do: {actor: i, action: hold}, effects: [j.x -= 0.1]}
outcomes: {raided: {when: happened(raid)}, struck: {measure: sum(j.got for j)}}
)yaml",
            [](const Model& m, const Stories& s) { return all_fire(m, s) && n_values(m, s, "got") > 8; }};
}

Clause rises() {
    return {"events on a rising condition", k_head + R"yaml(
variables:
  actor: {x: {initial: {normal: {mean: 0, sd: 1}}}, rises: {initial: 0}}
  world: {level: {initial: 0}, n: {initial: 0}}
actors: {A: {}, B: {}, C: {}}
draws: {world: {shock: "normal(0, 1)"}}
dynamics:
  actor: {x: "0.5 * x + normal(0, 1)"}
events:
  a rise: {for: i, when: i.x > 0, on: rise, effects: [i.rises += 1]}
  b some: {for: i, when: i.x > 0.2, on: rise, hazard: 0.3 + i.x, effects: [level += 1]}
  c world: {when: shock > 0, on: rise, effects: [n += 1]}
  d once: {when: level > 2, on: rise, once: true, effects: [level = 0]}
  e always: {when: t >= 0, on: rise, effects: [n += 100]}
  f dated: {at: {uniform: [0, 10]}, when: shock > 0, on: rise, effects: [n += 1000]}
)yaml",
            [](const Model& m, const Stories& s) {
                return all_fire(m, s) && n_fired(s, 4) == s.size() && n_values(m, s, "rises") > 4;
            }};
}

Clause instance_precedence() {
    return {"which instance's assignment stands", k_head + R"yaml(
variables:
  actor: {x: {initial: 1}, y: {initial: 0}}
  dyad: {h: {initial: 0}}
  world: {w: {initial: 0}, v: {initial: 0.3}}
actors: {A: {}, B: {}, C: {}}
dynamics: {actor: {x: "uniform(0, 1)"}}
events:
  a set: {for: i, hazard: 0.4, effects: [w = i.x, "k.y = i.x for k", w += 0.1 * i.x, v -= i.x]}
  b set: {for: i -> j, hazard: 0.3, effects: ["i.y = 10 + j.x", v = i.x, "v = j.x", v += 0.7 * i.x, "h[k, i] = j.x for k"]}
  c set: {for: "i, j", hazard: 0.5, effects: [w = 7 + i.x, "h[i, j] = 3", "j.y = 5"]}
)yaml",
            [](const Model& m, const Stories& s) { return all_fire(m, s) && n_values(m, s, "v") > 200; }};
}

Clause impositions() {
    return {"impositions of instances that meet", k_head + R"yaml(
variables: {actor: {x: {initial: 0}}}
actors: {A: {}, B: {}, C: {}, D: {}}
actions:
  low: {rung: 1, by: everyone, to: everyone, when: t > 20, effects: [target.x += 1]}
  high: {rung: 5, by: pair, to: everyone, utility: -3, effects: [target.x += 100]}
  also: {rung: 5, by: everyone, effects: [x += 0.5]}
  talk: {rung: -1, by: everyone, to: everyone, track: talks}
events:
  a: {for: i -> j, hazard: 0.2, do: {actor: i, action: low, target: j}}
  b: {for: i in pair, hazard: 0.3, do: [{actor: i, action: high, target: C}, {actor: i, action: hold, track: talks}]}
  c: {for: i, hazard: 0.2, do: {actor: i, action: also}}
  d: {for: "i, j", hazard: 0.2, do: [{actor: i, action: talk, target: j}, {actor: j, action: talk, target: i}]}
  e: {for: i, hazard: 0.1, do: {actor: i, action: hold}}
)yaml",
            [](const Model& m, const Stories& s) { return all_fire(m, s) && n_values(m, s, "x") > 20; }};
}

Clause outcomes() {
    return {"outcomes given and after others", k_head + R"yaml(
variables: {world: {x: {initial: {uniform: [-1, 1]}}, y: {initial: 0}}}
actors: {A: {}, B: {}, C: {}}
dynamics: {world: {x: "0.8 * x + normal(0, 1)", y: "y + 0.1 * x"}}
outcomes:
  late: {when: x > 1, by: 2025-01-25}
  early: {when: x > 1, by: 1}
  far: {when: x > 1, by: 2031-01-01}
  high: {when: x > 0.8}
  low: {when: x < -0.8, after: high}
  low again: {when: x < -0.8, after: low, by: 8}
  both: {when: y > 0.1, given: high}
  deep: {when: y > 0.2, given: low}
  deeper: {when: t == 7, given: deep, after: late}
  over: {when: x > 0.5, after: low, ends: true}
  bust: {when: y < -0.4, by: 2025-02-15, ends: true}
  size: {measure: y, given: low}
  peak: {measure: x, over: max, given: deep}
)yaml",
            [](const Model& m, const Stories& s) {
                for (std::size_t o = 0; o < m.outcomes.size(); ++o) {
                    std::size_t n = 0;
                    for (const Trajectory& story : s) n += story.counts[o];
                    if (n == 0 || n == s.size()) return false;
                }
                return true;
            }};
}

Clause measures() {
    return {"measures over states and at one", k_head + R"yaml(
variables: {world: {x: {initial: {uniform: [-1, 1]}}}, actor: {z: {initial: 0}}}
actors: {A: {}, B: {}, C: {}}
derived: {world: {top: max(j.z for j)}}
dynamics: {world: {x: "x + normal(0, 1)"}, actor: {z: "normal(0, 1)"}}
actions: {act: {rung: 1, by: A, to: B}}
outcomes:
  gone: {when: x > 2.5, ends: true}
  a last: {measure: x, over: last}
  b max: {measure: x + top, over: max}
  c min: {measure: x - 0.1 * t, over: min}
  d mean: {measure: x, over: mean}
  e sum: {measure: "taken(A, act) + 0.1 * received(B, act)", over: sum}
  f at: {measure: x, at: 3}
  g date: {measure: x, at: 2025-01-26}
  h past: {measure: x, at: 99}
  i start: {measure: x * top, at: 0}
  j mean by: {measure: x, over: mean, by: 2025-02-01}
  k max by: {measure: top, over: max, by: 4}
  l min by: {measure: x, over: min, by: 2030-01-01}
  m sum by: {measure: 0.1, over: sum, by: 2}
  n last by: {measure: t, by: 6}
)yaml",
            [](const Model& m, const Stories& s) {
                bool early = false, late = false;
                for (const Trajectory& story : s) (story.last_state < m.clock.steps ? early : late) = true;
                return early && late;
            }};
}

Clause recorded_pairs() {
    return {"values of pairs recorded on demand", k_head + R"yaml(
variables:
  actor: {x: {initial: {uniform: [0, 1]}}}
  dyad: {h: {initial: {uniform: [0, 1]}, range: [0, 1]}, fixed: {initial: {uniform: [0, 1]}, fixed: true}}
derived:
  dyad: {gap: "h[self, other] - h[other, self] + t", plain: x + other.x}
  world: {spread: "max(h[i, j] for i, j)"}
actors: {A: {}, B: {}, C: {}}
dynamics: {dyad: {h: "h + normal(0, 0.1)"}}
outcomes: {over: {when: spread > 0.99, ends: true}}
run: {record: {quantiles: [h, gap], moments: [fixed, plain, x]}}
)yaml",
            [](const Model& m, const Stories& s) {
                const bool asked = m.derived[0].record == Recording::quantiles &&
                                   m.derived[1].record == Recording::moments;
                return asked && n_values(m, s, "h") > 500;
            }};
}

}  // namespace

std::vector<Clause> happening_clauses() {
    return {for_actors(),  for_pairs(), rises(),    instance_precedence(),
            impositions(), outcomes(),  measures(), recorded_pairs()};
}

}  // namespace brink::reference
