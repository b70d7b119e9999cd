// What a run counts because a number was not legal: how often, in how many trajectories, and how it is told.

#include <cmath>
#include <nlohmann/json.hpp>

#include "folder.h"
#include "pipeline.h"
#include "report/json.h"
#include "run_scenarios.h"

using namespace brink;
using namespace brink::running;

namespace {

// x is 0, 1, ... 7: a chance of (x - 2) / 4 is below 0 twice and above 1 once; two actors.
constexpr const char* k_text = R"yaml(brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 8}
parameters: {p: {uniform: [0, 1]}}
variables:
  world: {x: {initial: 0}}
  actor: {n: {initial: 0}, low: {initial: 2 * p - 1, range: [0, 1]}}
actors: {A: {}, B: {}}
dynamics:
  world: {x: x + 1}
  actor:
    n: n + bernoulli((x - 2) / 4) * (p < 0.5)
)yaml";

}  // namespace

TEST_CASE("incidents are counted by site and by trajectory whatever the threads and blocks") {
    const Program program = program_for(k_text);
    REQUIRE(program.incidents.size() == 2);
    RunOptions options = sized(4096);
    const Summary summary = run_one(program, options);
    CHECK(summary.layout.incidents[0].key == "dynamics/n#0 probability");
    CHECK(summary.incidents[0] == IncidentCount{2 * 3 * 4096, 4096});
    CHECK(summary.incidents[1].times == summary.incidents[1].trajectories);
    CHECK(std::abs(static_cast<double>(summary.incidents[1].trajectories) - 2048) < 4 * 32);
    options.threads = 3;
    options.block = 48;
    CHECK(run_one(program, options).bytes() == summary.bytes());
    Summary parts = run_one(program, sized(1024));
    parts.merge(run_one(program, sized(3072, 1024)));
    CHECK(parts.incidents == summary.incidents);
}

TEST_CASE("numbers that are always legal cost no check") {
    const Program program = program_for(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 day, steps: 8}
parameters: {p: {beta: {mean: 0.5, sd: 0.1}, range: [0, 1]}, r: {uniform: [0, 3], range: [0, 3]}}
variables: {actor: {x: {initial: 0.5, range: [0, 1]}, n: {initial: 0}}}
actors: {A: {}, B: {}}
draws: {actor: {luck: "normal(0, abs(n) + 1)"}}
dynamics:
  actor:
    x: 0.5 * x + 0.1 * luck
    n: bernoulli(p) + bernoulli(x * p) + bernoulli(logistic(n)) + normal(0, max(n, 0)) + bernoulli(if(n > 1, 1 - x, 0.5))
events:
  e: {rate: r + 2 * A.x}
  f: {hazard: "clamp(r, 0, 0.3)"}
)yaml");
    CHECK(program.incidents.empty());
}

TEST_CASE("a run warns of incidents with their place and lists them among its results") {
    const test::Folder folder;
    folder.write("wild.yaml", k_text);
    SimulateOptions options;
    options.trajectories = 1024;
    const Simulated simulated = simulate(folder.path("wild.yaml"), options);
    REQUIRE(simulated.result.has_value());
    CHECK_FALSE(simulated.diagnostics.has_errors());
    const std::string text = render(simulated.sources, simulated.diagnostics);
    CHECK(text.find("wild.yaml:11:22: warning: the probability of this draw was outside 0 to 1, and the nearest legal "
                    "value was taken: 6144 times in 1024 of 1024 trajectories [incident]") != std::string::npos);
    CHECK(text.find("wild.yaml:6:43: warning: this number lay outside its range [0, 1]") != std::string::npos);
    const auto json = nlohmann::json::parse(to_json(*simulated.result, {}));
    REQUIRE(json["incidents"].size() == 2);
    CHECK(json["incidents"][0]["count"] == 6144);
    CHECK(json["incidents"][0]["trajectories"] == 1024);
    CHECK(json["incidents"][0]["share"] == 1.0);
    CHECK(json["incidents"][0]["place"] == folder.path("wild.yaml") + ":11");
}

TEST_CASE("a run without incidents says nothing of them") {
    const Program program = program_for(k_scenario);
    const Summary summary = run_one(program, sized(1024));
    CHECK(summary.incidents.empty());
}
