#pragma once
// Counts over bins, and quantiles from them. Between finite bounds: 256 linear bins. Without them: those of
// lanes/log_bins.h.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "lanes/log_bins.h"
#include "model/model.h"

namespace brink {

inline constexpr std::size_t k_linear_bins = 256;

/// Bins of a quantity that lies in [low, high]. A variable often sits at a bound, so the first and the last bin hold
/// what is at a bound (or within 2^-20 of the range from it); 254 equal bins share the rest.
struct LinearBins {
    double low = 0;
    double high = 1;
    double origin = 0;  // of Kernels::linear_bins: bin = floor((value - origin) * per_unit), clamped to 0..255
    double per_unit = 1;
};

/// Precondition: range.bounded().
[[nodiscard]] LinearBins linear_bins(const Range& range);
/// Bound on a quantile's error: the width of a bin.
[[nodiscard]] double quantile_error(const LinearBins& bins);

inline constexpr double k_log_quantile_error = 1.0 / k_log_parts;  // relative, of a quantity without bounds

/// log_bin of each value.
void log_bins(const double* values, std::size_t n, std::uint16_t* bins);

/// Counts over the bins in use: a window from the first to the last bin that is not empty.
struct WindowCounts {
    std::uint32_t first = 0;  // bin of counts[0]; 0 if there are none
    std::vector<std::uint32_t> counts;

    friend bool operator==(const WindowCounts&, const WindowCounts&) = default;
};

void add(WindowCounts& window, std::span<const std::uint16_t> bins);
void merge(WindowCounts& window, const WindowCounts& other);

/// Adds bins of 0..255 to 256 counts.
void add_linear(std::uint32_t* counts, std::span<const std::uint8_t> bins);

/// A quantile, its share in thousandths (1..999): the value below which that share of the counts lies, linear within
/// its bin, not outside [smallest, largest]. 0 over nothing.
[[nodiscard]] double quantile(std::span<const std::uint32_t> counts, const LinearBins& bins, int thousandths,
                              double smallest, double largest);
[[nodiscard]] double quantile(const WindowCounts& window, int thousandths, double smallest, double largest);

}  // namespace brink
