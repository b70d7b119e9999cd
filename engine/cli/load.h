#pragma once
// A file named on the command line, read as far as it can be, and what was found on the way.

#include <optional>
#include <string>

#include "base/diagnostic.h"
#include "model/model.h"
#include "program/program.h"
#include "scenario/layers.h"

namespace brink {

struct Loaded {
    Tree tree;
    std::optional<Model> model;      // absent with errors, and of a layer
    std::optional<Program> program;  // likewise
    Diagnostics diagnostics;

    [[nodiscard]] bool wrong() const { return diagnostics.has_errors(); }
};

/// Reads, checks and compiles. Throws FileError.
[[nodiscard]] Loaded load(const std::string& file, const Settings& settings);
/// The same for a file that is to be run: prints what was found; false, said on stderr, if it is wrong or a layer.
[[nodiscard]] bool load_to_run(const std::string& file, const Settings& settings, Loaded& loaded);

}  // namespace brink
