#include <set>

#include "reference/clauses.h"

namespace brink::reference {

namespace {

using Stories = std::vector<Trajectory>;

const std::string k_head = R"yaml(
brink: 1
clock: {start: 2024-12-30, step: 1 week, steps: 12}
groups: {pair: [A, B], last: [C]}
)yaml";

bool any_choice(const Stories& stories, const std::function<bool(const Choice&)>& is) {
    for (const Trajectory& story : stories)
        for (const Choices& choices : story.choices)
            for (const Choice& choice : choices)
                if (is(choice)) return true;
    return false;
}

/// Names of the actions taken, `hold` and `none` among them.
std::set<std::string> acts(const Model& model, const Stories& stories) {
    std::set<std::string> names;
    any_choice(stories, [&](const Choice& choice) {
        if (!choice.made)
            names.insert("none");
        else
            names.insert(choice.action == k_hold ? "hold" : model.actions[choice.action.index].name);
        return false;
    });
    return names;
}

bool has(const Model& model, const Stories& stories, const std::set<std::string>& wanted) {
    const std::set<std::string> names = acts(model, stories);
    for (const std::string& name : wanted)
        if (!names.count(name)) return false;
    return true;
}

std::string targets_scenario(const std::string& targets, const std::string& rule) {
    return k_head + R"yaml(
variables:
  actor: {strength: {initial: {uniform: [0, 1]}, range: [0, 1]}}
  dyad: {anger: {initial: {uniform: [0, 2]}}}
actors: {A: {}, B: {strength: 0.9}, C: {}, D: {}}
dynamics:
  actor: {strength: "strength + normal(0, 0.05)"}
  dyad: {anger: "0.9 * anger + 0.2 * anger[other, self] * taken(other, press, self)"}
actions:
  press: {rung: 2, by: everyone, to: everyone, utility: "anger[self, target] - target.strength"}
  strike: {rung: 5, by: pair, to: [A, C, D], when: target.strength < 0.5, utility: 0.3 * strength}
  arm: {rung: 1, by: everyone, when: strength < 0.8, utility: 0.1, effects: self.strength += 0.05}
  calm: {rung: -1, by: last, to: pair, utility: -0.2}
decision: {targets: )yaml" +
           targets + ", rule: " + rule + ", precision: 1 + strength}\n";
}

Clause nested_targets() {
    return {"nested targets", targets_scenario("nested", "quantal"), [](const Model& m, const Stories& s) {
                return has(m, s, {"press", "strike", "arm", "calm", "hold"});
            }};
}

Clause pooled_targets() {
    return {"pooled targets", targets_scenario("pooled", "quantal"), [](const Model& m, const Stories& s) {
                return has(m, s, {"press", "strike", "arm", "calm", "hold"});
            }};
}

Clause random_rule() {
    return {"the random rule, nested", targets_scenario("nested", "random"), [](const Model& m, const Stories& s) {
                return has(m, s, {"press", "strike", "arm", "calm", "hold"});
            }};
}

Clause random_pooled() {
    return {"the random rule, pooled", targets_scenario("pooled", "random"), [](const Model& m, const Stories& s) {
                return has(m, s, {"press", "strike", "arm", "calm", "hold"});
            }};
}

Clause weights() {
    return {"weights that vary and vanish", k_head + R"yaml(
variables: {actor: {mood: {initial: {uniform: [0, 1]}, range: [0, 1]}}}
actors: {A: {}, B: {}, C: {}}
dynamics: {actor: {mood: "uniform(0, 1)"}}
actions:
  rare: {rung: 3, by: everyone, to: everyone, when: target.mood < 0.6, weight: 0.4 * mood}
  common: {rung: 1, by: everyone, weight: 4}
  never: {rung: 2, by: everyone, weight: 0, utility: 50}
  sometimes: {rung: 2, by: pair, weight: "if(mood > 0.5, 2, 0)", utility: mood}
)yaml",
            [](const Model& m, const Stories& s) {
                return has(m, s, {"rare", "common", "sometimes", "hold"}) && !acts(m, s).count("never");
            }};
}

Clause best_response_ties() {
    return {"ties of best_response", k_head + R"yaml(
variables:
  actor: {pull: {initial: 0, range: [-5, 5]}}
actors: {A: {}, B: {pull: 1}, C: {pull: -1}}
dynamics: {actor: {pull: "-1 + floor(uniform(0, 3))"}}
actions:
  zeta: {rung: 1, by: everyone, utility: pull}
  alpha: {rung: 1, by: everyone, to: everyone, utility: "max(pull, target.pull)"}
  high: {rung: 4, by: everyone, utility: abs(pull)}
decision: {rule: best_response}
)yaml",
            [](const Model& m, const Stories& s) {
                return has(m, s, {"alpha", "hold", "high"});
            }};
}

Clause no_holding() {
    return {"no holding and no feasible option", k_head + R"yaml(
variables:
  actor: {ready: {initial: {choice: [0, 1]}, range: [0, 1]}}
  world: {none: {initial: 0}}
actors: {A: {}, B: {}, C: {}}
dynamics:
  actor: {ready: bernoulli(0.4)}
  world: {none: none + count(rung(j) == 0 for j)}
actions:
  go: {rung: 2, by: everyone, when: ready == 1}
  back: {rung: -3, by: pair, when: ready == 1, utility: 0.5}
  lose: {rung: 5, by: everyone, utility: log(0 * ready)}
decision:
  hold: false
  actors:
    C: {rule: status_quo, hold: -1}
    B: {rule: status_quo}
)yaml",
            [](const Model& m, const Stories& s) {
                return has(m, s, {"go", "back", "hold", "none"});
            }};
}

Clause imposed_choices() {
    return {"imposed choices", k_head + R"yaml(
variables:
  actor: {tension: {initial: 0.2, range: [0, 1]}}
actors: {A: {}, B: {}, C: {}}
dynamics: {actor: {tension: "0.8 * tension + uniform(0, 0.3)"}}
actions:
  raid: {rung: 3, by: everyone, to: everyone, when: tension > 0.6, utility: 1}
  burn: {rung: 3, by: [A, C], to: everyone, when: 0}
  warn: {rung: 1, by: everyone, utility: 0.1}
  fly: {rung: 2, track: air, by: everyone, utility: tension}
events:
  b order: {at: 2, do: {actor: A, action: raid, target: B}}
  c order: {at: 2, do: [{actor: A, action: raid, target: C}, {actor: A, action: warn}, {actor: C, action: hold}]}
  d order: {at: 4, do: {actor: A, action: burn, target: C}}
  e order: {at: 2025-01-27, do: {actor: A, action: raid, target: B}}
  loop: {hazard: 0.3, do: [{actor: B, action: hold}, {actor: C, action: fly}]}
  quiet air: {when: C.tension > 0.5, do: {actor: A, action: hold, track: air}}
)yaml",
            [](const Model& m, const Stories& s) {
                bool burnt = false, held = false;
                any_choice(s, [&](const Choice& c) {
                    if (!c.imposed) return false;
                    held = held || c.action == k_hold;
                    burnt = burnt || (c.action != k_hold && m.actions[c.action.index].name == "burn");
                    return false;
                });
                return burnt && held;
            }};
}

Clause tracks() {
    return {"two tracks with numbers of their own", k_head + R"yaml(
variables: {actor: {fuel: {initial: 1, range: [0, 1]}}}
actors: {A: {}, B: {}, C: {}}
dynamics: {actor: {fuel: "min(1, fuel + 0.1 * taken(hold))"}}
actions:
  patrol: {rung: 1, track: sea, by: everyone, utility: fuel, effects: [fuel -= 0.2]}
  blockade: {rung: 4, track: sea, by: pair, to: last, utility: 0.5, effects: [target.fuel -= 0.4]}
  talk: {rung: -2, track: table, by: everyone, to: everyone, utility: 1 - fuel}
  insult: {rung: 1, track: table, by: last, utility: 0.2}
decision:
  precision: {sea: 3, table: 0.5 + fuel}
  hold: {sea: 0.3 * fuel, table: false}
  actors:
    pair: {precision: {sea: 0}}
    A: {targets: pooled}
)yaml",
            [](const Model& m, const Stories& s) {
                return has(m, s, {"patrol", "blockade", "talk", "insult", "hold"});
            }};
}

Clause costs() {
    return {"costs, terms and attributes", k_head + R"yaml(
attributes: {visibility: 1, price: 0.5}
parameters: {aversion: {value: 0.3, range: [0, 1]}}
variables: {actor: {will: {initial: {normal: {mean: 0.5, sd: 0.2}}, range: [0, 1]}}}
actors: {A: {}, B: {}, C: {}}
actions:
  overt:
    {rung: 3, by: everyone, to: everyone, attributes: {price: 0.1},
     utility: {zeal: will, anger: 0.1 * rung, fear: -target.will}}
  covert: {rung: 2, by: everyone, attributes: {visibility: 0.2}, utility: {gain: 0.7, risk: -aversion * visibility}}
  plain: {rung: 1, by: everyone}
decision: {cost: aversion * rung * visibility + price * will, precision: 2}
)yaml",
            [](const Model& m, const Stories& s) {
                return has(m, s, {"overt", "covert", "plain", "hold"});
            }};
}

Clause history() {
    return {"words of history", k_head + R"yaml(
variables:
  actor: {now: {initial: 0}, ago: {initial: 0}, got: {initial: 0}, step: {initial: 0}, recent: {initial: 0}}
  dyad: {hit: {initial: 0}, gap: {initial: 0}, ladder: {initial: 0}}
actors: {A: {}, B: {}, C: {}}
derived:
  actor: {age: "min(since(strike), 99)", heat: "received(strike) + 0.1 * rung(self)"}
  dyad: {owed: "taken(other, strike, self) - taken(self, strike, other)"}
dynamics:
  actor:
    now: 100 * taken(strike) + 10 * taken(hold) + ever(strike)
    ago: min(since(strike), 50) + min(since(hold), 7) + min(since(A, strike, B), 31)
    got: received(strike) + 10 * received(B, strike) + 100 * received(self, strike, A) + 1000 * received(probe)
    step: rung(self) + 10 * rung(B) + 100 * happened('spark') + ever(C, strike, self)
    recent: age + heat
  dyad:
    hit: taken(self, strike, other) + 2 * ever(self, strike, other) + 4 * received(self, strike, other)
    gap: min(since(self, strike, other), 20)
    ladder: rung(self, other)
events:
  spark: {hazard: 0.1, once: true, effects: ["A.now += 0.5 * taken(A, strike) + min(since(A, strike), 9)"]}
  after: {when: "happened('spark') and received(A, strike) > 0", effects: [B.got += 1000]}
actions:
  strike:
    rung: 4
    by: everyone
    to: everyone
    when: since(strike) > 1 and not taken(target, hold)
    utility: 0.5 * received(strike) - 0.2 * rung(target) + happened('spark') + 0.1 * min(since(self, strike, target), 5)
    effects:
      - self.ago += min(since(strike), 5) + 10 * taken(strike)
      - hit[target, self] += 0.25 * received(target, strike)
  probe: {rung: 1, by: everyone, to: pair, utility: "0.3 * ever(strike) + 0.1 * min(since(target, probe), 10)"}
outcomes:
  struck: {when: "any(since(j, strike) == 1 for j) and rung(A) == 4"}
  owing: {measure: "sum(min(since(j, strike), 99) for j) + sum(owed[i, j] * i.now for i, j)"}
)yaml",
            [](const Model& m, const Stories& s) {
                return has(m, s, {"strike", "probe", "hold"});
            }};
}

}  // namespace

std::vector<Clause> choice_clauses() {
    return {nested_targets(), pooled_targets(),  random_rule(), random_pooled(), weights(), best_response_ties(),
            no_holding(),     imposed_choices(), tracks(),      costs(),         history()};
}

}  // namespace brink::reference
