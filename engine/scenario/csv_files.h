#pragma once
// The files that `csv:` keys of a merged tree name. Paths are relative to the file that holds the key.

#include "base/diagnostic.h"
#include "scenario/layers.h"

namespace brink {

/// Reads every such file once and keeps it in Tree::csv. A file that cannot be read is an error at its key.
void load_csv_files(Tree& tree, Diagnostics& diagnostics, const TextLimits& limits);

}  // namespace brink
