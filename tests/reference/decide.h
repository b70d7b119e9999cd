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

/// Whether the actor decides anew in this step: one draw for all its tracks.
[[nodiscard]] bool decides_anew(const Moment& moment, ActorId actor);

/// Counts precisions and weights of options that may be taken that are below 0, where a quantal rule looks at them.
void note_illegal_numbers(const Moment& moment);

/// The choice that the rule makes, if the actor decides `anew`, or that the fired events impose. `fault` is set where a
/// feasible utility is not a number or plus infinity; then there is no choice.
[[nodiscard]] Choice decide(const Moment& moment, ActorId actor, TrackId track, bool anew,
                            const std::vector<Happening>& fired, bool& fault);

}  // namespace brink::reference
