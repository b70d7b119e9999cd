#include "program/graph.h"

#include "base/elementary.h"
#include "base/grid_math.h"

namespace brink {

namespace {

double truth(bool value) { return value ? 1.0 : 0.0; }

bool fold_unary(Op op, double a, double& out) {
    switch (op) {
        case Op::copy: out = a; return true;
        case Op::negate: out = -a; return true;
        case Op::logical_not: out = truth(a == 0); return true;
        case Op::absolute: out = a < 0 || (a == 0 && 1 / a < 0) ? -a : a; return true;
        case Op::sign: out = truth(a > 0) - truth(a < 0); return true;
        case Op::exponential: out = brink::exp(a); return true;
        case Op::logarithm: out = brink::log(a); return true;
        case Op::hyperbolic_tangent: out = brink::tanh(a); return true;
        case Op::logistic: out = brink::logistic(a); return true;
        case Op::floor: out = brink::floor(a); return true;
        default: return false;
    }
}

bool fold_binary(Op op, double a, double b, double& out) {
    switch (op) {
        case Op::add: out = a + b; return true;
        case Op::subtract: out = a - b; return true;
        case Op::multiply: out = a * b; return true;
        case Op::divide: out = a / b; return true;
        case Op::power: out = brink::power(a, b); return true;
        case Op::minimum: out = b < a ? b : a; return true;
        case Op::maximum: out = a < b ? b : a; return true;
        case Op::less: out = truth(a < b); return true;
        case Op::less_equal: out = truth(a <= b); return true;
        case Op::greater: out = truth(a > b); return true;
        case Op::greater_equal: out = truth(a >= b); return true;
        case Op::equal: out = truth(a == b); return true;
        case Op::not_equal: out = truth(a != b); return true;
        case Op::logical_and: out = truth(a != 0 && b != 0); return true;
        case Op::logical_or: out = truth(a != 0 || b != 0); return true;
        default: return false;
    }
}

}  // namespace

bool fold(Op op, double a, double b, double c, double& out) {
    switch (info(op).operands) {
        case 1: return fold_unary(op, a, out);
        case 2: return fold_binary(op, a, b, out);
        case 3:
            if (op == Op::select) return out = a != 0 ? b : c, true;
            if (op == Op::clamp) return out = a < b ? b : c < a ? c : a, true;
            return false;
        default: return false;
    }
}

double fold_grid(Op op, const Program& program, std::uint32_t grid, double a, double b) {
    const Grid& read = program.grids[grid];
    const double* numbers = program.numbers.data() + read.first;
    return op == Op::interpolate ? curve_at(numbers, read.rows, a) : matrix_at(numbers, read.rows, read.columns, a, b);
}

}  // namespace brink
