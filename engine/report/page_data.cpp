#include "report/page_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "report/page_packing.h"
#include "report/page_stories.h"
#include "stats/step_quantile.h"

namespace brink {

namespace {

using Json = nlohmann::ordered_json;

// Bytes of all scenarios together: the page may be 1 MB, a third of which is its script.
constexpr std::size_t k_most_series = 170'000;
constexpr std::size_t k_most_rungs = 60'000;
constexpr std::size_t k_most_actions = 60'000;
constexpr std::size_t k_most_numbers = 70'000;
constexpr std::size_t k_most_moves = 40'000;
constexpr std::size_t k_most_extremes = 20'000;
constexpr std::size_t k_most_equations = 50'000;
constexpr std::size_t k_most_stories = 90'000;
constexpr std::size_t k_most_partings = 40'000;
constexpr std::size_t k_most_pairs = 200;
constexpr double k_share_quantum = 1e-4;

/// Those of `items` (name, value) that fit into `room` bytes, as an object; the first of `order` come first into it.
Json fitting(const Json& items, const std::vector<std::string>& order, std::size_t room) {
    std::set<std::string> kept;
    for (const std::string& name : order) {
        const std::size_t bytes = items[name].dump().size() + name.size() + 4;
        if (bytes > room) continue;
        room -= bytes;
        kept.insert(name);
    }
    Json object = Json::object();
    for (const auto& [name, value] : items.items())
        if (kept.contains(name)) object[name] = value;
    return object;
}

std::vector<std::string> names_of(const Json& object) {
    std::vector<std::string> names;
    for (const auto& [name, value] : object.items()) names.push_back(name);
    return names;
}

/// As many of a list, from its beginning, as there is room for.
Json fitting_list(const Json& list, std::size_t room) {
    Json kept = Json::array();
    for (const Json& item : list) {
        const std::size_t bytes = item.dump().size() + 1;
        if (bytes > room) break;
        room -= bytes;
        kept.push_back(item);
    }
    return kept;
}

Json pack_rungs(const Json& rung, std::size_t room) {
    Json actors = Json::object();
    for (const auto& [actor, rungs] : rung.items()) {
        actors[actor] = Json::object();
        for (const auto& [height, shares] : rungs.items()) actors[actor][height] = packed(shares, k_share_quantum);
    }
    // Those that are at most rungs first.
    std::vector<std::string> order = names_of(actors);
    std::stable_sort(order.begin(), order.end(),
                     [&](const std::string& a, const std::string& b) { return actors[a].size() > actors[b].size(); });
    return {{"quantum", k_share_quantum}, {"actors", fitting(actors, order, room)}};
}

/// A share to eight digits after the point, or each of a list of them.
void shorten(Json& share) {
    constexpr double k_digits = 1e8;
    if (share.is_array())
        for (Json& one : share) shorten(one);
    else if (share.is_number())
        share = std::round(share.get<double>() * k_digits) / k_digits;
}

/// Actions with their shares by step packed; where these do not fit, those of the rarest actions are left out. What an
/// action means is told under the first actor that has it.
Json packed_actions(const Json& actions, std::size_t room) {
    Json result = actions;
    std::set<std::string> told;
    for (auto& [actor, taken] : result.items())
        for (auto& [name, action] : taken.items()) {
            if (!told.insert(name).second) action.erase("doc");
            for (const char* share : {"rate", "ever", "ever_ci95"}) shorten(action.at(share));
        }
    std::vector<std::pair<double, Json*>> order;
    for (auto& [actor, taken] : result.items())
        for (auto& [name, action] : taken.items())
            if (action.contains("by_step")) order.emplace_back(action.at("ever").get<double>(), &action);
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (const auto& [ever, action] : order) {
        Json shares = packed((*action)["by_step"], k_share_quantum);
        const std::size_t bytes = shares.dump().size() + 11;
        if (bytes <= room) {
            room -= bytes;
            (*action)["by_step"] = std::move(shares);
        } else {
            action->erase("by_step");
        }
    }
    return result;
}

/// Of actors that move between most rungs.
Json fitting_moves(const Json& transitions, std::size_t room) {
    std::vector<std::string> order = names_of(transitions);
    std::stable_sort(order.begin(), order.end(), [&](const std::string& a, const std::string& b) {
        return transitions[a].size() > transitions[b].size();
    });
    return fitting(transitions, order, room);
}

/// One trajectory at either end of a measure.
Json fitting_extremes(const Json& extremes, std::size_t room) {
    Json ends = Json::object();
    for (const auto& [measure, end] : extremes.items())
        for (const char* side : {"highest", "lowest"}) {
            ends[measure][side] = Json::array();
            if (!end.at(side).empty()) ends[measure][side].push_back(end.at(side).front());
        }
    return fitting(ends, names_of(ends), room);
}

/// Numbers that were written before starting values that nobody gave, as many as there is room for.
Json fitting_numbers(const Json& numbers, std::size_t room) {
    Json list = Json::array();
    for (const bool common : {false, true}) {
        for (const Json& number : numbers) {
            if (number.value("common", false) != common) continue;
            const std::size_t bytes = number.dump().size() + 1;
            if (bytes > room) continue;
            room -= bytes;
            list.push_back(number);
        }
    }
    return list;
}

Json fitting_pairs(const Json& together, std::size_t most) {
    std::vector<Json> pairs(together.begin(), together.end());
    const auto strength = [](const Json& pair) {
        return pair.at("correlation").is_number() ? std::abs(pair["correlation"].get<double>()) : -1;
    };
    if (pairs.size() > most) {
        std::stable_sort(pairs.begin(), pairs.end(),
                         [&](const Json& a, const Json& b) { return strength(a) > strength(b); });
        pairs.resize(most);
    }
    return pairs;
}

/// A scenario's summary as the page has it; it may fill a share, 1 / `sharing`, of what there is room for.
Json pack_scenario(const std::string& name, const std::string& file, Json summary, std::size_t sharing) {
    Json packed = {{"name", name}, {"file", file}};
    packed["series"] = pack_series(summary.at("series"), k_most_series / sharing);
    packed["series_recorded"] = summary["series"].size();
    packed["rung"] = pack_rungs(summary.at("rung"), k_most_rungs / sharing);
    packed["numbers_recorded"] = summary.at("numbers").size();
    packed["together_recorded"] = summary.at("together").size();
    packed["moves_recorded"] = summary.at("transitions").size();
    summary["numbers"] = fitting_numbers(summary["numbers"], k_most_numbers / sharing);
    summary["together"] = fitting_pairs(summary["together"], k_most_pairs / sharing);
    summary["actions"] = packed_actions(summary.at("actions"), k_most_actions / sharing);
    summary["transitions"] = fitting_moves(summary["transitions"], k_most_moves / sharing);
    summary["extremes"] = fitting_extremes(summary.at("extremes"), k_most_extremes / sharing);
    // Summaries of before there were these have none.
    if (summary.contains("equations"))
        summary["equations"] = fitting_list(summary["equations"], k_most_equations / sharing);
    if (summary.contains("stories")) {
        packed["stories"] = fitting_stories(summary["stories"], k_most_stories / sharing);
        packed["stories_recorded"] = summary["stories"].size();
    }
    for (const char* packed_above : {"series", "rung", "digests", "stories", "lowest_rung"})
        summary.erase(packed_above);
    packed["summary"] = std::move(summary);
    return packed;
}

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

/// The most frequent kinds of parting of each comparison.
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

}  // namespace

std::string page_data(const std::string& manifest, const std::string& summary) {
    try {
        Json page;
        page["manifest"] = Json::parse(manifest);
        Json all = Json::parse(summary);
        page["scenarios"] = Json::array();
        page["comparisons"] = Json::array();
        if (all.value("kind", "") == "comparison") {
            for (const Json& scenario : all.at("scenarios"))
                page["scenarios"].push_back(pack_scenario(scenario.at("name"), scenario.at("file"),
                                                          scenario.at("summary"), all["scenarios"].size()));
            page["comparisons"] = fitting_comparisons(all.at("comparisons"));
        } else {
            const Json& scenario = page["manifest"].at("scenario");
            page["scenarios"].push_back(pack_scenario(scenario.at("name"), scenario.at("file"), std::move(all), 1));
        }
        return page.dump(-1, ' ', false, Json::error_handler_t::replace);
    } catch (const Json::exception& error) {
        throw std::runtime_error(fmt::format("this is no result that a page could be made of: {}", error.what()));
    }
}

}  // namespace brink
