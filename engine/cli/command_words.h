#pragma once
// What there is to say on a command line: one table of the commands, one of the options. Knows no parser.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "cli/options.h"

namespace brink {

struct CommandInfo {
    Command command;
    std::string_view name;
    std::string_view arguments;
    std::string_view what;
    std::size_t least = 1;  // arguments
    std::size_t most = 1;
};

/// One option and the commands that take it.
struct OptionInfo {
    const char* name;  // as the library reads it: long name, short name
    bool takes_value;
    const char* what;
    std::uint32_t commands;  // a bit each
};

/// The options of all commands, in the order in which help lists them.
[[nodiscard]] std::span<const OptionInfo> option_table();
/// Whether the command takes the option.
[[nodiscard]] bool takes(Command command, const OptionInfo& option);
/// The row of a command; throws UsageError for a word that is none.
[[nodiscard]] const CommandInfo& command_named(const std::string& name);
/// What `brink --help` prints.
[[nodiscard]] std::string overview();

}  // namespace brink
