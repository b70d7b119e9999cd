// Recorded quantities in the terminal: the few that move most, one line each.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "report/table.h"
#include "report/text_parts.h"
#include "report/words.h"

namespace brink {

namespace {

constexpr std::size_t k_most_shown = 12;
constexpr std::size_t k_widest_line = 40, k_narrowest_line = 10;

// Which series a first screen shows: those whose mean moves most for their size and spread, one line each. A mean
// that moves by no more than its own noise (six standard errors) is none of them.
std::vector<const SeriesResult*> moving(const Result& r) {
    std::vector<std::pair<double, const SeriesResult*>> ranked;
    const double root_n = std::sqrt(static_cast<double>(std::max<std::uint64_t>(r.trajectories, 1)));
    for (const SeriesResult& s : r.series) {
        if (s.quantiles.empty() || s.mean.empty()) continue;
        const auto [low, high] = std::minmax_element(s.mean.begin(), s.mean.end());
        const double spread = *std::max_element(s.sd.begin(), s.sd.end());
        const double scale = std::max({std::abs(*low), std::abs(*high), spread, 1e-12});
        const double moved = *high - *low;
        if (moved > std::max(1e-3 * scale, 6 * spread / root_n)) ranked.emplace_back(moved / scale, &s);
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    if (ranked.size() > k_most_shown) ranked.resize(k_most_shown);
    std::vector<const SeriesResult*> chosen;
    for (const SeriesResult& s : r.series)
        for (const auto& [moved, series] : ranked)
            if (series == &s) chosen.push_back(series);
    return chosen;
}

TextTable table_of(const Result& r, const std::vector<const SeriesResult*>& shown, std::size_t line) {
    TextTable table;
    table.columns = {{"How it moves"},     {"from", Align::point}, {fmt::format("mean over {} states", r.steps + 1)},
                     {"to", Align::point}, {"5 %", Align::point},  {"95 %", Align::point}};
    if (text_width(table.columns[2].title) > line) table.columns[2].title = "mean";
    for (const SeriesResult* s : shown) {
        std::vector<double> values{s->mean.front(), s->mean.back()};
        for (const char* name : {"q05", "q95"})
            if (const auto at = s->quantiles.find(name); at != s->quantiles.end()) values.push_back(at->second.back());
        std::vector<std::string> cells = alike(values);
        cells.insert(cells.begin(), s->name);
        cells.insert(cells.begin() + 2, sparkline(s->mean, line));
        cells.resize(table.columns.size(), "-");
        table.rows.push_back({std::move(cells)});
    }
    return table;
}

}  // namespace

std::string series_text(const Result& r, const TextOptions& options) {
    const std::vector<const SeriesResult*> shown = moving(r);
    if (shown.empty()) return "";
    // The line gives way before anything else does.
    std::size_t line = k_widest_line;
    while (line > k_narrowest_line && width_of(table_of(r, shown, line)) > options.width) --line;
    std::string text = to_text(table_of(r, shown, line), options.width, options.color);
    const auto n = static_cast<std::size_t>(
        std::count_if(r.series.begin(), r.series.end(), [](const SeriesResult& s) { return !s.quantiles.empty(); }));
    if (n > shown.size())
        text += remark(fmt::format("the {} of {} that move most; the others are in series.csv", shown.size(), n),
                       options);
    return text + "\n";
}

}  // namespace brink
