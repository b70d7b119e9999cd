#pragma once
// The words of a command line, checked. The only file that includes Boost.

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "lanes/isa.h"
#include "scenario/layers.h"

namespace brink {

/// The command line is wrong (exit 2): what, and what would be right.
struct UsageError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

enum class Command { run, check, show, replay, compare, diff, test, describe, schema, create, report, help, version };
enum class Color { automatic, always, never };

struct Options {
    Command command = Command::help;
    std::string help;                // what to print for --help
    std::vector<std::string> files;  // what follows the command: files, or a name
    Settings settings;               // --set
    std::optional<std::uint64_t> trajectories;
    std::optional<std::uint64_t> seed;
    unsigned threads = 0;
    std::size_t block = 0;
    std::optional<Isa> isa;
    std::uint64_t keep = 0;  // whole trajectories
    std::string out;
    bool force = false;
    bool json = false;
    bool digests = false;
    bool quiet = false;
    bool strict = false;
    bool live = false;
    bool resolved = false;
    bool program = false;
    bool provenance = false;
    std::optional<std::uint64_t> trajectory;
    std::string where;    // --where OUTCOME
    std::string extreme;  // --extreme MEASURE
    bool all = false;     // --all, of replay
    std::string to;       // --to FILE, of compare
    Color color = Color::automatic;
    std::vector<std::string> words;  // as given, the program's name first
};

/// Throws UsageError.
[[nodiscard]] Options parse_options(int argc, const char* const* argv);

/// Whether to colour what goes to this file descriptor: --color, NO_COLOR, TERM=dumb, a terminal or not.
[[nodiscard]] bool use_color(Color color, int descriptor);

}  // namespace brink
