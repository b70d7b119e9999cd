#pragma once
// Result -> tidy CSV tables: one observation a row, a header line, RFC 4180 quoting, `.` as decimal point.

#include <string>
#include <string_view>

#include "result/result.h"

namespace brink {

/// outcome,kind,probability,std_error,ci95_low,ci95_high,count,of,first_step_q05,...,mean,sd,q05,...
[[nodiscard]] std::string outcomes_csv(const Result& result);
/// state,date,series,mean,sd,q025,...: states 0 to steps; quantiles empty where only moments were recorded.
[[nodiscard]] std::string series_csv(const Result& result);

/// A text as one field: quoted where it must be.
[[nodiscard]] std::string csv_field(std::string_view text);

}  // namespace brink
