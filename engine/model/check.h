#pragma once
// Tree -> Model: names resolved, shapes and ranges judged, every fault of the text reported in one pass.

#include <optional>
#include <string>

#include "base/diagnostic.h"
#include "model/model.h"
#include "scenario/layers.h"

namespace brink {

/// Checks a merged tree. Without errors the Model is complete, or absent if the file is a layer (no `clock` or no
/// `actors`): then what is there has been checked, and names that only a later layer could give are no fault.
/// With errors the Model is absent.
[[nodiscard]] std::optional<Model> check(const Tree& tree, Diagnostics& diagnostics);

/// Whether the tree can be run: it has `clock` and `actors`.
[[nodiscard]] bool runnable(const Tree& tree);

/// What a tree that cannot be run lacks: `no clock`, `no actors`, `no clock and no actors`.
[[nodiscard]] std::string what_is_lacking(const Tree& tree);

}  // namespace brink
