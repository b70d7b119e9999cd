// What differs in an action for single actors: `actors: {CHN: {actions: {arm: {bias: ..., weight: ..., when: ...}}}}`.

#include <fmt/format.h>

#include <algorithm>

#include "model/draft.h"

namespace brink {
namespace {

class AdjustmentReader {
public:
    AdjustmentReader(Draft& draft, const Action& action, ExpressionContext context)
        : draft_(draft), action_(action), context_(std::move(context)), path_("actions\n" + action.name + "\n") {}

    std::optional<Adjustment> read(ActorId actor) {
        const ActorSays& says = draft_.actors_say[actor.index];
        if (!says_below(says.own) && !says_below(says.by_groups)) return std::nullopt;
        Adjustment adjustment{.actor = actor, .bias = {}, .weight = {}, .when = {}};
        adjustment.bias = part(actor, "bias", context_.slots);
        adjustment.when = part(actor, "when", context_.slots);
        adjustment.weight = part(actor, "weight", {"self"});
        check_constant(draft_, adjustment.weight, "actors.*.actions.*.weight", "a weight");
        if (!adjustment.bias && !adjustment.when && !adjustment.weight) return std::nullopt;
        return adjustment;
    }

private:
    /// Whether anything is said of the action: asked of every actor in every action, so it must cost little.
    [[nodiscard]] bool says_below(const std::map<std::string, const Entry*>& said) const {
        const auto first = said.lower_bound(path_);
        return first != said.end() && first->first.compare(0, path_.size(), path_) == 0;
    }

    std::optional<Expression> part(ActorId actor, const std::string& key, const std::vector<std::string>& slots) {
        const ActorSays& says = draft_.actors_say[actor.index];
        const Entry* entry = says.find(path_ + key);
        if (entry == nullptr) return std::nullopt;
        ExpressionContext context = context_;
        context.slots = slots;
        auto value = read_expression(draft_, &entry->value, context);
        if (value) check_diagonal(draft_, *value, frames(actor, slots.size() > 1), slots);
        return value;
    }

    std::vector<std::vector<ActorId>> frames(ActorId actor, bool targeted) const {
        if (!targeted) return {{actor}};
        std::vector<std::vector<ActorId>> frames;
        for (const ActorId target : action_.to)
            if (target != actor) frames.push_back({actor, target});
        return frames;
    }

    Draft& draft_;
    const Action& action_;
    ExpressionContext context_;
    std::string path_;  // of what an actor says of the action
};

}  // namespace

void read_adjustments(Draft& draft, Action& action, const ExpressionContext& context) {
    AdjustmentReader reader(draft, action, context);
    for (std::uint32_t i = 0; i < draft.actors_say.size(); ++i)
        if (auto adjustment = reader.read({i})) action.adjustments.push_back(std::move(*adjustment));
}

void check_adjusted(Draft& draft) {
    const Node* actors = draft.root().find("actors");
    if (actors == nullptr) return;
    for (const Entry& section : actors->entries) {
        const Node* adjusted = section.value.find("actions");
        const auto members = members_of(draft, section.key);
        if (adjusted == nullptr || !members) continue;
        for (const Entry& entry : adjusted->entries) {
            const auto known = draft.names.actions.find(entry.key);
            if (known == draft.names.actions.end()) {
                std::vector<std::string> candidates;
                for (const auto& [name, index] : draft.names.actions) candidates.push_back(name);
                unknown_name(draft, "no action", entry.key, entry.key_span, candidates);
                continue;
            }
            const std::vector<ActorId>& by = draft.model.actions[known->second].by;
            const bool some = std::any_of(members->begin(), members->end(), [&](ActorId member) {
                return std::binary_search(by.begin(), by.end(), member);
            });
            if (!some && !by.empty() && draft.complete)
                draft.diagnostics.warning("idle-adjustment", entry.key_span,
                                          fmt::format("'{}' never may '{}'", section.key, entry.key),
                                          "what differs for it in this action has no effect");
        }
    }
}

}  // namespace brink
