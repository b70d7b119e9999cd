#include "scalar_world.h"

namespace bench {

namespace {

std::string actor_name(std::size_t i) {
    const char digits[] = {'A', static_cast<char>('0' + (i + 1) / 10), static_cast<char>('0' + (i + 1) % 10), '\0'};
    return digits;
}

}  // namespace

ScalarCounts::ScalarCounts() {
    struct Range {
        const char* name;
        double low, high;
    };
    constexpr Range k_world[] = {{"w1", 0, 1}, {"w2", 0, 1}, {"w3", 0, 1}, {"w4", -5, 5}, {"m1", 0, 1},
                                 {"m2", 0, 1}, {"m3", 0, 1}, {"m4", 0, 7}, {"m5", -1, 1}, {"m6", 0, 1}};
    constexpr Range k_actor[] = {{"a1", 0, 1},  {"a2", 0, 1},  {"a3", 0, 1},  {"a4", 0, 1},  {"a5", 0, 1},
                                 {"a6", 0, 1},  {"a7", -5, 5}, {"a8", 0, 1},  {"a9", 0, 20}, {"a10", 0, 20},
                                 {"a11", 0, 1}, {"a12", 0, 1}, {"p1", 0, 11}, {"p2", 0, 11}, {"p3", 0, 1},
                                 {"p4", 0, 1},  {"p5", 0, 1},  {"p6", 0, 1},  {"p7", -1, 1}, {"p8", 0, 1},
                                 {"p9", 0, 1},  {"p10", 0, 1}};
    for (const Range& range : k_world) series.push_back({range.name, range.low, range.high, true});
    for (const Range& range : k_actor)
        for (std::size_t i = 0; i < k_actors; ++i)
            series.push_back({std::string(range.name) + "[" + actor_name(i) + "]", range.low, range.high, true});
    n_binned = series.size();
    for (const ScalarSeries& one : series) {
        low.push_back(one.low);
        per_unit.push_back(static_cast<double>(k_bins) / (one.high - one.low));
    }
    for (const char* name : {"d1", "d2", "d3", "d4"})
        for (std::size_t i = 0; i < k_actors; ++i)
            for (std::size_t j = 0; j < k_actors; ++j)
                if (i != j) series.push_back({std::string(name) + "[" + actor_name(i) + ", " + actor_name(j) + "]"});
    moments.resize(k_states * series.size());
    histograms.resize(k_states * n_binned * k_bins);
    rung_by_step.resize(k_steps * k_actors * k_rungs);
    transitions.resize(k_actors * k_rungs * k_rungs);
}

}  // namespace bench
