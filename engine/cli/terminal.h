#pragma once
// What is known of the terminal that an answer goes to.

#include <cstddef>

namespace brink {

/// Columns of what this file descriptor leads to: COLUMNS if it says so, else the terminal's own width, else 80; never
/// fewer than 40.
[[nodiscard]] std::size_t terminal_width(int descriptor);

}  // namespace brink
