#pragma once
// Checked expressions: trees whose names are ids. Both the compiler and the tests' reference interpreter walk these.
//
// An expression is evaluated in a frame: the list of actors bound so far. The context binds the first slots
// (none in a world expression; self in an actor's, an untargeted action's; self and other in a dyad's; self and
// target in a targeted action's); each comprehension and each `for` of an effect binds the next ones.

#include <cstdint>
#include <string>
#include <vector>

#include "base/source.h"
#include "model/ids.h"

namespace brink {

/// What one node of an expression is. True is 1, false 0; any number but 0 counts as true.
// clang-format off
enum class Term : std::uint8_t {
    // leaves
    number,       // `number`
    parameter,    // `item`: ParameterId
    variable,     // `item`: VariableId; `actors`: none, one or two, by its shape
    derived,      // `item`: DerivedId; `actors` likewise; stands for its expression
    draw,         // `item`: DrawId of a named draw; `actors` likewise
    step_number,  // t
    date,         // days since 1970-01-01 of the day on which the step begins
    step_years,   // dt
    series,       // `item`: SeriesId; its value on the date of the step or state
    // arithmetic: operands in order
    negate, add, subtract, multiply, divide, power,
    less, less_equal, greater, greater_equal, equal, not_equal,
    logical_not, logical_and, logical_or,
    select,  // if(c, a, b): operands c, a, b; both sides evaluated
    minimum, maximum,  // of two: min(a, b, c) is minimum(minimum(a, b), c)
    clamp,             // x, lo, hi: x < lo ? lo : hi < x ? hi : x
    absolute, square_root, exponential, logarithm, hyperbolic_tangent, logistic, sign, floor,
    lookup,  // `item`: TableId of a matrix; row, column
    curve,   // `item`: TableId of a curve; x
    // actors
    same_actor, other_actor,  // `actors`: two; == and != of actors
    in_group,                 // `actors`: one; `members`: the group
    // comprehensions: `binders` (one or two), operands[0] the term, operands[1] the filter if there is one
    sum, mean, largest, smallest, any, all, count,
    // history; `item`: ActionId (k_hold for hold); `actors`: who, and the target if one is named
    taken, ever, since,
    received,   // `actors`: at whom, and the sender if one is named
    rung,       // `actors`: who, and the target if one is named; no `item`
    happened,   // `item`: EventId
    delay,      // operands[0], a variable or derived value, as the step `number` steps ago began
    // draws in equations: `site`; operands the arguments
    draw_normal,     // mean, standard deviation
    draw_uniform,    // low, high
    draw_bernoulli,  // probability
    draw_binomial,   // number of trials, probability
    draw_poisson,    // mean
    draw_gamma,      // shape, scale
};
// clang-format on

/// One actor in an expression: bound in a slot of the frame, or named in full.
struct ActorRef {
    bool bound = false;
    std::uint32_t index = 0;  // slot, or ActorId::index
};

/// `for j in GROUP` of a comprehension or an effect.
struct Binder {
    std::uint32_t slot = 0;              // of the frame
    std::vector<ActorId> members;        // ascending: the group, or every actor
    std::vector<std::uint32_t> skipped;  // slots whose actor is left out (none for `in everyone`)
    std::string name;                    // as written, for texts about it
};

struct Expression {
    Term term = Term::number;
    double number = 0;
    std::uint32_t item = 0;
    std::vector<ActorRef> actors;
    std::vector<ActorId> members;
    std::vector<Binder> binders;
    std::vector<Expression> operands;
    std::string site;  // draws: the path of the site without its actors, see model/site.h
    Span span;
};

/// The actor that a reference means in a frame.
[[nodiscard]] inline ActorId resolve(const ActorRef& ref, const std::vector<ActorId>& frame) {
    return ref.bound ? frame[ref.index] : ActorId{ref.index};
}

}  // namespace brink
