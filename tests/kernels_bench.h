#pragma once
// What the tests of the kernels share: a bench of columns, operands of every kind, and the check of every lane.

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <tuple>
#include <vector>
#include "base/hash.h"
#include "catch.hpp"
#include "lanes/block.h"
#include "base/elementary.h"
#include "base/variates.h"
#include "lanes/random.h"
#include "lanes/isa.h"

namespace brink::benched {

inline constexpr double k_inf = std::numeric_limits<double>::infinity();
inline constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();
inline constexpr std::size_t k_width = 48;
inline constexpr std::uint32_t k_sources = 20;      // columns 0 .. 19 hold operands
inline constexpr std::uint32_t k_destination = 20;  // results from here
inline constexpr std::uint32_t k_rows = 3;

inline std::vector<Isa> isas() {
    std::vector<Isa> found;
    for (const Isa isa : {Isa::baseline, Isa::v3, Isa::v4})
        if (available(isa)) found.push_back(isa);
    return found;
}

/// Same bits; all that is not a number counts as one.
inline bool same(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (std::isnan(a) && std::isnan(b));
}

inline double random_number(std::uint64_t i) {
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
inline std::vector<Operand> operands(std::uint32_t place) {
    return {{Operand::Kind::immediate, 0,
             place == 0   ? 0.75
             : place == 1 ? -1.5
                          : 2.0},
            {Operand::Kind::columns, 2 + 4 * place, 0},
            {Operand::Kind::broadcast, 1 + 5 * place, 0},
            {Operand::Kind::table, 3 * place, 0}};
}

inline const std::vector<std::uint32_t> k_operand_tables = {4, 0, 11, 3, 17, 8, 5, 5, 1};

using Meaning = std::function<double(double, double, double)>;

inline double truth(bool condition) { return condition ? 1 : 0; }

/// The operations that compute each element from its operands.
inline Meaning meaning(Op op) {
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
        case Op::multiply_add: return [](double a, double b, double c) { return a + b * c; };
        case Op::multiply_subtract: return [](double a, double b, double c) { return a - b * c; };
        case Op::multiply_difference: return [](double a, double b, double c) { return a * (b - c); };
        case Op::approach: return [](double a, double b, double c) { return a + b * (c - a); };
        case Op::clamp:
        case Op::assign: return [](double a, double b, double c) { return a < b ? b : c < a ? c : a; };
        default: return nullptr;
    }
}

/// Runs one instruction on every instruction set and compares every lane of its rows with `expected(r, lane)`.
inline void check(Bench& bench, const Instruction& instruction,
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

inline Instruction instruction_of(Op op, Operand a = {}, Operand b = {}, Operand c = {}) {
    Instruction instruction;
    instruction.op = op;
    instruction.rows = k_rows;
    instruction.destination = k_destination;
    instruction.a = a;
    instruction.b = b;
    instruction.c = c;
    return instruction;
}

inline void check_elementwise(const Instruction& instruction, std::uint64_t seed) {
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

}  // namespace brink::benched
