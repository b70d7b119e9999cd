// Why a replayed trajectory went as it did: terms of utilities, runners-up, what imposed, what wrote; by hand.

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "catch.hpp"
#include "lanes/isa.h"
#include "program/explanation.h"
#include "run/replay.h"
#include "support.h"

using namespace brink;

namespace {

constexpr const char* k_explained = R"yaml(
brink: 1
title: Reasons
clock: {start: 2025-01-06, step: 1 week, steps: 4}
variables:
  actor: {fear: {initial: 0.5, range: [0, 1]}}
  world: {heat: {initial: 0, range: [0, 10]}}
actors:
  A: {fear: 0.75, actions: {raise: {bias: 0.125}}}
  B: {fear: 0.25}
  C: {}
decision: {rule: quantal, precision: 2, cost: 0.0625 * rung, actors: {C: {rule: status_quo}}}
actions:
  raise:
    rung: 3
    by: everyone
    to: everyone
    weight: 0.5
    utility: {alarm: 2 * fear, respect: -target.fear, taste: 0.25}
    effects: [heat += 0.5]
  shout:
    rung: 1
    by: [A, B]
    utility: fear
    effects: ["heat -= 0.25 * fear"]
events:
  storm: {at: 1, effects: [heat += 2]}
  order:
    at: 2
    do: {actor: A, action: raise, target: B}
    effects: [heat = 1]
)yaml";

/// A's options by hand: what utility, which odds. Raising at one of two.
struct ByHand {
    std::map<std::string, double> utility, odds;

    explicit ByHand(double fear) {
        utility = {{"hold", 0},
                   {"raise B", 2 * fear - 0.25 + 0.25 + 0.125 - 0.1875},
                   {"raise C", 2 * fear - 0.5 + 0.25 + 0.125 - 0.1875},
                   {"shout", fear - 0.0625}};
        odds = {{"hold", 1}, {"raise B", 0.25}, {"raise C", 0.25}, {"shout", 1}};
    }
    [[nodiscard]] double chance(const std::string& option) const {
        double sum = 0;
        for (const auto& [name, u] : utility) sum += odds.at(name) * std::exp(2 * u);
        return odds.at(option) * std::exp(2 * utility.at(option)) / sum;
    }
    /// The likeliest but this one.
    [[nodiscard]] std::string next(const std::string& option) const {
        std::string best;
        for (const auto& [name, u] : utility)
            if (name != option && (best.empty() || chance(name) > chance(best))) best = name;
        return best;
    }
};

std::string name_of(const std::string& action, const std::string& target) {
    return target.empty() ? action : action + " " + target;
}

Replayed explained(const char* text, std::uint64_t trajectory) {
    return replay(compile_explained(test::model_of(text)), 1, trajectory, Isa::baseline);
}

double sum_of(const std::vector<ReplayedTerm>& terms) {
    double sum = 0;
    for (const ReplayedTerm& term : terms) sum += term.value;
    return sum;
}

std::map<std::string, double> by_name(const std::vector<ReplayedTerm>& terms) {
    std::map<std::string, double> values;
    for (const ReplayedTerm& term : terms) values[term.name] = term.value;
    return values;
}

double heat(const Replayed& one, std::size_t state) {
    const auto at = std::find(one.names.begin(), one.names.end(), "heat") - one.names.begin();
    return one.states[state][static_cast<std::size_t>(at)];
}

}  // namespace

TEST_CASE("terms sum to the utility and chances and runners-up are those of the rule by hand") {
    const ExplainedProgram program = compile_explained(test::model_of(k_explained));
    const ByHand hand(0.75);
    std::map<std::string, int> seen;
    for (std::uint64_t trajectory = 0; trajectory < 60; ++trajectory) {
        const ReplayedChoice choice = replay(program, 1, trajectory, Isa::baseline).choices[0][0];
        const std::string chosen = name_of(*choice.action, choice.target);
        ++seen[chosen];
        REQUIRE(choice.own.has_value());
        REQUIRE(choice.next.has_value());
        CHECK(choice.n_open == 4);
        CHECK(choice.precision == 2);
        CHECK(choice.utility == hand.utility.at(chosen));
        CHECK(sum_of(choice.terms) == Approx(choice.utility).margin(1e-15));
        CHECK(choice.probability == Approx(hand.chance(chosen)).epsilon(1e-12));
        CHECK(choice.own->probability == Approx(choice.probability).epsilon(1e-12));
        CHECK(choice.own->odds == hand.odds.at(chosen));
        const std::string next = name_of(choice.next->action, choice.next->target);
        CHECK(next == hand.next(chosen));
        CHECK(choice.next->probability == Approx(hand.chance(next)).epsilon(1e-12));
        CHECK(sum_of(choice.next->terms) == Approx(hand.utility.at(next)).margin(1e-15));
    }
    CHECK(seen.size() == 4);
}

TEST_CASE("terms bear the names of the model and stand in order of size") {
    const ExplainedProgram program = compile_explained(test::model_of(k_explained));
    for (std::uint64_t trajectory = 0; trajectory < 20; ++trajectory)
        for (const auto& step : replay(program, 1, trajectory, Isa::baseline).choices)
            for (const ReplayedChoice& choice : step) {
                for (std::size_t t = 1; t < choice.terms.size(); ++t)
                    CHECK(std::abs(choice.terms[t - 1].value) >= std::abs(choice.terms[t].value));
                if (choice.actor != "A" || *choice.action != "raise") continue;
                const double respect = choice.target == "B" ? -0.25 : -0.5;
                CHECK(by_name(choice.terms) ==
                      std::map<std::string, double>{
                          {"alarm", 1.5}, {"bias", 0.125}, {"cost", -0.1875}, {"respect", respect}, {"taste", 0.25}});
            }
}

TEST_CASE("an imposed choice names the event and what the rule itself would have done") {
    const ReplayedChoice choice = explained(k_explained, 0).choices[2][0];
    const ByHand hand(0.75);
    REQUIRE(choice.imposed);
    CHECK(choice.imposed_by == std::vector<std::string>{"order"});
    CHECK(choice.probability == 1);
    CHECK(choice.own->probability == Approx(hand.chance("raise B")).epsilon(1e-12));
    CHECK(choice.next->action == hand.next("raise B"));
    CHECK(explained(k_explained, 0).choices[1][0].imposed_by.empty());
    // A program without explanation knows that too, and no more.
    const ReplayedChoice plain =
        replay(test::program_of(test::model_of(k_explained)), 1, 0, Isa::baseline).choices[2][0];
    CHECK(plain.imposed_by == choice.imposed_by);
    CHECK_FALSE(plain.own.has_value());
}

TEST_CASE("who never leaves the status quo has no terms") {
    const ReplayedChoice choice = explained(k_explained, 0).choices[0][2];
    CHECK(choice.actor == "C");
    CHECK(*choice.action == "hold");
    CHECK(choice.probability == 1);
    CHECK(choice.terms.empty());
}

TEST_CASE("what events and acts write is what the state shows of it") {
    const ExplainedProgram program = compile_explained(test::model_of(k_explained));
    for (std::uint64_t trajectory = 0; trajectory < 20; ++trajectory) {
        const Replayed one = replay(program, 1, trajectory, Isa::baseline);
        REQUIRE(one.writes.size() == 4);
        for (std::size_t step = 0; step < 4; ++step) {
            double after = heat(one, step);
            for (const ReplayedWrite& write : one.writes[step]) {
                CHECK(one.names[write.name] == "heat");
                CHECK(write.event.has_value() != write.choice.has_value());
                const bool sets = write.assign == Effect::Assign::set;
                after = sets ? write.amount : after + write.amount;
                if (write.event) CHECK(one.events[step][*write.event].name == (sets ? "order" : "storm"));
                if (!write.choice) continue;
                const ReplayedChoice& by = one.choices[step][*write.choice];
                const double fear = by.actor == "A" ? 0.75 : 0.25;
                CHECK(write.amount == (*by.action == "raise" ? 0.5 : -0.25 * fear));
            }
            CHECK(heat(one, step + 1) == Approx(std::max(after, 0.0)).margin(1e-15));
        }
    }
}

TEST_CASE("a rule that is sure names the next best") {
    const std::string text =
        std::string(k_explained).replace(std::string(k_explained).find("quantal, precision: 2"), 21, "best_response");
    const ReplayedChoice choice = explained(text.c_str(), 0).choices[0][0];
    CHECK(name_of(*choice.action, choice.target) == "raise B");
    CHECK(choice.own->probability == 1);
    CHECK(name_of(choice.next->action, choice.next->target) == "raise C");
    CHECK(choice.next->probability == 0);
}

TEST_CASE("options that are not open have no chance and no part in the others") {
    constexpr const char* k_text = R"yaml(
brink: 1
title: Shut
clock: {start: 2025-01-06, step: 1 week, steps: 1}
variables: {actor: {will: {initial: 0.5}}}
actors: {A: {}}
actions:
  never: {rung: 2, by: everyone, when: will > 1, utility: 9}
  act: {rung: 1, by: everyone, utility: will}
events: {order: {at: 0, do: {actor: A, action: never}}}
)yaml";
    const ReplayedChoice choice = explained(k_text, 0).choices[0][0];
    CHECK(*choice.action == "never");
    CHECK_FALSE(choice.own.has_value());
    CHECK(choice.n_open == 2);
    CHECK(choice.next->action == "act");
    CHECK(choice.next->probability == Approx(std::exp(0.5) / (1 + std::exp(0.5))).epsilon(1e-12));
    CHECK(sum_of(choice.terms) == 9);
}

TEST_CASE("a program without explanation tells the same story without reasons") {
    const Model model = test::model_of(k_explained);
    const Replayed plain = replay(test::program_of(model), 1, 3, Isa::baseline);
    const Replayed explained = replay(compile_explained(model), 1, 3, Isa::baseline);
    CHECK(plain.hash == explained.hash);
    CHECK(plain.states == explained.states);
    CHECK(plain.writes[1].empty());
    CHECK(plain.choices[0][0].terms.empty());
    CHECK_FALSE(plain.choices[0][0].next.has_value());
    CHECK(plain.choices[0][0].probability == explained.choices[0][0].probability);
}
