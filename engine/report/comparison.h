#pragma once
// Scenarios compared on shared chance -> text, JSON and tables.

#include <string>

#include "report/json.h"
#include "report/text.h"
#include "study/compare.h"

namespace brink {

/// Of each pair: what differs, how sure that is, what sharing chance saved, how many trajectories part and where.
[[nodiscard]] std::string to_text(const ComparedScenarios& compared, const TextOptions& options = {});

/// One object by the documented keys (docs/output.md); every scenario's own summary is in it.
[[nodiscard]] std::string to_json(const ComparedScenarios& compared, const JsonOptions& options = {});

/// One row a pair of scenarios and outcome.
[[nodiscard]] std::string differences_csv(const ComparedScenarios& compared);
/// One row a first parting: pair of scenarios, step, actor, choice in either.
[[nodiscard]] std::string partings_csv(const ComparedScenarios& compared);

/// `tango` or `student_t`: the interval of an outcome's difference.
[[nodiscard]] std::string interval_method(Outcome::Kind kind);
/// `higher`, `lower` or `not_shown`.
[[nodiscard]] std::string told_name(Told told);
/// `option`, `none` or `over`.
[[nodiscard]] std::string choice_name(PartingChoice::Kind kind);

}  // namespace brink
