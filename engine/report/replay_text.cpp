#include <fmt/format.h>

#include "report/replay.h"
#include "report/words.h"

namespace brink {

namespace {

/// `  (6 steps left out, 2 of them eventful)`.
std::string left_out_text(int n, int eventful) {
    if (n == 0) return "";
    const std::string steps = n == 1 ? "step" : "steps";
    if (eventful == 0) return fmt::format("  ({} quiet {} left out)\n", n, steps);
    if (eventful == n) return fmt::format("  ({} eventful {} left out)\n", n, steps);
    return fmt::format("  ({} {} left out, {} of them eventful)\n", n, steps, eventful);
}

/// A paragraph: lines of at most `width` columns.
std::string paragraph(const std::string& text, std::size_t width) {
    std::string lines;
    for (const std::string& line : wrapped(text, width)) lines += line + "\n";
    return lines;
}

}  // namespace

std::string to_text(const Story& story, std::size_t width) {
    std::string text = story.title + "\n";
    text += fmt::format("trajectory {}, seed {}\n", story.trajectory, story.seed);
    if (!story.found.empty()) text += paragraph(story.found, width);
    for (const std::string& line : story.head) text += "\n" + paragraph(line, width);
    if (!story.summary.empty()) text += "\nIn short\n";
    for (const std::string& line : story.summary) text += "  " + line + "\n";
    text += "\n";
    if (static_cast<std::size_t>(story.n_eventful) > story.steps.size())
        text += paragraph(fmt::format("Of {} eventful steps the {} that say most; --all tells every one.",
                                      story.n_eventful, story.steps.size()),
                          width) +
                "\n";
    for (const StoryStep& step : story.steps) {
        text += left_out_text(step.left_out_before, step.eventful_before);
        text += fmt::format("{}  step {}\n", step.date, step.step);
        for (const StoryLine& line : step.lines)
            text += std::string(static_cast<std::size_t>(2 + 4 * line.depth), ' ') + line.text + "\n";
    }
    text += left_out_text(story.left_out_after, story.eventful_after);
    if (!story.end.empty()) text += story.end + "\n";
    text += "\n";
    for (const std::string& line : story.outcomes) text += line + "\n";
    if (!story.acts.empty()) text += "\nThe acts in it\n";
    for (const std::string& line : story.acts) text += "  " + line + "\n";
    return hung(text, width);
}

}  // namespace brink
