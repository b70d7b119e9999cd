// Outcomes: which states are looked at, what is kept of a measure from state to state.

#include <algorithm>

#include "program/compilation.h"

namespace brink {

namespace {

View source(Compilation& c, Column column) { return {Ref{c.graph.source(column, 1, false), 0}}; }

View number(Compilation& c, double value) { return {c.graph.constant(value)}; }

int last_state(const Compilation& c, const Outcome& outcome) {
    return outcome.last_state.value_or(c.model.clock.steps);
}

// Whether the present state still counts; empty if every state does.
View counts(Compilation& c, const Outcome& outcome, Stage stage) {
    if (last_state(c, outcome) >= c.model.clock.steps) return {};
    const View now{c.graph.clock(Op::load_step, stage == Stage::measure)};
    return c.graph.apply(Op::less_equal, now, number(c, last_state(c, outcome)));
}

// Outcomes that must have happened for this one to count, and those that they rest on.
void add_needs(const Model& model, const Outcome& outcome, std::vector<std::uint32_t>& needs) {
    for (const auto& needed : {outcome.given, outcome.after}) {
        if (!needed || std::find(needs.begin(), needs.end(), needed->index) != needs.end()) continue;
        needs.push_back(needed->index);
        add_needs(model, model.outcomes[needed->index], needs);
    }
}

View condition(Compilation& c, const Outcome& outcome) {
    View met = c.lowering.lower(outcome.value, c.lowering.world(), Stage::record);
    const View in_time = counts(c, outcome, Stage::record);
    if (!in_time.empty()) met = c.graph.apply(Op::logical_and, met, in_time);
    if (outcome.after) {
        Column& before = c.met_before[outcome.after->index];
        if (before == k_nothing)
            before = c.lowering.take_columns(1, {"met " + c.model.outcomes[outcome.after->index].name});
        met = c.graph.apply(Op::logical_and, met, source(c, before));
    }
    return met;
}

// What a fold over states begins with, and what it does.
double beginning(Outcome::Over over) {
    return over == Outcome::Over::largest ? -k_infinity : over == Outcome::Over::smallest ? k_infinity : 0;
}

Op fold_of(Outcome::Over over) {
    switch (over) {
        case Outcome::Over::largest: return Op::maximum;
        case Outcome::Over::smallest: return Op::minimum;
        case Outcome::Over::last:
        case Outcome::Over::mean:
        case Outcome::Over::sum: break;
    }
    return Op::add;
}

void plan_measure(Compilation& c, Plan& plan, const Outcome& outcome, const View& value, OutcomeSource& source_of) {
    const InstructionNote note{"measure " + outcome.name, outcome.span};
    const View gate = counts(c, outcome, Stage::measure);
    const auto gated = [&](const View& now, const View& before) {
        return gate.empty() ? now : c.graph.apply(Op::select, gate, now, before);
    };
    source_of.column = c.lowering.take_columns(1, {note.what});
    source_of.last_state = last_state(c, outcome);
    source_of.running = outcome.over != Outcome::Over::last;
    if (!source_of.running) {
        assign(c, plan, Part::measure, gated(value, source(c, source_of.column)), source_of.column, Range{}, note);
        return;
    }
    const bool mean = outcome.over == Outcome::Over::mean;
    const Column so_far = mean ? c.lowering.take_columns(1, {"sum " + outcome.name}) : source_of.column;
    assign(c, plan, Part::begin, number(c, beginning(outcome.over)), so_far, Range{}, note);
    const View before = source(c, so_far);
    // The new value first: what is not a number stays so, and is seen.
    const View folded = gated(c.graph.apply(fold_of(outcome.over), value, before), before);
    assign(c, plan, Part::measure, folded, so_far, Range{}, note);
    if (!mean) return;
    const View now{c.graph.clock(Op::load_step, 1)};
    const View last = c.graph.apply(Op::minimum, now, number(c, source_of.last_state));
    const View n = c.graph.apply(Op::add, last, number(c, 1));
    assign(c, plan, Part::measure, c.graph.apply(Op::divide, folded, n), source_of.column, Range{}, note);
}

}  // namespace

void lower_outcomes(Compilation& c) {
    c.met_before.assign(c.model.outcomes.size(), k_nothing);
    c.program.measure_every_state = c.program.has_ends;
    for (const Outcome& outcome : c.model.outcomes) {
        c.note("outcome " + outcome.name, outcome.span);
        OutcomeSource source{outcome.name, outcome.kind, outcome.ends, 0};
        if (outcome.given) source.given = outcome.given->index;
        add_needs(c.model, outcome, source.needs);
        c.program.outcomes.push_back(std::move(source));
        if (outcome.kind == Outcome::Kind::when) {
            c.outcomes.push_back(condition(c, outcome));
            continue;
        }
        c.outcomes.push_back(c.lowering.lower(outcome.value, c.lowering.world(), Stage::measure));
        const bool of_some_state = outcome.over != Outcome::Over::last || last_state(c, outcome) < c.model.clock.steps;
        c.program.measure_every_state = c.program.measure_every_state || of_some_state;
    }
}

void plan_conditions(Compilation& c, Plan& plan) {
    for (std::size_t o = 0; o < c.outcomes.size(); ++o)
        if (c.model.outcomes[o].kind == Outcome::Kind::when) plan.pin(Part::record, c.outcomes[o]);
    for (std::size_t o = 0; o < c.met_before.size(); ++o) {
        if (c.met_before[o] == k_nothing) continue;
        c.program.zero_columns.push_back(c.met_before[o]);
        latch(plan, Part::record, c.outcomes[o], c.met_before[o], {"met " + c.model.outcomes[o].name, {}});
    }
}

void plan_measures(Compilation& c, Plan& plan) {
    for (std::size_t o = 0; o < c.outcomes.size(); ++o)
        if (c.model.outcomes[o].kind == Outcome::Kind::measure)
            plan_measure(c, plan, c.model.outcomes[o], c.outcomes[o], c.program.outcomes[o]);
}

}  // namespace brink
