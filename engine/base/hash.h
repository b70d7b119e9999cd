#pragma once
// The project's own 64-bit hashes. Their values are part of the contract "same bits everywhere":
// a change here moves every number that brink prints.

#include <cstdint>
#include <string_view>

namespace brink {

/// Finaliser of SplitMix64 (Steele, Lea and Flood 2014; constants of Stafford's variant 13): a bijection on 64 bits.
[[nodiscard]] constexpr std::uint64_t mix64(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
    return x ^ (x >> 31);
}

/// Hash of a text: FNV-1a (64 bits) over its bytes, then mix64.
[[nodiscard]] constexpr std::uint64_t hash64(std::string_view text) {
    std::uint64_t h = 0xCBF29CE484222325ull;
    for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
    return mix64(h);
}

/// Hash of an ordered pair of words: mix64(a + golden ratio) mixed with b.
[[nodiscard]] constexpr std::uint64_t hash64(std::uint64_t a, std::uint64_t b) {
    return mix64(mix64(a + 0x9E3779B97F4A7C15ull) ^ (b + 0xD1B54A32D192ED03ull));
}

/// One step of a running digest over words: order matters.
[[nodiscard]] constexpr std::uint64_t digest_step(std::uint64_t digest, std::uint64_t word) {
    digest = (digest ^ word) * 0x9FB21C651E98DF25ull;
    return digest ^ (digest >> 32);
}

}  // namespace brink
