#pragma once
// Judges the bytes of a text before any YAML is read: size, UTF-8, control bytes.

#include <string_view>

#include "base/diagnostic.h"
#include "scenario/tree.h"

namespace brink {

/// Whether the text may be parsed; else adds an error at the first byte that forbids it.
[[nodiscard]] bool check_text(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics,
                              const TextLimits& limits);

}  // namespace brink
