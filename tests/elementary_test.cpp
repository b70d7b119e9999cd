// The elementary functions against the C library's long double functions, at special values, at seams, and bit by bit
// at known points.

#include "base/elementary.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "base/hash.h"
#include "catch.hpp"

namespace {

constexpr double k_inf = std::numeric_limits<double>::infinity();
constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();

/// Numbers in [low, high], always the same: the ends, then hashed ones.
std::vector<double> points(double low, double high, std::size_t n) {
    std::vector<double> found = {low, high};
    for (std::uint64_t i = 0; found.size() < n; ++i) {
        const double u = static_cast<double>(brink::mix64(i + 1) >> 11) * 0x1p-53;
        found.push_back(low + (high - low) * u);
    }
    return found;
}

/// Distance from the true value in units in the last place of it.
double ulps(double value, long double truth) {
    const double near = std::fabs(static_cast<double>(truth));
    const double unit = std::nextafter(near, k_inf) - near;
    return static_cast<double>(std::fabs(static_cast<long double>(value) - truth) / static_cast<long double>(unit));
}

template <class F, class Truth>
double worst(double low, double high, F f, Truth truth, std::size_t n = 100'000) {
    double most = 0;
    for (const double x : points(low, high, n)) most = std::max(most, ulps(f(x), truth(static_cast<long double>(x))));
    return most;
}

bool same_bits(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

double own_exp(double x) { return brink::exp(x); }
double own_log(double x) { return brink::log(x); }
double own_tanh(double x) { return brink::tanh(x); }
double own_logistic(double x) { return brink::logistic(x); }
double own_quantile(double x) { return brink::normal_quantile(x); }
long double true_exp(long double x) { return std::exp(x); }
long double true_log(long double x) { return std::log(x); }
long double true_tanh(long double x) { return std::tanh(x); }
long double true_logistic(long double x) { return 1 / (1 + std::exp(-x)); }

/// Whether f never falls from x to the next few doubles on either side.
bool rises_at(double x, double (*f)(double)) {
    double place = x;
    for (int i = 0; i < 200; ++i) place = std::nextafter(place, -k_inf);
    for (int i = 0; i < 400; ++i) {
        const double next = std::nextafter(place, k_inf);
        // neighbours may differ by an error of the last place, not by more
        const double before = f(place);
        if (f(next) < before - 2 * (std::nextafter(std::fabs(before), k_inf) - std::fabs(before))) return false;
        place = next;
    }
    return true;
}

struct Known {
    double x, value;
};
struct KnownPower {
    double x, y, value;
};

// What the functions gave when they were written: a change of any bit moves results that people have published.
constexpr Known k_exp[] = {{0x0p+0, 0x1p+0},
                           {-0x0p+0, 0x1p+0},
                           {0x1p+0, 0x1.5bf0a8b14576ap+1},
                           {-0x1p+0, 0x1.78b56362cef38p-2},
                           {0x1p-1, 0x1.a61298e1e069cp+0},
                           {-0x1p-2, 0x1.8ebef9eac820bp-1},
                           {0x1.5798ee2308c3ap-27, 0x1.0000002af31dcp+0},
                           {0x1.4p+1, 0x1.85d6fd931e0bbp+3},
                           {-0x1.ep+1, 0x1.81509354f0d29p-6},
                           {0x1.4333333333333p+3, 0x1.7c5c09a68d572p+14},
                           {-0x1.899999999999ap+3, 0x1.31765fdaf4f37p-18},
                           {0x1.624dd2f1a9fbep-2, 0x1.69d4c0fb048cep+0},
                           {-0x1.6353f7ced9168p-2, 0x1.69e2635302db3p-1},
                           {0x1.91p+6, 0x1.8c39b9134bac4p+144},
                           {-0x1.92p+6, 0x1.01a0e5643644fp-145},
                           {0x1.2c1p+8, 0x1.dd46b7a8baf71p+432},
                           {-0x1.f42p+8, 0x1.631d739eed4b5p-722},
                           {0x1.62cp+9, 0x1.81e9b4b52d0c9p+1023},
                           {-0x1.61f3333333333p+9, 0x1.a4904f4342894p-1022},
                           {0x1.fffp-30, 0x1.00000007ffcp+0}};

constexpr Known k_log[] = {{0x1p+0, 0x0p+0},
                           {0x1p+1, 0x1.62e42fefa39efp-1},
                           {0x1p-1, -0x1.62e42fefa39efp-1},
                           {0x1.999999999999ap-4, -0x1.26bb1bbb55515p+1},
                           {0x1.4p+3, 0x1.26bb1bbb55516p+1},
                           {0x1.00068db8bac71p+0, 0x1.a368d0657fcd4p-14},
                           {0x1.fff2e48e8a71ep-1, -0x1.a3738d2cf1cc2p-14},
                           {0x1.921f9f01b866ep+1, 0x1.250cf662abf9ap+0},
                           {0x1.0624dd2f1a9fcp-10, -0x1.ba18a998fffap+2},
                           {0x1.f4p+9, 0x1.ba18a998fffap+2},
                           {0x1.2a05f2p+33, 0x1.7069e2aa2aa5bp+4},
                           {0x1.b7cdfd9d7bdbbp-34, -0x1.7069e2aa2aa5bp+4},
                           {0x1.6a0902de00d1bp+0, 0x1.62e1ac5b1d18p-2},
                           {0x1.6a0f9096bb98cp+0, 0x1.62f4358c03e8ap-2},
                           {0x1.6a0902de00d1bp-1, -0x1.62e6b3842a25ep-2},
                           {0x1.6a161e4f765fep-1, -0x1.62c1a178401p-2},
                           {0x1.7e43c8800759cp+996, 0x1.5963447f87fb5p+9},
                           {0x1.56e1fc2f8f359p-997, -0x1.5963447f87fb5p+9},
                           {0x0.0000000002788p-1022, -0x1.6f9be0f7cee66p+9},
                           {0x1.fffffffffffffp-1, -0x1p-53}};

constexpr Known k_tanh[] = {{0x0p+0, 0x0p+0},
                            {-0x0p+0, -0x0p+0},
                            {0x1.999999999999ap-4, 0x1.983d7795f413ap-4},
                            {-0x1.999999999999ap-4, -0x1.983d7795f413ap-4},
                            {0x1.3333333333333p-2, 0x1.2a4dda7d914fap-2},
                            {0x1.3333333333333p-1, 0x1.12f8292d2ccfcp-1},
                            {0x1.3ffffca501acbp-1, 0x1.1bf47c58f0628p-1},
                            {0x1.4p-1, 0x1.1bf47eabb8f96p-1},
                            {-0x1.6666666666666p-1, -0x1.356fb17af2e91p-1},
                            {0x1p+0, 0x1.85efab514f394p-1},
                            {-0x1.8p+0, -0x1.cf6f9786df577p-1},
                            {0x1p+1, 0x1.ed9505e1bc3d4p-1},
                            {0x1.8p+1, 0x1.fd77d111a0bp-1},
                            {-0x1p+2, -0x1.ffa81708a0b42p-1},
                            {0x1.4p+2, 0x1.fff419668df11p-1},
                            {0x1.4p+3, 0x1.ffffffdc96f35p-1},
                            {-0x1.2p+4, -0x1.ffffffffffffcp-1},
                            {0x1.3p+4, 0x1.fffffffffffffp-1},
                            {0x1.ep+4, 0x1p+0},
                            {0x1.4f8b588e368f1p-17, 0x1.4f8b588e06854p-17}};

constexpr Known k_logistic[] = {{0x0p+0, 0x1p-1},
                                {0x1p+0, 0x1.764d4f5d5a2bdp-1},
                                {-0x1p+0, 0x1.136561454ba86p-2},
                                {0x1p-1, 0x1.3eb2fd4d34391p-1},
                                {-0x1p-1, 0x1.829a0565978dep-2},
                                {0x1p+1, 0x1.c2f7d5a8a79c9p-1},
                                {-0x1p+1, 0x1.e84152bac31aep-4},
                                {0x1.a666666666666p+1, 0x1.edc99cf2c9d4dp-1},
                                {-0x1.199999999999ap+2, 0x1.8d6cafcdf7a5fp-7},
                                {0x1.4p+2, 0x1.fc92c130538e2p-1},
                                {-0x1.cp+2, 0x1.dda738adf1189p-11},
                                {0x1.4p+3, 0x1.fffa0cb346f89p-1},
                                {-0x1.8p+3, 0x1.9c541dac42246p-18},
                                {0x1.4p+4, 0x1.ffffffee4b79ap-1},
                                {-0x1.9p+4, 0x1.e8a37a45df0d5p-37},
                                {0x1.2p+5, 0x1.ffffffffffffep-1},
                                {-0x1.259999999999ap+5, 0x1.0998b04bdd18fp-53},
                                {0x1.9p+6, 0x1p+0},
                                {-0x1.9p+6, 0x1.a8c1f14e2af5cp-145},
                                {-0x1.5ep+9, 0x1.14f2b0fb9307fp-1010}};

constexpr Known k_normal_quantile[] = {{0x1p-1, 0x0p+0},
                                       {0x1.999999999999ap-4, -0x1.4813c36e26d34p+0},
                                       {0x1.ccccccccccccdp-1, 0x1.4813c36e26d34p+0},
                                       {0x1p-2, -0x1.5956b87528a49p-1},
                                       {0x1.8p-1, 0x1.5956b87528a49p-1},
                                       {0x1.47ae147ae147bp-7, -0x1.29c5c4630ff0fp+1},
                                       {0x1.fae147ae147aep-1, 0x1.29c5c4630ff0dp+1},
                                       {0x1.0624dd2f1a9fcp-10, -0x1.8b8cbb7204471p+1},
                                       {0x1.ff7ced916872bp-1, 0x1.8b8cbb7204471p+1},
                                       {0x1.3333333333333p-4, -0x1.7085226d3e523p+0},
                                       {0x1.d99999999999ap-1, 0x1.7085226d3e522p+0},
                                       {0x1.32ca57a786c22p-4, -0x1.70b374817af5p+0},
                                       {0x1.4f8b588e368f1p-17, -0x1.10f3f8843a3d8p+2},
                                       {0x1.5798ee2308c3ap-27, -0x1.672b074435e3cp+2},
                                       {0x1.5fd7fe1796495p-37, -0x1.ad2f7bbec4807p+2},
                                       {0x1.c965971ea9c5cp-37, -0x1.aaba25670981ep+2},
                                       {0x1.19799812dea11p-40, -0x1.c234fba57a32ap+2},
                                       {0x1.79ca10c924223p-67, -0x1.2865170b43a4cp+3},
                                       {0x1p-53, -0x1.06b48528cea51p+3},
                                       {0x1.3333333333333p-2, -0x1.0c7e39582c5fbp-1}};

constexpr KnownPower k_power[] = {{0x1p+1, 0x1.8p+1, 0x1p+3},
                                  {0x1p+1, -0x1p+1, 0x1p-2},
                                  {0x1p+1, 0x1p-1, 0x1.6a09e667f3bcdp+0},
                                  {0x1p+1, 0x1.b333333333333p+0, 0x1.9fdf8bcce533dp+1},
                                  {0x1.3333333333333p-2, 0x1.8p+1, 0x1.ba5e353f7ced9p-6},
                                  {0x1.3333333333333p-2, -0x1p+1, 0x1.638e38e38e38ep+3},
                                  {0x1.3333333333333p-2, 0x1p-1, 0x1.186f174f88472p-1},
                                  {0x1.3333333333333p-2, 0x1.b333333333333p+0, 0x1.08819f76d9f8dp-3},
                                  {0x1.ep+2, 0x1.8p+1, 0x1.a5ep+8},
                                  {0x1.ep+2, -0x1p+1, 0x1.23456789abcdfp-6},
                                  {0x1.ep+2, 0x1p-1, 0x1.5e8add236a58fp+1},
                                  {0x1.ep+2, 0x1.b333333333333p+0, 0x1.ebba223cf040ap+4},
                                  {0x1.199999999999ap+0, 0x1.8p+1, 0x1.54bc6a7ef9db4p+0},
                                  {0x1.199999999999ap+0, -0x1p+1, 0x1.a723f789854ap-1},
                                  {0x1.199999999999ap+0, 0x1p-1, 0x1.0c7ebc96a56f6p+0},
                                  {0x1.199999999999ap+0, 0x1.b333333333333p+0, 0x1.2d0747f052e5fp+0},
                                  {0x1.4p+3, 0x1.8p+1, 0x1.f4p+9},
                                  {0x1.4p+3, -0x1p+1, 0x1.47ae147ae147bp-7},
                                  {0x1.4p+3, 0x1p-1, 0x1.94c583ada5b53p+1},
                                  {0x1.4p+3, 0x1.b333333333333p+0, 0x1.90f3253c017a2p+5}};

template <std::size_t N>
void check_known(const Known (&table)[N], double (*f)(double)) {
    static_assert(N == 20);
    for (const Known& known : table) {
        INFO("x = " << known.x);
        CHECK(same_bits(f(known.x), known.value));
    }
}

}  // namespace

TEST_CASE("elementary functions keep their errors within the stated bounds") {
    CHECK(worst(-1, 1, own_exp, true_exp) < 1);
    CHECK(worst(-12, 0, own_exp, true_exp) < 1);
    CHECK(worst(-708, 709.78, own_exp, true_exp) < 1);
    CHECK(worst(0x1p-1000, 1, own_log, true_log) < 1);
    CHECK(worst(0.5, 2, own_log, true_log) < 1);
    CHECK(worst(0.999, 1.001, own_log, true_log) < 1);
    CHECK(worst(1, 1e300, own_log, true_log) < 1);
    CHECK(worst(5e-324, 1e-310, own_log, true_log) < 1);
    CHECK(worst(-0.625, 0.625, own_tanh, true_tanh) < 1.5);
    CHECK(worst(0.5, 2, own_tanh, true_tanh) < 1.5);
    CHECK(worst(-25, 25, own_tanh, true_tanh) < 1.5);
    CHECK(worst(1e-300, 1e-8, own_tanh, true_tanh) < 1.5);
    CHECK(worst(-5, 5, own_logistic, true_logistic) < 2.5);
    CHECK(worst(-700, 40, own_logistic, true_logistic) < 2.5);
}

TEST_CASE("a power is as exact as its products or its logarithm") {
    const auto error = [](double y, double low, double high) {
        return worst(
            low, high, [y](double x) { return brink::power(x, y); },
            [y](long double x) { return std::pow(x, static_cast<long double>(y)); }, 20'000);
    };
    CHECK(error(2, -10, 10) <= 0.5);
    CHECK(error(3, -10, 10) < 2);
    CHECK(error(7, -10, 10) < 7);
    CHECK(error(-1, 0.1, 10) <= 0.5);
    CHECK(error(-5, 0.1, 10) < 6);
    CHECK(error(64, 0.1, 10) < 64);
    CHECK(error(0.5, 0, 10) <= 0.5);
    CHECK(error(1.7, 0.01, 100) < 16);
    CHECK(error(65, 0.9, 1.1) < 16);
}

TEST_CASE("the normal quantile inverts the normal distribution") {
    const long double root_two = std::sqrt(2.0L);
    const long double root_two_pi = std::sqrt(2 * 3.14159265358979323846264338327950288L);
    double most = 0;
    std::vector<double> probabilities = points(0x1p-54, 0.5, 50'000);
    for (const double depth : points(1, 700, 20'000)) probabilities.push_back(std::exp(-depth));
    for (const double p : probabilities) {
        const double x = brink::normal_quantile(p);
        const long double z = static_cast<long double>(x);
        const long double excess = std::erfc(-z / root_two) / 2 - static_cast<long double>(p);
        const long double truth = z - excess * root_two_pi * std::exp(z * z / 2);  // one step of Newton's method
        if (p < 0.499) most = std::max(most, ulps(x, truth));
    }
    CHECK(most < 12);
    CHECK(most > 0);
    CHECK(brink::normal_quantile(0.5) == 0);
    for (const double p : {0.25, 0.125, 0x1p-10, 0x1p-30, 0x1p-50}) {
        INFO(p);
        CHECK(brink::normal_quantile(1 - p) == -brink::normal_quantile(p));
    }
}

TEST_CASE("special values of exp and log") {
    CHECK(brink::exp(0.0) == 1);
    CHECK(brink::exp(-0.0) == 1);
    CHECK(brink::exp(k_inf) == k_inf);
    CHECK(same_bits(brink::exp(-k_inf), 0.0));
    CHECK(std::isnan(brink::exp(k_nan)));
    CHECK(same_bits(brink::exp(std::nextafter(-708.0, -k_inf)), 0.0));
    CHECK(brink::exp(-708.0) > std::numeric_limits<double>::min());
    CHECK(brink::exp(709.78) < k_inf);
    CHECK(brink::exp(709.79) == k_inf);
    CHECK(brink::exp(1e300) == k_inf);
    CHECK(same_bits(brink::exp(-1e300), 0.0));
    CHECK(brink::log(0.0) == -k_inf);
    CHECK(brink::log(-0.0) == -k_inf);
    CHECK(same_bits(brink::log(1.0), 0.0));
    CHECK(brink::log(k_inf) == k_inf);
    CHECK(std::isnan(brink::log(-1.0)));
    CHECK(std::isnan(brink::log(-5e-324)));
    CHECK(std::isnan(brink::log(-k_inf)));
    CHECK(std::isnan(brink::log(k_nan)));
    CHECK(ulps(brink::log(5e-324), std::log(static_cast<long double>(5e-324))) < 1);
}

TEST_CASE("the logarithm of ordinary numbers is the logarithm to the bit") {
    std::size_t differ = 0;
    for (std::uint64_t i = 1; i <= 200'000; ++i) {
        const double x = std::fabs(std::bit_cast<double>(brink::mix64(i)));
        if (x >= std::numeric_limits<double>::min() && x < k_inf)
            differ += same_bits(brink::log_ordinary(x), brink::log(x)) ? 0u : 1u;
        const double u = static_cast<double>(brink::mix64(i) >> 11) * 0x1p-53 + 0x1p-53;
        differ += same_bits(brink::log_ordinary(u), brink::log(u)) ? 0u : 1u;
    }
    CHECK(differ == 0);
}

TEST_CASE("a polynomial has its value whatever the number of its coefficients") {
    constexpr double k_one[] = {3};
    constexpr double k_two[] = {3, 5};
    constexpr double k_five[] = {3, 5, 7, 11, 13};
    constexpr double k_sixteen[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    CHECK(brink::polynomial(k_one, 2.0) == 3);
    CHECK(brink::polynomial(k_two, 2.0) == 13);
    CHECK(brink::polynomial(k_five, 2.0) == 3 + 10 + 28 + 88 + 208);
    CHECK(brink::polynomial(k_sixteen, 2.0) == 15 * 65536 + 1);
}

TEST_CASE("special values of the other functions") {
    CHECK(brink::tanh(k_inf) == 1);
    CHECK(brink::tanh(-k_inf) == -1);
    CHECK(std::isnan(brink::tanh(k_nan)));
    CHECK(same_bits(brink::tanh(-0.0), -0.0));
    CHECK(brink::tanh(5e-324) == 5e-324);
    for (const double x : points(0, 30, 5'000)) CHECK(same_bits(brink::tanh(-x), -brink::tanh(x)));
    CHECK(brink::logistic(0.0) == 0.5);
    CHECK(brink::logistic(k_inf) == 1);
    CHECK(brink::logistic(-k_inf) == 0);
    CHECK(brink::logistic(-800.0) == 0);
    CHECK(std::isnan(brink::logistic(k_nan)));
    CHECK(brink::sign(-2.0) == -1);
    CHECK(brink::sign(5e-324) == 1);
    CHECK(same_bits(brink::sign(-0.0), 0.0));
    CHECK(brink::sign(k_nan) == 0);
    CHECK(brink::minimum(1.0, k_nan) == 1);
    CHECK(std::isnan(brink::minimum(k_nan, 1.0)));
    CHECK(same_bits(brink::minimum(0.0, -0.0), 0.0));
    CHECK(brink::maximum(2.0, k_nan) == 2);
    CHECK(same_bits(brink::maximum(-0.0, 0.0), -0.0));
    CHECK(brink::clamp(5.0, 0.0, 1.0) == 1);
    CHECK(brink::clamp(-5.0, 0.0, 1.0) == 0);
    CHECK(brink::clamp(0.5, 0.0, 1.0) == 0.5);
    CHECK(std::isnan(brink::clamp(k_nan, 0.0, 1.0)));
    CHECK(brink::normal_quantile(0.0) == -k_inf);
    CHECK(brink::normal_quantile(1.0) == k_inf);
    CHECK(std::isnan(brink::normal_quantile(k_nan)));
}

TEST_CASE("special values of power") {
    for (const double x : {0.0, -0.0, -3.0, k_inf, k_nan}) CHECK(brink::power(x, 0.0) == 1);
    CHECK(brink::power(-2.0, 3.0) == -8);
    CHECK(brink::power(-2.0, -2.0) == 0.25);
    CHECK(brink::power(0.0, -1.0) == k_inf);
    CHECK(brink::power(0.0, 1.7) == 0);
    CHECK(brink::power(0.0, -1.7) == k_inf);
    CHECK(std::isnan(brink::power(-2.0, 1.7)));
    CHECK(std::isnan(brink::power(-2.0, 0.5)));
    CHECK(std::isnan(brink::power(-2.0, 65.0)));
    CHECK(std::isnan(brink::power(2.0, k_nan)));
    CHECK(std::isnan(brink::power(k_nan, 1.5)));
    CHECK(brink::power(2.0, k_inf) == k_inf);
    CHECK(brink::power(2.0, 64.0) == 0x1p64);
    CHECK(brink::power(2.0, -64.0) == 0x1p-64);
    CHECK(brink::power(9.0, 0.5) == 3);
}

TEST_CASE("floor agrees with the C library to the bit") {
    std::vector<double> numbers = {0.0,    -0.0,         0.5,           -0.5,          1 - 0x1p-53, -1 + 0x1p-53,
                                   0x1p52, 0x1p52 - 0.5, -0x1p52 + 0.5, -0x1p51 - 0.5, 1e300,       -1e300,
                                   5e-324, -5e-324,      k_inf,         -k_inf};
    for (std::uint64_t i = 1; i <= 200'000; ++i) {
        const double bits = std::bit_cast<double>(brink::mix64(i));
        if (bits == bits) numbers.push_back(bits);
        numbers.push_back((static_cast<double>(brink::mix64(i) >> 11) - 0x1p52) * 0x1p-45);
    }
    std::size_t differ = 0;
    for (const double x : numbers) differ += same_bits(brink::floor(x), std::floor(x)) ? 0u : 1u;
    CHECK(differ == 0);
    CHECK(std::isnan(brink::floor(k_nan)));
}

TEST_CASE("no elementary function falls back at a seam") {
    for (const double n : {-3.0, -1.0, 0.0, 1.0, 5.0}) CHECK(rises_at((n + 0.5) * 0.69314718055994531, own_exp));
    for (const double x : {0.70710678118654752, 1.4142135623730951, 1.0, 2.2250738585072014e-308})
        CHECK(rises_at(x, own_log));
    CHECK(rises_at(0.625, own_tanh));
    CHECK(rises_at(-0.625, own_tanh));
    for (const double p : {0.075, 0.925, 1.3887943864964021e-11, 1.4e-11}) CHECK(rises_at(p, own_quantile));
}

TEST_CASE("elementary functions give the bits that they always gave") {
    check_known(k_exp, own_exp);
    check_known(k_log, own_log);
    check_known(k_tanh, own_tanh);
    check_known(k_logistic, own_logistic);
    check_known(k_normal_quantile, own_quantile);
    for (const KnownPower& known : k_power) {
        INFO("x = " << known.x << ", y = " << known.y);
        CHECK(same_bits(brink::power(known.x, known.y), known.value));
    }
}
