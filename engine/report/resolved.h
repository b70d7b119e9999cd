#pragma once
// A scenario with its layers merged, as YAML that loads again to the same digest; each value says where it stands.

#include <string>

#include "scenario/layers.h"

namespace brink {

/// Paths in it (`csv`, `than`) stay as written: they mean files beside the layer that names them.
[[nodiscard]] std::string resolved_text(const Tree& tree);

}  // namespace brink
