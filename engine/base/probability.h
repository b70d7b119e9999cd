#pragma once
// Distribution functions that numbers of a run may come of: our own, so that the bits are the same on every machine.
// Relative error some 1e-14 in the smaller of the two shares, for shapes up to 1e5.

namespace brink {

/// The probability below a value and above it.
struct Shares {
    double below = 0;
    double above = 0;
};

/// log of the gamma function, x > 0: Stirling's series from 10 on, its recurrence below.
[[nodiscard]] double log_gamma(double x);

/// Of the standard normal distribution.
[[nodiscard]] Shares normal_shares(double z);
/// Of the gamma distribution of scale 1: power series below shape + 1, continued fraction above.
[[nodiscard]] Shares gamma_shares(double shape, double x);
/// Of the beta distribution, by its continued fraction; `rest` is 1 - x.
[[nodiscard]] Shares beta_shares(double a, double b, double x, double rest);

/// The correlation of two standard normal numbers whose ranks correlate by `rank`, |rank| <= 1: 2 sin(pi rank / 6)
/// (Pearson 1907; Kruskal 1958, JASA 53, 814-861).
[[nodiscard]] double normal_correlation(double rank);

}  // namespace brink
