#include "report/page_comparisons.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "report/page_packing.h"
#include "stats/step_quantile.h"

namespace brink {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t k_most_partings = 40'000;  // bytes, of all comparisons together

/// Of a kind of parting the steps in order, each with how many, and the example of their median.
void take_typical(Json& kind) {
    std::vector<Json> steps(kind["steps"].begin(), kind["steps"].end());
    std::sort(steps.begin(), steps.end(), [](const Json& a, const Json& b) { return a[0] < b[0]; });
    std::vector<std::int64_t> counts;
    kind["steps"] = Json::array();
    for (const Json& step : steps) {
        counts.push_back(step[1].get<std::int64_t>());
        kind["steps"].push_back({step[0], step[1]});
    }
    kind["example"] = steps[step_quantile(counts, k_median)][2];
}

/// Columns by state of which intervals are told to 1e-6 of a chance; where they have no room the outcome has none.
void pack_states(Json& outcomes, std::size_t room) {
    constexpr double k_quantum = 1e-6;
    for (Json& outcome : outcomes) {
        if (!outcome.contains("by_state")) continue;
        Json& states = outcome["by_state"];
        for (const char* end : {"low", "high"}) states[end] = packed(states[end], k_quantum);
        for (const char* side : {"only_reference", "only_other"}) states[side] = packed(states[side], 1);
        const std::size_t bytes = states.dump().size();
        if (bytes > room)
            outcome.erase("by_state");
        else
            room -= bytes;
    }
}

/// First partings of one actor from one choice to another as one, with how many in which step; the most frequent first.
Json kinds_of(const Json& first) {
    std::map<std::string, std::size_t> places;
    std::vector<Json> kinds;
    for (const Json& parting : first) {
        Json kind = parting;
        for (const char* own : {"step", "date", "count", "example"}) kind.erase(own);
        const auto [place, fresh] = places.emplace(kind.dump(), kinds.size());
        if (fresh) {
            kind["count"] = 0;
            kind["example"] = nullptr;
            kind["steps"] = Json::array();
            kinds.push_back(std::move(kind));
        }
        Json& known = kinds[place->second];
        known["count"] = known["count"].get<std::int64_t>() + parting.at("count").get<std::int64_t>();
        known["steps"].push_back({parting.at("step"), parting["count"], parting.at("example")});
    }
    for (Json& kind : kinds) take_typical(kind);
    std::stable_sort(kinds.begin(), kinds.end(), [](const Json& a, const Json& b) { return a["count"] > b["count"]; });
    return kinds;
}

}  // namespace

Json fitting_comparisons(Json comparisons) {
    const std::size_t room = k_most_partings / std::max<std::size_t>(1, comparisons.size());
    for (Json& comparison : comparisons) pack_states(comparison.at("outcomes"), room);
    for (Json& comparison : comparisons)
        for (const char* by : {"parted", "answered"}) {
            Json& partings = comparison.at(by);
            const Json kinds = kinds_of(partings.at("first"));
            partings.erase("first");
            partings["kinds"] = fitting_list(kinds, room / 2);
            partings["kinds_recorded"] = kinds.size();
        }
    return comparisons;
}

}  // namespace brink
