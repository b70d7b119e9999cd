#pragma once
// Counts what the whole test program takes from the free store.

#include <cstdint>

namespace brink::test {

struct Allocations {
    std::int64_t count = 0;  // since the program began
    std::int64_t live = 0;   // bytes now
    std::int64_t peak = 0;   // most bytes since forget_peak
};

[[nodiscard]] Allocations allocations();
void forget_peak();

}  // namespace brink::test
