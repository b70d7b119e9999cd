#include "run/replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/hash.h"
#include "lanes/block.h"
#include "lanes/floating_point.h"
#include "lanes/step.h"
#include "model/mass.h"
#include "run/fault.h"
#include "run/reasons.h"
#include "run/run.h"
#include "stats/digest.h"
#include "stats/tally.h"

namespace brink {

namespace {

/// What to write down of each state: name and column.
struct Watched {
    std::vector<std::string> names;
    std::vector<Column> columns;
};

Watched watched(const Program& program) {
    Watched all;
    for (Column c = 0; c < program.n_state_columns; ++c) {
        all.names.push_back(program.column_names[c]);
        all.columns.push_back(c);
    }
    for (const SeriesSource& series : program.series) {
        if (series.variable) continue;
        all.names.push_back(series.name);
        all.columns.push_back(series.column);
    }
    return all;
}

/// Looks at the present state; `alive`: it is lived.
void look(const LaneBlock<double>& block, const Program& program, const Watched& what, bool alive, Replayed& replayed) {
    std::vector<double>& values = replayed.states.emplace_back();
    for (const Column column : what.columns) values.push_back(block.column(column)[0]);
    for (std::size_t o = 0; o < program.outcomes.size(); ++o) {
        ReplayedOutcome& outcome = replayed.outcomes[o];
        const double value = block.column(program.outcomes[o].column)[0];
        switch (outcome.kind) {
            case Outcome::Kind::when:
                if (alive && value != 0 && !outcome.first_state) outcome.first_state = block.step;
                break;
            case Outcome::Kind::measure: outcome.value = value; break;
        }
    }
}

/// What rests on an outcome that did not happen does not count.
void leave_out(const Program& program, Replayed& replayed) {
    for (std::size_t o = 0; o < program.outcomes.size(); ++o)
        for (const std::uint32_t needed : program.outcomes[o].needs)
            if (!replayed.outcomes[needed].first_state) {
                replayed.outcomes[o].first_state.reset();
                replayed.outcomes[o].counts = false;
            }
}

/// What was drawn once for the trajectory, of parameters; starting values show in state 0.
std::vector<ReplayedParameter> drawn_parameters(const LaneBlock<double>& block, const Program& program) {
    constexpr std::string_view k_prefix = "parameters/";
    std::vector<ReplayedParameter> found;
    for (const DrawnQuantity& drawn : program.drawn) {
        const std::string& name = program.column_names[drawn.column];
        if (name.rfind(k_prefix, 0) != 0) continue;
        const double value = block.column(drawn.column)[0];
        found.push_back({name.substr(k_prefix.size()), value, share_below(drawn.distribution, drawn.range, value)});
    }
    std::sort(found.begin(), found.end(),
              [](const ReplayedParameter& a, const ReplayedParameter& b) { return a.name < b.name; });
    return found;
}

bool faulty(const LaneBlock<double>& block) { return block.faults[0].kind != LaneFault::Kind::none; }

void run_alone(const Program& program, const Explanation& explanation, const Kernels<double>& chosen, Telling telling,
               LaneBlock<double>& block, Replayed& replayed) {
    const Watched what = watched(program);
    replayed.names = what.names;
    replayed.n_variables = program.n_state_columns;
    DigestObserver digest(program, chosen, block.width());
    const StepReasons reasons(block, program, explanation, telling);
    begin(program, block, chosen);
    replayed.parameters = drawn_parameters(block, program);
    look(block, program, what, !faulty(block), replayed);
    digest.begin(block);
    for (int step = 0; step < program.steps && !faulty(block); ++step) {
        const bool alive = block.column(program.active)[0] != 0;
        if (alive) ++replayed.steps_lived;
        prepare(program, block, chosen);
        choose(program, block, chosen);
        replayed.choices.push_back(reasons.choices());
        replayed.events.push_back(alive ? reasons.events() : std::vector<ReplayedEvent>{});
        if (faulty(block)) return;
        commit(program, block, chosen);
        replayed.writes.push_back(alive ? reasons.writes() : std::vector<ReplayedWrite>{});
        look(block, program, what, alive && !faulty(block), replayed);
        digest.after_step(block);
    }
    if (!faulty(block)) replayed.hash = digest.hashes().front();
    leave_out(program, replayed);
}

Replayed replay_with(const Program& program, const Explanation& explanation, std::uint64_t seed,
                     std::uint64_t trajectory, Isa isa, Telling telling) {
    set_floating_point_mode();
    Replayed replayed;
    replayed.trajectory = trajectory;
    replayed.seed = seed;
    for (const OutcomeSource& outcome : program.outcomes)
        replayed.outcomes.push_back({outcome.name, outcome.kind, std::nullopt, 0, true});
    LaneBlock<double> block(program, k_lane_multiple, seed);
    block.name_lanes(trajectory, 1);
    run_alone(program, explanation, kernels<double>(isa), telling, block, replayed);
    if (faulty(block)) replayed.fault = fault_message(program, block.faults[0], trajectory);
    return replayed;
}

}  // namespace

Replayed replay(const Program& program, std::uint64_t seed, std::uint64_t trajectory, Isa isa) {
    return replay_with(program, {}, seed, trajectory, isa, Telling::chosen);
}

std::string text_of(const ReplayedEvent& event) {
    return event.name + (event.actors.empty() ? "" : fmt::format("[{}]", fmt::join(event.actors, ", ")));
}

Replayed replay(const ExplainedProgram& explained, std::uint64_t seed, std::uint64_t trajectory, Isa isa,
                Telling telling) {
    return replay_with(explained.program, explained.explanation, seed, trajectory, isa, telling);
}

PartHashes part_hashes(const Program& program, std::uint64_t seed, std::uint64_t trajectory,
                       std::uint64_t n_trajectories, Isa isa) {
    set_floating_point_mode();
    PartHashes part;
    part.first_trajectory = trajectory / k_part * k_part;
    const std::uint64_t end = std::min(part.first_trajectory + k_part, n_trajectories);
    const Kernels<double>& chosen = kernels<double>(isa);
    const std::size_t width = default_block(program);
    LaneBlock<double> block(program, width, seed);
    DigestObserver digest(program, chosen, width);
    for (std::uint64_t first = part.first_trajectory; first < end; first += width) {
        block.name_lanes(first, static_cast<std::size_t>(std::min<std::uint64_t>(width, end - first)));
        begin(program, block, chosen);
        digest.begin(block);
        for (int step = 0; step < program.steps; ++step) {
            prepare(program, block, chosen);
            choose(program, block, chosen);
            commit(program, block, chosen);
            digest.after_step(block);
        }
        part.hashes.insert(part.hashes.end(), digest.hashes().begin(),
                           digest.hashes().begin() + static_cast<std::ptrdiff_t>(block.n_lanes()));
    }
    for (const std::uint64_t hash : part.hashes) part.digest = digest_step(part.digest, hash);
    return part;
}

}  // namespace brink
