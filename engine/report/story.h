#pragma once
// One replayed trajectory as a story: what happened by date, who did what to whom and why, what changed. The text of
// `brink replay`, its JSON and the page tell the same one.

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "model/model.h"
#include "run/replay.h"

namespace brink {

struct StoryLine {
    int depth = 0;  // 0 what happened, 1 why
    std::string text;
};

/// A step in which something happened or changed notably.
struct StoryStep {
    int step = 0;
    std::string date;         // its first day
    int left_out_before = 0;  // steps left out between this one and the one told before
    int eventful_before = 0;  // of these, in how many something did happen
    std::vector<StoryLine> lines;
};

struct Story {
    std::string title;
    std::string found;  // how the trajectory was found; empty if it was named by its number
    std::uint64_t trajectory = 0;
    std::uint64_t seed = 0;
    std::vector<std::string> head;     // who is in it, what was drawn for it
    std::vector<std::string> summary;  // when outcomes were met; the least likely acts
    std::vector<StoryStep> steps;
    int left_out_after = 0;             // steps left out after the last one told
    int eventful_after = 0;             // of these, in how many something did happen
    int n_eventful = 0;                 // steps in which something happened, told or not
    std::string end;                    // why it ended before its time; empty if it did not
    std::vector<std::string> outcomes;  // all of them, a line each
    std::vector<std::string> acts;      // what the acts in it are, where the model says so
};

/// The most steps that a reader is told of unless all are asked for: those that say most.
inline constexpr std::size_t k_story_steps = 60;

/// The story of a trajectory in at most that many steps; `found`: how it was found; `landmarks`: steps that are told
/// before all others, even if there are more of them.
[[nodiscard]] Story story_of(const Replayed& replayed, const Model& model, const std::string& found = "",
                             std::size_t most_steps = k_story_steps, const std::set<int>& landmarks = {});

}  // namespace brink
