// Sections that say things of actors, `actors` and `decision: actors`: a group there stands for its members, the
// actor's own keys win, and groups may not disagree.

#include <fmt/format.h>

#include <algorithm>

#include "model/draft.h"

namespace brink {
namespace {

constexpr char k_between = '\n';  // parts of a path

bool same_text(const Node& a, const Node& b) {
    const auto same_entry = [](const Entry& x, const Entry& y) {
        return x.key == y.key && same_text(x.value, y.value);
    };
    return a.kind == b.kind && a.text == b.text && a.quoted == b.quoted &&
           std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same_text) &&
           std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(), same_entry);
}

/// Whether one path is the other or stands above it.
bool covers(const std::string& above, const std::string& path) {
    return path.compare(0, above.size(), above) == 0 &&
           (path.size() == above.size() || path[above.size()] == k_between);
}

class SectionReader {
public:
    SectionReader(Draft& draft, const std::set<std::string>& nested)
        : draft_(draft), nested_(nested), says_(draft.names.actors.size()) {}

    std::vector<ActorSays> read(const Node& section) {
        for (const Entry& entry : section.entries) {
            const auto members = members_of(draft_, entry.key);
            if (!members) {
                report_unknown(entry);
                continue;
            }
            const auto& actors = draft_.names.actors;
            const bool own = std::binary_search(actors.begin(), actors.end(), entry.key);
            for (const ActorId member : *members)
                for (const Entry& key : entry.value.entries) lay(member, own ? nullptr : &entry, key, key.key);
        }
        report_clashes();
        return std::move(says_);
    }

private:
    /// Two groups that say different things of one member.
    struct Clash {
        ActorId member;
        std::string path;
        const Entry* first = nullptr;
        const Entry* second = nullptr;
        const Entry* first_group = nullptr;
        const Entry* second_group = nullptr;
    };

    void lay(ActorId member, const Entry* group, const Entry& entry, const std::string& path) {
        if (entry.value.is_map() && nested_.contains(path.substr(0, path.find(k_between))) &&
            std::count(path.begin(), path.end(), k_between) < depth(path)) {
            for (const Entry& below : entry.value.entries) lay(member, group, below, path + k_between + below.key);
            return;
        }
        ActorSays& says = says_[member.index];
        if (group == nullptr) {
            says.own[path] = &entry;
            return;
        }
        for (const auto& [other, given] : says.by_groups) {
            if (!covers(other, path) && !covers(path, other)) continue;
            const Entry* other_group = groups_.at(given);
            if (other_group == group || (other == path && same_text(given->value, entry.value))) continue;
            clashes_.push_back({member, path, given, &entry, other_group, group});
        }
        groups_[&entry] = group;
        says.by_groups.emplace(path, &entry);
    }

    /// Maps below `actions` are of actions and then of their keys; others of tracks.
    static std::ptrdiff_t depth(const std::string& path) { return covers("actions", path) ? 2 : 1; }

    void report_unknown(const Entry& entry) {
        std::vector<std::string> candidates = draft_.names.actors;
        for (const Group& group : draft_.names.groups) candidates.push_back(group.name);
        unknown_name(draft_, "no actor or group", entry.key, entry.key_span, candidates);
    }

    void report_clashes() {
        std::set<std::pair<const Entry*, const Entry*>> reported;
        for (const Clash& clash : clashes_) {
            const auto& own = says_[clash.member.index].own;
            const bool settled = std::any_of(own.begin(), own.end(),
                                             [&](const auto& given) { return covers(given.first, clash.path); });
            if (settled || !reported.emplace(clash.first, clash.second).second) continue;
            std::string about = clash.path;
            std::replace(about.begin(), about.end(), k_between, ' ');
            draft_.diagnostics.error("groups-disagree", clash.second->key_span,
                                     fmt::format("groups '{}' ({}) and '{}' disagree about the {} of '{}'",
                                                 clash.first_group->key, place_text(draft_, clash.first->key_span),
                                                 clash.second_group->key, about,
                                                 draft_.names.actors[clash.member.index]),
                                     "say it under the actor itself");
        }
    }

    Draft& draft_;
    const std::set<std::string>& nested_;
    std::vector<ActorSays> says_;
    std::vector<Clash> clashes_;
    std::map<const Entry*, const Entry*> groups_;  // which group gave an entry
};

const Entry* found(const std::map<std::string, const Entry*>& said, const std::string& path) {
    const auto at = said.find(path);
    return at == said.end() ? nullptr : at->second;
}

}  // namespace

const Entry* ActorSays::find(const std::string& path) const {
    const Entry* entry = found(own, path);
    return entry != nullptr ? entry : found(by_groups, path);
}

const Entry* ActorSays::find_in_track(const std::string& key, const std::string& track) const {
    for (const auto* said : {&own, &by_groups})
        for (const std::string& path : {key + k_between + track, key})
            if (const Entry* entry = found(*said, path)) return entry;
    return nullptr;
}

std::vector<ActorSays> read_actor_section(Draft& draft, const Node* section, const std::set<std::string>& nested) {
    if (section == nullptr) return std::vector<ActorSays>(draft.names.actors.size());
    return SectionReader(draft, nested).read(*section);
}

}  // namespace brink
