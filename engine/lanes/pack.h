#pragma once
// Vectors of a kernel that is written by hand. Only for isa_kernels.cpp.
//
// A Pair is two vector registers. What is done to a Pair is done to one register, then to the other: two chains of
// operations stand side by side in the code, so a processor waits half as long for the result of each.

#include <cstdint>
#include <type_traits>

#include "base/race_math.h"
#include "lanes/sampling.h"

namespace brink::BRINK_ISA {
namespace {

using Reals = double __attribute__((vector_size(sizeof(Words))));

template <class T>
struct Pair {
    T a, b;
};

using Numbers = Pair<Reals>;
using Bits = Pair<Words>;
using Truths = Pair<decltype(Reals{} < Reals{})>;   // all bits of a lane set or none
inline constexpr std::size_t k_pair = 2 * k_words;  // lanes of a Pair

template <class T>
using Element = std::remove_cvref_t<decltype(T{}[0])>;

// x op y; x op one number
#define BRINK_PAIR_OPERATOR(op)                                            \
    template <class T>                                                     \
    [[gnu::always_inline]] inline auto operator op(Pair<T> x, Pair<T> y) { \
        return Pair<decltype(x.a op y.a)>{x.a op y.a, x.b op y.b};         \
    }                                                                      \
    template <class T, class N>                                            \
    requires std::is_arithmetic_v<N>                                       \
    [[gnu::always_inline]] inline auto operator op(Pair<T> x, N y) {       \
        const auto each = static_cast<Element<T>>(y);                      \
        return Pair<decltype(x.a op x.a)>{x.a op each, x.b op each};       \
    }
BRINK_PAIR_OPERATOR(+)
BRINK_PAIR_OPERATOR(-)
BRINK_PAIR_OPERATOR(*)
BRINK_PAIR_OPERATOR(/)
BRINK_PAIR_OPERATOR(<)
BRINK_PAIR_OPERATOR(!=)
BRINK_PAIR_OPERATOR(&)
BRINK_PAIR_OPERATOR(|)
BRINK_PAIR_OPERATOR(^)
BRINK_PAIR_OPERATOR(<<)
BRINK_PAIR_OPERATOR(>>)
#undef BRINK_PAIR_OPERATOR

template <class To, class T>
[[gnu::always_inline]] inline To reinterpreted(Pair<T> x) {
    return {reinterpret_cast<decltype(To::a)>(x.a), reinterpret_cast<decltype(To::b)>(x.b)};
}

[[gnu::always_inline]] inline Numbers selected(Truths condition, Numbers a, Numbers b) {
    return {condition.a ? a.a : b.a, condition.b ? a.b : b.b};
}

[[gnu::always_inline]] inline Numbers same(double x) { return {x - Reals{}, x - Reals{}}; }

/// The k_pair values from `from` on.
template <class P, class T>
[[gnu::always_inline]] inline P load(const T* from) {
    P x;
    __builtin_memcpy(&x.a, from, sizeof x.a);
    __builtin_memcpy(&x.b, from + k_words, sizeof x.b);
    return x;
}

/// Numbers of single precision: as the same numbers of double precision.
template <class P>
[[gnu::always_inline]] inline P load(const float* from) {
    P x;
    for (std::size_t i = 0; i < k_words; ++i) {
        x.a[i] = static_cast<double>(from[i]);
        x.b[i] = static_cast<double>(from[k_words + i]);
    }
    return x;
}

[[gnu::always_inline]] inline void store(double* to, Numbers x) {
    __builtin_memcpy(to, &x.a, sizeof x.a);
    __builtin_memcpy(to + k_words, &x.b, sizeof x.b);
}

[[gnu::always_inline]] inline void store(float* to, Numbers x) {
    for (std::size_t i = 0; i < k_words; ++i) {
        to[i] = static_cast<float>(x.a[i]);
        to[k_words + i] = static_cast<float>(x.b[i]);
    }
}

/// Where k_pair bytes are 0.
[[gnu::always_inline]] inline Truths zero_bytes(const std::uint8_t* bytes) {
    Bits x{};
    for (std::size_t i = 0; i < k_words; ++i) {
        x.a[i] = bytes[i];
        x.b[i] = bytes[k_words + i];
    }
    return {x.a == 0, x.b == 0};
}

/// Whether the condition holds in every lane.
[[gnu::always_inline]] inline bool all_of(Truths condition) {
    const auto both = condition.a & condition.b;
    long long every = -1;
    for (std::size_t i = 0; i < k_words; ++i) every &= both[i];
    return every != 0;
}

/// mix64 of `word` ^ `key`, given each as y ^ (y >> 30): the first shift of mix64 is the same for all options.
template <class B>
[[gnu::always_inline]] inline B mixed(B word, std::uint64_t key) {
    B x = (word ^ key) * 0xBF58476D1CE4E5B9ull;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
    return x ^ (x >> 31);
}

/// uniform32 of the upper halves of each word (lanes/random.h).
[[gnu::always_inline]] inline Numbers uniform32_of_upper(Bits word) {
    return reinterpreted<Numbers>(((word >> 32) << 20) | 0x3FF0000000000000ull) - (1.0 - 0x1p-33);
}

/// Each word of half as many, twice.
[[gnu::always_inline]] inline Bits doubled(Words x) {
#if defined(__AVX512F__)
    return {__builtin_shufflevector(x, x, 0, 0, 1, 1, 2, 2, 3, 3),
            __builtin_shufflevector(x, x, 4, 4, 5, 5, 6, 6, 7, 7)};
#elif defined(__AVX2__)
    return {__builtin_shufflevector(x, x, 0, 0, 1, 1), __builtin_shufflevector(x, x, 2, 2, 3, 3)};
#else
    return {__builtin_shufflevector(x, x, 0, 0), __builtin_shufflevector(x, x, 1, 1)};
#endif
}

}  // namespace
}  // namespace brink::BRINK_ISA
