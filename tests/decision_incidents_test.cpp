// What a run counts of decisions and of pairs that do not exist.

#include <algorithm>

#include "run_scenarios.h"

using namespace brink;
using namespace brink::running;

namespace {

std::int64_t times(const Program& program, const Summary& summary, const std::string& key) {
    for (std::size_t i = 0; i < program.incidents.size(); ++i)
        if (program.incidents[i].key == key) return summary.incidents[i].times;
    FAIL("no site " << key);
    return 0;
}

}  // namespace

TEST_CASE("negative weights and precisions and a tempo above one are counted") {
    // x is 0, 1, ... 7 as the steps begin.
    const Program program = program_for(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 8}
variables: {world: {x: {initial: 0}}}
actors: {A: {actions: {arm: {weight: 1.5 - x}}}, B: {}, C: {}}
dynamics: {world: {x: x + 1}}
actions:
  arm: {rung: 1, by: everyone, when: x < 6, weight: x - 3.5}
  hit: {rung: 2, by: [A, B], to: everyone, when: self != B or target == C, weight: 4.5 - x}
decision:
  precision: 6.5 - x
  actors: {C: {rule: best_response}, A: {tempo: x - 5}}
)yaml");
    const std::int64_t n = 256;
    const Summary summary = run_one(program, sized(n));
    REQUIRE(program.incidents.size() == 6);
    CHECK(times(program, summary, "actions/arm weight") == 4 * n);      // B at x = 0 to 3
    CHECK(times(program, summary, "actions/arm weight@A") == 4 * n);    // at x = 2 to 5
    CHECK(times(program, summary, "actions/hit weight") == 3 * 3 * n);  // A at B and C, B at C, at x = 5 to 7
    CHECK(times(program, summary, "precision/@A") == n);
    CHECK(times(program, summary, "precision/@B") == n);
    CHECK(times(program, summary, "tempo@A") == (5 + 1) * n);  // below 0 at x = 0 to 4, above 1 at 7
}

TEST_CASE("weights and precisions that are always legal cost no check") {
    const Program program = program_for(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 2}
parameters: {a: {beta: {mean: 0.6, sd: 0.1}}, b: {gamma: {mean: 2, sd: 1}}, c: {choice: [0, 2]}, d: {uniform: [1, 2]}}
variables: {actor: {x: {initial: 0.5, range: [0, 1]}}}
actors: {A: {}, B: {}}
actions: {arm: {rung: 1, by: everyone, weight: b + c * x}}
decision: {precision: 4 * a + d, tempo: a * x}
)yaml");
    CHECK(program.incidents.empty());
}

TEST_CASE("effects that meet pairs that do not exist are counted and change nothing") {
    const Program program = program_for(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 8}
groups: {ab: [A, B]}
variables: {dyad: {aid: {initial: 0, pairs: ab x ab}}}
actors: {A: {}, B: {}, C: {}}
actions:
  give: {rung: -1, by: everyone, to: everyone, utility: "if(t < 2, 1, -1)", effects: [
    "aid[self, target] += 1", "aid[k, self] += 1 for k if t == 1"]}
events:
  gift: {at: 3, effects: ["aid[i, j] += 1 for i, j"]}
decision: {rule: best_response}
)yaml");
    const std::int64_t n = 64;
    const Summary summary = run_one(program, sized(n));
    // Ties go to the first name: A gives to B, B to A, C to A, in steps 0 and 1.
    CHECK(times(program, summary, "actions/give effect 0 pairs") == 2 * n);
    CHECK(times(program, summary, "actions/give effect 1 pairs") == (1 + 1 + 2) * n);
    CHECK(times(program, summary, "events/gift effect 0 pairs") == 4 * n);
}
