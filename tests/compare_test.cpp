// Programs on shared lanes: what differs, what sharing chance saves, where they part.

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catch.hpp"
#include "pipeline.h"
#include "run/replay.h"
#include "run_scenarios.h"
#include "study/compare.h"
#include "support.h"
#include "worlds.h"

using namespace brink;

namespace {

/// Groups alone are acted on, looped over and aimed at, so that others may be added.
const std::string k_head = R"yaml(brink: 1
clock: {start: 2025-01-06, step: 1 week, steps: 10}
parameters: {fear: {beta: {mean: 0.4, sd: 0.1}, range: [0, 1]}}
variables:
  world: {tension: {initial: 0.3, range: [0, 2]}}
  actor: {readiness: {initial: {uniform: [0.1, 0.4]}, range: [0, 1]}}
groups: {rivals: [RED, BLUE]}
draws: {actor: {mood: "normal(0, 0.1)"}}
dynamics:
  world: {tension: "0.9 * tension + 0.1 * sum(j.readiness for j in rivals)"}
  actor: {readiness: readiness + 0.1 * mood}
)yaml";
const std::string k_actors = "actors: {RED: {}, BLUE: {}}\n";
const std::string k_actions = R"yaml(actions:
  arm: {rung: 2, by: rivals, to: rivals, utility: fear + tension - 0.8, effects: [self.readiness += 0.1, tension += 0.02]}
  talk: {rung: -1, by: rivals, to: rivals, utility: tension - 0.4, effects: [tension -= 0.02]}
)yaml";
const std::string k_outcomes = R"yaml(outcomes:
  tense: {when: tension > 0.45}
  most ready: {measure: max(j.readiness for j in rivals)}
)yaml";
const std::string k_plain = k_head + k_actors + k_actions + k_outcomes;

struct Side {
    explicit Side(const std::string& text, const Settings& settings = {})
        : model(test::model_of(text, settings)), program(test::program_of(model)) {}
    Model model;
    Program program;
};

PairedSummary paired(const Side& reference, const Side& other, const RunOptions& options) {
    const std::array<Program, 2> programs{reference.program, other.program};
    return run_paired(programs, options).paired.front();
}

Comparison comparison_of(const Side& reference, const Side& other, std::uint64_t trajectories = 3000) {
    const PairedSummary counted = paired(reference, other, {.trajectories = trajectories, .seed = 3, .threads = 2});
    return compare({reference.model, reference.program}, {other.model, other.program}, counted,
                   static_cast<std::int64_t>(trajectories));
}

void check_nothing_differs(const Comparison& found) {
    REQUIRE_FALSE(found.outcomes.empty());
    for (const ComparedOutcome& o : found.outcomes) {
        INFO(o.name);
        CHECK(o.difference.estimate == 0);
        CHECK(o.reference == o.other);
        CHECK(o.only_reference == 0);
        CHECK(o.only_other == 0);
        CHECK(o.told == Told::not_shown);
        CHECK(o.saving.paired == 0);
        CHECK_FALSE(o.saving.factor().has_value());
    }
    CHECK(found.parted.trajectories.count == 0);
    CHECK(found.parted.list.empty());
    CHECK(found.answered.list.empty());
}

std::string path_of(const std::string& scenario) { return (test::source_folder() / "scenarios" / scenario).string(); }

std::string words_of(const ReplayedChoice& choice) {
    return choice.actor + "/" + choice.track + " " + choice.action.value_or("") + " " + choice.target;
}

std::string words_of(const ComparedParting& parting, const PartingChoice& choice) {
    return parting.actor + "/" + parting.track + " " + choice.action + " " + choice.target;
}

/// First partings found the slow way: both trajectories replayed, their choices held side by side.
struct SlowPartings {
    std::map<std::string, std::int64_t> any, free;  // `step: choice | choice`
    std::int64_t parted = 0, several = 0, parted_freely = 0;

    SlowPartings(const Side& reference, const Side& other, std::uint64_t trajectories) {
        for (std::uint64_t t = 0; t < trajectories; ++t)
            add(replay(reference.program, 3, t, best_isa()), replay(other.program, 3, t, best_isa()));
    }

    void add(const Replayed& a, const Replayed& b) {
        bool seen = false, seen_free = false;
        for (std::size_t step = 0; step < a.choices.size() && !(seen && seen_free); ++step) {
            std::vector<std::string> here, here_freely;
            for (std::size_t d = 0; d < a.choices[step].size(); ++d) {
                const ReplayedChoice &ours = a.choices[step][d], &theirs = b.choices[step][d];
                if (words_of(ours) == words_of(theirs)) continue;
                here.push_back(fmt::format("{}: {} | {}", step, words_of(ours), words_of(theirs)));
                if (!ours.imposed && !theirs.imposed) here_freely.push_back(here.back());
            }
            if (!seen && !here.empty()) {
                ++parted;
                several += here.size() > 1;
                for (const std::string& text : here) ++any[text];
            }
            if (!seen_free && !here_freely.empty()) {
                ++parted_freely;
                for (const std::string& text : here_freely) ++free[text];
            }
            seen = seen || !here.empty();
            seen_free = seen_free || !here_freely.empty();
        }
    }
};

std::map<std::string, std::int64_t> counts_of(const ComparedPartings& partings) {
    std::map<std::string, std::int64_t> counts;
    for (const ComparedParting& p : partings.list)
        counts[fmt::format("{}: {} | {}", p.step, words_of(p, p.reference), words_of(p, p.other))] += p.count;
    return counts;
}

}  // namespace

TEST_CASE("two identical scenarios differ by exactly nothing") {
    const Side plain(k_plain);
    check_nothing_differs(comparison_of(plain, plain));
    const Side rivals(running::k_scenario);
    check_nothing_differs(comparison_of(rivals, rivals));
}

TEST_CASE("a shipped scenario beside itself differs by exactly nothing") {
    SimulateOptions options;
    options.trajectories = test::scaled(4000, 500);
    const std::string file = test::four_actors("baseline.yaml");
    const Compared compared = compare({file, file}, 0, options);
    REQUIRE(compared.found.has_value());
    check_nothing_differs(compared.found->comparisons.front());
    CHECK(compared.found->comparisons.front().only_reference.empty());
    CHECK(compared.found->names == std::vector<std::string>{file, file + " (2)"});
}

TEST_CASE("an option that is never feasible parts no trajectory") {
    const Side plain(k_plain);
    const Side more(k_head + k_actors + k_actions +
                    "  abandon: {rung: 1, by: rivals, to: rivals, when: tension > 5, utility: 9}\n" + k_outcomes);
    const Comparison found = comparison_of(plain, more);
    check_nothing_differs(found);
    CHECK(found.only_other.options == std::vector<std::string>{"BLUE abandon RED", "RED abandon BLUE"});
    CHECK(found.only_reference.empty());
}

TEST_CASE("an actor outside every group and comprehension and target parts no trajectory") {
    const Side plain(k_plain);
    // In byte order the new ones come first, between and last: every index of the others moves.
    const Side more(k_head + "actors: {RED: {}, ZEBRA: {}, BLUE: {}, AAA: {}, CYAN: {}}\n" + k_actions +
                    "  brood: {rung: 1, by: [AAA, CYAN, ZEBRA], utility: tension}\n" + k_outcomes);
    const Comparison found = comparison_of(plain, more);
    check_nothing_differs(found);
    CHECK(found.only_other.actors == std::vector<std::string>{"AAA", "CYAN", "ZEBRA"});
    CHECK(found.only_other.choices.size() == 3);
    CHECK(comparison_of(more, plain).only_reference.actors.size() == 3);
    check_nothing_differs(comparison_of(more, plain));
}

TEST_CASE("partings are those that replays of both programs show") {
    const Side plain(k_plain);
    const Side pushed(k_head + k_actors + k_actions +
                      "events: {push: {at: 3, do: {actor: RED, action: arm, target: BLUE}}}\n" + k_outcomes);
    const Side braver(k_plain, {{"fear", "0.6"}});
    for (const Side* other : {&pushed, &braver}) {
        const std::uint64_t n = test::scaled(1500, 300);
        const Comparison found = comparison_of(plain, *other, n);
        const SlowPartings slow(plain, *other, n);
        CHECK(found.parted.trajectories.count == slow.parted);
        CHECK(found.parted.several == slow.several);
        CHECK(found.answered.trajectories.count == slow.parted_freely);
        CHECK(counts_of(found.parted) == slow.any);
        CHECK(counts_of(found.answered) == slow.free);
        CHECK(slow.parted > 0);
    }
    const Comparison found = comparison_of(plain, pushed);
    for (const ComparedParting& p : found.parted.list) {
        CHECK(p.step == 3);
        CHECK(p.date == "2025-01-27");
        CHECK(p.other.imposed);
        CHECK_FALSE(p.reference.imposed);
    }
    for (const ComparedParting& p : found.answered.list) CHECK(p.step > 3);
    CHECK(found.answered.trajectories.count > 0);
    CHECK(found.answered.trajectories.count < found.parted.trajectories.count);
}

TEST_CASE("a trajectory that ends before its twin parts from it") {
    const Side plain(k_plain);
    const Side ended(k_plain + "  enough: {when: tension > 0.4, ends: true}\n");
    const Comparison found = comparison_of(plain, ended);
    const Summary alone = std::move(run(std::span(&ended.program, 1), {.trajectories = 3000, .seed = 3}).front());
    REQUIRE(found.parted.list.size() > 1);
    std::vector<std::int64_t> ends(10);  // by the first step that is not lived
    for (std::size_t state = 0; state < 10; ++state)
        ends[state] = alone.first_states[state];  // `enough` is the first of its kind
    CHECK(found.parted.by_step == ends);
    for (const ComparedParting& p : found.parted.list) {
        CHECK(p.actor.empty());
        CHECK(p.reference.kind == PartingChoice::Kind::none);
        CHECK(p.other.kind == PartingChoice::Kind::over);
    }
    CHECK(found.only_other.outcomes == std::vector<std::string>{"enough"});
}

TEST_CASE("pairs merged in any order and grouping give the counts of one run") {
    const Side plain(k_plain), braver(k_plain, {{"fear", "0.6"}});
    const RunOptions all{.trajectories = 5 * k_part, .seed = 3, .threads = 1, .block = 64};
    const PairedSummary whole = paired(plain, braver, all);
    REQUIRE(whole.partings.any.counts.size() > 20);
    for (const RunOptions& other : {RunOptions{.trajectories = 5 * k_part, .seed = 3, .threads = 3, .block = 16},
                                    RunOptions{.trajectories = 5 * k_part, .seed = 3, .threads = 2, .block = 1024}})
        CHECK(paired(plain, braver, other) == whole);
    std::vector<PairedSummary> shards;
    for (std::uint64_t part = 0; part < 5; ++part)
        shards.push_back(paired(plain, braver,
                                {.trajectories = k_part, .first_trajectory = part * k_part, .seed = 3, .threads = 1}));
    std::vector<std::size_t> order{0, 1, 2, 3, 4};
    do {
        // One grouping an order: the first two and the rest apart, then these two.
        PairedSummary left = shards[order[0]], right = shards[order[2]];
        merge(left, shards[order[1]]);
        merge(right, shards[order[3]]);
        merge(right, shards[order[4]]);
        merge(right, left);
        REQUIRE(right == whole);
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("the order of the sides turns the comparison around") {
    const Side plain(k_plain), braver(k_plain, {{"fear", "0.6"}});
    const Comparison there = comparison_of(plain, braver), back = comparison_of(braver, plain);
    REQUIRE(there.outcomes.size() == 2);
    for (std::size_t i = 0; i < there.outcomes.size(); ++i) {
        const ComparedOutcome &a = there.outcomes[i], &b = back.outcomes[i];
        CHECK(a.reference == b.other);
        CHECK(a.only_reference == b.only_other);
        CHECK(a.difference.estimate == -b.difference.estimate);
        CHECK(a.difference.ci95[0] == Approx(-b.difference.ci95[1]).margin(1e-12));
        CHECK(a.told == Told::higher);
        CHECK(b.told == Told::lower);
        CHECK(a.other - a.reference == Approx(a.difference.estimate).margin(1e-7));
    }
}

TEST_CASE("the saving is the ratio of variances of independent and paired differences") {
    PairedOutcome chance;
    chance.n = 100;
    chance.both = 20;
    chance.only_first = 5;
    chance.only_second = 3;
    // p = 0.25 and 0.23; of the difference: 0.08 - 0.02^2.
    const Saving of_chance = saving_of(chance);
    CHECK(of_chance.independent == Approx(0.25 * 0.75 + 0.23 * 0.77));
    CHECK(of_chance.paired == Approx(0.0796));
    CHECK(of_chance.factor().value() == Approx(0.3646 / 0.0796));

    PairedOutcome value;
    value.kind = Outcome::Kind::measure;
    for (const auto& [a, b] : {std::pair(1.0, 2.0), std::pair(3.0, 3.5), std::pair(5.0, 7.0), std::pair(7.0, 7.5)}) {
        add(value.first, a, quanta_per_unit({}));
        add(value.second, b, quanta_per_unit({}));
        add(value.difference, a - b, quanta_per_unit({}));
    }
    // Variances 20/3 and 21.5/3 about means 4 and 5; of the differences -1 -0.5 -2 -0.5: 1.5/3.
    CHECK(saving_of(value).independent == Approx(41.5 / 3));
    CHECK(saving_of(value).paired == Approx(0.5));
    // Student's t with 3 degrees of freedom, se = sqrt(0.5 / 4).
    const Difference d = difference_of(value);
    CHECK(d.estimate == Approx(-1));
    CHECK(d.ci95[1] == Approx(-1 + 3.182446305 * std::sqrt(0.125)));
    CHECK(turned(d).ci95 == std::array<double, 2>{-d.ci95[1], -d.ci95[0]});
}

TEST_CASE("quantiles of the t distribution of Student agree with the tables") {
    for (const auto& [degrees, t] :
         {std::pair(1.0, 12.70620474), std::pair(2.0, 4.30265273), std::pair(3.0, 3.18244631),
          std::pair(4.0, 2.77644511), std::pair(5.0, 2.57058184), std::pair(10.0, 2.22813885),
          std::pair(30.0, 2.04227246), std::pair(1000.0, 1.96233908)})
        CHECK(student_t(degrees) == Approx(t).margin(4e-4 + (degrees == 4 ? 6e-4 : 0)));
    CHECK(student_t(1e9) == Approx(1.959963985).margin(1e-8));
}

TEST_CASE("outcomes with given are named and do not pair") {
    const Side plain(k_plain +
                     "  armed: {when: any(j.readiness > 0.6 for j in rivals)}\n"
                     "  tense once armed: {when: tension > 0.4, given: armed}\n");
    const Comparison found = comparison_of(plain, plain);
    CHECK(found.conditioned == std::vector<std::string>{"tense once armed"});
    CHECK(found.outcomes.size() == 3);
}

TEST_CASE("scenarios are named so that no two are alike") {
    CHECK(distinct_names({"a/x.yaml", "y.yaml"}) == std::vector<std::string>{"x", "y"});
    CHECK(distinct_names({"a/x.yaml", "b/x.yaml"}) == std::vector<std::string>{"a/x.yaml", "b/x.yaml"});
    CHECK(distinct_names({"x.yaml", "x.yaml", "x.yaml"}) ==
          std::vector<std::string>{"x.yaml", "x.yaml (2)", "x.yaml (3)"});
}

TEST_CASE("shared chance saves at least five times the trajectories where few of them part") {
    SimulateOptions options;
    options.trajectories = test::scaled(20000, 4000);
    const Compared compared = compare({path_of("classroom/two-rivals.yaml"),
                                       path_of("classroom/two-rivals-summit.yaml")},
                                      0, options);
    REQUIRE(compared.found.has_value());
    const Comparison& found = compared.found->comparisons.front();
    CHECK(found.parted.trajectories.count > 0);
    CHECK(found.parted.trajectories.probability < 0.1);
    REQUIRE(found.outcomes.size() == 3);
    for (const ComparedOutcome& o : found.outcomes) {
        INFO(o.name << " saves " << o.saving.factor().value_or(0));
        CHECK(o.saving.factor().value_or(0) >= 5);
        CHECK(o.told == Told::lower);
    }
    // Of independent runs the squares of the standard errors add up.
    const OutcomeResult& reference = compared.found->results[0].outcomes[0];
    const OutcomeResult& other = compared.found->results[1].outcomes[0];
    const double n = static_cast<double>(found.trajectories);
    const auto same = std::find_if(found.outcomes.begin(), found.outcomes.end(),
                                   [&](const ComparedOutcome& o) { return o.name == reference.name; });
    CHECK(same->saving.independent / n == Approx(reference.happened.std_error * reference.happened.std_error +
                                                 other.happened.std_error * other.happened.std_error));
}

TEST_CASE("a file that is wrong leaves no comparison and says so") {
    const Compared compared = compare({path_of("classroom/two-rivals.yaml"), path_of("models/posture.yaml")}, 0, {});
    CHECK_FALSE(compared.found.has_value());
    CHECK_FALSE(compared.files[0].diagnostics.has_errors());
    CHECK(compared.files[1].diagnostics.has_errors());
}

TEST_CASE("the reference may be any of the files") {
    SimulateOptions options;
    options.trajectories = 500;
    const std::vector<std::string> files{path_of("classroom/sanctions-no-rally.yaml"),
                                         path_of("classroom/sanctions-spiral.yaml"),
                                         path_of("classroom/sanctions-even.yaml")};
    const Compared compared = compare(files, 1, options);
    REQUIRE(compared.found.has_value());
    REQUIRE(compared.found->comparisons.size() == 2);
    CHECK(compared.found->comparisons[0].reference == 1);
    CHECK(compared.found->comparisons[0].other == 0);
    CHECK(compared.found->comparisons[1].other == 2);
    for (std::size_t i = 0; i < 3; ++i) CHECK(compared.found->results[i].name == compared.found->names[i]);
    // A pair is the same with or without a third beside it.
    const Compared two = compare({files[1], files[2]}, 0, options);
    const ComparedOutcome& alone = two.found->comparisons[0].outcomes[0];
    const ComparedOutcome& among = compared.found->comparisons[1].outcomes[0];
    CHECK(alone.difference.estimate == among.difference.estimate);
    CHECK(alone.only_other == among.only_other);
}
