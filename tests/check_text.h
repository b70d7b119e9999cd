#pragma once
// What the tests of the check share: a small scenario, and texts checked in one call.

#include <string>

#include "catch.hpp"
#include "model/check.h"
#include "model/parse.h"

namespace brink::checked {

/// The small scenario of the language's documentation.
inline const std::string k_small = R"(brink: 1
title: Two rivals on a ladder
clock: {start: 2025-01-01, step: 1 week, steps: 52}

parameters:
  fear:        {value: 0.20, range: [0, 1], doc: how fast a rival's readiness becomes threat}
  rationality: {beta: {mean: 0.6, sd: 0.1}, doc: "drawn once per trajectory: what we do not know"}

variables:
  actor:
    readiness: {initial: 0.2, range: [0, 1], doc: share of forces on alert}
    threat:    {initial: 0.3, range: [0, 1]}
    resolve:   {range: [0, 1], fixed: true, required: true, doc: given by the world and never changed}
  dyad:
    hostility: {initial: 0.4, range: [0, 1]}
  world:
    attention: {initial: 0.5, range: [0, 1]}

groups:
  rivals: [RED, BLUE]

actors:
  RED:  {name: Redland,  readiness: 0.5, resolve: 0.5}
  BLUE: {name: Blueland, resolve: {uniform: [0.3, 0.7]}}

relations:
  hostility:
    RED <-> BLUE: 0.7                   # both ways; RED -> BLUE for one; rivals <-> rivals for a group

draws:                                  # named random values of a step, readable everywhere in it
  world:
    tremor: normal(0, 0.01)

derived:                                # named expressions
  actor:
    pressure: sum(hostility[self, j] * j.readiness for j)

dynamics:                               # next value, from the values after effects, all at once
  actor:
    threat:    threat + fear * (pressure - threat) + tremor
    readiness: readiness + 0.1 * (threat - readiness)
  world:
    attention: 0.9 * attention + 0.1 * max(j.readiness for j)

actions:                                # holding (rung 0, utility 0) is always possible beside them
  protest:
    rung: 1
    by: rivals
    to: rivals
    cameo: "112"
    utility: 0.2 + 0.5 * threat
  mobilise:
    rung: 4
    by: rivals
    to: rivals
    cameo: "152"
    when: readiness < 0.9
    utility:                            # named terms, summed: they are what an explanation shows
      fear: 2 * resolve * threat
      deterrence: -0.3 * target.readiness
      habit: -0.5
    effects:
      - self.readiness += 0.2
      - hostility[target, self] += 0.1 * target.resolve
      - hostility[k, self] += 0.02 for k if k != target

events:
  border incident:
    hazard: 0.02                        # chance a step; or rate: a year; or at: a date or a step; or when: a condition
    once: true
    effects:
      - RED.threat += 0.2
      - BLUE.threat += 0.2
  emergency summit:
    when: RED.threat > 0.8 and BLUE.threat > 0.8
    do: {actor: BLUE, action: protest, target: RED}

outcomes:
  crisis:      {when: any(j.readiness > 0.8 for j), doc: first week in which a side is on full alert}
  mean_threat: {measure: mean(j.threat for j)}

decision: {rule: quantal, precision: 4 * rationality}
run: {trajectories: 100000, seed: 1}
)";

/// A scenario of two actors, with `more` appended.
inline std::string with(const std::string& more) {
    return "brink: 1\nclock: {start: 2025-01-01, step: 1 week, steps: 10}\nactors: {RED: {}, BLUE: {}}\n" + more;
}

struct Checked {
    Tree tree;
    Diagnostics diagnostics;
    std::optional<Model> model;
};

inline Checked check_text(const std::string& text) {
    Checked result;
    result.tree = load_tree_text("test.yaml", text, {}, result.diagnostics);
    result.model = check(result.tree, result.diagnostics);
    return result;
}

inline Model model_of(const std::string& text) {
    Checked checked = check_text(text);
    INFO(render(checked.tree.sources, checked.diagnostics));
    REQUIRE(checked.model);
    return *checked.model;
}

/// The codes of the findings, in order, blank between.
inline std::string codes(const std::string& text) {
    const Checked checked = check_text(text);
    std::string list;
    for (const Diagnostic& item : checked.diagnostics.sorted()) list += (list.empty() ? "" : " ") + item.code;
    CHECK(checked.model.has_value() == !checked.diagnostics.has_errors());
    return list;
}

inline const Quantity& parameter(const Model& model, const std::string& name) {
    for (const Parameter& parameter : model.parameters)
        if (parameter.name == name) return parameter.value;
    FAIL("no parameter " << name);
    return model.parameters[0].value;
}

}  // namespace brink::checked
