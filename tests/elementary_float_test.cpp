// The elementary functions in single precision against those in double precision (elementary_test.cpp holds these
// against the C library), and at special values.

#include "base/elementary.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "base/hash.h"
#include "catch.hpp"

namespace {

constexpr float k_inf = std::numeric_limits<float>::infinity();
constexpr float k_nan = std::numeric_limits<float>::quiet_NaN();

/// Numbers in [low, high], always the same: the ends, then hashed ones.
std::vector<float> points(float low, float high) {
    std::vector<float> found = {low, high};
    for (std::uint64_t i = 1; found.size() < 100'000; ++i) {
        const float u = static_cast<float>(brink::mix64(i) >> 40) * 0x1p-24f;
        found.push_back(low + (high - low) * u);
    }
    return found;
}

/// Distance from the true value in units in the last place of it.
double ulps(float value, double truth) {
    const float near = std::fabs(static_cast<float>(truth));
    const double unit = static_cast<double>(std::nextafter(near, k_inf) - near);
    return std::fabs(static_cast<double>(value) - truth) / unit;
}

/// Largest error in [low, high] of a function that is given in both precisions.
template <class F>
double worst(float low, float high, F f) {
    double most = 0;
    for (const float x : points(low, high)) most = std::max(most, ulps(f(x), f(static_cast<double>(x))));
    return most;
}

bool same_bits(float a, float b) { return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b); }

constexpr auto k_exp = [](auto x) { return brink::exp(x); };
constexpr auto k_log = [](auto x) { return brink::log(x); };
constexpr auto k_tanh = [](auto x) { return brink::tanh(x); };
constexpr auto k_logistic = [](auto x) { return brink::logistic(x); };
constexpr auto k_root = [](auto x) { return brink::square_root(x); };

}  // namespace

TEST_CASE("elementary functions in single precision keep their errors within the stated bounds") {
    CHECK(worst(-1, 1, k_exp) < 1);
    CHECK(worst(-12, 0, k_exp) < 1);
    CHECK(worst(-86, 88.72f, k_exp) < 1);
    CHECK(worst(0x1p-100f, 1, k_log) < 1);
    CHECK(worst(0.5f, 2, k_log) < 1);
    CHECK(worst(0.999f, 1.001f, k_log) < 1);
    CHECK(worst(1, 1e38f, k_log) < 1);
    CHECK(worst(1e-45f, 1e-39f, k_log) < 1);
    CHECK(worst(-0.625f, 0.625f, k_tanh) < 1.5);
    CHECK(worst(0.5f, 2, k_tanh) < 1.5);
    CHECK(worst(-12, 12, k_tanh) < 1.5);
    CHECK(worst(-5, 5, k_logistic) < 2.5);
    CHECK(worst(-85, 20, k_logistic) < 2.5);
    CHECK(worst(0, 1e38f, k_root) <= 0.5);
}

TEST_CASE("a power in single precision is as exact as its products or its logarithm") {
    const auto error = [](double y, float low, float high) {
        return worst(low, high, [y](auto x) { return brink::power(x, static_cast<decltype(x)>(y)); });
    };
    CHECK(error(2, -10, 10) <= 0.5);
    CHECK(error(7, -10, 10) < 7);
    CHECK(error(-5, 0.1f, 10) < 6);
    CHECK(error(64, 0.5f, 2) < 64);
    CHECK(error(0.5, 0, 10) <= 0.5);
    CHECK(error(1.5, 0.01f, 100) < 16);
    CHECK(error(65, 0.9f, 1.1f) < 16);
    CHECK(brink::power(2.0f, 64.0f) == 0x1p64f);
    CHECK(brink::power(-2.0f, 3.0f) == -8);
    CHECK(brink::power(0.0f, 0.0f) == 1);
    CHECK(std::isnan(brink::power(-2.0f, 1.5f)));
}

TEST_CASE("special values of the functions in single precision") {
    CHECK(brink::exp(0.0f) == 1);
    CHECK(brink::exp(k_inf) == k_inf);
    CHECK(same_bits(brink::exp(-k_inf), 0.0f));
    CHECK(std::isnan(brink::exp(k_nan)));
    CHECK(same_bits(brink::exp(std::nextafter(-86.0f, -k_inf)), 0.0f));
    CHECK(brink::exp(-86.0f) > std::numeric_limits<float>::min());
    CHECK(brink::exp(88.72f) < k_inf);
    CHECK(brink::exp(88.73f) == k_inf);
    CHECK(brink::exp(1e30f) == k_inf);
    CHECK(same_bits(brink::exp(-1e30f), 0.0f));
    CHECK(brink::log(0.0f) == -k_inf);
    CHECK(same_bits(brink::log(1.0f), 0.0f));
    CHECK(brink::log(k_inf) == k_inf);
    CHECK(std::isnan(brink::log(-1e-45f)));
    CHECK(std::isnan(brink::log(k_nan)));
    CHECK(brink::tanh(k_inf) == 1);
    CHECK(brink::tanh(-60.0f) == -1);
    CHECK(std::isnan(brink::tanh(k_nan)));
    CHECK(same_bits(brink::tanh(-0.0f), -0.0f));
    CHECK(brink::logistic(-100.0f) == 0);
    CHECK(brink::logistic(100.0f) == 1);
    CHECK(same_bits(brink::absolute(-0.0f), 0.0f));
    CHECK(brink::sign(-1e-45f) == -1);
    CHECK(brink::nearest_whole(2.5f) == 3);
    CHECK(brink::nearest_whole(-2.5f) == -2);
}

TEST_CASE("floor in single precision agrees with the C library to the bit") {
    std::vector<float> numbers = {0.0f, -0.0f, 0.5f, -0.5f, 0x1p23f, 0x1p23f - 0.5f, -0x1p23f + 0.5f, k_inf, -k_inf};
    for (std::uint64_t i = 1; i <= 200'000; ++i) {
        const float bits = std::bit_cast<float>(static_cast<std::uint32_t>(brink::mix64(i)));
        if (bits == bits) numbers.push_back(bits);
        numbers.push_back((static_cast<float>(brink::mix64(i) >> 40) - 0x1p23f) * 0x1p-16f);
    }
    std::size_t differ = 0;
    for (const float x : numbers) differ += same_bits(brink::floor(x), std::floor(x)) ? 0u : 1u;
    CHECK(differ == 0);
}
