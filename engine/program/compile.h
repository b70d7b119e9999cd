#pragma once
// Model -> Program.

#include "base/diagnostic.h"
#include "model/model.h"
#include "program/program.h"

namespace brink {

struct CompileOptions {
    /// Nothing folded, shared, hoisted, dropped or pruned, and every value in a column of its own: the same bits in
    /// every value that the optimised program has too. For replay, fault finding and tests.
    bool keep_everything = false;
};

/// Compiles a checked model. Two draw sites with one stream, and limits that only the program shows to be passed, are
/// reported in `diagnostics`; anything else that could go wrong is a bug.
[[nodiscard]] Program compile(const Model& model, Diagnostics& diagnostics, const CompileOptions& options = {});

}  // namespace brink
