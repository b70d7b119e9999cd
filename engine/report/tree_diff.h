#pragma once
// What differs between two resolved scenarios, value by value, with the place of each.

#include <optional>
#include <string>
#include <vector>

#include "scenario/layers.h"

namespace brink {

/// A value and the `file:line` at which it stands.
struct PlacedText {
    std::string text;
    std::string place;
    std::vector<PlacedText> keys = {};  // of a map, the values of its keys one by one
};

/// A path at which the two differ; where one side is absent the value was added or removed.
struct TreeDifference {
    std::string path;
    std::optional<PlacedText> first, second;
};

/// In byte order of paths. What means the same however it is written does not differ.
[[nodiscard]] std::vector<TreeDifference> differences(const Tree& first, const Tree& second);

[[nodiscard]] std::string to_text(const std::vector<TreeDifference>& differences);
[[nodiscard]] std::string to_json(const std::vector<TreeDifference>& differences);

}  // namespace brink
