// The kernels of draws with several tries, of grids and rings, and of numbers brought into their range.

#include "kernels_bench.h"

using namespace brink;
using namespace brink::benched;

TEST_CASE("a number brought into its range is counted where it was outside and the lane lives") {
    for (const Op op : {Op::confine, Op::confine_whole})
        for (const Operand& a : operands(0))
            for (const bool all_live : {true, false}) {
                Bench bench(210);
                bench.tables = k_operand_tables;
                Instruction instruction = instruction_of(op, a, {Operand::Kind::immediate, 0, -1},
                                                         {Operand::Kind::immediate, 0, 2});
                constexpr std::uint32_t k_count = k_destination + k_rows;  // the column after the results
                instruction.extra = k_count;
                std::fill_n(bench.column(k_count), k_width, 4.0);
                for (std::size_t i = 0; i < k_width; ++i) bench.column(30)[i] = i % 3 == 0 ? 0 : 1;
                if (!all_live) bench.context.active = bench.column(30);
                const auto brought = [&](double x) {
                    const double below = std::floor(x);
                    if (op == Op::confine_whole && x - below >= 0.5)
                        x = below + 1;
                    else if (op == Op::confine_whole)
                        x = below;
                    return x < -1 ? -1 : 2 < x ? 2 : x;
                };
                check(
                    bench, instruction,
                    [&](std::size_t r, std::size_t lane) {
                        if (r < k_rows) return brought(bench.operand(a, r, lane));
                        double count = 4;
                        for (std::size_t row = 0; row < k_rows; ++row) {
                            const double x = bench.operand(a, row, lane);
                            count += (all_live || lane % 3 != 0) && !std::isnan(x) && brought(x) != x;
                        }
                        return count;
                    },
                    k_destination, k_rows + 1);
            }
}

TEST_CASE("draws of several tries come from the words of their key and luck and step and attempt") {
    Bench bench(505);
    for (std::size_t i = 0; i < k_width; ++i) {
        bench.column(2)[i] = i % 4 == 0 ? 0.3 * static_cast<double>(i) : static_cast<double>(100 * i);
        bench.column(3)[i] = static_cast<double>(i) / k_width;
        bench.column(4)[i] = std::floor(bench.column(2)[i]);
    }
    const Operand whole{Operand::Kind::broadcast, 4, 0};
    const Operand chance{Operand::Kind::broadcast, 3, 0}, one{Operand::Kind::immediate, 0, 1.5};
    for (const auto& [op, a, b] :
         std::vector<std::tuple<Op, Operand, Operand>>{{Op::draw_gamma, {Operand::Kind::broadcast, 2, 0}, one},
                                                       {Op::draw_poisson, {Operand::Kind::broadcast, 2, 0}, {}},
                                                       {Op::draw_poisson, one, {}},
                                                       {Op::draw_binomial, whole, chance}}) {
        Instruction instruction = instruction_of(op, a, b);
        instruction.extra = 1;
        check(
            bench, instruction,
            [&, op = op, a = a, b = b](std::size_t r, std::size_t lane) {
                const auto tries = [&](std::uint32_t attempt) {
                    const DrawWords words = draw_words(bench.keys[1 + r], bench.luck[lane], 6, attempt);
                    return TwoUniforms{uniform53(words.first), uniform53(words.second)};
                };
                const double x = bench.operand(a, r, lane), y = bench.operand(b, r, lane);
                if (op == Op::draw_gamma) return gamma_variate(x, y, tries);
                return op == Op::draw_poisson ? poisson_variate(x, tries) : binomial_variate(x, y, tries);
            },
            k_destination, k_rows);
    }
}

TEST_CASE("numbers are read from grids by place") {
    Bench bench(530);
    bench.tables = k_operand_tables;
    const std::vector<double> numbers = {9, 1, 2,  3, 4,  5,  6,  -1, 2,  0,  4, 0.5,
                                         1, 3, -3, 7, 70, 71, 72, 73, 74, 75, 76};
    const std::vector<Grid> grids = {{1, 2, 3}, {7, 4, 2}, {16, 7, 1}};
    bench.context.numbers = numbers.data();
    bench.context.grids = grids.data();
    const auto place = [](double x, double n) { return std::min(std::max(std::floor(x), 0.0), n - 1); };
    for (const Operand& a : operands(0)) {
        for (const Operand& b : operands(1)) {
            Instruction instruction = instruction_of(Op::lookup, a, b);
            instruction.extra = 0;
            check(
                bench, instruction,
                [&](std::size_t r, std::size_t lane) {
                    const double x = bench.operand(a, r, lane), y = bench.operand(b, r, lane);
                    if (std::isnan(x) || std::isnan(y)) return k_nan;
                    return 1 + 3 * place(x, 2) + place(y, 3);
                },
                k_destination, k_rows);
        }
        Instruction instruction = instruction_of(Op::interpolate, a);
        instruction.extra = 1;
        check(
            bench, instruction,
            [&](std::size_t r, std::size_t lane) {  // (-1, 2) (0, 4) (0.5, 1) (3, -3)
                const double x = bench.operand(a, r, lane);
                if (std::isnan(x)) return x;
                if (x < 0) return x <= -1 ? 2 : 2 + 2 * ((x + 1) / 1);
                if (x < 0.5) return 4 + -3 * (x / 0.5);
                return x >= 3 ? -3 : 1 + -4 * ((x - 0.5) / 2.5);
            },
            k_destination, k_rows);
    }
    Instruction instruction = instruction_of(Op::load_series);
    instruction.extra = 2;
    check(
        bench, instruction, [](std::size_t, std::size_t) { return 76.0; }, k_destination, k_rows);
}

TEST_CASE("a ring keeps the last states and gives them back") {
    for (const Isa isa : isas()) {
        Bench bench(540);
        bench.tables = {30, 4, 0};  // columns 30 .. 33
        Instruction keep = instruction_of(Op::keep, {Operand::Kind::columns, 5, 0});
        keep.rows = 1;
        keep.extra = 0;
        for (std::uint32_t state = 0; state < 11; ++state) {
            std::fill_n(bench.column(5), k_width, 100.0 + state);
            bench.context.step = state;
            bench.tables.resize(3);
            bench.run(isa, keep);
            for (std::uint32_t back = 0; back < 4; ++back) {
                bench.tables = {30, 4, 0, 30, 4, back};
                Instruction recall = instruction_of(Op::recall);
                recall.rows = 1;
                recall.extra = 3;
                bench.run(isa, recall);
                CHECK(bench.column(k_destination)[7] == 100.0 + (state < back ? 0 : state - back));
            }
        }
    }
}
