#pragma once
// What the tests of truths share: runs of many trajectories, and estimates held against what is known.

#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "result/result.h"
#include "run/run.h"
#include "support.h"

namespace brink::test {

inline constexpr double k_errors = 4;

inline std::uint64_t n_trajectories() { return scaled(1'000'000, 10'000); }

inline Result result_of(const Model& model, std::uint64_t trajectories = n_trajectories()) {
    const std::vector<Program> programs = {program_of(model)};
    RunOptions options;
    options.trajectories = trajectories;
    options.seed = 20240229;
    const std::vector<Summary> summaries = run(programs, options);
    return make_result(model, summaries.at(0), options.seed);
}

inline Result result_of(const std::string& text, const Settings& settings = {}) {
    return result_of(model_of(text, settings));
}

inline const SeriesResult& series_named(const Result& result, const std::string& name) {
    for (const SeriesResult& series : result.series)
        if (series.name == name) return series;
    FAIL("no series " << name);
    return result.series.front();
}

inline const OutcomeResult& outcome_named(const Result& result, const std::string& name) {
    for (const OutcomeResult& outcome : result.outcomes)
        if (outcome.name == name) return outcome;
    FAIL("no outcome " << name);
    return result.outcomes.front();
}

inline void check_near(const std::string& what, double found, double truth, double standard_error) {
    INFO(what << ": " << found << ", in truth " << truth << ", standard error " << standard_error);
    CHECK(standard_error > 0);
    CHECK(std::abs(found - truth) <= k_errors * standard_error);
}

inline void check_share(const std::string& what, double found, double truth, double n) {
    check_near(what, found, truth, std::sqrt(truth * (1 - truth) / n));
}

/// A normal variable's mean and standard deviation; the latter's standard error is sd / sqrt(2 n).
inline void check_normal(const std::string& what, double mean, double sd, double true_mean, double true_sd) {
    const double n = static_cast<double>(n_trajectories());
    check_near(what + " mean", mean, true_mean, true_sd / std::sqrt(n));
    check_near(what + " sd", sd, true_sd, true_sd / std::sqrt(2 * n));
}

inline void check_rate(const Result& result, const std::string& actor, const std::string& action, double truth) {
    const double n = static_cast<double>(result.trajectories) * result.steps;
    for (const ActionResult& item : result.actions)
        if (item.actor == actor && item.action == action)
            return check_share(fmt::format("{} takes {}", actor, action), item.rate, truth, n);
    FAIL("no action " << action);
}

}  // namespace brink::test
