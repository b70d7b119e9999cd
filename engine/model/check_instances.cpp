// The `for` of an event: one event for each actor or pair, and what is imposed in each.

#include <fmt/format.h>

#include <algorithm>

#include "model/draft.h"
#include "model/lexer.h"
#include "model/resolve.h"

namespace brink {
namespace {

struct ForText {
    ForClause clause;
    bool ordered = false;
};

/// `i`, `i, j` or `i -> j`, each perhaps with `in GROUP`; nothing for another text.
std::optional<ForText> for_text(const Node& node) {
    const std::string& text = node.text;
    std::size_t at = 0;
    const auto blanks = [&] {
        while (at < text.size() && text[at] == ' ') ++at;
    };
    const auto accept = [&](std::string_view mark) {
        blanks();
        if (text.compare(at, mark.size(), mark) != 0) return false;
        at += mark.size();
        return true;
    };
    const auto word = [&]() -> std::optional<Word> {
        blanks();
        std::size_t end = std::min(text.find_first_of(" ,->", at), text.size());
        Word found{text.substr(at, end - at), at, end};
        at = end;
        if (!is_name(found.text)) return std::nullopt;
        return found;
    };
    ForText result;
    const auto first = word();
    if (!first) return std::nullopt;
    result.clause.names.push_back(*first);
    result.ordered = accept("->");
    if (result.ordered || accept(",")) {
        const auto second = word();
        if (!second) return std::nullopt;
        result.clause.names.push_back(*second);
    }
    if (accept("in ")) {
        result.clause.group = word();
        if (!result.clause.group) return std::nullopt;
    }
    blanks();
    return at == text.size() ? std::optional(result) : std::nullopt;
}

class ImpositionReader {
public:
    ImpositionReader(Draft& draft, const Event& event) : draft_(draft), event_(event), slots_(slots_of(event)) {}

    std::optional<Imposition> read(const Node& node) {
        Imposition imposition;
        const auto actor = named_actor(node, "actor");
        imposition.target = named_actor(node, "target");
        const Node* action = node.find("action");
        if (action == nullptr || !action->is_scalar()) return std::nullopt;
        if (actor) imposition.actor = *actor;
        if (action->text == "hold") return hold(node, imposition, actor.has_value());
        const auto known = draft_.names.actions.find(action->text);
        if (known == draft_.names.actions.end()) {
            std::vector<std::string> candidates{"hold"};
            for (const auto& [name, index] : draft_.names.actions) candidates.push_back(name);
            unknown_name(draft_, "no action", action->text, action->span, candidates);
            return std::nullopt;
        }
        const Action& chosen = draft_.model.actions[known->second];
        imposition.action = {known->second};
        imposition.track = chosen.track;
        if (const Entry* track = node.find_entry("track"))
            draft_.diagnostics.error("not-allowed", track->key_span,
                                     fmt::format("'track' goes with hold: '{}' has a track of its own", chosen.name),
                                     "leave it out");
        check_form(node, chosen);
        if (actor) check_who(*node.find("actor"), chosen, *actor);
        if (actor && imposition.target && chosen.targeted)
            check_target(*node.find("target"), chosen, *actor, *imposition.target);
        if (!actor || (chosen.targeted && !imposition.target)) return std::nullopt;
        return imposition;
    }

private:
    std::optional<Imposition> hold(const Node& node, Imposition imposition, bool actor_known) {
        imposition.action = k_hold;
        if (const Entry* target = node.find_entry("target"))
            draft_.diagnostics.error("not-allowed", target->key_span, "holding has no target", "leave it out");
        imposition.target.reset();
        const Node* track = node.find("track");
        imposition.every_track = track == nullptr;
        if (track != nullptr && track->is_scalar()) {
            const auto& tracks = draft_.model.tracks;
            const auto place = std::find(tracks.begin(), tracks.end(), track->text);
            if (place == tracks.end())
                unknown_name(draft_, "no track", track->text, track->span, named_tracks(draft_));
            else
                imposition.track = {static_cast<std::uint32_t>(place - tracks.begin())};
        }
        if (!actor_known) return std::nullopt;
        return imposition;
    }

    /// Bound by the event's `for`, or named in full.
    std::optional<ActorRef> named_actor(const Node& node, std::string_view key) {
        const Node* name = node.find(key);
        if (name == nullptr || !name->is_scalar()) return std::nullopt;
        const auto slot = std::find(slots_.begin(), slots_.end(), name->text);
        if (slot != slots_.end()) return ActorRef{true, static_cast<std::uint32_t>(slot - slots_.begin())};
        const auto actor = read_actor(draft_, name->text, name->span);
        if (!actor) return std::nullopt;
        return ActorRef{false, actor->index};
    }

    void check_form(const Node& node, const Action& action) {
        const Entry* at = node.find_entry("target");
        if (action.targeted && at == nullptr)
            draft_.diagnostics.error("missing-key", node.span, fmt::format("'{}' needs a target", action.name),
                                     "its 'to' says " + listing(names_of(action.to)));
        if (!action.targeted && at != nullptr)
            draft_.diagnostics.error("not-allowed", at->key_span, fmt::format("'{}' has no target", action.name),
                                     "leave it out, or give the action a 'to'");
    }

    /// Reports the first instance in which `by` or `to` (these actors) leaves out who is meant.
    bool refuse(const std::vector<ActorId>& allowed, ActorRef who, const Node& node, const std::string& message,
                std::string_view key) {
        if (allowed.empty()) return false;  // it is faulty or missing, and that has been reported
        for (const auto& frame : event_.instances) {
            const ActorId actor = resolve(who, frame);
            if (std::binary_search(allowed.begin(), allowed.end(), actor)) continue;
            draft_.diagnostics.error("not-allowed", node.span,
                                     fmt::format("'{}' {}{}", draft_.names.actors[actor.index], message,
                                                 who.bound ? binding_text(draft_, slots_, frame) : ""),
                                     fmt::format("its '{}' says {}", key, listing(names_of(allowed))));
            return true;
        }
        return false;
    }

    /// `by` and `to` hold for events too.
    void check_who(const Node& node, const Action& action, ActorRef actor) {
        (void)refuse(action.by, actor, node, fmt::format("may not '{}'", action.name), "by");
    }

    void check_target(const Node& node, const Action& action, ActorRef actor, ActorRef target) {
        for (const auto& frame : event_.instances) {
            if (resolve(actor, frame) != resolve(target, frame)) continue;
            const bool bound = actor.bound || target.bound;
            draft_.diagnostics.error("not-allowed", node.span,
                                     "nobody targets itself" + (bound ? binding_text(draft_, slots_, frame) : ""),
                                     bound ? "let 'for' run over a group without that actor"
                                           : "name an actor and another as its target");
            return;
        }
        (void)refuse(action.to, target, node, fmt::format("is no target of '{}'", action.name), "to");
    }

    std::vector<std::string> names_of(const std::vector<ActorId>& actors) const {
        std::vector<std::string> names;
        for (const ActorId actor : actors) names.push_back(draft_.names.actors[actor.index]);
        return names;
    }

    Draft& draft_;
    const Event& event_;
    std::vector<std::string> slots_;
};

}  // namespace

std::vector<std::string> slots_of(const Event& event) {
    std::vector<std::string> slots;
    for (const Binder& binder : event.binders) slots.push_back(binder.name);
    return slots;
}

void read_instances(Draft& draft, const Node* node, Event& event) {
    if (node == nullptr || !node->is_scalar()) return;
    const auto read = for_text(*node);
    if (!read) {
        draft.diagnostics.error("bad-for", node->span, fmt::format("'{}' names no actors to run over", node->text),
                                "write i, i in GROUP, i, j (each pair once) or i -> j (either way)");
        return;
    }
    const ExpressionContext context;
    Scope scope(*node, draft.names, context, draft.diagnostics);
    std::vector<Binder> binders = bind(scope, read->clause);
    event.binders = std::move(binders);
    event.ordered = read->ordered;
    event.instances = bindings(event.binders, {}, {});
    if (event.binders.size() > 1 && !event.ordered)
        std::erase_if(event.instances, [](const std::vector<ActorId>& pair) { return pair[1] < pair[0]; });
    if (event.instances.empty() && draft.complete && scope.usable())
        draft.diagnostics.warning("no-instances", node->span,
                                  fmt::format("'{}' runs over nobody: '{}' never happens", node->text, event.name),
                                  "name a group that has members");
}

std::vector<Imposition> read_impositions(Draft& draft, const Node* node, const Event& event) {
    std::vector<Imposition> impositions;
    if (node == nullptr) return impositions;
    ImpositionReader reader(draft, event);
    const auto read = [&](const Node& item) {
        if (auto imposition = reader.read(item)) impositions.push_back(*imposition);
    };
    if (node->is_map()) read(*node);
    for (const Node& item : node->items)
        if (item.is_map()) read(item);
    return impositions;
}

}  // namespace brink
