#include "report/csv.h"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <vector>

namespace brink {

namespace {

constexpr std::array<std::string_view, 9> k_quantiles = {"q025", "q05", "q10", "q25", "q50",
                                                         "q75",  "q90", "q95", "q975"};

std::string quantile_header() {
    std::string text;
    for (const std::string_view name : k_quantiles) text += fmt::format(",{}", name);
    return text;
}

constexpr std::size_t k_columns = 16 + k_quantiles.size();  // of outcomes.csv

std::vector<std::string> when_fields(const OutcomeResult& o) {
    std::vector<std::string> fields = {csv_field(o.name), "when"};
    const Proportion& p = o.happened;
    if (p.n == 0)
        fields.insert(fields.end(), {"", "", "", "", "0", "0"});
    else
        for (const double value :
             {p.probability, p.std_error, p.ci95[0], p.ci95[1], static_cast<double>(p.count), static_cast<double>(p.n)})
            fields.push_back(fmt::format("{}", value));
    if (const auto& q = o.first_step)
        for (const double value : {q->q05, q->q25, q->q50, q->q75, q->q95}) fields.push_back(fmt::format("{}", value));
    fields.resize(k_columns - 1);
    fields.push_back(o.example ? fmt::format("{}", *o.example) : "");
    return fields;
}

std::vector<std::string> measure_fields(const OutcomeResult& o) {
    std::vector<std::string> fields = {csv_field(o.name), "measure", "", fmt::format("{}", o.std_error)};
    if (o.counted == 0) fields.back().clear();
    fields.resize(7);
    fields.push_back(o.given.empty() ? "" : fmt::format("{}", o.of));
    fields.resize(13);
    if (o.counted == 0) {
        fields.resize(k_columns);
        return fields;
    }
    fields.push_back(fmt::format("{}", o.mean));
    fields.push_back(fmt::format("{}", o.sd));
    for (const std::string_view name : k_quantiles) {
        const auto at = o.quantiles.find(std::string(name));
        fields.push_back(at == o.quantiles.end() ? std::string{} : fmt::format("{}", at->second));
    }
    fields.resize(k_columns);
    return fields;
}

}  // namespace

std::string csv_field(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

std::string outcomes_csv(const Result& result) {
    std::string text =
        "outcome,kind,probability,std_error,ci95_low,ci95_high,count,of,first_step_q05,first_step_q25,first_step_q50,"
        "first_step_q75,first_step_q95,mean,sd" +
        quantile_header() + ",example\n";
    for (const OutcomeResult& o : result.outcomes) {
        const auto fields = o.kind == Outcome::Kind::when ? when_fields(o) : measure_fields(o);
        text += fmt::format("{}\n", fmt::join(fields, ","));
    }
    return text;
}

std::string series_csv(const Result& result) {
    std::string text = "state,date,series,quantity,unit,mean,sd" + quantile_header() + "\n";
    for (const SeriesResult& series : result.series)
        for (std::size_t s = 0; s < series.mean.size(); ++s) {
            text += fmt::format("{},{},{},{},{},{},{}", s, result.dates[s], csv_field(series.name),
                                csv_field(series.quantity), csv_field(series.unit), series.mean[s], series.sd[s]);
            for (const std::string_view name : k_quantiles) {
                const auto at = series.quantiles.find(std::string(name));
                text += at == series.quantiles.end() ? std::string(",") : fmt::format(",{}", at->second[s]);
            }
            text += "\n";
        }
    return text;
}

}  // namespace brink
