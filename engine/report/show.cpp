#include "report/show.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "model/print.h"
#include "report/words.h"
#include "result/parts.h"
#include "stats/summary.h"

namespace brink {

namespace {

using Slots = std::vector<std::string>;

std::string_view unit_name(Clock::Unit unit) {
    switch (unit) {
        case Clock::Unit::day: return "day";
        case Clock::Unit::week: return "week";
        case Clock::Unit::month: return "month";
        case Clock::Unit::year: return "year";
    }
    return "step";
}

std::string range_text(const Range& range) {
    return range.none() ? "" : fmt::format(" in [{}, {}]", range.low, range.high);
}

std::string doc_text(const std::string& doc) { return doc.empty() ? "" : "  # " + doc; }

Slots slots_of(Shape shape) {
    if (shape == Shape::world) return {};
    return shape == Shape::actor ? Slots{"self"} : Slots{"self", "other"};
}

std::string_view shape_name(Shape shape) {
    return shape == Shape::world ? "world" : shape == Shape::actor ? "actor" : "dyad";
}

std::string head(const Model& model, const Program& program, std::size_t width) {
    std::string text = fmt::format("{}\n", model.title.empty() ? model.name : model.title);
    for (const std::string& line : wrapped(model.question, width)) text += line + "\n";
    text += fmt::format("from {} in {} steps of {} {}{}; digest {}\n", format_date(model.clock.start),
                        model.clock.steps, model.clock.count, unit_name(model.clock.unit),
                        model.clock.count == 1 ? "" : "s", model.digest);
    const SummaryLayout layout = layout_of(program);
    return text + fmt::format("{} of {} options remain after pruning; {} instructions a step\n\n", layout.n_options,
                              layout.n_options_written,
                              program.instructions.size() - (program.begin.end - program.begin.begin));
}

std::string actors(const Model& model) {
    std::string text = "Actors\n";
    for (const Actor& actor : model.actors)
        text += fmt::format("  {} {}{}\n", left(actor.id, 8), actor.name, doc_text(actor.doc));
    for (const Group& group : model.groups) {
        text += fmt::format("  {} =", group.name);
        for (const ActorId member : group.members) text += " " + model.actors[member.index].id;
        text += "\n";
    }
    return text + "\n";
}

/// `threat` of `threat[RED]`.
std::string variable_of(const NumberUsed& n) { return n.name.substr(0, n.name.find('[')); }

std::string number_line(const std::string& name, const NumberUsed& n) {
    std::string line = fmt::format("  {} = {}", name, n.value);
    if (!n.unit.empty()) line += " " + n.unit;
    if (!n.provenance.basis.empty()) line += fmt::format("  [{}]", n.provenance.basis);
    if (!n.provenance.claim_by.empty()) line += fmt::format("  claimed by {}", n.provenance.claim_by);
    if (!n.provenance.source.empty()) line += fmt::format("  ({})", n.provenance.source);
    if (n.provenance.overridden) line += "  overridden";
    return line + "\n";
}

// What a variable's `initial` gives to those that nobody gave a value is one line.
std::string numbers(const Model& model) {
    Result result;
    fill_numbers(model, result);
    std::map<std::string, std::size_t> common;  // by variable, how many
    for (const NumberUsed& n : result.numbers)
        if (n.common) ++common[variable_of(n)];
    std::string text = "Numbers\n";
    for (const NumberUsed& n : result.numbers) {
        const auto shared = n.common ? common.find(variable_of(n)) : common.end();
        if (!n.common || (shared != common.end() && shared->second == 1)) {
            text += number_line(n.name, n);
        } else if (shared != common.end()) {
            text += number_line(fmt::format("{}, where nothing else is given ({} times),", shared->first,
                                            shared->second),
                                n);
            common.erase(shared);
        }
    }
    for (const Correlation& c : model.correlations)
        text += fmt::format("  {} <-> {}: rank correlation {}\n", model.parameters[c.a.index].name,
                            model.parameters[c.b.index].name, c.rank);
    return text + "\n";
}

/// How many pairs a variable keeps that does not keep all.
std::string pairs_text(const Variable& variable, std::size_t n_actors) {
    if (variable.pairs.empty()) return {};
    std::size_t kept = 0;
    for (std::size_t pair = 0; pair < variable.pairs.size(); ++pair) kept += variable.keeps(pair, n_actors) ? 1 : 0;
    return fmt::format(" of {} pairs", kept);
}

std::string equations(const Model& model) {
    std::string text = "Variables and equations\n";
    for (const Draw& draw : model.draws)
        text += fmt::format("  draw {} ({}) ~ {}\n", draw.name, shape_name(draw.shape),
                            to_text(draw.value, model, slots_of(draw.shape)));
    for (const Derived& derived : model.derived)
        text += fmt::format("  {} ({}) := {}{}\n", derived.name, shape_name(derived.shape),
                            to_text(derived.value, model, slots_of(derived.shape)), doc_text(derived.doc));
    for (const Variable& v : model.variables) {
        text += fmt::format("  {} ({}{}{}){}{}\n", v.name, v.symmetric ? "symmetric " : "", shape_name(v.shape),
                            pairs_text(v, model.actors.size()), range_text(v.range), doc_text(v.doc));
        if (v.next) text += fmt::format("      next: {}\n", to_text(*v.next, model, slots_of(v.shape)));
    }
    return text + "\n";
}

std::string action_text(const Model& model, const Action& action) {
    const Slots slots = action.targeted ? Slots{"self", "target"} : Slots{"self"};
    std::string text = fmt::format("  {} (rung {}){}\n      by", action.name, action.rung, doc_text(action.doc));
    for (const ActorId actor : action.by) text += " " + model.actors[actor.index].id;
    if (action.targeted) {
        text += ", to";
        for (const ActorId actor : action.to) text += " " + model.actors[actor.index].id;
    }
    text += "\n";
    if (action.when) text += fmt::format("      when {}\n", to_text(*action.when, model, slots));
    for (const UtilityTerm& term : action.utility)
        text += fmt::format("      utility {}{}{}\n", term.name, term.name.empty() ? "" : ": ",
                            to_text(term.value, model, slots));
    if (action.cost) text += fmt::format("      cost {}\n", to_text(*action.cost, model, slots));
    if (action.weight) text += fmt::format("      weight {}\n", to_text(*action.weight, model, slots));
    for (const Adjustment& own : action.adjustments) {
        const std::string& id = model.actors[own.actor.index].id;
        if (own.bias) text += fmt::format("      bias of {} {}\n", id, to_text(*own.bias, model, slots));
        if (own.weight) text += fmt::format("      weight of {} {}\n", id, to_text(*own.weight, model, slots));
        if (own.when) text += fmt::format("      for {} only when {}\n", id, to_text(*own.when, model, slots));
    }
    for (const Effect& effect : action.effects) text += fmt::format("      effect {}\n", to_text(effect, model, slots));
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

// How each actor decides; actors that decide alike share a line.
std::string decisions(const Model& model) {
    std::vector<std::pair<std::string, std::string>> lines;  // what, who
    for (std::size_t actor = 0; actor < model.decisions.size(); ++actor) {
        const ActorDecision& d = model.decisions[actor];
        std::string text = fmt::format("{}, targets {}", rule_name(d.rule), d.nested ? "nested" : "pooled");
        for (std::size_t track = 0; track < model.tracks.size(); ++track) {
            const std::string name = model.tracks[track].empty() ? "" : " " + model.tracks[track];
            text += fmt::format(";{} precision {}, hold {}", name, to_text(d.precision[track], model, {"self"}),
                                d.hold[track] ? to_text(*d.hold[track], model, {"self"}) : "not possible");
        }
        if (d.tempo) text += fmt::format("; tempo {}", to_text(*d.tempo, model, {"self"}));
        const auto same = std::find_if(lines.begin(), lines.end(),
                                       [&](const auto& line) { return line.first == text; });
        if (same == lines.end())
            lines.emplace_back(text, model.actors[actor].id);
        else
            same->second += " " + model.actors[actor].id;
    }
    std::string text = "\nDecisions\n";
    for (const auto& [what, who] : lines) text += fmt::format("  {}: {}\n", who, what);
    return text;
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

std::string event_text(const Model& model, const Event& event) {
    std::string text = fmt::format("  {}{}\n", event.name, doc_text(event.doc));
    Slots slots;
    for (const Binder& binder : event.binders) slots.push_back(binder.name);
    if (!slots.empty())
        text += fmt::format("      for {}: {} {}\n", for_text(model, event), event.instances.size(),
                            event.instances.size() == 1 ? "instance" : "instances");
    if (event.timing == Event::Timing::at && event.at.kind == Quantity::Kind::constant) {
        const int step = static_cast<int>(event.at.number);
        text += fmt::format("      at step {} ({})\n", step, format_date(model.clock.day(step)));
    } else if (event.timing == Event::Timing::at) {
        text += "      at a drawn step\n";
    }
    if (event.hazard) text += fmt::format("      chance a step {}\n", to_text(*event.hazard, model, slots));
    if (event.when)
        text += fmt::format("      when {}{}\n", to_text(*event.when, model, slots), event.on_rise ? ", on rise" : "");
    if (event.once) text += "      once\n";
    for (const Imposition& i : event.impositions)
        text += fmt::format("      do {}\n", imposition_text(model, i, slots));
    for (const Effect& effect : event.effects) text += fmt::format("      effect {}\n", to_text(effect, model, slots));
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

std::string outcome_text(const Model& model, const Outcome& outcome) {
    const bool when = outcome.kind == Outcome::Kind::when;
    std::string text = fmt::format("  {}: {} {}", outcome.name, when ? "when" : "measure",
                                   to_text(outcome.value, model, {}));
    if (outcome.over != Outcome::Over::last) text += fmt::format(", {} over states", over_name(outcome.over));
    if (outcome.last_state)
        text += fmt::format(", {} state {} ({})", outcome.over == Outcome::Over::last && !when ? "at" : "up to",
                            *outcome.last_state, format_date(model.clock.day(*outcome.last_state)));
    if (outcome.after) text += ", after " + model.outcomes[outcome.after->index].name;
    if (outcome.given) text += ", given " + model.outcomes[outcome.given->index].name;
    return text + (outcome.ends ? ", ends" : "") + doc_text(outcome.doc) + "\n";
}

std::string outcomes(const Model& model) {
    std::string text = "Outcomes\n";
    for (const Outcome& outcome : model.outcomes) text += outcome_text(model, outcome);
    return text;
}

// What is kept of every state beside the default.
std::string recorded(const Model& model) {
    std::string text;
    for (const auto& [wanted, name] : {std::pair(Recording::moments, "moments"), {Recording::quantiles, "quantiles"}}) {
        std::string names;
        for (const Variable& v : model.variables)
            if (v.record == wanted) names += " " + v.name;
        for (const Derived& d : model.derived)
            if (d.record == wanted) names += " " + d.name;
        if (!names.empty()) text += fmt::format("  {} of{}\n", name, names);
    }
    return text.empty() ? "" : "\nRecorded\n" + text;
}

}  // namespace

std::string describe(const Model& model, const Program& program, std::size_t width) {
    std::string text = head(model, program, width) + actors(model) + numbers(model) + equations(model) + "Actions\n";
    for (const Action& action : model.actions) text += action_text(model, action);
    text += decisions(model);
    if (!model.events.empty()) text += "\nEvents\n";
    for (const Event& event : model.events) text += event_text(model, event);
    return hung(text + "\n" + outcomes(model) + recorded(model), width);
}

}  // namespace brink
