#pragma once
// How much a file may ask for: it can make the program say no, never hang or exhaust memory. A file cannot raise them;
// a command line can, by --set limits.NAME=NUMBER.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace brink {

struct Limits {
    std::size_t bytes = 4u << 20;     // of one file; of what its aliases copy
    std::size_t depth = 64;           // of nesting
    std::size_t nodes = 200'000;      // of one file, aliases expanded
    std::size_t layers = 32;          // depth of `extends`
    std::size_t files = 32;           // that one scenario is laid of
    std::size_t key = 200;            // bytes of a key
    std::size_t actors = 1000;        // of a scenario
    std::size_t state = 500'000;      // numbers of one trajectory
    std::size_t work = 5'000'000;     // operations of one step of one trajectory, a bound from the text
    std::size_t columns = 2'000'000;  // numbers that a step of one trajectory holds at once, the state among them
    std::size_t history = 100'000;    // numbers of the past that one trajectory keeps for `delay`
    std::size_t memory = 2'000;       // megabytes of what is kept of every step, a worker
};

struct LimitName {
    std::string_view name;
    std::size_t Limits::*place;
};

inline constexpr std::array<LimitName, 12> k_limit_names{{
    {"bytes", &Limits::bytes},
    {"depth", &Limits::depth},
    {"nodes", &Limits::nodes},
    {"layers", &Limits::layers},
    {"files", &Limits::files},
    {"key", &Limits::key},
    {"actors", &Limits::actors},
    {"state", &Limits::state},
    {"work", &Limits::work},
    {"columns", &Limits::columns},
    {"history", &Limits::history},
    {"memory", &Limits::memory},
}};

/// What a hint says after what else would help.
[[nodiscard]] inline std::string or_raise(std::string_view name) {
    return "; or raise the limit: --set limits." + std::string(name) + "=NUMBER";
}

}  // namespace brink
