// The kernels that read choices and write state in place: a lane that is not meant keeps its bits.

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "catch.hpp"
#include "lanes/isa.h"

using namespace brink;

namespace {

constexpr std::size_t k_width = 16;

struct Columns {
    alignas(64) double values[12][k_width] = {};
    std::vector<std::uint32_t> tables;
    std::vector<std::uint8_t> taken = std::vector<std::uint8_t>(10, 0);
    KernelContext<double> context;

    Columns() {
        context.columns = &values[0][0];
        context.width = k_width;
        context.option_taken = taken.data();
        context.step = 9;
        for (std::size_t lane = 0; lane < k_width; ++lane) {
            values[0][lane] = static_cast<double>(lane) - 1;                        // choices -1, 0, 1, ... 14
            values[1][lane] = lane % 3 == 0 ? 0.0 : static_cast<double>(lane % 3);  // a condition
            values[2][lane] = 100 + static_cast<double>(lane);                      // a state
            values[3][lane] = lane == 5 ? std::numeric_limits<double>::quiet_NaN() : 0.5 * static_cast<double>(lane);
            values[4][lane] = -0.0;  // another state
        }
    }
    void run(Isa isa, const Instruction& instruction) {
        context.tables = tables.data();
        kernels<double>(isa).run(context, &instruction, 1);
    }
};

std::uint64_t bits(double x) { return std::bit_cast<std::uint64_t>(x); }

Instruction instruction_of(Op op, std::uint32_t rows, std::uint32_t destination, std::uint32_t extra, Operand a = {},
                           Operand b = {}, Operand c = {}) {
    return {op, rows, destination, extra, a, b, c};
}

constexpr Operand in_column(std::uint32_t c) { return {Operand::Kind::columns, c, 0}; }
constexpr Operand number(double x) { return {Operand::Kind::immediate, 0, x}; }

template <class F>
void on_every_isa(F f) {
    for (const Isa isa : {Isa::baseline, Isa::v3, Isa::v4}) {
        if (!available(isa)) continue;
        INFO(name(isa));
        f(isa);
    }
}

}  // namespace

TEST_CASE("taken and remember look for a choice among options") {
    on_every_isa([](Isa isa) {
        Columns columns;
        columns.tables = {0, 2, 5, 0, 0, 1};
        std::fill_n(columns.values[8], k_width, -7.0);
        columns.run(isa, instruction_of(Op::taken, 2, 5, 0));
        columns.run(isa, instruction_of(Op::remember, 1, 8, 0));
        for (std::size_t lane = 0; lane < k_width; ++lane) {
            const double choice = columns.values[0][lane];
            CHECK(columns.values[5][lane] == (choice >= 2 && choice < 5 ? 1 : 0));
            CHECK(columns.values[6][lane] == (choice == 0 ? 1 : 0));
            CHECK(columns.values[8][lane] == (choice >= 2 && choice < 5 ? 9 : -7));
        }
    });
}

TEST_CASE("impose and latch write only where their condition holds") {
    on_every_isa([](Isa isa) {
        Columns columns;
        std::fill_n(columns.values[5], k_width, -1.0);
        std::fill_n(columns.values[6], k_width, 0.25);
        columns.run(isa, instruction_of(Op::impose, 1, 5, 7, in_column(1)));
        columns.run(isa, instruction_of(Op::latch, 1, 6, 0, in_column(1)));
        for (std::size_t lane = 0; lane < k_width; ++lane) {
            CHECK(columns.values[5][lane] == (lane % 3 == 0 ? -1 : 7));
            CHECK(columns.values[6][lane] == (lane % 3 == 0 ? 0.25 : 1));
        }
    });
}

TEST_CASE("an effect of a choice changes the lanes that took it and no other") {
    on_every_isa([](Isa isa) {
        for (const Op op : {Op::effect_set, Op::effect_add, Op::effect_subtract}) {
            for (const bool filtered : {false, true}) {
                Columns columns;
                columns.tables = {2, 0, 3, 6};  // place; column, first, last
                columns.taken[4] = 1;
                columns.run(isa, instruction_of(op, 1, 0, 1, in_column(3), filtered ? in_column(1) : Operand{}));
                for (std::size_t lane = 0; lane < k_width; ++lane) {
                    const double choice = columns.values[0][lane];
                    const bool happens = choice >= 3 && choice < 6 && (!filtered || lane % 3 != 0);
                    const double x = columns.values[3][lane];
                    const double place = 100 + static_cast<double>(lane);
                    const double changed = op == Op::effect_set ? x : op == Op::effect_add ? place + x : place - x;
                    if (happens && std::isnan(x))
                        CHECK(std::isnan(columns.values[2][lane]));
                    else
                        CHECK(bits(columns.values[2][lane]) == bits(happens ? changed : place));
                }
            }
        }
    });
}

TEST_CASE("an effect that no lane took is not looked at") {
    on_every_isa([](Isa isa) {
        Columns columns;
        columns.tables = {2, 0, 3, 6};
        columns.run(isa, instruction_of(Op::effect_add, 1, 0, 1, number(5)));  // flags say: nobody
        for (std::size_t lane = 0; lane < k_width; ++lane)
            CHECK(columns.values[2][lane] == 100 + static_cast<double>(lane));
    });
}

TEST_CASE("a lane without the effect keeps its minus zero") {
    on_every_isa([](Isa isa) {
        Columns columns;
        columns.tables = {4};
        columns.run(isa, instruction_of(Op::effect_add, 1, 0, k_nothing, number(0), {}, in_column(1)));
        for (std::size_t lane = 0; lane < k_width; ++lane)
            CHECK(bits(columns.values[4][lane]) == bits(lane % 3 == 0 ? -0.0 : 0.0));
    });
}

TEST_CASE("effects on one place happen one after another") {
    on_every_isa([](Isa isa) {
        Columns columns;
        columns.tables = {2, 2};
        std::fill_n(columns.values[5], k_width, 1e16);
        std::fill_n(columns.values[6], k_width, -1e16);
        columns.run(isa, instruction_of(Op::effect_add, 2, 0, k_nothing, in_column(5), number(1), number(1)));
        for (std::size_t lane = 0; lane < k_width; ++lane)
            CHECK(columns.values[2][lane] == (100 + static_cast<double>(lane) + 1e16) - 1e16);
        columns.run(isa, instruction_of(Op::effect_add, 2, 0, k_nothing, in_column(5), number(0), number(1)));
        for (std::size_t lane = 0; lane < k_width; ++lane)
            CHECK(columns.values[2][lane] == (100 + static_cast<double>(lane) + 1e16) - 1e16);
    });
}

TEST_CASE("an assignment clamps in lanes that live and leaves the others") {
    on_every_isa([](Isa isa) {
        Columns columns;
        alignas(64) double active[k_width];
        for (std::size_t lane = 0; lane < k_width; ++lane) active[lane] = lane % 2 == 0 ? 1 : 0;
        columns.context.active = active;
        columns.run(isa, instruction_of(Op::assign, 1, 2, 0, in_column(0), number(2), number(6)));
        for (std::size_t lane = 0; lane < k_width; ++lane) {
            const double clamped = std::clamp(columns.values[0][lane], 2.0, 6.0);
            CHECK(columns.values[2][lane] == (lane % 2 == 0 ? clamped : 100 + static_cast<double>(lane)));
        }
    });
}
