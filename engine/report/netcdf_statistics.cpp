#include "report/netcdf_statistics.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>

#include "report/cubes.h"

namespace brink {

namespace {

using Type = NetcdfFile::Type;
constexpr double k_nothing_counted = std::numeric_limits<double>::quiet_NaN();

std::string unit_of(const Cube& cube) { return cube.unit.empty() ? "1" : cube.unit; }

/// A statistic of a quantity: what is written, in which name and by which CF cell method.
struct Statistic {
    const char* suffix;
    const char* what;
    const char* method;
    std::vector<double> SeriesResult::*values;
};
constexpr Statistic k_moments[] = {{"mean", "mean over trajectories of ", "trajectory: mean", &SeriesResult::mean},
                                   {"sd", "standard deviation over trajectories of ", "trajectory: standard_deviation",
                                    &SeriesResult::sd}};

std::string called(const Cube& cube) {
    return cube.doc.empty() ? cube.quantity : fmt::format("{}: {}", cube.quantity, cube.doc);
}

/// What one series is in each state; nothing where no value could be counted.
std::vector<double> told(const SeriesResult& series, const std::vector<double>& values) {
    std::vector<double> row = values;
    for (std::size_t s = 0; s < row.size(); ++s)
        if (series.counted[s] == 0) row[s] = k_nothing_counted;
    return row;
}

/// Where the row of a cube begins and what it spans, behind `before`.
void put_row(NetcdfFile& file, int variable, const Cube& cube, std::size_t row, const NetcdfAxes& axes,
             std::vector<std::size_t> before, const std::vector<double>& values) {
    std::vector<std::size_t> sizes(before.size(), 1);
    if (cube.shape == Shape::dyad) before.push_back(row / axes.n_actors);
    if (cube.shape != Shape::world) before.push_back(row % axes.n_actors);
    sizes.resize(before.size(), 1);
    before.push_back(0);
    sizes.push_back(values.size());
    file.put(variable, before, sizes, values);
}

NetcdfFile::Attributes attributes_of(const Cube& cube, const std::string& what, const std::string& method,
                                     const NetcdfAxes& axes, const Result& result) {
    NetcdfFile::Attributes all = axes.labels_of(axes.of(cube.shape));
    all.emplace_back("long_name", what + called(cube));
    all.emplace_back("units", unit_of(cube));
    if (!method.empty()) all.emplace_back("cell_methods", method);
    std::int64_t not_counted = 0;
    for (const Cube::Place& place : cube.places) not_counted += result.series[place.name].not_counted;
    if (not_counted > 0)
        all.emplace_back("comment", fmt::format("{} values too large for the exact sums are left out", not_counted));
    return all;
}

void add_moments(NetcdfFile& file, NetcdfAxes& axes, const Result& result, const std::shared_ptr<Cube>& cube) {
    for (const Statistic& statistic : k_moments) {
        const std::string name = axes.own_name(fmt::format("{}_{}", cube->quantity, statistic.suffix));
        const int id = file.variable({name, Type::real, axes.of(cube->shape),
                                      attributes_of(*cube, statistic.what, statistic.method, axes, result)});
        file.later([&file, &axes, &result, cube, id, values = statistic.values] {
            for (const Cube::Place& place : cube->places) {
                const SeriesResult& series = result.series[place.name];
                put_row(file, id, *cube, place.row, axes, {}, told(series, series.*values));
            }
        });
    }
}

void add_quantiles(NetcdfFile& file, NetcdfAxes& axes, const Result& result, const std::shared_ptr<Cube>& cube) {
    const bool any = std::any_of(cube->places.begin(), cube->places.end(), [&](const Cube::Place& place) {
        return !result.series[place.name].quantiles.empty();
    });
    if (!any) return;
    std::vector<int> dimensions = axes.of(cube->shape);
    dimensions.insert(dimensions.begin(), axes.quantile);
    const int id = file.variable({axes.own_name(cube->quantity + "_quantile"), Type::real, dimensions,
                                  attributes_of(*cube, "quantile over trajectories of ", "", axes, result)});
    file.later([&file, &axes, &result, cube, id] {
        for (std::size_t q = 0; q < std::size(k_netcdf_quantiles); ++q)
            for (const Cube::Place& place : cube->places) {
                const SeriesResult& series = result.series[place.name];
                const auto found = series.quantiles.find(k_netcdf_quantile_names[q]);
                if (found == series.quantiles.end()) continue;
                put_row(file, id, *cube, place.row, axes, {q}, told(series, found->second));
            }
    });
}

/// A number of every outcome of one kind.
template <class F>
auto of_each(const Result& result, Outcome::Kind kind, F number) {
    std::vector<decltype(number(result.outcomes.front()))> all;
    for (const OutcomeResult& outcome : result.outcomes)
        if (outcome.kind == kind) all.push_back(number(outcome));
    return all;
}

void add_when(NetcdfFile& file, const NetcdfAxes& axes, const Result& result) {
    if (axes.outcome < 0) return;
    const auto share = [&](const char* name, const char* what, auto number) {
        file.variable({name, Type::real, {axes.outcome}, {{"long_name", what}, {"units", "1"}}},
                      of_each(result, Outcome::Kind::when, [&](const OutcomeResult& o) {
                          return o.happened.n == 0 ? k_nothing_counted : number(o.happened);
                      }));
    };
    share("probability", "share of trajectories in which it happens", [](auto& p) { return p.probability; });
    share("probability_std_error", "standard error of the share", [](auto& p) { return p.std_error; });
    share("probability_low", "lower end of the 95 % Wilson interval", [](auto& p) { return p.ci95[0]; });
    share("probability_high", "upper end of the 95 % Wilson interval", [](auto& p) { return p.ci95[1]; });
    const auto count = [&](const char* name, const char* what, auto number) {
        file.variable({name, Type::count, {axes.outcome}, {{"long_name", what}, {"units", "1"}}},
                      of_each(result, Outcome::Kind::when, number));
    };
    count("outcome_count", "trajectories in which it happens", [](const OutcomeResult& o) { return o.happened.count; });
    count("outcome_of", "trajectories that it is a share of", [](const OutcomeResult& o) { return o.happened.n; });
    std::vector<std::int64_t> first;
    for (const OutcomeResult& outcome : result.outcomes)
        first.insert(first.end(), outcome.first_step_counts.begin(), outcome.first_step_counts.end());
    file.variable({"first_step_count",
                   Type::count,
                   {axes.outcome, axes.time},
                   {{"long_name", "trajectories in which it is first met in the state"},
                    {"units", "1"},
                    {"coordinates", "state"}}},
                  std::move(first));
}

void add_correlations(NetcdfFile& file, const NetcdfAxes& axes, const Result& result) {
    const std::size_t n = axes.outcomes.size();
    if (n < 2) return;
    const auto place = [&](const std::string& name) {
        return static_cast<std::size_t>(std::find(axes.outcomes.begin(), axes.outcomes.end(), name) -
                                        axes.outcomes.begin());
    };
    const int other = file.dimension("other_outcome", n);
    file.variable({"other_outcome", Type::text, {other}, {{"long_name", "the other outcome"}}}, axes.outcomes);
    std::vector<double> numbers(n * n, k_nothing_counted);
    for (const OutcomePair& pair : result.together)
        numbers[place(pair.first) * n + place(pair.second)] = numbers[place(pair.second) * n + place(pair.first)] =
            pair.correlation.value_or(k_nothing_counted);
    file.variable({"outcome_correlation",
                   Type::real,
                   {axes.outcome, other},
                   {{"long_name", "correlation of whether the two happen"}, {"units", "1"}}},
                  std::move(numbers));
}

void add_measures(NetcdfFile& file, const NetcdfAxes& axes, const Result& result) {
    if (axes.measure < 0) return;
    const auto number = [&](const char* name, const char* what, double OutcomeResult::*value) {
        file.variable({name, Type::real, {axes.measure}, {{"long_name", what}}},
                      of_each(result, Outcome::Kind::measure,
                              [&](const OutcomeResult& o) { return o.counted == 0 ? k_nothing_counted : o.*value; }));
    };
    number("measure_mean", "mean over trajectories", &OutcomeResult::mean);
    number("measure_sd", "standard deviation over trajectories", &OutcomeResult::sd);
    number("measure_std_error", "standard error of the mean", &OutcomeResult::std_error);
    std::vector<double> quantiles;
    for (const char* name : k_netcdf_quantile_names)
        for (const double value : of_each(result, Outcome::Kind::measure, [&](const OutcomeResult& o) {
                 const auto found = o.quantiles.find(name);
                 return o.counted == 0 || found == o.quantiles.end() ? k_nothing_counted : found->second;
             }))
            quantiles.push_back(value);
    file.variable(
        {"measure_quantile", Type::real, {axes.quantile, axes.measure}, {{"long_name", "quantile over trajectories"}}},
        std::move(quantiles));
}

std::size_t place_of(const Result& result, const std::string& actor) {
    return static_cast<std::size_t>(std::find(result.actors.begin(), result.actors.end(), actor) -
                                    result.actors.begin());
}

void add_actions(NetcdfFile& file, const NetcdfAxes& axes, const Result& result) {
    if (axes.action < 0) return;
    const std::size_t n = axes.actions.size();
    std::vector<double> rate(axes.n_actors * n, k_nothing_counted), ever(rate);
    for (const ActionResult& action : result.actions) {
        const auto found = std::lower_bound(axes.actions.begin(), axes.actions.end(), action.action);
        const std::size_t at = place_of(result, action.actor) * n +
                               static_cast<std::size_t>(found - axes.actions.begin());
        rate[at] = action.rate;
        ever[at] = action.ever.n == 0 ? k_nothing_counted : action.ever.probability;
    }
    const std::vector<int> dimensions = {axes.actor, axes.action};
    file.variable({"action_rate",
                   Type::real,
                   dimensions,
                   {{"long_name", "share of the steps lived in which the actor takes the action"}, {"units", "1"}}},
                  std::move(rate));
    file.variable({"action_ever",
                   Type::real,
                   dimensions,
                   {{"long_name", "share of trajectories in which the actor ever takes the action"}, {"units", "1"}}},
                  std::move(ever));
}

std::size_t place_of(const NetcdfAxes& axes, int rung) {
    return static_cast<std::size_t>(std::lower_bound(axes.rungs.begin(), axes.rungs.end(), rung) - axes.rungs.begin());
}

void add_rung_shares(NetcdfFile& file, const NetcdfAxes& axes, const Result& result) {
    const std::size_t n = axes.rungs.size();
    std::vector<double> by_step(axes.n_actors * n * axes.n_steps);
    for (const RungByStep& actor : result.rung)
        for (const auto& [rung, shares] : actor.shares)
            std::copy(shares.begin(), shares.end(),
                      by_step.begin() + static_cast<std::ptrdiff_t>(
                                            (place_of(result, actor.actor) * n + place_of(axes, rung)) * axes.n_steps));
    file.variable({"rung_share",
                   Type::real,
                   {axes.actor, axes.rung, axes.step},
                   {{"long_name", "share of the trajectories still alive in the step"},
                    {"units", "1"},
                    {"coordinates", "actor_name step_number"}}},
                  std::move(by_step));
    const auto extreme = [&](const char* name, const char* what, const std::vector<RungShares>& all) {
        std::vector<double> shares(axes.n_actors * n);
        for (const RungShares& actor : all)
            for (const auto& [rung, share] : actor.shares)
                shares[place_of(result, actor.actor) * n + place_of(axes, rung)] = share.probability;
        file.variable({name, Type::real, {axes.actor, axes.rung}, {{"long_name", what}, {"units", "1"}}},
                      std::move(shares));
    };
    extreme("peak_rung_share", "share of trajectories whose highest rung it is", result.peak_rung);
    extreme("lowest_rung_share", "share of trajectories whose lowest rung it is", result.lowest_rung);
}

void add_transitions(NetcdfFile& file, const NetcdfAxes& axes, const Result& result) {
    const std::size_t n = axes.rungs.size();
    std::vector<std::int64_t> counts(axes.n_actors * n * n);
    for (const RungTransition& t : result.transitions)
        counts[(place_of(result, t.actor) * n + place_of(axes, t.from)) * n + place_of(axes, t.to)] = t.count;
    file.variable({"rung_transition_count",
                   Type::count,
                   {axes.actor, axes.rung, axes.to_rung},
                   {{"long_name", "steps from one rung to the next step's, over all trajectories"}, {"units", "1"}}},
                  std::move(counts));
}

}  // namespace

void add_statistics(NetcdfFile& file, NetcdfAxes& axes, const Result& result, const Model& model) {
    std::vector<std::string> names;
    for (const SeriesResult& series : result.series) names.push_back(series.name);
    for (Cube& cube : cubes_of(names, model)) {
        const auto kept = std::make_shared<Cube>(std::move(cube));
        add_moments(file, axes, result, kept);
        add_quantiles(file, axes, result, kept);
    }
    add_when(file, axes, result);
    add_correlations(file, axes, result);
    add_measures(file, axes, result);
    add_actions(file, axes, result);
    if (axes.rung < 0) return;
    add_rung_shares(file, axes, result);
    add_transitions(file, axes, result);
}

}  // namespace brink
