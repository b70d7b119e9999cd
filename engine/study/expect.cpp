#include "study/expect.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "study/difference.h"

namespace brink {

namespace {

/// About how many trajectories would tell: an interval narrows with their root until it leaves the nearest end.
std::optional<double> enough(const Judgement& judged, const Range& within, double n) {
    const double half = (judged.ci95[1] - judged.ci95[0]) / 2;
    const double gap = std::min(std::fabs(judged.estimate - within.low), std::fabs(judged.estimate - within.high));
    if (!(half > 0) || !(gap > half / 1000)) return std::nullopt;
    return n * (half / gap) * (half / gap);
}

Range claimed(const Expectation& claim) {
    if (claim.kind != Expectation::Kind::difference) return claim.within;
    switch (claim.sign) {
        case Expectation::Sign::more: return {0, k_infinity};
        case Expectation::Sign::less: return {-k_infinity, 0};
        case Expectation::Sign::same: break;
    }
    return {0, 0};
}

/// Of one chance, trajectories that all go alike are no rise and no fall, however few they are; and a single one that
/// goes otherwise shows that something changed.
Verdict verdict_on(const Judgement& judged, const Range& within) {
    const bool difference = judged.claim.kind == Expectation::Kind::difference;
    if (difference && judged.claim.sign == Expectation::Sign::same)
        return judged.none_differs ? Verdict::pass : Verdict::fail;
    if (difference && judged.none_differs) return Verdict::fail;
    return verdict_of(judged.ci95, within, difference);
}

void estimate(const Expectation& claim, const Result& result, const PairedRun& run,
              const std::vector<std::string>& others, Judgement& judged) {
    const OutcomeResult& outcome = result.outcomes[claim.outcome.index];
    switch (claim.kind) {
        case Expectation::Kind::probability:
            judged.estimate = outcome.happened.probability;
            judged.ci95 = outcome.happened.n > 0 ? outcome.happened.ci95 : std::array<double, 2>{0, 1};
            return;
        case Expectation::Kind::mean:
            judged.estimate = outcome.mean;
            judged.ci95 = {-k_infinity, k_infinity};
            if (outcome.counted == 0) return;
            judged.ci95 = {outcome.mean - 1.959964 * outcome.std_error, outcome.mean + 1.959964 * outcome.std_error};
            return;
        case Expectation::Kind::difference: break;
    }
    const auto other = std::find(others.begin(), others.end(), claim.than) - others.begin();
    for (const PairedOutcome& pair : run.paired[static_cast<std::size_t>(other)].outcomes) {
        if (pair.name != outcome.name || pair.kind != outcome.kind) continue;
        const Difference difference = difference_of(pair);
        judged.estimate = difference.estimate;
        judged.ci95 = difference.ci95;
        judged.none_differs = difference.none_differs;
    }
}

}  // namespace

Verdict verdict_of(const std::array<double, 2>& ci95, const Range& within, bool strict) {
    const bool inside = strict ? ci95[0] > within.low && ci95[1] < within.high
                               : ci95[0] >= within.low && ci95[1] <= within.high;
    const bool outside = strict ? ci95[1] <= within.low || ci95[0] >= within.high
                                : ci95[1] < within.low || ci95[0] > within.high;
    return inside ? Verdict::pass : outside ? Verdict::fail : Verdict::cannot_tell;
}

std::vector<std::string> compared_with(const Model& model) {
    std::vector<std::string> paths;
    for (const Expectation& claim : model.expectations)
        if (!claim.than.empty()) paths.push_back(claim.than);
    std::sort(paths.begin(), paths.end());
    paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
    return paths;
}

void check_comparisons(const Model& model, const std::vector<Model>& others, Diagnostics& diagnostics) {
    const std::vector<std::string> paths = compared_with(model);
    for (const Expectation& claim : model.expectations) {
        if (claim.than.empty()) continue;
        const Outcome& outcome = model.outcomes[claim.outcome.index];
        const Model& other =
            others[static_cast<std::size_t>(std::find(paths.begin(), paths.end(), claim.than) - paths.begin())];
        const bool there = std::any_of(other.outcomes.begin(), other.outcomes.end(), [&](const Outcome& o) {
            return o.name == outcome.name && o.kind == outcome.kind;
        });
        const auto conditioned = [&](const Outcome& o) { return o.name == outcome.name && o.given; };
        if (std::any_of(other.outcomes.begin(), other.outcomes.end(), conditioned)) {
            diagnostics.error("not-allowed", claim.span,
                              fmt::format("'{}' is conditioned on another outcome in '{}': its two shares are of "
                                          "different trajectories, and there are no pairs to compare",
                                          outcome.name, claim.than),
                              "compare the outcome without 'given'");
            continue;
        }
        if (there) continue;
        diagnostics.error("unknown-name", claim.span,
                          fmt::format("'{}' has no outcome '{}' of this kind", claim.than, outcome.name),
                          "compare scenarios that share the outcome");
    }
}

std::vector<Judgement> judge(const Model& model, const PairedRun& run, std::uint64_t seed) {
    const Result result = make_result(model, run.summaries.front(), seed);
    const std::vector<std::string> others = compared_with(model);
    std::vector<Judgement> judgements;
    for (const Expectation& claim : model.expectations) {
        Judgement judged;
        judged.claim = claim;
        judged.outcome = model.outcomes[claim.outcome.index].name;
        estimate(claim, result, run, others, judged);
        const Range within = claimed(claim);
        judged.verdict = verdict_on(judged, within);
        if (judged.verdict == Verdict::cannot_tell)
            judged.enough = enough(judged, within, static_cast<double>(result.trajectories));
        judgements.push_back(std::move(judged));
    }
    return judgements;
}

}  // namespace brink
