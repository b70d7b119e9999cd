#pragma once
// Mean and standard deviation from whole numbers. A value x enters as q = round(x * per_quantum), per_quantum a power
// of two; only sums of q and of products of its halves are kept, so the order of adding and merging cannot matter.

#include <cstddef>
#include <cstdint>
#include <limits>

#include "lanes/isa.h"
#include "model/model.h"
#include "stats/wide.h"

namespace brink {

/// Quanta a unit for a quantity of this range. Between finite bounds 2^(49 - e), with 2^e the least power of two not
/// below either bound's size (e from -900 to 900), so that every value is counted; otherwise 2^24: then values of
/// 2^26 (6.7e7) or more in size are not counted.
[[nodiscard]] double quanta_per_unit(const Range& range);

/// Sums over the values of one quantity in one recorded state.
struct Moments {
    std::int64_t count = 0;  // values in the sums
    Int128 sum = 0;          // of q
    Int128 high_high = 0;    // q = high * 2^25 + low, 0 <= low < 2^25: sums of products
    Int128 high_low = 0;
    Int128 low_low = 0;
    std::int64_t smallest = std::numeric_limits<std::int64_t>::max();  // of q
    std::int64_t largest = std::numeric_limits<std::int64_t>::min();
    std::int64_t not_counted = 0;  // values too large for the quantum

    friend bool operator==(const Moments&, const Moments&) = default;
};

void add(Moments& moments, const ColumnSums& sums);
/// Adds one value (the same as a column of one lane).
void add(Moments& moments, double value, double per_quantum);
void merge(Moments& moments, const Moments& other);

/// 0 over nothing.
[[nodiscard]] double mean(const Moments& moments, double per_quantum);
/// Standard deviation with n - 1 below the line; 0 with fewer than two values. The sum of squares is exact, so a
/// small deviation around a large mean loses nothing but the quantum.
[[nodiscard]] double standard_deviation(const Moments& moments, double per_quantum);
[[nodiscard]] double smallest(const Moments& moments, double per_quantum);  // 0 over nothing
[[nodiscard]] double largest(const Moments& moments, double per_quantum);

}  // namespace brink
