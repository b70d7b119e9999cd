#pragma once
// The parts of the linter. Internal to model/lint*.cpp.

#include <map>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "model/model.h"
#include "scenario/layers.h"

namespace brink {

/// Whether the place is in the file that the user named, or in a setting beside it: not in a layer below.
[[nodiscard]] bool named_file(const Tree& tree, Span span);

/// Names that the layers below a file declare, by section.
class LowerNames {
public:
    explicit LowerNames(const Tree& tree);
    [[nodiscard]] bool empty() const { return names_.empty(); }
    [[nodiscard]] bool has(const std::string& section, const std::string& name) const;
    [[nodiscard]] const std::vector<std::string>& of(const std::string& section) const;

private:
    std::map<std::string, std::vector<std::string>> names_;  // sorted
};

// What the file named wrote; layers below it are judged when they are named.
void lint_unused_names(const Tree& tree, const Model& model, const LowerNames& lower, Diagnostics& diagnostics);
void lint_near_names(const Tree& tree, const LowerNames& lower, Diagnostics& diagnostics);
void lint_outcomes(const Tree& tree, const Model& model, Diagnostics& diagnostics);
void lint_effects(const Tree& tree, const Model& model, Diagnostics& diagnostics);
void lint_distributions(const Tree& tree, const Model& model, Diagnostics& diagnostics);
void lint_event_dates(const Tree& tree, const Model& model, Diagnostics& diagnostics);

}  // namespace brink
