#pragma once
// The form of a scenario file as JSON Schema (draft-07, which editors' YAML servers read), from the vocabulary: keys,
// kinds, bounds, what is required. What depends on names, other files or the meaning of an expression it cannot judge.

#include <string>

namespace brink {

[[nodiscard]] std::string schema_text();

}  // namespace brink
