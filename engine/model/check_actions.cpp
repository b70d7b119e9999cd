// Actions: who may do what to whom, what it is worth and what it changes.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "model/draft.h"

namespace brink {
namespace {

double read_number(const Node* node, double fallback) {
    double number = 0;
    return node != nullptr && node->is_scalar() && parse_number(node->text, number) ? number : fallback;
}

/// The action's rung and attributes, as its own expressions read them. An attribute is given by its own key or under
/// the action's `attributes`.
std::map<std::string, double> attributes_of(Draft& draft, const Node& action, int rung) {
    auto attributes = draft.attributes;
    std::map<std::string_view, const Entry*> given;
    for (const Entry& entry : action.entries) {
        const auto named = attributes.find(entry.key);
        if (named == attributes.end() || find_key("actions.*." + entry.key) != nullptr) continue;
        named->second = read_number(&entry.value, named->second);
        given.emplace(entry.key, &entry);
    }
    const Node* own = action.find("attributes");
    for (const Entry& entry : own != nullptr ? own->entries : std::vector<Entry>()) {
        const auto named = attributes.find(entry.key);
        if (named == attributes.end()) {
            unknown_name(draft, "no attribute", entry.key, entry.key_span, names_of(draft.declared.attributes));
            continue;
        }
        named->second = read_number(&entry.value, named->second);
        if (const auto twice = given.find(entry.key); twice != given.end())
            draft.diagnostics.error("two-values", twice->second->key_span,
                                    fmt::format("'{}' is given here and under 'attributes'", entry.key),
                                    "keep one of them");
    }
    attributes["rung"] = rung;
    return attributes;
}

/// Who can be self and target: every frame in which the action's expressions are evaluated.
std::vector<std::vector<ActorId>> frames_of_action(const Action& action) {
    std::vector<std::vector<ActorId>> frames;
    for (const ActorId self : action.by) {
        if (!action.targeted) frames.push_back({self});
        for (const ActorId target : action.to)
            if (action.targeted && target != self) frames.push_back({self, target});
    }
    return frames;
}

class ActionReader {
public:
    ActionReader(Draft& draft, const Entry& entry) : draft_(draft), entry_(entry), node_(entry.value) {}

    Action read(TrackId track) {
        Action action;
        action.name = entry_.key;
        action.span = entry_.key_span;
        const Key* rung = find_key("actions.*.rung");
        action.rung = static_cast<int>(std::clamp(read_number(node_.find("rung"), 0), rung->low, rung->high));
        action.track = track;
        action.by = read_who(draft_, node_.find("by"));
        action.to = read_who(draft_, node_.find("to"));
        action.targeted = node_.find("to") != nullptr;
        action.cameo = read_text(node_, "cameo");
        action.doc = read_text(node_, "doc");
        action.action_class = read_text(node_, "class");
        if (const Node* goldstein = node_.find("goldstein")) action.goldstein = read_number(goldstein, 0);
        read_expressions(action);
        warn_of_second_hold(action);
        return action;
    }

private:
    void read_expressions(Action& action) {
        ExpressionContext context;
        context.attributes = attributes_of(draft_, node_, action.rung);
        context.slots = {"self"};
        const std::vector<std::vector<ActorId>> all = frames_of(draft_, Shape::actor);
        action.weight = read_expression(draft_, node_.find("weight"), context);
        check_constant(draft_, action.weight, "actions.*.weight", "a weight");
        const Node* decision = draft_.root().find("decision");
        action.cost = read_expression(draft_, decision == nullptr ? nullptr : decision->find("cost"), context);
        for (const auto* value : {&action.weight, &action.cost})
            if (*value) check_diagonal(draft_, **value, all, context.slots);

        if (action.targeted) context.slots.emplace_back("target");
        const auto frames = frames_of_action(action);
        action.when = read_expression(draft_, node_.find("when"), context);
        if (action.when) check_diagonal(draft_, *action.when, frames, context.slots);
        action.utility = read_utility(context);
        for (const UtilityTerm& term : action.utility) check_diagonal(draft_, term.value, frames, context.slots);
        read_adjustments(draft_, action, context);
        context.allow_draws = true;
        context.site = "actions/" + action.name;
        action.effects = read_effects(draft_, node_.find("effects"), context, frames);
    }

    std::vector<UtilityTerm> read_utility(const ExpressionContext& context) {
        std::vector<UtilityTerm> terms;
        const Node* utility = node_.find("utility");
        if (utility == nullptr) return terms;
        if (auto value = read_expression(draft_, utility, context)) terms.push_back({"", std::move(*value)});
        for (const Entry& entry : utility->entries) {
            check_form(draft_, entry.key, entry.key_span, "a term of a utility");
            if (auto value = read_expression(draft_, &entry.value, context))
                terms.push_back({entry.key, std::move(*value)});
        }
        std::sort(terms.begin(), terms.end(),
                  [](const UtilityTerm& a, const UtilityTerm& b) { return a.name < b.name; });
        return terms;
    }

    void warn_of_second_hold(const Action& action) {
        const bool nothing = std::all_of(action.utility.begin(), action.utility.end(), [](const UtilityTerm& term) {
            return constant_value(term.value) == std::optional(0.0);
        });
        if (draft_.complete && action.rung == 0 && nothing && !action.targeted && node_.find("effects") == nullptr &&
            node_.find("utility") != nullptr && node_.find("rung") != nullptr)
            draft_.diagnostics.warning("second-hold", action.span,
                                       fmt::format("'{}' has rung 0, utility 0, no target and no effect", action.name),
                                       "holding is built in and is always an option");
    }

    Draft& draft_;
    const Entry& entry_;
    const Node& node_;
};

void read_attributes(Draft& draft) {
    for (const Declared& attribute : draft.declared.attributes)
        draft.attributes[attribute.entry->key] = read_number(&attribute.entry->value, 0);
}

void read_tracks(Draft& draft) {
    auto& tracks = draft.model.tracks;
    for (const Declared& action : draft.declared.actions) {
        tracks.push_back(read_text(action.entry->value, "track"));
        if (!tracks.back().empty())
            check_form(draft, tracks.back(), action.entry->value.find("track")->span, "a track");
    }
    if (tracks.empty()) tracks.emplace_back();
    std::sort(tracks.begin(), tracks.end());
    tracks.erase(std::unique(tracks.begin(), tracks.end()), tracks.end());
}

}  // namespace

void check_actions(Draft& draft) {
    read_attributes(draft);
    read_tracks(draft);
    const auto& tracks = draft.model.tracks;
    for (const Declared& declared : draft.declared.actions) {
        const std::string track = read_text(declared.entry->value, "track");
        const auto place = std::lower_bound(tracks.begin(), tracks.end(), track) - tracks.begin();
        draft.model.actions.push_back(ActionReader(draft, *declared.entry).read({static_cast<std::uint32_t>(place)}));
    }
    check_adjusted(draft);
}

}  // namespace brink
