#pragma once
// Columns of numbers packed for the report page, as bindings/web/src/data.ts reads them. Only files of report/ include
// it.

#include <cstddef>
#include <nlohmann/json.hpp>

namespace brink {

/// Whole multiples of `quantum`, each after the first as its difference from the one before; null where there is no
/// number. Values that are all alike become one.
[[nodiscard]] nlohmann::ordered_json packed(const nlohmann::ordered_json& values, double quantum);

/// The series of a summary, to four digits of what each spans, as many as fit into `room` bytes: those that move, those
/// with quantiles and those that move most come first into it.
[[nodiscard]] nlohmann::ordered_json pack_series(const nlohmann::ordered_json& all, std::size_t room);

/// As many of a list, from its beginning, as there is room for.
[[nodiscard]] nlohmann::ordered_json fitting_list(const nlohmann::ordered_json& list, std::size_t room);

}  // namespace brink
