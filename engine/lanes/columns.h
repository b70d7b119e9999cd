#pragma once
// How kernels reach their operands and loop over lanes. Only for isa_kernels.cpp, which is compiled once for each
// instruction set: everything has internal linkage, so that no copy of a function is shared between the builds.

#include <cstddef>
#include <cstdint>

#include <Eigen/Core>

#include "lanes/isa.h"

namespace brink::BRINK_ISA {
namespace {

/// Columns, in whole or one after another, as Eigen sees them.
template <class S>
using Lanes = Eigen::Array<S, Eigen::Dynamic, 1>;
template <class S>
using Destination = Eigen::Map<Lanes<S>, Eigen::Aligned64>;
template <class S>
using Source = Eigen::Map<const Lanes<S>, Eigen::Aligned64>;

/// An immediate operand: the same number in every lane. A column is a plain pointer.
template <class S>
struct Same {
    S value;
    S operator[](std::size_t) const { return value; }
};

template <class S>
[[gnu::always_inline]] inline S* aligned(S* column) {
    return static_cast<S*>(__builtin_assume_aligned(column, 64));
}

template <class S>
[[gnu::always_inline]] inline S* column(const KernelContext<S>& context, std::size_t c) {
    return aligned(context.columns + c * context.width);
}

[[gnu::always_inline]] inline bool immediate(const Operand& operand) {
    return operand.kind == Operand::Kind::immediate;
}

/// Rows of the operand follow one another in memory, or are all one number.
[[gnu::always_inline]] inline bool contiguous(const Operand& operand) {
    return operand.kind == Operand::Kind::columns || immediate(operand);
}

/// Column of the operand in row r; nullptr of an immediate one or none.
template <class S>
[[gnu::always_inline]] inline const S* row(const KernelContext<S>& context, const Operand& operand, std::size_t r) {
    switch (operand.kind) {
        case Operand::Kind::none:
        case Operand::Kind::immediate: return nullptr;
        case Operand::Kind::columns: return column(context, operand.first + r);
        case Operand::Kind::broadcast: return column(context, operand.first);
        case Operand::Kind::table: return column(context, context.tables[operand.first + r]);
    }
    return nullptr;
}

/// f(i) for i = 0 .. n - 1, in any order; n is a multiple of 16, so no remainder loop exists. What f writes at i may
/// be what it reads at i, but at no other place.
template <class F>
[[gnu::always_inline]] inline void each_lane(std::size_t n, F f) {
    const std::size_t whole = n & ~std::size_t{15};
#if defined(__clang__)
#pragma clang loop vectorize(assume_safety)
#else
#pragma GCC ivdep
#endif
    for (std::size_t i = 0; i < whole; ++i) f(i);
}

/// Calls f with the operand in row r as something to index: a column or one number.
template <class S, class F>
[[gnu::always_inline]] inline void with_operand(const KernelContext<S>& context, const Operand& operand, std::size_t r,
                                                F f) {
    if (const S* lanes = row(context, operand, r))
        f(lanes);
    else
        f(Same<S>{static_cast<S>(operand.value)});
}

/// Calls f(first row, lanes) for whole groups of rows at once if every operand's rows follow one another, else row by
/// row.
template <class S, class F>
[[gnu::always_inline]] inline void each_group(const KernelContext<S>& context, const Instruction& instruction,
                                              bool whole, F f) {
    if (whole)
        f(std::size_t{0}, instruction.rows * context.width);
    else
        for (std::size_t r = 0; r < instruction.rows; ++r) f(r, context.width);
}

/// d = f(a), lane by lane.
template <class S, class F>
void map(const KernelContext<S>& context, const Instruction& instruction, F f) {
    each_group(context, instruction, contiguous(instruction.a), [&](std::size_t r, std::size_t n) {
        S* d = column(context, instruction.destination + r);
        with_operand(context, instruction.a, r, [=](auto a) { each_lane(n, [=](std::size_t i) { d[i] = f(a[i]); }); });
    });
}

/// d = f(a, b).
template <class S, class F>
void map2(const KernelContext<S>& context, const Instruction& instruction, F f) {
    const bool whole = contiguous(instruction.a) && contiguous(instruction.b);
    each_group(context, instruction, whole, [&](std::size_t r, std::size_t n) {
        S* d = column(context, instruction.destination + r);
        with_operand(context, instruction.a, r, [&](auto a) {
            with_operand(context, instruction.b, r,
                         [=](auto b) { each_lane(n, [=](std::size_t i) { d[i] = f(a[i], b[i]); }); });
        });
    });
}

/// d = f(a, b, c).
template <class S, class F>
void map3(const KernelContext<S>& context, const Instruction& instruction, F f) {
    const bool whole = contiguous(instruction.a) && contiguous(instruction.b) && contiguous(instruction.c);
    each_group(context, instruction, whole, [&](std::size_t r, std::size_t n) {
        S* d = column(context, instruction.destination + r);
        with_operand(context, instruction.a, r, [&](auto a) {
            with_operand(context, instruction.b, r, [&](auto b) {
                with_operand(context, instruction.c, r,
                             [=](auto c) { each_lane(n, [=](std::size_t i) { d[i] = f(a[i], b[i], c[i]); }); });
            });
        });
    });
}

/// d = f(a, b) in Eigen's arrays: for the four operations of arithmetic, which are the same in packets and alone.
template <class S, class F>
void arithmetic(const KernelContext<S>& context, const Instruction& instruction, F f) {
    const bool whole = contiguous(instruction.a) && contiguous(instruction.b);
    each_group(context, instruction, whole, [&](std::size_t r, std::size_t n) {
        const auto size = static_cast<Eigen::Index>(n);
        Destination<S> d(column(context, instruction.destination + r), size);
        const S* a = row(context, instruction.a, r);
        const S* b = row(context, instruction.b, r);
        const auto same = [&](const Operand& x) { return Lanes<S>::Constant(size, static_cast<S>(x.value)); };
        if (a && b)
            d = f(Source<S>(a, size), Source<S>(b, size));
        else if (a)
            d = f(Source<S>(a, size), same(instruction.b));
        else if (b)
            d = f(same(instruction.a), Source<S>(b, size));
        else
            d = f(same(instruction.a), same(instruction.b));
    });
}

}  // namespace
}  // namespace brink::BRINK_ISA
