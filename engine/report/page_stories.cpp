#include "report/page_stories.h"

#include <algorithm>
#include <tuple>
#include <vector>

namespace brink {

namespace {

using Json = nlohmann::ordered_json;

std::size_t bytes_of(const Json& json) { return json.dump().size() + 1; }

/// A story of which some steps are told.
struct Thinned {
    const Json* story = nullptr;
    std::vector<bool> told;

    [[nodiscard]] const Json& step(std::size_t k) const { return story->at("steps").at(k); }

    /// With the landmarks alone.
    explicit Thinned(const Json& all) : story(&all) {
        for (const Json& step : all.at("steps")) told.push_back(step.value("landmark", false));
    }
    [[nodiscard]] std::size_t bytes() const {
        std::size_t sum = 0;
        for (const auto& [name, value] : story->items())
            if (name != "steps") sum += bytes_of(value);
        for (std::size_t k = 0; k < told.size(); ++k)
            if (told[k]) sum += bytes_of(step(k));
        return sum;
    }
    [[nodiscard]] Json json() const {
        Json result = *story;
        result["steps"] = Json::array();
        for (std::size_t k = 0; k < told.size(); ++k) {
            if (!told[k]) continue;
            result["steps"].push_back({{"date", step(k).at("date")}, {"lines", step(k).at("lines")}});
        }
        result["left"] = told.size() - result["steps"].size();
        return result;
    }
};

}  // namespace

Json fitting_stories(const Json& stories, std::size_t room) {
    std::vector<Thinned> kept;
    for (const Json& story : stories) {
        Thinned one(story);
        const std::size_t bytes = one.bytes();
        if (bytes > room && !kept.empty()) continue;
        room -= std::min(room, bytes);
        kept.push_back(std::move(one));
    }
    std::vector<std::tuple<std::size_t, std::size_t, std::size_t>> others;  // rank, story, step
    for (std::size_t s = 0; s < kept.size(); ++s)
        for (std::size_t k = 0; k < kept[s].told.size(); ++k)
            // Summaries of before steps were ranked: from the beginning.
            if (!kept[s].told[k]) others.emplace_back(kept[s].step(k).value("rank", k), s, k);
    std::sort(others.begin(), others.end());
    for (const auto& [rank, s, k] : others) {
        const std::size_t bytes = bytes_of(kept[s].step(k));
        if (bytes > room) break;
        room -= bytes;
        kept[s].told[k] = true;
    }
    Json list = Json::array();
    for (const Thinned& one : kept) list.push_back(one.json());
    return list;
}

}  // namespace brink
