#pragma once
// The linter: warnings about what the file that the user named wrote, not about what it inherits.

#include "base/diagnostic.h"
#include "model/model.h"
#include "program/program.h"
#include "scenario/layers.h"

namespace brink {

/// Adds the warnings of a checked and compiled scenario.
void lint(const Tree& tree, const Model& model, const Program& program, Diagnostics& diagnostics);

}  // namespace brink
