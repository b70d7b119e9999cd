#pragma once
// Parts of JSON that several writers share. Only files of report/ include it.

#include <nlohmann/json.hpp>

#include "report/json.h"

namespace brink {

/// A run's summary by its documented keys.
[[nodiscard]] nlohmann::ordered_json summary_object(const Result& result, const JsonOptions& options);
/// A share with its interval.
[[nodiscard]] nlohmann::ordered_json share_object(const Proportion& proportion);

}  // namespace brink
