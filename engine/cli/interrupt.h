#pragma once
// SIGINT and SIGTERM ask a run to stop; a second one ends the program at once.

namespace brink {

/// From now on the signals are noted.
void catch_interrupts();
/// The signal that asked to stop, or 0.
[[nodiscard]] int interrupted_by();

}  // namespace brink
