#include "report/page_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "report/page_comparisons.h"
#include "report/page_packing.h"
#include "report/page_stories.h"

namespace brink {

namespace {

using Json = nlohmann::ordered_json;

// Bytes of all scenarios together, where what a page has in any case leaves room for as many.
constexpr std::size_t k_most_series = 220'000;
constexpr std::size_t k_most_rungs = 60'000;
constexpr std::size_t k_most_actions = 60'000;
constexpr std::size_t k_most_numbers = 70'000;
constexpr std::size_t k_most_moves = 40'000;
constexpr std::size_t k_most_extremes = 20'000;
constexpr std::size_t k_most_equations = 50'000;
constexpr std::size_t k_most_stories = 90'000;
constexpr std::size_t k_most_fitted = k_most_series + k_most_rungs + k_most_actions + k_most_numbers + k_most_moves +
                                      k_most_extremes + k_most_equations + k_most_stories;
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

/// What a page has in any case, whatever its room, beside what is fitted into it.
std::size_t fixed_bytes(const Json& summary, std::size_t sharing) {
    const std::set<std::string> fitted = {"series",   "rung",      "numbers", "together", "actions",    "transitions",
                                          "extremes", "equations", "stories", "digests",  "lowest_rung"};
    std::size_t bytes = packed_actions(summary.at("actions"), 0).dump().size() +
                        fitting_pairs(summary.at("together"), k_most_pairs / sharing).dump().size();
    for (const auto& [key, value] : summary.items())
        if (!fitted.contains(key)) bytes += key.size() + value.dump().size();
    return bytes;
}

/// How much of what each fitted part may take is left to one of `sharing` scenarios: all of it for a scenario alone
/// that leaves the room, never nothing.
double share_of_room(std::size_t room, std::size_t fixed, std::size_t sharing) {
    constexpr double k_least = 0.05;
    const double left = room > fixed ? static_cast<double>(room - fixed) : 0;
    return std::clamp(left / static_cast<double>(k_most_fitted), k_least, 1.0) / static_cast<double>(sharing);
}

/// A scenario's summary as the page has it; of each part it may fill a share of what there is room for.
Json pack_scenario(const std::string& name, const std::string& file, Json summary, double share, std::size_t sharing) {
    const auto room = [&](std::size_t most) { return static_cast<std::size_t>(share * static_cast<double>(most)); };
    Json packed = {{"name", name}, {"file", file}};
    packed["series"] = pack_series(summary.at("series"), room(k_most_series));
    packed["series_recorded"] = summary["series"].size();
    packed["rung"] = pack_rungs(summary.at("rung"), room(k_most_rungs));
    packed["numbers_recorded"] = summary.at("numbers").size();
    packed["together_recorded"] = summary.at("together").size();
    packed["moves_recorded"] = summary.at("transitions").size();
    summary["numbers"] = fitting_numbers(summary["numbers"], room(k_most_numbers));
    summary["together"] = fitting_pairs(summary["together"], k_most_pairs / sharing);
    summary["actions"] = packed_actions(summary.at("actions"), room(k_most_actions));
    summary["transitions"] = fitting_moves(summary["transitions"], room(k_most_moves));
    summary["extremes"] = fitting_extremes(summary.at("extremes"), room(k_most_extremes));
    // Summaries of before there were these have none.
    if (summary.contains("equations"))
        summary["equations"] = fitting_list(summary["equations"], room(k_most_equations));
    if (summary.contains("stories")) {
        packed["stories"] = fitting_stories(summary["stories"], room(k_most_stories));
        packed["stories_recorded"] = summary["stories"].size();
    }
    for (const char* packed_above : {"series", "rung", "digests", "stories", "lowest_rung"})
        summary.erase(packed_above);
    packed["summary"] = std::move(summary);
    return packed;
}

}  // namespace

std::string page_data(const std::string& manifest, const std::string& summary, std::size_t room) {
    try {
        Json page;
        page["manifest"] = Json::parse(manifest);
        Json all = Json::parse(summary);
        page["scenarios"] = Json::array();
        page["comparisons"] = Json::array();
        if (all.value("kind", "") == "comparison") {
            page["comparisons"] = fitting_comparisons(all.at("comparisons"));
            const std::size_t sharing = all.at("scenarios").size();
            std::size_t fixed = manifest.size() + page["comparisons"].dump().size();
            for (const Json& scenario : all["scenarios"]) fixed += fixed_bytes(scenario.at("summary"), sharing);
            const double share = share_of_room(room, fixed, sharing);
            for (const Json& scenario : all["scenarios"])
                page["scenarios"].push_back(
                    pack_scenario(scenario.at("name"), scenario.at("file"), scenario["summary"], share, sharing));
        } else {
            const Json& scenario = page["manifest"].at("scenario");
            const double share = share_of_room(room, manifest.size() + fixed_bytes(all, 1), 1);
            page["scenarios"].push_back(
                pack_scenario(scenario.at("name"), scenario.at("file"), std::move(all), share, 1));
        }
        return page.dump(-1, ' ', false, Json::error_handler_t::replace);
    } catch (const Json::exception& error) {
        throw std::runtime_error(fmt::format("this is no result that a page could be made of: {}", error.what()));
    }
}

}  // namespace brink
