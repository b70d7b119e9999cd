#pragma once
// What a setting may name: what is there. Finds what it would create, and what its author may have meant.

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "scenario/tree.h"

namespace brink {

/// Whether the key is one at the top of a scenario that a setting may reach into.
[[nodiscard]] bool is_section(std::string_view key);

/// Adds an error for each actor, variable, event ... that laying `layer` over `merged` would create: a setting changes
/// what is there. Places that the language fills by itself are there: a pair of any dyad variable, keys of one thing.
void refuse_new_things(const Node& layer, const Node& merged, Diagnostics& diagnostics);

/// Adds a warning for an `initial` that the layer sets although every actor or pair has a value of its own.
void warn_if_without_effect(const Node& layer, const Node& merged, Diagnostics& diagnostics);

/// A hint for a dotted name whose first part is neither section nor parameter. Never an equation, a derived value or an
/// expression of an action or outcome: what was meant to set a number would replace the model.
[[nodiscard]] std::string meant_by(const std::vector<std::string>& name, const Node& merged);

/// Keys of a map; none of what is no map.
[[nodiscard]] std::vector<std::string> keys_of(const Node* map);

}  // namespace brink
