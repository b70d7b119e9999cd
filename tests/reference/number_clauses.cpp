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
  rest: {rung: -1, by: pair, effects: ["y += normal(0, 0.7 - x)"]}
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

}  // namespace

std::vector<Clause> number_clauses() { return {illegal_numbers(), outside_ranges()}; }

}  // namespace brink::reference
