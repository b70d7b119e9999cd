#pragma once
// One table of the functions of expressions.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "model/expression.h"

namespace brink {

struct Function {
    enum class Kind : std::uint8_t {
        plain,          // a fixed number of numbers
        fold,           // min and max: two or more numbers, or a comprehension
        comprehension,  // a term and a `for`
        history,
        happened,
        draw,
        table,  // the name of a table, then numbers
        delay,
        later,  // of the language, but not of this version
    };
    std::string_view name;
    Kind kind = Kind::plain;
    Term term = Term::number;
    std::size_t arguments = 0;  // plain and draw; of a table those after its name
    std::string_view form;      // how it is written
};

inline constexpr std::array<Function, 33> k_functions{{
    {"if", Function::Kind::plain, Term::select, 3, "if(condition, a, b)"},
    {"min", Function::Kind::fold, Term::minimum, 2, "min(a, b) or min(term for j)"},
    {"max", Function::Kind::fold, Term::maximum, 2, "max(a, b) or max(term for j)"},
    {"clamp", Function::Kind::plain, Term::clamp, 3, "clamp(x, low, high)"},
    {"abs", Function::Kind::plain, Term::absolute, 1, "abs(x)"},
    {"sqrt", Function::Kind::plain, Term::square_root, 1, "sqrt(x)"},
    {"exp", Function::Kind::plain, Term::exponential, 1, "exp(x)"},
    {"log", Function::Kind::plain, Term::logarithm, 1, "log(x)"},
    {"tanh", Function::Kind::plain, Term::hyperbolic_tangent, 1, "tanh(x)"},
    {"logistic", Function::Kind::plain, Term::logistic, 1, "logistic(x)"},
    {"sign", Function::Kind::plain, Term::sign, 1, "sign(x)"},
    {"floor", Function::Kind::plain, Term::floor, 1, "floor(x)"},
    {"sum", Function::Kind::comprehension, Term::sum, 1, "sum(term for j)"},
    {"mean", Function::Kind::comprehension, Term::mean, 1, "mean(term for j)"},
    {"any", Function::Kind::comprehension, Term::any, 1, "any(condition for j)"},
    {"all", Function::Kind::comprehension, Term::all, 1, "all(condition for j)"},
    {"count", Function::Kind::comprehension, Term::count, 1, "count(condition for j)"},
    {"taken", Function::Kind::history, Term::taken, 0, "taken(action), taken(A, action) or taken(A, action, B)"},
    {"ever", Function::Kind::history, Term::ever, 0, "ever(action), ever(A, action) or ever(A, action, B)"},
    {"since", Function::Kind::history, Term::since, 0, "since(action), since(A, action) or since(A, action, B)"},
    {"received", Function::Kind::history, Term::received, 0,
     "received(action), received(A, action) or received(A, action, B)"},
    {"rung", Function::Kind::history, Term::rung, 0, "rung(A) or rung(A, B)"},
    {"happened", Function::Kind::happened, Term::happened, 1, "happened(event) or happened('free text')"},
    {"normal", Function::Kind::draw, Term::draw_normal, 2, "normal(mean, sd)"},
    {"uniform", Function::Kind::draw, Term::draw_uniform, 2, "uniform(low, high)"},
    {"bernoulli", Function::Kind::draw, Term::draw_bernoulli, 1, "bernoulli(p)"},
    {"binomial", Function::Kind::draw, Term::draw_binomial, 2, "binomial(n, p)"},
    {"poisson", Function::Kind::draw, Term::draw_poisson, 1, "poisson(mean)"},
    {"gamma", Function::Kind::draw, Term::draw_gamma, 2, "gamma(shape, scale)"},
    {"delay", Function::Kind::delay, Term::delay, 2, "delay(x, k)"},
    {"lookup", Function::Kind::table, Term::lookup, 2, "lookup(name, row, column)"},
    {"curve", Function::Kind::table, Term::curve, 1, "curve(name, x)"},
    {"reply", Function::Kind::later, Term::number, 0, "reply(target, action)"},
}};

/// The function of that name, or nullptr.
[[nodiscard]] constexpr const Function* find_function(std::string_view name) {
    for (const Function& function : k_functions) {
        if (!name.empty() && function.name == name) return &function;
    }
    return nullptr;
}

}  // namespace brink
