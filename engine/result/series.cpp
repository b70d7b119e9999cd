#include <span>

#include "result/parts.h"

namespace brink {

namespace {

double quantile_of(const Summary& summary, const SeriesLayout& layout, std::size_t state, int thousandths) {
    const Moments& moments = summary.moments[layout.first_moment + state];
    const double low = smallest(moments, layout.per_quantum);
    const double high = largest(moments, layout.per_quantum);
    const std::size_t slot = layout.first_slot + state;
    switch (layout.bins) {
        case SeriesLayout::Bins::none: break;
        case SeriesLayout::Bins::linear:
            return quantile(std::span(&summary.linear[slot * k_linear_bins], k_linear_bins),
                            linear_bins({layout.low, layout.high}), thousandths, low, high);
        case SeriesLayout::Bins::log: return quantile(summary.log[slot], thousandths, low, high);
    }
    return 0;
}

SeriesResult series_result(const Summary& summary, const SeriesLayout& layout) {
    SeriesResult series;
    series.name = layout.name;
    series.quantity = layout.quantity;
    series.unit = layout.unit;
    series.variable = layout.variable;
    if (layout.bins == SeriesLayout::Bins::linear)
        series.quantile_error = quantile_error(linear_bins({layout.low, layout.high}));
    if (layout.bins == SeriesLayout::Bins::log) series.quantile_error = k_log_quantile_error;
    series.quantile_error_relative = layout.bins == SeriesLayout::Bins::log;
    const std::size_t n_states = static_cast<std::size_t>(summary.layout.steps) + 1;
    for (std::size_t s = 0; s < n_states; ++s) {
        const std::size_t state = layout.constant ? 0 : s;
        const Moments& moments = summary.moments[layout.first_moment + state];
        series.mean.push_back(mean(moments, layout.per_quantum));
        series.sd.push_back(standard_deviation(moments, layout.per_quantum));
        series.not_counted += moments.not_counted;
        series.counted.push_back(moments.count);
        if (layout.bins == SeriesLayout::Bins::none) continue;
        for (const QuantileName& q : k_quantiles)
            series.quantiles[q.name].push_back(quantile_of(summary, layout, state, q.thousandths));
    }
    return series;
}

}  // namespace

void fill_series(const Summary& summary, Result& result) {
    for (const SeriesLayout& layout : summary.layout.series) result.series.push_back(series_result(summary, layout));
}

}  // namespace brink
