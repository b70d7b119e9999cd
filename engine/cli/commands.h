#pragma once
// The commands: each takes checked options and gives the exit status. Exceptions of the environment pass through to
// main.

#include "cli/options.h"

namespace brink {

inline constexpr int k_done = 0;
inline constexpr int k_environment_failed = 1;
inline constexpr int k_wrong_input = 2;
inline constexpr int k_expectation_failed = 4;

[[nodiscard]] int run_command(const Options& options);
[[nodiscard]] int check_command(const Options& options);
[[nodiscard]] int show_command(const Options& options);
[[nodiscard]] int replay_command(const Options& options);
[[nodiscard]] int compare_command(const Options& options);
[[nodiscard]] int describe_command(const Options& options);
[[nodiscard]] int schema_command(const Options& options);
[[nodiscard]] int new_command(const Options& options);
[[nodiscard]] int diff_command(const Options& options);
[[nodiscard]] int report_command(const Options& options);
[[nodiscard]] int test_command(const Options& options);

}  // namespace brink
