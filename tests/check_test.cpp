// Tree -> Model: what a checked scenario holds.

#include "model/check.h"

#include <string>

#include "check_text.h"
#include "model/vocabulary.h"

using namespace brink;
using namespace brink::checked;

TEST_CASE("the small scenario becomes a whole model") {
    const Model model = model_of(k_small);
    CHECK(model.title == "Two rivals on a ladder");
    CHECK(model.clock.steps == 52);
    CHECK(format_date(model.clock.start) == "2025-01-01");
    REQUIRE(model.actors.size() == 2);
    CHECK(model.actors[0].id == "BLUE");
    CHECK(model.actors[1].name == "Redland");
    REQUIRE(model.variables.size() == 5);
    CHECK(model.variables[0].name == "attention");
    CHECK(model.variables[4].name == "threat");
    CHECK(model.variables[3].fixed);
    REQUIRE(model.actions.size() == 2);
    CHECK(model.actions[0].name == "mobilise");
    CHECK(model.actions[0].targeted);
    CHECK(model.actions[0].rung == 4);
    REQUIRE(model.actions[0].utility.size() == 3);
    CHECK(model.actions[0].utility[0].name == "deterrence");
    REQUIRE(model.actions[0].effects.size() == 3);
    CHECK(model.actions[0].effects[2].line == 2);
    CHECK(model.actions[0].effects[2].binders.size() == 1);
    CHECK(model.actions[1].utility[0].name.empty());
    CHECK(model.tracks == std::vector<std::string>{""});
    REQUIRE(model.events.size() == 2);
    CHECK(model.events[0].timing == Event::Timing::hazard);
    CHECK(model.events[0].once);
    CHECK(model.events[1].timing == Event::Timing::always);
    REQUIRE(model.events[1].impositions.size() == 1);
    REQUIRE(model.events[1].impositions[0].target);
    CHECK_FALSE(model.events[1].impositions[0].target->bound);
    CHECK(model.events[1].impositions[0].target->index == 1);
    CHECK(model.outcomes[1].kind == Outcome::Kind::measure);
    CHECK(model.headline.size() == 2);
    REQUIRE(model.decisions.size() == 2);
    CHECK(model.decisions[0].precision.size() == 1);
    CHECK(constant_value(*model.decisions[0].hold[0]) == std::optional(0.0));
    CHECK(model.run.trajectories == std::optional(100000.0));
    CHECK(model.run.seed == std::optional<std::uint64_t>(1));
    CHECK(model.name == "test");
}

TEST_CASE("the order of a file does not reach the model") {
    const Model one = model_of(with("parameters: {b: 1, a: 2}\ngroups: {g: [RED, BLUE]}\n"));
    const Model two = model_of("parameters: {a: 2, b: 1}\ngroups: {g: [BLUE, RED]}\n" + with(""));
    CHECK(one.parameters[0].name == two.parameters[0].name);
    CHECK(one.parameters[0].value.number == two.parameters[0].value.number);
    CHECK(one.groups[0].members == two.groups[0].members);
}

TEST_CASE("derived values know whether they read a draw and come after what they read") {
    const Model model = model_of(
        with("draws: {world: {z: 'normal(0, 1)', a: 'z + normal(d, 1)'}}\n"
             R"(derived: {world: {d: e + 1, e: z, f: 2}}
)"));
    REQUIRE(model.derived.size() == 3);
    CHECK(model.derived[0].reads_draw);
    CHECK(model.derived[1].reads_draw);
    CHECK_FALSE(model.derived[2].reads_draw);
    REQUIRE(model.draw_order.size() == 2);
    CHECK(model.draw_order[0] == DrawId{1});
    CHECK(model.draw_order[1] == DrawId{0});
    CHECK(model.derived_order[0] == DerivedId{1});
    CHECK(codes(with("derived: {world: {a: b, b: a}}\n")) == "cycle");
    CHECK(codes(with("draws: {world: {a: d}}\nderived: {world: {d: a}}\n")) == "cycle");
    CHECK(codes(with("draws: {world: {a: 'normal(0, 1)'}}\nderived: {world: {d: a}}\noutcomes: {o: {measure: d}}\n")) ==
          "draw-not-readable");
}

TEST_CASE("cost and attributes are read anew for each action") {
    const Model model = model_of(with(R"(attributes: {visibility: 1}
decision: {cost: 0.5 * rung * visibility}
actions:
  a: {rung: 2, by: everyone}
  b: {rung: 3, by: RED, visibility: 4, weight: 2}
  c: {rung: -1, by: [RED, BLUE], attributes: {visibility: 5}}
)"));
    CHECK(constant_value(*model.actions[0].cost) == std::optional(1.0));
    CHECK(constant_value(*model.actions[1].cost) == std::optional(6.0));
    CHECK(constant_value(*model.actions[2].cost) == std::optional(-2.5));
    CHECK(model.actions[1].by == std::vector<ActorId>{{1}});
    CHECK(model.actions[0].by.size() == 2);
    CHECK_FALSE(model.actions[0].targeted);
    CHECK(constant_value(*model.actions[1].weight) == std::optional(2.0));
}

TEST_CASE("decisions are filled for every actor and track") {
    const Model model = model_of(with(R"(groups: {both: [RED, BLUE]}
actions:
  arm: {rung: 2, by: everyone, track: military}
  talk: {rung: -1, by: everyone, track: diplomatic}
decision:
  precision: {military: 3}
  hold: {military: false}
  actors:
    both: {rule: best_response, targets: pooled}
    RED: {rule: status_quo, precision: 7, hold: 0.5}
)"));
    CHECK(model.tracks == std::vector<std::string>{"diplomatic", "military"});
    const ActorDecision& blue = model.decisions[0];
    CHECK(blue.rule == Rule::best_response);
    CHECK_FALSE(blue.nested);
    CHECK(constant_value(blue.precision[0]) == std::optional(1.0));
    CHECK(constant_value(blue.precision[1]) == std::optional(3.0));
    CHECK(blue.hold[0].has_value());
    CHECK_FALSE(blue.hold[1].has_value());
    const ActorDecision& red = model.decisions[1];
    CHECK(red.rule == Rule::status_quo);
    CHECK(constant_value(red.precision[1]) == std::optional(7.0));
    CHECK(constant_value(*red.hold[1]) == std::optional(0.5));
    CHECK(codes(with("groups: {g: [RED], h: [RED]}\n"
                     "decision: {actors: {g: {rule: random}, h: {rule: quantal}}}\n")) == "groups-disagree");
}

TEST_CASE("dates become the step whose span holds them") {
    const auto step = [](const std::string& at) {
        return model_of(with("events: {e: {at: " + at + "}}\n")).events[0].at.number;
    };
    CHECK(step("0") == 0);
    CHECK(step("2025-01-01") == 0);
    CHECK(step("2025-01-07") == 0);
    CHECK(step("2025-01-08") == 1);
    CHECK(step("2025-03-11") == 9);
    CHECK(codes(with("events: {e: {at: 2025-03-12}}\n")) == "outside-clock");
    CHECK(codes(with("events: {e: {at: 2024-12-31}}\n")) == "outside-clock");
    CHECK(codes(with("events: {e: {at: 10}}\n")) == "outside-clock");
    CHECK(codes(with("events: {e: {at: 1.5}}\n")) == "wrong-kind");
    const Model drawn = model_of(with("events: {e: {at: {choice: [2025-01-08, 4]}}}\n"));
    CHECK(drawn.events[0].at.distribution.numbers == std::vector<double>{1, 4});
    CHECK(drawn.events[0].at.site == "events/e/at");
}

TEST_CASE("a rate becomes a chance a step") {
    const Model model = model_of(with("events: {e: {rate: 0.5}}\n"));
    REQUIRE(model.events[0].hazard);
    const Expression& hazard = *model.events[0].hazard;
    CHECK(model.events[0].timing == Event::Timing::hazard);
    CHECK(hazard.term == Term::subtract);
    CHECK(hazard.operands[0].number == 1);
    CHECK(hazard.operands[1].term == Term::exponential);
    CHECK(hazard.operands[1].operands[0].term == Term::multiply);
    CHECK(hazard.operands[1].operands[0].operands[0].term == Term::negate);
    CHECK(hazard.operands[1].operands[0].operands[1].term == Term::step_years);
}

TEST_CASE("an imposed choice respects by and to") {
    const auto code = [](const std::string& what) {
        return codes(
            with("actions: {a: {rung: 1, by: RED, to: BLUE}, b: {rung: 1, by: RED, track: x}}\n"
                 "events: {e: {at: 0, do: " +
                 what + "}}\n"));
    };
    CHECK(code("{actor: RED, action: a, target: BLUE}").empty());
    CHECK(code("[{actor: RED, action: b}, {actor: BLUE, action: hold, track: x}]").empty());
    CHECK(code("{actor: BLUE, action: b}") == "not-allowed");
    CHECK(code("{actor: RED, action: a, target: RED}") == "not-allowed");
    CHECK(code("{actor: RED, action: a}") == "missing-key");
    CHECK(code("{actor: RED, action: b, target: BLUE}") == "not-allowed");
    CHECK(code("{actor: RED, action: c}") == "unknown-name");
    CHECK(code("{actor: RED, action: hold, track: y}") == "unknown-name");
    CHECK(code("{actor: RED, action: b, track: x}") == "not-allowed");
}

TEST_CASE("an unquoted comma is one fault") {
    CHECK(codes(with("draws: {world: {z: normal(0, 1)}}\n")) == "missing-quote");
}

TEST_CASE("a layer is checked for what is there") {
    const std::string layer =
        "brink: 1\nvariables: {actor: {x: {initial: y, range: [0, 1]}}}\n"
        "actions: {a: {rung: 1, by: soldiers, utility: z}}\nheadline: [later]\n";
    const Checked good = check_text(layer);
    CHECK_FALSE(good.model);
    CHECK(good.diagnostics.empty());
    const Checked bad = check_text(layer + "dynamics: {actor: {x: x +}}\nsteps: 3\n");
    CHECK(bad.diagnostics.items().size() == 2);
}

TEST_CASE("a damaged scenario is read or refused") {
    const auto judged = [](const std::string& text) {
        const Checked checked = check_text(text);
        return checked.model.has_value() != checked.diagnostics.has_errors();
    };
    std::size_t begin = 0;
    while (begin < k_small.size()) {  // without one of its lines
        const std::size_t end = std::min(k_small.find('\n', begin), k_small.size() - 1) + 1;
        const std::string text = k_small.substr(0, begin) + k_small.substr(end);
        const bool layer = text.find("clock:") == std::string::npos || text.find("\nactors:") == std::string::npos;
        INFO(text);
        CHECK((judged(text) || layer));
        begin = end;
    }
    const std::string junk = "@{[:-0x";
    for (std::size_t at = 0; at < k_small.size(); at += 7) {  // with one of its bytes changed
        std::string text = k_small;
        text[at] = junk[at % junk.size()];
        const bool layer = text.find("clock:") == std::string::npos || text.find("\nactors:") == std::string::npos;
        INFO(text);
        CHECK((judged(text) || layer));
    }
}

TEST_CASE("what the vocabulary lists can be found by its path") {
    for (const Key& key : vocabulary()) {
        INFO(std::string(key.path));
        CHECK(find_key(key.path) == &key);
        CHECK_FALSE(key.doc.empty());
        CHECK(key.low <= key.high);
        const auto dot = key.path.rfind('.');
        if (dot != std::string_view::npos) CHECK(find_key(key.path.substr(0, dot)) != nullptr);
    }
    CHECK(find_key(find_key("parameters.*"), "uniform") == find_key("quantity.uniform"));
    CHECK(find_key(nullptr, "quantity") == nullptr);
    CHECK(find_key(nullptr, "clock.steps") == nullptr);
}
