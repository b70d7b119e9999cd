#pragma once
// The one merge rule: mappings merge by key, anything else is replaced, `null` removes.
// Knows which places of a scenario hold numbers and which keys are one slot; knows nothing of files.

#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "scenario/tree.h"

namespace brink {

/// Whether a key of a described number names a distribution.
[[nodiscard]] bool is_distribution_key(std::string_view key);

/// Lays `upper` over `lower`, both maps; values keep the span of the layer that gave them. A null that removes
/// nothing is an error. Start with an empty map to lay the lowest layer.
void merge_layer(Node& lower, Node upper, const Sources& sources, Diagnostics& diagnostics);

/// One text for all trees of one meaning to the merge rule: keys in byte order, texts with their lengths and a mark
/// for quotes.
[[nodiscard]] std::string canonical_text(const Node& node);

}  // namespace brink
