// How each actor decides: the rule and its numbers, the actor's own before its groups' before the common ones.

#include <algorithm>
#include <utility>

#include "model/draft.h"

namespace brink {
namespace {

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
        const auto says = read_actor_section(draft_, actors, {"precision", "hold"});
        if (decision_ != nullptr) check_tracks(*decision_);
        if (actors != nullptr)
            for (const Entry& entry : actors->entries) check_tracks(entry.value);
        for (std::uint32_t i = 0; i < says.size(); ++i) draft_.model.decisions.push_back(decision_of({i}, says[i]));
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

    ActorDecision decision_of(ActorId actor, const ActorSays& own) {
        ActorDecision decision;
        if (const Node* rule = setting(own, "rule")) decision.rule = rule_of(rule->text);
        if (const Node* targets = setting(own, "targets")) decision.nested = targets->text != "pooled";
        for (const std::string& track : draft_.model.tracks) {
            decision.precision.push_back(precision(actor, own, track));
            decision.hold.push_back(hold(actor, own, track));
        }
        decision.tempo = tempo(actor, own);
        return decision;
    }

    /// The actor's own value of a key, or its groups', or the common one.
    const Node* setting(const ActorSays& own, const std::string& key) const {
        if (const Entry* given = own.find(key)) return &given->value;
        return decision_ == nullptr ? nullptr : decision_->find(key);
    }

    /// The value of a key in one track: a map leaves the tracks that it does not name to what is less the actor's own.
    const Node* setting(const ActorSays& own, const std::string& key, const std::string& track) const {
        if (const Entry* given = own.find_in_track(key, track)) return &given->value;
        const Node* common = decision_ == nullptr ? nullptr : decision_->find(key);
        return common != nullptr && common->is_map() ? common->find(track) : common;
    }

    std::optional<Expression> actor_expression(ActorId actor, const Node& node) {
        ExpressionContext context;
        context.slots = {"self"};
        auto value = read_expression(draft_, &node, context);
        if (value) check_diagonal(draft_, *value, {{actor}}, context.slots);
        return value;
    }

    Expression precision(ActorId actor, const ActorSays& own, const std::string& track) {
        const Node* node = setting(own, "precision", track);
        if (node == nullptr) return default_constant("decision.precision");
        auto value = actor_expression(actor, *node);
        check_constant(draft_, value, "decision.precision", "a precision");
        return value ? std::move(*value) : default_constant("decision.precision");
    }

    std::optional<Expression> hold(ActorId actor, const ActorSays& own, const std::string& track) {
        const Node* node = setting(own, "hold", track);
        if (node == nullptr) return default_constant("decision.hold");
        if (node->is_scalar() && !node->quoted && node->text == "false") return std::nullopt;
        auto value = actor_expression(actor, *node);
        return value ? std::move(*value) : default_constant("decision.hold");
    }

    /// Absent if the actor decides anew in every step.
    std::optional<Expression> tempo(ActorId actor, const ActorSays& own) {
        const Node* node = setting(own, "tempo");
        if (node == nullptr) return std::nullopt;
        auto value = actor_expression(actor, *node);
        check_constant(draft_, value, "decision.tempo", "a tempo");
        if (value && constant_value(*value) == 1) return std::nullopt;
        return value;
    }

    Draft& draft_;
    const Node* decision_;
};

}  // namespace

void check_decision(Draft& draft) { DecisionReader(draft).read(); }

}  // namespace brink
