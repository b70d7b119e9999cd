#include "report/kept_choices.h"

#include <algorithm>
#include <limits>

namespace brink {

namespace {

std::optional<std::size_t> actor_named(const Model& model, const std::string& id) {
    const auto found = std::lower_bound(model.actors.begin(), model.actors.end(), id,
                                        [](const Actor& actor, const std::string& wanted) {
                                            return actor.id < wanted;
                                        });
    if (found == model.actors.end() || found->id != id) return std::nullopt;
    return static_cast<std::size_t>(found - model.actors.begin());
}

}  // namespace

const Action* action_named(const Model& model, const std::string& name) {
    const auto found = std::lower_bound(model.actions.begin(), model.actions.end(), name,
                                        [](const Action& action, const std::string& wanted) {
                                            return action.name < wanted;
                                        });
    return found == model.actions.end() || found->name != name ? nullptr : &*found;
}

std::vector<std::optional<int>> rungs_of(const Model& model, const Replayed& replayed) {
    const std::size_t steps = replayed.choices.size();
    std::vector<std::optional<int>> rungs(model.actors.size() * steps);
    const auto lived = static_cast<std::size_t>(replayed.steps_lived);
    for (std::size_t step = 0; step < steps && step < lived; ++step) {
        std::vector<std::optional<int>> now(model.actors.size());  // the highest of what was chosen
        for (const ReplayedChoice& choice : replayed.choices[step]) {
            if (!choice.action) continue;
            const Action* action = action_named(model, *choice.action);
            std::optional<int>& highest = now[*actor_named(model, choice.actor)];
            highest = std::max(highest.value_or(std::numeric_limits<int>::min()), action == nullptr ? 0 : action->rung);
        }
        for (std::size_t actor = 0; actor < now.size(); ++actor) rungs[actor * steps + step] = now[actor].value_or(0);
    }
    return rungs;
}

std::vector<int> peak_rungs(const std::vector<std::optional<int>>& rungs, std::size_t n_actors) {
    std::vector<int> peaks(n_actors, 0);
    const std::size_t steps = n_actors == 0 ? 0 : rungs.size() / n_actors;
    for (std::size_t i = 0; i < rungs.size(); ++i) {
        int& peak = peaks[i / steps];
        if (rungs[i]) peak = i % steps == 0 ? *rungs[i] : std::max(peak, *rungs[i]);
    }
    return peaks;
}

}  // namespace brink
