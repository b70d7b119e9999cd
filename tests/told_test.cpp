// What the files of a run tell of single trajectories and of the model, against replays of the same.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "catch.hpp"
#include "pipeline.h"
#include "report/comparison.h"
#include "report/json.h"
#include "report/page_data.h"
#include "report/told_divergence.h"
#include "support.h"
#include "worlds.h"

using namespace brink;
using Json = nlohmann::json;

namespace {

std::string path_of(const std::string& scenario) { return (test::source_folder() / "scenarios" / scenario).string(); }

Result run_of(const std::string& file, std::uint64_t trajectories) {
    SimulateOptions options;
    options.trajectories = trajectories;
    Simulated found = simulate(file, options);
    REQUIRE(found.result.has_value());
    return std::move(*found.result);
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("stories are of the examples of outcomes and of the most extreme and say when what was first seen") {
    const Result result = run_of(path_of("classroom/two-rivals.yaml"), 300);
    REQUIRE(result.stories.size() >= 2);
    CHECK(result.stories.size() <= 4);
    for (std::size_t k = 0; k + 1 < result.stories.size(); ++k) {
        const ToldTrajectory& story = result.stories[k];
        const auto outcome = std::find_if(result.outcomes.begin(), result.outcomes.end(), [&](const OutcomeResult& o) {
            return o.kind == Outcome::Kind::when && holds(story.title, "where " + o.name + " happens");
        });
        REQUIRE(outcome != result.outcomes.end());
        CHECK(story.trajectory == outcome->example);
        const std::string& date = result.dates[static_cast<std::size_t>(outcome->first_step->q50)];
        CHECK(holds(story.title, date));
        CHECK(holds(story.gist, outcome->name + " (" + date + ")"));
        CHECK(story.eventful >= static_cast<int>(story.steps.size()));
        REQUIRE_FALSE(story.steps.empty());
        const auto told = std::find_if(story.steps.begin(), story.steps.end(), [&](const ToldTrajectory::Step& step) {
            return std::any_of(step.lines.begin(), step.lines.end(), [&](const std::string& line) {
                return holds(line, outcome->name + " is first seen (" + date);
            });
        });
        REQUIRE(told != story.steps.end());
        CHECK(told->landmark);
        // The first act that the gist names is told, as is the highest rung.
        for (const char* named : {"First act ", "highest rung, "}) {
            const std::size_t at = story.gist.find(named);
            if (at == std::string::npos) continue;
            const std::size_t begins = story.gist.find("20", at);
            REQUIRE(begins != std::string::npos);
            const std::string on = story.gist.substr(begins, 10);
            CHECK(std::any_of(story.steps.begin(), story.steps.end(),
                              [&](const ToldTrajectory::Step& step) { return step.date == on && step.landmark; }));
        }
    }
    CHECK(holds(result.stories.back().title, "The most extreme"));
    const auto reasoned = [](const ToldTrajectory& story) {
        return std::any_of(story.steps.begin(), story.steps.end(), [](const ToldTrajectory::Step& step) {
            return std::any_of(step.lines.begin(), step.lines.end(), [](const std::string& line) {
                return holds(line, "mobilise") && holds(line, "; why: ");
            });
        });
    };
    CHECK(std::any_of(result.stories.begin(), result.stories.end(), reasoned));
    CHECK(std::any_of(result.extremes.begin(), result.extremes.end(), [&](const Extremes& e) {
        return e.highest.front().trajectory == result.stories.back().trajectory ||
               e.lowest.front().trajectory == result.stories.back().trajectory;
    }));
}

TEST_CASE("where many climb as high the most extreme is that of a measure") {
    const Result result = run_of(test::four_actors("baseline.yaml"), 300);
    const auto peak = std::find_if(result.extremes.begin(), result.extremes.end(),
                                   [](const Extremes& e) { return e.measure == "peak_rung"; });
    REQUIRE(peak != result.extremes.end());
    REQUIRE(peak->highest.front().tied * 20 > result.trajectories);
    CHECK(holds(result.stories.back().title, "standard deviations from the mean"));
}

TEST_CASE("shares by step of an action add up to its rate") {
    const Json summary = Json::parse(to_json(run_of(path_of("classroom/two-rivals.yaml"), 300)));
    std::size_t seen = 0;
    for (const auto& [actor, actions] : summary["actions"].items())
        for (const auto& [name, action] : actions.items()) {
            INFO(actor << " " << name);
            CHECK(action.contains("by_step") == (action["ever"] > 0.0));
            if (!action.contains("by_step")) continue;
            CHECK(action["by_step"].size() == summary["steps"]);
            double sum = 0;
            for (const double share : action["by_step"]) sum += share;
            // No outcome of this scenario ends it: as many live each step.
            CHECK(sum / summary["steps"].get<double>() == Approx(action["rate"].get<double>()));
            ++seen;
        }
    CHECK(seen > 4);
}

TEST_CASE("the equations of the model are in the summary and on the page") {
    const Result result = run_of(test::four_actors("baseline.yaml"), 64);
    const Json summary = Json::parse(to_json(result));
    const Json manifest = {{"scenario", {{"name", "one"}, {"file", "one.yaml"}}}};
    const Json page = Json::parse(page_data(manifest.dump(), summary.dump()));
    CHECK(page["scenarios"][0]["summary"]["equations"] == summary["equations"]);
    std::size_t next = 0, utility = 0, outcomes = 0;
    for (const Json& one : summary["equations"]) {
        const std::string lines = one["lines"].dump();
        next += one["kind"] == "variable" && holds(lines, "next: ");
        utility += one["kind"] == "action" && holds(lines, "utility ");
        outcomes += one["kind"] == "outcome";
    }
    CHECK(next > 3);
    CHECK(utility > 3);
    CHECK(outcomes == result.outcomes.size());
}

TEST_CASE("a comparison tells the most frequent partings in either and its page has both scenarios") {
    SimulateOptions options;
    options.trajectories = 400;
    const Compared found = compare({test::four_actors("baseline.yaml"), test::four_actors("rok-lethal-aid.yaml")}, 0,
                                   options);
    REQUIRE(found.found.has_value());
    const Comparison& comparison = found.found->comparisons.front();
    REQUIRE(comparison.told.size() == 3);
    const ComparedParting& frequent = comparison.answered.list.front();
    std::map<std::string, std::int64_t> dates;  // of the partings like the most frequent one
    std::int64_t alike = 0, before = 0;
    for (const ComparedParting& p : comparison.answered.list)
        if (p.actor == frequent.actor && p.track == frequent.track && p.reference == frequent.reference &&
            p.other == frequent.other)
            alike += p.count, dates[p.date] += p.count;
    const auto median = std::find_if(dates.begin(), dates.end(), [&](const auto& date) {
        before += date.second;
        return before * 2 >= alike;
    });
    REQUIRE(dates.size() > 3);
    CHECK(std::any_of(comparison.told.begin(), comparison.told.end(), [&](const ToldParting& told) {
        return told.actor == frequent.actor && told.date == median->first;
    }));
    for (const ToldParting& told : comparison.told) {
        const auto like = std::find_if(comparison.answered.list.begin(), comparison.answered.list.end(),
                                       [&](const ComparedParting& p) {
                                           return p.example == told.trajectory && p.actor == told.actor &&
                                                  p.date == told.date;
                                       });
        REQUIRE(like != comparison.answered.list.end());
        REQUIRE(told.lines.size() == 3);
        CHECK(holds(told.lines[0], "here: " + told.actor + " "));
        CHECK(holds(told.lines[1], "there: " + told.actor + " "));
        CHECK(told.lines[0].substr(6) != told.lines[1].substr(7));
        CHECK(holds(told.lines[2], "otherwise before"));
    }
    const std::string text = page_data("{}", to_json(*found.found));
    CHECK(text.size() < 650'000);
    const Json page = Json::parse(text);
    REQUIRE(page["scenarios"].size() == 2);
    CHECK(page["scenarios"][1]["file"] == test::four_actors("rok-lethal-aid.yaml"));
    CHECK(page["comparisons"][0]["outcomes"].size() == comparison.outcomes.size());
    CHECK(page["comparisons"][0]["parted"]["count"] == comparison.parted.trajectories.count);
    // Kinds of parting are of all steps: with every first parting of the list they add up to as many.
    std::int64_t told = 0, listed = 0;
    for (const Json& kind : page["comparisons"][0]["answered"]["kinds"]) told += kind["count"].get<std::int64_t>();
    for (const ComparedParting& parting : comparison.answered.list) listed += parting.count;
    CHECK(page["comparisons"][0]["answered"]["kinds"].size() == page["comparisons"][0]["answered"]["kinds_recorded"]);
    CHECK(told == listed);
}

namespace {

ComparedScenarios korea(std::uint64_t trajectories) {
    SimulateOptions options;
    options.trajectories = trajectories;
    Compared found = compare({test::four_actors("baseline.yaml"), test::four_actors("rok-lethal-aid.yaml")}, 0,
                             options);
    REQUIRE(found.found.has_value());
    return std::move(*found.found);
}

}  // namespace

TEST_CASE("a comparison is told by a trajectory in which its headline happens in one alone at the median date") {
    const ComparedScenarios found = korea(1500);
    const Comparison& comparison = found.comparisons.front();
    const ComparedOutcome* outcome = telling_outcome(comparison);
    REQUIRE(outcome != nullptr);
    CHECK(outcome->headline);
    CHECK(outcome->told == Told::higher);
    REQUIRE(comparison.divergence.has_value());
    const Divergence& told = *comparison.divergence;
    CHECK(told.outcome == outcome->name);
    CHECK(told.in_other);
    CHECK(told.all == outcome->only_other);
    CHECK(told.looked_at == std::min<std::int64_t>(told.all, k_paired_examples));
    const auto& examples = outcome->examples_other;
    CHECK(std::find(examples.begin(), examples.end(), told.trajectory) != examples.end());
    // Of the fewer than a hundred that there are one meets it at their very median.
    CHECK(told.date == told.median);
    REQUIRE(told.steps.size() >= 2);
    const std::string brings = told.outcome + " is first seen (" + told.date + ")";
    const auto seen_in = [&](const std::vector<std::string>& lines) {
        return std::find(lines.begin(), lines.end(), brings) != lines.end();
    };
    CHECK(std::any_of(told.steps.begin(), told.steps.end(), [&](const auto& step) { return seen_in(step.other); }));
    CHECK(
        std::none_of(told.steps.begin(), told.steps.end(), [&](const auto& step) { return seen_in(step.reference); }));
    CHECK(holds(told.steps.front().other.front(), "imposed by Seoul approves lethal aid"));
    CHECK(holds(told.steps.front().reference.front(), "KOR hold"));
    // Where it holds there, the chance that it had there of what it does here.
    CHECK(holds(told.steps.front().reference.front(), "; supply_lethal_aid -> UKR there p = "));
    const auto last = std::find_if(told.steps.begin(), told.steps.end(),
                                   [&](const auto& s) { return seen_in(s.other); });
    REQUIRE_FALSE(last->reference.empty());
    const std::string& twin = last->reference.front();
    CHECK(holds(twin, "limited_clash -> KOR there p = "));
    CHECK((holds(twin, ", here ") || holds(twin, "; about the same chance in both")));
}

TEST_CASE("how trajectories come to an outcome is counted over those in which it happens in one alone") {
    const ComparedScenarios found = korea(1500);
    const Divergence& told = *found.comparisons.front().divergence;
    REQUIRE_FALSE(told.first.empty());
    REQUIRE_FALSE(told.last.empty());
    std::int64_t first = 0;
    for (const RouteLink& link : told.first) {
        CHECK_FALSE(link.reference.imposed);
        CHECK_FALSE(link.other.imposed);
        CHECK(link.reference != link.other);
        CHECK(link.reasoned + link.closed <= link.count);
        first += link.count;
    }
    CHECK(first >= told.looked_at / 2);
    // A clash is an act: it is chosen in the step that brings it and not in the twin.
    const RouteLink& last = told.last.front();
    CHECK(last.other.action == "limited_clash");
    CHECK(last.count * 2 > told.looked_at);
    REQUIRE_FALSE(last.reasons.empty());
    CHECK(last.reasons.front().first == "anger");
    CHECK(last.reasons.front().second > 0.1);
}

TEST_CASE("the telling outcome is a headline that is certain in neither before others and none where none differs") {
    Comparison comparison;
    CHECK(telling_outcome(comparison) == nullptr);
    const auto add = [&](const char* name, bool headline, double reference, double other, Told told) {
        ComparedOutcome outcome;
        outcome.name = name;
        outcome.headline = headline;
        outcome.reference = reference;
        outcome.other = other;
        outcome.told = told;
        comparison.outcomes.push_back(outcome);
    };
    add("imposed", true, 0.1, 1, Told::higher);
    add("alike", true, 0.2, 0.2, Told::not_shown);
    CHECK(telling_outcome(comparison)->name == "imposed");
    add("other", false, 0.1, 0.5, Told::higher);
    CHECK(telling_outcome(comparison)->name == "imposed");
    add("answer", true, 0.2, 0.1, Told::lower);
    CHECK(telling_outcome(comparison)->name == "answer");
}
