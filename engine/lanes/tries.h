#pragma once
// Draws of a step that take more than one uniform number, lane after lane. Only for isa_kernels.cpp.

#include "base/variates.h"
#include "lanes/sampling.h"

namespace brink::BRINK_ISA {
namespace {

/// The uniform numbers of draw_words(key, luck, step, attempt): Philox4x32-10 for one lane.
struct LaneTries {
    std::uint64_t key;
    std::uint64_t luck;
    std::uint32_t step;

    [[gnu::always_inline]] TwoUniforms operator()(std::uint32_t attempt) const {
        auto k0 = static_cast<std::uint32_t>(key);
        auto k1 = static_cast<std::uint32_t>(key >> 32);
        auto c0 = static_cast<std::uint32_t>(luck);
        auto c1 = static_cast<std::uint32_t>(luck >> 32);
        std::uint32_t c2 = step;
        std::uint32_t c3 = attempt;
        for (int round = 0; round < 10; ++round) {
            const std::uint64_t product0 = std::uint64_t{c0} * 0xD2511F53u;
            const std::uint64_t product1 = std::uint64_t{c2} * 0xCD9E8D57u;
            c0 = static_cast<std::uint32_t>(product1 >> 32) ^ c1 ^ k0;
            c1 = static_cast<std::uint32_t>(product1);
            c2 = static_cast<std::uint32_t>(product0 >> 32) ^ c3 ^ k1;
            c3 = static_cast<std::uint32_t>(product0);
            k0 += 0x9E3779B9u;
            k1 += 0xBB67AE85u;
        }
        return {uniform53_of(c0 | std::uint64_t{c1} << 32), uniform53_of(c2 | std::uint64_t{c3} << 32)};
    }
};

/// d = f(a, b, tries); row r draws from stream `extra` + r.
template <class S, class F>
void draw_by_tries(const KernelContext<S>& context, const Instruction& instruction, F f) {
    for (std::size_t r = 0; r < instruction.rows; ++r) {
        const std::uint64_t key = context.keys[instruction.extra + r];
        S* d = column(context, instruction.destination + r);
        with_operand(context, instruction.a, r, [&](auto a) {
            with_operand(context, instruction.b, r, [&](auto b) {
                for (std::size_t i = 0; i < context.width; ++i)
                    d[i] = static_cast<S>(f(static_cast<double>(a[i]), static_cast<double>(b[i]),
                                            LaneTries{key, context.luck[i], context.step}));
            });
        });
    }
}

}  // namespace
}  // namespace brink::BRINK_ISA
