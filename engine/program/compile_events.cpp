// Events: when they fire and what they do. Effects of events and actions alike.

#include <algorithm>

#include <fmt/format.h>

#include "model/site.h"
#include "program/compilation.h"

namespace brink {

namespace {

View both(Compilation& c, const View& a, const View& b) { return c.graph.apply(Op::logical_and, a, b); }

View rows_from(Compilation& c, Column first, std::size_t n) {
    const std::uint32_t node = c.graph.source(first, static_cast<std::uint32_t>(n), false);
    View view(n);
    for (std::uint32_t r = 0; r < n; ++r) view[r] = {node, r};
    return view;
}

std::string site_in(const Compilation& c, const std::string& site, const Frame& frame) {
    std::vector<std::string> names;
    for (const ActorId actor : frame) names.push_back(c.model.actors[actor.index].id);
    return site_path(site, names);
}

// The step of each instance: one for all, or drawn for each.
View steps_of(Compilation& c, const Event& event) {
    View steps;
    for (const Frame& frame : event.instances) {
        Quantity at = event.at;
        at.site = site_in(c, at.site, frame);
        steps.push_back(c.lowering.quantity(at)[0]);
    }
    return event.at.kind == Quantity::Kind::constant ? steps : c.graph.apply(Op::floor, steps);
}

View chances_met(Compilation& c, const Event& event, const View& may) {
    const std::string site = "events/" + event.name + "/hazard";
    View chance = c.lowering.lower(*event.hazard, event.instances, Stage::events);
    c.lowering.set_in_force(may);
    chance = c.lowering.legal_chance(std::move(chance), site, "this event", event.hazard->span);
    c.lowering.set_in_force({});
    std::vector<std::uint64_t> streams;
    for (const Frame& frame : event.instances) {
        const std::string path = site_in(c, site, frame);
        streams.push_back(stream_of(path));
        c.lowering.sites.emplace_back(path, streams.back());
    }
    return c.graph.draw(Op::draw_bernoulli, {&chance}, std::move(streams));
}

// Whether nothing but its time or its chance keeps each instance from firing; empty: nothing ever does.
View may_fire(Compilation& c, const Event& event, LoweredEvent& lowered) {
    const auto n = static_cast<std::uint32_t>(event.instances.size());
    View may;
    const auto demand = [&](const View& more) { may = may.empty() ? more : both(c, may, more); };
    if (event.when) {
        lowered.condition = c.lowering.lower(*event.when, event.instances, Stage::events);
        demand(lowered.condition);
    }
    if (event.on_rise) {
        lowered.met = c.lowering.take_columns(n, {"met " + event.name});
        demand(c.graph.apply(Op::logical_not, rows_from(c, lowered.met, n)));
    }
    if (event.once) {
        // Without `for` whether it fired and whether it happened are one.
        Column& flag = event.binders.empty() ? c.state.fired[lowered.event.index] : lowered.fired_once;
        if (flag == k_nothing) flag = c.lowering.take_columns(n, {"happened " + event.name});
        demand(c.graph.apply(Op::logical_not, rows_from(c, flag, n)));
    }
    return may;
}

// Which instances fire; what they need to remember gets its columns.
void lower_firing(Compilation& c, const Event& event, LoweredEvent& lowered) {
    const std::size_t n = event.instances.size();
    View fire(n, c.graph.constant(1));
    const View may = may_fire(c, event, lowered);
    if (c.program.has_ends) fire = both(c, View(n, Ref{c.graph.source(c.active_column, 1, false), 0}), fire);
    switch (event.timing) {
        case Event::Timing::at: {
            const View now(n, c.graph.clock(Op::load_step, 0));
            fire = both(c, fire, c.graph.apply(Op::equal, now, steps_of(c, event)));
            break;
        }
        case Event::Timing::hazard: fire = both(c, fire, chances_met(c, event, may)); break;
        case Event::Timing::always: break;
    }
    lowered.fires = may.empty() ? fire : both(c, fire, may);
}

// A place's column in a frame; k_nothing of a pair that the variable does not keep.
Column place_of(const Compilation& c, const Effect& effect, const Frame& frame) {
    const Column first = c.state.variables[effect.variable.index];
    if (effect.actors.empty()) return first;
    const ActorId i = resolve(effect.actors[0], frame);
    if (effect.actors.size() == 1) return first + i.index;
    const ActorId j = resolve(effect.actors[1], frame);
    return c.state.places[effect.variable.index][pair_index(i, j, c.model.actors.size())];
}

// Bindings of the effect in one frame: those whose place or expressions would read a pair of one actor are left out.
std::vector<std::vector<ActorId>> effect_bindings(const Effect& effect, const Frame& frame) {
    std::vector<const Expression*> bodies{&effect.value};
    if (effect.filter) bodies.push_back(&*effect.filter);
    std::vector<std::vector<ActorId>> kept;
    for (std::vector<ActorId>& bound : bindings(effect.binders, bodies, frame)) {
        Frame whole = frame;
        whole.insert(whole.end(), bound.begin(), bound.end());
        const bool diagonal = effect.actors.size() == 2 &&
                              resolve(effect.actors[0], whole) == resolve(effect.actors[1], whole);
        if (!diagonal) kept.push_back(std::move(bound));
    }
    return kept;
}

// What is written must be known before anything is: a bare variable is copied first.
View settled(Compilation& c, View view) {
    for (const Ref& ref : view)
        if (c.graph.node(ref.node).kind == GraphNode::Kind::source) return c.graph.copied(view);
    return view;
}

}  // namespace

bool needs_gate(const Compilation& c, const Effect& effect) {
    return draws_with_care(effect.value) || !c.model.variables[effect.variable.index].pairs.empty();
}

LoweredEffect lower_effect(Compilation& c, const Effect& effect, const Domain& frames, const View& gate, Stage stage,
                           const std::string& site) {
    LoweredEffect lowered;
    lowered.assign = effect.assign;
    Domain domain, outside;
    View in_force, outside_gate;
    for (std::uint32_t f = 0; f < frames.size(); ++f)
        for (const std::vector<ActorId>& bound : effect_bindings(effect, frames[f])) {
            Frame whole = frames[f];
            whole.insert(whole.end(), bound.begin(), bound.end());
            EffectRow row;
            row.place = place_of(c, effect, whole);
            if (row.place == k_nothing) {
                outside.push_back(std::move(whole));
                outside_gate.push_back(gate[f]);
                continue;
            }
            row.precedence = {f};
            // Of one length whatever is bound, so that lines compare with lines: no actor stands before any.
            for (const ActorId actor : bound) row.precedence.push_back(actor.index + 1);
            row.precedence.resize(3, 0);
            lowered.rows.push_back(std::move(row));
            domain.push_back(std::move(whole));
            if (draws_with_care(effect.value)) in_force.push_back(gate[f]);
        }
    if (!outside.empty()) {
        if (effect.filter) outside_gate = both(c, outside_gate, c.lowering.lower(*effect.filter, outside, stage));
        lowered.outside = c.lowering.count_outside(std::move(outside_gate),
                                                   fmt::format("{} effect {} pairs", site, effect.line),
                                                   c.model.variables[effect.variable.index].name, effect.span);
    }
    View filter = effect.filter ? c.lowering.lower(*effect.filter, domain, stage) : View{};
    if (!in_force.empty() && !filter.empty()) in_force = both(c, in_force, filter);
    c.lowering.set_in_force(std::move(in_force));
    View amounts = c.lowering.lower(effect.value, domain, stage);
    c.lowering.set_in_force({});
    // Rows whose filter is known: kept without it, or not at all.
    LoweredEffect kept = lowered;
    kept.rows.clear();
    bool open = true;
    for (std::size_t r = 0; r < lowered.rows.size(); ++r) {
        double value = 1;
        const bool known = filter.empty() || (c.graph.is_constant(filter[r], value) && !c.keep_everything);
        if (known && value == 0) continue;
        open = open && known;
        kept.rows.push_back(lowered.rows[r]);
        kept.amounts.push_back(amounts[r]);
        if (!filter.empty()) kept.filter.push_back(filter[r]);
    }
    if (open) kept.filter.clear();
    kept.amounts = settled(c, std::move(kept.amounts));
    kept.filter = settled(c, std::move(kept.filter));
    return kept;
}

void lower_events(Compilation& c) {
    for (std::uint32_t e = 0; e < c.model.events.size(); ++e) {
        const Event& event = c.model.events[e];
        c.note("event " + event.name, event.span);
        LoweredEvent lowered;
        lowered.event = {e};
        if (!event.instances.empty()) lower_firing(c, event, lowered);
        lowered.fires = settled(c, std::move(lowered.fires));
        for (std::uint32_t line = 0; line < event.effects.size(); ++line) {
            c.note("event " + event.name + " effect " + std::to_string(line), event.effects[line].span);
            LoweredEffect effect = lower_effect(c, event.effects[line], event.instances, lowered.fires, Stage::events,
                                                "events/" + event.name);
            effect.note = {"event " + event.name, event.effects[line].span};
            for (EffectRow& row : effect.rows) {  // name, instance, binding, line
                effect.fired.push_back(lowered.fires[row.precedence[0]]);
                row.precedence.insert(row.precedence.begin(), e);
                row.precedence.push_back(line);
            }
            c.event_effects.push_back(std::move(effect));
        }
        c.events.push_back(std::move(lowered));
    }
}

}  // namespace brink
