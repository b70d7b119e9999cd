#pragma once
// One actor's choice in one track, by every rule, one option after another.

#include <vector>

#include "reference/evaluate.h"

namespace brink::reference {

/// What one actor can do in one track.
struct Option {
    ActionId action = k_hold;
    std::optional<ActorId> target;
    int rung = 0;
    std::uint64_t key = 0;
};

/// All options, feasible or not, in the order in which ties are settled: rung, action name, target name.
[[nodiscard]] std::vector<Option> options_of(const Model& model, ActorId actor, TrackId track);

/// Who chooses where: every actor and track in which the actor has an action; actor by actor.
[[nodiscard]] std::vector<std::pair<ActorId, TrackId>> deciders(const Model& model);

/// The choice that the rule makes, or that the fired events impose. `fault` is set where a feasible utility is not a
/// number or plus infinity; then there is no choice.
[[nodiscard]] Choice decide(const Moment& moment, ActorId actor, TrackId track, const std::vector<Happening>& fired,
                            bool& fault);

}  // namespace brink::reference
