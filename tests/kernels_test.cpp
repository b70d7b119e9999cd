// Every kernel on every instruction set of this machine against sentences of program/ops.h written out lane by lane.

#include "kernels_bench.h"

using namespace brink;
using namespace brink::benched;

TEST_CASE("instruction sets have names and the baseline is everywhere") {
    CHECK(available(Isa::baseline));
    CHECK(available(best_isa()));
    for (const Isa isa : {Isa::baseline, Isa::v3, Isa::v4}) CHECK(isa_named(name(isa)) == isa);
    CHECK_FALSE(isa_named("v5").has_value());
}

TEST_CASE("operations on one operand mean what the table says for every kind of operand") {
    std::size_t n = 0;
    for (const OpInfo& op : k_ops) {
        if (op.operands != 1 || !meaning(op.op)) continue;
        ++n;
        for (const Operand& a : operands(0)) check_elementwise(instruction_of(op.op, a), n);
    }
    CHECK(n == 11);
}

TEST_CASE("operations on two operands mean what the table says for every kind of operand") {
    std::size_t n = 0;
    for (const OpInfo& op : k_ops) {
        if (op.operands != 2 || !meaning(op.op)) continue;
        ++n;
        for (const Operand& a : operands(0))
            for (const Operand& b : operands(1)) check_elementwise(instruction_of(op.op, a, b), 100 + n);
    }
    CHECK(n == 15);
}

TEST_CASE("operations on three operands mean what the table says for every kind of operand") {
    for (const Op op : {Op::select, Op::clamp, Op::multiply_add, Op::multiply_subtract, Op::multiply_difference,
                        Op::approach, Op::assign})
        for (const Operand& a : operands(0))
            for (const Operand& b : operands(1))
                for (const Operand& c : operands(2)) check_elementwise(instruction_of(op, a, b, c), 200);
}

TEST_CASE("a power with a number for its exponent is the power of the table") {
    for (const double y : {0.0, 1.0, 2.0, 3.0, -1.0, -2.0, 7.0, 63.0, 64.0, -64.0, 65.0, 0.5, -0.5, 1.7, k_inf, k_nan})
        check_elementwise(instruction_of(Op::power, {Operand::Kind::columns, 3, 0}, {Operand::Kind::immediate, 0, y}),
                          300);
}

TEST_CASE("an operation may write over its own operand") {
    for (const Op op : {Op::add, Op::minimum, Op::logistic, Op::power}) {
        Instruction instruction = instruction_of(op, {Operand::Kind::columns, k_destination, 0},
                                                 {Operand::Kind::columns, 1, 0});
        check_elementwise(instruction, 310);
    }
}

TEST_CASE("folds over groups of rows keep their order") {
    const auto fold = [](Op op, const std::vector<double>& values) {
        double d = op == Op::row_largest ? -k_inf : op == Op::row_smallest ? k_inf : op == Op::row_all ? 1.0 : 0.0;
        for (const double a : values) switch (op) {
                case Op::row_sum: d = d + a; break;
                case Op::row_largest: d = d < a ? a : d; break;
                case Op::row_smallest: d = a < d ? a : d; break;
                case Op::row_any: d = truth(d != 0 || a != 0); break;
                case Op::row_all: d = truth(d != 0 && a != 0); break;
                default: FAIL("not a fold");
            }
        return d;
    };
    for (const Op op : {Op::row_sum, Op::row_largest, Op::row_smallest, Op::row_any, Op::row_all}) {
        for (const Operand& a : {Operand{Operand::Kind::columns, 1, 0}, Operand{Operand::Kind::table, 4, 0},
                                 Operand{Operand::Kind::broadcast, 6, 0}, Operand{Operand::Kind::immediate, 0, 0.1}}) {
            Bench bench(400);
            bench.tables = {0, 11, 11, 13, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 12, 15, 16};  // groups of 11, 0 and 2 rows
            if (op == Op::row_sum)  // finite, so that the order shows
                for (std::size_t i = 0; i < k_sources * k_width; ++i)
                    if (!std::isfinite(bench.columns[i])) bench.columns[i] = 0.1;
            Instruction instruction = instruction_of(op, a);
            instruction.extra = 0;
            check(
                bench, instruction,
                [&](std::size_t r, std::size_t lane) {
                    std::vector<double> values;
                    for (std::uint32_t k = bench.tables[r]; k < bench.tables[r + 1]; ++k)
                        values.push_back(bench.operand(a, k, lane));
                    return fold(op, values);
                },
                k_destination, k_rows);
        }
    }
}

TEST_CASE("draws of a step come from the words of their key and luck and step") {
    for (const Op op : {Op::draw_uniform, Op::draw_normal, Op::draw_bernoulli})
        for (const Operand& a : operands(0))
            for (const Operand& b : operands(1)) {
                Bench bench(500);
                bench.tables = k_operand_tables;
                Instruction instruction = instruction_of(op, a, op == Op::draw_bernoulli ? Operand{} : b);
                instruction.extra = 1;
                check(
                    bench, instruction,
                    [&](std::size_t r, std::size_t lane) {
                        const double u = uniform53(draw_word(bench.keys[1 + r], bench.luck[lane], 6));
                        const double x = bench.operand(a, r, lane), y = bench.operand(b, r, lane);
                        if (op == Op::draw_uniform) return x + (y - x) * u;
                        if (op == Op::draw_normal) return x + y * normal_quantile(u);
                        return truth(u < x);
                    },
                    k_destination, k_rows);
            }
}

TEST_CASE("normal draws reach the far tails") {
    // Over many steps some uniform lies where the algorithm changes its form; all of them must be the scalar one's.
    for (const Isa isa : isas()) {
        Bench bench(510);
        Instruction instruction = instruction_of(Op::draw_normal, {Operand::Kind::immediate, 0, 0},
                                                 {Operand::Kind::immediate, 0, 1});
        instruction.extra = 0;
        std::size_t differ = 0;
        double most = 0;
        for (std::uint32_t step = 0; step < 2'000; ++step) {
            bench.context.step = step;
            bench.run(isa, instruction);
            for (std::size_t lane = 0; lane < k_width; ++lane) {
                const double z = bench.column(k_destination)[lane];
                const double u = uniform53(draw_word(bench.keys[0], bench.luck[lane], step));
                differ += same(z, normal_quantile(u)) ? 0u : 1u;
                most = std::max(most, std::fabs(z));
            }
        }
        CHECK(differ == 0);
        CHECK(most > 4);
    }
}

TEST_CASE("the clock fills every row") {
    Bench bench(520);
    check(
        bench, instruction_of(Op::load_step), [](std::size_t, std::size_t) { return 6.0; }, k_destination, k_rows);
    check(
        bench, instruction_of(Op::load_date), [](std::size_t, std::size_t) { return 20'000.25; }, k_destination,
        k_rows);
}
