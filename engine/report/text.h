#pragma once
// Result -> the answer that a person reads in a terminal.

#include <string>

#include "result/result.h"

namespace brink {

struct TextOptions {
    bool color = false;
    std::size_t width = 80;  // columns; 40 at least make sense
};

/// Headline outcomes with interval, bar and word; measures; sparklines; who did what; rungs; trajectories to look at;
/// what is claimed.
[[nodiscard]] std::string to_text(const Result& result, const TextOptions& options = {});

}  // namespace brink
