#pragma once
// Numbers drawn once a trajectory: what we do not know. A number is a function of the site's key and the row alone.
//
// Try k = 0, 1, 2, ... of a site takes draw_words(key, row, 0, k): u from its first word, v from its second.
//   uniform, triangular  one try; u is mapped into [F(low), F(high)] of the range, then through the inverse of F
//   normal               mean + sd z,          z = normal_quantile(u)
//   lognormal            exp(mu + sigma z)
//   choice               the first value whose cumulated weight exceeds u; the last if none does
//   gamma                Marsaglia and Tsang (2000), ACM TOMS 26(3) 363-372: shape a >= 1, d = a - 1/3,
//                        c = 1 / sqrt(9 d), w = (1 + c z)^3; the try is accepted if w > 0 and
//                        log v < z^2 / 2 + d - d w + d log w; the number is d w scale. For a < 1 that of shape a + 1
//                        times u'^(1 / a), u' from the first word of the same try under the key hash64(key, 2)
//   beta                 g / (g + h), g gamma of shape a under the key, h of shape b under hash64(key, 1)
// From normal on, a number outside the range (or not a number) is drawn anew, the tries counting on (for beta those
// of both gammas, each its own). After k_most_tries of a site the last number is clamped to the range.

//
// Correlated numbers x_1, x_2, ... (in order of their parameters' names) are first drawn as above. Each has a score,
// the standard normal number that stands where it stands in its conditioned distribution: for uniform, triangular and
// choice normal_quantile(u), for normal and lognormal without range z, for the others the quantile of the share below
// x_i (base/probability.h). With the factor f of their normal correlations (model/correlate.h) x_1 stays as drawn, and
// x_i becomes the number that stands where f_i1 score_1 + ... + f_ii score_i, added up from 0 in this order, stands
// among normal numbers: a Gaussian copula, so that every number keeps its own distribution. Between continuous numbers
// the rank correlation is as asked for; a choice among few values has ties and falls short of it.

#include <cstdint>

#include "model/model.h"

namespace brink {

inline constexpr std::uint32_t k_most_tries = 10'000;

/// The number of `distribution`, conditioned on `range`, for a trajectory's `row`; `key` is hash64(seed, stream).
[[nodiscard]] double draw_quantity(const Distribution& distribution, const Range& range, std::uint64_t key,
                                   std::uint64_t row);

/// The score of a number x that draw_quantity gave for these arguments.
[[nodiscard]] double score_of(const Distribution& distribution, const Range& range, std::uint64_t key,
                              std::uint64_t row, double x);
/// Of uniform, triangular and choice: the number below which the share u of the conditioned distribution lies.
[[nodiscard]] double number_of_share(const Distribution& distribution, const Range& range, double u);
/// The number of the conditioned distribution whose score is z.
[[nodiscard]] double number_of_score(const Distribution& distribution, const Range& range, double z);

}  // namespace brink
