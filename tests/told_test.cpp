// What the files of a run tell of single trajectories and of the model, against replays of the same.

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "catch.hpp"
#include "pipeline.h"
#include "report/comparison.h"
#include "report/json.h"
#include "report/page_data.h"
#include "support.h"

using namespace brink;
using Json = nlohmann::json;

namespace {

std::string path_of(const std::string& scenario) { return (test::source_folder() / "scenarios" / scenario).string(); }

Result run_of(const std::string& scenario, std::uint64_t trajectories) {
    SimulateOptions options;
    options.trajectories = trajectories;
    Simulated found = simulate(path_of(scenario), options);
    REQUIRE(found.result.has_value());
    return std::move(*found.result);
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("stories are of the examples of outcomes and of the most extreme and say when what was first seen") {
    const Result result = run_of("classroom/two-rivals.yaml", 300);
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
        CHECK_FALSE(story.steps.empty());
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
    const Result result = run_of("korea-2024/baseline.yaml", 300);
    const auto peak = std::find_if(result.extremes.begin(), result.extremes.end(),
                                   [](const Extremes& e) { return e.measure == "peak_rung"; });
    REQUIRE(peak != result.extremes.end());
    REQUIRE(peak->highest.front().tied * 20 > result.trajectories);
    CHECK(holds(result.stories.back().title, "standard deviations from the mean"));
}

TEST_CASE("shares by step of an action add up to its rate") {
    const Json summary = Json::parse(to_json(run_of("classroom/two-rivals.yaml", 300)));
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
    const Result result = run_of("korea-2024/baseline.yaml", 64);
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
    const Compared found = compare({path_of("korea-2024/baseline.yaml"), path_of("korea-2024/rok-lethal-aid.yaml")}, 0,
                                   options);
    REQUIRE(found.found.has_value());
    const Comparison& comparison = found.found->comparisons.front();
    REQUIRE(comparison.told.size() == 3);
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
    CHECK(page["scenarios"][1]["file"] == path_of("korea-2024/rok-lethal-aid.yaml"));
    CHECK(page["comparisons"][0]["outcomes"].size() == comparison.outcomes.size());
    CHECK(page["comparisons"][0]["parted"]["count"] == comparison.parted.trajectories.count);
    // Kinds of parting are of all steps: with every first parting of the list they add up to as many.
    std::int64_t told = 0, listed = 0;
    for (const Json& kind : page["comparisons"][0]["answered"]["kinds"]) told += kind["count"].get<std::int64_t>();
    for (const ComparedParting& parting : comparison.answered.list) listed += parting.count;
    CHECK(page["comparisons"][0]["answered"]["kinds"].size() == page["comparisons"][0]["answered"]["kinds_recorded"]);
    CHECK(told == listed);
}
