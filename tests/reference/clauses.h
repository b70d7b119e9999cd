#pragma once
// Small scenarios, each aimed at one clause of the language.

#include <functional>
#include <string>
#include <vector>

#include "reference/reference.h"

namespace brink::reference {

struct Clause {
    std::string name;
    std::string text;
    /// Whether these trajectories came upon what the clause is about, so that agreeing means something.
    std::function<bool(const Model&, const std::vector<Trajectory>&)> exercised;
};

[[nodiscard]] std::vector<Clause> choice_clauses();
[[nodiscard]] std::vector<Clause> change_clauses();
[[nodiscard]] std::vector<Clause> number_clauses();
[[nodiscard]] std::vector<Clause> happening_clauses();
[[nodiscard]] std::vector<Clause> world_clauses();

}  // namespace brink::reference
