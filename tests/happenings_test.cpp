// Events of actors and pairs, outcomes that rest on others, measures over states, what is recorded: what the check
// makes of them, and what of them a run shows.

#include <algorithm>
#include <string>
#include <vector>

#include "check_text.h"
#include "report/json.h"
#include "result/result.h"
#include "run/replay.h"
#include "run/run.h"
#include "support.h"

using namespace brink;
using brink::checked::check_text;
using brink::checked::codes;
using brink::checked::with;
using test::model_of;
using test::program_of;

namespace {

const std::string k_three = R"yaml(brink: 1
clock: {start: 2025-01-31, step: 1 month, steps: 6}
groups: {rivals: [A, C]}
actors: {A: {}, B: {}, C: {}}
)yaml";

std::vector<std::string> instances(const std::string& clause) {
    const Model model = model_of(k_three + "events: {e: {for: \"" + clause + "\", hazard: 0.1}}\n");
    std::vector<std::string> texts;
    for (const auto& frame : model.events[0].instances) {
        std::string text;
        for (const ActorId actor : frame) text += model.actors[actor.index].id;
        texts.push_back(text);
    }
    return texts;
}

std::optional<int> last_state(const std::string& by) {
    return model_of(k_three + "outcomes: {o: {when: t > 9, by: " + by + "}}\n").outcomes[0].last_state;
}

Result result_of(const std::string& text, std::uint64_t n) {
    const Model model = model_of(text);
    const std::vector<Program> programs = {program_of(model)};
    RunOptions options;
    options.trajectories = n;
    return make_result(model, run(programs, options).at(0), 1);
}

const OutcomeResult& outcome(const Result& result, const std::string& name) {
    return *std::find_if(result.outcomes.begin(), result.outcomes.end(),
                         [&](const OutcomeResult& one) { return one.name == name; });
}

std::string fault_of(const std::string& text) {
    const std::vector<Program> programs = {program_of(model_of(text))};
    RunOptions options;
    options.trajectories = 50;
    try {
        (void)run(programs, options);
    } catch (const std::exception& fault) {
        return fault.what();
    }
    return "none";
}

}  // namespace

TEST_CASE("the for of an event is one event for each actor pair or ordered pair") {
    using Texts = std::vector<std::string>;
    CHECK(instances("i") == Texts{"A", "B", "C"});
    CHECK(instances("i in rivals") == Texts{"A", "C"});
    CHECK(instances("i,j") == Texts{"AB", "AC", "BC"});
    CHECK(instances("i , j in everyone") == Texts{"AB", "AC", "BC"});
    CHECK(instances("i -> j") == Texts{"AB", "AC", "BA", "BC", "CA", "CB"});
    CHECK(instances("i->j in rivals") == Texts{"AC", "CA"});
    for (const std::string bad : {"", "i j", "i, j, k", "i in", "for i", "i -> j -> k", "1", "i <-> j", "in rivals"}) {
        INFO(bad);
        CHECK(codes(k_three + "events: {e: {for: \"" + bad + "\", hazard: 0.1}}\n") == "bad-for");
    }
}

TEST_CASE("each instance has luck of its own keyed by the actors bound and by nobody else") {
    const std::string text = R"yaml(brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 40}
variables: {dyad: {n: {initial: 0}}}
events: {clash: {for: "i, j", hazard: 0.5, effects: ["n[i, j] += 1", "n[j, i] += 1"]}}
)yaml";
    const auto path = [&](const std::string& actors, const std::string& name) {
        const Replayed replayed = replay(program_of(model_of(text + "actors: " + actors)), 7, 0, best_isa());
        const auto at = std::find(replayed.names.begin(), replayed.names.end(), name) - replayed.names.begin();
        std::vector<double> values;
        for (const auto& state : replayed.states) values.push_back(state[static_cast<std::size_t>(at)]);
        return values;
    };
    const std::string three = "{A: {}, B: {}, C: {}}", four = "{A: {}, B: {}, AB: {}, C: {}}";
    CHECK(path(three, "n[A, C]") == path(three, "n[C, A]"));
    CHECK(path(three, "n[A, C]") != path(three, "n[A, B]"));
    CHECK(path(three, "n[A, C]") != path(three, "n[B, C]"));
    CHECK(path(three, "n[A, C]") == path(four, "n[A, C]"));
}

TEST_CASE("a replay says which instance fired") {
    const Model model = model_of(k_three + "events: {clash: {for: i -> j in rivals, at: 2}, storm: {at: 2}}\n");
    const Replayed replayed = replay(program_of(model), 1, 0, best_isa());
    REQUIRE(replayed.events[2].size() == 3);
    CHECK(replayed.events[2][0].actors == std::vector<std::string>{"A", "C"});
    CHECK(replayed.events[2][1].actors == std::vector<std::string>{"C", "A"});
    CHECK(replayed.events[2][2].name == "storm");
    CHECK(replayed.events[2][2].actors.empty());
}

TEST_CASE("a date ends the looking at the last state that is not after it") {
    CHECK(last_state("2025-01-31") == 0);
    CHECK(last_state("2025-02-27") == 0);
    CHECK(last_state("2025-02-28") == 1);  // the month's last day
    CHECK(last_state("2025-07-31") == 6);
    CHECK(last_state("2035-01-01") == 6);
    CHECK(last_state("0") == 0);
    CHECK(last_state("4") == 4);
    CHECK(last_state("400") == 6);
    CHECK(codes(k_three + "outcomes: {o: {when: t > 9, by: 2025-01-30}}\n") == "outside-clock");
    CHECK(codes(k_three + "outcomes: {o: {measure: t, at: '3'}}\n") == "wrong-kind");
}

TEST_CASE("a layer may condition on what another layer gives") {
    CHECK(check_text("brink: 1\noutcomes: {o: {when: t > 3, given: later, by: 2025-01-01}}\n").diagnostics.empty());
    CHECK(check_text("brink: 1\nrun: {record: {moments: [later]}}\n").diagnostics.empty());
    CHECK(
        check_text("brink: 1\nevents: {e: {for: i in later, hazard: 0.1, effects: [i.x += 1]}}\n").diagnostics.empty());
}

TEST_CASE("what is conditioned on something that never happens is of nothing") {
    const Result result = result_of(k_three + R"yaml(outcomes:
  never: {when: t > 99}
  if never: {when: t > 2, given: never}
  size if never: {measure: t, given: never}
  after never: {when: t > 2, after: never}
  always: {when: t > 1}
  after always: {when: t > 0, after: always}
)yaml",
                                    100);
    CHECK(outcome(result, "if never").of == 0);
    CHECK(outcome(result, "if never").happened.n == 0);
    CHECK(outcome(result, "size if never").counted == 0);
    CHECK(outcome(result, "after never").happened.n == 100);
    CHECK(outcome(result, "after never").happened.count == 0);
    CHECK(outcome(result, "after always").happened.count == 100);
    CHECK(outcome(result, "after always").first_step->q50 == 3);  // always is first met in state 2
    const std::string json = to_json(result, {});
    CHECK(json.find("\"probability\": null") != std::string::npos);
    CHECK(json.find("\"mean\": null") != std::string::npos);
    CHECK(json.find("\"given\": \"never\"") != std::string::npos);
}

TEST_CASE("an outcome that rests on one that does not count does not count") {
    // `b` is met in every trajectory, but happens only where `a` does; `c` and `d` rest on it.
    const Result result = result_of(k_three + R"yaml(parameters: {p: {choice: [0, 1]}}
outcomes:
  a: {when: p > 0}
  b: {when: t > 0, given: a}
  c: {when: t > 3, given: b}
  d: {when: t > 3, after: b}
  e: {measure: p, given: b}
)yaml",
                                    1000);
    const std::int64_t n = outcome(result, "a").happened.count;
    CHECK((n > 400 && n < 600));
    CHECK(outcome(result, "b").happened.count == n);
    CHECK(outcome(result, "b").of == n);
    CHECK(outcome(result, "c").happened.count == n);
    CHECK(outcome(result, "c").of == n);
    CHECK(outcome(result, "d").happened.count == n);
    CHECK(outcome(result, "d").of == 1000);
    CHECK(outcome(result, "e").counted == n);
    CHECK(outcome(result, "e").mean == 1);
    for (const OutcomePair& pair : result.together) CHECK(pair.both.count == n);
    for (const Extremes& extreme : result.extremes)
        if (extreme.measure == "e") CHECK(extreme.lowest.front().value == 1);
}

TEST_CASE("a measure that is no finite number stops the run and is named with its state") {
    const std::string head = k_three +
                             "variables: {world: {x: {initial: 4}}}\ndynamics: {world: {x: x - 1}}\noutcomes: ";
    CHECK(fault_of(head + "{m: {measure: sqrt(x)}}\n").find("measure m is infinite or not a number in state 6") == 0);
    CHECK(fault_of(head + "{m: {measure: sqrt(x), at: 4}}\n") == "none");
    CHECK(fault_of(head + "{m: {measure: sqrt(x), over: max}}\n")
              .find("measure m is infinite or not a number in state 5") == 0);
    CHECK(fault_of(head + "{m: {measure: 1 / x, over: sum, by: 3}}\n") == "none");
    CHECK(fault_of(head + "{m: {measure: 1 / x, over: sum, by: 4}}\n").find("measure m is infinite") == 0);
    CHECK(fault_of(head + "{m: {measure: log(x)}, over: {when: x == 1, ends: true}}\n") == "none");
    CHECK(fault_of(head + "{m: {measure: log(x)}, over: {when: x == 0, ends: true}}\n")
              .find("measure m is infinite or not a number in state 4") == 0);
}

TEST_CASE("what is recorded of pairs is what was asked for") {
    const Result result = result_of(R"yaml(brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 3}
variables:
  dyad: {h: {initial: {uniform: [0, 1]}, range: [0, 1]}, still: {initial: {uniform: [2, 4]}, fixed: true}, k: {initial: 0}}
derived:
  dyad: {gap: "h[self, other] - h[other, self]", more: 2 * h, none: 3 * h}
  world: {total: "sum(h[i, j] for i, j)"}
actors: {A: {}, B: {}}
dynamics: {dyad: {h: "uniform(0, 1)", k: k + 1}}
run: {record: {quantiles: [h, gap, total], moments: [still, more, h]}}
)yaml",
                                    20'000);
    const auto find = [&](const std::string& name) -> const SeriesResult* {
        for (const SeriesResult& series : result.series)
            if (series.name == name) return &series;
        return nullptr;
    };
    REQUIRE(find("h[A, B]"));
    CHECK(find("h[A, B]")->quantiles.at("q50")[3] == Approx(0.5).margin(0.02));
    REQUIRE(find("gap[B, A]"));
    CHECK(find("gap[B, A]")->quantiles.at("q50")[2] == Approx(0).margin(0.02));
    REQUIRE(find("still[A, B]"));
    CHECK(find("still[A, B]")->quantiles.empty());
    CHECK(find("still[A, B]")->mean[3] == Approx(3).margin(0.03));
    REQUIRE(find("more[A, B]"));
    CHECK(find("more[A, B]")->quantiles.empty());
    REQUIRE(find("k[A, B]"));
    CHECK(find("k[A, B]")->quantiles.empty());
    CHECK(find("none[A, B]") == nullptr);
    CHECK_FALSE(find("total")->quantiles.empty());
}

TEST_CASE("lines of a file may stand in any order") {
    const std::string head =
        "brink: 1\nclock: {start: 2025-01-01, step: 1 day, steps: 8}\n"
        "variables: {actor: {x: {initial: 0}}, world: {w: {initial: 0}}}\n";
    const std::string one = head + R"yaml(actors: {A: {}, B: {}, C: {}}
events:
  first: {for: i, hazard: 0.4, effects: ["w = 0.1", "i.x += normal(0, 1)"]}
  second: {for: i -> j, hazard: 0.2, do: {actor: i, action: hit, target: j}, effects: ["w = 0.2", "w += 0.3 * i.x"]}
actions:
  hit: {rung: 2, by: everyone, to: everyone, effects: [target.x += 0.1, w += 0.7]}
  wait: {rung: 1, by: everyone}
outcomes: {a: {when: w > 1}, b: {when: w < 0, after: a, ends: true}}
)yaml";
    const std::string other = head + R"yaml(outcomes: {b: {ends: true, after: a, when: w < 0}, a: {when: w > 1}}
actions:
  wait: {by: everyone, rung: 1}
  hit: {effects: [w += 0.7, target.x += 0.1], to: everyone, by: [C, A, B], rung: 2}
events:
  second: {effects: ["w += 0.3 * i.x", "w = 0.2"], do: {target: j, action: hit, actor: i}, hazard: 0.2, for: i -> j}
  first: {effects: ["i.x += normal(0, 1)", "w = 0.1"], for: i, hazard: 0.4}
actors: {C: {}, B: {}, A: {}}
)yaml";
    const Program a = program_of(model_of(one)), b = program_of(model_of(other));
    for (std::uint64_t trajectory = 0; trajectory < 200; ++trajectory)
        REQUIRE(replay(a, 5, trajectory, best_isa()).hash == replay(b, 5, trajectory, best_isa()).hash);
}
