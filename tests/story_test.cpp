// The story of a replayed trajectory: what is told, what is left out, what is not said twice.

#include <string>

#include "catch.hpp"
#include "lanes/isa.h"
#include "program/explanation.h"
#include "report/replay.h"
#include "report/words.h"
#include "run/replay.h"
#include "support.h"

using namespace brink;

namespace {

/// RED is sure of what it does; what moves it changes once.
constexpr const char* k_sure = R"yaml(
brink: 1
title: Sure
clock: {start: 2025-01-06, step: 1 week, steps: 12}
variables:
  world: {heat: {initial: 0, range: [0, 1]}, level: {initial: 0, range: [0, 1]}, weeks: {initial: 0}}
actors: {RED: {name: Redland}, BLUE: {}}
actions:
  push:
    rung: 2
    by: [RED]
    to: everyone
    when: t == 3 or t == 4 or t == 8
    doc: pushes
    utility: {pride: 2, fear: "if(t == 8, 3, 1)", rest: -0.5}
    effects: [heat += 0.25]
decision: {rule: best_response}
dynamics: {world: {level: level + 0.03, weeks: weeks + 1}}
events: {rain: {at: 10, effects: [heat = 0.125]}}
outcomes: {hot: {when: heat > 0.6}, boiling: {when: heat > 2}}
)yaml";

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::size_t times(const std::string& text, const std::string& part) {
    std::size_t n = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
    return n;
}

Story story_of_text(const char* text, const std::string& found = "") {
    const Model model = test::model_of(text);
    return story_of(replay(compile_explained(model), 1, 0, Isa::baseline), model, found);
}

}  // namespace

TEST_CASE("steps in which nothing happens are left out and counted") {
    const Story story = story_of_text(k_sure);
    int n = story.left_out_after;
    int last = -1;
    for (const StoryStep& step : story.steps) {
        CHECK(step.step == last + 1 + step.left_out_before);
        CHECK_FALSE(step.lines.empty());
        last = step.step;
        n += step.left_out_before + 1;
    }
    CHECK(n == 12);
    REQUIRE(story.steps.size() >= 4);
    CHECK(story.steps[0].step == 3);
    CHECK(story.steps[0].left_out_before == 3);
    CHECK(story.steps[0].date == "2025-01-27");
}

TEST_CASE("an act is told with its terms against the runner-up and the same reason not twice") {
    const std::string text = to_text(story_of_text(k_sure), 200);
    INFO(text);
    CHECK(has(text,
              "  RED push -> BLUE, p = 1 (hold 0)\n"
              "      why: pride +2.00, fear +1.00, rest -0.50: utility 2.5 against 0 of hold\n"
              "  heat 0.000 to 0.250 (RED push +0.25)\n"));
    CHECK(has(text, "  RED push -> BLUE, p = 1 (hold 0)\n  heat 0.250 to 0.500 (RED push +0.25)\n"));
    CHECK(has(text, "why: fear +3.00, pride +2.00, rest -0.50: utility 4.5 against 0 of hold\n"));
    CHECK(times(text, "why: ") == 2);
}

TEST_CASE("a story says what changed through what and what drifted meanwhile") {
    const std::string text = to_text(story_of_text(k_sure), 200);
    INFO(text);
    CHECK(has(text, "  event: rain\n"));
    CHECK(has(text, "  heat 0.750 to 0.125 (rain sets 0.125)\n"));
    CHECK(has(text, "level 0.000 to 0.120"));
    CHECK(has(text, "since 2025-01-06"));
    CHECK(has(text, "hot is first seen (2025-03-10, state 9)"));
    CHECK(has(text, "In short\n  2025-03-10  hot\n  2025-03-17  event: rain\n  not seen: boiling\n"));
    CHECK(has(text, "Actors: RED Redland\n"));
    CHECK(has(text, "The acts in it\n  push: pushes\n"));
}

TEST_CASE("of many eventful steps those that say most are told and the others counted") {
    const Model model = test::model_of(k_sure);
    const Replayed one = replay(compile_explained(model), 1, 0, Isa::baseline);
    const Story all = story_of(one, model);
    const Story some = story_of(one, model, "", 2);
    REQUIRE(all.steps.size() > 2);
    CHECK(all.n_eventful == static_cast<int>(all.steps.size()));
    CHECK(some.n_eventful == all.n_eventful);
    REQUIRE(some.steps.size() == 2);
    CHECK(some.steps[0].step == 8);  // an outcome is first met, an event fires
    CHECK(some.steps[1].step == 10);
    CHECK(some.steps[0].left_out_before == 8);
    CHECK(some.steps[0].eventful_before + some.steps[1].eventful_before + some.eventful_after + 2 == all.n_eventful);
    CHECK(has(to_text(some), "8 steps left out"));
    CHECK(has(to_text(some), "--all"));
    CHECK_FALSE(has(to_text(all), "--all"));
}

TEST_CASE("a story fits every width and says how its trajectory was found") {
    const Story story = story_of_text(k_sure, "Found by --where hot: this is the first.");
    for (const std::size_t width : {40u, 60u, 80u, 120u}) {
        const std::string text = to_text(story, width);
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = text.find('\n', at);
            CHECK(text_width(text.substr(at, end - at)) <= width);
            at = end + 1;
        }
        CHECK(has(text, "Found by --where hot:"));
    }
}

TEST_CASE("a story as JSON has what its text is told from") {
    const Model model = test::model_of(k_sure);
    const Replayed one = replay(compile_explained(model), 1, 0, Isa::baseline);
    const std::string json = to_json(one, model, story_of(one, model));
    CHECK(has(json, "\"term\": \"pride\""));
    CHECK(has(json, "\"next\": {"));
    CHECK(has(json, "\"quantity\": \"heat\""));
    CHECK(has(json, "\"left_out_before\": 3"));
    CHECK(has(json, "\"found\": null"));
}
