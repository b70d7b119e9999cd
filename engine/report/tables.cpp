#include "report/tables.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/csv.h"

namespace brink {

namespace {

constexpr const char* k_outcome = "name of the outcome";
constexpr const char* k_actor = "id of the actor";

std::vector<TidyColumn> quantile_columns() {
    std::vector<TidyColumn> columns;
    for (const auto& [name, share] : {std::pair("q025", "2.5 %"), std::pair("q05", "5 %"), std::pair("q10", "10 %"),
                                      std::pair("q25", "25 %"), std::pair("q50", "50 %"), std::pair("q75", "75 %"),
                                      std::pair("q90", "90 %"), std::pair("q95", "95 %"), std::pair("q975", "97.5 %")})
        columns.push_back({name, "number", fmt::format("value that {} of the trajectories do not pass", share)});
    return columns;
}

TidyTable outcomes_table(const Result& result) {
    TidyTable table{"outcomes.csv", "one row an outcome", {"outcome"}, {}, outcomes_csv(result)};
    table.columns = {{"outcome", "string", k_outcome},
                     {"kind", "string", "when: it happens or does not; measure: it is a number"},
                     {"probability", "number", "when: share of the trajectories in which it happens"},
                     {"std_error", "number", "standard error of the share or of the mean"},
                     {"ci95_low", "number", "when: lower end of the 95 % Wilson interval of the share"},
                     {"ci95_high", "number", "when: upper end of it"},
                     {"count", "integer", "when: trajectories in which it happens"},
                     {"of", "integer", "trajectories that it is about, if not all of a measure"}};
    for (const auto& [name, share] : {std::pair("q05", "5 %"), std::pair("q25", "25 %"), std::pair("q50", "50 %"),
                                      std::pair("q75", "75 %"), std::pair("q95", "95 %")})
        table.columns.push_back({fmt::format("first_step_{}", name), "integer",
                                 fmt::format("when: number of the state by which {} of those in which it happens have "
                                             "met it",
                                             share)});
    table.columns.push_back({"mean", "number", "measure: mean over trajectories"});
    table.columns.push_back({"sd", "number", "measure: standard deviation over trajectories"});
    for (const TidyColumn& column : quantile_columns())
        table.columns.push_back({column.name, column.type, "measure: " + column.what});
    table.columns.push_back(
        {"example", "integer", "when: the first trajectory that first meets it in the median state"});
    return table;
}

TidyTable series_table(const Result& result) {
    TidyTable table{"series.csv", "one row a recorded quantity and state", {"series", "state"}, {}, series_csv(result)};
    table.columns = {{"state", "integer", "number of the state, 0 the initial one"},
                     {"date", "date", "first day of the state"},
                     {"series", "string", "the quantity of one actor or pair: threat[RED], hostility[RED, BLUE]"},
                     {"quantity", "string", "the quantity alone"},
                     {"unit", "string", "unit of the values, as the scenario names it"},
                     {"mean", "number", "mean over trajectories"},
                     {"sd", "number", "standard deviation over trajectories"}};
    for (const TidyColumn& column : quantile_columns()) table.columns.push_back(column);
    return table;
}

TidyTable first_steps_table(const Result& result) {
    TidyTable table{"first_steps.csv",
                    "when outcomes first happen: one row an outcome and state",
                    {"outcome", "state"},
                    {{"outcome", "string", k_outcome},
                     {"state", "integer", "number of the state, 0 the initial one"},
                     {"date", "date", "first day of the state"},
                     {"count", "integer", "trajectories that first meet it in this state"},
                     {"by_then", "number", "share of the trajectories that have met it in this state or before"}},
                    {}};
    table.text = header_of(table.columns);
    for (const OutcomeResult& outcome : result.outcomes) {
        std::int64_t so_far = 0;
        for (std::size_t s = 0; s < outcome.first_step_counts.size(); ++s) {
            so_far += outcome.first_step_counts[s];
            table.text += fmt::format("{},{},{},{},", csv_field(outcome.name), s, result.dates[s],
                                      outcome.first_step_counts[s]);
            if (outcome.happened.n > 0)
                table.text += fmt::format("{}", static_cast<double>(so_far) / static_cast<double>(outcome.happened.n));
            table.text += "\n";
        }
    }
    return table;
}

TidyTable actions_table(const Result& result, const Model& model) {
    TidyTable table{"actions.csv",
                    "who does what: one row an actor and action",
                    {"actor", "action"},
                    {{"actor", "string", k_actor},
                     {"action", "string", "name of the action; hold is holding"},
                     {"rung", "integer", "rung of escalation of the action"},
                     {"cameo", "string", "CAMEO event code, a text: 0874 is not 874"},
                     {"goldstein", "number", "Goldstein scale, conflict (-10) to cooperation (10)"},
                     {"possible", "integer", "1; 0: fixed values shut it out in every trajectory"},
                     {"rate", "number", "share of the steps lived in which the actor takes it"},
                     {"ever", "number", "share of the trajectories in which the actor ever takes it"},
                     {"ever_ci95_low", "number", "lower end of the 95 % Wilson interval of that share"},
                     {"ever_ci95_high", "number", "upper end of it"}},
                    {}};
    table.text = header_of(table.columns);
    for (const ActionResult& action : result.actions) {
        const auto found = std::find_if(model.actions.begin(), model.actions.end(),
                                        [&](const Action& one) { return one.name == action.action; });
        const bool holds = found == model.actions.end();
        table.text += fmt::format("{},{},{},{},{},{},{},{},{},{}\n", action.actor, csv_field(action.action),
                                  holds ? 0 : found->rung, holds ? "" : csv_field(found->cameo),
                                  holds || !found->goldstein ? "" : fmt::format("{}", *found->goldstein),
                                  action.possible ? 1 : 0, action.rate, action.ever.probability, action.ever.ci95[0],
                                  action.ever.ci95[1]);
    }
    return table;
}

TidyTable rungs_table(const Result& result) {
    TidyTable table{"rungs.csv",
                    "rungs of escalation: one row an actor, step and rung that is seen",
                    {"actor", "step", "rung"},
                    {{"actor", "string", k_actor},
                     {"step", "integer", "number of the step"},
                     {"date", "date", "first day of the step"},
                     {"rung", "integer", "the highest rung that the actor chooses in the step"},
                     {"share", "number", "share of the trajectories still alive in the step"}},
                    {}};
    table.text = header_of(table.columns);
    for (const RungByStep& actor : result.rung)
        for (int step = 0; step < result.steps; ++step)
            for (const auto& [rung, shares] : actor.shares)
                table.text += fmt::format("{},{},{},{},{}\n", actor.actor, step,
                                          result.dates[static_cast<std::size_t>(step)], rung,
                                          shares[static_cast<std::size_t>(step)]);
    return table;
}

TidyTable numbers_table(const Result& result) {
    TidyTable table{"numbers.csv",
                    "every number that went in: one row a number",
                    {"name"},
                    {{"name", "string", "name of the number: fear, threat[RED]"},
                     {"value", "string", "as written: a number, or the distribution that it is drawn from"},
                     {"unit", "string", "unit, as the scenario names it"},
                     {"basis", "string", "sourced, estimated or assumed; empty: the scenario does not say"},
                     {"source", "string", "publication, table or reasoning"},
                     {"claim_by", "string", "the party that claims it"},
                     {"common", "integer", "1: nobody gave it for this actor or pair, it is its variable's initial"}},
                    {}};
    table.text = header_of(table.columns);
    for (const NumberUsed& number : result.numbers)
        table.text += fmt::format("{},{},{},{},{},{},{}\n", csv_field(number.name), csv_field(number.value),
                                  csv_field(number.unit), csv_field(number.provenance.basis),
                                  csv_field(number.provenance.source), csv_field(number.provenance.claim_by),
                                  number.common ? 1 : 0);
    return table;
}

}  // namespace

std::string header_of(const std::vector<TidyColumn>& columns) {
    std::string line;
    for (const TidyColumn& column : columns) line += (line.empty() ? "" : ",") + csv_field(column.name);
    return line + "\n";
}

std::vector<TidyTable> tables_of(const Result& result, const Model& model) {
    return {outcomes_table(result),       first_steps_table(result), series_table(result),
            actions_table(result, model), rungs_table(result),       numbers_table(result)};
}

}  // namespace brink
