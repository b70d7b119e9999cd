#include "stats/wide.h"

#include <bit>

namespace brink {

UInt256 wide(UInt128 value) {
    return {{static_cast<std::uint64_t>(value), static_cast<std::uint64_t>(value >> 64), 0, 0}};
}

UInt256 wide_signed(Int128 value) {
    if (value >= 0) return wide(static_cast<UInt128>(value));
    return subtract({}, wide(magnitude(value)));
}

UInt256 add(const UInt256& a, const UInt256& b) {
    UInt256 sum;
    UInt128 carry = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        carry += static_cast<UInt128>(a.words[i]) + b.words[i];
        sum.words[i] = static_cast<std::uint64_t>(carry);
        carry >>= 64;
    }
    return sum;
}

UInt256 subtract(const UInt256& a, const UInt256& b) {
    UInt256 complement;
    for (std::size_t i = 0; i < 4; ++i) complement.words[i] = ~b.words[i];
    return add(add(a, complement), wide(1));
}

UInt256 multiply(const UInt256& a, const UInt256& b) {
    UInt256 product;
    for (std::size_t i = 0; i < 4; ++i) {
        UInt128 carry = 0;
        for (std::size_t j = 0; i + j < 4; ++j) {
            carry += static_cast<UInt128>(a.words[i]) * b.words[j] + product.words[i + j];
            product.words[i + j] = static_cast<std::uint64_t>(carry);
            carry >>= 64;
        }
    }
    return product;
}

double to_double(const UInt256& value) {
    std::size_t top = 4;
    while (top > 0 && value.words[top - 1] == 0) --top;
    if (top == 0) return 0;
    if (top == 1) return static_cast<double>(value.words[0]);
    const int shift = std::countl_zero(value.words[top - 1]);
    std::uint64_t head = value.words[top - 1] << shift;
    std::uint64_t rest = value.words[top - 2] << shift;
    if (shift > 0) head |= value.words[top - 2] >> (64 - shift);
    for (std::size_t i = 0; i + 2 < top; ++i) rest |= value.words[i];
    // The head holds 64 significant bits; a sticky last bit makes its rounding that of the whole number.
    if (rest != 0) head |= 1;
    double result = static_cast<double>(head);
    const int exponent = static_cast<int>(64 * (top - 1)) - shift;
    return result * std::bit_cast<double>(static_cast<std::uint64_t>(1023 + exponent) << 52);
}

double to_double(Int128 value) {
    const double size = to_double(wide(magnitude(value)));
    return value < 0 ? -size : size;
}

}  // namespace brink
