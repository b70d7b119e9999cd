#pragma once
// What a value of a wrong form was probably meant as.

#include <string>

#include "model/vocabulary.h"
#include "scenario/tree.h"

namespace brink {

/// How a missing key may look.
[[nodiscard]] std::string example_of(const Key& key);
/// For a list or map where an expression should stand.
[[nodiscard]] std::string quote_hint(const Node& node);
/// For what stands where one variable, actor, event or outcome should be described.
[[nodiscard]] std::string section_hint(const Key* key, const std::string& path, const Node& node);
/// For a list or a scalar in the place of a map.
[[nodiscard]] std::string map_hint(const Key* key, const std::string& path, const Node& node);
/// For a list where a number should stand.
[[nodiscard]] std::string quantity_hint(const Key& key, const Node& node);
/// For what stands in the place of a list of names.
[[nodiscard]] std::string list_hint(const Node& node);
/// For a map where effects should stand: `readiness: +0.2`, `for j in g: j.x += 1`.
[[nodiscard]] std::string effect_hint(const Node& node);

}  // namespace brink
