#pragma once
// Keyed randomness: a draw is a pure function of (seed, site, trajectory, step, attempt).
//
// Philox4x32-10 (Salmon et al. 2011) with key = hash64(seed, stream) and counter = (luck low, luck high, step,
// attempt). Its four words make two 64-bit words: first = r0 + 2^32 r1, second = r2 + 2^32 r3. A draw that takes one
// word takes it from a block that two trajectories share, so that none is thrown away.

#include <bit>
#include <cstdint>

#include <Random123/philox.h>

#include "base/hash.h"

namespace brink {

struct DrawWords {
    std::uint64_t first = 0;
    std::uint64_t second = 0;
};

/// The words of one draw. `step` is the step's number, 0 for what is drawn once a trajectory (then `luck` is the row
/// and the stream is of a site of its own).
[[nodiscard]] inline DrawWords draw_words(std::uint64_t key, std::uint64_t luck, std::uint32_t step,
                                          std::uint32_t attempt) {
    using Generator = r123::Philox4x32_R<10>;
    const Generator::ctr_type counter = {
        {static_cast<std::uint32_t>(luck), static_cast<std::uint32_t>(luck >> 32), step, attempt}};
    const Generator::key_type philox_key = {{static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)}};
    const Generator::ctr_type words = Generator{}(counter, philox_key);
    return {words[0] | static_cast<std::uint64_t>(words[1]) << 32, words[2] | static_cast<std::uint64_t>(words[3])
                                                                                  << 32};
}

/// The word of a draw that takes no more than one: trajectories 2 k and 2 k + 1 share draw_words(key, k, step, 0), of
/// which the even one has the first word and the odd one the second.
[[nodiscard]] inline std::uint64_t draw_word(std::uint64_t key, std::uint64_t luck, std::uint32_t step) {
    const DrawWords words = draw_words(key, luck >> 1, step, 0);
    return (luck & 1) == 0 ? words.first : words.second;
}

/// The word from which the options of a decision have their luck; trajectories 2 k and 2 k + 1 share it.
[[nodiscard]] inline std::uint64_t decision_word(std::uint64_t key, std::uint64_t luck, std::uint32_t step) {
    return draw_words(key, luck >> 1, step, 0).first;
}

/// The luck of an option: mix64(word ^ option key), of which an even trajectory has the lower half and an odd one the
/// upper.
[[nodiscard]] inline std::uint32_t option_luck(std::uint64_t word, std::uint64_t option_key, std::uint64_t luck) {
    return static_cast<std::uint32_t>(mix64(word ^ option_key) >> (luck % 2 * 32));
}

/// A uniform number in (0, 1) from 32 bits h: (2 h + 1) / 2^33, so never 0 or 1 and symmetric.
[[nodiscard]] inline double uniform32(std::uint32_t bits) {
    return std::bit_cast<double>(0x3FF0000000000000ull | std::uint64_t{bits} << 20) - (1.0 - 0x1p-33);
}

/// A uniform number in (0, 1) from the upper 52 bits k of a word: (2 k + 1) / 2^53, so never 0 or 1 and symmetric.
[[nodiscard]] inline double uniform53(std::uint64_t word) {
    return std::bit_cast<double>(0x3FF0000000000000ull | (word >> 12)) - (1.0 - 0x1p-53);
}

}  // namespace brink
