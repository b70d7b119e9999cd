#pragma once
// Runs a model over the lanes and through the reference interpreter, and looks for the first bit that differs.

#include <cstdint>
#include <string>
#include <vector>

#include "lanes/isa.h"
#include "model/model.h"
#include "reference/reference.h"

namespace brink::reference {

/// Which trajectories: chance and parameter vector of each.
struct Ids {
    std::vector<std::uint64_t> luck;
    std::vector<std::uint64_t> row;
};

/// n trajectories from 0 on, some whose numbers fill the upper words, and some whose luck and row differ.
[[nodiscard]] Ids some_ids(std::size_t n);

[[nodiscard]] std::vector<Trajectory> run_all(const Model& model, std::uint64_t seed, const Ids& ids);

/// The first disagreement in words, or an empty text: every variable and recorded derived value in every state, every
/// choice with its probability, first states of outcomes, measures, the end of the trajectory, faults.
[[nodiscard]] std::string first_difference(const Model& model, std::uint64_t seed, const Ids& ids,
                                           const std::vector<Trajectory>& expected, bool keep_everything, Isa isa);

}  // namespace brink::reference
