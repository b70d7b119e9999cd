// Keyed randomness: Philox's known answers, the ends of the uniform numbers, and the statistics of the options' luck,
// from which a choice is made.

#include "lanes/random.h"

#include <cmath>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/elementary.h"
#include "lanes/isa.h"
#include "support.h"

namespace {

using Words32 = std::vector<std::uint32_t>;

Words32 philox(const Words32& counter, const Words32& key) {
    const r123::Philox4x32_R<10>::ctr_type c = {{counter[0], counter[1], counter[2], counter[3]}};
    const r123::Philox4x32_R<10>::key_type k = {{key[0], key[1]}};
    const auto words = r123::Philox4x32_R<10>{}(c, k);
    return {words[0], words[1], words[2], words[3]};
}

/// Upper tail of the chi-square distribution by Wilson and Hilferty's cube root, good to 1e-4 from 10 degrees on.
double normal_score(double chi_square, double degrees) {
    const double t = 2 / (9 * degrees);
    return (std::cbrt(chi_square / degrees) - (1 - t)) / std::sqrt(t);
}

/// Pearson's statistic of counts that are to be equally likely, as a standard normal score.
double uniform_score(const std::vector<std::uint64_t>& counts) {
    double n = 0;
    for (const std::uint64_t count : counts) n += static_cast<double>(count);
    const double expected = n / static_cast<double>(counts.size());
    double chi_square = 0;
    for (const std::uint64_t count : counts) {
        const double excess = static_cast<double>(count) - expected;
        chi_square += excess * excess / expected;
    }
    return normal_score(chi_square, static_cast<double>(counts.size() - 1));
}

// Some sixty scores are looked at below; one above 5 or below -5 in a sound generator: 1 in 30,000.
constexpr double k_most = 5;

/// A decision in one trajectory.
struct Draw {
    std::uint64_t word, luck;
};

Draw draw_of(std::uint64_t trajectory, std::uint32_t step) {
    return {brink::decision_word(brink::hash64(1, 77), trajectory, step), trajectory};
}

double luck_of(Draw draw, std::uint64_t key) { return brink::uniform32(brink::option_luck(draw.word, key, draw.luck)); }

/// Keys in four layouts: hashed as the engine's are, consecutive, with one bit set, and 2^32 apart.
struct KeyLayout {
    std::string name;
    std::function<std::uint64_t(unsigned)> key;
};

const std::vector<KeyLayout>& layouts() {
    static const std::vector<KeyLayout> k_layouts = {
        {"hashed", [](unsigned i) { return brink::hash64(i, 5); }},
        {"consecutive", [](unsigned i) { return std::uint64_t{i}; }},
        {"one bit", [](unsigned i) { return std::uint64_t{1} << (2 * i); }},
        {"far apart", [](unsigned i) { return std::uint64_t{i} << 32; }},
    };
    return k_layouts;
}

/// Least of E / e among options of these weights: the race of the engine.
unsigned race(Draw draw, const std::vector<double>& weights, const KeyLayout& layout) {
    unsigned winner = 0;
    double least = HUGE_VAL;
    for (unsigned i = 0; i < weights.size(); ++i) {
        const double score = -brink::log(luck_of(draw, layout.key(i))) / weights[i];
        if (score < least) {
            least = score;
            winner = i;
        }
    }
    return winner;
}

double race_score(const std::vector<double>& weights, const KeyLayout& layout, std::uint64_t n) {
    std::vector<std::uint64_t> wins(weights.size());
    double total = 0;
    for (const double weight : weights) total += weight;
    for (std::uint64_t i = 0; i < n; ++i)
        ++wins[race(draw_of(i / 16, static_cast<std::uint32_t>(i % 16)), weights, layout)];
    double chi_square = 0;
    for (std::size_t o = 0; o < weights.size(); ++o) {
        const double expected = static_cast<double>(n) * weights[o] / total;
        chi_square += (static_cast<double>(wins[o]) - expected) * (static_cast<double>(wins[o]) - expected) / expected;
    }
    return normal_score(chi_square, static_cast<double>(weights.size() - 1));
}

constexpr std::uint64_t k_draw_key = 0x243f6a8885a308d3ull;
constexpr std::uint32_t k_draw_step = 3;

double uniform_of(std::uint64_t luck, std::uint64_t key = k_draw_key) {
    return brink::uniform53(brink::draw_word(key, luck, k_draw_step));
}

/// The first n lucks after `from` whose uniform number is, or is not, in the centre of the normal quantile.
std::vector<std::uint64_t> lucks(std::size_t n, bool centre, std::uint64_t from = 0) {
    std::vector<std::uint64_t> found;
    for (std::uint64_t luck = from; found.size() < n; ++luck)
        if (brink::in_quantile_centre(uniform_of(luck)) == centre) found.push_back(luck);
    return found;
}

/// Draws of `rows` rows for lanes of these lucks by every instruction set, against the scalar functions, bit by bit;
/// the first `paired` lanes are those of 2 k, 2 k + 1, ...
void check_draws(const std::vector<std::uint64_t>& luck, std::uint32_t rows, std::size_t paired = 0) {
    struct alignas(64) Line {
        double lanes[8];
    };
    const std::size_t width = luck.size();
    std::vector<std::uint64_t> keys;
    for (std::uint32_t r = 0; r < rows; ++r) keys.push_back(k_draw_key + r);
    std::vector<Line> memory((rows + 1) * width / 8);
    double* columns = memory.front().lanes;
    for (std::size_t i = 0; i < width; ++i) columns[rows * width + i] = 0.5 + static_cast<double>(i);
    brink::KernelContext<double> context;
    context.columns = columns;
    context.width = width;
    context.keys = keys.data();
    context.luck = luck.data();
    context.paired = paired;
    context.step = k_draw_step;
    brink::Instruction draw;
    draw.rows = rows;
    draw.destination = 0;
    draw.extra = 0;
    draw.a.kind = brink::Operand::Kind::immediate;
    draw.a.value = 0.25;
    draw.b.kind = brink::Operand::Kind::broadcast;
    draw.b.first = rows;
    for (const brink::Isa isa : {brink::Isa::baseline, brink::Isa::v3, brink::Isa::v4}) {
        if (!brink::available(isa)) continue;
        for (const brink::Op op : {brink::Op::draw_normal, brink::Op::draw_uniform}) {
            draw.op = op;
            brink::kernels<double>(isa).run(context, &draw, 1);
            std::size_t differ = 0;
            for (std::size_t i = 0; i < rows * width; ++i) {
                const double u = uniform_of(luck[i % width], keys[i / width]);
                const double b = columns[rows * width + i % width];
                const double expected = op == brink::Op::draw_normal ? 0.25 + b * brink::normal_quantile(u)
                                                                     : 0.25 + (b - 0.25) * u;
                if (std::bit_cast<std::uint64_t>(expected) != std::bit_cast<std::uint64_t>(columns[i])) ++differ;
            }
            INFO(brink::name(isa) << ", " << width << " lanes, " << rows << " rows");
            CHECK(differ == 0);
        }
    }
}

}  // namespace

TEST_CASE("the parts of the normal quantile are the normal quantile to the bit") {
    std::size_t differ = 0;
    for (std::uint64_t i = 0; i < 200'000; ++i) {
        const double p = uniform_of(i);
        REQUIRE(p > brink::k_near_tail);
        REQUIRE(1 - p > brink::k_near_tail);
        const double part = brink::in_quantile_centre(p) ? brink::normal_quantile_centre(p)
                                                         : brink::normal_quantile_tail(p);
        if (std::bit_cast<std::uint64_t>(part) != std::bit_cast<std::uint64_t>(brink::normal_quantile(p))) ++differ;
    }
    CHECK(differ == 0);
}

TEST_CASE("kernels draw the quantiles of uniform numbers wherever the tails fall") {
    for (const std::size_t width : {16u, 48u, 64u, 256u, 272u}) {
        check_draws(lucks(width, true), 1);
        check_draws(lucks(width, false), 1);
        std::vector<std::uint64_t> mixed(width);
        for (const std::uint64_t first : {std::uint64_t{1000}, (std::uint64_t{1} << 33) - 8}) {
            for (std::size_t i = 0; i < width; ++i) mixed[i] = first + i;
            for (const std::uint32_t rows : {1u, 2u, 5u, 23u}) check_draws(mixed, rows);
            for (const std::size_t paired : {std::size_t{16}, width}) check_draws(mixed, 5, paired);
        }
    }
}

TEST_CASE("kernels draw the far tail of the normal distribution") {
    // found by trying: e^-25 is rare
    const std::uint64_t low = 57807131780;
    REQUIRE(uniform_of(low) < brink::k_near_tail);
    std::vector<std::uint64_t> luck = lucks(64, true, 500);
    luck[37] = low;
    check_draws(luck, 1);
    luck = lucks(64, false, 500);
    luck[0] = low;
    luck[63] = low;
    check_draws(luck, 3);
}

TEST_CASE("Philox gives the known answers of its authors") {
    CHECK(philox({0, 0, 0, 0}, {0, 0}) == Words32{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    CHECK(philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
          Words32{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
          Words32{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("a draw is Philox of its key and luck and step and attempt") {
    const brink::DrawWords words = brink::draw_words(0x299f31d0a4093822ull, 0x85a308d3243f6a88ull, 0x13198a2eu,
                                                     0x03707344u);
    CHECK(words.first == 0x94fdccebd16cfe09ull);
    CHECK(words.second == 0x24126ea15001e420ull);
    CHECK(brink::draw_words(0, 0, 0, 0).first == 0xe169c58d6627e8d5ull);
    const std::uint64_t base = brink::draw_words(3, 4, 5, 6).first;
    CHECK(base != brink::draw_words(2, 4, 5, 6).first);
    CHECK(base != brink::draw_words(3, 4 + (std::uint64_t{1} << 40), 5, 6).first);
    CHECK(base != brink::draw_words(3, 4, 4, 6).first);
    CHECK(base != brink::draw_words(3, 4, 5, 7).first);
}

TEST_CASE("two trajectories share a block and have a word of it each") {
    const brink::DrawWords words = brink::draw_words(11, 21, 5, 0);
    CHECK(brink::draw_word(11, 42, 5) == words.first);
    CHECK(brink::draw_word(11, 43, 5) == words.second);
    CHECK(brink::draw_word(11, 44, 5) == brink::draw_words(11, 22, 5, 0).first);
}

TEST_CASE("two trajectories share the word of a decision and have half of the luck of each option") {
    CHECK(brink::decision_word(11, 42, 5) == brink::draw_words(11, 21, 5, 0).first);
    CHECK(brink::decision_word(11, 43, 5) == brink::draw_words(11, 21, 5, 0).first);
    const std::uint64_t mixed = brink::mix64(7 ^ 9);
    CHECK(brink::option_luck(7, 9, 42) == (mixed & 0xffffffff));
    CHECK(brink::option_luck(7, 9, 43) == mixed >> 32);
}

TEST_CASE("a uniform number is never 0 or 1 and is symmetric") {
    CHECK(brink::uniform32(0) == 0x1p-33);
    CHECK(brink::uniform32(~std::uint32_t{0}) == 1 - 0x1p-33);
    CHECK(brink::uniform32(1u << 31) == 0.5 + 0x1p-33);
    CHECK(brink::uniform53(0) == 0x1p-53);
    CHECK(brink::uniform53(0xfff) == 0x1p-53);
    CHECK(brink::uniform53(0x1000) == 3 * 0x1p-53);
    CHECK(brink::uniform53(~std::uint64_t{0}) == 1 - 0x1p-53);
    CHECK(brink::uniform53(std::uint64_t{1} << 63) == 0.5 + 0x1p-53);
    for (std::uint64_t i = 0; i < 1'000; ++i) {
        const std::uint64_t word = brink::mix64(i);
        REQUIRE(brink::uniform53(word) + brink::uniform53(~word) == 1);
    }
}

TEST_CASE("hashes keep their values") {
    // SplitMix64 started at 0 gives mix64 of multiples of the golden ratio: the authors' first three outputs
    CHECK(brink::mix64(0x9E3779B97F4A7C15ull) == 0xE220A8397B1DCDAFull);
    CHECK(brink::mix64(2 * 0x9E3779B97F4A7C15ull) == 0x6E789E6AA1B965F4ull);
    CHECK(brink::mix64(3 * 0x9E3779B97F4A7C15ull) == 0x06C45D188009454Full);
    CHECK(brink::hash64(1, 2) != brink::hash64(2, 1));
}

TEST_CASE("draws along trajectories and steps and attempts fill the unit interval evenly") {
    const std::uint64_t n = brink::test::scaled(2'000'000, 100'000);
    std::vector<std::uint64_t> by_trajectory(1024), by_step(1024), by_attempt(1024), second(1024), paired(1024);
    const auto bin = [](std::uint64_t word) { return static_cast<std::size_t>(brink::uniform53(word) * 1024); };
    for (std::uint64_t i = 0; i < n; ++i) {
        const auto small = static_cast<std::uint32_t>(i);
        ++by_trajectory[bin(brink::draw_words(9, i, 3, 0).first)];
        ++by_step[bin(brink::draw_words(9, 7, small, 0).first)];
        ++by_attempt[bin(brink::draw_words(9, 7, 0, small).first)];
        ++second[bin(brink::draw_words(9, i, 3, 0).second)];
        ++paired[bin(brink::draw_word(9, i, 3))];
    }
    for (const auto& counts : {by_trajectory, by_step, by_attempt, second, paired})
        CHECK(std::fabs(uniform_score(counts)) < k_most);
}

TEST_CASE("the luck of one option is uniform for every layout of keys") {
    const std::uint64_t n = brink::test::scaled(2'000'000, 100'000);
    for (const KeyLayout& layout : layouts()) {
        for (const unsigned option : {0u, 1u, 17u}) {
            INFO(layout.name << ", option " << option);
            std::vector<std::uint64_t> counts(1024);
            for (std::uint64_t i = 0; i < n; ++i)
                ++counts[static_cast<std::size_t>(luck_of(draw_of(i, 2), layout.key(option)) * 1024)];
            CHECK(std::fabs(uniform_score(counts)) < k_most);
        }
    }
}

TEST_CASE("the lucks of two options are independent for every layout of keys") {
    const std::uint64_t n = brink::test::scaled(2'000'000, 100'000);
    for (const KeyLayout& layout : layouts()) {
        for (const auto& [a, b] : std::vector<std::pair<unsigned, unsigned>>{{0, 1}, {1, 2}, {3, 19}}) {
            INFO(layout.name << ", options " << a << " and " << b);
            std::vector<std::uint64_t> counts(32 * 32), crossed(32 * 32);  // the latter between two of a pair
            for (std::uint64_t i = 0; i < n; ++i) {
                const auto row = static_cast<std::size_t>(luck_of(draw_of(i, 4), layout.key(a)) * 32);
                const auto column = static_cast<std::size_t>(luck_of(draw_of(i, 4), layout.key(b)) * 32);
                const auto neighbour = static_cast<std::size_t>(luck_of(draw_of(i ^ 1, 4), layout.key(b)) * 32);
                ++counts[row * 32 + column];
                ++crossed[row * 32 + neighbour];
            }
            CHECK(std::fabs(uniform_score(counts)) < k_most);
            CHECK(std::fabs(uniform_score(crossed)) < k_most);
        }
    }
}

TEST_CASE("the luck of an option is independent between neighbouring steps and trajectories") {
    const std::uint64_t n = brink::test::scaled(2'000'000, 100'000);
    for (const KeyLayout& layout : layouts()) {
        INFO(layout.name);
        std::vector<std::uint64_t> steps(32 * 32), trajectories(32 * 32);
        const auto place = [&](std::uint64_t trajectory, std::uint32_t step) {
            return static_cast<std::size_t>(luck_of(draw_of(trajectory, step), layout.key(1)) * 32);
        };
        for (std::uint64_t i = 0; i < n; ++i) {
            ++steps[place(i, 0) * 32 + place(i, 1)];
            ++trajectories[place(2 * i, 0) * 32 + place(2 * i + 1, 0)];
        }
        CHECK(std::fabs(uniform_score(steps)) < k_most);
        CHECK(std::fabs(uniform_score(trajectories)) < k_most);
    }
}

TEST_CASE("an exponential race chooses each option with its share of the weight") {
    const std::uint64_t n = brink::test::scaled(2'500'000, 100'000);
    const std::vector<double> even(12, 1.0);
    const std::vector<double> uneven = {5, 0.01, 1, 0.2, 3, 0.05, 0.7, 2, 0.1, 0.4, 1.5, 0.02};
    for (const KeyLayout& layout : layouts()) {
        INFO(layout.name);
        CHECK(std::fabs(race_score(even, layout, n)) < k_most);
        CHECK(std::fabs(race_score(uneven, layout, n)) < k_most);
    }
}

TEST_CASE("the statistics of luck notice a poor mixing of keys") {
    // Without the finaliser, options whose keys differ in low bits share their luck: the tests above must see it.
    std::vector<std::uint64_t> counts(32 * 32);
    for (std::uint64_t i = 0; i < 100'000; ++i) {
        const std::uint64_t word = draw_of(i, 4).word;
        const auto row = static_cast<std::size_t>(brink::uniform53(word ^ 1) * 32);
        const auto column = static_cast<std::size_t>(brink::uniform53(word ^ 2) * 32);
        ++counts[row * 32 + column];
    }
    CHECK(uniform_score(counts) > k_most);
}
