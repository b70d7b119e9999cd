// The calls that move a block, on a program written by hand: one variable that grows until an outcome ends the lane.

#include "lanes/step.h"

#include <cfenv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "catch.hpp"
#include "lanes/draws.h"
#include "lanes/floating_point.h"

using namespace brink;

namespace {

enum : Column {
    k_x,
    k_active,
    k_next,
    k_drawn,
    k_done,
    k_last_x,
    k_choice,
    k_forced,
    k_probability,
    k_rung,
    k_never,
    k_constant,
    k_derived,
    k_columns
};

Operand at(Column c) { return {Operand::Kind::columns, c, 0}; }
Operand number(double x) { return {Operand::Kind::immediate, 0, x}; }

/// x starts at a drawn number and grows by 1 a step, by 10 with option 1 (rung 4), by 0 with option 2 (rung -2).
/// The lane ends as x passes `limit`.
Program program_of(double limit) {
    Program p;
    p.n_columns = k_columns;
    p.n_state_columns = 1;
    p.active = k_active;
    p.first_rung = k_rung;
    p.has_ends = true;
    p.n_actors = 1;
    p.steps = 6;
    for (int day = 0; day <= p.steps; ++day) p.days.push_back(7.0 * day);
    p.tables = {k_x, k_choice, 1, 2};
    p.drawn = {{k_drawn, {Distribution::Kind::uniform, {0, 1}, {}}, {}, 5}};
    p.constants = {{k_constant, 3.5}};
    p.unset_columns = {k_choice};
    p.forced_columns = {k_forced};
    p.never_columns = {k_never};
    p.zero_columns = {k_rung, k_probability, k_last_x};
    const double infinity = std::numeric_limits<double>::infinity();
    const auto add = [&](Section& section, const std::vector<Instruction>& instructions) {
        section.begin = static_cast<std::uint32_t>(p.instructions.size());
        p.instructions.insert(p.instructions.end(), instructions.begin(), instructions.end());
        section.end = static_cast<std::uint32_t>(p.instructions.size());
    };
    add(p.begin, {{Op::assign, 1, k_x, k_nothing, at(k_drawn), number(-infinity), number(infinity)}});
    add(p.record, {{Op::greater, 1, k_done, k_nothing, at(k_x), number(limit), {}},
                   {Op::subtract, 1, k_derived, k_nothing, at(k_x), number(1), {}}});
    add(p.measure, {{Op::select, 1, k_last_x, k_nothing, at(k_active), at(k_x), at(k_last_x)}});
    add(p.prepare, {});
    add(p.commit, {{Op::effect_add, 1, 0, 1, number(9), {}, {}},
                   {Op::add, 1, k_next, k_nothing, at(k_x), number(1), {}},
                   {Op::assign, 1, k_x, k_nothing, at(k_next), number(-infinity), number(infinity)}});
    p.options.resize(3);
    constexpr int k_rungs[] = {0, 4, -2};
    for (std::uint32_t o = 0; o < 3; ++o) {
        p.options[o].rung = k_rungs[o];
        p.options[o].group = o;
        p.options[o].key = hash64(o, 1);
        p.options[o].utility = number(o == 0 ? 1 : 0);
        p.options[o].feasible = number(1);
        p.options[o].weight = number(1);
    }
    Decision decision;
    decision.last_option = 3;
    decision.hold = 0;
    decision.rule = Rule::best_response;
    decision.precision = number(1);
    decision.choice = k_choice;
    decision.forced = k_forced;
    decision.probability = k_probability;
    p.decisions = {decision};
    SeriesSource series;
    series.column = k_derived;
    p.series = {series};
    p.outcomes = {{"done", Outcome::Kind::when, true, k_done}, {"last", Outcome::Kind::measure, false, k_last_x}};
    return p;
}

struct Lanes {
    Program program;
    LaneBlock<double> block;
    const Kernels<double>& own = kernels<double>(best_isa());

    Lanes(Program its_program, std::size_t n_lanes) : program(std::move(its_program)), block(program, 16, 1) {
        block.name_lanes(1'000, n_lanes);
        begin(program, block, own);
    }
    double at(Column c, std::size_t lane) const { return block.column(c)[lane]; }
    void step() {
        prepare(program, block, own);
        choose(program, block, own);
        commit(program, block, own);
    }
};

}  // namespace

TEST_CASE("a block begins with draws and constants and state 0") {
    const Lanes lanes(program_of(100), 5);
    CHECK(lanes.block.step == 0);
    CHECK(lanes.block.n_lanes() == 5);
    for (std::size_t lane = 0; lane < 16; ++lane) {
        const std::uint64_t row = 1'000 + (lane < 5 ? lane : 4);  // padding repeats the last lane
        CHECK(lanes.block.luck[lane] == row);
        CHECK(lanes.block.row[lane] == row);
        const Distribution uniform{Distribution::Kind::uniform, {0, 1}, {}};
        CHECK(lanes.at(k_x, lane) == draw_quantity(uniform, {}, hash64(std::uint64_t{1}, std::uint64_t{5}), row));
        CHECK(lanes.at(k_constant, lane) == 3.5);
        CHECK(lanes.at(k_choice, lane) == -1);
        CHECK(lanes.at(k_active, lane) == 1);
        CHECK(lanes.at(k_done, lane) == 0);
        CHECK(lanes.at(k_derived, lane) == lanes.at(k_x, lane) - 1);
        CHECK(lanes.at(k_never, lane) == -std::numeric_limits<double>::infinity());
    }
}

TEST_CASE("a step chooses and changes the state and records the next") {
    Lanes lanes(program_of(100), 16);
    const double start = lanes.at(k_x, 2);
    lanes.step();
    CHECK(lanes.block.step == 1);
    CHECK(lanes.at(k_choice, 2) == 0);
    CHECK(lanes.at(k_probability, 2) == 1);
    CHECK(lanes.at(k_rung, 2) == 0);
    CHECK(lanes.at(k_x, 2) == start + 1);
    CHECK(lanes.block.option_taken == std::vector<std::uint8_t>{1, 0, 0});
    CHECK(lanes.at(k_last_x, 2) == 0);  // measured in the last state only
    for (int i = 1; i < 6; ++i) lanes.step();
    CHECK(lanes.at(k_last_x, 2) == lanes.at(k_x, 2));
}

TEST_CASE("imposed and barred options stand for one step") {
    Lanes lanes(program_of(100), 16);
    const double start = lanes.at(k_x, 3);
    prepare(lanes.program, lanes.block, lanes.own);
    lanes.block.column(k_forced)[3] = 1;
    for (const std::size_t option : {0u, 1u}) lanes.block.barred[option * 16 + 4] = 1;
    lanes.block.any_barred = true;
    choose(lanes.program, lanes.block, lanes.own);
    CHECK(lanes.at(k_choice, 3) == 1);
    CHECK(lanes.at(k_rung, 3) == 4);
    CHECK(lanes.at(k_choice, 4) == 2);
    CHECK(lanes.at(k_rung, 4) == -2);  // the only rung chosen, though below 0
    CHECK(lanes.at(k_choice, 5) == 0);
    CHECK(lanes.block.option_taken == std::vector<std::uint8_t>{1, 1, 1});
    commit(lanes.program, lanes.block, lanes.own);
    CHECK(lanes.at(k_x, 3) == (start + 9) + 1);
    lanes.step();
    CHECK(lanes.at(k_choice, 3) == 0);
    CHECK(lanes.at(k_choice, 4) == 0);
    CHECK(lanes.block.option_taken == std::vector<std::uint8_t>{1, 0, 0});
}

TEST_CASE("a lane whose ending outcome is met keeps its state and chooses no more") {
    Lanes lanes(program_of(2.5), 16);
    std::vector<double> ended(16, -1);
    for (int i = 0; i < 6; ++i) {
        lanes.step();
        for (std::size_t lane = 0; lane < 16; ++lane)
            if (ended[lane] < 0 && lanes.at(k_done, lane) == 1) ended[lane] = lanes.at(k_x, lane);
    }
    for (std::size_t lane = 0; lane < 16; ++lane) {
        CHECK(lanes.at(k_active, lane) == 0);
        CHECK(ended[lane] > 2.5);
        CHECK(ended[lane] <= 3.5);
        CHECK(lanes.at(k_x, lane) == ended[lane]);
        CHECK(lanes.at(k_choice, lane) == -1);
        CHECK(lanes.at(k_rung, lane) == 0);
    }
}

TEST_CASE("a value that is not finite is noted once with its state and ends the lane") {
    Lanes lanes(program_of(1e9), 15);
    lanes.step();
    lanes.block.column(k_x)[7] = std::numeric_limits<double>::infinity();
    lanes.block.column(k_x)[15] = std::numeric_limits<double>::quiet_NaN();  // padding
    lanes.step();
    lanes.step();
    for (std::size_t lane = 0; lane < 16; ++lane) {
        const LaneFault& fault = lanes.block.faults[lane];
        CHECK(fault.kind == (lane == 7 ? LaneFault::Kind::not_finite_value : LaneFault::Kind::none));
    }
    CHECK(lanes.block.faults[7].step == 2);
    CHECK(lanes.block.faults[7].where == k_x);
    CHECK(lanes.at(k_active, 7) == 0);
    CHECK(lanes.at(k_active, 8) == 1);
}

TEST_CASE("a recorded derived value that is not finite is noted too") {
    Program program = program_of(1e9);
    program.instructions[program.record.begin + 1].b = number(std::numeric_limits<double>::quiet_NaN());
    const Lanes lanes(program, 16);
    CHECK(lanes.block.faults[0].kind == LaneFault::Kind::not_finite_value);
    CHECK(lanes.block.faults[0].where == k_derived);
    CHECK(lanes.block.faults[0].step == 0);
}

TEST_CASE("a bad utility is noted with its option and step") {
    Program program = program_of(1e9);
    program.options[2].utility = at(k_derived);
    Lanes lanes(program, 16);
    lanes.step();
    lanes.block.column(k_derived)[9] = std::numeric_limits<double>::quiet_NaN();
    prepare(lanes.program, lanes.block, lanes.own);
    choose(lanes.program, lanes.block, lanes.own);
    CHECK(lanes.block.faults[9].kind == LaneFault::Kind::bad_utility);
    CHECK(lanes.block.faults[9].where == 2);
    CHECK(lanes.block.faults[9].step == 1);
    CHECK(lanes.at(k_choice, 9) == -1);
    CHECK(lanes.at(k_active, 9) == 0);
    CHECK(lanes.block.faults[8].kind == LaneFault::Kind::none);
}

TEST_CASE("a copied lane has the same future") {
    Lanes lanes(program_of(100), 16);
    lanes.step();
    lanes.block.copy_lane(3, 12);
    CHECK(lanes.block.luck[12] == 1'003);
    CHECK(lanes.block.row[12] == 1'003);
    for (int i = 0; i < 3; ++i) lanes.step();
    for (Column c = 0; c < k_columns; ++c) {
        INFO("column " << c);
        if (c != k_forced) CHECK(lanes.at(c, 12) == lanes.at(c, 3));
    }
}

TEST_CASE("lanes may be named one by one") {
    Lanes lanes(program_of(100), 16);
    const std::vector<std::uint64_t> luck = {9, 8, 7}, row = {1'002, 1'002, 5};
    const double before = lanes.at(k_drawn, 2);
    lanes.step();
    lanes.block.name_lanes(luck, row);
    begin(lanes.program, lanes.block, lanes.own);
    CHECK(lanes.block.step == 0);
    CHECK(lanes.block.n_lanes() == 3);
    CHECK(lanes.block.luck[1] == 8);
    CHECK(lanes.block.luck[15] == 7);
    CHECK(lanes.at(k_x, 0) == before);
    CHECK(lanes.at(k_x, 1) == before);
    CHECK(lanes.at(k_x, 2) != before);
}

TEST_CASE("the floating-point mode rounds to nearest and keeps subnormal numbers") {
    std::fesetround(FE_UPWARD);
    set_floating_point_mode();
    CHECK(std::fegetround() == FE_TONEAREST);
    const volatile double least = std::numeric_limits<double>::min();
    CHECK(least / 2 > 0);
}
