#include "program/bounds.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace brink {

namespace {

constexpr Range k_truth{0, 1};

/// The interval around some numbers; none of them may be infinite minus infinite or the like.
template <std::size_t N>
Range around(const std::array<double, N>& ends) {
    for (const double end : ends)
        if (std::isnan(end)) return {};
    return {*std::min_element(ends.begin(), ends.end()), *std::max_element(ends.begin(), ends.end())};
}

Range either(const Range& a, const Range& b) { return {std::min(a.low, b.low), std::max(a.high, b.high)}; }

Range binary(Op op, const Range& a, const Range& b) {
    switch (op) {
        case Op::add: return around(std::array{a.low + b.low, a.high + b.high});
        case Op::subtract: return around(std::array{a.low - b.high, a.high - b.low});
        case Op::multiply: return around(std::array{a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high});
        case Op::minimum: return {std::min(a.low, b.low), std::min(a.high, b.high)};
        case Op::maximum: return {std::max(a.low, b.low), std::max(a.high, b.high)};
        default: return {};
    }
}

}  // namespace

Range Bounds::unary(Op op, const Range& a) const {
    switch (op) {
        case Op::copy: return a;
        case Op::negate: return {-a.high, -a.low};
        case Op::absolute:
        case Op::square_root: return {0, k_infinity};
        case Op::exponential: return {0, a.high <= 0 ? 1 : k_infinity};
        case Op::hyperbolic_tangent: return {-1, 1};
        case Op::logistic: return k_truth;
        case Op::sign: return {-1, 1};
        default: return {};
    }
}

// The numbers of a grid; of a curve its y.
Range Bounds::of_grid(const Grid& grid, bool curve) const {
    const double* numbers = graph_.program().numbers.data() + grid.first;
    Range range{k_infinity, -k_infinity};
    for (std::uint32_t i = curve ? 1 : 0; i < grid.rows * grid.columns; i += curve ? 2 : 1)
        range = either(range, {numbers[i], numbers[i]});
    return range;
}

Range Bounds::computed(const GraphNode& node, std::uint32_t row) {
    if (op_gives_truth(node.op)) return k_truth;
    const auto operand = [&](std::size_t k) { return of(node.operands[k][row]); };
    switch (node.op) {
        case Op::select: return either(operand(1), operand(2));
        case Op::clamp: {
            // a < low ? low : high < a ? high : a, for bounds in the right order
            const Range low = operand(1), high = operand(2);
            return low.high <= high.low ? Range{low.low, high.high} : Range{};
        }
        case Op::confine:
        case Op::confine_whole: return node.range;
        case Op::draw_binomial:
        case Op::draw_poisson:
        case Op::draw_gamma: return {0, k_infinity};
        case Op::lookup:
        case Op::load_series:
        case Op::interpolate: return of_grid(graph_.program().grids[node.extra], node.op == Op::interpolate);
        default: break;
    }
    if (op_is_reduction(node.op)) return {};
    switch (info(node.op).operands) {
        case 1: return unary(node.op, operand(0));
        case 2: return binary(node.op, operand(0), operand(1));
        default: return {};
    }
}

Range Bounds::of(Ref ref) {
    const auto at = known_.find(ref);
    if (at != known_.end()) return at->second;
    const GraphNode& node = graph_.node(ref.node);
    Range range = node.range;
    if (node.kind == GraphNode::Kind::constant) range = {node.value, node.value};
    if (node.kind == GraphNode::Kind::instruction) range = computed(node, ref.row);
    return known_[ref] = range;
}

}  // namespace brink
