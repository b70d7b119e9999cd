#include "result/model_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "model/print.h"

namespace brink {

namespace {

using Kind = ModelText::Kind;
using Slots = std::vector<std::string>;

std::string range_text(const Range& range) {
    return range.none() ? "" : fmt::format(" in [{}, {}]", range.low, range.high);
}

Slots slots_of(Shape shape) {
    if (shape == Shape::world) return {};
    return shape == Shape::actor ? Slots{"self"} : Slots{"self", "other"};
}

std::string_view shape_name(Shape shape) {
    return shape == Shape::world ? "world" : shape == Shape::actor ? "actor" : "dyad";
}

/// How many pairs a variable keeps that does not keep all.
std::string pairs_text(const Variable& variable, std::size_t n_actors) {
    if (variable.pairs.empty()) return {};
    std::size_t kept = 0;
    for (std::size_t pair = 0; pair < variable.pairs.size(); ++pair) kept += variable.keeps(pair, n_actors) ? 1 : 0;
    return fmt::format(" of {} pairs", kept);
}

ModelText text_of(const Model& model, const Draw& draw) {
    return {Kind::draw,
            draw.name,
            fmt::format("draw {} ({}) ~ {}", draw.name, shape_name(draw.shape),
                        to_text(draw.value, model, slots_of(draw.shape))),
            {},
            {}};
}

ModelText text_of(const Model& model, const Derived& derived) {
    return {Kind::derived,
            derived.name,
            fmt::format("{} ({}) := {}", derived.name, shape_name(derived.shape),
                        to_text(derived.value, model, slots_of(derived.shape))),
            {},
            derived.doc};
}

ModelText text_of(const Model& model, const Variable& v) {
    ModelText text{Kind::variable,
                   v.name,
                   fmt::format("{} ({}{}{}){}", v.name, v.symmetric ? "symmetric " : "", shape_name(v.shape),
                               pairs_text(v, model.actors.size()), range_text(v.range)),
                   {},
                   v.doc};
    if (v.next) text.lines.push_back("next: " + to_text(*v.next, model, slots_of(v.shape)));
    return text;
}

std::string who_text(const Model& model, const Action& action) {
    std::string text = "by";
    for (const ActorId actor : action.by) text += " " + model.actors[actor.index].id;
    if (!action.targeted) return text;
    text += ", to";
    for (const ActorId actor : action.to) text += " " + model.actors[actor.index].id;
    return text;
}

ModelText text_of(const Model& model, const Action& action) {
    const Slots slots = action.targeted ? Slots{"self", "target"} : Slots{"self"};
    const auto told = [&](const Expression& e) { return to_text(e, model, slots); };
    ModelText text{Kind::action, action.name, fmt::format("{} (rung {})", action.name, action.rung), {}, action.doc};
    std::vector<std::string>& lines = text.lines;
    lines.push_back(who_text(model, action));
    if (action.when) lines.push_back("when " + told(*action.when));
    for (const UtilityTerm& term : action.utility)
        lines.push_back(fmt::format("utility {}{}{}", term.name, term.name.empty() ? "" : ": ", told(term.value)));
    if (action.cost) lines.push_back("cost " + told(*action.cost));
    if (action.weight) lines.push_back("weight " + told(*action.weight));
    for (const Adjustment& own : action.adjustments) {
        const std::string& id = model.actors[own.actor.index].id;
        if (own.bias) lines.push_back(fmt::format("bias of {} {}", id, told(*own.bias)));
        if (own.weight) lines.push_back(fmt::format("weight of {} {}", id, told(*own.weight)));
        if (own.when) lines.push_back(fmt::format("for {} only when {}", id, told(*own.when)));
    }
    for (const Effect& effect : action.effects) lines.push_back("effect " + to_text(effect, model, slots));
    return text;
}

std::string_view rule_name(Rule rule) {
    switch (rule) {
        case Rule::quantal: return "quantal";
        case Rule::best_response: return "best_response";
        case Rule::random: return "random";
        case Rule::status_quo: return "status_quo";
    }
    return "";
}

/// Actors that decide alike share one.
std::vector<ModelText> decisions(const Model& model) {
    std::vector<ModelText> found;
    for (std::size_t actor = 0; actor < model.decisions.size(); ++actor) {
        const ActorDecision& d = model.decisions[actor];
        std::string text = fmt::format("{}, targets {}", rule_name(d.rule), d.nested ? "nested" : "pooled");
        for (std::size_t track = 0; track < model.tracks.size(); ++track) {
            const std::string name = model.tracks[track].empty() ? "" : " " + model.tracks[track];
            text += fmt::format(";{} precision {}, hold {}", name, to_text(d.precision[track], model, {"self"}),
                                d.hold[track] ? to_text(*d.hold[track], model, {"self"}) : "not possible");
        }
        if (d.tempo) text += fmt::format("; tempo {}", to_text(*d.tempo, model, {"self"}));
        const auto same = std::find_if(found.begin(), found.end(),
                                       [&](const ModelText& one) { return one.lines.front() == text; });
        if (same == found.end())
            found.push_back({Kind::decision, model.actors[actor].id, {}, {text}, {}});
        else
            same->name += " " + model.actors[actor].id;
    }
    for (ModelText& one : found) one.head = one.name;
    return found;
}

std::string for_text(const Model& model, const Event& event) {
    std::string text = event.binders[0].name;
    if (event.binders.size() > 1) text += (event.ordered ? " -> " : ", ") + event.binders[1].name;
    const std::vector<ActorId>& members = event.binders[0].members;
    if (members.size() == model.actors.size()) return text;
    for (const Group& group : model.groups)
        if (group.members == members) return text + " in " + group.name;
    return text;
}

std::string imposition_text(const Model& model, const Imposition& i, const Slots& slots) {
    const auto name = [&](ActorRef ref) { return ref.bound ? slots[ref.index] : model.actors[ref.index].id; };
    std::string text = fmt::format("{}: {}", name(i.actor),
                                   i.action == k_hold ? "hold" : model.actions[i.action.index].name);
    if (i.target) text += " at " + name(*i.target);
    if (i.action == k_hold && !i.every_track) text += " in " + model.tracks[i.track.index];
    return text;
}

ModelText text_of(const Model& model, const Event& event) {
    ModelText text{Kind::event, event.name, event.name, {}, event.doc};
    std::vector<std::string>& lines = text.lines;
    Slots slots;
    for (const Binder& binder : event.binders) slots.push_back(binder.name);
    if (!slots.empty())
        lines.push_back(fmt::format("for {}: {} {}", for_text(model, event), event.instances.size(),
                                    event.instances.size() == 1 ? "instance" : "instances"));
    if (event.timing == Event::Timing::at && event.at.kind == Quantity::Kind::constant) {
        const int step = static_cast<int>(event.at.number);
        lines.push_back(fmt::format("at step {} ({})", step, format_date(model.clock.day(step))));
    } else if (event.timing == Event::Timing::at) {
        lines.emplace_back("at a drawn step");
    }
    if (event.hazard) lines.push_back("chance a step " + to_text(*event.hazard, model, slots));
    if (event.when)
        lines.push_back(fmt::format("when {}{}", to_text(*event.when, model, slots), event.on_rise ? ", on rise" : ""));
    if (event.once) lines.emplace_back("once");
    for (const Imposition& i : event.impositions) lines.push_back("do " + imposition_text(model, i, slots));
    for (const Effect& effect : event.effects) lines.push_back("effect " + to_text(effect, model, slots));
    return text;
}

std::string_view over_name(Outcome::Over over) {
    switch (over) {
        case Outcome::Over::last: return "last";
        case Outcome::Over::largest: return "max";
        case Outcome::Over::smallest: return "min";
        case Outcome::Over::mean: return "mean";
        case Outcome::Over::sum: return "sum";
    }
    return "";
}

ModelText text_of(const Model& model, const Outcome& outcome) {
    const bool when = outcome.kind == Outcome::Kind::when;
    std::string text = fmt::format("{}: {} {}", outcome.name, when ? "when" : "measure",
                                   to_text(outcome.value, model, {}));
    if (outcome.over != Outcome::Over::last) text += fmt::format(", {} over states", over_name(outcome.over));
    if (outcome.last_state)
        text += fmt::format(", {} state {} ({})", outcome.over == Outcome::Over::last && !when ? "at" : "up to",
                            *outcome.last_state, format_date(model.clock.day(*outcome.last_state)));
    if (outcome.after) text += ", after " + model.outcomes[outcome.after->index].name;
    if (outcome.given) text += ", given " + model.outcomes[outcome.given->index].name;
    if (outcome.ends) text += ", ends";
    return {Kind::outcome, outcome.name, text, {}, outcome.doc};
}

}  // namespace

std::vector<ModelText> model_texts(const Model& model) {
    std::vector<ModelText> texts;
    const auto add = [&](const auto& parts) {
        for (const auto& part : parts) texts.push_back(text_of(model, part));
    };
    add(model.draws);
    add(model.derived);
    add(model.variables);
    add(model.actions);
    for (ModelText& decision : decisions(model)) texts.push_back(std::move(decision));
    add(model.events);
    add(model.outcomes);
    return texts;
}

}  // namespace brink
