#pragma once
// Numbers as people read them: words of estimative probability, bars, sparklines, padded columns.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace brink {

/// Word of estimative probability beside a number: the scale of the US Intelligence Community Directive 203
/// (almost no chance 0.01-0.05, very unlikely 0.05-0.20, unlikely 0.20-0.45, roughly even chance 0.45-0.55,
/// likely 0.55-0.80, very likely 0.80-0.95, almost certain 0.95-0.99); beyond its ends `remote` and `nearly certain`,
/// 0 and 1 are `never seen` and `always seen`.
[[nodiscard]] std::string_view estimative_word(double probability);

/// A bar of `width` cells filled to an eighth of a cell for a share in [0, 1].
[[nodiscard]] std::string bar(double share, std::size_t width);

/// At most `width` blocks of eight heights; low and high map to the lowest and highest. A flat series is low.
[[nodiscard]] std::string sparkline(const std::vector<double>& values, std::size_t width);

/// A number with about `digits` significant digits, no exponent where it can be helped.
[[nodiscard]] std::string number(double value, int digits = 3);
/// 12345678 -> `12,345,678`.
[[nodiscard]] std::string count(std::uint64_t value);
/// Numbers of one row or column with one number of decimals: `digits` significant ones in that of the greatest size
/// (whole numbers with none).
[[nodiscard]] std::vector<std::string> alike(const std::vector<double>& values, int digits = 3);
/// A mean and its standard error with one number of decimals: two significant digits of the error, or one where the
/// mean has five without the other.
[[nodiscard]] std::vector<std::string> with_error(double mean, double std_error);
/// A chance with three decimals, more where it is near 0 or 1.
[[nodiscard]] std::string chance(double probability);
/// How many decimals tell all of these chances from 0 and 1: at least three, at most `most`.
[[nodiscard]] int chance_decimals(const std::vector<double>& probabilities, int most = 9);
/// With that many decimals; 0 and 1 as such, `<0.001` and `>0.999` where the decimals would make it 0 or 1.
[[nodiscard]] std::string chance(double probability, int decimals);

/// How acts and what comes of them are numbered, for whoever reads of both.
inline constexpr std::string_view k_states_and_steps =
    "State s is the world on the first day of step s: what is done in step s is first seen in state s + 1.";

/// Number of columns that a UTF-8 text takes, counting code points.
[[nodiscard]] std::size_t text_width(std::string_view text);
/// The text filled with blanks to `width` columns (never cut).
[[nodiscard]] std::string left(std::string_view text, std::size_t width);
[[nodiscard]] std::string right(std::string_view text, std::size_t width);

/// Breaks a text at blanks into lines of at most `width` columns; a longer word is broken within.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// Lines of at most `width` columns; what follows a break stands further in than its line began.
[[nodiscard]] std::string hung(std::string_view text, std::size_t width);

}  // namespace brink
