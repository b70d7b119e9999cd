// The order of a step: what is demanded where, and when state is written.

#include <algorithm>
#include <utility>

#include "program/compilation.h"

namespace brink {

void assign(Compilation& c, Plan& plan, Part part, const View& value, Column place, Range range, InstructionNote note) {
    if (value.empty()) return;  // a dyad variable without pairs
    PlannedInstruction instruction;
    instruction.op = Op::assign;
    instruction.rows = static_cast<std::uint32_t>(value.size());
    instruction.destination = place;
    instruction.operands[0] = value;
    instruction.operands[1] = View(value.size(), c.graph.constant(range.low));
    instruction.operands[2] = View(value.size(), c.graph.constant(range.high));
    instruction.note = std::move(note);
    plan.add(part, std::move(instruction));
}

void latch(Plan& plan, Part part, const View& value, Column flags, InstructionNote note) {
    PlannedInstruction instruction;
    instruction.op = Op::latch;
    instruction.rows = static_cast<std::uint32_t>(value.size());
    instruction.destination = flags;
    instruction.operands[0] = value;
    instruction.note = std::move(note);
    plan.add(part, std::move(instruction));
}

namespace {

View rows_of(Compilation& c, Column first, std::uint32_t n) {
    const std::uint32_t node = c.graph.source(first, n, false);
    View view(n);
    for (std::uint32_t r = 0; r < n; ++r) view[r] = {node, r};
    return view;
}

void clamp_written(Compilation& c, Plan& plan, Part part, const std::vector<bool>& written) {
    for (std::uint32_t v = 0; v < c.model.variables.size(); ++v) {
        const Variable& variable = c.model.variables[v];
        if (!written[v] || variable.range.none()) continue;
        const Column first = c.state.variables[v];
        const View value = rows_of(c, first, c.state.n_kept[v]);
        assign(c, plan, part, value, first, variable.range, {"clamp " + variable.name, variable.span});
    }
}

Op effect_op(Effect::Assign assign) {
    switch (assign) {
        case Effect::Assign::set: return Op::effect_set;
        case Effect::Assign::add: return Op::effect_add;
        case Effect::Assign::subtract: return Op::effect_subtract;
    }
    return Op::effect_add;
}

// One instruction for some rows of an effect, in the order given.
void write_rows(Plan& plan, Part part, const LoweredEffect& effect, const std::vector<std::size_t>& rows) {
    if (rows.empty()) return;
    PlannedInstruction instruction;
    instruction.op = effect_op(effect.assign);
    instruction.rows = static_cast<std::uint32_t>(rows.size());
    instruction.note = effect.note;
    for (const std::size_t r : rows) {
        instruction.places.push_back(effect.rows[r].place);
        instruction.operands[0].push_back(effect.amounts[r]);
        if (!effect.filter.empty()) instruction.operands[1].push_back(effect.filter[r]);
        if (effect.fired.empty())
            instruction.queries.push_back(effect.rows[r].gate);
        else
            instruction.operands[2].push_back(effect.fired[r]);
    }
    plan.add(part, std::move(instruction));
}

// Every `=` first, the one that stands written last; then the rest, in order.
void write_effects(Plan& plan, Part part, const std::vector<LoweredEffect>& effects) {
    for (const LoweredEffect& effect : effects) {
        plan.demand(part, effect.amounts);
        plan.demand(part, effect.filter);
        plan.demand(part, effect.outside);
    }
    std::vector<std::pair<const LoweredEffect*, std::size_t>> sets;
    for (const LoweredEffect& effect : effects)
        if (effect.assign == Effect::Assign::set)
            for (std::size_t r = 0; r < effect.rows.size(); ++r) sets.emplace_back(&effect, r);
    std::stable_sort(sets.begin(), sets.end(), [](const auto& a, const auto& b) {
        return b.first->rows[b.second].precedence < a.first->rows[a.second].precedence;
    });
    for (std::size_t s = 0; s < sets.size();) {
        std::vector<std::size_t> rows;
        const LoweredEffect* effect = sets[s].first;
        for (; s < sets.size() && sets[s].first == effect; ++s) rows.push_back(sets[s].second);
        write_rows(plan, part, *effect, rows);
    }
    for (const LoweredEffect& effect : effects) {
        if (effect.assign == Effect::Assign::set) continue;
        std::vector<std::size_t> rows(effect.rows.size());
        for (std::size_t r = 0; r < rows.size(); ++r) rows[r] = r;
        write_rows(plan, part, effect, rows);
    }
}

struct PlannedImposition {
    std::int32_t rung = 0;
    std::string action;
    std::uint32_t target = 0;
    std::uint32_t option = 0;
    Column forced = 0;
    View fires;
    Span span;
    std::uint32_t instance = 0;  // which of all events' instances, in order
};

// What one imposition may force in one instance of its event.
void find_imposed(const Compilation& c, const OptionPlaces& places, const Imposition& i, const Frame& frame,
                  const View& fires, Span span, std::uint32_t instance, std::vector<PlannedImposition>& found) {
    const std::uint32_t target = i.target ? resolve(*i.target, frame).index : k_nothing;
    for (const Decision& decision : places.decisions(resolve(i.actor, frame).index)) {
        if (!i.every_track && decision.track != i.track.index) continue;
        const auto [first, last] = places.options(decision, i.action.index, target);
        for (std::uint32_t o = first; o < last; ++o) {
            const Option& option = c.program.options[o];
            const std::string name = option.action == k_nothing ? "hold" : c.model.actions[option.action].name;
            found.push_back({option.rung, name, option.target, o, decision.forced, fires, span, instance});
        }
    }
}

std::vector<PlannedImposition> impositions(const Compilation& c) {
    std::vector<PlannedImposition> found;
    const OptionPlaces places(c.program);
    std::uint32_t first = 0;
    for (const LoweredEvent& lowered : c.events) {
        const Event& event = c.model.events[lowered.event.index];
        const auto n = static_cast<std::uint32_t>(event.instances.size());
        for (const Imposition& i : event.impositions)
            for (std::uint32_t k = 0; k < n; ++k)
                find_imposed(c, places, i, event.instances[k], {lowered.fires[k]}, event.span, first + k, found);
        first += n;
    }
    // Of several in one track the highest rung stands, then the first action name: it is written last.
    std::stable_sort(found.begin(), found.end(), [](const PlannedImposition& a, const PlannedImposition& b) {
        if (a.rung != b.rung) return a.rung < b.rung;
        if (a.action != b.action) return a.action > b.action;
        return a.target > b.target;
    });
    return found;
}

// What later steps ask of an event: has it fired, has each instance, did this step meet its condition.
void remember_firing(Compilation& c, Plan& plan, const LoweredEvent& lowered) {
    const Event& event = c.model.events[lowered.event.index];
    const auto n = static_cast<std::uint32_t>(lowered.fires.size());
    const Column fired = c.state.fired[lowered.event.index];
    if (fired != k_nothing) c.program.zero_columns.push_back(fired);
    if (n == 0) return;
    const InstructionNote note{"happened " + event.name, {}};
    for (std::uint32_t k = 0; k < n; ++k) {
        if (lowered.fired_once != k_nothing) c.program.zero_columns.push_back(lowered.fired_once + k);
        if (lowered.met != k_nothing) c.program.zero_columns.push_back(lowered.met + k);
    }
    if (fired != k_nothing)
        latch(plan, Part::prepare,
              event.binders.empty() ? lowered.fires : c.graph.reduce(Op::row_any, lowered.fires, {0, n}), fired, note);
    if (lowered.fired_once != k_nothing) latch(plan, Part::prepare, lowered.fires, lowered.fired_once, note);
    if (lowered.met != k_nothing)
        assign(c, plan, Part::prepare, lowered.condition, lowered.met, Range{}, {"met " + event.name, event.span});
}

void plan_events(Compilation& c, Plan& plan) {
    for (const auto& [draw, rows] : c.lowering.draws) plan.demand(Part::prepare, rows);
    for (const LoweredEvent& event : c.events) plan.pin(Part::prepare, event.fires);
    for (const LoweredEffect& effect : c.event_effects) {
        plan.demand(Part::prepare, effect.amounts);
        plan.demand(Part::prepare, effect.filter);
        plan.demand(Part::prepare, effect.outside);
    }
    for (const PlannedImposition& imposition : impositions(c)) {
        PlannedInstruction instruction;
        instruction.op = Op::impose;
        instruction.destination = imposition.forced;
        instruction.extra = imposition.option;
        instruction.operands[0] = imposition.fires;
        instruction.note = {"impose " + imposition.action, imposition.span};
        plan.add(Part::prepare, std::move(instruction));
        c.program.impositions.push_back({imposition.option, imposition.instance});
    }
    for (const LoweredEvent& event : c.events) remember_firing(c, plan, event);
    write_effects(plan, Part::prepare, c.event_effects);
    clamp_written(c, plan, Part::prepare, c.state.written_by_events);
}

void plan_commit(Compilation& c, Plan& plan) {
    for (const MemorySite& memory : c.lowering.memories) {
        c.program.never_columns.push_back(memory.column);
        PlannedInstruction instruction;
        instruction.op = Op::remember;
        instruction.destination = memory.column;
        instruction.queries = {memory.query};
        instruction.note = {"remember", {}};
        plan.add(Part::commit, std::move(instruction));
    }
    write_effects(plan, Part::commit, c.action_effects);
    clamp_written(c, plan, Part::commit, c.state.written_by_actions);
    for (const View& next : c.next) plan.demand(Part::commit, next);
    for (std::uint32_t v = 0; v < c.model.variables.size(); ++v) {
        const Variable& variable = c.model.variables[v];
        if (!c.next[v].empty())
            assign(c, plan, Part::commit, c.next[v], c.state.variables[v], variable.range,
                   {"dynamics " + variable.name, variable.span});
    }
}

// Recorded derived values. Where trajectories may end, a value that reads the time must stay what it was in the last
// state lived: later recorded states repeat that one.
void plan_series(Compilation& c, Plan& plan) {
    for (std::size_t s = 0; s < c.series.size(); ++s) {
        SeriesSource& source = c.program.series[s];
        if (c.series[s].empty()) continue;
        if (!c.program.has_ends || source.constant) {
            plan.pin(Part::record, c.series[s]);
            continue;
        }
        source.column = c.lowering.take_columns(1, {"recorded " + source.name});
        assign(c, plan, Part::record, c.series[s], source.column, Range{}, {"recorded " + source.name, {}});
        c.series[s].clear();
    }
}

}  // namespace

Plan make_plan(Compilation& c) {
    Plan plan(c.graph);
    for (std::uint32_t v = 0; v < c.model.variables.size(); ++v)
        assign(c, plan, Part::begin, c.initial[v], c.state.variables[v], c.model.variables[v].range,
               {"initial " + c.model.variables[v].name, c.model.variables[v].span});
    keep_history(c, plan);
    plan_conditions(c, plan);
    plan_series(c, plan);
    plan_events(c, plan);
    for (const LoweredOption& option : c.options) {
        plan.keep_for_choice(option.feasible);
        plan.keep_for_choice(option.utility);
        plan.keep_for_choice(option.weight);
        for (const LoweredPart& part : option.parts) plan.keep_for_choice(part.value);
    }
    for (const LoweredDecision& decision : c.decisions) {
        plan.keep_for_choice(decision.precision);
        plan.keep_for_choice(decision.decides);
    }
    plan_commit(c, plan);
    plan_measures(c, plan);
    if (c.explanation) plan_explanation(c, plan);
    if (!c.keep_everything) plan.fuse();
    return plan;
}

}  // namespace brink
