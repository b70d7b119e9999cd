#include "reference/clauses.h"
#include "reference/stories.h"

namespace brink::reference {

namespace {

const std::string k_head = R"yaml(
brink: 1
clock: {start: 2024-12-30, step: 1 week, steps: 10}
groups: {pair: [A, B], last: [C]}
)yaml";

Clause events() {
    return {"events: hazards, rates, conditions, once, dates", k_head + R"yaml(
parameters: {danger: {uniform: [0.1, 0.6]}}
variables: {world: {heat: {initial: 0, range: [0, 100]}, count_a: {initial: 0}, late: {initial: 0}}}
actors: {A: {}, B: {}, C: {}}
events:
  a once: {hazard: danger, once: true, effects: [count_a += 1]}
  b rate: {rate: 8, effects: [heat += 2]}
  c both: {hazard: 0.5, when: heat > 3, effects: [heat -= 1]}
  d when: {when: "happened('a once') and heat > 2", effects: [late += 1]}
  e date: {at: 2025-01-16, effects: [heat += 10]}
  f step: {at: 1, when: heat > 1, effects: [heat += 0.25]}
  g drawn: {at: {uniform: [-4, 16]}, effects: [heat += 0.125]}
  h choice: {at: {choice: [2025-01-08, 2025-02-25]}, effects: [late += 0.5]}
  i late: {when: not happened('b rate') and t > 1, once: true, effects: [late += 100]}
)yaml",
            [](const Model& m, const Stories& s) {
                for (std::size_t event = 0; event < m.events.size(); ++event)
                    if (n_fired(s, event) == 0 || n_fired(s, event) == s.size() * 10) return false;
                return true;
            }};
}

Clause ends() {
    return {"ends and measures", k_head + R"yaml(
variables: {actor: {x: {initial: 0}}, world: {clock: {initial: 0}}}
draws: {actor: {shock: "normal(0, 1)"}}
derived: {world: {top: max(j.x for j) + t}}
actors: {A: {}, B: {}, C: {}}
dynamics: {actor: {x: x + shock}, world: {clock: clock + 1}}
actions:
  push: {rung: 1, by: everyone, to: everyone, effects: [target.x += 0.5]}
events: {tick: {when: 1, effects: [A.x += 0.01]}}
outcomes:
  bust: {when: any(j.x < -2 for j), ends: true}
  first: {when: A.x > B.x}
  gone: {when: max(j.x for j) > 3, ends: true}
  level: {measure: mean(j.x for j)}
  when_over: {measure: t + top}
)yaml",
            [](const Model& m, const Stories& s) {
                bool early = false, late = false;
                for (const Trajectory& story : s) {
                    early = early || story.last_state < m.clock.steps;
                    late = late || story.last_state == m.clock.steps;
                }
                return early && late;
            }};
}

Clause born_over() {
    return {"ending in state 0", k_head + R"yaml(
variables: {actor: {x: {initial: {uniform: [0, 1]}}}}
actors: {A: {}, B: {}, C: {}}
dynamics: {actor: {x: 0.5 * x}}
actions: {wait: {rung: 1, by: everyone}}
outcomes: {over: {when: A.x > 0.5, ends: true}, size: {measure: A.x}}
)yaml",
            [](const Model&, const Stories& s) {
                bool born = false, living = false;
                for (const Trajectory& story : s) (story.last_state == 0 ? born : living) = true;
                return born && living;
            }};
}

Clause comprehensions() {
    return {"comprehensions with filters", k_head + R"yaml(
variables:
  actor: {x: {initial: {normal: {mean: 0, sd: 1}}}, a: {initial: 0}, b: {initial: 0}, c: {initial: 0}, d: {initial: 0}}
  dyad: {h: {initial: {uniform: [-1, 1]}}}
  world: {w: {initial: 0}, v: {initial: 0}, u: {initial: 0}}
actors: {A: {}, B: {}, C: {}, D: {}}
derived:
  dyad: {pressure: "h[self, other] * other.x"}
dynamics:
  dyad: {h: "h + 0.1 * normal(0, 1) + 0.01 * sum(h[self, k] * h[k, other] for k if k.x > 0)"}
  actor:
    x: "normal(0, 1)"
    a: sum(pressure[self, j] for j) + 10 * sum(j.x for j in everyone) + mean(h[j, self] for j)
    b: max(j.x for j if j.x < 0) - min(h[j, B] for j) + mean(j.x for j in pair if j.x > 0.5)
    c: count(j.x > x for j) + 10 * any(h[self, j] > 0.5 for j) + 100 * all(j.x > 0 for j in pair)
    d: max(h[i, j] for i, j if i.x > j.x) + sum(sum(h[i, k] * k.x for k if h[k, i] > 0) for i)
  world:
    w: sum(h[i, j] for i, j if i != C and j in pair) + min(j.x for j if j.x > 99) + mean(h[i, A] for i)
    v: all(j.x > 9 for j if j.x > 99) + 2 * any(j.x < 9 for j if j.x > 99) + 4 * count(1 for j in last)
    u: mean(i.x * j.x for i, j in pair) + sum(h[A, j] for j if j == B or j in last)
)yaml",
            [](const Model& m, const Stories& s) {
                return n_values(m, s, "d") > 1000 && n_values(m, s, "c") > 5 && n_values(m, s, "v") == 2;
            }};
}

Clause dyad_effects() {
    return {"effects on others and on pairs", k_head + R"yaml(
variables:
  actor: {x: {initial: {uniform: [0, 1]}}}
  dyad: {h: {initial: {uniform: [0, 1]}, range: [0, 3]}, owed: {initial: 0}}
  world: {w: {initial: 0}}
actors: {A: {}, B: {}, C: {}, D: {}}
dynamics: {dyad: {owed: 0.5 * owed}}
actions:
  shove:
    rung: 2
    by: everyone
    to: everyone
    effects:
      - h[k, self] += 0.02 * x for k if k != target
      - h[target, k] -= 0.01 * h[k, target] for k if h[self, k] > 0.4
      - k.x += 0.125 for k in pair
      - h[i, j] += 0.001 for i, j in pair if i.x > j.x
      - w += 1
      - x -= 0.01 * w
      - owed[self, target] += h[target, self]
  sulk: {rung: 1, by: pair, effects: ["self.x += sum(h[self, j] for j)", "h[self, k] = 0.1 for k in last"]}
events:
  rally: {hazard: 0.3, effects: ["h[i, j] += 0.1 * j.x for i, j if i != B", "k.x -= 0.25 for k if k.x > 1", "w -= 0.5"]}
)yaml",
            [](const Model& m, const Stories& s) { return n_values(m, s, "h") > 500 && n_fired(s, 0) > 0; }};
}

Clause precedence() {
    return {"which assignment stands", k_head + R"yaml(
variables:
  actor: {x: {initial: 1}}
  dyad: {h: {initial: 0}}
  world: {w: {initial: 0.1}, v: {initial: 0}}
actors: {A: {}, B: {}, C: {}}
actions:
  low: {rung: 1, by: everyone, to: everyone, effects: [w = 1 + 0.1 * x, w += 0.3, target.x = 5]}
  mid: {rung: 2, by: everyone, to: everyone, effects: ["target.x = 0.1 + self.x", "target.x += 0.7", w -= 0.1]}
  also: {rung: 2, by: everyone, effects: [w = 7, "k.x = 3 for k", "k.x -= 0.3 for k in pair", w += 0.2, w = 8]}
  top: {rung: 3, by: last, to: pair, effects: [w = 9, "h[k, self] = 1 for k", "h[target, self] = 2"]}
events:
  a first: {hazard: 0.5, effects: [v = 1, v += 0.1, "k.x = 0.25 for k in pair", "A.x = 0.75"]}
  b next: {hazard: 0.5, effects: [v += 0.7, v = 2, v = 3, v -= 0.3]}
  c last: {hazard: 0.5, effects: [v = 4 + v, B.x = 99]}
)yaml",
            [](const Model& m, const Stories& s) { return n_values(m, s, "v") > 6 && n_values(m, s, "w") > 20; }};
}

Clause draws() {
    return {"draws, named and in equations and effects", k_head + R"yaml(
variables:
  actor: {x: {initial: 0}, y: {initial: 0}}
  dyad: {h: {initial: 0}}
  world: {w: {initial: 0}}
actors: {A: {}, B: {}, C: {}}
draws:
  world: {tremor: "normal(0.1, 0.5)", again: "tremor + uniform(tremor, 2) * spread"}
  actor: {luck: "normal(x, 0.1) + again + uniform(0, 1)"}
  dyad: {noise: "uniform(0, 0.1) * luck + other.luck"}
derived:
  world: {spread: 1 + abs(tremor)}
  actor: {mixed: luck * spread}
dynamics:
  actor:
    x: x + mixed + normal(0, 1) + normal(0, 1)
    y: y + sum(normal(0, 0.1) * j.x for j) + bernoulli(0.3) + bernoulli(-abs(x)) + bernoulli(1 + abs(x))
  dyad: {h: "h + noise + normal(0, 0.01) + sum(bernoulli(0.5) for i, j)"}
  world: {w: "w + again + sum(noise[i, j] for i, j)"}
actions:
  roll:
    rung: 1
    by: everyone
    to: everyone
    utility: luck + noise[self, target]
    effects:
      - target.y += normal(0, 1)
      - target.y += normal(0, 1)
      - k.y -= uniform(0, h[k, self]) for k if h[k, self] < 2
events:
  bang: {hazard: "0.2 * (tremor > 0)", effects: ["k.y += normal(0, k.luck * k.luck) for k", "w = normal(0, 1)"]}
  low: {when: tremor < 0, effects: [w += tremor]}
)yaml",
            [](const Model& m, const Stories& s) { return n_values(m, s, "x") > 1000 && n_fired(s, 0) > 0; }};
}

Clause unknowns() {
    return {"what is drawn once a trajectory", R"yaml(
brink: 1
clock: {start: 2024-12-30, step: 1 week, steps: 10}
groups: {pair: [A, B], duo: [C, D]}
parameters:
  a: {uniform: [1, 2]}
  b: {normal: {mean: 0.5, sd: 2}, range: [0, 1]}
  c: {lognormal: {mean: 2, sd: 1}}
  d: {lognormal: {median: 2, sigma: 0.5}, range: [1, 4]}
  e: {beta: {mean: 0.6, sd: 0.1}}
  f: {beta: {a: 0.5, b: 3}, range: [0.05, 1]}
  g: {gamma: {mean: 2, sd: 1.5}}
  h: {gamma: {shape: 0.4, scale: 2}}
  i: {triangular: [0, 1, 4]}
  j: {choice: [1, 2, 5]}
  k: {choice: {values: [-1, 0, 1], weights: [1, 2, 7]}, range: [-0.5, 2]}
  l: {triangular: [0, 1, 4], range: [2, 3]}
  m: {uniform: [0, 1], range: [0.25, 0.5]}
  z: {value: n + a, range: [0, 3.5]}
  n: 2 * b + z0
  z0: exp(a) / 10
variables:
  actor:
    x: {initial: {normal: {mean: 0, sd: 1}}, range: [-1, 1]}
    y: {initial: a * b - 1, range: [0, 1]}
    skill: {initial: {gamma: {mean: 1, sd: 1}}, fixed: true}
  dyad:
    hostility: {initial: {uniform: [0, 1]}, range: [0, 1]}
    distance: {initial: 1, fixed: true}
  world: {w: {initial: {value: z}, range: [0, 3]}, total: {initial: 0}}
actors: {A: {x: 0.5}, B: {x: {beta: {mean: 0.3, sd: 0.2}}}, C: {y: 0.3 * c, skill: 2}, D: {}}
relations:
  hostility:
    A <-> B: {uniform: [0.4, 0.9]}
    duo -> A: {triangular: [0, 0.5, 1]}
    pair <-> duo: {beta: {a: 2, b: 2}}
    C -> D: b * e
  distance:
    everyone -> everyone: 3
    A -> C: c
dynamics:
  actor: {x: 0.5 * x + 0.1 * y * skill}
  dyad: {hostility: "0.9 * hostility + 0.01 * distance * f"}
  world: {total: a + b + c + d + e + f + g + h + i + j + k + l + m + n + z + z0}
)yaml",
            [](const Model& m, const Stories& s) { return n_values(m, s, "total") > s.size() / 2; }};
}

Clause months() {
    return {"months and dates", R"yaml(
brink: 1
clock: {start: 2024-01-31, step: 2 months, steps: 14}
variables: {world: {day: {initial: 0}, spring: {initial: 0}, time: {initial: 0}, stamp: {initial: 0}}}
actors: {A: {}, B: {}}
derived: {world: {leap: date == 2024-01-31 or date >= 2025-03-31}}
dynamics:
  world:
    spring: spring + (date >= 2024-03-01) * 2 + (date < 2024-09-30) + 4 * (date == 2024-11-30) + leap
    time: time + years + dt * t
    day: t
events:
  dated: {at: 2024-12-24, effects: [stamp += t]}
  last: {at: 2026-04-01, effects: [stamp += 100 * dt]}
actions: {act: {rung: 1, by: A, to: B, utility: years - 1}}
outcomes: {late: {when: date > 2025-06-30}, end: {measure: years + t + leap}}
)yaml",
            [](const Model& m, const Stories& s) {
                return n_values(m, s, "spring") > 4 && n_fired(s, 0) == s.size() && n_fired(s, 1) == s.size();
            }};
}

Clause ranges() {
    return {"clamping between the stages", k_head + R"yaml(
variables:
  actor: {x: {initial: 0.5, range: [0, 1]}, y: {initial: 5, range: [-.inf, 6]}}
  dyad: {h: {initial: 0.9, range: [0, 1]}}
  world: {seen: {initial: 0, range: [0, .inf]}, total: {initial: 0}}
actors: {A: {}, B: {}, C: {}}
events:
  jolt: {hazard: 0.5, effects: ["k.x += 3 for k", "A.y -= 4", seen -= 1]}
actions:
  drop:
    {rung: 1, by: everyone, to: everyone, when: x == 1, utility: 5, effects: [x -= 7, "h[self, target] += 0.4"]}
  lift:
    {rung: 2, by: everyone, when: x < 0.3, utility: 5, effects: [x += 0.3, y += 4, "h[k, self] -= 2 for k"]}
dynamics:
  actor: {x: "x + uniform(-0.5, 0.5)", y: y + 0.5 * (x == 0) + x}
  dyad: {h: "h * 1.1 + 0.01"}
  world: {total: total + sum(j.x for j) + (seen == 0)}
)yaml",
            [](const Model& m, const Stories& s) { return n_values(m, s, "x") > 50 && n_fired(s, 0) > 0; }};
}

Clause functions() {
    return {"every function and operator", k_head + R"yaml(
parameters: {p: {uniform: [-2, 2]}}
variables:
  actor: {x: {initial: {normal: {mean: 0, sd: 2}}}, who: {initial: 0}, a: {initial: 0}, b: {initial: 0},
          c: {initial: 0}, d: {initial: 0}}
actors: {A: {}, B: {}, C: {}}
dynamics:
  actor:
    x: "normal(0, 2)"
    a: exp(0.3 * x) + log(abs(x) + 0.01) + tanh(x) + tanh(0.01 * x) + logistic(3 * x) + sqrt(x * x) + sign(x) + floor(x)
    b: abs(x) ^ 0.5 + x ^ 2 + x ^ -3 + 2 ^ x + abs(x) ^ p + (-x) ^ 3 - -x ^ 2 + x ^ 0
    c: min(x, p, 0.5) + max(x, p) + clamp(x, -1, p + 2) + if(x > p, x, -x) + (x < p) + 2 * (x <= p) + 4 * (x != p)
    who: 8 * (self == A) + 16 * (self in pair) + 32 * (self != C)
    d: (x > 0 and p > 0) + 2 * (x > 0 or p > 0) + 4 * (not x > 0) + x / (1 + p * p)
)yaml",
            [](const Model& m, const Stories& s) { return n_values(m, s, "b") > 1000; }};
}

}  // namespace

std::vector<Clause> change_clauses() {
    return {events(), ends(),     born_over(), comprehensions(), dyad_effects(), precedence(),
            draws(),  unknowns(), months(),    ranges(),         functions()};
}

}  // namespace brink::reference
