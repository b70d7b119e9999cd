#include "scenario/pairs.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "scenario/merge.h"

namespace brink {
namespace {

using Keys = std::unordered_set<std::string>;

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

Keys keys_of(const Node& map) {
    Keys keys;
    for (const Entry& entry : map.entries) keys.insert(entry.key);
    return keys;
}

bool is_drawn(const Node& value) {
    return std::any_of(value.entries.begin(), value.entries.end(),
                       [](const Entry& e) { return is_distribution_key(e.key); });
}

/// Replaces mutual lines named in `which` by their two directions, but where a directed line stands already.
void split(Node& map, const Keys& which) {
    if (which.empty()) return;
    Keys present = keys_of(map);
    std::vector<Entry> result;
    for (Entry& entry : map.entries) {
        if (which.count(entry.key) == 0) {
            result.push_back(std::move(entry));
            continue;
        }
        const auto pair = parse_pair(entry.key);
        for (const PairKey& way : {pair->direction(), pair->reverse()})
            if (present.insert(way.text()).second) result.push_back({way.text(), entry.key_span, entry.value});
    }
    map.entries = std::move(result);
}

void drop(Node& map, const Keys& which) {
    if (which.empty()) return;
    std::erase_if(map.entries, [&](const Entry& e) { return which.count(e.key) > 0; });
}

}  // namespace

std::optional<PairKey> parse_pair(std::string_view key) {
    std::size_t arrow = key.find("<->");
    const bool both = arrow != std::string_view::npos;
    if (!both) arrow = key.find("->");
    if (arrow == std::string_view::npos) return std::nullopt;
    const PairKey pair{std::string(trimmed(key.substr(0, arrow))),
                       std::string(trimmed(key.substr(arrow + (both ? 3 : 2)))), both};
    if (pair.from.empty() || pair.to.empty() || pair.to.find("->") != std::string::npos) return std::nullopt;
    return both ? pair.mutual() : pair;
}

void normalise_pairs(Node& map, const Sources& sources, Diagnostics& diagnostics) {
    std::unordered_map<std::string, const Span> first;
    std::vector<Entry> result;
    for (Entry& entry : map.entries) {
        const auto pair = parse_pair(entry.key);
        const std::string key = pair ? pair->text() : entry.key;
        const auto [at, is_new] = first.emplace(key, entry.key_span);
        if (!is_new) {
            diagnostics.error("duplicate-key", entry.key_span,
                              fmt::format("'{}' is the pair of line {} again", entry.key,
                                          sources.place(at->second).line),
                              "remove one of them");
            continue;
        }
        entry.key = key;
        result.push_back(std::move(entry));
    }
    map.entries = std::move(result);
}

void align_pairs(Node& lower, Node& upper) {
    const Keys below = keys_of(lower);
    const Keys above = keys_of(upper);
    Keys split_below, split_above, dropped, settled;
    for (const Entry& entry : upper.entries) {
        const auto pair = parse_pair(entry.key);
        if (!pair) continue;
        const std::string mutual = pair->mutual().text();
        if (!pair->both) {
            if (below.count(mutual) > 0 && above.count(mutual) == 0) split_below.insert(mutual);
            continue;
        }
        const std::string there = pair->direction().text();
        const std::string back = pair->reverse().text();
        if (below.count(there) + below.count(back) == 0) continue;
        const bool beside_directed = above.count(there) + above.count(back) > 0;
        if (!entry.value.is_null() && !beside_directed && !is_drawn(entry.value) && below.count(mutual) == 0) {
            split_above.insert(mutual);
            continue;
        }
        dropped.insert({there, back});
        if (entry.value.is_null() && below.count(mutual) == 0) settled.insert(mutual);
    }
    split(lower, split_below);
    drop(lower, dropped);
    split(upper, split_above);
    drop(upper, settled);
}

}  // namespace brink
