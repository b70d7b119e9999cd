#pragma once
// `--set name=value`: one more layer, made of one dotted name and one value.

#include <optional>
#include <string>

#include "base/diagnostic.h"
#include "scenario/tree.h"

namespace brink {

/// The layer that a setting lays over `merged`; its text `name=value` is added to `sources` under the name
/// `--set name`. Absent, with an error, if the name is no section, dotted name or parameter of `merged`, or
/// the layer would create something: a setting changes what is there.
[[nodiscard]] std::optional<Node> setting_layer(const std::string& name, const std::string& value, const Node& merged,
                                                Sources& sources, Diagnostics& diagnostics, const TextLimits& limits);

/// Takes the settings of limits away from the others. Faults are reported.
[[nodiscard]] Limits limits_of(std::vector<std::pair<std::string, std::string>>& settings, Limits limits,
                               Sources& sources, Diagnostics& diagnostics);

}  // namespace brink
