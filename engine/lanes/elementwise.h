#pragma once
// Kernels that compute each element, or each group of rows, from operands. Only for isa_kernels.cpp.

#include "lanes/columns.h"
#include "base/elementary.h"

namespace brink::BRINK_ISA {
namespace {

template <class S>
[[gnu::always_inline]] inline S truth(bool condition) {
    return condition ? S(1) : S(0);
}

/// a ^ b for b that differs between lanes: each form of power in a loop of its own, so that each is vector code.
template <class S>
void powers(const KernelContext<S>& context, const Instruction& instruction) {
    constexpr std::size_t k_lanes = 16;
    alignas(64) S products[k_lanes];
    alignas(64) S others[k_lanes];
    for (std::size_t r = 0; r < instruction.rows; ++r) {
        S* d = column(context, instruction.destination + r);
        with_operand(context, instruction.a, r, [&](auto a) {
            with_operand(context, instruction.b, r, [&](auto b) {
                for (std::size_t lane = 0; lane < context.width; lane += k_lanes) {
                    for (std::size_t i = 0; i < k_lanes; ++i) products[i] = power_by_products(a[lane + i], b[lane + i]);
                    for (std::size_t i = 0; i < k_lanes; ++i) others[i] = power_by_logarithm(a[lane + i], b[lane + i]);
                    for (std::size_t i = 0; i < k_lanes; ++i)
                        d[lane + i] = power_is_whole(b[lane + i]) ? products[i] : others[i];
                }
            });
        });
    }
}

/// a ^ b: a number b that stands in the program decides beforehand which of power's forms is computed.
template <class S>
void power_of(const KernelContext<S>& context, const Instruction& instruction) {
    const S y = static_cast<S>(instruction.b.value);
    if (!immediate(instruction.b)) {
        powers(context, instruction);
    } else if (y == S(2)) {
        map(context, instruction, [](S a) { return a * a; });
    } else if (absolute(y) <= S(k_power_whole) && floor(y) == y) {
        const auto n = static_cast<typename Real<S>::Word>(absolute(y));
        if (y < S(0))
            map(context, instruction, [n](S a) { return S(1) / whole_power(a, n); });
        else
            map(context, instruction, [n](S a) { return whole_power(a, n); });
    } else if (y == S(0.5)) {
        map(context, instruction, [](S a) { return square_root(a); });
    } else {
        map(context, instruction, [y](S a) { return exp(y * log(a)); });
    }
}

/// d[r] = f(... f(f(start, a[first]), a[first + 1]) ...) over the rows of group r.
template <class S, class F>
void fold(const KernelContext<S>& context, const Instruction& instruction, S start, F f) {
    for (std::size_t r = 0; r < instruction.rows; ++r) {
        S* d = column(context, instruction.destination + r);
        std::uint32_t k = context.tables[instruction.extra + r];
        const std::uint32_t end = context.tables[instruction.extra + r + 1];
        each_lane(context.width, [=](std::size_t i) { d[i] = start; });
        const S value = static_cast<S>(instruction.a.value);
        if (immediate(instruction.a)) {
            for (; k < end; ++k) each_lane(context.width, [=](std::size_t i) { d[i] = f(d[i], value); });
            continue;
        }
        for (; k + 4 <= end; k += 4) {  // four rows at once: a quarter of the traffic, the same order
            const S* a0 = row(context, instruction.a, k);
            const S* a1 = row(context, instruction.a, k + 1);
            const S* a2 = row(context, instruction.a, k + 2);
            const S* a3 = row(context, instruction.a, k + 3);
            each_lane(context.width, [=](std::size_t i) { d[i] = f(f(f(f(d[i], a0[i]), a1[i]), a2[i]), a3[i]); });
        }
        for (; k < end; ++k) {
            const S* a = row(context, instruction.a, k);
            each_lane(context.width, [=](std::size_t i) { d[i] = f(d[i], a[i]); });
        }
    }
}

/// The same number in every row and lane.
template <class S>
void fill(const KernelContext<S>& context, const Instruction& instruction, S value) {
    S* d = column(context, instruction.destination);
    each_lane(instruction.rows * context.width, [=](std::size_t i) { d[i] = value; });
}

}  // namespace
}  // namespace brink::BRINK_ISA
