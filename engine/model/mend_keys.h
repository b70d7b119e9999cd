#pragma once
// Misspelt keys, reported and read as the keys that are meant, so that what stands under them is checked too.

#include <optional>

#include <string>

#include "base/diagnostic.h"
#include "model/key_slips.h"
#include "model/vocabulary.h"
#include "scenario/tree.h"

namespace brink {

/// A copy of the tree in which every unknown key that plainly means another one, which is not there, has that name;
/// each is reported. Nothing if there is none.
[[nodiscard]] std::optional<Node> with_meant_keys(const Node& root, Diagnostics& diagnostics);

/// The report of a key that cannot stand there; `path` is that of its section in the file.
void report_unknown_key(const Key* parent, const std::string& path, const Entry& entry,
                        const ActionAttributes& attributes, Diagnostics& diagnostics);

}  // namespace brink
