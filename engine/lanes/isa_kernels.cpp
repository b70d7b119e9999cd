// The kernels of one instruction set. Compiled once for each, with BRINK_ISA its name and Eigen a namespace of its
// own, so that the builds share no function.

#include "lanes/decide.h"
#include "lanes/elementwise.h"
#include "lanes/grids.h"
#include "lanes/history.h"
#include "lanes/observe.h"
#include "lanes/sampling.h"
#include "lanes/tries.h"

namespace brink::BRINK_ISA {
namespace {

/// One instruction: the sentences of program/ops.h.
template <class S>
void execute(const KernelContext<S>& k, const Instruction& i) {
    const S infinity = Real<S>::k_infinity;
    switch (i.op) {
        case Op::copy: return map(k, i, [](S a) { return a; });
        case Op::negate: return map(k, i, [](S a) { return -a; });
        case Op::logical_not: return map(k, i, [](S a) { return truth<S>(a == S(0)); });
        case Op::absolute: return map(k, i, [](S a) { return absolute(a); });
        case Op::square_root: return map(k, i, [](S a) { return square_root(a); });
        case Op::exponential: return map(k, i, [](S a) { return exp(a); });
        case Op::logarithm: return map(k, i, [](S a) { return log(a); });
        case Op::hyperbolic_tangent: return map(k, i, [](S a) { return tanh(a); });
        case Op::logistic: return map(k, i, [](S a) { return logistic(a); });
        case Op::sign: return map(k, i, [](S a) { return sign(a); });
        case Op::floor: return map(k, i, [](S a) { return floor(a); });
        case Op::add: return arithmetic(k, i, [](const auto& a, const auto& b) { return a + b; });
        case Op::subtract: return arithmetic(k, i, [](const auto& a, const auto& b) { return a - b; });
        case Op::multiply: return arithmetic(k, i, [](const auto& a, const auto& b) { return a * b; });
        case Op::divide: return arithmetic(k, i, [](const auto& a, const auto& b) { return a / b; });
        case Op::power: return power_of(k, i);
        case Op::minimum: return map2(k, i, [](S a, S b) { return minimum(a, b); });
        case Op::maximum: return map2(k, i, [](S a, S b) { return maximum(a, b); });
        case Op::less: return map2(k, i, [](S a, S b) { return truth<S>(a < b); });
        case Op::less_equal: return map2(k, i, [](S a, S b) { return truth<S>(a <= b); });
        case Op::greater: return map2(k, i, [](S a, S b) { return truth<S>(a > b); });
        case Op::greater_equal: return map2(k, i, [](S a, S b) { return truth<S>(a >= b); });
        case Op::equal: return map2(k, i, [](S a, S b) { return truth<S>(a == b); });
        case Op::not_equal: return map2(k, i, [](S a, S b) { return truth<S>(a != b); });
        case Op::logical_and: return map2(k, i, [](S a, S b) { return truth<S>((a != S(0)) & (b != S(0))); });
        case Op::logical_or: return map2(k, i, [](S a, S b) { return truth<S>((a != S(0)) | (b != S(0))); });
        case Op::select: return map3(k, i, [](S a, S b, S c) { return a != S(0) ? b : c; });
        case Op::clamp: return map3(k, i, [](S a, S b, S c) { return clamp(a, b, c); });
        case Op::multiply_add: return map3(k, i, [](S a, S b, S c) { return a + b * c; });
        case Op::multiply_subtract: return map3(k, i, [](S a, S b, S c) { return a - b * c; });
        case Op::multiply_difference: return map3(k, i, [](S a, S b, S c) { return a * (b - c); });
        case Op::approach: return map3(k, i, [](S a, S b, S c) { return a + b * (c - a); });
        case Op::confine: return confine(k, i, [](S a) { return a; });
        case Op::confine_whole: return confine(k, i, [](S a) { return nearest_whole(a); });
        case Op::lookup: return lookup(k, i);
        case Op::interpolate: return interpolate(k, i);
        case Op::row_sum: return fold(k, i, S(0), [](S sum, S a) { return sum + a; });
        case Op::row_largest: return fold(k, i, -infinity, [](S most, S a) { return maximum(most, a); });
        case Op::row_smallest: return fold(k, i, infinity, [](S least, S a) { return minimum(least, a); });
        case Op::row_any: return fold(k, i, S(0), [](S any, S a) { return a != S(0) ? S(1) : any; });
        case Op::row_all: return fold(k, i, S(1), [](S all, S a) { return a != S(0) ? all : S(0); });
        case Op::draw_uniform:
            return draw<false>(k, i, [](S a, S b, double u) { return a + (b - a) * static_cast<S>(u); });
        case Op::draw_normal: return draw<true>(k, i, [](S a, S b, double z) { return a + b * static_cast<S>(z); });
        case Op::draw_bernoulli:
            return draw<false>(k, i, [](S a, S, double u) { return truth<S>(u < static_cast<double>(a)); });
        case Op::draw_binomial:
            return draw_by_tries(k, i, [](double n, double p, auto tries) { return binomial_variate(n, p, tries); });
        case Op::draw_poisson:
            return draw_by_tries(k, i, [](double mean, double, auto tries) { return poisson_variate(mean, tries); });
        case Op::draw_gamma:
            return draw_by_tries(k, i, [](double a, double b, auto tries) { return gamma_variate(a, b, tries); });
        case Op::load_step: return fill(k, i, static_cast<S>(k.step));
        case Op::load_date: return fill(k, i, k.day);
        case Op::load_series: return load_series(k, i);
        case Op::taken: return taken(k, i);
        case Op::remember: return remember(k, i);
        case Op::keep: return keep(k, i);
        case Op::recall: return recall(k, i);
        case Op::impose: return write_where(k, i, static_cast<S>(i.extra));
        case Op::latch: return write_where(k, i, S(1));
        case Op::effect_set: return effect(k, i, [](S, S a) { return a; });
        case Op::effect_add: return effect(k, i, [](S place, S a) { return place + a; });
        case Op::effect_subtract: return effect(k, i, [](S place, S a) { return place - a; });
        case Op::assign: return assign(k, i);
    }
}

/// Rows first .. first + n of an elementwise instruction or draw.
inline Instruction rows_of(Instruction instruction, std::uint32_t first, std::uint32_t n) {
    instruction.rows = n;
    instruction.destination += first;
    if (op_draws(instruction.op)) instruction.extra += first;
    for (Operand* operand : {&instruction.a, &instruction.b, &instruction.c})
        if (operand->kind == Operand::Kind::columns || operand->kind == Operand::Kind::table) operand->first += first;
    return instruction;
}

/// A few rows of every instruction of a chain, then the next rows: what passes from one to the next stays in the
/// first-level cache.
template <class S>
void run_chain(const KernelContext<S>& context, const Instruction* instructions, std::size_t n) {
    constexpr std::size_t k_tile_bytes = 16384;  // of one value
    const std::uint32_t rows = instructions->rows;
    const auto fit = static_cast<std::uint32_t>(k_tile_bytes / (context.width * sizeof(S)));
    const std::uint32_t tile = fit > 1 ? fit : 1;
    for (std::uint32_t first = 0; first < rows; first += tile)
        for (std::size_t i = 0; i < n; ++i)
            execute(context, rows_of(instructions[i], first, rows - first < tile ? rows - first : tile));
}

template <class S>
void run(const KernelContext<S>& context, const Instruction* instructions, std::size_t n) {
    for (std::size_t i = 0; i < n;) {
        const std::size_t chain = instructions[i].chain;
        if (chain > 1)
            run_chain(context, instructions + i, chain);
        else
            execute(context, instructions[i]);
        i += chain;
    }
}

}  // namespace

template <class S>
const Kernels<S>& own_kernels() {
    static constexpr Kernels<S> k_kernels = {run<S>,      choose<S>, first_not_finite<S>, add_sums<S>, linear_bins<S>,
                                             log_bins<S>, digest<S>};
    return k_kernels;
}
template const Kernels<BRINK_SCALAR>& own_kernels<BRINK_SCALAR>();

}  // namespace brink::BRINK_ISA
