#pragma once
// The one table of operations: what an instruction computes, to the bit. Every executor of a Program implements
// these sentences; the tests' reference interpreter states them again on its own.
//
// Arithmetic is IEEE 754 binary64 (or binary32), round to nearest, never contracted, never reassociated. True is 1,
// false 0; a number counts as true if it is not equal to 0. Elementary functions are those of base/elementary.h.

#include <array>
#include <cstdint>
#include <string_view>

namespace brink {

// clang-format off
enum class Op : std::uint8_t {
    // one operand, element by element
    copy, negate, logical_not, absolute, square_root, exponential, logarithm, hyperbolic_tangent, logistic, sign, floor,
    // two operands
    add, subtract, multiply, divide, power, minimum, maximum,
    less, less_equal, greater, greater_equal, equal, not_equal, logical_and, logical_or,
    // three operands
    select, clamp, confine, confine_whole,
    // three operands, every operation on them rounded: what Plan::fuse makes of two or three instructions
    multiply_add, multiply_subtract, multiply_difference, approach,
    // numbers by place
    lookup, interpolate,
    // reductions over groups of rows
    row_sum, row_largest, row_smallest, row_any, row_all,
    // draws of a step
    draw_uniform, draw_normal, draw_bernoulli, draw_binomial, draw_poisson, draw_gamma,
    // clock
    load_step, load_date, load_series,
    // choices and their history
    taken, remember,
    // the past of values
    keep, recall,
    // writing state
    impose, latch, effect_set, effect_add, effect_subtract, assign,
};
// clang-format on

struct OpInfo {
    Op op;
    std::string_view name;     // in listings
    std::uint8_t operands;     // 0 to 3
    std::string_view meaning;  // a, b, c: operands; d: destination
};

inline constexpr std::array k_ops = {
    OpInfo{Op::copy, "copy", 1, "d = a"},
    OpInfo{Op::negate, "negate", 1, "d = -a"},
    OpInfo{Op::logical_not, "not", 1, "d = a == 0"},
    OpInfo{Op::absolute, "abs", 1, "d = a with its sign bit cleared"},
    OpInfo{Op::square_root, "sqrt", 1, "d = the correctly rounded square root of a"},
    OpInfo{Op::exponential, "exp", 1, "d = exp(a)"},
    OpInfo{Op::logarithm, "log", 1, "d = log(a)"},
    OpInfo{Op::hyperbolic_tangent, "tanh", 1, "d = tanh(a)"},
    OpInfo{Op::logistic, "logistic", 1, "d = 1 / (1 + exp(-a))"},
    OpInfo{Op::sign, "sign", 1, "d = (a > 0) - (a < 0)"},
    OpInfo{Op::floor, "floor", 1, "d = the largest whole number not above a"},
    OpInfo{Op::add, "add", 2, "d = a + b"},
    OpInfo{Op::subtract, "subtract", 2, "d = a - b"},
    OpInfo{Op::multiply, "multiply", 2, "d = a * b"},
    OpInfo{Op::divide, "divide", 2, "d = a / b"},
    OpInfo{Op::power, "power", 2, "d = a ^ b"},
    OpInfo{Op::minimum, "min", 2, "d = b < a ? b : a"},
    OpInfo{Op::maximum, "max", 2, "d = a < b ? b : a"},
    OpInfo{Op::less, "less", 2, "d = a < b"},
    OpInfo{Op::less_equal, "less_equal", 2, "d = a <= b"},
    OpInfo{Op::greater, "greater", 2, "d = a > b"},
    OpInfo{Op::greater_equal, "greater_equal", 2, "d = a >= b"},
    OpInfo{Op::equal, "equal", 2, "d = a == b"},
    OpInfo{Op::not_equal, "not_equal", 2, "d = a != b"},
    OpInfo{Op::logical_and, "and", 2, "d = a != 0 and b != 0"},
    OpInfo{Op::logical_or, "or", 2, "d = a != 0 or b != 0"},
    OpInfo{Op::select, "select", 3, "d = a != 0 ? b : c"},
    OpInfo{Op::clamp, "clamp", 3, "d = a < b ? b : c < a ? c : a"},
    OpInfo{Op::confine, "confine", 3,
           "d = a < b ? b : c < a ? c : a; counts the lanes in which that is another number"},
    OpInfo{Op::confine_whole, "confine_whole", 3, "the same of the whole number nearest to a, halves up"},
    OpInfo{Op::multiply_add, "multiply_add", 3, "d = a + b * c"},
    OpInfo{Op::multiply_subtract, "multiply_subtract", 3, "d = a - b * c"},
    OpInfo{Op::multiply_difference, "multiply_difference", 3, "d = a * (b - c)"},
    OpInfo{Op::approach, "approach", 3, "d = a + b * (c - a)"},
    OpInfo{Op::lookup, "lookup", 2, "d = the number of the grid in row a, column b; both floored, then clamped"},
    OpInfo{Op::interpolate, "interpolate", 1,
           "d = the grid's y at x = a, linear between its points, level beyond them"},
    OpInfo{Op::row_sum, "row_sum", 1, "d[r] = 0 + a[first] + a[first + 1] + ..., in this order"},
    OpInfo{Op::row_largest, "row_largest", 1, "d[r] = the maximum folded from -infinity"},
    OpInfo{Op::row_smallest, "row_smallest", 1, "d[r] = the minimum folded from +infinity"},
    OpInfo{Op::row_any, "row_any", 1, "d[r] = whether some a of the group is true"},
    OpInfo{Op::row_all, "row_all", 1, "d[r] = whether every a of the group is true"},
    OpInfo{Op::draw_uniform, "draw_uniform", 2, "d = a + (b - a) * u"},
    OpInfo{Op::draw_normal, "draw_normal", 2, "d = a + b * normal_quantile(u)"},
    OpInfo{Op::draw_bernoulli, "draw_bernoulli", 1, "d = u < a"},
    OpInfo{Op::draw_binomial, "draw_binomial", 2, "d = binomial_variate(a, b), try k from attempt k"},
    OpInfo{Op::draw_poisson, "draw_poisson", 1, "d = poisson_variate(a), try k from attempt k"},
    OpInfo{Op::draw_gamma, "draw_gamma", 2, "d = gamma_variate(a, b), try k from attempt k"},
    OpInfo{Op::load_step, "load_step", 0, "d = the number of the present state"},
    OpInfo{Op::load_date, "load_date", 0, "d = the day on which the present step begins, since 1970-01-01"},
    OpInfo{Op::load_series, "load_series", 0, "d = the grid's number for the present state"},
    OpInfo{Op::taken, "taken", 0, "d = whether the latest choice lies in the options first <= o < last"},
    OpInfo{Op::remember, "remember", 0, "d = the present step where the choice just made lies in the options"},
    OpInfo{Op::keep, "keep", 1, "the place of a ring for the present state = a; in state 0 every place"},
    OpInfo{Op::recall, "recall", 0, "d = what the ring keeps of the state some steps ago, of state 0 before that"},
    OpInfo{Op::impose, "impose", 1, "forced option of a decision = the option where a is true"},
    OpInfo{Op::latch, "latch", 1, "d = 1 where a is true; else unchanged"},
    OpInfo{Op::effect_set, "effect_set", 2, "place = a where gated and b is true"},
    OpInfo{Op::effect_add, "effect_add", 2, "place = place + a where gated and b is true"},
    OpInfo{Op::effect_subtract, "effect_subtract", 2, "place = place - a where gated and b is true"},
    OpInfo{Op::assign, "assign", 3, "d = a < b ? b : c < a ? c : a in lanes still active; else unchanged"},
};

[[nodiscard]] constexpr const OpInfo& info(Op op) { return k_ops[static_cast<std::size_t>(op)]; }

/// Whether the operation counts incidents: its `extra` is the column that counts them.
[[nodiscard]] constexpr bool op_counts(Op op) { return op == Op::confine || op == Op::confine_whole; }

/// Whether the operation reads a grid of numbers: its `extra` says which.
[[nodiscard]] constexpr bool op_reads_grid(Op op) {
    return op == Op::lookup || op == Op::interpolate || op == Op::load_series;
}

/// Whether the operation draws: its `extra` is the stream of its first row.
[[nodiscard]] constexpr bool op_draws(Op op) { return op >= Op::draw_uniform && op <= Op::draw_gamma; }

/// Whether the operation gives 0 or 1 and nothing else, whatever its operands.
[[nodiscard]] constexpr bool op_gives_truth(Op op) {
    return (op >= Op::less && op <= Op::logical_or) || op == Op::logical_not || op == Op::row_any ||
           op == Op::row_all || op == Op::taken || op == Op::draw_bernoulli;
}

/// Whether the operation runs over groups of rows of its operand.
[[nodiscard]] constexpr bool op_is_reduction(Op op) { return op >= Op::row_sum && op <= Op::row_all; }

static_assert(
    [] {
        for (std::size_t i = 0; i < k_ops.size(); ++i)
            if (static_cast<std::size_t>(k_ops[i].op) != i) return false;
        return true;
    }(),
    "k_ops is in the order of Op");

}  // namespace brink
