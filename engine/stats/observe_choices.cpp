#include "stats/observe_choices.h"

#include <algorithm>

namespace brink {

namespace {

std::int32_t place_of(const std::vector<int>& rungs, int rung) {
    return static_cast<std::int32_t>(std::lower_bound(rungs.begin(), rungs.end(), rung) - rungs.begin());
}

}  // namespace

ChoiceObserver::ChoiceObserver(const Program& program, const SummaryLayout& layout, std::size_t width)
    : program_(&program), width_(width), actors_(program.n_actors) {
    options_.resize(program.options.size());
    for (std::uint32_t actor = 0; actor < program.n_actors; ++actor)
        actors_[actor].no_rung = place_of(layout.rungs[actor].rungs, 0);
    for (std::size_t d = 0; d < program.decisions.size(); ++d) {
        const Decision& decision = program.decisions[d];
        ActorDecisions& actor = actors_[decision.actor];
        if (actor.first == actor.last) actor.first = d;
        actor.last = d + 1;
        for (std::uint32_t o = decision.first_option; o < decision.last_option; ++o) {
            const ActorAction action{decision.actor, action_name(program, program.options[o])};
            const auto found = std::find(layout.actions.begin(), layout.actions.end(), action);
            options_[o].action = static_cast<std::uint32_t>(found - layout.actions.begin());
            options_[o].rung = place_of(layout.rungs[decision.actor].rungs, program.options[o].rung);
            options_[o].holds = program.options[o].action == k_nothing ? 1 : 0;
        }
    }
    held_in_step_.resize(width);
    ever_.resize(layout.actions.size() * width);
    now_.resize(width);
    before_.resize(program.n_actors * width);
    peak_.resize(program.n_actors * width);
    lowest_.resize(program.n_actors * width);
}

void ChoiceObserver::begin() {
    std::fill(ever_.begin(), ever_.end(), std::uint8_t{0});
    for (std::size_t actor = 0; actor < actors_.size(); ++actor) {
        std::fill_n(&peak_[actor * width_], width_, actors_[actor].no_rung);
        std::fill_n(&lowest_[actor * width_], width_, actors_[actor].no_rung);
    }
}

void ChoiceObserver::look(const LaneBlock<double>& block, std::span<const std::uint8_t> alive, Summary& summary) {
    for (std::uint32_t actor = 0; actor < actors_.size(); ++actor) {
        look_at_actions(block, actor, summary);
        look_at_rungs(block, actor, alive, summary);
    }
}

void ChoiceObserver::look_at_actions(const LaneBlock<double>& block, std::uint32_t actor, Summary& summary) {
    const std::size_t n_lanes = block.n_lanes();
    const std::size_t step = static_cast<std::size_t>(block.step) - 1;
    std::int64_t* taken = summary.taken_by_step.data() + step * summary.layout.actions.size();  // may be none
    std::fill_n(now_.begin(), n_lanes, -1);
    std::fill_n(held_in_step_.begin(), n_lanes, std::uint8_t{0});
    for (std::size_t d = actors_[actor].first; d < actors_[actor].last; ++d) {
        const double* choice = block.column(program_->decisions[d].choice);
        for (std::size_t lane = 0; lane < n_lanes; ++lane) {
            if (choice[lane] < 0) continue;
            const ChosenOption& option = options_[static_cast<std::size_t>(static_cast<std::int64_t>(choice[lane]))];
            now_[lane] = std::max(now_[lane], option.rung);
            taken[option.action] += 1 - (option.holds & held_in_step_[lane]);
            held_in_step_[lane] |= option.holds;
            ever_[option.action * width_ + lane] = 1;
        }
    }
}

void ChoiceObserver::look_at_rungs(const LaneBlock<double>& block, std::uint32_t actor,
                                   std::span<const std::uint8_t> alive, Summary& summary) {
    const RungLayout& layout = summary.layout.rungs[actor];
    const std::size_t n_rungs = layout.rungs.size();
    const std::size_t step = static_cast<std::size_t>(block.step) - 1;
    std::int64_t* counts = &summary.rung_by_step[layout.first_by_step + step * n_rungs];
    std::int64_t* transitions = &summary.transitions[layout.first_transition];
    std::int32_t* before = &before_[actor * width_];
    std::int32_t* peak = &peak_[actor * width_];
    std::int32_t* lowest = &lowest_[actor * width_];
    for (std::size_t lane = 0; lane < block.n_lanes(); ++lane) {
        if (alive[lane] == 0) continue;
        const std::int32_t rung = now_[lane] < 0 ? actors_[actor].no_rung : now_[lane];
        ++counts[rung];
        if (step > 0) ++transitions[static_cast<std::size_t>(before[lane]) * n_rungs + static_cast<std::size_t>(rung)];
        before[lane] = rung;
        peak[lane] = step > 0 ? std::max(peak[lane], rung) : rung;
        lowest[lane] = step > 0 ? std::min(lowest[lane], rung) : rung;
    }
}

void ChoiceObserver::end(const LaneBlock<double>& block, Summary& summary) {
    const std::size_t n_lanes = block.n_lanes();
    for (std::size_t action = 0; action < summary.ever_taken.size(); ++action)
        for (std::size_t lane = 0; lane < n_lanes; ++lane) summary.ever_taken[action] += ever_[action * width_ + lane];
    for (std::size_t actor = 0; actor < actors_.size(); ++actor) {
        const std::size_t first = summary.layout.rungs[actor].first_rung;
        for (std::size_t lane = 0; lane < n_lanes; ++lane) {
            ++summary.peak[first + static_cast<std::size_t>(peak_[actor * width_ + lane])];
            ++summary.lowest[first + static_cast<std::size_t>(lowest_[actor * width_ + lane])];
        }
    }
    if (actors_.empty()) return;
    for (std::size_t lane = 0; lane < n_lanes; ++lane) {
        int highest = std::numeric_limits<int>::min();
        for (std::size_t actor = 0; actor < actors_.size(); ++actor) {
            const std::size_t place = static_cast<std::size_t>(peak_[actor * width_ + lane]);
            highest = std::max(highest, summary.layout.rungs[actor].rungs[place]);
        }
        add(summary.extremes.back(), {static_cast<double>(highest), block.luck[lane]});
    }
}

}  // namespace brink
