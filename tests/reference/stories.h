#pragma once
// What clauses ask of the trajectories that the reference gives.

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "reference/reference.h"

namespace brink::reference {

using Stories = std::vector<Trajectory>;

inline std::size_t variable_named(const Model& model, const std::string& name) {
    std::size_t v = 0;
    while (model.variables.at(v).name != name) ++v;
    return v;
}

/// How many different values a variable has had.
inline std::size_t n_values(const Model& model, const Stories& stories, const std::string& name) {
    const std::size_t v = variable_named(model, name);
    std::set<double> seen;
    for (const Trajectory& story : stories)
        for (const Values& state : story.states) seen.insert(state[v].begin(), state[v].end());
    return seen.size();
}

/// How often an event fired, all its instances together.
inline std::size_t n_fired(const Stories& stories, std::size_t event) {
    std::size_t n = 0;
    for (const Trajectory& story : stories)
        for (const std::vector<Happening>& fired : story.fired)
            n += static_cast<std::size_t>(std::count_if(fired.begin(), fired.end(), [&](const Happening& one) {
                return one.event.index == event;
            }));
    return n;
}

}  // namespace brink::reference
