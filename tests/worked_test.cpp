// The reference interpreter against results worked by hand: events of actors and pairs, outcomes and measures, what is
// seen in a recorded state. (That the engine gives the reference's bits is tested elsewhere.)

#include <string>
#include <vector>

#include "reference/reference.h"
#include "support.h"

using namespace brink;
using reference::Trajectory;
using test::model_of;

namespace {

using Numbers = std::vector<double>;

std::size_t index_of(const auto& items, const std::string& name) {
    std::size_t i = 0;
    while (items.at(i).name != name) ++i;
    return i;
}

Numbers path(const Model& model, const Trajectory& story, const std::string& name, std::size_t entity = 0) {
    Numbers values;
    for (const reference::Values& state : story.states)
        values.push_back(state[index_of(model.variables, name)].at(entity));
    return values;
}

std::optional<int> first(const Model& model, const Trajectory& story, const std::string& outcome) {
    return story.first_state[index_of(model.outcomes, outcome)];
}

double measure(const Model& model, const Trajectory& story, const std::string& outcome) {
    return story.measures[index_of(model.outcomes, outcome)];
}

}  // namespace

TEST_CASE("worked by hand - a condition rises where the step before did not meet it") {
    const Model model = model_of(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 6}
variables: {world: {n: {initial: 0}, m: {initial: 0}, late: {initial: 0}}, actor: {x: {initial: 0}, hits: {initial: 0}}}
actors: {A: {x: 1}, B: {}}
dynamics: {actor: {x: "if(self == A, t == 1 or t == 2, t == 0)"}}
events:
  plain: {when: A.x > 0, effects: [n += 1]}
  rising: {when: A.x > 0, on: rise, effects: [m += 1]}
  each: {for: i, when: i.x > 0, on: rise, effects: [i.hits += 10]}
  waits: {at: 3, when: A.x > 0, on: rise, effects: [late += 1]}
)yaml");
    // As the steps begin A has x = 1, 0, 1, 1, 0, 0 and B 0, 1, 0, 0, 0, 0; step 0 is a rise.
    const Trajectory story = reference::run(model, 1, 0, 0);
    CHECK(path(model, story, "n") == Numbers{0, 1, 1, 2, 3, 3, 3});
    CHECK(path(model, story, "m") == Numbers{0, 1, 1, 2, 2, 2, 2});
    CHECK(path(model, story, "hits", 0) == Numbers{0, 10, 10, 20, 20, 20, 20});
    CHECK(path(model, story, "hits", 1) == Numbers{0, 0, 10, 10, 10, 10, 10});
    CHECK(path(model, story, "late") == Numbers{0, 0, 0, 0, 0, 0, 0});  // met in steps 2 and 3: no rise in 3
}

TEST_CASE("worked by hand - of instances the assignment of the first stands then the first binding and line") {
    const Model model = model_of(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 1}
variables: {world: {w: {initial: 0}, v: {initial: 0}, u: {initial: 0}}, actor: {x: {initial: 0}, y: {initial: 0}}}
actors: {A: {x: 1}, B: {x: 2}, C: {x: 4}}
events:
  b pairs: {for: "i, j", at: 0, effects: [w = 10 * i.x + j.x, w += i.x * j.x, u = 7]}
  c each: {for: i, when: i.x > 1, effects: [w = 99, "v = k.x for k", v = 50, "k.y += i.x for k"]}
  a last: {for: i -> j, at: 0, effects: [u = i.x - j.x]}
)yaml");
    const Trajectory story = reference::run(model, 1, 0, 0);
    CHECK(path(model, story, "w") == Numbers{0, 10 + 2 + (2 + 4 + 8)});  // pair A, B of the event first by name
    // Instance B comes first; no binding comes before any; so line 2 of B's stands.
    CHECK(path(model, story, "v") == Numbers{0, 50});
    CHECK(path(model, story, "u") == Numbers{0, 1 - 2});  // `a last` is first by name: A -> B
    CHECK(path(model, story, "y", 0) == Numbers{0, 2 + 4});
    CHECK(path(model, story, "y", 1) == Numbers{0, 4});
    CHECK(path(model, story, "y", 2) == Numbers{0, 2});
}

TEST_CASE("worked by hand - an imposed choice of the highest rung stands then of the first name") {
    const Model model = model_of(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 2}
groups: {second: [B]}
variables: {actor: {low: {initial: 0}, high: {initial: 0}, also: {initial: 0}}}
actors: {A: {}, B: {}, C: {}}
actions:
  low: {rung: 1, by: everyone, to: everyone, when: 0, effects: [target.low += 1]}
  also: {rung: 4, by: everyone, to: everyone, when: 0, effects: [target.also += 1]}
  high: {rung: 4, by: everyone, to: everyone, when: 0, effects: [target.high += 1]}
events:
  one: {for: i -> j, at: 0, do: {actor: i, action: low, target: j}}
  two: {for: i in second, at: 0, do: [{actor: i, action: high, target: A}, {actor: i, action: also, target: C}]}
  three: {for: i, at: 1, do: {actor: i, action: hold}}
)yaml");
    // A and C are told to strike low at two targets each: the first stands. B does `also`, of the highest rung first.
    const Trajectory story = reference::run(model, 1, 0, 0);
    CHECK(path(model, story, "low", 0) == Numbers{0, 1, 1});
    CHECK(path(model, story, "low", 1) == Numbers{0, 1, 1});
    CHECK(path(model, story, "low", 2) == Numbers{0, 0, 0});
    CHECK(path(model, story, "also", 2) == Numbers{0, 1, 1});
    CHECK(path(model, story, "high", 0) == Numbers{0, 0, 0});
    for (const reference::Choice& choice : story.choices[1]) CHECK((choice.imposed && choice.action == k_hold));
}

TEST_CASE("worked by hand - states looked at by after and given") {
    const Model model = model_of(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 week, steps: 8}
variables: {world: {x: {initial: 0}}}
actors: {A: {}}
dynamics: {world: {x: "if(t == 1 or t == 4 or t == 6, 1, 0)"}}
outcomes:
  up: {when: x == 1}
  up late: {when: x == 1, after: up}
  third: {when: x == 1, after: up late}
  down: {when: x == 0, after: up}
  in time: {when: x == 1, by: 2025-01-15}
  too late: {when: x == 1, by: 2025-01-14}
  again in time: {when: x == 1, after: up, by: 4}
  given: {when: x == 0, given: too late}
  at once: {when: t == 2, after: up}
  sum: {measure: x, over: sum}
  sum by: {measure: x, over: sum, by: 2025-02-06}
  mean: {measure: 2 * x - 1, over: mean, by: 2}
  top: {measure: t * x, over: max, by: 5}
  least: {measure: x - t, over: min}
  early: {measure: x, at: 2025-01-20}
)yaml");
    // x is 1 in states 2, 5 and 7; state 2 is that of 2025-01-15, state 5 of 2025-02-05.
    const Trajectory story = reference::run(model, 1, 0, 0);
    CHECK(first(model, story, "up") == 2);
    CHECK(first(model, story, "up late") == 5);
    CHECK(first(model, story, "third") == 7);
    CHECK(first(model, story, "down") == 3);
    CHECK(first(model, story, "in time") == 2);
    CHECK_FALSE(first(model, story, "too late"));
    CHECK_FALSE(first(model, story, "again in time"));
    CHECK_FALSE(first(model, story, "at once"));  // only from the next state on
    CHECK_FALSE(story.counts[index_of(model.outcomes, "given")]);
    CHECK(measure(model, story, "sum") == 3);
    CHECK(measure(model, story, "sum by") == 2);
    CHECK(measure(model, story, "mean") == (-1.0 - 1.0 + 1.0) / 3);
    CHECK(measure(model, story, "top") == 5);
    CHECK(measure(model, story, "least") == -8);
    CHECK(measure(model, story, "early") == 1);
}

TEST_CASE("worked by hand - an end stops what is measured and what is looked at") {
    const Model model = model_of(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 6}
variables: {world: {x: {initial: 1}}}
actors: {A: {}}
dynamics: {world: {x: 2 * x}}
outcomes:
  half: {when: x == 4}
  end: {when: x > 1, after: half, ends: true}
  never: {when: x > 1, after: end}
  no end: {when: x > 1, by: 0, ends: true}
  mean: {measure: x, over: mean}
  past: {measure: x, at: 5}
  before: {measure: x, at: 2}
)yaml");
    const Trajectory story = reference::run(model, 1, 0, 0);
    CHECK(path(model, story, "x") == Numbers{1, 2, 4, 8, 8, 8, 8});
    CHECK(story.last_state == 3);
    CHECK(first(model, story, "end") == 3);
    CHECK_FALSE(first(model, story, "never"));
    CHECK_FALSE(first(model, story, "no end"));
    CHECK(measure(model, story, "mean") == 15.0 / 4);
    CHECK(measure(model, story, "past") == 8);
    CHECK(measure(model, story, "before") == 4);
}

TEST_CASE("worked by hand - what a recorded state sees of time choices and events") {
    const Model model = model_of(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 week, steps: 4}
actors: {A: {}, B: {}}
actions: {act: {rung: 3, by: A, to: B, when: t == 1}}
events: {spark: {at: 2}, order: {when: "taken(A, act)", once: true}}
outcomes:
  dated: {when: date >= 2025-01-15}
  taken: {when: "taken(A, act, B)"}
  got: {when: "received(B, act) == 1"}
  ago: {when: "since(A, act) == 2"}
  just: {when: "since(A, act) == 1"}
  none: {when: "taken(A, hold) or taken(A, act)"}
  high: {measure: rung(A), over: sum}
  spark: {when: happened(spark)}
  order: {when: happened(order)}
decision: {rule: best_response, hold: -1}
)yaml");
    // A acts in step 1, first seen in state 2; it holds in steps 0, 2 and 3. State 0 has no latest decision.
    const Trajectory story = reference::run(model, 1, 0, 0);
    CHECK(first(model, story, "dated") == 2);
    CHECK(first(model, story, "taken") == 2);
    CHECK(first(model, story, "got") == 2);
    CHECK(first(model, story, "just") == 2);
    CHECK(first(model, story, "ago") == 3);
    CHECK(first(model, story, "none") == 1);
    CHECK(measure(model, story, "high") == 3);
    CHECK(first(model, story, "spark") == 3);
    CHECK(first(model, story, "order") == 3);  // events of step 2 see the choice of step 1
}
