#pragma once
// Whole numbers wider than 64 bits, and their conversion to double: exact until one correctly rounded step, so that
// every machine gets the same bits.

#include <array>
#include <cstdint>

namespace brink {

__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 UInt128;

/// An unsigned number of 256 bits, least significant word first; arithmetic is modulo 2^256.
struct UInt256 {
    std::array<std::uint64_t, 4> words{};

    friend bool operator==(const UInt256&, const UInt256&) = default;
};

[[nodiscard]] UInt256 wide(UInt128 value);
/// value mod 2^256: two's complement for a negative one.
[[nodiscard]] UInt256 wide_signed(Int128 value);
[[nodiscard]] UInt256 add(const UInt256& a, const UInt256& b);
[[nodiscard]] UInt256 subtract(const UInt256& a, const UInt256& b);
[[nodiscard]] UInt256 multiply(const UInt256& a, const UInt256& b);

/// The double nearest to the value, ties to even.
[[nodiscard]] double to_double(const UInt256& value);
[[nodiscard]] double to_double(Int128 value);

/// The magnitude of a signed number, also of the smallest one.
[[nodiscard]] constexpr UInt128 magnitude(Int128 value) {
    return value < 0 ? UInt128{0} - static_cast<UInt128>(value) : static_cast<UInt128>(value);
}

}  // namespace brink
