#pragma once
// How the processor computes.

namespace brink {

/// Round to nearest, subnormal numbers kept: the mode in which every number here is defined. A thread calls it before
/// it moves blocks, for a library or a parent may have left another.
void set_floating_point_mode();

}  // namespace brink
