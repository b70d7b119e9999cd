#pragma once
// A model in words and tables, for `brink show`.

#include <cstddef>
#include <string>

#include "model/model.h"
#include "program/program.h"

namespace brink {

/// Lines of at most `width` columns.
[[nodiscard]] std::string describe(const Model& model, const Program& program, std::size_t width = 80);

}  // namespace brink
