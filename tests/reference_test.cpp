// The engine against the reference interpreter, to the last bit; and the reference against results worked by hand.

#include <map>
#include <set>
#include <string>
#include <tuple>

#include <fmt/format.h>

#include "base/hash.h"
#include "reference/agreement.h"
#include "reference/clauses.h"
#include "result/result.h"
#include "run/run.h"
#include "support.h"

using namespace brink;
using namespace brink::test;
using reference::Trajectory;

namespace {

constexpr std::size_t k_trajectories = 48;

std::vector<Isa> isas() {
    std::vector<Isa> all;
    for (const Isa isa : {Isa::baseline, Isa::v3, Isa::v4})
        if (available(isa)) all.push_back(isa);
    return all;
}

void require_agreement(const Model& model, std::uint64_t seed, const reference::Ids& ids,
                       const std::vector<Trajectory>& expected) {
    for (const bool keep_everything : {false, true}) {
        for (const Isa isa : isas()) {
            INFO((keep_everything ? "everything kept, " : "optimised, ") << name(isa));
            CHECK(reference::first_difference(model, seed, ids, expected, keep_everything, isa) == "");
        }
    }
}

void require_clauses(const std::vector<reference::Clause>& clauses) {
    for (const reference::Clause& clause : clauses) {
        INFO(clause.name);
        const Model model = model_of(clause.text);
        for (const std::uint64_t seed : {1ull, 0xFEDCBA9876543210ull}) {
            const reference::Ids ids = reference::some_ids(k_trajectories);
            const std::vector<Trajectory> expected = reference::run_all(model, seed, ids);
            for (const Trajectory& story : expected) REQUIRE_FALSE(story.fault);
            CHECK(clause.exercised(model, expected));
            require_agreement(model, seed, ids, expected);
        }
    }
}

/// Values of a variable after each step of trajectory 0.
std::vector<double> path(const Model& model, const std::string& name, std::size_t entity) {
    const Trajectory story = reference::run(model, 1, 0, 0);
    std::size_t v = 0;
    while (model.variables.at(v).name != name) ++v;
    std::vector<double> values;
    for (const reference::Values& state : story.states) values.push_back(state[v].at(entity));
    return values;
}

/// What a run should count, from the reference's trajectories one by one.
struct Counts {
    std::vector<std::string> digests;                                             // of parts
    std::vector<std::vector<std::int64_t>> first_states;                          // (n_outcomes, steps + 1)
    std::vector<std::vector<double>> measured;                                    // (n_outcomes) where they count
    std::map<std::pair<std::string, std::string>, std::int64_t> both;             // outcomes
    std::map<std::pair<std::string, std::string>, std::set<std::uint64_t>> ever;  // actor, action -> trajectories
    std::vector<std::map<int, std::int64_t>> peaks;                               // (n_actors) rung -> trajectories
    std::map<std::tuple<std::string, int, int>, std::int64_t> transitions;        // actor, from, to
};

void count_choices(const Model& model, const Trajectory& story, std::uint64_t trajectory, Counts& counts) {
    for (std::uint32_t a = 0; a < model.actors.size(); ++a) {
        ++counts.peaks[a][story.peak_rung[a]];
        for (std::size_t step = 1; step < static_cast<std::size_t>(story.last_state); ++step) {
            const int from = reference::rung_of(story.choices[step - 1], ActorId{a});
            const int to = reference::rung_of(story.choices[step], ActorId{a});
            ++counts.transitions[{model.actors[a].id, from, to}];
        }
    }
    for (const reference::Choices& choices : story.choices)
        for (const reference::Choice& choice : choices) {
            if (!choice.made) continue;
            const std::string action = choice.action == k_hold ? "hold" : model.actions[choice.action.index].name;
            counts.ever[{model.actors[choice.actor.index].id, action}].insert(trajectory);
        }
}

Counts count(const Model& model, std::uint64_t seed, std::uint64_t n) {
    Counts counts;
    counts.first_states.assign(model.outcomes.size(),
                               std::vector<std::int64_t>(static_cast<std::size_t>(model.clock.steps) + 1));
    counts.measured.resize(model.outcomes.size());
    counts.peaks.resize(model.actors.size());
    std::uint64_t digest = 0;
    for (std::uint64_t i = 0; i < n; ++i) {
        const Trajectory story = reference::run(model, seed, i, i);
        digest = digest_step(i % k_part == 0 ? 0 : digest, story.digest);
        if (i % k_part == k_part - 1 || i == n - 1) counts.digests.push_back(fmt::format("{:016x}", digest));
        for (std::size_t o = 0; o < model.outcomes.size(); ++o) {
            if (model.outcomes[o].kind == Outcome::Kind::measure && story.counts[o])
                counts.measured[o].push_back(story.measures[o]);
            if (model.outcomes[o].kind == Outcome::Kind::measure || !story.counts[o]) continue;
            ++counts.first_states[o][static_cast<std::size_t>(*story.first_state[o])];
            for (std::size_t other = 0; other < model.outcomes.size(); ++other)
                if (story.counts[other]) ++counts.both[{model.outcomes[o].name, model.outcomes[other].name}];
        }
        count_choices(model, story, i, counts);
    }
    return counts;
}

void check_outcome(const Model& model, const OutcomeResult& found, std::size_t o, const Counts& counts) {
    INFO(found.name);
    const auto& given = model.outcomes[o].given;
    std::int64_t of = static_cast<std::int64_t>(k_part + 200);
    if (given) {
        const std::string& name = model.outcomes[given->index].name;
        of = counts.both.at({name, name});
    }
    CHECK(found.of == of);
    if (found.kind == Outcome::Kind::when) {
        CHECK(found.first_step_counts == counts.first_states[o]);
        CHECK(found.happened.n == of);
        return;
    }
    double sum = 0;
    for (const double value : counts.measured[o]) sum += value;
    CHECK(found.counted == static_cast<std::int64_t>(counts.measured[o].size()));
    CHECK(found.counted == of);
    CHECK(found.mean == Approx(sum / static_cast<double>(found.counted)).margin(1e-7));
}

}  // namespace

TEST_CASE("every clause about choices gives the bits of the reference") {
    require_clauses(reference::choice_clauses());
}

TEST_CASE("every clause about changes gives the bits of the reference") {
    require_clauses(reference::change_clauses());
}

TEST_CASE("every clause about numbers gives the bits of the reference") {
    require_clauses(reference::number_clauses());
}

TEST_CASE("every clause about events and outcomes gives the bits of the reference") {
    require_clauses(reference::happening_clauses());
}

TEST_CASE("every clause about what a world says gives the bits of the reference") {
    require_clauses(reference::world_clauses());
}

TEST_CASE("what a run counts is what the reference counts") {
    constexpr std::uint64_t k_n = k_part + 200;
    for (const reference::Clause& clause :
         {reference::change_clauses()[1], reference::choice_clauses()[7], reference::happening_clauses()[5]}) {
        INFO(clause.name);
        const Model model = model_of(clause.text);
        const std::vector<Program> programs = {program_of(model)};
        RunOptions options;
        options.trajectories = k_n;
        options.seed = 3;
        options.digests = true;
        const Result result = make_result(model, run(programs, options).at(0), options.seed);
        const Counts counts = count(model, options.seed, k_n);

        CHECK(result.digests == counts.digests);
        for (std::size_t o = 0; o < model.outcomes.size(); ++o) check_outcome(model, result.outcomes[o], o, counts);
        for (const OutcomePair& pair : result.together) {
            const auto both = counts.both.find({pair.first, pair.second});
            CHECK(pair.both.count == (both == counts.both.end() ? 0 : both->second));
        }
        for (const ActionResult& action : result.actions) {
            INFO(action.actor << " " << action.action);
            const auto ever = counts.ever.find({action.actor, action.action});
            const std::size_t n = ever == counts.ever.end() ? 0 : ever->second.size();
            CHECK(action.ever.count == static_cast<std::int64_t>(n));
        }
        for (std::size_t a = 0; a < model.actors.size(); ++a) {
            std::map<int, std::int64_t> peaks;
            for (const auto& [rung, share] : result.peak_rung.at(a).shares)
                if (share.count > 0) peaks[rung] = share.count;
            CHECK(peaks == counts.peaks[a]);
        }
        std::map<std::tuple<std::string, int, int>, std::int64_t> transitions;
        for (const RungTransition& step : result.transitions)
            if (step.count > 0) transitions[{step.actor, step.from, step.to}] = step.count;
        CHECK(transitions == counts.transitions);
    }
}

TEST_CASE("a different seed gives different trajectories") {
    const Model model = model_of(reference::choice_clauses().front().text);
    CHECK(reference::run(model, 1, 5, 5).digest != reference::run(model, 2, 5, 5).digest);
    CHECK(reference::run(model, 1, 5, 5).digest == reference::run(model, 1, 5, 5).digest);
}

TEST_CASE("chance follows luck and what is unknown follows row") {
    const Model model = model_of(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 1}
variables: {world: {unknown: {initial: {uniform: [0, 1]}}, chance: {initial: 0}}}
actors: {A: {}}
dynamics: {world: {chance: "uniform(0, 1)"}}
)yaml");
    const Trajectory one = reference::run(model, 1, 3, 3);
    const Trajectory other_luck = reference::run(model, 1, 4, 3);
    const Trajectory other_row = reference::run(model, 1, 3, 4);
    CHECK(one.states[1][1] == other_luck.states[1][1]);
    CHECK(one.states[1][0] != other_luck.states[1][0]);
    CHECK(one.states[1][1] != other_row.states[1][1]);
    CHECK(one.states[1][0] == other_row.states[1][0]);
}

TEST_CASE("worked by hand - events then decisions then effects then dynamics") {
    const Model model = model_of(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 3}
variables: {actor: {x: {initial: 1}, seen: {initial: 0}}}
actors: {A: {}}
events:
  double: {at: 1, effects: [A.x += A.x]}
  more: {at: 1, effects: [A.x += 10 * A.x]}
actions:
  act: {rung: 1, by: A, when: x > 5, effects: [x += 100, seen += x]}
dynamics: {actor: {x: 2 * x, seen: seen + 1000 * x}}
decision: {rule: best_response, hold: -1}
)yaml");
    // Step 1: both events see 2 and add 2 and 20 to it; the act's effects both see 24; the equations both see 124.
    CHECK(path(model, "x", 0) == std::vector<double>{1, 2, 248, 696});
    CHECK(path(model, "seen", 0) == std::vector<double>{0, 1000, 1000 + 24 + 124000, 125024 + 248 + 348000});
}

TEST_CASE("worked by hand - the assignment that stands") {
    const Model model = model_of(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 1}
variables: {world: {v: {initial: 0}, w: {initial: 0}}}
actors: {A: {}, B: {}, C: {}}
events:
  a: {when: 1, effects: [v = 1, v += 10]}
  b: {when: 1, effects: [v = 2, v += 100, v -= 1000]}
actions:
  low: {rung: 1, by: A, effects: [w = 1, w += 10]}
  mid: {rung: 2, by: B, effects: [w = 2, w += 100]}
  zmid: {rung: 2, by: C, effects: [w = 3, w -= 1000]}
decision: {rule: best_response, hold: -1}
)yaml");
    CHECK(path(model, "v", 0) == std::vector<double>{0, 1 + 10 + 100 - 1000});
    CHECK(path(model, "w", 0) == std::vector<double>{0, 2 + 10 + 100 - 1000});
}

TEST_CASE("worked by hand - whom a comprehension runs over") {
    const Model model = model_of(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 1}
groups: {pair: [A, B]}
variables:
  actor: {x: {fixed: true, required: true}, plain: {initial: 0}, whole: {initial: 0}, named: {initial: 0}, nested: {initial: 0},
          pairs: {initial: 0}, got: {initial: 0}}
  dyad: {h: {initial: 1, fixed: true}, seen: {initial: 0}}
  world: {total: {initial: 0}, both: {initial: 0}, out: {initial: 0}, none: {initial: 0}, who: {initial: 0}}
actors: {A: {x: 1}, B: {x: 2}, C: {x: 4}}
dynamics:
  actor:
    plain: sum(j.x for j)
    whole: sum(j.x for j in everyone)
    named: sum(j.x for j in pair)
    nested: sum(sum(k.x for k) * j.x for j)
    pairs: sum(i.x * 10 + j.x for i, j)
  dyad: {seen: "sum(j.x for j) + 10 * sum(h[j, other] for j in everyone)"}
  world:
    total: sum(j.x for j) + 10 * sum(h[j, B] for j in everyone)
    both: count(1 for i, j) + 10 * count(1 for i, j in everyone) + 100 * sum(sum(k.x for k) for i in pair)
    none: all(0 for j if j.x > 9) + 2 * any(1 for j if j.x > 9) + 4 * count(1 for j if j.x > 9) + 8 * sum(1 for j if j.x > 9)
    out: mean(1 for j if j.x > 9) + max(1 for j if j.x > 9) + min(-1 for j if j.x > 9) + mean(j.x for j)
    who: sum(j.x for j if j == B or j in pair and j != A)
actions: {act: {rung: 1, by: A, to: B, effects: [got += sum(j.x for j), got += 100 * sum(j.x for j if j != target)]}}
decision: {rule: best_response, hold: -1}
)yaml");
    const auto after = [&](const std::string& name, std::size_t entity) { return path(model, name, entity)[1]; };
    const auto each = [&](const std::string& name) {
        return std::vector<double>{after(name, 0), after(name, 1), after(name, 2)};
    };
    CHECK(each("plain") == std::vector<double>{6, 5, 3});  // not self
    CHECK(each("whole") == std::vector<double>{7, 7, 7});  // `everyone` skips nobody
    CHECK(each("named") == std::vector<double>{2, 1, 3});
    CHECK(each("nested") == std::vector<double>{16, 8, 4});  // nor those bound around it
    CHECK(each("pairs") == std::vector<double>{24 + 42, 14 + 41, 12 + 21});
    CHECK(each("got")[0] == 6 + 100 * 4);  // the target is not skipped
    // A -> B, A -> C, B -> A: `other` is not skipped, and who would read [x, x] is left out
    CHECK(after("seen", 0) == 6 + 20);
    CHECK(after("seen", 2) == 5 + 20);
    CHECK(after("total", 0) == 7 + 20);
    CHECK(after("both", 0) == 6 + 60 + 100 * (6 + 5));
    CHECK(after("none", 0) == 1);
    CHECK(after("out", 0) == 7.0 / 3);
    CHECK(after("who", 0) == 2);
    const reference::Ids ids = reference::some_ids(16);
    require_agreement(model, 1, ids, reference::run_all(model, 1, ids));
}

TEST_CASE("worked by hand - values as earlier steps began") {
    const Model model = model_of(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 4}
parameters: {lag: 2}
variables: {world: {x: {initial: 1}, one: {initial: 0}, two: {initial: 0}, now: {initial: 0}, seen: {initial: 0}}}
actors: {A: {}}
derived: {world: {twice: 2 * x + t}}
events: {bump: {at: 2, effects: ["x += 1000", "seen += delay(x, 1)"]}}
dynamics:
  world: {x: 10 * x, one: "delay(x, 1)", two: "delay(twice, lag)", now: "x - delay(x, 0)"}
outcomes: {back: {measure: "delay(x, 1) + delay(twice, 4)"}}
)yaml");
    CHECK(path(model, "x", 0) == std::vector<double>{1, 10, 100, 11'000, 110'000});
    CHECK(path(model, "one", 0) == std::vector<double>{0, 1, 1, 10, 100});
    CHECK(path(model, "two", 0) == std::vector<double>{0, 2, 2, 2, 21});
    CHECK(path(model, "now", 0) == std::vector<double>{0, 0, 0, 1000, 0});  // the event comes after the step began
    CHECK(path(model, "seen", 0) == std::vector<double>{0, 0, 0, 10, 10});
    CHECK(reference::run(model, 1, 0, 0).measures[0] == 11'000 + 2);
}

TEST_CASE("worked by hand - history before and after the decisions of a step") {
    const Model model = model_of(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 4}
variables: {actor: {before: {initial: 0}, effect: {initial: 0}, after: {initial: 0}, got: {initial: 0}}}
actors: {A: {}, B: {}}
draws: {actor: {earlier: "taken(act) + 10 * min(since(act), 5) + 0 * uniform(0, 1)"}}
events:
  order: {at: 1, do: {actor: A, action: act, target: B}}
actions:
  act: {rung: 3, by: everyone, to: everyone, when: 0, effects: ["effect += 1 + min(since(act), 5)"]}
dynamics:
  actor:
    before: earlier
    after: taken(act) + 10 * min(since(act), 5) + 100 * happened('order') + 1000 * ever(act)
    got: received(act) + 10 * rung(A) + 100 * rung(A, self)
outcomes:
  just: {measure: "min(since(A, act), 9) + 10 * taken(A, act)"}
  acted: {when: "taken(A, act, B)"}
)yaml");
    CHECK(path(model, "before", 0) == std::vector<double>{0, 50, 50, 11, 20});
    CHECK(path(model, "effect", 0) == std::vector<double>{0, 0, 1, 1, 1});
    CHECK(path(model, "after", 0) == std::vector<double>{0, 50, 1101, 1110, 1120});
    CHECK(path(model, "got", 1) == std::vector<double>{0, 0, 1 + 30 + 300, 0, 0});
    CHECK(path(model, "got", 0) == std::vector<double>{0, 0, 30, 0, 0});
    const Trajectory story = reference::run(model, 1, 0, 0);
    CHECK(story.measures[1] == 3);  // outcomes by name: acted, just
    CHECK(story.first_state[0] == std::optional(2));
    CHECK(story.peak_rung == std::vector<int>{3, 0});
}

TEST_CASE("worked by hand - an ended trajectory stands still") {
    const Model model = model_of(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 5}
variables: {world: {x: {initial: 0}}}
actors: {A: {}}
dynamics: {world: {x: x + 1}}
actions: {act: {rung: 1, by: A, utility: 100}}
outcomes:
  done: {when: x == 2, ends: true}
  late: {when: x == 3}
  size: {measure: 10 * x + t}
decision: {rule: best_response}
)yaml");
    const Trajectory story = reference::run(model, 1, 0, 0);
    CHECK(path(model, "x", 0) == std::vector<double>{0, 1, 2, 2, 2, 2});
    CHECK(story.first_state[0] == std::optional(2));
    CHECK_FALSE(story.first_state[1].has_value());
    CHECK(story.measures[2] == 22);
    CHECK(story.last_state == 2);
    CHECK(story.choices[1][0].made);
    CHECK_FALSE(story.choices[2][0].made);
}
