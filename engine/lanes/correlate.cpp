// Scores of drawn numbers, and numbers of scores: what draws.h says of correlated numbers.

#include "base/elementary.h"
#include "base/probability.h"
#include "lanes/draws.h"
#include "lanes/random.h"

namespace brink {

namespace {

using Kind = Distribution::Kind;

/// Drawn by one uniform number through the inverse of the distribution function.
bool by_inverse(Kind kind) { return kind == Kind::uniform || kind == Kind::triangular || kind == Kind::choice; }

/// A value on the line on which shares are looked for and Newton's steps are taken: standardised for normal (of the
/// logarithm for lognormal), the logarithm of x / scale for gamma, log(x / (1 - x)) for beta.
struct Line {
    const Distribution& distribution;

    [[nodiscard]] double place(double x) const {
        const std::vector<double>& n = distribution.numbers;
        switch (distribution.kind) {
            case Kind::normal: return (x - n[0]) / n[1];
            case Kind::lognormal: return x > 0 ? (log(x) - n[0]) / n[1] : -k_infinity;
            case Kind::gamma: return x > 0 ? log(x / n[1]) : -k_infinity;
            case Kind::beta: return x <= 0 ? -k_infinity : x >= 1 ? k_infinity : log(x) - log(1 - x);
            case Kind::uniform:
            case Kind::triangular:
            case Kind::choice: break;
        }
        return x;
    }
    [[nodiscard]] double value(double y) const {
        const std::vector<double>& n = distribution.numbers;
        switch (distribution.kind) {
            case Kind::normal: return n[0] + n[1] * y;
            case Kind::lognormal: return exp(n[0] + n[1] * y);
            case Kind::gamma: return exp(y) * n[1];
            case Kind::beta: return logistic(y);
            case Kind::uniform:
            case Kind::triangular:
            case Kind::choice: break;
        }
        return y;
    }
    [[nodiscard]] Shares shares(double y) const {
        if (y == -k_infinity) return {0, 1};
        if (y == k_infinity) return {1, 0};
        const std::vector<double>& n = distribution.numbers;
        if (distribution.kind == Kind::gamma) return gamma_shares(n[0], exp(y));
        if (distribution.kind == Kind::beta) return beta_shares(n[0], n[1], logistic(y), logistic(-y));
        return normal_shares(y);
    }
    /// Of gamma and beta: probability an unit of y.
    [[nodiscard]] double density(double y) const {
        const std::vector<double>& n = distribution.numbers;
        if (distribution.kind == Kind::gamma) return exp(n[0] * y - exp(y) - log_gamma(n[0]));
        const double norm = log_gamma(n[0] + n[1]) - log_gamma(n[0]) - log_gamma(n[1]);
        return exp(norm + n[0] * log(logistic(y)) + n[1] * log(logistic(-y)));
    }
};

/// Where the share below (or above) is `wanted`: Newton's steps, halving where they would leave what is known.
double search(const Line& line, double wanted, bool below) {
    constexpr int k_most_steps = 200;
    double low = -700;
    double high = 700;
    double y = 0;
    for (int i = 0; i < k_most_steps && low < high; ++i) {
        const Shares shares = line.shares(y);
        const double excess = below ? shares.below - wanted : wanted - shares.above;
        (excess < 0 ? low : high) = y;
        const double density = line.density(y);
        double next = density > 0 ? y - excess / density : k_infinity;
        if (!(next > low && next < high)) next = low + (high - low) / 2;
        if (absolute(next - y) <= 1e-15 * maximum(absolute(y), 1.0)) return next;
        y = next;
    }
    return y;
}

double at_share(const Line& line, double wanted, bool below) {
    const bool searched = line.distribution.kind == Kind::gamma || line.distribution.kind == Kind::beta;
    if (wanted <= 0) return below ? -k_infinity : k_infinity;
    if (wanted >= 1) return below ? k_infinity : -k_infinity;
    if (searched) return search(line, wanted, below);
    return below ? normal_quantile(wanted) : -normal_quantile(wanted);
}

/// Shares of a distribution at the ends of its range.
struct Ends {
    Shares low;
    Shares high;

    /// The probability between; taken from the smaller shares, whose last bits count.
    [[nodiscard]] double mass() const { return low.below > 0.5 ? low.above - high.above : high.below - low.below; }
};

}  // namespace

double score_of(const Distribution& distribution, const Range& range, std::uint64_t key, std::uint64_t row, double x) {
    if (by_inverse(distribution.kind)) return normal_quantile(uniform53(draw_words(key, row, 0, 0).first));
    const Line line{distribution};
    const double y = line.place(x);
    const bool bell = distribution.kind == Kind::normal || distribution.kind == Kind::lognormal;
    if (bell && range.none()) return y;
    const Ends ends{line.shares(line.place(range.low)), line.shares(line.place(range.high))};
    const Shares at = line.shares(y);
    const double below = (ends.low.below > 0.5 ? ends.low.above - at.above : at.below - ends.low.below) / ends.mass();
    const double above = (ends.high.above > 0.5 ? ends.high.below - at.below : at.above - ends.high.above) /
                         ends.mass();
    constexpr double k_least = 0x1p-53;
    return below < above ? normal_quantile(maximum(below, k_least)) : -normal_quantile(maximum(above, k_least));
}

double number_of_score(const Distribution& distribution, const Range& range, double z) {
    const Shares share = normal_shares(z);
    if (by_inverse(distribution.kind))
        return clamp(number_of_share(distribution, range, share.below), range.low, range.high);
    const Line line{distribution};
    const bool bell = distribution.kind == Kind::normal || distribution.kind == Kind::lognormal;
    if (bell && range.none()) return line.value(z);
    const Ends ends{line.shares(line.place(range.low)), line.shares(line.place(range.high))};
    double y = 0;
    if (share.below < share.above) {
        const double part = share.below * ends.mass();
        y = ends.low.below > 0.5 ? at_share(line, ends.low.above - part, false)
                                 : at_share(line, ends.low.below + part, true);
    } else {
        const double part = share.above * ends.mass();
        y = ends.high.above > 0.5 ? at_share(line, ends.high.below - part, true)
                                  : at_share(line, ends.high.above + part, false);
    }
    return clamp(line.value(y), range.low, range.high);
}

}  // namespace brink
