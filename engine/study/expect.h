#pragma once
// Expectations of a scenario, judged by 95 % intervals: pass if the interval lies within what is claimed, fail if it
// lies outside, else it cannot be told with so few trajectories. Where the other scenario makes no difference in any
// trajectory, nothing is more or less, and that it is the same is true.

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "model/model.h"
#include "result/result.h"
#include "run/run.h"

namespace brink {

enum class Verdict { pass, fail, cannot_tell };

struct Judgement {
    Expectation claim;
    std::string outcome;
    double estimate = 0;  // of the chance, the mean or the difference
    std::array<double, 2> ci95{};
    bool none_differs = false;  // difference: the outcome goes alike in every trajectory
    Verdict verdict = Verdict::cannot_tell;
    std::optional<double> enough;  // cannot tell: about how many trajectories would; absent if no number is in sight
};

/// The scenarios that expectations compare with, each once, in byte order of their paths.
[[nodiscard]] std::vector<std::string> compared_with(const Model& model);

/// Reports expectations whose outcome the scenario compared with does not have; `others` as compared_with names them.
void check_comparisons(const Model& model, const std::vector<Model>& others, Diagnostics& diagnostics);

/// Judges every expectation by a run of the scenario's program, beside those of compared_with.
[[nodiscard]] std::vector<Judgement> judge(const Model& model, const PairedRun& run, std::uint64_t seed);

/// The verdict of an interval on a claim that the true value lies within `within`; open ends if `strict`.
[[nodiscard]] Verdict verdict_of(const std::array<double, 2>& ci95, const Range& within, bool strict);

}  // namespace brink
