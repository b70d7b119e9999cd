// Events of actors and pairs, dates that are drawn, outcomes by, given and after others, measures over states: against
// what is known in closed form, within 4 standard errors.

#include <cmath>
#include <string>

#include "truth.h"

using namespace brink;
using namespace brink::test;

namespace {

Result result_of_file(const std::string& file) {
    Diagnostics diagnostics;
    const Tree tree = load_tree((source_folder() / "scenarios/validation" / file).string(), {}, diagnostics);
    return result_of(checked_model(tree, diagnostics));
}

void check_chance(const Result& result, const std::string& name, double truth) {
    const OutcomeResult& outcome = outcome_named(result, name);
    check_share(name, outcome.happened.probability, truth, static_cast<double>(outcome.of));
}

void check_mean(const Result& result, const std::string& name, double truth, double variance) {
    const OutcomeResult& outcome = outcome_named(result, name);
    CHECK(outcome.counted == outcome.of);
    check_near(name, outcome.mean, truth, std::sqrt(variance / static_cast<double>(outcome.of)));
    // The spread of a standard deviation is at most a few times that of a normal variable's here.
    CHECK(outcome.sd == Approx(std::sqrt(variance)).epsilon(20 / std::sqrt(static_cast<double>(outcome.of))));
}

double normal_below(double x) { return 0.5 * (1 + std::erf(x / std::sqrt(2.0))); }

}  // namespace

TEST_CASE("events of pairs and of actors come as often as their hazards have it") {
    const Result result = result_of_file("pair-events.yaml");
    const double h = 0.01, calm = 1 - h;
    check_chance(result, "clash at all", 1 - std::pow(calm, 6 * 24));
    check_chance(result, "clash by autumn", 1 - std::pow(calm, 6 * 8));
    check_mean(result, "clashes in all", 6 * 24 * h, 6 * 24 * h * calm);
    const double ever = 1 - std::pow(calm, 24);
    check_mean(result, "raids in all", 12 * ever, 12 * ever * (1 - ever));
    check_chance(result, "coup", 1 - std::exp(-4 * 0.3 * 2));
    check_chance(result, "coup by spring", 1 - std::exp(-4 * 0.3 / 4));
    check_chance(result, "harvest", normal_below(18.0 / 8) - normal_below(-6.0 / 8));
    check_mean(result, "turned", 4 * 12.0 / 18, 4 * (12.0 / 18) * (6.0 / 18));
    // The wait for any of six pairs is geometric.
    const double n = static_cast<double>(result.trajectories);
    const OutcomeResult& clash = outcome_named(result, "clash at all");
    for (const int step : {1, 2, 7, 24}) {
        const double found = static_cast<double>(clash.first_step_counts[static_cast<std::size_t>(step)]) / n;
        const double truth = (1 - std::pow(calm, 6)) * std::pow(calm, 6 * (step - 1));
        check_share("first clash in state " + std::to_string(step), found, truth, n);
    }
}

TEST_CASE("outcomes by given and after others happen as often as they must") {
    const Result result = result_of_file("looking.yaml");
    const double a = 0.1, b = 0.05;
    const auto by = [](double chance, int n) { return 1 - std::pow(1 - chance, n); };
    check_chance(result, "low", by(a, 20));
    check_chance(result, "low by", by(a, 5));
    check_chance(result, "low by a date", by(a, 5));
    CHECK(outcome_named(result, "low by").happened.count == outcome_named(result, "low by a date").happened.count);
    check_chance(result, "high", by(b, 20));
    const double both = by(a, 20) + by(b, 20) - by(a + b, 20);
    check_chance(result, "high given low", both / by(a, 20));
    CHECK(outcome_named(result, "high given low").of == outcome_named(result, "low").happened.count);
    double after = 0;
    for (int s = 1; s < 20; ++s) after += a * std::pow(1 - a, s - 1) * by(b, 20 - s);
    check_chance(result, "high after low", after);
}

TEST_CASE("measures over states have the moments of what they are taken of") {
    const Result result = result_of_file("looking.yaml");
    const double a = 0.1, low = 1 - std::pow(1 - a, 20), half = std::pow(0.5, 21);
    check_mean(result, "mean", 0.5, 20.0 / 12 / (21 * 21));
    check_mean(result, "sum", 10.5, 20.0 / 12);
    check_mean(result, "at", 0.5, 1.0 / 12);
    for (const auto& [name, truth] :
         {std::pair("highest", 1 - (1 - half) / 21), std::pair("lowest", (1 - half) / 21)}) {
        const OutcomeResult& extreme = outcome_named(result, name);
        check_near(name, extreme.mean, truth, extreme.std_error);
    }
    const OutcomeResult& given = outcome_named(result, "lowest given low");
    const double truth = ((1 - std::pow(1 - a, 21)) / 21 - a * std::pow(1 - a, 20)) / low;
    check_near("lowest given low", given.mean, truth, given.std_error);
    CHECK(given.of == outcome_named(result, "low").happened.count);
}
