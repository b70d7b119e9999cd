#pragma once
// Kernels that read constant numbers by place, or what rings keep of earlier states. Only for isa_kernels.cpp.

#include "base/grid_math.h"
#include "lanes/columns.h"

namespace brink::BRINK_ISA {
namespace {

template <class S>
void lookup(const KernelContext<S>& context, const Instruction& instruction) {
    const Grid grid = context.grids[instruction.extra];
    const double* numbers = context.numbers + grid.first;
    for (std::size_t r = 0; r < instruction.rows; ++r) {
        S* d = column(context, instruction.destination + r);
        with_operand(context, instruction.a, r, [&](auto a) {
            with_operand(context, instruction.b, r, [&](auto b) {
                for (std::size_t i = 0; i < context.width; ++i)
                    d[i] = static_cast<S>(matrix_at(numbers, grid.rows, grid.columns, static_cast<double>(a[i]),
                                                    static_cast<double>(b[i])));
            });
        });
    }
}

template <class S>
void interpolate(const KernelContext<S>& context, const Instruction& instruction) {
    const Grid grid = context.grids[instruction.extra];
    const double* points = context.numbers + grid.first;
    for (std::size_t r = 0; r < instruction.rows; ++r) {
        S* d = column(context, instruction.destination + r);
        with_operand(context, instruction.a, r, [&](auto a) {
            for (std::size_t i = 0; i < context.width; ++i)
                d[i] = static_cast<S>(curve_at(points, grid.rows, static_cast<double>(a[i])));
        });
    }
}

/// The same number in every row and lane: the grid's of the present state.
template <class S>
void load_series(const KernelContext<S>& context, const Instruction& instruction) {
    const auto value = static_cast<S>(context.numbers[context.grids[instruction.extra].first + context.step]);
    S* d = column(context, instruction.destination);
    each_lane(instruction.rows * context.width, [=](std::size_t i) { d[i] = value; });
}

/// The present state's place in its ring = a; in state 0 all places.
template <class S>
void keep(const KernelContext<S>& context, const Instruction& instruction) {
    for (std::size_t r = 0; r < instruction.rows; ++r) {
        const std::uint32_t* ring = context.tables + instruction.extra + 3 * r;
        const std::uint32_t first = context.step == 0 ? 0 : context.step % ring[1];
        const std::uint32_t last = context.step == 0 ? ring[1] : first + 1;
        with_operand(context, instruction.a, r, [&](auto a) {
            for (std::uint32_t place = first; place < last; ++place) {
                S* d = column(context, ring[0] + place);
                each_lane(context.width, [=](std::size_t i) { d[i] = a[i]; });
            }
        });
    }
}

template <class S>
void recall(const KernelContext<S>& context, const Instruction& instruction) {
    for (std::size_t r = 0; r < instruction.rows; ++r) {
        const std::uint32_t* ring = context.tables + instruction.extra + 3 * r;
        const S* a = column(context, ring[0] + (context.step + ring[1] - ring[2]) % ring[1]);
        S* d = column(context, instruction.destination + r);
        each_lane(context.width, [=](std::size_t i) { d[i] = a[i]; });
    }
}

}  // namespace
}  // namespace brink::BRINK_ISA
