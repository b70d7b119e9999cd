#include "stats/partings.h"

#include <algorithm>
#include <cassert>

namespace brink {

namespace {

void merge_first(FirstPartings& to, const FirstPartings& from) {
    to.trajectories += from.trajectories;
    to.several += from.several;
    for (std::size_t step = 0; step < to.by_step.size(); ++step) to.by_step[step] += from.by_step[step];
    for (const auto& [parting, count] : from.counts) {
        const auto [place, fresh] = to.counts.try_emplace(parting, count);
        if (fresh) continue;
        place->second.trajectories += count.trajectories;
        place->second.example = std::min(place->second.example, count.example);
    }
}

const Decision* decision_like(const Program& program, const Decision& decision, const Program& of) {
    for (const Decision& d : program.decisions)
        if (program.actor_names[d.actor] == of.actor_names[decision.actor] &&
            program.track_names[d.track] == of.track_names[decision.track])
            return &d;
    return nullptr;
}

bool imposed(const LaneBlock<double>& block, const Decision& decision, std::size_t lane) {
    return block.column(decision.forced)[lane] >= 0;
}

}  // namespace

Partings::Partings(const Program& first, const Program& second) {
    const int steps = std::min(first.steps, second.steps);
    any.by_step.resize(static_cast<std::size_t>(steps));
    free.by_step.resize(static_cast<std::size_t>(steps));
}

void merge(Partings& partings, const Partings& other) {
    merge_first(partings.any, other.any);
    merge_first(partings.free, other.free);
}

MatchedChoices::MatchedChoices(const Program& first, const Program& second) {
    for (std::size_t o = 0; o < second.options.size(); ++o)
        in_first.push_back(k_over - 1 - static_cast<std::int32_t>(o));
    for (std::size_t d = 0; d < first.decisions.size(); ++d) {
        const Decision& a = first.decisions[d];
        const Decision* b = decision_like(second, a, first);
        if (b == nullptr) continue;
        decisions.push_back({static_cast<std::uint32_t>(d), static_cast<std::uint32_t>(b - second.decisions.data())});
        for (std::uint32_t o = b->first_option; o < b->last_option; ++o)
            for (std::uint32_t same = a.first_option; same < a.last_option; ++same)
                if (first.options[same].key == second.options[o].key) in_first[o] = static_cast<std::int32_t>(same);
    }
}

struct PartingObserver::Sides {
    const LaneBlock<double>& first;
    const LaneBlock<double>& second;
};

PartingObserver::PartingObserver(const Program& first, const Program& second, std::size_t width)
    : first_(&first),
      second_(&second),
      matched_(first, second),
      lives_(width),
      parted_(width),
      parted_freely_(width),
      found_in_step_(width) {
    found_.reserve(width * (matched_.decisions.size() + 1));
}

void PartingObserver::begin() {
    std::fill(parted_.begin(), parted_.end(), std::uint8_t{0});
    std::fill(parted_freely_.begin(), parted_freely_.end(), std::uint8_t{0});
}

void PartingObserver::look(const LaneBlock<double>& first, const LaneBlock<double>& second, Partings& partings) {
    assert(first.n_lanes() == second.n_lanes() && first.step == second.step && "pairs are of the same trajectories");
    const Sides sides{first, second};
    found_.clear();
    look_at_ends(sides);
    for (const MatchedChoices::Pair& pair : matched_.decisions) look_at_decision(sides, pair);
    count(sides, parted_, false, partings.any);
    count(sides, parted_freely_, true, partings.free);
}

void PartingObserver::look_at_ends(const Sides& sides) {
    const double* a = sides.first.column(first_->active);
    const double* b = sides.second.column(second_->active);
    for (std::size_t lane = 0; lane < sides.first.n_lanes(); ++lane) {
        lives_[lane] = a[lane] != 0 && b[lane] != 0;
        if ((a[lane] != 0) == (b[lane] != 0)) continue;
        note(lane,
             {sides.first.step, k_nothing, a[lane] != 0 ? k_no_choice : k_over, b[lane] != 0 ? k_no_choice : k_over});
    }
}

void PartingObserver::look_at_decision(const Sides& sides, const MatchedChoices::Pair& pair) {
    const Decision& decision = first_->decisions[pair.first];
    const Decision& other = second_->decisions[pair.second];
    const double* a = sides.first.column(decision.choice);
    const double* b = sides.second.column(other.choice);
    for (std::size_t lane = 0; lane < sides.first.n_lanes(); ++lane) {
        const auto chosen = static_cast<std::int32_t>(a[lane]);
        const auto theirs = static_cast<std::int32_t>(b[lane]);
        const std::int32_t same = theirs < 0 ? k_no_choice : matched_.in_first[static_cast<std::size_t>(theirs)];
        if (chosen == same || lives_[lane] == 0) continue;
        note(lane, {sides.first.step, pair.first, chosen, theirs, imposed(sides.first, decision, lane),
                    imposed(sides.second, other, lane)});
    }
}

void PartingObserver::note(std::size_t lane, const Parting& parting) {
    if (parted_[lane] == 0 || parted_freely_[lane] == 0) found_.push_back({lane, parting});
}

void PartingObserver::count(const Sides& sides, std::vector<std::uint8_t>& done, bool freely, FirstPartings& counted) {
    std::fill(found_in_step_.begin(), found_in_step_.end(), std::uint8_t{0});
    const auto step = static_cast<std::size_t>(sides.first.step);
    for (const auto& [lane, parting] : found_) {
        if (done[lane] != 0 || (freely && (parting.first_imposed || parting.second_imposed))) continue;
        std::uint8_t& found = found_in_step_[lane];
        if (found == 0) ++counted.trajectories, ++counted.by_step[step];
        if (found == 1) ++counted.several;
        found = static_cast<std::uint8_t>(std::min(found + 1, 2));
        PartingCount& count =
            counted.counts.try_emplace(parting, PartingCount{0, sides.first.luck[lane]}).first->second;
        ++count.trajectories;
        count.example = std::min(count.example, sides.first.luck[lane]);
    }
    for (const auto& [lane, parting] : found_)
        if (found_in_step_[lane] != 0) done[lane] = 1;
}

}  // namespace brink
