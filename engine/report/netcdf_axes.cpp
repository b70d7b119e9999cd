#include "report/netcdf_axes.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace brink {

namespace {

using Type = NetcdfFile::Type;

// Names that variables of results.nc have in every scenario; netcdf_statistics.cpp and netcdf_kept.cpp define them.
constexpr const char* k_reserved[] = {"actor_name",
                                      "state",
                                      "step_number",
                                      "probability",
                                      "probability_std_error",
                                      "probability_low",
                                      "probability_high",
                                      "outcome_count",
                                      "outcome_of",
                                      "first_step_count",
                                      "outcome_correlation",
                                      "other_outcome",
                                      "measure_mean",
                                      "measure_sd",
                                      "measure_std_error",
                                      "measure_quantile",
                                      "action_rate",
                                      "action_ever",
                                      "rung_share",
                                      "peak_rung_share",
                                      "lowest_rung_share",
                                      "rung_transition_count",
                                      "trajectory",
                                      "trajectory_hash",
                                      "steps_lived",
                                      "first_step",
                                      "measure_value",
                                      "peak_rung",
                                      "chosen_rung",
                                      "parameter",
                                      "parameter_value"};

void add_labels(NetcdfFile& file, const std::string& name, const std::string& what,
                const std::vector<std::string>& labels, int& dimension) {
    if (labels.empty()) return;
    dimension = file.dimension(name, labels.size());
    file.variable({name, Type::text, {dimension}, {{"long_name", what}}}, labels);
}

void add_time(NetcdfFile& file, const Clock& clock, NetcdfAxes& axes) {
    const auto days = [&](std::size_t n) {
        std::vector<std::int32_t> list;
        for (std::size_t s = 0; s < n; ++s)
            list.push_back(static_cast<std::int32_t>(clock.day(static_cast<int>(s)) - clock.start));
        return list;
    };
    const auto numbers = [](std::size_t n) {
        std::vector<std::int32_t> list(n);
        for (std::size_t s = 0; s < n; ++s) list[s] = static_cast<std::int32_t>(s);
        return list;
    };
    const NetcdfFile::Attributes date = {{"standard_name", "time"},
                                         {"units", "days since " + format_date(clock.start)},
                                         {"calendar", "proleptic_gregorian"}};
    const auto with = [&](const char* long_name, bool axis) {
        NetcdfFile::Attributes all = date;
        all.emplace_back("long_name", long_name);
        if (axis) all.emplace_back("axis", "T");
        return all;
    };
    axes.time = file.dimension("time", axes.n_states);
    axes.step = file.dimension("step", axes.n_steps);
    file.variable({"time", Type::whole, {axes.time}, with("first day of the state", true), true}, days(axes.n_states));
    file.variable({"step", Type::whole, {axes.step}, with("first day of the step", false), true}, days(axes.n_steps));
    file.variable({"state", Type::whole, {axes.time}, {{"long_name", "number of the state, 0 the initial one"}}, true},
                  numbers(axes.n_states));
    file.variable({"step_number",
                   Type::whole,
                   {axes.step},
                   {{"long_name", "number of the step: it leads to the next state"}},
                   true},
                  numbers(axes.n_steps));
}

void add_actors(NetcdfFile& file, const Model& model, NetcdfAxes& axes) {
    std::vector<std::string> ids, names;
    for (const Actor& actor : model.actors) {
        ids.push_back(actor.id);
        names.push_back(actor.name.empty() ? actor.id : actor.name);
    }
    add_labels(file, "actor", "actor; of a pair, the first", ids, axes.actor);
    add_labels(file, "target", "the second actor of a pair", ids, axes.target);
    if (axes.actor >= 0)
        file.variable({"actor_name", Type::text, {axes.actor}, {{"long_name", "what people call the actor"}}}, names);
}

void add_rungs(NetcdfFile& file, const Result& result, NetcdfAxes& axes) {
    std::set<std::int32_t> rungs;
    for (const RungByStep& actor : result.rung)
        for (const auto& [rung, shares] : actor.shares) rungs.insert(rung);
    for (const std::vector<RungShares>* all : {&result.peak_rung, &result.lowest_rung})
        for (const RungShares& actor : *all)
            for (const auto& [rung, share] : actor.shares) rungs.insert(rung);
    axes.rungs.assign(rungs.begin(), rungs.end());
    if (rungs.empty()) return;
    axes.rung = file.dimension("rung", rungs.size());
    axes.to_rung = file.dimension("to_rung", rungs.size());
    file.variable({"rung", Type::whole, {axes.rung}, {{"long_name", "rung of escalation"}}, true}, axes.rungs);
    file.variable({"to_rung", Type::whole, {axes.to_rung}, {{"long_name", "rung of the step after"}}, true},
                  axes.rungs);
}

}  // namespace

std::string NetcdfAxes::own_name(const std::string& wanted) {
    std::string name = wanted;
    while (!taken.insert(name).second) name += "_";
    return name;
}

std::vector<int> NetcdfAxes::of(Shape shape) const {
    switch (shape) {
        case Shape::world: return {time};
        case Shape::actor: return {actor, time};
        case Shape::dyad: return {actor, target, time};
    }
    return {};
}

NetcdfFile::Attributes NetcdfAxes::labels_of(const std::vector<int>& dimensions) const {
    std::string names;
    for (const int dimension : dimensions) {
        const char* name = dimension == time ? "state" : dimension == step ? "step_number" : "";
        if (dimension == actor && actor >= 0) name = "actor_name";
        if (*name != '\0') names += (names.empty() ? "" : " ") + std::string(name);
    }
    if (names.empty()) return {};
    return {{"coordinates", names}};
}

NetcdfAxes define_axes(NetcdfFile& file, const Result& result, const Model& model) {
    NetcdfAxes axes;
    axes.n_states = result.dates.size();
    axes.n_steps = static_cast<std::size_t>(result.steps);
    axes.n_actors = model.actors.size();
    for (const char* name :
         {"time", "step", "actor", "target", "quantile", "outcome", "measure", "action", "rung", "to_rung"})
        axes.taken.insert(name);
    axes.taken.insert(std::begin(k_reserved), std::end(k_reserved));
    add_time(file, model.clock, axes);
    add_actors(file, model, axes);
    axes.quantile = file.dimension("quantile", std::size(k_netcdf_quantiles));
    file.variable({"quantile",
                   Type::real,
                   {axes.quantile},
                   {{"long_name", "share of the trajectories at or below the value"}, {"units", "1"}},
                   true},
                  std::vector<double>(std::begin(k_netcdf_quantiles), std::end(k_netcdf_quantiles)));
    for (const OutcomeResult& outcome : result.outcomes)
        (outcome.kind == Outcome::Kind::when ? axes.outcomes : axes.measures).push_back(outcome.name);
    std::set<std::string> actions;
    for (const ActionResult& action : result.actions) actions.insert(action.action);
    axes.actions.assign(actions.begin(), actions.end());
    add_labels(file, "outcome", "outcome that happens or does not", axes.outcomes, axes.outcome);
    add_labels(file, "measure", "outcome that is a number", axes.measures, axes.measure);
    add_labels(file, "action", "action; `hold` is holding", axes.actions, axes.action);
    add_rungs(file, result, axes);
    return axes;
}

}  // namespace brink
