#include <algorithm>
#include <cmath>
#include <span>

#include "result/parts.h"
#include "stats/step_quantile.h"

namespace brink {

namespace {

void fill_when(const Summary& summary, std::size_t index, OutcomeResult& outcome) {
    const std::size_t n_states = static_cast<std::size_t>(summary.layout.steps) + 1;
    const std::span<const std::int64_t> counts(&summary.first_states[index * n_states], n_states);
    const std::int64_t happened = summary.together[index * summary.layout.n_when + index];
    outcome.happened = proportion(happened, outcome.of);
    outcome.first_step_counts.assign(counts.begin(), counts.end());
    if (happened == 0) return;
    const auto state = [&](int thousandths) { return static_cast<double>(step_quantile(counts, thousandths)); };
    outcome.first_step = StepQuantiles{state(50), state(250), state(k_median), state(750), state(950)};
    outcome.example = summary.first_examples[index * n_states + step_quantile(counts, k_median)];
}

void fill_measure(const Summary& summary, std::size_t index, OutcomeResult& outcome) {
    const double per_quantum = quanta_per_unit({});
    const Moments& moments = summary.measures[index];
    outcome.counted = moments.count;
    outcome.not_counted = moments.not_counted;
    outcome.mean = mean(moments, per_quantum);
    outcome.sd = standard_deviation(moments, per_quantum);
    if (moments.count > 0) outcome.std_error = outcome.sd / std::sqrt(static_cast<double>(moments.count));
    for (const QuantileName& q : k_quantiles)
        outcome.quantiles[q.name] = quantile(summary.measure_bins[index], q.thousandths, smallest(moments, per_quantum),
                                             largest(moments, per_quantum));
    outcome.quantile_error = k_log_quantile_error;
    outcome.quantile_error_relative = true;
}

/// Correlation of two indicators from their counts.
std::optional<double> correlation(std::int64_t n, std::int64_t first, std::int64_t second, std::int64_t both) {
    if (first == 0 || second == 0 || first == n || second == n) return std::nullopt;
    const double above = to_double(static_cast<Int128>(n) * both - static_cast<Int128>(first) * second);
    const double spread_first = to_double(static_cast<Int128>(first) * (n - first));
    const double spread_second = to_double(static_cast<Int128>(second) * (n - second));
    return above / std::sqrt(spread_first * spread_second);
}

void fill_pairs(const Summary& summary, Result& result) {
    const std::size_t n_when = summary.layout.n_when;
    const std::int64_t n = static_cast<std::int64_t>(summary.trajectories());
    for (const OutcomeLayout& a : summary.layout.outcomes) {
        if (a.kind != Outcome::Kind::when) continue;
        for (const OutcomeLayout& b : summary.layout.outcomes) {
            if (b.kind != Outcome::Kind::when || b.index <= a.index) continue;
            const std::int64_t both = summary.together[a.index * n_when + b.index];
            result.together.push_back({a.name, b.name, proportion(both, n),
                                       correlation(n, summary.together[a.index * n_when + a.index],
                                                   summary.together[b.index * n_when + b.index], both)});
        }
    }
}

Extremes extremes(const std::string& measure, const ExtremeList& list) {
    Extremes result;
    result.measure = measure;
    for (const Extreme& extreme : list.highest)
        result.highest.push_back({extreme.trajectory, extreme.value, extreme.tied});
    for (const Extreme& extreme : list.lowest)
        result.lowest.push_back({extreme.trajectory, extreme.value, extreme.tied});
    return result;
}

}  // namespace

void fill_outcomes(const Model& model, const Summary& summary, Result& result) {
    for (const OutcomeId id : model.headline) result.headline.push_back(model.outcomes[id.index].name);
    for (std::size_t o = 0; o < summary.layout.outcomes.size(); ++o) {
        const OutcomeLayout& layout = summary.layout.outcomes[o];
        OutcomeResult outcome;
        outcome.name = layout.name;
        outcome.kind = layout.kind;
        outcome.doc = model.outcomes[o].doc;
        outcome.ends = model.outcomes[o].ends;
        outcome.headline = std::find(model.headline.begin(), model.headline.end(),
                                     OutcomeId{static_cast<std::uint32_t>(o)}) != model.headline.end();
        outcome.of = static_cast<std::int64_t>(summary.trajectories());
        if (layout.given != k_nothing) {
            const OutcomeLayout& given = summary.layout.outcomes[layout.given];
            outcome.given = given.name;
            outcome.of = summary.together[given.index * summary.layout.n_when + given.index];
        }
        switch (layout.kind) {
            case Outcome::Kind::when: fill_when(summary, layout.index, outcome); break;
            case Outcome::Kind::measure:
                fill_measure(summary, layout.index, outcome);
                result.extremes.push_back(extremes(layout.name, summary.extremes[layout.index]));
                break;
        }
        result.outcomes.push_back(std::move(outcome));
    }
    fill_pairs(summary, result);
    if (!summary.extremes.back().highest.empty())
        result.extremes.push_back(extremes("peak_rung", summary.extremes.back()));
}

}  // namespace brink
