#include "program/option_places.h"

#include <algorithm>

namespace brink {
namespace {

std::uint64_t key(std::size_t decision, std::uint32_t action) {
    return static_cast<std::uint64_t>(decision) << 32 | action;
}

}  // namespace

OptionPlaces::OptionPlaces(const Program& program) : program_(program) {
    for (std::size_t d = 0; d < program.decisions.size(); ++d) {
        const Decision& decision = program.decisions[d];
        for (std::uint32_t o = decision.first_option; o < decision.last_option; ++o)
            blocks_.try_emplace(key(d, program.options[o].action), o, o).first->second.second = o + 1;
    }
}

std::span<const Decision> OptionPlaces::decisions(std::uint32_t actor) const {
    const auto& all = program_.decisions;
    const auto first = std::lower_bound(all.begin(), all.end(), actor,
                                        [](const Decision& d, std::uint32_t a) { return d.actor < a; });
    const auto last = std::upper_bound(first, all.end(), actor,
                                       [](std::uint32_t a, const Decision& d) { return a < d.actor; });
    return {first, last};
}

const Decision* OptionPlaces::decision(std::uint32_t actor, std::uint32_t track) const {
    const std::span<const Decision> own = decisions(actor);
    const auto found = std::lower_bound(own.begin(), own.end(), track,
                                        [](const Decision& d, std::uint32_t t) { return d.track < t; });
    return found == own.end() || found->track != track ? nullptr : &*found;
}

std::pair<std::uint32_t, std::uint32_t> OptionPlaces::options(const Decision& decision, std::uint32_t action,
                                                              std::uint32_t target) const {
    const auto d = static_cast<std::size_t>(&decision - program_.decisions.data());
    const auto block = blocks_.find(key(d, action));
    if (block == blocks_.end()) return {0, 0};
    if (target == k_nothing) return block->second;
    const auto begin = program_.options.begin();
    const auto last = begin + block->second.second;
    const auto found = std::lower_bound(begin + block->second.first, last, target,
                                        [](const Option& option, std::uint32_t t) { return option.target < t; });
    if (found == last || found->target != target) return {0, 0};
    const auto o = static_cast<std::uint32_t>(found - begin);
    return {o, o + 1};
}

}  // namespace brink
