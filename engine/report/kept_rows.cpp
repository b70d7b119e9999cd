#include "report/kept_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/csv.h"
#include "report/kept_choices.h"

namespace brink {

namespace {

std::string with_doc(const std::string& what, const std::string& doc) {
    return doc.empty() ? what : fmt::format("{} ({})", what, doc);
}

void add_outcome_columns(const Model& model, TidyTable& table) {
    for (const Outcome& outcome : model.outcomes) switch (outcome.kind) {
            case Outcome::Kind::when:
                table.columns.push_back(
                    {"first_step." + outcome.name, "integer",
                     with_doc("number of the state in which it is first met; empty: never", outcome.doc)});
                table.columns.push_back(
                    {"first_date." + outcome.name, "date", "first day of that state; empty: it never happens"});
                break;
            case Outcome::Kind::measure:
                table.columns.push_back(
                    {"measure." + outcome.name, "number",
                     with_doc("value of the measure; empty: what it is given did not happen", outcome.doc)});
                break;
        }
}

std::string act_row(const Model& model, const Replayed& replayed, std::size_t step, const ReplayedChoice& choice) {
    const Action* action = action_named(model, *choice.action);
    std::string row = fmt::format("{},{},{},{},{},{},{},", replayed.trajectory, step,
                                  format_date(model.clock.day(static_cast<int>(step))), choice.actor, choice.target,
                                  csv_field(choice.track), csv_field(*choice.action));
    if (action != nullptr) row += csv_field(action->cameo);
    row += ",";
    if (action != nullptr && action->goldstein) row += fmt::format("{}", *action->goldstein);
    row += fmt::format(",{},{},", action == nullptr ? 0 : action->rung, choice.probability);
    if (choice.imposed) row += csv_field(fmt::format("{}", fmt::join(choice.imposed_by, "; ")));
    return row + "\n";
}

}  // namespace

TidyTable trajectories_table(const Model& model, const Replayed& first) {
    TidyTable table{
        "trajectories.csv", "whole trajectories that were kept: one row a trajectory", {"trajectory"}, {}, {}};
    table.columns = {{"trajectory", "integer", "number of the trajectory, as of brink replay --trajectory"},
                     {"hash", "string", "hash of its variables and choices, as brink replay gives it"},
                     {"steps_lived", "integer", "steps until an outcome ended it, else all"}};
    add_outcome_columns(model, table);
    table.columns.push_back({"peak_rung", "integer", "highest rung of any actor in the steps lived"});
    for (const Actor& actor : model.actors)
        table.columns.push_back({"peak_rung." + actor.id, "integer", "highest rung of this actor in the steps lived"});
    for (const ReplayedParameter& drawn : first.parameters) {
        TidyColumn column{"parameter." + drawn.name, "number", "value drawn for the trajectory"};
        for (const Parameter& parameter : model.parameters) {
            if (parameter.name != drawn.name) continue;
            column.what = with_doc(column.what, parameter.doc);
            column.unit = parameter.unit;
        }
        table.columns.push_back(std::move(column));
    }
    table.text = header_of(table.columns);
    return table;
}

TidyTable events_table() {
    TidyTable table{"events.csv",
                    "who did what to whom in the trajectories that were kept: one row an act; holding only where an "
                    "event imposed it",
                    {"trajectory", "step", "source", "track"},
                    {{"trajectory", "integer", "number of the trajectory"},
                     {"step", "integer", "number of the step; what it does is first seen in the next state"},
                     {"date", "date", "first day of the step"},
                     {"source", "string", "id of the actor that acts"},
                     {"target", "string", "id of the actor that it acts on; empty: none"},
                     {"track", "string", "track of decisions; empty: the one without a name"},
                     {"action", "string", "name of the action"},
                     {"cameo", "string", "CAMEO event code, a text: 0874 is not 874"},
                     {"goldstein", "number", "Goldstein scale, conflict (-10) to cooperation (10)"},
                     {"rung", "integer", "rung of escalation"},
                     {"probability", "number", "with which the actor's rule chose it; 1 if imposed"},
                     {"imposed_by", "string", "event that imposed it; empty: the actor chose"}},
                    {}};
    table.text = header_of(table.columns);
    return table;
}

std::string trajectory_row(const Model& model, const Replayed& replayed) {
    std::string row = fmt::format("{},{:016x},{}", replayed.trajectory, replayed.hash, replayed.steps_lived);
    for (const ReplayedOutcome& outcome : replayed.outcomes) switch (outcome.kind) {
            case Outcome::Kind::when:
                row += outcome.first_state ? fmt::format(",{},{}", *outcome.first_state,
                                                         format_date(model.clock.day(*outcome.first_state)))
                                           : std::string(",,");
                break;
            case Outcome::Kind::measure:
                row += outcome.counts ? fmt::format(",{}", outcome.value) : std::string(",");
                break;
        }
    const std::vector<int> peaks = peak_rungs(rungs_of(model, replayed), model.actors.size());
    row += peaks.empty() ? std::string(",0") : fmt::format(",{}", *std::max_element(peaks.begin(), peaks.end()));
    for (const int peak : peaks) row += fmt::format(",{}", peak);
    for (const ReplayedParameter& parameter : replayed.parameters) row += fmt::format(",{}", parameter.value);
    return row + "\n";
}

std::string event_rows(const Model& model, const Replayed& replayed) {
    std::string rows;
    for (std::size_t step = 0; step < replayed.choices.size(); ++step)
        for (const ReplayedChoice& choice : replayed.choices[step])
            if (choice.action && (*choice.action != "hold" || choice.imposed))
                rows += act_row(model, replayed, step, choice);
    return rows;
}

}  // namespace brink
