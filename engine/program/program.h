#pragma once
// The compiled scenario: columns, sections of instructions, choice tables, what is observed. Constant while running.
// Knows nothing of the scenario file: names, spans and units stand in a side table that no executor reads.
//
// A column holds one number for each of a block's W lanes (trajectories). Instructions work on rows of columns: a
// value of shape actor has one row an actor, of shape dyad one row a pair, of an action one row an option.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "model/model.h"
#include "program/ops.h"

namespace brink {

using Column = std::uint32_t;
inline constexpr std::uint32_t k_nothing = 0xffffffffu;

/// Where an instruction finds one of its operands.
struct Operand {
    enum class Kind : std::uint8_t {
        none,
        immediate,  // `value`, in every row and lane
        columns,    // row r is column first + r
        broadcast,  // column `first` in every row
        table,      // row r is column tables[first + r]
    };
    Kind kind = Kind::none;
    std::uint32_t first = 0;
    double value = 0;
};

/// One operation over `rows` rows. `d` is column destination + r, unless the operation says otherwise.
///   row_*:     group r is rows tables[extra + r] <= k < tables[extra + r + 1] of operand a (rows + 1 numbers)
///   draw_*:    row r draws from stream streams[extra + r]
///   confine*:  column `extra` counts, in lanes that live, the rows in which d is another number than a
///   lookup, interpolate, load_series: `extra` the grid
///   keep, recall: row r is of the ring at tables[extra + 3 r] of tables[extra + 3 r + 1] columns; recall looks
///              tables[extra + 3 r + 2] steps back
///   taken, remember: row r looks at column tables[extra + 3 r] for the options tables[extra + 3 r + 1] <= o <
///              tables[extra + 3 r + 2]; remember writes only where the condition holds
///   impose:    rows 1; `destination` the decision's forced column, `extra` the option
///   latch:     destination + r = 1 where a is true
///   effect_*:  place of row r is column tables[destination + r]; b is the filter (none: true). Gate: if c is an
///              operand, where c is true; else `extra` points at three numbers a row as for taken. Rows in order.
///   assign:    rows in order; a value, b lower and c upper bound (immediates)
struct Instruction {
    Op op = Op::copy;
    std::uint32_t rows = 0;
    std::uint32_t destination = 0;
    std::uint32_t extra = k_nothing;
    Operand a, b, c;
    /// This instruction and the chain - 1 that follow have as many rows, and row r of each depends on no other row of
    /// the others: an executor may run all of them for some rows, then for the next (see chains.cpp).
    std::uint32_t chain = 1;
};

/// One option of a decision: an action at a target, or holding.
struct Option {
    std::uint32_t action = k_nothing;  // ActionId::index; k_nothing: holding
    std::uint32_t target = k_nothing;  // ActorId::index; k_nothing: none
    std::int32_t rung = 0;
    std::uint32_t group = 0;  // ordinal, within the decision, of its action (holding is a group of its own)
    std::uint64_t key = 0;    // option_key(action, target): keys its luck, enters digests
    Operand utility;          // one row
    Operand feasible;         // one row; immediate 1: always
    Operand weight;           // one row; w(a), not yet divided among targets
};

/// One actor's choice in one track. Its options stand together, ordered by rung, action name, target name: the order
/// in which ties are settled. The options of one action are neighbours.
struct Decision {
    std::uint32_t actor = 0;
    std::uint32_t track = 0;
    std::uint32_t first_option = 0;  // options first_option <= o < last_option
    std::uint32_t last_option = 0;
    std::uint32_t n_groups = 0;
    std::uint32_t hold = k_nothing;  // option of holding, if it may hold
    Rule rule = Rule::quantal;
    bool nested = true;            // weights are divided by the number of feasible targets of the action
    bool always_feasible = false;  // every option is feasible in every lane
    Operand precision;             // one row
    Operand decides;               // one row: whether it decides anew; none: always
    std::uint64_t stream = 0;      // of site decision/TRACK@ACTOR
    Column choice = 0;             // latest choice: option number, -1 none
    Column forced = 0;             // option imposed in this step, -1 none
    Column probability = 0;        // with which the rule chose it; 1 if imposed; 0 without a choice
};

/// An option that an event imposes as it fires.
struct ImpositionSource {
    std::uint32_t option = 0;
    std::uint32_t event = 0;  // into Program::events
};

/// A number drawn once a trajectory, in begin, before any instruction.
struct DrawnQuantity {
    Column column = 0;
    Distribution distribution;
    Range range;
    std::uint64_t stream = 0;
};

/// Drawn quantities whose ranks are correlated (lanes/draws.h says how), in the order of correlating.
struct CorrelatedDraws {
    std::vector<std::uint32_t> drawn;  // into Program::drawn
    std::vector<double> factor;        // lower triangle, row by row, of the factor of their normal correlations
};

/// A constant column, filled when a block is made.
struct ConstantColumn {
    Column column = 0;
    double value = 0;
};

/// Constant numbers in rows: a matrix; the points of a curve (x, y); a series (a row a state).
struct Grid {
    std::uint32_t first = 0;  // into Program::numbers, row by row
    std::uint32_t rows = 0;
    std::uint32_t columns = 0;
};

/// Columns that keep a value of the last `columns` states: that of state s in column first + s % columns.
struct HistoryRing {
    Column first = 0;
    std::uint32_t columns = 0;
};

/// A quantity recorded in every state.
struct SeriesSource {
    std::string name;      // `threat[RED]`, `hostility[RED, BLUE]`, `attention`
    std::string quantity;  // `threat`
    Shape shape = Shape::world;
    Column column = 0;
    Range range;             // infinite where there is no bound
    bool quantiles = false;  // else mean and sd only
    bool constant = false;   // never changes within a trajectory: looked at in state 0 alone
    bool variable = false;   // a variable, not a derived value
    std::string unit;
};

/// An outcome's column: of `when`, whether the present state is looked at and meets it; of `measure`, its value over
/// the states so far.
struct OutcomeSource {
    std::string name;
    Outcome::Kind kind = Outcome::Kind::when;
    bool ends = false;
    Column column = 0;
    std::uint32_t given = k_nothing;        // OutcomeId::index of the one that it is conditioned on
    std::vector<std::uint32_t> needs = {};  // outcomes that must happen too, theirs included: else it does not count
    std::int32_t last_state = 0;            // measure: the last state whose value may count
    bool running = false;                   // measure: every state's value enters, so each must be finite
};

/// An instance of an event and its column: whether it fired in the step that was prepared last.
struct EventSource {
    std::string name;
    std::uint32_t event = 0;            // EventId::index
    std::vector<std::uint32_t> actors;  // ActorId::index of those bound by `for`
    Column fired = 0;
};

/// What a run counts where it happens: say a number that no draw can have, for which the nearest legal one was taken.
/// A column counts how often it happened in each trajectory; whatever adds 1 to it counts an incident.
struct IncidentSite {
    std::string key;   // tells sites apart: `dynamics/threat#0 probability`
    std::string what;  // for people, a whole clause: `the probability of 'bernoulli' lay outside 0 to 1, and ...`
    Span span;
    Column count = 0;
};

/// What an instruction serves, for listings, faults and replay; no executor reads it.
struct InstructionNote {
    std::string what;  // `dynamics threat`, `actions mobilise utility fear`
    Span span;
};

struct Section {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

struct Program {
    // Run in this order: begin once; then record (and measure) of state 0; then for each step prepare, choose,
    // commit, record (and measure).
    std::vector<Instruction> instructions;
    Section begin;    // values fixed for the trajectory, initial state
    Section record;   // outcomes' conditions and recorded derived values of the present state
    Section measure;  // measures of the present state
    Section prepare;  // draws, events, clamp, feasible options, utilities
    Section commit;   // history, effects, clamp, dynamics, clamp

    std::vector<std::uint32_t> tables;   // columns, group bounds, option ranges
    std::vector<std::uint64_t> streams;  // of draw sites
    std::vector<double> numbers;         // of grids
    std::vector<Grid> grids;             // the Model's tables, then its series
    std::vector<HistoryRing> rings;
    std::vector<Option> options;
    std::vector<Decision> decisions;  // in order of actor, then track
    std::vector<DrawnQuantity> drawn;
    std::vector<CorrelatedDraws> correlated;
    std::vector<ConstantColumn> constants;
    std::vector<Column> forced_columns;  // set to -1 as a step is prepared
    std::vector<Column> unset_columns;   // set to -1 in begin: choices
    std::vector<Column> never_columns;   // set to -infinity in begin: steps at which something was last taken
    std::vector<Column> zero_columns;    // set to 0 in begin: fired flags, rungs, probabilities

    std::uint32_t n_columns = 0;
    std::uint32_t n_state_columns = 0;  // variables: columns 0 <= c < n_state_columns, by name, then entity
    Column active = 0;                  // 1 while the trajectory lives, 0 once an outcome ended it
    Column first_rung = 0;              // rung of actor i in its latest choices: column first_rung + i; 0 with none
    bool has_ends = false;              // some outcome ends trajectories
    bool measure_every_state = false;   // else `measure` runs in the last state only

    std::uint32_t n_actors = 0;
    std::uint32_t n_actions = 0;
    std::uint32_t n_tracks = 0;
    int steps = 0;
    std::vector<double> days;             // (steps + 1) first day of each state, since 1970-01-01
    std::vector<SeriesSource> series;     // in byte order of quantity, then entity
    std::vector<OutcomeSource> outcomes;  // (n_outcomes) in the Model's order

    std::vector<EventSource> events;            // in the Model's order of events and their instances
    std::vector<ImpositionSource> impositions;  // for who tells of a trajectory; no executor reads them
    std::vector<IncidentSite> incidents;        // in byte order of keys

    // Side table: names for people.
    std::vector<std::string> column_names;  // (n_columns) empty for a passing value
    std::vector<InstructionNote> notes;     // (n_instructions)
    std::vector<std::string> actor_names, action_names, track_names;
    std::uint32_t options_before_pruning = 0;
};

/// The listing of a program, for people and golden files.
[[nodiscard]] std::string listing(const Program& program);

}  // namespace brink
