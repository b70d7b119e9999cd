#pragma once
// Kernels that read choices or write state in place: history, impositions, effects, assignments.
// Only for isa_kernels.cpp.

#include "lanes/columns.h"
#include "base/elementary.h"

namespace brink::BRINK_ISA {
namespace {

/// Whether a lane's choice lies in the options first <= o < last.
template <class S>
struct ChoiceGate {
    const S* choice;
    S first;
    S last;

    bool operator()(std::size_t lane) const { return (choice[lane] >= first) & (choice[lane] < last); }
};

/// Row r of three numbers a row in Program::tables from `extra`.
template <class S>
[[gnu::always_inline]] inline ChoiceGate<S> choice_gate(const KernelContext<S>& context, const Instruction& instruction,
                                                        std::size_t r) {
    const std::uint32_t* numbers = context.tables + instruction.extra + 3 * r;
    return {column(context, numbers[0]), static_cast<S>(numbers[1]), static_cast<S>(numbers[2])};
}

template <class S>
void taken(const KernelContext<S>& context, const Instruction& instruction) {
    for (std::size_t r = 0; r < instruction.rows; ++r) {
        const ChoiceGate<S> gate = choice_gate(context, instruction, r);
        S* d = column(context, instruction.destination + r);
        each_lane(context.width, [=](std::size_t i) { d[i] = gate(i) ? S(1) : S(0); });
    }
}

template <class S>
void remember(const KernelContext<S>& context, const Instruction& instruction) {
    const S now = static_cast<S>(context.step);
    for (std::size_t r = 0; r < instruction.rows; ++r) {
        const ChoiceGate<S> gate = choice_gate(context, instruction, r);
        S* d = column(context, instruction.destination + r);
        each_lane(context.width, [=](std::size_t i) { d[i] = gate(i) ? now : d[i]; });
    }
}

/// d = value where a is true; else unchanged.
template <class S>
void write_where(const KernelContext<S>& context, const Instruction& instruction, S value) {
    for (std::size_t r = 0; r < instruction.rows; ++r) {
        S* d = column(context, instruction.destination + r);
        with_operand(context, instruction.a, r, [&](auto a) {
            each_lane(context.width, [=](std::size_t i) { d[i] = a[i] != S(0) ? value : d[i]; });
        });
    }
}

/// Whether some lane chose one of the options first <= o < last in this step.
template <class S>
[[gnu::always_inline]] inline bool some_lane_took(const KernelContext<S>& context, std::uint32_t first,
                                                  std::uint32_t last) {
    bool some = false;
    for (std::uint32_t o = first; o < last; ++o) some = some || context.option_taken[o] != 0;
    return some;
}

/// place = f(place, a) where gated and the filter is true; a lane that is not keeps its bits.
template <class S, class F>
void effect(const KernelContext<S>& context, const Instruction& instruction, F f) {
    const std::size_t n = context.width;
    Operand filter = instruction.b;
    if (filter.kind == Operand::Kind::none) filter = {Operand::Kind::immediate, 0, 1};
    for (std::size_t r = 0; r < instruction.rows; ++r) {
        S* place = column(context, context.tables[instruction.destination + r]);
        const auto apply = [&](auto gated) {
            with_operand(context, instruction.a, r, [&](auto a) {
                with_operand(context, filter, r, [=](auto b) {
                    each_lane(n, [=](std::size_t i) {
                        const bool gate = gated(i);
                        const bool filtered = b[i] != S(0);
                        const S changed = f(place[i], a[i]);
                        place[i] = gate && filtered ? changed : place[i];
                    });
                });
            });
        };
        if (instruction.c.kind != Operand::Kind::none) {
            with_operand(context, instruction.c, r,
                         [&](auto c) { apply([=](std::size_t i) { return c[i] != S(0); }); });
        } else {
            const std::uint32_t* numbers = context.tables + instruction.extra + 3 * r;
            if (some_lane_took(context, numbers[1], numbers[2])) apply(choice_gate(context, instruction, r));
        }
    }
}

/// d = whole(a) clamped to b, c. Where that is another number than a (what is not a number stays so), the incident is
/// counted in lanes that live; mostly there is none, and then nothing is written but d.
template <class S, class F>
void confine(const KernelContext<S>& context, const Instruction& instruction, F whole) {
    using Word = typename Real<S>::Word;
    const S low = static_cast<S>(instruction.b.value);
    const S high = static_cast<S>(instruction.c.value);
    S* count = column(context, instruction.extra);
    for (std::size_t r = 0; r < instruction.rows; ++r) {
        S* d = column(context, instruction.destination + r);
        with_operand(context, instruction.a, r, [&](auto a) {
            each_lane(context.width, [=](std::size_t i) { d[i] = clamp(whole(a[i]), low, high); });
            Word differ = 0;
            for (std::size_t i = 0; i < context.width; ++i)
                differ |= std::bit_cast<Word>(d[i]) ^ std::bit_cast<Word>(static_cast<S>(a[i]));
            if (differ == 0) return;
            const S* active = context.active;
            for (std::size_t i = 0; i < context.width; ++i)
                if ((d[i] < a[i] || d[i] > a[i]) && (active == nullptr || active[i] != S(0))) count[i] += S(1);
        });
    }
}

/// d = a clamped to b, c in lanes still active.
template <class S>
void assign(const KernelContext<S>& context, const Instruction& instruction) {
    if (!context.active) {
        map3(context, instruction, [](S a, S b, S c) { return clamp(a, b, c); });
        return;
    }
    const S* active = context.active;
    for (std::size_t r = 0; r < instruction.rows; ++r) {
        S* d = column(context, instruction.destination + r);
        with_operand(context, instruction.a, r, [&](auto a) {
            with_operand(context, instruction.b, r, [&](auto b) {
                with_operand(context, instruction.c, r, [&](auto c) {
                    each_lane(context.width, [=](std::size_t i) {
                        const S value = clamp(a[i], b[i], c[i]);
                        d[i] = active[i] != S(0) ? value : d[i];
                    });
                });
            });
        });
    }
}

}  // namespace
}  // namespace brink::BRINK_ISA
