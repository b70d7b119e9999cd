// A comparison as tidy tables.

#include <cmath>

#include <fmt/format.h>

#include "report/comparison.h"
#include "report/csv.h"

namespace brink {

namespace {

std::string or_empty(double value) { return std::isfinite(value) ? fmt::format("{}", value) : ""; }

std::string pair_of(const ComparedScenarios& compared, const Comparison& comparison) {
    return fmt::format("{},{}", csv_field(compared.names[comparison.reference]),
                       csv_field(compared.names[comparison.other]));
}

std::string outcome_row(const ComparedOutcome& o) {
    const bool when = o.kind == Outcome::Kind::when;
    const std::optional<double> saving = o.saving.factor();
    return fmt::format("{},{},{},{},{},{},{},{},{},0.95,{},{},{},{},{},{},{},{}", csv_field(o.name),
                       when ? "when" : "measure", o.headline ? 1 : 0, o.n, o.reference, o.other, o.difference.estimate,
                       or_empty(o.difference.ci95[0]), or_empty(o.difference.ci95[1]), interval_method(o.kind),
                       told_name(o.told), when ? fmt::format("{}", o.both) : "",
                       when ? fmt::format("{}", o.only_reference) : "", when ? fmt::format("{}", o.only_other) : "",
                       o.saving.independent, o.saving.paired, saving ? fmt::format("{}", *saving) : "");
}

std::string choice_fields(const PartingChoice& choice) {
    return fmt::format("{},{},{},{}", choice_name(choice.kind), csv_field(choice.action), csv_field(choice.target),
                       choice.imposed ? 1 : 0);
}

std::string parting_rows(const std::string& pair, std::string_view by, const ComparedPartings& partings) {
    std::string text;
    for (const ComparedParting& p : partings.list)
        text += fmt::format("{},{},{},{},{},{},{},{},{},{},{}\n", pair, by, p.step, p.date, csv_field(p.actor),
                            csv_field(p.track), choice_fields(p.reference), choice_fields(p.other), p.count,
                            partings.trajectories.count, p.example);
    return text;
}

}  // namespace

std::string differences_csv(const ComparedScenarios& compared) {
    std::string text =
        "reference,other,outcome,kind,headline,n,reference_value,other_value,difference,low,high,level,method,told,"
        "both,only_reference,only_other,variance_independent,variance_paired,saving\n";
    for (const Comparison& comparison : compared.comparisons)
        for (const ComparedOutcome& outcome : comparison.outcomes)
            text += fmt::format("{},{}\n", pair_of(compared, comparison), outcome_row(outcome));
    return text;
}

std::string partings_csv(const ComparedScenarios& compared) {
    std::string text =
        "reference,other,by,step,date,actor,track,reference_choice,reference_action,reference_target,"
        "reference_imposed,other_choice,other_action,other_target,other_imposed,count,of,example\n";
    for (const Comparison& comparison : compared.comparisons) {
        const std::string pair = pair_of(compared, comparison);
        text += parting_rows(pair, "any", comparison.parted) + parting_rows(pair, "free", comparison.answered);
    }
    return text;
}

}  // namespace brink
