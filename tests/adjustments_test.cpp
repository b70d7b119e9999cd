// What is said of single actors and of groups that stand for them.

#include <string>

#include "check_text.h"

using namespace brink;
using namespace brink::checked;

namespace {

std::string world(const std::string& actors, const std::string& more = {}) {
    return "brink: 1\nclock: {start: 2025-01-01, step: 1 week, steps: 3}\ngroups: {ab: [A, B], bc: [B, C]}\n"
           "variables: {actor: {will: {initial: 0.5, range: [0, 1]}}}\nattributes: {price: 2}\n"
           "actions: {arm: {rung: 3, by: ab, to: everyone, when: will > 0.1}, rest: {rung: -1, by: everyone}}\n" +
           actors + "\n" + more;
}

const std::string k_three = "A: {}, B: {}, C: {}";

double will(const Model& model, std::size_t actor) { return model.variables.at(0).initial.at(actor).number; }

}  // namespace

TEST_CASE("a group under actors gives its keys to its members and an own key wins") {
    const Model model = model_of(
        world("actors: {" + k_three + ", ab: {will: 0.7, doc: allies}, everyone: {name: X}}", ""));
    REQUIRE(model.actors.size() == 3);
    CHECK(will(model, 0) == 0.7);
    CHECK(will(model, 2) == 0.5);
    CHECK(model.actors[1].doc == "allies");
    CHECK(model.actors[2].name == "X");
    const Model own = model_of(world("actors: {A: {will: 0.1}, B: {}, C: {}, ab: {will: {uniform: [0, 1]}}}"));
    CHECK(will(own, 0) == 0.1);
    CHECK(own.variables[0].initial[1].site == "initial/will@B");
    CHECK(model_of(world("actors: {bc: {will: 1}, " + k_three + "}")).actors[0].id == "A");
}

TEST_CASE("groups that disagree about a member are an error unless its own key settles it") {
    CHECK(codes(world("actors: {" + k_three + ", ab: {will: 0.7}, bc: {will: 0.6}}")) == "groups-disagree");
    CHECK(codes(world("actors: {" + k_three + ", ab: {will: 0.7}, bc: {will: 0.7}}")) == "");
    CHECK(codes(world("actors: {ab: {will: 0.7}, bc: {will: 0.6}, A: {}, B: {will: 0.1}, C: {}}")) == "");
    const std::string biased = "ab: {actions: {rest: {bias: 1}}}, bc: {actions: {rest: {";
    CHECK(codes(world("actors: {" + k_three + ", " + biased + "weight: 2}}}}")) == "");
    CHECK(codes(world("actors: {" + k_three + ", " + biased + "bias: 2}}}}")) == "groups-disagree");
    const auto decision = [&](const std::string& text) {
        return codes(world("actors: {" + k_three + "}", "decision: {actors: {" + text + "}}\n"));
    };
    CHECK(decision("ab: {precision: 2}, bc: {precision: 3}") == "groups-disagree");
    CHECK(decision("ab: {precision: 2}, bc: {precision: 3}, B: {precision: 1}") == "");
    CHECK(decision("ab: {precision: 2}, bc: {rule: random}") == "");
}

TEST_CASE("decision keys of an actor go key by key and track by track") {
    const std::string text = R"(brink: 1
clock: {start: 2025-01-01, step: 1 week, steps: 3}
groups: {ab: [A, B]}
actors: {A: {}, B: {}, C: {}}
actions: {fly: {rung: 1, by: everyone, track: air}, sail: {rung: 1, by: everyone, track: sea}}
decision:
  precision: {air: 1, sea: 2}
  tempo: 0.5
  hold: 7
  actors:
    ab: {precision: {air: 3, sea: 4}, tempo: 1}
    A: {precision: {sea: 5}, hold: {air: false}}
)";
    const Model model = model_of(text);
    const auto precision = [&](std::size_t actor, std::size_t track) {
        return constant_value(model.decisions[actor].precision[track]);
    };
    CHECK(precision(0, 0) == std::optional(3.0));
    CHECK(precision(0, 1) == std::optional(5.0));
    CHECK(precision(1, 1) == std::optional(4.0));
    CHECK(precision(2, 0) == std::optional(1.0));
    CHECK_FALSE(model.decisions[0].hold[0].has_value());
    CHECK(constant_value(*model.decisions[0].hold[1]) == std::optional(7.0));
    CHECK_FALSE(model.decisions[0].tempo.has_value());
    CHECK(constant_value(*model.decisions[2].tempo) == std::optional(0.5));
}

TEST_CASE("adjustments read attributes of the action and its target") {
    const Model model = model_of(
        world("actors: {A: {actions: {arm: {bias: price * rung - target.will, weight: will, "
              "when: target.will > 0}}}, B: {}, C: {}}"));
    REQUIRE(model.actions[0].adjustments.size() == 1);
    const Adjustment& own = model.actions[0].adjustments[0];
    CHECK(own.actor == ActorId{0});
    CHECK((own.bias && own.weight && own.when));
    const auto adjusted = [](const std::string& keys) {
        return codes(world("actors: {A: {actions: {" + keys + "}}, B: {}, C: {}}"));
    };
    CHECK(adjusted("arm: {weight: -1}") == "out-of-range");
    CHECK(adjusted("arm: {weight: target.will}") == "unbound-actor");
    CHECK(adjusted("arm: {wieght: 1}") == "unknown-key");
    CHECK(adjusted("amr: {weight: 1}") == "unknown-name");
    CHECK(adjusted("rest: {bias: target.will}") == "unbound-actor");
    CHECK(codes(world("actors: {A: {}, B: {}, C: {actions: {arm: {bias: 1}}}}")) == "idle-adjustment");
    CHECK(codes(world("actors: {" + k_three + ", bc: {actions: {arm: {bias: 1}}}}")) == "");
}

TEST_CASE("a constant tempo precision or weight outside what is legal is an error") {
    const auto decision = [](const std::string& text) {
        return codes(world("actors: {" + k_three + "}", "decision: {" + text + "}\n"));
    };
    CHECK(decision("tempo: 1.5") == "out-of-range");
    CHECK(decision("tempo: -0.5") == "out-of-range");
    CHECK(decision("tempo: will") == "");
    CHECK(decision("precision: -1") == "out-of-range");
    CHECK(decision("actors: {ab: {tempo: 2}}") == "out-of-range");
    CHECK(decision("tempo: target.will") == "unbound-actor");
}

TEST_CASE("every place of a number takes an expression of parameters") {
    const Model model = model_of(R"(brink: 1
clock: {start: 2025-01-01, step: 1 week, steps: 9}
parameters: {a: {uniform: [0, 1]}, b: 2 * a, c: {value: b + 1, range: [0, 5]}}
variables:
  world: {w: {initial: b / 2}}
  actor: {x: {initial: {value: a * c, source: s}}}
  dyad: {d: {initial: a}}
actors: {A: {x: b ^ 2}, B: {}}
relations: {d: {A -> B: 1 - a}}
events: {e: {at: 3 * a, effects: [w += 1]}}
)");
    const auto is_expression = [](const Quantity& q) { return q.kind == Quantity::Kind::expression; };
    CHECK(is_expression(parameter(model, "b")));
    CHECK(is_expression(parameter(model, "c")));
    for (const Variable& variable : model.variables)
        for (const Quantity& quantity : variable.initial) CHECK(is_expression(quantity));
    CHECK(is_expression(model.events[0].at));
    CHECK(codes(with("parameters: {a: b, b: c + 1, c: 2 * a}\n")) == "cycle");
    CHECK(codes(with("parameters: {a: a}\n")) == "cycle");
}
