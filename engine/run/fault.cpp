#include "run/fault.h"

#include <algorithm>

#include <fmt/format.h>

namespace brink {

namespace {

std::string value_place(const Program& program, std::uint32_t column) {
    if (column < program.column_names.size() && !program.column_names[column].empty())
        return program.column_names[column];
    const auto series = std::find_if(program.series.begin(), program.series.end(),
                                     [&](const SeriesSource& source) { return source.column == column; });
    if (series != program.series.end()) return series->name;
    const auto outcome = std::find_if(program.outcomes.begin(), program.outcomes.end(),
                                      [&](const OutcomeSource& source) { return source.column == column; });
    return outcome != program.outcomes.end() ? outcome->name : fmt::format("column {}", column);
}

std::string utility_place(const Program& program, std::uint32_t option) {
    const auto decision = std::find_if(program.decisions.begin(), program.decisions.end(), [&](const Decision& d) {
        return d.first_option <= option && option < d.last_option;
    });
    const Option& taken = program.options[option];
    const std::string action = taken.action == k_nothing ? "hold" : program.action_names[taken.action];
    std::string place = "utility of " + action;
    if (decision == program.decisions.end()) return place;
    place += " (actor " + program.actor_names[decision->actor];
    if (taken.target != k_nothing) place += ", target " + program.actor_names[taken.target];
    return place + ")";
}

}  // namespace

std::string fault_place(const Program& program, const LaneFault& fault) {
    switch (fault.kind) {
        case LaneFault::Kind::none: break;
        case LaneFault::Kind::not_finite_value: return value_place(program, fault.where);
        case LaneFault::Kind::bad_utility: return utility_place(program, fault.where);
    }
    return {};
}

std::string fault_message(const Program& program, const LaneFault& fault, std::uint64_t trajectory) {
    const bool utility = fault.kind == LaneFault::Kind::bad_utility;
    return fmt::format("{} is {} in {} {} of trajectory {}; to see it: brink replay FILE --trajectory {}",
                       fault_place(program, fault),
                       utility ? "not a number or plus infinity" : "infinite or not a number",
                       utility ? "step" : "state", fault.step, trajectory, trajectory);
}

}  // namespace brink
