#pragma once
// Time, memory and processes of the benchmarks.

#include <cstddef>
#include <functional>
#include <vector>

namespace bench {

/// Seconds that `work` takes.
struct Time {
    double wall = 0;
    double processor = 0;  // of all threads; free of what else the machine does, but for caches and clock rate
};

[[nodiscard]] Time time_of(const std::function<void()>& work);

/// Seconds on the wall clock until `n` processes, each doing `work` and then ending, have all ended. Throws
/// std::runtime_error if one fails. No other thread may run.
[[nodiscard]] double wall_of_processes(std::size_t n, const std::function<void()>& work);

/// Highest resident memory of a process that does `work`, in bytes, this process's own at the time included: call it
/// while this is small. Throws std::runtime_error if it fails.
[[nodiscard]] std::size_t resident_bytes(const std::function<void()>& work);

/// Median, least and largest of some measurements.
struct Spread {
    double median = 0, low = 0, high = 0;
};

/// Precondition: !values.empty().
[[nodiscard]] Spread spread(std::vector<double> values);

}  // namespace bench
