// The choice kernel against the rules written out for one lane at a time.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "base/elementary.h"
#include "base/hash.h"
#include "base/race_math.h"
#include "catch.hpp"
#include "lanes/isa.h"
#include "lanes/random.h"

using namespace brink;

namespace {

constexpr double k_inf = std::numeric_limits<double>::infinity();
constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t k_width = 32;
constexpr std::uint32_t k_columns = 44;
constexpr std::uint32_t k_utility = 0, k_feasible = 12, k_weight = 24, k_precision = 36;  // first columns
constexpr std::uint32_t k_choice = 37, k_forced = 38, k_probability = 39, k_active = 40;

double unit(std::uint64_t i) { return static_cast<double>(mix64(i) >> 11) * 0x1p-53; }

/// What a case varies.
struct Variant {
    Rule rule = Rule::quantal;
    bool nested = true;
    bool feasible_columns = false;
    bool weight_columns = false;
    bool precision_column = false;
    bool barred = false;
    bool forced = false;
    bool active = false;
    bool odd_utilities = false;  // some are -infinity, infinity or not a number
    bool may_hold = true;
};

/// A decision of 12 options: holding, an action with one target, two with three, one with four. They
/// are not the program's first options.
struct Case {
    static constexpr std::uint32_t k_first = 3, k_last = 15;
    Variant variant;
    alignas(64) double columns[k_columns][k_width] = {};
    std::vector<Option> options = std::vector<Option>(k_last);
    std::vector<std::uint8_t> barred = std::vector<std::uint8_t>(k_last * k_width, 0);
    std::vector<std::uint64_t> luck;
    std::vector<std::uint32_t> bad = std::vector<std::uint32_t>(k_width, 0);
    bool any_bad = false;
    Decision decision;
    KernelContext<double> context;
    DecisionTask<double> task;

    Case(const Variant& its_variant, std::uint64_t seed) : variant(its_variant) {
        fill_columns(seed * 10'000);
        make_options();
        decision.first_option = k_first;
        decision.last_option = k_last;
        decision.n_groups = 5;
        decision.hold = variant.may_hold ? k_first : k_nothing;
        decision.rule = variant.rule;
        decision.nested = variant.nested;
        decision.always_feasible = !variant.feasible_columns;
        decision.precision = variant.precision_column ? Operand{Operand::Kind::columns, k_precision, 0}
                                                      : Operand{Operand::Kind::immediate, 0, 2.5};
        decision.choice = k_choice;
        decision.forced = k_forced;
        decision.probability = k_probability;
        context.columns = &columns[0][0];
        context.width = k_width;
        context.luck = luck.data();
        context.active = variant.active ? columns[k_active] : nullptr;
        context.step = static_cast<std::uint32_t>(seed);
        task.decision = &decision;
        task.options = options.data();
        task.barred = variant.barred ? barred.data() : nullptr;
        task.key = hash64(seed, 9);
        task.bad_utility = bad.data();
        task.any_bad = &any_bad;
    }

    void fill_columns(std::uint64_t seed) {
        for (std::size_t lane = 0; lane < k_width; ++lane) {
            luck.push_back(seed * 77 + lane);
            for (std::uint32_t o = 0; o < k_last - k_first; ++o) {
                const std::uint64_t i = seed + 100 * lane + o;
                columns[k_utility + o][lane] = std::floor(8 * unit(i)) / 4 - 1;  // quarters: ties happen
                columns[k_feasible + o][lane] = unit(i + 1'000'000) < 0.4 ? 0 : 1;
                columns[k_weight + o][lane] = unit(i + 2'000'000) < 0.1 ? 0 : 3 * unit(i + 3'000'000);
                barred[(k_first + o) * k_width + lane] = unit(i + 4'000'000) < 0.3;
                if (variant.odd_utilities && unit(i + 5'000'000) < 0.15)
                    columns[k_utility + o][lane] = o % 3 == 0 ? k_nan : o % 3 == 1 ? -k_inf : k_inf;
            }
            const bool none = variant.feasible_columns && lane == 3;
            for (std::uint32_t o = 0; none && o < k_last - k_first; ++o) columns[k_feasible + o][lane] = 0;
            columns[k_precision][lane] = lane == 4 ? 0 : 4 * unit(seed + lane + 6'000'000);
            columns[k_forced][lane] = variant.forced && lane % 3 == 0 ? static_cast<double>(k_first + lane % 12) : -1;
            columns[k_active][lane] = lane % 5 == 0 ? 0 : 1;
        }
    }

    void make_options() {
        constexpr std::uint32_t k_groups[] = {0, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 4};
        for (std::uint32_t o = 0; o < k_last - k_first; ++o) {
            Option& option = options[k_first + o];
            option.group = k_groups[o];
            option.key = hash64(o, 123);
            option.utility = o == 0 && !variant.odd_utilities ? Operand{Operand::Kind::immediate, 0, 0.25}
                                                              : Operand{Operand::Kind::columns, k_utility + o, 0};
            option.feasible = variant.feasible_columns && o != 1 ? Operand{Operand::Kind::columns, k_feasible + o, 0}
                                                                 : Operand{Operand::Kind::immediate, 0, 1};
            option.weight = variant.weight_columns && o != 2 ? Operand{Operand::Kind::columns, k_weight + o, 0}
                                                             : Operand{Operand::Kind::immediate, 0, o == 2 ? 0.5 : 1};
        }
    }

    [[nodiscard]] double value(const Operand& x, std::size_t lane) const {
        return x.kind == Operand::Kind::immediate ? x.value : columns[x.first][lane];
    }
};

struct Chosen {
    double choice = -1;
    double probability = 0;
    std::uint32_t bad = k_nothing;
};

/// Whether option o may be taken in this lane.
bool eligible(const Case& c, std::uint32_t o, std::size_t lane) {
    const Option& option = c.options[o];
    if (c.variant.barred && c.barred[o * k_width + lane] != 0) return false;
    return c.value(option.feasible, lane) != 0 && c.value(option.utility, lane) != -k_inf;
}

Chosen race(const Case& c, std::size_t lane) {
    const bool random = c.variant.rule == Rule::random;
    const double precision = random ? 0 : c.value(c.decision.precision, lane);
    double most = -k_inf;
    for (std::uint32_t o = Case::k_first; o < Case::k_last; ++o)
        if (eligible(c, o, lane)) most = brink::maximum(most, precision * c.value(c.options[o].utility, lane));
    const std::uint64_t word = decision_word(c.task.key, c.luck[lane], c.context.step);
    Chosen chosen;
    double total = 0, luck = 1, won = 0;  // of the best so far: luck and e
    for (std::uint32_t o = Case::k_first; o < Case::k_last; ++o) {
        if (!eligible(c, o, lane)) continue;
        double n = 0;
        for (std::uint32_t other = Case::k_first; other < Case::k_last; ++other)
            if (c.options[other].group == c.options[o].group && eligible(c, other, lane)) n += 1;
        const double weight = random ? 1 : c.value(c.options[o].weight, lane);
        const double e = race_exp<std::uint64_t>(precision * c.value(c.options[o].utility, lane) - most) *
                         (weight / (c.variant.nested ? n : 1));
        total += e;
        const double its_luck = race_luck<std::uint64_t>(uniform32(option_luck(word, c.options[o].key, c.luck[lane])));
        if (its_luck * won < luck * e) {
            luck = its_luck;
            won = e;
            chosen.choice = o;
        }
    }
    if (chosen.choice >= 0) chosen.probability = won / total;
    return chosen;
}

Chosen by_rule(const Case& c, std::size_t lane) {
    Chosen chosen;
    switch (c.variant.rule) {
        case Rule::quantal:
        case Rule::random: return race(c, lane);
        case Rule::best_response: {
            double best = -k_inf;
            for (std::uint32_t o = Case::k_first; o < Case::k_last; ++o)
                if (eligible(c, o, lane) && c.value(c.options[o].utility, lane) > best) {
                    best = c.value(c.options[o].utility, lane);
                    chosen.choice = o;
                }
            break;
        }
        case Rule::status_quo:
            if (c.variant.may_hold && !(c.variant.barred && c.barred[Case::k_first * k_width + lane] != 0))
                chosen.choice = Case::k_first;
    }
    chosen.probability = chosen.choice < 0 ? 0 : 1;
    return chosen;
}

Chosen expected(const Case& c, std::size_t lane) {
    if (c.variant.active && c.columns[k_active][lane] == 0) return {};
    std::uint32_t bad = k_nothing;
    for (std::uint32_t o = Case::k_last; o-- > Case::k_first;)
        if (eligible(c, o, lane) && !(c.value(c.options[o].utility, lane) < k_inf)) bad = o;
    Chosen chosen = bad == k_nothing ? by_rule(c, lane) : Chosen{};
    if (c.columns[k_forced][lane] >= 0) chosen = {c.columns[k_forced][lane], 1, k_nothing};
    chosen.bad = bad;
    return chosen;
}

/// The same decision made where nobody asks for probabilities.
Case without_probabilities(const Case& c, Isa isa) {
    Case quick = c;
    std::fill_n(quick.columns[k_choice], k_width, -7.0);
    std::fill_n(quick.columns[k_probability], k_width, 0.0);
    quick.context.columns = &quick.columns[0][0];
    quick.context.luck = quick.luck.data();
    quick.context.active = c.context.active ? quick.columns[k_active] : nullptr;
    quick.task.decision = &quick.decision;
    quick.task.options = quick.options.data();
    quick.task.barred = c.task.barred ? quick.barred.data() : nullptr;
    quick.task.probabilities = false;
    quick.task.bad_utility = quick.bad.data();
    quick.task.any_bad = &quick.any_bad;
    kernels<double>(isa).choose(quick.context, quick.task);
    return quick;
}

/// Runs the case on every instruction set; returns how many lanes made a choice.
std::size_t check(Case& c) {
    std::size_t choices = 0;
    std::vector<Chosen> wanted;
    for (std::size_t lane = 0; lane < k_width; ++lane) wanted.push_back(expected(c, lane));
    for (const Isa isa : {Isa::baseline, Isa::v3, Isa::v4}) {
        if (!available(isa)) continue;
        INFO(name(isa));
        kernels<double>(isa).choose(c.context, c.task);
        choices = 0;
        bool any_bad = false;
        const Case quick = without_probabilities(c, isa);
        for (std::size_t lane = 0; lane < k_width; ++lane) {
            INFO("lane " << lane);
            CHECK(c.columns[k_choice][lane] == wanted[lane].choice);
            CHECK(c.columns[k_probability][lane] == wanted[lane].probability);
            CHECK(c.bad[lane] == wanted[lane].bad);
            CHECK(quick.columns[k_choice][lane] == wanted[lane].choice);
            CHECK(quick.columns[k_probability][lane] == 0);
            CHECK(quick.bad[lane] == wanted[lane].bad);
            any_bad = any_bad || wanted[lane].bad != k_nothing;
            choices += wanted[lane].choice >= 0 ? 1u : 0u;
        }
        CHECK(c.any_bad == any_bad);
        CHECK(quick.any_bad == any_bad);
    }
    return choices;
}

}  // namespace

TEST_CASE("every rule chooses as it is written for every kind of operand") {
    std::uint64_t seed = 0;
    std::size_t choices = 0;
    for (const Rule rule : {Rule::quantal, Rule::best_response, Rule::random, Rule::status_quo})
        for (unsigned bits = 0; bits < 32; ++bits) {
            const Variant variant = {
                rule, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0};
            INFO("rule " << static_cast<int>(rule) << ", variant " << bits);
            Case c(variant, ++seed);
            choices += check(c);
        }
    CHECK(choices > 3'000);
}

TEST_CASE("an imposed option stands before rule and feasibility") {
    Variant variant;
    variant.forced = variant.feasible_columns = variant.barred = true;
    for (std::uint64_t seed = 200; seed < 210; ++seed) {
        Case c(variant, seed);
        check(c);
        CHECK(c.columns[k_choice][6] == Case::k_first + 6);
        CHECK(c.columns[k_probability][6] == 1);
    }
}

TEST_CASE("a lane that does not live chooses nothing") {
    Variant variant;
    variant.active = variant.forced = variant.odd_utilities = true;
    for (std::uint64_t seed = 300; seed < 310; ++seed) {
        Case c(variant, seed);
        check(c);
        CHECK(c.columns[k_choice][15] == -1);
        CHECK(c.columns[k_probability][15] == 0);
    }
}

TEST_CASE("a utility of minus infinity shuts an option out and a bad one is reported") {
    for (const Rule rule : {Rule::quantal, Rule::best_response, Rule::random, Rule::status_quo})
        for (unsigned bits = 0; bits < 8; ++bits) {
            Variant variant;
            variant.rule = rule;
            variant.odd_utilities = true;
            variant.nested = (bits & 1) != 0;
            variant.feasible_columns = (bits & 2) != 0;
            variant.barred = (bits & 4) != 0;
            Case c(variant, 400 + bits);
            check(c);
            if (bits < 2) CHECK(c.any_bad);
        }
}

TEST_CASE("an actor that may not hold and has no feasible option makes no choice") {
    Variant variant;
    variant.feasible_columns = true;
    variant.may_hold = false;
    for (const Rule rule : {Rule::quantal, Rule::best_response, Rule::random, Rule::status_quo}) {
        variant.rule = rule;
        Case c(variant, 500);
        c.options[Case::k_first + 1].feasible = {Operand::Kind::columns, k_feasible + 1, 0};  // of lane 3 none is left
        check(c);
        CHECK(c.columns[k_choice][3] == -1);
        CHECK(c.columns[k_probability][3] == 0);
    }
}

TEST_CASE("an option of weight zero is never taken by a quantal rule") {
    for (std::uint64_t seed = 600; seed < 700; ++seed) {
        Case c({}, seed);
        for (std::uint32_t o = Case::k_first; o < Case::k_last; ++o)
            c.options[o].weight = {Operand::Kind::immediate, 0, o % 2 == 0 ? 0.0 : 1.0};
        check(c);
        for (std::size_t lane = 0; lane < k_width; ++lane)
            REQUIRE(static_cast<int>(c.columns[k_choice][lane]) % 2 == 1);
    }
}

TEST_CASE("adding an option changes only the choices that it wins") {
    std::size_t changed = 0;
    for (std::uint64_t seed = 700; seed < 760; ++seed) {
        Variant variant;
        variant.nested = false;
        Case with(variant, seed), without(variant, seed);
        without.decision.last_option = Case::k_last - 1;
        kernels<double>(best_isa()).choose(with.context, with.task);
        kernels<double>(best_isa()).choose(without.context, without.task);
        for (std::size_t lane = 0; lane < k_width; ++lane) {
            if (with.columns[k_choice][lane] == without.columns[k_choice][lane]) continue;
            ++changed;
            CHECK(with.columns[k_choice][lane] == Case::k_last - 1);
        }
    }
    CHECK(changed > 50);
}
