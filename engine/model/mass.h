#pragma once
// How much probability a distribution has within a range: enough to draw from it there, or as good as none.

#include <optional>

#include "model/model.h"

namespace brink {

/// Less than this counts as none: drawing there would be a search for a needle.
inline constexpr double k_least_mass = 1e-6;

/// Whether the distribution, in canonical numbers, has at least k_least_mass within the range. Exact for uniform,
/// triangular (by support), choice, normal and lognormal; by a sum over the density for beta and gamma where the range
/// leaves out the mean and holds no end at which the density is unbounded.
[[nodiscard]] bool has_mass(const Distribution& distribution, const Range& range);

/// How much of the distribution lies within the range; for beta and gamma from a sum over the density, good to some
/// thousandths. Of a choice 1: its values outside were left out as it was read.
[[nodiscard]] double mass_within(const Distribution& distribution, const Range& range);

/// How much of the distribution, conditioned on the range, lies at or below x; nothing for a choice among values.
[[nodiscard]] std::optional<double> share_below(const Distribution& distribution, const Range& range, double x);

}  // namespace brink
