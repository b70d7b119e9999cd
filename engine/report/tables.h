#pragma once
// A run's estimates as tidy tables.

#include <vector>

#include "report/tidy.h"
#include "result/result.h"

namespace brink {

/// outcomes.csv, first_steps.csv, series.csv, actions.csv, rungs.csv, numbers.csv.
[[nodiscard]] std::vector<TidyTable> tables_of(const Result& result, const Model& model);

}  // namespace brink
