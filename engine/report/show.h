#pragma once
// A model in words and tables, for `brink show`.

#include <string>

#include "model/model.h"
#include "program/program.h"

namespace brink {

[[nodiscard]] std::string describe(const Model& model, const Program& program);

}  // namespace brink
