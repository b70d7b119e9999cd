#pragma once
// Result -> JSON, by the documented keys (docs/output.md). Numbers are written so that they read back exactly.

#include <string>

#include "result/result.h"

namespace brink {

struct JsonOptions {
    bool timing = true;  // what differs from run to run: seconds, threads, block, instruction set
};

/// One object, indented, with a newline at the end.
[[nodiscard]] std::string to_json(const Result& result, const JsonOptions& options = {});

}  // namespace brink
