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

class SectionReader {
public:
    SectionReader(Draft& draft, const std::set<std::string>& nested)
        : draft_(draft), nested_(nested), says_(draft.names.actors.size()) {}

    /// Actors before groups: what an actor says itself settles what its groups disagree about.
    std::vector<ActorSays> read(const Node& section) {
        const auto& actors = draft_.names.actors;
        for (const bool own : {true, false})
            for (const Entry& entry : section.entries)
                if (std::binary_search(actors.begin(), actors.end(), entry.key) == own) read(entry, own);
        return std::move(says_);
    }

private:
    void read(const Entry& entry, bool own) {
        const auto members = members_of(draft_, entry.key);
        if (!members) return report_unknown(entry);
        for (const ActorId member : *members)
            for (const Entry& key : entry.value.entries) lay(member, own ? nullptr : &entry, key, key.key);
    }

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
        groups_[&entry] = group;
        compare(member, path, entry);
        says.by_groups.emplace(path, &entry);
    }

    /// Reports where other groups say something else of the member under this path, above it or below.
    void compare(ActorId member, const std::string& path, const Entry& entry) {
        const auto& [own, by_groups] = says_[member.index];
        for (const std::string& above : at_and_above(path))
            if (own.contains(above)) return;
        for (const std::string& above : at_and_above(path))
            if (const auto given = by_groups.find(above); given != by_groups.end())
                if (above != path || !same_text(given->second->value, entry.value))
                    report_clash(member, path, *given->second, entry);
        const std::string prefix = path + k_between;
        for (auto below = by_groups.lower_bound(prefix);
             below != by_groups.end() && below->first.compare(0, prefix.size(), prefix) == 0; ++below)
            report_clash(member, path, *below->second, entry);
    }

    /// A path, and those above it.
    static std::vector<std::string> at_and_above(const std::string& path) {
        std::vector<std::string> paths{path};
        for (std::size_t end = path.rfind(k_between); end != std::string::npos; end = paths.back().rfind(k_between))
            paths.push_back(path.substr(0, end));
        return paths;
    }

    /// Maps below `actions` are of actions and then of their keys; others of tracks.
    static std::ptrdiff_t depth(const std::string& path) { return at_and_above(path).back() == "actions" ? 2 : 1; }

    void report_unknown(const Entry& entry) {
        std::vector<std::string> candidates = draft_.names.actors;
        for (const Group& group : draft_.names.groups) candidates.push_back(group.name);
        unknown_name(draft_, "no actor or group", entry.key, entry.key_span, candidates);
    }

    /// Two groups that say different things of one member, once for each two entries.
    void report_clash(ActorId member, std::string path, const Entry& first, const Entry& second) {
        const Entry* first_group = groups_.at(&first);
        const Entry* second_group = groups_.at(&second);
        if (first_group == second_group || !reported_.emplace(&first, &second).second) return;
        std::replace(path.begin(), path.end(), k_between, ' ');
        draft_.diagnostics.error("groups-disagree", second.key_span,
                                 fmt::format("groups '{}' ({}) and '{}' disagree about the {} of '{}'",
                                             first_group->key, place_text(draft_, first.key_span), second_group->key,
                                             path, draft_.names.actors[member.index]),
                                 "say it under the actor itself");
    }

    Draft& draft_;
    const std::set<std::string>& nested_;
    std::vector<ActorSays> says_;
    std::map<const Entry*, const Entry*> groups_;  // which group gave an entry
    std::set<std::pair<const Entry*, const Entry*>> reported_;
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
