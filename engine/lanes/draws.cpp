#include "lanes/draws.h"

#include "base/hash.h"
#include "base/elementary.h"
#include "lanes/random.h"

namespace brink {

namespace {

/// The tries of one site, in order.
struct Tries {
    std::uint64_t key = 0;
    std::uint64_t row = 0;
    std::uint32_t next = 0;

    [[nodiscard]] bool left() const { return next < k_most_tries; }
    DrawWords take() { return draw_words(key, row, 0, next++); }
};

double normal(double mean, double sd, Tries& tries) {
    return mean + sd * normal_quantile(uniform53(tries.take().first));
}

double chosen(const Distribution& distribution, double u) {
    double cumulated = 0;
    for (std::size_t i = 0; i + 1 < distribution.numbers.size(); ++i) {
        cumulated += distribution.weights[i];
        if (u < cumulated) return distribution.numbers[i];
    }
    return distribution.numbers.back();
}

/// Gamma of a shape of at least 1 and scale 1, and the number of the try that gave it.
struct Accepted {
    double value = 0;
    std::uint32_t attempt = 0;
};

Accepted marsaglia_tsang(double shape, Tries& tries) {
    const double d = shape - 1.0 / 3.0;
    const double c = 1.0 / square_root(9.0 * d);
    while (tries.left()) {
        const std::uint32_t attempt = tries.next;
        const DrawWords words = tries.take();
        const double z = normal_quantile(uniform53(words.first));
        const double root = 1.0 + c * z;
        const double w = root * root * root;
        if (w > 0 && log(uniform53(words.second)) < 0.5 * z * z + d - d * w + d * log(w)) return {d * w, attempt};
    }
    return {d, k_most_tries};
}

/// Gamma of scale 1.
double gamma(double shape, Tries& tries) {
    if (shape >= 1) return marsaglia_tsang(shape, tries).value;
    const Accepted accepted = marsaglia_tsang(shape + 1, tries);
    const double u = uniform53(draw_words(hash64(tries.key, 2), tries.row, 0, accepted.attempt).first);
    return accepted.value * exp(log(u) / shape);
}

/// Uniform on the part of [low, high] that lies in the range.
double uniform(double low, double high, const Range& range, double u) {
    const double from = maximum(low, range.low);
    const double to = minimum(high, range.high);
    return clamp(from + (to - from) * u, from, to);
}

struct Triangle {
    double low, mode, high;

    [[nodiscard]] double below(double x) const {  // F(x)
        if (x <= low) return 0;
        if (x >= high) return 1;
        if (x < mode) return (x - low) * (x - low) / ((high - low) * (mode - low));
        return 1 - (high - x) * (high - x) / ((high - low) * (high - mode));
    }
    [[nodiscard]] double quantile(double p) const {
        const double at_mode = (mode - low) / (high - low);
        if (p < at_mode) return low + square_root(p * ((high - low) * (mode - low)));
        return high - square_root((1 - p) * ((high - low) * (high - mode)));
    }
};

double triangular(const Triangle& triangle, const Range& range, double u) {
    if (!(triangle.low < triangle.high)) return triangle.low;
    const double from = triangle.below(range.low);
    const double to = triangle.below(range.high);
    return triangle.quantile(from + (to - from) * u);
}

/// Draws anew until the number lies in the range.
template <class Draw>
double within(const Range& range, Tries& tries, Draw draw) {
    double x = draw();
    while (!(x >= range.low && x <= range.high) && tries.left()) x = draw();
    return x;
}

}  // namespace

double number_of_share(const Distribution& distribution, const Range& range, double u) {
    const std::vector<double>& numbers = distribution.numbers;
    if (distribution.kind == Distribution::Kind::uniform) return uniform(numbers[0], numbers[1], range, u);
    if (distribution.kind == Distribution::Kind::choice) return chosen(distribution, u);
    return triangular({numbers[0], numbers[1], numbers[2]}, range, u);
}

double draw_quantity(const Distribution& distribution, const Range& range, std::uint64_t key, std::uint64_t row) {
    const std::vector<double>& numbers = distribution.numbers;
    Tries tries{key, row, 0};
    const auto drawn = [&]() -> double {
        switch (distribution.kind) {
            case Distribution::Kind::uniform:
                return uniform(numbers[0], numbers[1], range, uniform53(tries.take().first));
            case Distribution::Kind::triangular:
                return triangular({numbers[0], numbers[1], numbers[2]}, range, uniform53(tries.take().first));
            case Distribution::Kind::normal:
                return within(range, tries, [&] { return normal(numbers[0], numbers[1], tries); });
            case Distribution::Kind::lognormal:
                return within(range, tries, [&] { return exp(normal(numbers[0], numbers[1], tries)); });
            case Distribution::Kind::choice:
                return within(range, tries, [&] { return chosen(distribution, uniform53(tries.take().first)); });
            case Distribution::Kind::gamma:
                return within(range, tries, [&] { return numbers[1] * gamma(numbers[0], tries); });
            case Distribution::Kind::beta: {
                Tries others{hash64(key, 1), row, 0};
                return within(range, tries, [&] {
                    const double g = gamma(numbers[0], tries);
                    const double h = gamma(numbers[1], others);
                    return g / (g + h);
                });
            }
        }
        return 0;
    };
    return clamp(drawn(), range.low, range.high);
}

}  // namespace brink
