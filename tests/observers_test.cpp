// What observers count over a run, against replays of the same trajectories counted the obvious way.

#include <algorithm>
#include <cstdint>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "run/replay.h"
#include "run/run.h"
#include "run_scenarios.h"

using namespace brink;
using namespace brink::running;

namespace {

/// What a Summary should hold, counted the obvious way from replays of its trajectories.
struct Counted {
    using ActorAction = std::pair<std::string, std::string>;

    explicit Counted(const Summary& summary)
        : layout(summary.layout),
          moments(summary.moments.size()),
          measures(summary.measures.size()),
          first_states(summary.first_states.size()),
          together(summary.together.size()),
          alive(summary.alive.size()) {}

    void take(const Replayed& one) {
        take_series(one);
        take_outcomes(one);
        std::set<ActorAction> once;
        std::map<std::string, std::vector<int>> rungs;
        for (std::size_t s = 0; s < static_cast<std::size_t>(one.steps_lived); ++s) {
            ++alive[s];
            take_step(one.choices[s], s, once, rungs);
        }
        for (const ActorAction& item : once) ++ever[item];
        for (const std::string& actor : layout.actors) take_path(actor, rungs[actor]);
    }

    void take_series(const Replayed& one) {
        for (const SeriesLayout& series : layout.series) {
            const auto place = std::find(one.names.begin(), one.names.end(), series.name) - one.names.begin();
            for (std::size_t s = 0; s < series.n_states; ++s)
                add(moments[series.first_moment + s], one.states[s].at(static_cast<std::size_t>(place)),
                    series.per_quantum);
        }
    }

    void take_outcomes(const Replayed& one) {
        std::vector<bool> met;
        std::size_t measure = 0;
        for (const ReplayedOutcome& outcome : one.outcomes) {
            if (outcome.kind == Outcome::Kind::measure) {
                add(measures[measure++], outcome.value, quanta_per_unit({}));
                continue;
            }
            if (outcome.first_state)
                ++first_states[met.size() * (alive.size() + 1) + static_cast<std::size_t>(*outcome.first_state)];
            met.push_back(outcome.first_state.has_value());
        }
        for (std::size_t a = 0; a < met.size(); ++a)
            for (std::size_t b = 0; b < met.size(); ++b) together[a * met.size() + b] += met[a] && met[b];
    }

    void take_step(const std::vector<ReplayedChoice>& choices, std::size_t step, std::set<ActorAction>& once,
                   std::map<std::string, std::vector<int>>& rungs) {
        const std::map<std::string, int> rung_of{
            {"hold", 0}, {"protest", 1}, {"mobilise", 4}, {"yield", -2}, {"talk", -1}};
        std::set<ActorAction> in_step;
        std::map<std::string, std::vector<int>> chosen;
        for (const ReplayedChoice& choice : choices) {
            REQUIRE(choice.action.has_value());
            in_step.insert({choice.actor, *choice.action});
            chosen[choice.actor].push_back(rung_of.at(*choice.action));
        }
        for (const ActorAction& item : in_step) {
            ++taken[{item, step}];
            once.insert(item);
        }
        for (const auto& [actor, in_tracks] : chosen) {
            const int rung = *std::max_element(in_tracks.begin(), in_tracks.end());
            rungs[actor].push_back(rung);
            ++by_step[{actor, step, rung}];
        }
    }

    void take_path(const std::string& actor, const std::vector<int>& path) {
        ++peak[{actor, path.empty() ? 0 : *std::max_element(path.begin(), path.end())}];
        ++lowest[{actor, path.empty() ? 0 : *std::min_element(path.begin(), path.end())}];
        for (std::size_t s = 0; s + 1 < path.size(); ++s) ++moves[{actor, path[s], path[s + 1]}];
    }

    const SummaryLayout& layout;
    std::vector<Moments> moments, measures;
    std::vector<std::int64_t> first_states, together, alive;
    std::map<ActorAction, std::int64_t> ever;
    std::map<std::pair<ActorAction, std::size_t>, std::int64_t> taken;  // by step
    std::map<std::pair<std::string, int>, std::int64_t> peak, lowest;
    std::map<std::tuple<std::string, std::size_t, int>, std::int64_t> by_step;
    std::map<std::tuple<std::string, int, int>, std::int64_t> moves;
};

}  // namespace

TEST_CASE("observers count what replays of the same trajectories show") {
    const Program program = program_for(k_scenario);
    const std::uint64_t n = 300;
    const Summary summary = run_one(program, sized(n));
    Counted counted(summary);
    std::uint64_t ended = 0;
    for (std::uint64_t t = 0; t < n; ++t) {
        const Replayed one = replay(program, 9, t, Isa::baseline);
        counted.take(one);
        if (one.steps_lived < program.steps) ++ended;
    }
    CHECK(ended > 5);
    CHECK(ended < n);
    CHECK(summary.moments == counted.moments);
    CHECK(summary.measures == counted.measures);
    CHECK(summary.first_states == counted.first_states);
    CHECK(summary.together == counted.together);
    CHECK(summary.alive == counted.alive);
    const SummaryLayout& layout = summary.layout;
    CHECK(layout.actions.size() == counted.ever.size());
    for (std::size_t i = 0; i < layout.actions.size(); ++i) {
        const std::pair item{layout.actors[layout.actions[i].actor], layout.actions[i].action};
        for (std::size_t step = 0; step < summary.alive.size(); ++step)
            CHECK(summary.taken_by_step[step * layout.actions.size() + i] == counted.taken[{item, step}]);
        CHECK(summary.ever_taken[i] == counted.ever[item]);
    }
}

TEST_CASE("rungs are counted as replays of the same trajectories show them") {
    const Program program = program_for(k_scenario);
    const Summary summary = run_one(program, sized(300));
    Counted counted(summary);
    for (std::uint64_t t = 0; t < 300; ++t) counted.take(replay(program, 9, t, Isa::baseline));
    const SummaryLayout& layout = summary.layout;
    for (std::size_t a = 0; a < layout.actors.size(); ++a) {
        const std::vector<int>& rungs = layout.rungs[a].rungs;
        const std::string& actor = layout.actors[a];
        CHECK(rungs == (actor == "GREY" ? std::vector{-2, -1, 0} : std::vector{-2, -1, 0, 1, 4}));
        for (std::size_t r = 0; r < rungs.size(); ++r) {
            CHECK(summary.peak[layout.rungs[a].first_rung + r] == counted.peak[{actor, rungs[r]}]);
            CHECK(summary.lowest[layout.rungs[a].first_rung + r] == counted.lowest[{actor, rungs[r]}]);
            for (std::size_t s = 0; s < summary.alive.size(); ++s)
                CHECK(summary.rung_by_step[layout.rungs[a].first_by_step + s * rungs.size() + r] ==
                      counted.by_step[{actor, s, rungs[r]}]);
            for (std::size_t to = 0; to < rungs.size(); ++to)
                CHECK(summary.transitions[layout.rungs[a].first_transition + r * rungs.size() + to] ==
                      counted.moves[{actor, rungs[r], rungs[to]}]);
        }
    }
    CHECK(counted.moves.size() > 10);
}

TEST_CASE("bins hold every counted value once") {
    const Program program = program_for(k_scenario);
    const Summary summary = run_one(program, sized(700));
    std::size_t linear = 0, log = 0;
    for (const SeriesLayout& series : summary.layout.series)
        for (std::size_t s = 0; s < series.n_states; ++s) {
            const std::size_t slot = series.first_slot + s;
            if (series.bins == SeriesLayout::Bins::linear) {
                const auto first = summary.linear.begin() + static_cast<std::ptrdiff_t>(slot * k_linear_bins);
                REQUIRE(std::accumulate(first, first + k_linear_bins, 0u) == 700);
                ++linear;
            }
            if (series.bins == SeriesLayout::Bins::log) {
                const auto& counts = summary.log[slot].counts;
                REQUIRE(std::accumulate(counts.begin(), counts.end(), 0u) == 700);
                ++log;
            }
        }
    CHECK(linear * k_linear_bins == summary.linear.size());
    CHECK(log == summary.log.size());
    CHECK(linear > 0);
    CHECK(log > 0);
}
