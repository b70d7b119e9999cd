// Choices made without probabilities, in single precision where that is certain, are those of the exact race: where
// two options come close, at both ends of the numbers drawn, and beyond what single precision bears.

#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

#include "base/hash.h"
#include "base/race_math.h"
#include "catch.hpp"
#include "lanes/isa.h"
#include "lanes/random.h"

using namespace brink;

namespace {

constexpr std::size_t k_width = 16;
constexpr std::uint64_t k_key = 0x1234'5678'9abc'def0;

/// A decision among a few options, the same in every lane, drawn as trajectory `luck`.
struct Field {
    std::vector<double> utilities, weights;
    std::vector<std::uint64_t> keys;
    double precision = 1;

    /// By lane (k_width), of trajectories with these numbers; the first `paired` are 2 k, 2 k + 1, ...
    [[nodiscard]] std::vector<double> choices(const std::vector<std::uint64_t>& lucks, std::size_t paired,
                                              bool probabilities, Isa isa) const;
    [[nodiscard]] double choice(std::uint64_t luck, bool probabilities, Isa isa) const;
};

std::vector<double> Field::choices(const std::vector<std::uint64_t>& lucks, std::size_t paired, bool probabilities,
                                   Isa isa) const {
    enum : std::uint32_t { choice_column, forced_column, probability_column, n_columns };
    alignas(64) double columns[n_columns][k_width] = {};
    std::fill_n(columns[forced_column], k_width, -1.0);
    std::vector<Option> options(utilities.size());
    for (std::uint32_t o = 0; o < options.size(); ++o) {
        options[o].group = o;
        options[o].key = keys[o];
        options[o].utility = {Operand::Kind::immediate, 0, utilities[o]};
        options[o].feasible = {Operand::Kind::immediate, 0, 1};
        options[o].weight = {Operand::Kind::immediate, 0, weights[o]};
    }
    Decision decision;
    decision.last_option = static_cast<std::uint32_t>(options.size());
    decision.always_feasible = true;
    decision.precision = {Operand::Kind::immediate, 0, precision};
    decision.choice = choice_column;
    decision.forced = forced_column;
    decision.probability = probability_column;
    std::vector<std::uint32_t> bad(k_width, 0);
    bool any_bad = false;
    KernelContext<double> context;
    context.columns = &columns[0][0];
    context.width = k_width;
    context.luck = lucks.data();
    context.paired = paired;
    kernels<double>(isa).choose(context,
                                {&decision, options.data(), nullptr, k_key, probabilities, bad.data(), &any_bad});
    return {columns[choice_column], columns[choice_column] + k_width};
}

double Field::choice(std::uint64_t luck, bool probabilities, Isa isa) const {
    const std::vector<double> lanes = choices(std::vector<std::uint64_t>(k_width, luck), 0, probabilities, isa);
    for (const double each : lanes) REQUIRE(each == lanes[0]);
    return lanes[0];
}

std::uint64_t word_of(std::uint64_t luck) { return decision_word(k_key, luck, 0); }

double uniform_of(std::uint64_t luck, std::uint64_t option_key) {
    return uniform32(option_luck(word_of(luck), option_key, luck));
}

/// The word that mix64 makes `mixed` of.
std::uint64_t unmixed(std::uint64_t mixed) {
    const auto shifts_undone = [](std::uint64_t x, int shift) {
        std::uint64_t y = x;
        for (int done = shift; done < 64; done += shift) y = x ^ (y >> shift);
        return y;
    };
    const auto inverse = [](std::uint64_t factor) {  // by Newton's method, doubling the right bits
        std::uint64_t x = factor;
        for (int i = 0; i < 6; ++i) x *= 2 - factor * x;
        return x;
    };
    std::uint64_t x = shifts_undone(mixed, 31) * inverse(0x94D049BB133111EBull);
    x = shifts_undone(x, 27) * inverse(0xBF58476D1CE4E5B9ull);
    return shifts_undone(x, 30);
}

double luck_of(std::uint64_t luck, std::uint64_t option_key) {
    return race_luck<std::uint64_t>(uniform_of(luck, option_key));
}

/// Checks the choice on every instruction set; returns it.
double check(const Field& field, std::uint64_t luck) {
    double exact = -2;
    for (const Isa isa : {Isa::baseline, Isa::v3, Isa::v4}) {
        if (!available(isa)) continue;
        INFO(name(isa) << ", luck " << luck);
        exact = field.choice(luck, true, isa);
        CHECK(field.choice(luck, false, isa) == exact);
    }
    return exact;
}

/// Two options, the first ahead by the factor 1 + lead.
Field close_race(std::uint64_t luck, double lead, std::uint64_t first_key = hash64(1, 2)) {
    Field field{{0, 0}, {1, 1}, {first_key, hash64(3, 4)}};
    field.utilities[1] = std::log(luck_of(luck, field.keys[1]) / luck_of(luck, field.keys[0])) - lead;
    return field;
}

}  // namespace

TEST_CASE("close races are decided as they are exactly") {
    for (const double lead : {1e-3, 1e-4, 1e-5, 1e-6, 1e-8, 1e-10})
        for (std::uint64_t luck = 0; luck < 300; ++luck) {
            REQUIRE(check(close_race(luck, lead), luck) == 0);
            REQUIRE(check(close_race(luck, -lead), luck) == 1);
        }
}

TEST_CASE("races won by numbers near 0 and near 1 are decided as they are exactly") {
    for (const double lead : {3.0, 1.0, 0.1, 1e-2, 1e-3, 1e-4, 1e-5})
        for (int power = 2; power < 32; ++power)
            for (std::uint64_t luck = 0; luck < 4; ++luck) {
                // the first option's luck: a small number, or one near the largest
                const std::uint32_t small = (std::uint32_t{1} << 31 >> power) +
                                            static_cast<std::uint32_t>(mix64(luck)) %
                                                (std::uint32_t{1} << (31 - power));
                for (const std::uint32_t bits : {small, ~small}) {
                    const std::uint64_t key = word_of(luck) ^ unmixed(luck % 2 == 0 ? bits : std::uint64_t{bits} << 32);
                    REQUIRE(uniform_of(luck, key) == uniform32(bits));
                    REQUIRE(check(close_race(luck, lead, key), luck) == 0);
                    REQUIRE(check(close_race(luck, -lead, key), luck) == 1);
                }
            }
}

TEST_CASE("numbers of any size are decided as they are exactly") {
    const auto unit = [](std::uint64_t i) { return static_cast<double>(mix64(i) >> 11) * 0x1p-53; };
    const double sizes[] = {1, 30, 400, 1e5, 1e36, 1e200, 1e-30};
    for (std::uint64_t seed = 0; seed < 1'000; ++seed) {
        Field field;
        const double size = sizes[seed % std::size(sizes)];
        field.precision = seed % 3 == 0 ? size : 1;
        for (std::uint64_t o = 0; o < 3 + seed % 8; ++o) {
            const std::uint64_t i = seed * 100 + o;
            field.keys.push_back(hash64(o, 5));
            field.utilities.push_back((unit(i) - 0.5) * (seed % 3 == 1 ? size : 1));
            // one weight in eight is far out
            field.weights.push_back(unit(i + 500'000) * (mix64(i) % 8 == 0 ? sizes[mix64(i + 1) % 7] : 1));
        }
        CHECK(check(field, seed) >= 0);
    }
}

TEST_CASE("trajectories side by side choose what each chooses alone") {
    Field field;
    for (std::uint64_t o = 0; o < 29; ++o) {
        field.keys.push_back(hash64(o, 7));
        field.utilities.push_back(static_cast<double>(mix64(o) % 1000) * 1e-3);
        field.weights.push_back(1);
    }
    std::vector<std::uint64_t> lucks(k_width);
    for (const Isa isa : {Isa::baseline, Isa::v3, Isa::v4}) {
        if (!available(isa)) continue;
        for (std::uint64_t first = (std::uint64_t{1} << 32) - 320; first < (std::uint64_t{1} << 32) + 320;
             first += k_width) {
            std::iota(lucks.begin(), lucks.end(), first);
            std::vector<double> alone;
            for (const std::uint64_t luck : lucks) alone.push_back(field.choice(luck, true, isa));
            for (const bool probabilities : {false, true}) {
                CHECK(field.choices(lucks, k_width, probabilities, isa) == alone);
                CHECK(field.choices(lucks, 0, probabilities, isa) == alone);
            }
        }
    }
}

TEST_CASE("a decision of many options is decided as it is exactly") {
    for (const std::size_t n : {127u, 128u, 129u, 400u}) {
        Field field;
        for (std::uint64_t o = 0; o < n; ++o) {
            field.keys.push_back(hash64(o, 6));
            field.utilities.push_back(static_cast<double>(mix64(o) % 1000) * 1e-3);
            field.weights.push_back(1);
        }
        for (std::uint64_t luck = 0; luck < 200; ++luck) check(field, luck);
    }
}
