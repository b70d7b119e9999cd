#pragma once
// The checked scenario: plain structs, strong ids, no text left to interpret. Every list is in byte order of names,
// so that nothing downstream can depend on the order of a file.
// Knows nothing of YAML or of columns.

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "base/limits.h"
#include "base/source.h"
#include "model/expression.h"
#include "model/ids.h"

namespace brink {

inline constexpr double k_infinity = std::numeric_limits<double>::infinity();

/// Closed interval; infinite ends where there is no bound.
struct Range {
    double low = -k_infinity;
    double high = k_infinity;
    [[nodiscard]] bool bounded() const { return low > -k_infinity && high < k_infinity; }
    [[nodiscard]] bool none() const { return low == -k_infinity && high == k_infinity; }
};

/// Where a number comes from.
struct Provenance {
    std::string source;       // publication, table or reasoning
    std::string basis;        // "sourced", "estimated", "assumed" or empty
    std::string claim_by;     // the party that claims it, if one does
    std::string origin;       // file:line where the value itself stands
    bool overridden = false;  // a later layer changed the value, and source, basis and claim_by are of the earlier one
};

/// What we do not know, drawn once a trajectory; conditioned on the range of its quantity.
struct Distribution {
    enum class Kind : std::uint8_t { uniform, normal, lognormal, beta, gamma, triangular, choice };
    Kind kind = Kind::uniform;
    // uniform: low, high | normal: mean, sd | lognormal: mu, sigma (of the logarithm) | beta: a, b |
    // gamma: shape, scale | triangular: low, mode, high | choice: the values
    std::vector<double> numbers;
    std::vector<double> weights;  // choice: one a value, positive, summing to 1
};

/// A number as the user described it: fixed, drawn once a trajectory, or computed from parameters.
struct Quantity {
    enum class Kind : std::uint8_t { constant, distribution, expression };
    Kind kind = Kind::constant;
    double number = 0;          // constant
    Distribution distribution;  // distribution
    std::string site;           // distribution: full path of its draw (model/site.h)
    Expression expression;      // expression: of parameters only
    Range range;                // a distribution is conditioned on it, an expression clamped to it
    Provenance provenance;
    bool common = false;  // an actor's or pair's starting value that nobody gave: its variable's `initial`
    Span span;
};

struct Parameter {
    std::string name;
    Quantity value;  // expressions among parameters are acyclic
    std::string unit;
    std::string doc;
};

/// Numbers by place: a matrix read by row and column, or a piecewise-linear curve, level beyond its ends.
struct Table {
    enum class Kind : std::uint8_t { matrix, curve };
    std::string name;
    Kind kind = Kind::matrix;
    std::size_t rows = 0;         // of a curve: its points
    std::size_t columns = 0;      // of a curve: 2
    std::vector<double> numbers;  // (rows x columns), row by row; of a curve (x, y), x ascending
    std::string unit;
    std::string doc;
    Provenance provenance;
    Span span;
};

/// Values by date.
struct Series {
    std::string name;
    std::vector<std::int64_t> days;  // since 1970-01-01, ascending; at least one
    std::vector<double> values;      // each from its day on; the first before too
    std::string unit;
    std::string doc;
    Provenance provenance;
    Span span;
};

enum class Shape : std::uint8_t { world, actor, dyad };

/// Number of entities of a shape among n actors: 1, n, n (n - 1).
[[nodiscard]] constexpr std::size_t entity_count(Shape shape, std::size_t n_actors) {
    return shape == Shape::world ? 1 : shape == Shape::actor ? n_actors : n_actors * (n_actors - 1);
}
/// Place of the ordered pair (i, j), i != j, among the n (n - 1) pairs in order of i, then j.
[[nodiscard]] constexpr std::size_t pair_index(ActorId i, ActorId j, std::size_t n_actors) {
    return i.index * (n_actors - 1) + j.index - (j.index > i.index ? 1 : 0);
}

/// What `run: record` asks for beyond the default; each includes the one before.
enum class Recording : std::uint8_t { usual, moments, quantiles };
/// What a dyad variable with `pairs` has of a pair: a number that can change, or its starting value for ever.
enum class PairKind : std::uint8_t { kept, elsewhere };

struct Variable {
    std::string name;
    Shape shape = Shape::world;
    Range range;
    std::vector<Quantity> initial;   // (n_entities): world 1; actor by actor; dyad by pair_index
    std::optional<Expression> next;  // `dynamics`: next value; absent: keeps its value
    bool fixed = false;              // nothing may change it
    Recording record = Recording::usual;
    bool symmetric = false;       // dyad: one number a pair in either order; [A, B], A before B, stands for both
    std::vector<PairKind> pairs;  // dyad: (n_entities); empty: every pair is kept
    std::string unit;
    std::string doc;
    Span span;

    /// The entity whose number `entity` reads: itself, or of a symmetric variable the pair in byte order.
    [[nodiscard]] std::size_t stands_for(std::size_t entity, std::size_t n_actors) const;
    /// Whether the state holds a number for exactly this entity.
    [[nodiscard]] bool keeps(std::size_t entity, std::size_t n_actors) const;
};

/// Rank correlation (Spearman) of two drawn parameters, a before b.
struct Correlation {
    ParameterId a, b;
    double rank = 0;
    Span span;
};

struct Derived {
    std::string name;
    Shape shape = Shape::world;
    Expression value;
    bool reads_draw = false;  // directly or through another derived name
    Recording record = Recording::usual;
    std::string doc;
    Span span;
};

/// A named random value of a step: made once as the step begins.
struct Draw {
    std::string name;
    Shape shape = Shape::world;
    Expression value;
    Span span;
};

struct Actor {
    std::string id;
    std::string name;
    std::string doc;
    Span span;
};

struct Group {
    std::string name;
    std::vector<ActorId> members;  // ascending
};

/// `place = x`, `place += x`, `place -= x`, for every binding of `binders` that meets `filter`.
struct Effect {
    enum class Assign : std::uint8_t { set, add, subtract };
    Assign assign = Assign::add;
    VariableId variable;
    std::vector<ActorRef> actors;  // of the place, by the variable's shape
    Expression value;
    std::vector<Binder> binders;
    std::optional<Expression> filter;
    std::uint32_t line = 0;  // ordinal within its list, from 0
    Span span;
};

/// One named term of a utility. Terms are added in byte order of their names.
struct UtilityTerm {
    std::string name;  // empty for a utility written as one expression
    Expression value;
};

/// What differs in an action for one actor; expressions as those of the action.
struct Adjustment {
    ActorId actor;
    std::optional<Expression> bias;    // added to the utility before the cost is taken from it
    std::optional<Expression> weight;  // in place of the action's
    std::optional<Expression> when;    // beside the action's
};

struct Action {
    std::string name;
    int rung = 0;
    TrackId track;
    std::vector<ActorId> by;           // ascending
    std::vector<ActorId> to;           // ascending; meaningful if targeted (nobody targets itself)
    bool targeted = false;             // expressions have target in slot 1
    std::vector<UtilityTerm> utility;  // the sum of these ...
    std::optional<Expression> cost;    // ... less this (decision cost with this action's rung and attributes)
    std::optional<Expression> when;
    std::optional<Expression> weight;  // prior odds against holding, in self's frame; absent: 1
    std::vector<Effect> effects;
    std::vector<Adjustment> adjustments;  // by actor
    std::string cameo;
    std::string doc;
    std::optional<double> goldstein;
    std::string action_class;
    Span span;
};

/// An imposed choice: overrides `when` and tempo, not `by` and `to`.
struct Imposition {
    ActorRef actor;   // named in full, or bound by the event's `for`
    ActionId action;  // or k_hold
    std::optional<ActorRef> target;
    TrackId track;             // the action's; for hold the one named
    bool every_track = false;  // hold without `track:` imposes in every track without one
};

/// With `for` it is one event for each instance; its expressions stand in an instance's frame, else in the world's.
struct Event {
    enum class Timing : std::uint8_t { at, hazard, always };
    std::string name;
    std::vector<Binder> binders;                      // `for`: one or two names, in slots 0 and 1
    bool ordered = false;                             // `for: i -> j`: a pair in either order is one instance each
    std::vector<std::vector<ActorId>> instances{{}};  // frames in order; one of nobody without `for`
    Timing timing = Timing::always;
    Quantity at;                       // at: the step (a whole number; a drawn one is floored, outside: never);
                                       // drawn for each instance, at its site with the instance's actors
    std::optional<Expression> hazard;  // hazard: chance a step
    std::optional<Expression> when;    // a further condition, or the only one
    bool on_rise = false;              // `when` counts only where the step before did not meet it
    std::vector<Imposition> impositions;
    std::vector<Effect> effects;
    bool once = false;  // each instance at most once
    std::string doc;
    Span span;
};

struct Outcome {
    enum class Kind : std::uint8_t { when, measure };
    enum class Over : std::uint8_t { last, largest, smallest, mean, sum };
    std::string name;
    Kind kind = Kind::when;
    Expression value;                // when: a condition of a recorded state; measure: a number of one
    bool ends = false;               // when: the trajectory stops there
    Over over = Over::last;          // measure: of its values in the states from 0 to the last that counts
    std::optional<int> last_state;   // `by`, `at`: no later state counts; absent: the last one lived
    std::optional<OutcomeId> given;  // counted only in trajectories in which this `when` outcome happened
    std::optional<OutcomeId> after;  // when: looked at from the state after this one's first on
    std::string doc;
    Span span;
};

enum class Rule : std::uint8_t { quantal, best_response, random, status_quo };

/// How one actor decides.
struct ActorDecision {
    Rule rule = Rule::quantal;
    bool nested = true;                           // `targets: nested`; false: pooled
    std::vector<Expression> precision;            // (n_tracks) lambda, in self's frame
    std::vector<std::optional<Expression>> hold;  // (n_tracks) utility of holding; absent: no holding there
    std::optional<Expression> tempo;              // chance of deciding anew in a step; absent: 1
};

struct Clock {
    enum class Unit : std::uint8_t { day, week, month, year };
    std::int64_t start = 0;  // days since 1970-01-01
    int count = 1;           // units a step
    Unit unit = Unit::week;
    int steps = 1;

    /// Day on which the step with t = `step` begins (also for t = steps).
    [[nodiscard]] std::int64_t day(int step) const;
    /// Years a step: a day 1/365.25, a week 7/365.25, a month 1/12.
    [[nodiscard]] double years() const;
};

/// `2025-01-31` and back; days since 1970-01-01 (proleptic Gregorian calendar).
[[nodiscard]] std::string format_date(std::int64_t day);
[[nodiscard]] std::optional<std::int64_t> parse_date(std::string_view text);

/// What the author claims of an outcome, for `brink test`.
struct Expectation {
    enum class Kind : std::uint8_t { probability, mean, difference };
    enum class Sign : std::uint8_t { more, less, same };
    Kind kind = Kind::probability;
    OutcomeId outcome;
    Range within;            // probability, mean: where it lies
    std::string than;        // difference: path of the scenario compared with, as opened
    Sign sign = Sign::more;  // difference: above that one, below it, or in every trajectory the same
    Span span;
};

struct RunSettings {
    std::optional<double> trajectories;
    std::optional<std::uint64_t> seed;
};

struct Model {
    std::string title;
    std::string question;
    std::string doc;
    std::string marking;
    std::vector<OutcomeId> headline;  // as written; all outcomes if none are named
    Clock clock;
    std::vector<Table> tables;
    std::vector<Series> series;
    std::vector<Parameter> parameters;
    std::vector<Correlation> correlations;  // by a, then b; their matrix is positive definite
    std::vector<Actor> actors;
    std::vector<Group> groups;
    std::vector<Variable> variables;  // in byte order of names whatever their shape
    std::vector<Draw> draws;
    std::vector<Derived> derived;
    std::vector<DrawId> draw_order;        // each reads, directly or through derived values, only earlier ones
    std::vector<DerivedId> derived_order;  // likewise
    std::vector<std::string> tracks;       // at least one; the unnamed track is ""
    std::vector<Action> actions;
    std::vector<Event> events;
    std::vector<Outcome> outcomes;
    std::vector<ActorDecision> decisions;  // (n_actors)
    RunSettings run;
    std::vector<Expectation> expectations;      // as written
    std::optional<std::int64_t> cutoff;         // last day of the information used, since 1970-01-01
    std::vector<std::string> ignored_warnings;  // codes
    std::string name;                           // of the file, without folder and ending
    std::string digest;                         // of the merged tree
    Limits limits;                              // under which it was checked and is to be compiled
};

/// Whether evaluating `expression` in `frame` would read a dyad value at [x, x], comprehensions inside it aside
/// (they leave such actors out themselves). `frame` must hold every slot bound around the expression.
[[nodiscard]] bool reads_diagonal(const Expression& expression, const std::vector<ActorId>& frame);

/// The bindings of a comprehension or effect in `frame`, in order: every tuple of actors, ascending, that the
/// binders allow; `frame` is the enclosing frame. Tuples for which reads_diagonal holds of any of `bodies` are left
/// out.
[[nodiscard]] std::vector<std::vector<ActorId>> bindings(const std::vector<Binder>& binders,
                                                         const std::vector<const Expression*>& bodies,
                                                         const std::vector<ActorId>& frame);

}  // namespace brink
