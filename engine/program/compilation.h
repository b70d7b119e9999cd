#pragma once
// What the passes of the compiler share: the model, the graph that grows, the program that is laid out.

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "base/diagnostic.h"
#include "model/model.h"
#include "program/explanation.h"
#include "program/graph.h"
#include "program/lower.h"
#include "program/plan.h"
#include "program/program.h"

namespace brink {

/// One place that an effect may write, and what opens the gate.
struct EffectRow {
    Column place = 0;
    ChoiceQuery gate;                       // actions
    std::vector<std::uint32_t> precedence;  // of `=`: the first in this order stands
};

/// One effect line over all its rows.
struct LoweredEffect {
    Effect::Assign assign = Effect::Assign::add;
    std::vector<EffectRow> rows;
    View amounts;  // (rows)
    View filter;   // (rows) or empty
    View fired;    // events: (rows), whether the row's instance fires; actions: empty
    View outside;  // counts the places that the variable does not have; may be empty
    InstructionNote note;
};

struct LoweredEvent {
    EventId event;
    View fires;                     // (n_instances)
    View condition;                 // (n_instances) of its `when`; empty without
    Column met = k_nothing;         // on rise: whether the step before met the condition (n_instances)
    Column fired_once = k_nothing;  // once, with `for`: whether the instance has fired (n_instances)
};

/// A part of an option's utility, kept to explain it.
struct LoweredPart {
    std::string name;
    double sign = 1;
    View value;  // one row
};

struct LoweredOption {
    View utility, feasible, weight;  // one row each
    std::vector<LoweredPart> parts;  // empty unless the program is to explain itself
};

struct LoweredDecision {
    View precision;  // one row
    View decides;    // one row, or empty: always
};

struct Compilation {
    Compilation(const Model& the_model, bool keep, Explanation* to_explain = nullptr);

    const Model& model;
    bool keep_everything;
    Explanation* explanation;  // what is wanted of it; or nullptr
    Program program;
    StateColumns state;
    Graph graph;
    Lowering lowering;

    // What the passes leave for the plan.
    std::vector<View> initial;   // by VariableId: (n_entities)
    std::vector<View> next;      // by VariableId: (n_entities); empty: no equation
    std::vector<View> outcomes;  // by OutcomeId: one row
    std::vector<View> series;    // derived ones: one row each, in the order of program.series
    std::vector<LoweredEvent> events;
    std::vector<LoweredEffect> event_effects;
    std::vector<LoweredEffect> action_effects;
    std::vector<LoweredOption> options;      // parallel to program.options
    std::vector<LoweredDecision> decisions;  // parallel to program.decisions
    std::vector<Domain> action_frames;       // by ActionId: frames of options that remain
    std::vector<Column> met_before;  // by OutcomeId: whether an earlier state met it; k_nothing where nobody asks
    Column active_column = 0;

    void note(std::string what, Span span) { graph.set_note({std::move(what), span}); }
};

// The passes, in order.
void lay_out_grids(Compilation& c);  // tables and series
void lay_out_state(Compilation& c);  // columns of variables, choices, flags
void lower_initial(Compilation& c);
void lower_recorded(Compilation& c);  // outcomes and series
void lower_outcomes(Compilation& c);
void lower_events(Compilation& c);
void lower_decisions(Compilation& c);  // options laid out and pruned
void lower_effects(Compilation& c);
void lower_dynamics(Compilation& c);
void lower_correlated(Compilation& c);                         // after all else that reads parameters
void lay_out_rings(Compilation& c, Diagnostics& diagnostics);  // columns of the past
void keep_history(Compilation& c, Plan& plan);                 // the rings take in a recorded state
[[nodiscard]] Plan make_plan(Compilation& c);
void place(Compilation& c, const Plan& plan);  // columns given out, side tables filled

// What a program that explains itself keeps: planned after all else, placed after events.
void plan_explanation(Compilation& c, Plan& plan);
void place_explanation(Compilation& c, Placement& placement);

// Planning of outcomes: conditions before, measures after the rest is planned.
void plan_conditions(Compilation& c, Plan& plan);
void plan_measures(Compilation& c, Plan& plan);
/// Plans place = value, clamped; only in lanes that live.
void assign(Compilation& c, Plan& plan, Part part, const View& value, Column place, Range range, InstructionNote note);
/// Plans flag = 1 where the value is true, row by row.
void latch(Plan& plan, Part part, const View& value, Column flags, InstructionNote note);

/// Lowers effect lines over the frames in which they may happen; `frames` are those of the options (or the one world
/// frame of an event); `gate` says, a row a frame, whether it happens (asked where needs_gate holds alone); `site`
/// names the list of effects.
[[nodiscard]] LoweredEffect lower_effect(Compilation& c, const Effect& effect, const Domain& frames, const View& gate,
                                         Stage stage, const std::string& site);
/// Whether what an effect counts depends on its happening: it draws with care, or may meet pairs that do not exist.
[[nodiscard]] bool needs_gate(const Compilation& c, const Effect& effect);

}  // namespace brink
