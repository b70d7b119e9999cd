// Numbers that do not depend on the trajectory (tables, series), and values of earlier states (rings).

#include <algorithm>

#include <fmt/format.h>

#include "program/compilation.h"

namespace brink {

namespace {

/// The last value whose date is not after the day, the first before.
double value_on(const Series& series, std::int64_t day) {
    const auto after = std::upper_bound(series.days.begin(), series.days.end(), day);
    return series.values[after == series.days.begin() ? 0 : static_cast<std::size_t>(after - series.days.begin()) - 1];
}

std::uint32_t add_grid(Program& program, std::size_t rows, std::size_t columns) {
    program.grids.push_back({static_cast<std::uint32_t>(program.numbers.size()), static_cast<std::uint32_t>(rows),
                             static_cast<std::uint32_t>(columns)});
    return static_cast<std::uint32_t>(program.grids.size() - 1);
}

}  // namespace

void lay_out_grids(Compilation& c) {
    for (const Table& table : c.model.tables) {
        add_grid(c.program, table.rows, table.columns);
        c.program.numbers.insert(c.program.numbers.end(), table.numbers.begin(), table.numbers.end());
    }
    for (const Series& series : c.model.series) {
        add_grid(c.program, static_cast<std::size_t>(c.model.clock.steps) + 1, 1);
        for (int state = 0; state <= c.model.clock.steps; ++state)
            c.program.numbers.push_back(value_on(series, c.model.clock.day(state)));
    }
}

// The value as states are recorded, for each frame: what lies further back is kept from there.
View Lowering::recorded(const Expression& e, const Domain& domain) {
    const bool variable = e.term == Term::variable;
    if (variable && !model_.variables[e.item].pairs.empty()) return read_pairs(e, domain, Stage::record);
    const View rows = variable ? variable_rows({e.item}, Stage::record) : derived_rows({e.item}, Stage::record);
    return read(e, domain, rows, variable ? model_.variables[e.item].shape : model_.derived[e.item].shape);
}

View Lowering::delayed(const Expression& e, const Domain& domain, Stage stage) {
    const Expression& what = e.operands[0];
    View view = recorded(what, domain);
    // What is further back than the clock runs is the initial value, as that many steps ago.
    const auto steps = static_cast<std::uint32_t>(std::min<double>(e.number, model_.clock.steps));
    const std::string& name = what.term == Term::variable ? model_.variables[what.item].name
                                                          : model_.derived[what.item].name;
    std::vector<Recall> recalls;
    std::vector<std::size_t> places;
    for (std::size_t r = 0; r < view.size(); ++r) {
        if (graph_.node(view[r].node).fixed) continue;  // it was always so
        const auto [at, fresh] = rings_.try_emplace(view[r], static_cast<std::uint32_t>(histories.size()));
        if (fresh) histories.push_back({view[r], 0, name, e.span});
        HistorySite& site = histories[at->second];
        site.steps = std::max(site.steps, steps);
        recalls.push_back({at->second, steps});
        places.push_back(r);
    }
    const View past = graph_.recall(recalls, stage == Stage::measure);
    for (std::size_t i = 0; i < places.size(); ++i) view[places[i]] = past[i];
    return view;
}

void lay_out_rings(Compilation& c, Diagnostics& diagnostics) {
    const std::size_t limit = c.model.limits.history;
    std::size_t numbers = 0;
    for (const HistorySite& site : c.lowering.histories) {
        numbers += site.steps + 1;
        if (numbers <= limit) continue;
        diagnostics.error("limit-history", site.span,
                          fmt::format("the past that 'delay' reads would hold more than {} numbers a trajectory, the "
                                      "limit",
                                      limit),
                          "delay by fewer steps, delay fewer values, or keep a running value in a variable" +
                              or_raise("history"));
        return;
    }
    for (const HistorySite& site : c.lowering.histories) {
        const std::vector<std::string> names(site.steps + 1, "past of " + site.name);
        c.program.rings.push_back({c.lowering.take_columns(site.steps + 1, names), site.steps + 1});
    }
}

// In order: the value of a ring may read earlier ones.
void keep_history(Compilation& c, Plan& plan) {
    for (std::uint32_t ring = 0; ring < c.lowering.histories.size(); ++ring) {
        PlannedInstruction instruction;
        instruction.op = Op::keep;
        instruction.destination = c.program.rings[ring].first;
        instruction.operands[0] = {c.lowering.histories[ring].value};
        instruction.recalls = {{ring, 0}};
        instruction.note = {"past of " + c.lowering.histories[ring].name, c.lowering.histories[ring].span};
        plan.add(Part::record, std::move(instruction));
    }
}

}  // namespace brink
