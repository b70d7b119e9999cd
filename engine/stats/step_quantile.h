#pragma once
// Quantiles of steps or states that were counted one by one.

#include <cstddef>
#include <cstdint>
#include <span>

namespace brink {

inline constexpr int k_median = 500;  // thousandths

/// The least place with at least that share of all counts at or before it; 0 over nothing.
[[nodiscard]] std::size_t step_quantile(std::span<const std::int64_t> counts, int thousandths);

}  // namespace brink
