#pragma once

#include <string>

namespace brink {

/// Where a run ran; what cannot be known is empty or 0. The names of the machine and of its user are left out, since
/// results are passed on.
struct Machine {
    std::string system;     // `Linux 6.1.0 x86_64`
    std::string processor;  // `AMD EPYC 7B13`
    long processors = 0;    // that are online
    long memory = 0;        // MB
    std::string compiler;   // that built brink
};

[[nodiscard]] Machine this_machine();

}  // namespace brink
