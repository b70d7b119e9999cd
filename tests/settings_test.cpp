// Settings of the command line: what they may name, what they must not create, what is suggested in their place.

#include "catch.hpp"
#include "scenario/layers.h"
#include "tree_text.h"

using namespace brink;
using test::codes;

namespace {

/// A text (without the version line) under settings.
struct Set {
    Diagnostics faults;
    Tree tree;
    Set(const std::string& text, const Settings& settings) {
        tree = load_tree_text("t.yaml", "brink: 1\n" + text, settings, faults);
    }
    [[nodiscard]] std::string at(const std::vector<std::string>& keys) const { return test::at(tree.root, keys); }
    [[nodiscard]] std::string hint() const { return faults.empty() ? "" : faults.items().front().hint; }
};

}  // namespace

TEST_CASE("a setting of a bare name is a parameter") {
    const Set set("parameters: {fear: {uniform: [0, 1], doc: d}}\n", {{"fear", "0.3"}});
    REQUIRE(set.faults.empty());
    CHECK(set.at({"parameters", "fear", "value"}) == "0.3");
    CHECK(set.at({"parameters", "fear", "doc"}) == "d");
    CHECK(set.at({"parameters", "fear", "uniform"}) == "-");
}

TEST_CASE("a setting reaches any dotted name and takes flow values") {
    const Set set(
        "actors: {KOR: {resolve: 0.1}}\nevents: {border incident: {hazard: 0.1}}\nrelations: {h: {A <-> B: 1}}\n",
        {{"actors.KOR.resolve", "{uniform: [0, 1]}"},
         {"events.border incident.hazard", "0.5"},
         {"relations.h.A -> B", "2"},
         {"events.border incident.at", "2024-11-18"},
         {"title", "'a: b'"},
         {"clock.steps", "3"}});
    REQUIRE(set.faults.empty());
    CHECK(set.at({"actors", "KOR", "resolve", "uniform"}) == "[p1:0p1:1]");
    CHECK(set.at({"events", "border incident", "hazard"}) == "-");
    CHECK(set.at({"events", "border incident", "at"}) == "2024-11-18");
    CHECK(set.at({"relations", "h", "A -> B"}) == "2");
    CHECK(set.at({"relations", "h", "B -> A"}) == "1");
    CHECK(set.at({"title"}) == "a: b");
    CHECK(set.at({"clock", "steps"}) == "3");
}

TEST_CASE("a later setting wins and null removes") {
    const Set set("parameters: {fear: 1, hope: 2}\n", {{"fear", "3"}, {"fear", "4"}, {"parameters.hope", "null"}});
    REQUIRE(set.faults.empty());
    CHECK(set.at({"parameters", "fear"}) == "4");
    CHECK(set.at({"parameters", "hope"}) == "-");
}

TEST_CASE("a setting of an unknown name is an error with a suggestion") {
    const std::string text = "parameters: {fear: 1}\nactors: {RED: {resolve: 0.5}}\n";
    CHECK(codes(Set(text, {{"fera", "2"}}).faults) == "unknown-setting");
    CHECK(Set(text, {{"fera", "2"}}).hint() == "did you mean 'fear'?");
    CHECK(Set(text, {{"resolve", "2"}}).hint() == "did you mean 'actors.RED.resolve'?");
    CHECK(Set(text, {{"actor.RED.resolve", "2"}}).hint() == "did you mean 'actors'?");
    CHECK(Set(text, {{"parameters.fera", "2"}}).hint() == "did you mean 'fear'?");
    CHECK(codes(Set(text, {{"fear", ""}}).faults) == "bad-setting");
    CHECK(codes(Set(text, {{"a..b", "1"}}).faults) == "bad-setting");
    CHECK(codes(Set(text, {{"brink", "2"}}).faults) == "bad-setting");
    CHECK(codes(Set(text, {{"extends", "x"}}).faults) == "bad-setting");
    CHECK(codes(Set(text, {{"fear", "a: b"}}).faults) == "bad-setting");
    CHECK(codes(Set(text, {{"fear", "[1, 2"}}).faults) == "unclosed-bracket");
}

TEST_CASE("a setting changes what is there and creates nothing") {
    const std::string text =
        "parameters: {fear: 1}\nvariables: {actor: {nerve: {initial: 1}}, dyad: {trust: {initial: 0}}}\n"
        "actors: {RED: {}, BLUE: {nerve: 2}}\nevents: {shock: {at: 3}}\noutcomes: {end: {when: 1}}\n"
        "dynamics: {actor: {nerve: nerve}}\nactions: {hit: {rung: 1, by: RED, utility: {gain: 1}}}\n";
    for (const auto& [name, value] : Settings{{"parameters.hope", "1"},
                                              {"actors.GREEN.nerve", "1"},
                                              {"actors", "{GREEN: {nerve: 1}}"},
                                              {"variables.actor.calm.initial", "1"},
                                              {"variables.world.calm.initial", "1"},
                                              {"relations.love.RED -> BLUE", "1"},
                                              {"events.storm.at", "3"},
                                              {"outcomes.never.when", "0"},
                                              {"groups.all", "[RED]"},
                                              {"dynamics.dyad.trust", "trust"},
                                              {"draws.world.luck", "normal(0, 1)"},
                                              {"derived", "{world: {sum: 1}}"},
                                              {"actions.hat.rung", "2"},
                                              {"actions.hit.utility.fun", "2"}}) {
        INFO(name);
        CHECK(codes(Set(text, {{name, value}}).faults) == "unknown-setting");
    }
    CHECK(Set(text, {{"actors.REED.nerve", "1"}}).hint() == "did you mean 'RED'?");
    // What stands there by the language's own rules is there.
    for (const auto& [name, value] : Settings{{"actors.RED.nerve", "3"},
                                              {"relations.trust.RED -> BLUE", "1"},
                                              {"events.shock.once", "true"},
                                              {"parameters.fear.range", "[0, 2]"},
                                              {"dynamics.actor.nerve", "0"},
                                              {"actions.hit.utility.gain", "2"},
                                              {"actions.hit.utility", "2"},
                                              {"decision.precision", "2"},
                                              {"run.seed", "2"}}) {
        INFO(name);
        CHECK(Set(text, {{name, value}}).faults.empty());
    }
}

TEST_CASE("a setting of a bare name is told where numbers stand and never an equation") {
    const std::string text =
        "parameters: {fear: 1}\nactors: {RED: {}, BLUE: {nerve: 2}}\n"
        "variables:\n  world: {heat: {initial: 1}}\n  actor: {nerve: {initial: 1}, will: {initial: 1}}\n"
        "  dyad: {trust: {initial: 0}, hate: {initial: 0}}\nrelations: {hate: {RED <-> BLUE: 0.8}}\n"
        "dynamics: {world: {heat: heat}, actor: {nerve: nerve}, dyad: {trust: trust, hate: hate}}\n"
        "derived: {world: {alarm: heat}}\nevents: {shock: {hazard: 0.1}}\n"
        "actions: {hit: {rung: 1, by: RED, weight: alarm}}\n";
    const auto hint = [&](const std::string& name) { return Set(text, {{name, "1"}}).hint(); };
    CHECK(hint("heat") == "'heat' is a world variable; where it starts is set by 'variables.world.heat.initial'");
    CHECK(hint("nerve") ==
          "'nerve' is an actor variable; where it starts is set by 'actors.BLUE.nerve' or "
          "'variables.actor.nerve.initial'");
    CHECK(hint("will") ==
          "'will' is an actor variable; where it starts is set by 'actors.RED.will' or 'variables.actor.will.initial'");
    CHECK(hint("trust") == "'trust' is a dyad variable; where it starts is set by 'variables.dyad.trust.initial'");
    // Both directions are given by the line: the variable's initial would change nothing.
    CHECK(hint("hate") == "'hate' is a dyad variable; where it starts is set by 'relations.hate.BLUE <-> RED'");
    CHECK(hint("truts").find("did you mean 'trust'? 'trust' is a dyad variable") == 0);
    CHECK(hint("alarm").find("'alarm' is a derived value") == 0);
    CHECK(hint("hit").find("'hit' is an action") == 0);
    CHECK(hint("RED.nerve") == "did you mean 'actors.RED.nerve'?");
    CHECK(hint("shock") == "'shock' is an event; a setting names a part of it, as 'events.shock.hazard'");
    for (const char* name : {"heat", "nerve", "trust", "hate", "alarm", "hit", "weight", "truts"}) {
        INFO(name);
        for (const char* formula : {"dynamics", "derived.", "actions."})
            CHECK(hint(name).find(formula) == std::string::npos);
    }
}

TEST_CASE("a setting that reaches nobody is warned of") {
    const std::string text =
        "actors: {RED: {nerve: 1}, BLUE: {nerve: 2}}\nvariables: {actor: {nerve: {initial: 1}, will: {initial: 1}}}\n";
    const Set nobody(text, {{"variables.actor.nerve.initial", "3"}});
    CHECK(codes(nobody.faults) == "setting-without-effect");
    CHECK_FALSE(nobody.faults.has_errors());
    CHECK(nobody.hint().find("'actors.RED.nerve'") != std::string::npos);
    CHECK(Set(text, {{"variables.actor.will.initial", "3"}}).faults.empty());
}

TEST_CASE("faults of a setting point into what was given") {
    const Set set("parameters: {fear: 1}\n", {{"fear", "!x 3"}});
    CHECK(render(set.tree.sources, set.faults) ==
          "--set fear:1:6: error: tags are not supported [tag]\n"
          "    1 | fear=!x 3\n"
          "      |      ^~\n"
          "      = leave it out; text that begins with '!' needs quotes\n");
}
