// Blocks of single precision: the lanes compiled once more for float (tests/CMakeLists.txt) beside those of double. A
// draw is keyed by its site, the trajectory and the step whatever the scalar, so a trajectory in float is the one in
// double but for rounding, until a choice or a chance falls between the two: then it is another one of the same law.

#include <algorithm>
#include <bitset>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "base/hash.h"
#include "catch.hpp"
#include "lanes/block.h"
#include "lanes/floating_point.h"
#include "lanes/random.h"
#include "lanes/step.h"
#include "reference/clauses.h"
#include "stats/moments.h"
#include "support.h"
#include "worlds.h"

namespace brink::baseline {
template <class S>
const Kernels<S>& own_kernels();
}  // namespace brink::baseline

using namespace brink;
using namespace brink::test;

namespace {

constexpr std::size_t k_width = 64;

/// One block of a program, with the kernels of the baseline.
template <class S>
struct Passage {
    Passage(const Program& a_program, std::uint64_t first, bool probabilities = false)
        : program(a_program), block(a_program, k_width, 7) {
        set_floating_point_mode();
        block.keeps_probabilities = probabilities;
        block.name_lanes(first, k_width);
        begin(program, block, kernels);
    }
    void step() {
        prepare(program, block, kernels);
        choose(program, block, kernels);
        commit(program, block, kernels);
    }
    [[nodiscard]] double value(Column c, std::size_t lane) const { return static_cast<double>(block.column(c)[lane]); }

    const Program& program;
    const Kernels<S>& kernels = baseline::own_kernels<S>();
    LaneBlock<S> block;
};

/// The same trajectories in both.
struct Both {
    Both(const Program& program, std::uint64_t first, bool probabilities = false)
        : exact(program, first, probabilities), single(program, first, probabilities) {}
    void step() {
        exact.step();
        single.step();
        for (const Decision& decision : exact.program.decisions)
            for (std::size_t lane = 0; lane < k_width; ++lane)
                if (exact.value(decision.choice, lane) != single.value(decision.choice, lane)) parted.set(lane);
    }
    /// Largest difference of a choice's probability in lanes that have not parted.
    [[nodiscard]] double worst_probability() const {
        double most = 0;
        for (const Decision& decision : exact.program.decisions)
            for (std::size_t lane = 0; lane < k_width; ++lane)
                if (!parted[lane])
                    most = std::max(most, std::abs(exact.value(decision.probability, lane) -
                                                   single.value(decision.probability, lane)));
        return most;
    }
    /// Largest difference of a variable in lanes that have not parted, relative to its size or to 1.
    [[nodiscard]] double worst() const {
        double most = 0;
        for (Column c = 0; c < exact.program.n_state_columns; ++c)
            for (std::size_t lane = 0; lane < k_width; ++lane) {
                if (parted[lane]) continue;
                const double x = exact.value(c, lane), difference = std::abs(x - single.value(c, lane));
                most = std::max(most, difference / std::max(std::abs(x), 1.0));
            }
        return most;
    }

    Passage<double> exact;
    Passage<float> single;
    std::bitset<k_width> parted;  // a choice has differed
};

/// Of a file that can be run; a layer without a clock cannot.
std::optional<Program> program_at(const std::filesystem::path& path) {
    Diagnostics diagnostics;
    const Tree tree = load_tree(path.string(), {}, diagnostics);
    if (!runnable(tree)) return std::nullopt;
    return program_of(checked_model(tree, diagnostics));
}

struct Named {
    std::string name;
    Program program;
};

/// Every shipped scenario and every clause of the language.
std::vector<Named> all_programs() {
    std::vector<Named> all;
    for (const std::filesystem::path& path : shipped_files())
        if (std::optional<Program> program = program_at(path))
            all.push_back({path.filename().string(), std::move(*program)});
    for (const auto& clauses : {reference::choice_clauses(), reference::change_clauses(), reference::number_clauses(),
                                reference::happening_clauses(), reference::world_clauses()})
        for (const reference::Clause& clause : clauses) all.push_back({clause.name, program_of(model_of(clause.text))});
    return all;
}

/// Where each lane meets the outcome.
template <class S>
std::bitset<k_width> lanes_meeting(const Passage<S>& passage, const std::string& outcome) {
    std::bitset<k_width> met;
    for (const OutcomeSource& source : passage.program.outcomes)
        for (std::size_t lane = 0; source.name == outcome && lane < k_width; ++lane)
            met[lane] = passage.value(source.column, lane) != 0;
    return met;
}

Column column_of(const Program& program, const std::string& series) {
    const auto at = std::find_if(program.series.begin(), program.series.end(),
                                 [&](const SeriesSource& source) { return source.name == series; });
    REQUIRE(at != program.series.end());
    return at->column;
}

/// Mean and standard deviation of a column over many trajectories, by the exact sums.
struct Estimate {
    void add(const Passage<float>& passage, Column c) {
        ColumnSums sums;
        passage.kernels.add_sums(passage.block.column(c), k_width, k_quanta, sums);
        brink::add(moments, sums);
    }
    void check(double true_sd) const {
        const double n = static_cast<double>(moments.count);
        CHECK(std::abs(mean(moments, k_quanta)) < 4 * true_sd / std::sqrt(n));
        CHECK(std::abs(standard_deviation(moments, k_quanta) - true_sd) < 4 * true_sd / std::sqrt(2 * n));
    }

    static constexpr double k_quanta = 0x1p24;
    Moments moments;
};

}  // namespace

TEST_CASE("blocks of single precision take the first steps of those of double") {
    // An operation errs by 6e-8 of its result; what the equations of a step make of that stays far below 1e-5 here.
    std::set<Op> ops;
    std::size_t parted = 0;
    for (const auto& [name, program] : all_programs()) {
        INFO(name);
        for (const Instruction& instruction : program.instructions) ops.insert(instruction.op);
        for (const bool probabilities : {false, true}) {  // by the sketch of the race and by the race itself
            Both both(program, 0, probabilities);
            CHECK(both.worst() < 1e-6);
            for (int step = 0; step < std::min(program.steps, 4); ++step) both.step();
            CHECK(both.worst() < 1e-5);
            CHECK(both.worst_probability() < 1e-5);
            parted += both.parted.count();
        }
    }
    CHECK(parted <= 8);
    CHECK(ops.size() == k_ops.size());  // every kernel has been at work
}

TEST_CASE("two rivals meet the same crises in single precision") {
    // A choice parts where its race was won by less than what rounding has made of the utilities, some 1e-7: with 104
    // choices a trajectory, one in ten thousand. Twenty times as many would be a fault.
    const Program program = program_at(source_folder() / "scenarios/classroom/two-rivals.yaml").value();
    const std::uint64_t n = scaled(8192, 2048);
    const Column alarm = column_of(program, "alarm");
    std::size_t parted = 0, crises = 0, crises_differ = 0;
    double worst = 0, difference = 0;
    for (std::uint64_t first = 0; first < n; first += k_width) {
        Both both(program, first);
        std::bitset<k_width> exact, single;
        for (int step = 0; step < program.steps; ++step) {
            both.step();
            exact |= lanes_meeting(both.exact, "crisis");
            single |= lanes_meeting(both.single, "crisis");
        }
        worst = std::max(worst, both.worst());
        parted += both.parted.count();
        crises += exact.count();
        crises_differ += (exact ^ single).count();
        for (std::size_t lane = 0; lane < k_width; ++lane)
            difference += both.single.value(alarm, lane) - both.exact.value(alarm, lane);
    }
    CHECK(worst < 1e-5);
    CHECK(worst > 0);
    CHECK(parted <= n / 500);
    CHECK(crises > n / 20);
    CHECK(crises_differ <= n / 500);
    CHECK(std::abs(difference) / static_cast<double>(n) < 1e-5 + 1.0 / 500);
}

TEST_CASE("an autoregression in single precision has the moments of its closed form") {
    constexpr int k_steps = 60;
    const Program program = program_at(source_folder() / "scenarios/validation/ar1.yaml").value();
    const Column quick = column_of(program, "x_quick"), slow = column_of(program, "x_slow");
    Estimate at_once, quickly, slowly;
    for (std::uint64_t first = 0; first < scaled(40'000, 4'096); first += k_width) {
        Passage<float> passage(program, first);
        passage.step();
        at_once.add(passage, slow);
        while (passage.block.step < k_steps) passage.step();
        quickly.add(passage, quick);
        slowly.add(passage, slow);
    }
    // x' = phi x + normal(0, 1) from 0 has variance (1 - phi^(2 t)) / (1 - phi^2) after t steps
    const auto sd = [](double phi) { return std::sqrt((1 - std::pow(phi, 2 * k_steps)) / (1 - phi * phi)); };
    at_once.check(1);
    quickly.check(sd(0.5));
    slowly.check(sd(0.97));
}

TEST_CASE("what single precision cannot hold is a fault of its lane") {
    const Program program = program_of(model_of(R"yaml(
brink: 1
title: Growth
clock: {start: 2025-01-01, step: 1 week, steps: 3}
variables:
  world: {size: {initial: 1e30, doc: grows tenfold by the million}}
actors: {ONE: {name: One}}
dynamics: {world: {size: 1e7 * size}}
)yaml"));
    Both both(program, 0);
    both.step();
    CHECK(both.single.block.faults[0].kind == LaneFault::Kind::none);
    both.step();
    CHECK(both.exact.block.faults[0].kind == LaneFault::Kind::none);
    CHECK(both.single.block.faults[0].kind == LaneFault::Kind::not_finite_value);
}

TEST_CASE("a chance of 1 is certain in single precision") {
    constexpr std::uint64_t k_key = 11, k_luck = 65811454;  // its uniform number in step 6 is 1 - 1e-8
    REQUIRE(static_cast<float>(uniform53(draw_word(k_key, k_luck, 6))) == 1);
    alignas(64) float columns[k_width] = {};
    const std::vector<std::uint64_t> luck(k_width, k_luck);
    KernelContext<float> context;
    context.columns = columns;
    context.width = k_width;
    context.keys = &k_key;
    context.luck = luck.data();
    context.step = 6;
    const Instruction draw{Op::draw_bernoulli, 1, 0, 0, {Operand::Kind::immediate, 0, 1}, {}, {}};
    baseline::own_kernels<float>().run(context, &draw, 1);
    CHECK(std::count(columns, columns + k_width, 1.0f) == k_width);
}

TEST_CASE("columns of single precision are observed as the same numbers of double") {
    constexpr float k_special[] = {0.0f, -0.0f, 1e-45f, 3e7f, 7e7f, -7e7f, 3e38f, -INFINITY, INFINITY, NAN};
    const Kernels<float>& single = baseline::own_kernels<float>();
    const Kernels<double>& exact = baseline::own_kernels<double>();
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        alignas(64) float narrow[k_width];
        alignas(64) double wide[k_width];
        for (std::size_t i = 0; i < k_width; ++i) {
            const std::uint64_t word = mix64(seed * k_width + i);
            const bool special = seed % 2 == 1 && word % 50 == 0;
            narrow[i] = special ? k_special[word / 50 % std::size(k_special)]
                                : static_cast<float>(word >> 40) * 0x1p-20f - 8;
            wide[i] = static_cast<double>(narrow[i]);
        }
        const std::size_t n = seed % k_width + 1;
        ColumnSums sums[2];
        std::uint8_t linear[2][k_width] = {};
        std::uint16_t logarithmic[2][k_width] = {};
        std::uint64_t digests[2][k_width] = {};
        single.add_sums(narrow, n, 0x1p24, sums[0]);
        exact.add_sums(wide, n, 0x1p24, sums[1]);
        single.linear_bins(narrow, n, -8, 16, linear[0]);
        exact.linear_bins(wide, n, -8, 16, linear[1]);
        single.log_bins(narrow, n, logarithmic[0]);
        exact.log_bins(wide, n, logarithmic[1]);
        single.digest(narrow, 1, k_width, digests[0]);
        exact.digest(wide, 1, k_width, digests[1]);
        CHECK(std::memcmp(&sums[0], &sums[1], sizeof sums[0]) == 0);
        CHECK(std::ranges::equal(linear[0], linear[1]));
        CHECK(std::ranges::equal(logarithmic[0], logarithmic[1]));
        CHECK(std::ranges::equal(digests[0], digests[1]));
        CHECK(single.first_not_finite(narrow, 1, k_width, n) == exact.first_not_finite(wide, 1, k_width, n));
    }
}
