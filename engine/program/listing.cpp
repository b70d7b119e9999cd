#include <fmt/format.h>

#include <iterator>

#include "program/program.h"

namespace brink {

namespace {

std::string column_text(const Program& program, Column column) {
    const std::string& name = column < program.column_names.size() ? program.column_names[column] : std::string{};
    return name.empty() ? fmt::format("%{}", column) : fmt::format("%{} {}", column, name);
}

std::string operand_text(const Program& program, const Operand& operand, std::uint32_t rows) {
    switch (operand.kind) {
        case Operand::Kind::none: return "";
        case Operand::Kind::immediate: return fmt::format("{}", operand.value);
        case Operand::Kind::columns:
            return rows == 1 ? column_text(program, operand.first)
                             : fmt::format("%{}..{}", operand.first, operand.first + rows - 1);
        case Operand::Kind::broadcast: return fmt::format("each {}", column_text(program, operand.first));
        case Operand::Kind::table: {
            std::string text = "(";
            for (std::uint32_t r = 0; r < rows && r < 8; ++r)
                text += fmt::format("{}%{}", r == 0 ? "" : " ", program.tables[operand.first + r]);
            return text + (rows > 8 ? " ...)" : ")");
        }
    }
    return "";
}

bool writes_places(Op op) { return op == Op::effect_set || op == Op::effect_add || op == Op::effect_subtract; }

std::string line(const Program& program, const Instruction& i, const InstructionNote& note) {
    const bool reduction = op_is_reduction(i.op);
    const std::uint32_t items = reduction ? program.tables[i.extra + i.rows] : i.rows;
    std::string place = i.rows == 1 ? column_text(program, i.destination)
                                    : fmt::format("%{}..{}", i.destination, i.destination + i.rows - 1);
    if (writes_places(i.op)) {
        Operand places;
        places.kind = Operand::Kind::table;
        places.first = i.destination;
        place = operand_text(program, places, i.rows);
    }
    std::string text = fmt::format("  {:<14} x{:<5} {} <-", info(i.op).name, i.rows, place);
    for (const Operand* operand : {&i.a, &i.b, &i.c}) {
        const std::string shown = operand_text(program, *operand, operand == &i.a ? items : i.rows);
        if (!shown.empty()) text += " " + shown;
    }
    if (op_counts(i.op)) text += fmt::format(", counts in %{}", i.extra);
    if (op_reads_grid(i.op)) text += fmt::format(" grid {}", i.extra);
    if (i.op == Op::recall) text += fmt::format(" {} steps back", program.tables[i.extra + 2]);
    if (i.op == Op::impose) text += fmt::format(" option {}", i.extra);
    return fmt::format("{:<78} ; {}\n", text, note.what);
}

std::string option_text(const Program& program, std::uint32_t o) {
    const Option& option = program.options[o];
    std::string name = option.action == k_nothing ? "hold" : program.action_names[option.action];
    if (option.target != k_nothing) name += " at " + program.actor_names[option.target];
    return fmt::format("    {:<4} rung {:>3}  {:<34} u {:<12} if {:<12} w {}\n", o, option.rung, name,
                       operand_text(program, option.utility, 1), operand_text(program, option.feasible, 1),
                       operand_text(program, option.weight, 1));
}

}  // namespace

std::string listing(const Program& program) {
    std::string text = fmt::format("{} columns, {} of them state; {} instructions; {} options, {} before pruning\n",
                                   program.n_columns, program.n_state_columns, program.instructions.size(),
                                   program.options.size(), program.options_before_pruning);
    const std::pair<const char*, Section> sections[] = {{"begin", program.begin},
                                                        {"record", program.record},
                                                        {"measure", program.measure},
                                                        {"prepare", program.prepare},
                                                        {"commit", program.commit}};
    for (const auto& [name, section] : sections) {
        text += fmt::format("{}:\n", name);
        for (std::uint32_t i = section.begin; i < section.end; ++i)
            text += line(program, program.instructions[i], program.notes[i]);
    }
    for (const Decision& decision : program.decisions) {
        text += fmt::format("decision of {} in track '{}': precision {}", program.actor_names[decision.actor],
                            program.track_names[decision.track], operand_text(program, decision.precision, 1));
        const std::string decides = operand_text(program, decision.decides, 1);
        text += decides.empty() ? "\n" : " if " + decides + "\n";
        for (std::uint32_t o = decision.first_option; o < decision.last_option; ++o) text += option_text(program, o);
    }
    return text;
}

}  // namespace brink
