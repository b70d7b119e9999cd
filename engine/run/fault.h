#pragma once
// What to say of a lane that went wrong.

#include <string>

#include "lanes/block.h"
#include "program/program.h"

namespace brink {

/// `utility of mobilise (actor RED, target BLUE)`, `threat[RED]`.
[[nodiscard]] std::string fault_place(const Program& program, const LaneFault& fault);

/// The whole message: place, step, trajectory, how to look at it.
[[nodiscard]] std::string fault_message(const Program& program, const LaneFault& fault, std::uint64_t trajectory);

}  // namespace brink
