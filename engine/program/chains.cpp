// Which runs of instructions may be run tile by tile. A dyad value of a large world does not fit the first-level cache;
// a few rows of all the values of a chain do.

#include <algorithm>

#include "program/plan.h"

namespace brink {

namespace {

constexpr std::uint32_t k_least_rows = 24;  // fewer fit the cache as they are
constexpr std::uint32_t k_longest = 256;    // each that joins is compared with all before it

/// Row r of the result depends on row r of the operands alone. (What `confine` counts is read by no instruction.)
bool row_by_row(Op op) { return op <= Op::approach || op_draws(op) || op == Op::assign; }

bool within(Column column, const Instruction& writer) {
    return column >= writer.destination && column < writer.destination + writer.rows;
}

bool apart(Column first, const Instruction& writer) {
    return first + writer.rows <= writer.destination || writer.destination + writer.rows <= first;
}

/// Whether the operand reads what `writer` writes in no row but its own.
bool keeps_to_its_row(const Program& program, const Operand& operand, const Instruction& writer) {
    switch (operand.kind) {
        case Operand::Kind::none:
        case Operand::Kind::immediate: return true;
        case Operand::Kind::columns: return operand.first == writer.destination || apart(operand.first, writer);
        case Operand::Kind::broadcast: return !within(operand.first, writer);
        case Operand::Kind::table: break;
    }
    const auto table = program.tables.begin() + operand.first;
    return std::none_of(table, table + writer.rows, [&](Column column) { return within(column, writer); });
}

bool reads_in_step(const Program& program, const Instruction& reader, const Instruction& writer) {
    return keeps_to_its_row(program, reader.a, writer) && keeps_to_its_row(program, reader.b, writer) &&
           keeps_to_its_row(program, reader.c, writer);
}

/// Whether `next` may join a chain that `before` is part of: neither reads or overwrites rows of the other but its own.
bool joins(const Program& program, const Instruction& before, const Instruction& next) {
    return reads_in_step(program, next, before) && reads_in_step(program, before, next) &&
           (next.destination == before.destination || apart(next.destination, before));
}

}  // namespace

void mark_chains(Program& program) {
    for (const Section& section : {program.begin, program.record, program.measure, program.prepare, program.commit})
        for (std::uint32_t i = section.begin; i < section.end;) {
            Instruction& head = program.instructions[i];
            std::uint32_t last = i + 1;
            const auto fits = [&](const Instruction& next) {
                if (!row_by_row(next.op) || next.rows != head.rows) return false;
                for (std::uint32_t k = i; k < last; ++k)
                    if (!joins(program, program.instructions[k], next)) return false;
                return true;
            };
            if (row_by_row(head.op) && head.rows >= k_least_rows)
                while (last < section.end && last - i < k_longest && fits(program.instructions[last])) ++last;
            head.chain = last - i;
            i = last;
        }
}

}  // namespace brink
