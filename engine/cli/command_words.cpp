#include "cli/command_words.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <vector>

#include "base/diagnostic.h"
#include "cli/terminal.h"
#include "report/words.h"

namespace brink {

namespace {

constexpr std::size_t k_many = 1'000'000;
constexpr std::array k_commands = {
    CommandInfo{Command::run, "run", "FILE", "run a scenario and answer its question"},
    CommandInfo{Command::check, "check", "FILE...", "every fault of the files, or nothing and exit 0", 1, k_many},
    CommandInfo{Command::show, "show", "FILE", "the model in words and tables; with --program the compiled listing"},
    CommandInfo{Command::replay, "replay", "FILE --trajectory K",
                "one trajectory as a story, with reasons; or --where OUTCOME"},
    CommandInfo{Command::compare, "compare", "A B ... [--to A]",
                "scenarios on shared chance: what differs, how sure that is, where they part", 2, k_many},
    CommandInfo{Command::diff, "diff", "A B", "what differs between two resolved scenarios, value by value", 2, 2},
    CommandInfo{Command::test, "test", "FILE...", "judge the `expect:` of scenarios: pass, fail or cannot tell", 1,
                k_many},
    CommandInfo{Command::report, "report", "DIR", "make the page of a result folder anew"},
    CommandInfo{Command::describe, "describe", "[NAME]", "the reference of the language: a section, a key or a word",
                0},
    CommandInfo{Command::schema, "schema", "", "JSON Schema of scenario files, for editors", 0, 0},
    CommandInfo{Command::create, "new", "NAME", "write NAME.yaml, a commented scenario to start from"},
};

constexpr std::uint32_t bit(Command command) { return 1u << static_cast<unsigned>(command); }
template <class... Commands>
constexpr std::uint32_t in(Commands... commands) {
    return (bit(commands) | ...);
}

constexpr std::array k_options = {
    OptionInfo{"trajectories,n", true, "how many trajectories (the scenario's, else 10000); 1e6 is accepted",
               in(Command::run, Command::compare, Command::test)},
    OptionInfo{"to", true, "FILE: the one that the others are set beside (the first)", in(Command::compare)},
    OptionInfo{"trajectory", true, "number of the trajectory, from 0", in(Command::replay)},
    OptionInfo{"where", true, "OUTCOME: the first trajectory whose first such state is the median",
               in(Command::replay)},
    OptionInfo{"extreme", true, "MEASURE or peak_rung: the first trajectory with the highest", in(Command::replay)},
    OptionInfo{"all", false, "every step in which something happened, not only the 60 that say most",
               in(Command::replay)},
    OptionInfo{"trajectories,n", true, "how many to look for it in (the scenario's, else 10000)", in(Command::replay)},
    OptionInfo{"seed", true, "seed of all chance (the scenario's, else 1)",
               in(Command::run, Command::compare, Command::replay, Command::test)},
    OptionInfo{"set", true, "NAME=VALUE, a parameter or dotted name; repeatable",
               in(Command::run, Command::compare, Command::check, Command::show, Command::replay, Command::diff,
                  Command::test)},
    OptionInfo{"strict", false, "warnings are errors", in(Command::check)},
    OptionInfo{"live", false, "run a few hundred trajectories and warn of what stands still or never happens",
               in(Command::check)},
    OptionInfo{"resolved", false, "print the file with its layers merged, each value with the place it came from",
               in(Command::check)},
    OptionInfo{"program", false, "the compiled listing: sections, instructions, options", in(Command::show)},
    OptionInfo{"provenance", false, "every number with its place, source, basis and who claims it; also with --json",
               in(Command::show)},
    OptionInfo{"json", false, "one JSON object on standard output",
               in(Command::run, Command::compare, Command::show, Command::replay, Command::diff, Command::test,
                  Command::describe)},
    OptionInfo{"digests", false, "hashes that two equal runs share",
               in(Command::run, Command::compare, Command::replay)},
    OptionInfo{"out", true, "result folder (the next free results/NAME/0001)", in(Command::run, Command::compare)},
    OptionInfo{"force", false, "replace the result folder named by --out", in(Command::run, Command::compare)},
    OptionInfo{"keep", true, "K: keep the first K trajectories whole, in results.nc, trajectories.csv and events.csv",
               in(Command::run)},
    OptionInfo{"threads", true, "worker threads (as many as the machine has)",
               in(Command::run, Command::compare, Command::replay, Command::test)},
    OptionInfo{"block", true, "lanes a block, a multiple of 16 up to 4096 (chosen to fit the cache)",
               in(Command::run, Command::compare, Command::replay)},
    OptionInfo{"isa", true, "instruction set: baseline, v3 or v4 (the best of this machine)",
               in(Command::run, Command::compare, Command::replay)},
    OptionInfo{"quiet", false, "no progress and no text for people",
               in(Command::run, Command::compare, Command::replay, Command::test, Command::create, Command::report)},
    OptionInfo{"color", true, "auto, always or never",
               in(Command::run, Command::compare, Command::check, Command::show, Command::replay)},
};

}  // namespace

std::span<const OptionInfo> option_table() { return k_options; }

bool takes(Command command, const OptionInfo& option) { return (option.commands & bit(command)) != 0; }

const CommandInfo& command_named(const std::string& name) {
    std::vector<std::string> names;
    for (const CommandInfo& c : k_commands) {
        if (c.name == name) return c;
        names.emplace_back(c.name);
    }
    for (const std::string_view later : {"study", "score", "merge"})
        if (later == name)
            throw UsageError(
                fmt::format("this version of brink does not have '{}' yet (nor study files and observations)", name));
    const std::string hint = did_you_mean(name, names);
    throw UsageError(fmt::format("there is no command '{}'{}{}", name, hint.empty() ? "" : ": ", hint));
}

std::string overview() {
    const std::size_t width = terminal_width(STDOUT_FILENO);
    std::string text = "brink: scenario and escalation simulation\n\nUsage: brink COMMAND [OPTIONS] FILE...\n\n";
    for (const CommandInfo& c : k_commands) {
        std::string margin = fmt::format("  {:<9} {:<20}", c.name, c.arguments);
        for (const std::string& line : wrapped(c.what, width - margin.size() - 1)) {
            text += margin + " " + line + "\n";
            margin.assign(margin.size(), ' ');
        }
    }
    for (const std::string_view paragraph :
         {"`brink COMMAND --help` lists the options of a command. `brink --version` tells the version.",
          "Exit status: 0 done; 1 the environment failed; 2 the command line or a scenario is wrong; 4 brink test: an "
          "expectation fails or cannot be told; 130 and 143 interrupted, what was finished is kept."}) {
        text += "\n";
        for (const std::string& line : wrapped(paragraph, width)) text += line + "\n";
    }
    return text;
}

}  // namespace brink
