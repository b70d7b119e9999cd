#include "report/start.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "model/vocabulary.h"

namespace brink {

namespace {

/// A section of the start: what it is for stands in the vocabulary, the rest here.
struct Block {
    std::string_view section;
    std::string_view text;
};

constexpr std::array<Block, 10> k_blocks{{
    {"clock", "clock: {start: 2025-01-06, step: 1 week, steps: 52}\n"},
    {"parameters",
     R"(# A distribution says what we do not know: it is drawn once a trajectory. Chance is drawn in every step.
parameters:
  memory:
    value: 0.9
    range: [0, 1]
    unit: 1/week
    doc: share of a grievance that outlives a week
    basis: assumed
  temper:
    uniform: [1, 3]
    range: [0, 10]
    doc: what a grievance adds to the utility of a threat
    basis: assumed
)"},
    {"variables", R"(variables:
  actor:
    grievance: {initial: 0.2, range: [0, 1], doc: how wronged a side feels}
)"},
    {"actors", R"(actors:
  EAST: {name: Eastland}
  WEST: {name: Westland, grievance: 0.4}
)"},
    {"dynamics", R"(dynamics:
  actor:
    grievance: memory * grievance
)"},
    {"actions", R"(# A high rung is a hostile act, a negative one a friendly act. In an action `self` acts on `target`.
actions:
  apologise:
    rung: -1
    by: everyone
    to: everyone
    weight: 0.1                         # prior odds against holding: how rare the act is in ordinary weeks
    effects:
      - target.grievance -= 0.3 * target.grievance
  threaten:
    rung: 2
    by: everyone
    to: everyone
    weight: 0.1
    utility: temper * grievance
    effects:
      - target.grievance += 0.2 * (1 - target.grievance)
  raid:
    rung: 6
    by: everyone
    to: everyone
    when: grievance > 0.6
    weight: 0.05
    utility:                            # named terms are summed, and are what an explanation shows
      anger: 2 * grievance
      caution: -0.5
    effects:
      - target.grievance += 0.5 * (1 - target.grievance)
)"},
    {"events", R"(events:
  shot in the night:
    hazard: 0.05                        # chance a step; or `at: 2025-06-01`, or `when: a condition`
    effects:
      - EAST.grievance += 0.4 * (1 - EAST.grievance)
      - WEST.grievance += 0.4 * (1 - WEST.grievance)
)"},
    {"outcomes", R"(outcomes:
  raid:
    when: any(taken(j, raid) for j)
    doc: first state after a raid
  threat:
    when: any(taken(j, threaten) for j)
    doc: first state after a threat
  grievance_at_the_end: {measure: mean(j.grievance for j), doc: mean over both sides in the last state}
)"},
    {"decision", "decision: {rule: quantal, precision: 2}\n"},
    {"run", "run: {trajectories: 10000, seed: 1}\n"},
}};

/// What a section is for, as a comment.
std::string comment(std::string_view section) {
    const Key* key = find_key(section);
    return fmt::format("# {0}: {1} (brink describe {0})\n", section, key == nullptr ? "" : key->doc);
}

}  // namespace

std::string start_text(const std::string& title) {
    std::string text = fmt::format(
        "# A scenario to start from: change it, then\n"
        "#   brink check --strict FILE    every fault and warning\n"
        "#   brink run FILE               the answer\n"
        "# For completion and checks while typing: brink schema > scenario.schema.json, and as this file's first line\n"
        "#   # yaml-language-server: $schema=scenario.schema.json\n"
        "brink: 1\n"
        "title: \"{}\"\n"
        "question: How often does the dispute come to a raid within a year?\n"
        "headline: [raid, grievance_at_the_end]\n",
        title);
    for (const Block& block : k_blocks) text += fmt::format("\n{}{}", comment(block.section), block.text);
    return text;
}

}  // namespace brink
