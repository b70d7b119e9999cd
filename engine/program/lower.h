#pragma once
// Expressions of the Model -> views of the Graph, over a domain of frames.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/model.h"
#include "program/bounds.h"
#include "program/graph.h"

namespace brink {

using Frame = std::vector<ActorId>;
using Domain = std::vector<Frame>;

/// At which stage of a step an expression is read: which writing it sees.
enum class Stage : std::uint8_t {
    fixed,      // parameters and starting values
    record,     // outcomes and recorded derived values, of the state as it stands between steps
    measure,    // measures; like record, but computed apart because it is not run in every state
    events,     // named draws and events: the same state
    decisions,  // after the effects of events
    effects,    // the state of the decisions; history sees the choices just made
    dynamics,   // after the effects of actions
};

/// Columns that exist whatever is computed, and what is known about who writes them.
struct StateColumns {
    std::vector<Column> variables;            // first column, by VariableId
    std::vector<std::uint32_t> n_kept;        // columns of the variable, by VariableId
    std::vector<std::vector<Column>> places;  // by VariableId and entity: its column; k_nothing: it has none
    std::vector<Column> fired;                // by EventId: has it ever fired; k_nothing where nobody asks
    Column first_rung = 0;
    std::vector<bool> written_by_events;  // by VariableId
    std::vector<bool> written_by_actions;
    std::vector<bool> has_dynamics;
    [[nodiscard]] bool changes(VariableId v) const {
        return written_by_events[v.index] || written_by_actions[v.index] || has_dynamics[v.index];
    }
};

/// One memory of the last step at which something was taken.
struct MemorySite {
    ChoiceQuery query;
    Column column = 0;
};

/// While it lives nothing is said of where values count: for what is lowered over a domain of its own.
class CountsEverywhere {
public:
    explicit CountsEverywhere(View& in_force) : in_force_(in_force), kept_(std::exchange(in_force, {})) {}
    ~CountsEverywhere() { in_force_ = std::move(kept_); }
    CountsEverywhere(const CountsEverywhere&) = delete;
    CountsEverywhere& operator=(const CountsEverywhere&) = delete;

private:
    View& in_force_;
    View kept_;
};

/// A value of which earlier states are read.
struct HistorySite {
    Ref value;                // as a state is recorded
    std::uint32_t steps = 0;  // how far back
    std::string name;
    Span span;  // of a reading
};

class Lowering {
public:
    Lowering(const Model& model, Graph& graph, StateColumns& state, bool keep_everything);

    /// Value of the expression in every frame of the domain.
    [[nodiscard]] View lower(const Expression& expression, const Domain& domain, Stage stage);
    /// A quantity's value: one row. Drawn ones get a column of their own.
    [[nodiscard]] View quantity(const Quantity& quantity);

    [[nodiscard]] Domain world() const { return {Frame{}}; }
    [[nodiscard]] Domain entities(Shape shape) const;
    /// A column that counts incidents of this key (0 as a trajectory begins): whatever adds 1 to it counts one.
    [[nodiscard]] Column incident(const std::string& key, const std::string& what, Span span);
    /// A chance brought into 0 to 1; `of` says whose it is.
    [[nodiscard]] View legal_chance(View chance, const std::string& key, const std::string& of, Span span);
    /// A number brought to 0 or above; `name` says what it is, `of` whose.
    [[nodiscard]] View not_negative(View value, const std::string& key, const std::string& name, const std::string& of,
                                    Span span);
    /// Counts where the conditions hold, row by row: places that `variable` does not have were to change.
    [[nodiscard]] View count_outside(View conditions, const std::string& key, const std::string& variable, Span span);
    /// What is lowered until the next call counts only where this is true, row by row of the domain; empty: everywhere.
    void set_in_force(View in_force) { in_force_ = std::move(in_force); }

    [[nodiscard]] const View& variable_rows(VariableId v, Stage stage);
    /// The derived value for every entity of its shape.
    [[nodiscard]] const View& derived_rows(DerivedId d, Stage stage);

    [[nodiscard]] const View& parameter(ParameterId p);

    /// Takes fresh persistent columns.
    [[nodiscard]] Column take_columns(std::uint32_t n, const std::vector<std::string>& names);

    /// All once-a-trajectory draws, named draws read so far, memories, by the time everything is lowered.
    std::vector<DrawnQuantity> drawn;
    std::vector<std::pair<std::string, std::uint64_t>> sites;  // path and stream of every draw made
    std::map<DrawId, View> draws;                              // rows of every entity of the draw's shape
    std::vector<MemorySite> memories;
    std::map<std::string, IncidentSite> incidents;  // by key
    std::vector<HistorySite> histories;             // one a ring; each reads only earlier ones
    std::vector<std::string> column_names;          // (columns taken)

private:
    [[nodiscard]] View read(const Expression& e, const Domain& domain, const View& rows, Shape shape) const;
    [[nodiscard]] View read_pairs(const Expression& e, const Domain& domain, Stage stage);
    [[nodiscard]] View comprehension(const Expression& e, const Domain& domain, Stage stage);
    [[nodiscard]] View over_nothing(Term term, const View& value, const View& mask, bool masked,
                                    const std::vector<std::uint32_t>& bounds);
    [[nodiscard]] View history(const Expression& e, const Domain& domain, Stage stage);
    [[nodiscard]] View taken(const Expression& e, const Domain& domain, int version);
    [[nodiscard]] View received(const Expression& e, const Domain& domain, int version);
    [[nodiscard]] View remembered(const Expression& e, const Domain& domain, int version);
    [[nodiscard]] View rung(const Expression& e, const Domain& domain, int version);
    [[nodiscard]] View confined(Op op, View value, const Range& range, const std::string& key, const std::string& what,
                                Span span);
    [[nodiscard]] View legal(const Expression& draw, std::size_t argument, View value);
    [[nodiscard]] View bounded(const Quantity& quantity);
    [[nodiscard]] View delayed(const Expression& e, const Domain& domain, Stage stage);
    [[nodiscard]] View recorded(const Expression& e, const Domain& domain);
    [[nodiscard]] View call_draw(const Expression& e, const Domain& domain, Stage stage);
    [[nodiscard]] const View& draw_rows(DrawId d);
    [[nodiscard]] View constants(double value, std::size_t n);
    [[nodiscard]] std::uint64_t stream(const std::string& site, const Frame& frame);
    [[nodiscard]] std::vector<ChoiceQuery> queries(std::uint32_t actor, std::uint32_t action,
                                                   std::uint32_t target) const;
    [[nodiscard]] int state_version(VariableId v, Stage stage) const;

    const Model& model_;
    Graph& graph_;
    StateColumns& state_;
    bool keep_everything_;
    Bounds bounds_;
    View in_force_;
    std::map<std::string, View> bounded_;
    std::map<Ref, std::uint32_t> rings_;
    std::map<std::pair<VariableId, int>, View> variables_;
    std::map<std::pair<DerivedId, Stage>, View> derived_;
    std::map<ParameterId, View> parameters_;
    std::map<std::uint64_t, Column> drawn_columns_;  // by stream
    std::map<std::pair<ChoiceQuery, int>, Ref> memory_rows_;
    std::map<std::pair<Column, int>, Ref> flags_;
};

/// Whether the expression makes a draw whose arguments are not always legal.
[[nodiscard]] bool draws_with_care(const Expression& e);

/// Versions of a stage's view of choices and flags: before or after the writing, apart for measures.
[[nodiscard]] int choices_version(Stage stage);
[[nodiscard]] int fired_version(Stage stage);

}  // namespace brink
