// The functions of the choice race against the C library's long double functions, at their ends, and bit by bit at
// known points.

#include "base/race_math.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "base/hash.h"
#include "catch.hpp"

namespace {

double own_exp(double x) { return brink::race_exp<std::uint64_t>(x); }
double own_luck(double u) { return brink::race_luck<std::uint64_t>(u); }

double unit(std::uint64_t i) { return static_cast<double>(brink::mix64(i) >> 11) * 0x1p-53; }

double relative_error(double value, long double truth) {
    return static_cast<double>(std::fabs((static_cast<long double>(value) - truth) / truth));
}

}  // namespace

TEST_CASE("odds are exact to 1e-12 and fall to 0 below -600") {
    double worst = 0;
    for (std::uint64_t i = 0; i < 200'000; ++i)
        for (const double x : {-600 * unit(i), -unit(i), -std::exp(-40 * unit(i))})
            worst = std::max(worst, relative_error(own_exp(x), std::exp(static_cast<long double>(x))));
    CHECK(worst < 1e-12);
    CHECK(worst > 1e-13);  // the points reach where the polynomial is worst
    CHECK(own_exp(0) == 1);
    CHECK(own_exp(-0.0) == 1);
    CHECK(own_exp(-600) > 0);
    CHECK(own_exp(std::nextafter(-600.0, -601.0)) == 0);
    CHECK(own_exp(-std::numeric_limits<double>::infinity()) == 0);
    CHECK(std::isnan(own_exp(std::numeric_limits<double>::quiet_NaN())));
}

TEST_CASE("luck is exact to 1e-13 for every size of uniform number") {
    double worst = 0;
    for (std::uint64_t i = 0; i < 200'000; ++i) {
        const double shrunk = std::max(0x1p-53, std::exp2(-53 * unit(i)));
        const double near_one = 1 - 0x1p-53 * std::floor(std::exp2(52 * unit(i)));
        for (const double u : {unit(i) + 0x1p-53, shrunk * 0.999 + 0x1p-53, near_one})
            if (u < 1) worst = std::max(worst, relative_error(own_luck(u), -std::log(static_cast<long double>(u))));
    }
    CHECK(worst < 1e-13);
    CHECK(worst > 1e-15);
}

TEST_CASE("luck holds its precision at the ends and where the exponent turns") {
    const double root = std::sqrt(0.5);
    for (const double u : {0x1p-53, 0x3p-53, 0.25, 0.5, std::nextafter(0.5, 0.0), root, std::nextafter(root, 0.0),
                           std::nextafter(root, 1.0), 1 - 0x1p-52, 1 - 0x1p-53}) {
        INFO(u);
        CHECK(relative_error(own_luck(u), -std::log(static_cast<long double>(u))) < 1e-13);
    }
    CHECK(own_luck(1 - 0x1p-53) > 1.1e-16);
}

TEST_CASE("race functions have the bits that are written down") {
    struct Known {
        double x;
        double exp;
        double u;
        double luck;
    };
    constexpr Known k_known[] = {
        {-0x1p-30, 0x1.fffffff8p-1, 0x1p-53, 0x1.25e4f7b2737fap+5},
        {-0x1.999999999999ap-4, 0x1.cf46d99d53bep-1, 0x1.0624dd2f1a9fcp-10, 0x1.ba18a998fffap+2},
        {-0x1.62e42fead449cp-2, 0x1.6a09e669a8582p-1, 0x1.3333333333333p-2, 0x1.34378fcbda734p+0},
        {-0x1p+0, 0x1.78b56362cea4p-2, 0x1p-1, 0x1.62e42fefa39efp-1},
        {-0x1.4p+1, 0x1.50385c094e3fp-4, 0x1.6a0902de00d1bp-1, 0x1.62e6b3842a31ap-2},
        {-0x1.14ccccccccccdp+4, 0x1.0772c096d5aa8p-25, 0x1.6a0a5269595ffp-1, 0x1.62e2fe73832f8p-2},
        {-0x1.4d4cccccccccdp+8, 0x1.1bffc9330005ap-481, 0x1.ccccccccccccdp-1, 0x1.af8e8210a41cfp-4},
        {-0x1.2bf3333333333p+9, 0x1.70f0cee2181fdp-866, 0x1.fffffffffffffp-1, 0x1p-53},
    };
    for (const Known& known : k_known) {
        INFO(known.x << " " << known.u);
        CHECK(own_exp(known.x) == known.exp);
        CHECK(own_luck(known.u) == known.luck);
    }
}
