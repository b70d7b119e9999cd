#pragma once
// The comparisons of a result as the report page has them. Only files of report/ include it.

#include <nlohmann/json.hpp>

namespace brink {

/// With the most frequent kinds of parting of each in place of every first parting, and columns by state packed.
[[nodiscard]] nlohmann::ordered_json fitting_comparisons(nlohmann::ordered_json comparisons);

}  // namespace brink
