#pragma once
// Numbers read by place: an element of a matrix, a point of a piecewise-linear curve. What an operation gives, to the
// bit, on every instruction set.

#include <cstdint>

#include "base/elementary.h"

namespace brink {

/// floor(x) brought into 0 .. n - 1; 0 for what is not a number.
[[gnu::always_inline]] inline std::uint32_t place_among(std::uint32_t n, double x) {
    const double place = clamp(floor(x), 0.0, static_cast<double>(n) - 1.0);
    return static_cast<std::uint32_t>(static_cast<std::int64_t>(place == place ? place : 0.0));
}

/// The number in row floor(r), column floor(c) of a matrix, rows and columns from 0, both clamped; not a number where
/// r or c is none.
[[gnu::always_inline]] inline double matrix_at(const double* numbers, std::uint32_t rows, std::uint32_t columns,
                                               double r, double c) {
    const double found = numbers[place_among(rows, r) * columns + place_among(columns, c)];
    return r == r && c == c ? found : r + c;
}

/// y at x of n points (x, y) by ascending x: y0 + (y1 - y0) ((x - x0) / (x1 - x0)) between the points around x, kept
/// between y0 and y1; level beyond the first and last; not a number where x is none.
[[gnu::always_inline]] inline double curve_at(const double* points, std::uint32_t n, double x) {
    if (x != x) return x;
    if (x <= points[0]) return points[1];
    if (x >= points[2 * n - 2]) return points[2 * n - 1];
    std::uint32_t low = 0, high = n - 1;  // the point low lies at or below x, the point high above it
    while (high - low > 1) {
        const std::uint32_t middle = (low + high) / 2;
        const bool below = points[2 * middle] <= x;
        low = below ? middle : low;
        high = below ? high : middle;
    }
    const double* p = points + 2 * low;
    const double y = p[1] + (p[3] - p[1]) * ((x - p[0]) / (p[2] - p[0]));
    return clamp(y, minimum(p[1], p[3]), maximum(p[1], p[3]));
}

}  // namespace brink
