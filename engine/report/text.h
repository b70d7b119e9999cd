#pragma once
// Result -> the answer that a person reads in a terminal.

#include <string>

#include "result/result.h"

namespace brink {

struct TextOptions {
    bool color = false;
    std::size_t width = 100;  // columns
};

/// Headline outcomes with interval, bar and word; measures; sparklines; who did what; rungs; what is claimed.
[[nodiscard]] std::string to_text(const Result& result, const TextOptions& options = {});

}  // namespace brink
