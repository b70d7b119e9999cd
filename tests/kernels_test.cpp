// Every kernel on every instruction set of this machine against sentences of program/ops.h written out lane by lane.

#include "lanes/isa.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "base/hash.h"
#include "catch.hpp"
#include "lanes/block.h"
#include "base/elementary.h"
#include "lanes/random.h"

using namespace brink;

namespace {

constexpr double k_inf = std::numeric_limits<double>::infinity();
constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t k_width = 48;
constexpr std::uint32_t k_sources = 20;      // columns 0 .. 19 hold operands
constexpr std::uint32_t k_destination = 20;  // results from here
constexpr std::uint32_t k_rows = 3;

std::vector<Isa> isas() {
    std::vector<Isa> found;
    for (const Isa isa : {Isa::baseline, Isa::v3, Isa::v4})
        if (available(isa)) found.push_back(isa);
    return found;
}

/// Same bits; all that is not a number counts as one.
bool same(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (std::isnan(a) && std::isnan(b));
}

double random_number(std::uint64_t i) {
    constexpr double k_special[] = {0.0,  -0.0, 1.0,   -1.0,   0.5,  2.0,  k_inf,  -k_inf, k_nan, 3.0,
                                    -2.5, 700., 1e300, 5e-324, 64.0, -3.0, -750.0, 0.625,  1e-9,  -0.5};
    const std::uint64_t word = mix64(i * 2 + 1);
    if (word % 3 == 0) return k_special[(word >> 8) % std::size(k_special)];
    const double u = static_cast<double>(mix64(word) >> 11) * 0x1p-53;
    return word % 3 == 1 ? 8 * u - 4 : u;
}

/// Columns of a block of its own, filled with numbers, and what kernels see of them.
struct Bench {
    std::vector<double> room = std::vector<double>(64 * k_width + 8);
    double* columns = nullptr;
    std::vector<std::uint32_t> tables;
    std::vector<std::uint64_t> keys = {11, 22, 33, 44, 55};
    std::vector<std::uint64_t> luck;
    std::vector<std::uint8_t> taken = std::vector<std::uint8_t>(64, 1);
    KernelContext<double> context;

    explicit Bench(std::uint64_t seed) {
        columns = reinterpret_cast<double*>((reinterpret_cast<std::uintptr_t>(room.data()) + 63) / 64 * 64);
        for (std::size_t i = 0; i < 64 * k_width; ++i) columns[i] = random_number(seed * 100'000 + i);
        for (std::size_t i = 0; i < k_width; ++i) luck.push_back(i * i * 1'000'003 + (i << 35));
        context.columns = columns;
        context.width = k_width;
        context.keys = keys.data();
        context.luck = luck.data();
        context.option_taken = taken.data();
        context.step = 6;
        context.day = 20'000.25;
    }
    double* column(std::size_t c) { return columns + c * k_width; }
    void run(Isa isa, const Instruction& instruction) {
        context.tables = tables.data();
        kernels<double>(isa).run(context, &instruction, 1);
    }
    double operand(const Operand& x, std::size_t r, std::size_t lane) {
        switch (x.kind) {
            case Operand::Kind::none: return 0;
            case Operand::Kind::immediate: return x.value;
            case Operand::Kind::columns: return column(x.first + r)[lane];
            case Operand::Kind::broadcast: return column(x.first)[lane];
            case Operand::Kind::table: return column(tables[x.first + r])[lane];
        }
        return 0;
    }
};

/// An operand of each kind, different for each place that it may stand in.
std::vector<Operand> operands(std::uint32_t place) {
    return {{Operand::Kind::immediate, 0,
             place == 0   ? 0.75
             : place == 1 ? -1.5
                          : 2.0},
            {Operand::Kind::columns, 2 + 4 * place, 0},
            {Operand::Kind::broadcast, 1 + 5 * place, 0},
            {Operand::Kind::table, 3 * place, 0}};
}

const std::vector<std::uint32_t> k_operand_tables = {4, 0, 11, 3, 17, 8, 5, 5, 1};

using Meaning = std::function<double(double, double, double)>;

double truth(bool condition) { return condition ? 1 : 0; }

/// The operations that compute each element from its operands.
Meaning meaning(Op op) {
    switch (op) {
        case Op::copy: return [](double a, double, double) { return a; };
        case Op::negate: return [](double a, double, double) { return -a; };
        case Op::logical_not: return [](double a, double, double) { return truth(a == 0); };
        case Op::absolute: return [](double a, double, double) { return std::fabs(a); };
        case Op::square_root: return [](double a, double, double) { return std::sqrt(a); };
        case Op::exponential: return [](double a, double, double) { return brink::exp(a); };
        case Op::logarithm: return [](double a, double, double) { return brink::log(a); };
        case Op::hyperbolic_tangent: return [](double a, double, double) { return brink::tanh(a); };
        case Op::logistic: return [](double a, double, double) { return 1 / (1 + brink::exp(-a)); };
        case Op::sign: return [](double a, double, double) { return truth(a > 0) - truth(a < 0); };
        case Op::floor: return [](double a, double, double) { return std::floor(a); };
        case Op::add: return [](double a, double b, double) { return a + b; };
        case Op::subtract: return [](double a, double b, double) { return a - b; };
        case Op::multiply: return [](double a, double b, double) { return a * b; };
        case Op::divide: return [](double a, double b, double) { return a / b; };
        case Op::power: return [](double a, double b, double) { return brink::power(a, b); };
        case Op::minimum: return [](double a, double b, double) { return b < a ? b : a; };
        case Op::maximum: return [](double a, double b, double) { return a < b ? b : a; };
        case Op::less: return [](double a, double b, double) { return truth(a < b); };
        case Op::less_equal: return [](double a, double b, double) { return truth(a <= b); };
        case Op::greater: return [](double a, double b, double) { return truth(a > b); };
        case Op::greater_equal: return [](double a, double b, double) { return truth(a >= b); };
        case Op::equal: return [](double a, double b, double) { return truth(a == b); };
        case Op::not_equal: return [](double a, double b, double) { return truth(a != b); };
        case Op::logical_and: return [](double a, double b, double) { return truth(a != 0 && b != 0); };
        case Op::logical_or: return [](double a, double b, double) { return truth(a != 0 || b != 0); };
        case Op::select: return [](double a, double b, double c) { return a != 0 ? b : c; };
        case Op::clamp:
        case Op::assign: return [](double a, double b, double c) { return a < b ? b : c < a ? c : a; };
        default: return nullptr;
    }
}

/// Runs one instruction on every instruction set and compares every lane of its rows with `expected(r, lane)`.
void check(Bench& bench, const Instruction& instruction,
           const std::function<double(std::size_t, std::size_t)>& expected, std::uint32_t first_column,
           std::size_t rows) {
    const std::vector<double> before(bench.columns, bench.columns + 64 * k_width);
    std::vector<double> wanted;
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t lane = 0; lane < k_width; ++lane) wanted.push_back(expected(r, lane));
    for (const Isa isa : isas()) {
        std::copy(before.begin(), before.end(), bench.columns);
        bench.run(isa, instruction);
        std::size_t differ = 0, spilt = 0;
        for (std::size_t i = 0; i < 64 * k_width; ++i) {
            const std::size_t c = i / k_width;
            if (c >= first_column && c < first_column + rows)
                differ += same(bench.columns[i], wanted[i - first_column * k_width]) ? 0u : 1u;
            else
                spilt += same(bench.columns[i], before[i]) ? 0u : 1u;
        }
        INFO(info(instruction.op).name << " on " << name(isa) << ", operands of kinds "
                                       << static_cast<int>(instruction.a.kind) << " "
                                       << static_cast<int>(instruction.b.kind) << " "
                                       << static_cast<int>(instruction.c.kind));
        CHECK(differ == 0);
        CHECK(spilt == 0);
    }
    std::copy(before.begin(), before.end(), bench.columns);
}

Instruction instruction_of(Op op, Operand a = {}, Operand b = {}, Operand c = {}) {
    Instruction instruction;
    instruction.op = op;
    instruction.rows = k_rows;
    instruction.destination = k_destination;
    instruction.a = a;
    instruction.b = b;
    instruction.c = c;
    return instruction;
}

void check_elementwise(const Instruction& instruction, std::uint64_t seed) {
    Bench bench(seed);
    bench.tables = k_operand_tables;
    const Meaning f = meaning(instruction.op);
    check(
        bench, instruction,
        [&](std::size_t r, std::size_t lane) {
            return f(bench.operand(instruction.a, r, lane), bench.operand(instruction.b, r, lane),
                     bench.operand(instruction.c, r, lane));
        },
        k_destination, k_rows);
}

}  // namespace

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
    for (const Op op : {Op::select, Op::clamp, Op::assign})
        for (const Operand& a : operands(0))
            for (const Operand& b : operands(1))
                for (const Operand& c : operands(2)) check_elementwise(instruction_of(op, a, b, c), 200);
}

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
                        const double u = uniform53(draw_words(bench.keys[1 + r], bench.luck[lane], 6, 0).first);
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
                const double u = uniform53(draw_words(bench.keys[0], bench.luck[lane], step, 0).first);
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
