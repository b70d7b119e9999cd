// How each actor decides: the rule and its numbers, the actor's own before its groups' before the common ones.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "model/draft.h"

namespace brink {
namespace {

/// Keys of a decision by name, and who gave them.
struct Given {
    const Entry* entry = nullptr;
    std::string by;
    bool by_actor = false;
};
using Settings = std::map<std::string, Given>;

bool same_text(const Node& a, const Node& b) {
    const auto same_entry = [](const Entry& x, const Entry& y) {
        return x.key == y.key && same_text(x.value, y.value);
    };
    return a.kind == b.kind && a.text == b.text && a.quoted == b.quoted &&
           std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same_text) &&
           std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(), same_entry);
}

void settle(Draft& draft, Settings& settings, const Entry& entry, const std::string& by, bool by_actor,
            const std::string& actor) {
    const auto [place, fresh] = settings.try_emplace(entry.key, Given{&entry, by, by_actor});
    if (fresh) return;
    Given& given = place->second;
    if (by_actor) given = {&entry, by, true};
    if (by_actor || given.by_actor || same_text(given.entry->value, entry.value)) return;
    draft.diagnostics.error("groups-disagree", entry.key_span,
                            fmt::format("groups '{}' ({}) and '{}' disagree about the {} of '{}'", given.by,
                                        place_text(draft, given.entry->key_span), by, entry.key, actor),
                            "say it under the actor itself");
}

/// What `decision: actors:` says of each actor.
std::vector<Settings> read_settings(Draft& draft, const Node* actors) {
    std::vector<Settings> settings(draft.names.actors.size());
    if (actors == nullptr) return settings;
    for (const Entry& section : actors->entries) {
        const auto members = members_of(draft, section.key);
        if (!members) {
            std::vector<std::string> candidates = draft.names.actors;
            for (const Group& group : draft.names.groups) candidates.push_back(group.name);
            unknown_name(draft, "no actor or group", section.key, section.key_span, candidates);
            continue;
        }
        const bool by_actor = std::binary_search(draft.names.actors.begin(), draft.names.actors.end(), section.key);
        for (const ActorId member : *members)
            for (const Entry& entry : section.value.entries)
                settle(draft, settings[member.index], entry, section.key, by_actor, draft.names.actors[member.index]);
    }
    return settings;
}

Rule rule_of(std::string_view word) {
    if (word == "best_response") return Rule::best_response;
    if (word == "random") return Rule::random;
    if (word == "status_quo") return Rule::status_quo;
    return Rule::quantal;
}

class DecisionReader {
public:
    explicit DecisionReader(Draft& draft) : draft_(draft), decision_(draft.root().find("decision")) {}

    void read() {
        check_cost();
        const Node* actors = decision_ == nullptr ? nullptr : decision_->find("actors");
        const auto settings = read_settings(draft_, actors);
        if (decision_ != nullptr) check_tracks(*decision_);
        if (actors != nullptr)
            for (const Entry& entry : actors->entries) check_tracks(entry.value);
        for (std::uint32_t i = 0; i < settings.size(); ++i)
            draft_.model.decisions.push_back(decision_of({i}, settings[i]));
    }

private:
    /// The cost is read with each action; without any it is read for its faults alone.
    void check_cost() {
        if (decision_ == nullptr || !draft_.model.actions.empty()) return;
        ExpressionContext context;
        context.slots = {"self"};
        context.attributes = draft_.attributes;
        context.attributes["rung"] = 0;
        (void)read_expression(draft_, decision_->find("cost"), context);
    }

    /// Tracks named under `precision` and `hold` exist.
    void check_tracks(const Node& settings) {
        const auto& tracks = draft_.model.tracks;
        for (const std::string_view key : {"precision", "hold"}) {
            const Node* node = settings.find(key);
            if (node == nullptr) continue;
            for (const Entry& entry : node->entries)
                if (std::find(tracks.begin(), tracks.end(), entry.key) == tracks.end())
                    unknown_name(draft_, "no track", entry.key, entry.key_span, named_tracks(draft_));
        }
    }

    ActorDecision decision_of(ActorId actor, const Settings& own) {
        ActorDecision decision;
        if (const Node* rule = setting(own, "rule")) decision.rule = rule_of(rule->text);
        if (const Node* targets = setting(own, "targets")) decision.nested = targets->text != "pooled";
        for (const std::string& track : draft_.model.tracks) {
            decision.precision.push_back(precision(actor, own, track));
            decision.hold.push_back(hold(actor, own, track));
        }
        return decision;
    }

    /// The actor's own value of a key, or the common one.
    const Node* setting(const Settings& own, std::string_view key) const {
        const auto given = own.find(std::string(key));
        if (given != own.end()) return &given->second.entry->value;
        return decision_ == nullptr ? nullptr : decision_->find(key);
    }

    /// The value of a key in one track: an actor's map leaves the tracks that it does not name to the common value.
    const Node* setting(const Settings& own, std::string_view key, const std::string& track) const {
        const Node* common = decision_ == nullptr ? nullptr : decision_->find(key);
        for (const Node* node : {setting(own, key), common}) {
            if (node == nullptr || !node->is_map()) {
                if (node != nullptr) return node;
                continue;
            }
            if (const Node* one = node->find(track)) return one;
        }
        return nullptr;
    }

    std::optional<Expression> actor_expression(ActorId actor, const Node& node) {
        ExpressionContext context;
        context.slots = {"self"};
        auto value = read_expression(draft_, &node, context);
        if (value) check_diagonal(draft_, *value, {{actor}}, context.slots);
        return value;
    }

    Expression precision(ActorId actor, const Settings& own, const std::string& track) {
        const Node* node = setting(own, "precision", track);
        if (node == nullptr) return default_constant("decision.precision");
        auto value = actor_expression(actor, *node);
        check_constant(draft_, value, "decision.precision", "a precision");
        return value ? std::move(*value) : default_constant("decision.precision");
    }

    std::optional<Expression> hold(ActorId actor, const Settings& own, const std::string& track) {
        const Node* node = setting(own, "hold", track);
        if (node == nullptr) return default_constant("decision.hold");
        if (node->is_scalar() && !node->quoted && node->text == "false") return std::nullopt;
        auto value = actor_expression(actor, *node);
        return value ? std::move(*value) : default_constant("decision.hold");
    }

    Draft& draft_;
    const Node* decision_;
};

}  // namespace

void check_decision(Draft& draft) { DecisionReader(draft).read(); }

}  // namespace brink
