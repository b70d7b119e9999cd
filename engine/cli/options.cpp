#include "cli/options.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <boost/program_options.hpp>
#include <cmath>
#include <cstdlib>
#include <sstream>
#include <string_view>

#include "base/diagnostic.h"
#include "cli/terminal.h"
#include "report/words.h"

namespace brink {

namespace po = boost::program_options;

namespace {

struct CommandInfo {
    Command command;
    std::string_view name;
    std::string_view arguments;
    std::string_view what;
    std::size_t least = 1;  // arguments
    std::size_t most = 1;
};

constexpr std::size_t k_many = 1'000'000;
constexpr std::array k_commands = {
    CommandInfo{Command::run, "run", "FILE", "run a scenario and answer its question"},
    CommandInfo{Command::check, "check", "FILE...", "every fault of the files, or nothing and exit 0", 1, k_many},
    CommandInfo{Command::show, "show", "FILE", "the model in words and tables; with --program the compiled listing"},
    CommandInfo{Command::replay, "replay", "FILE --trajectory K", "one trajectory, step by step; or --where OUTCOME"},
    CommandInfo{Command::compare, "compare", "A B ... [--to A]",
                "scenarios on shared chance: what differs, how sure that is, where they part", 2, k_many},
    CommandInfo{Command::diff, "diff", "A B", "what differs between two resolved scenarios, value by value", 2, 2},
    CommandInfo{Command::test, "test", "FILE...", "judge the `expect:` of scenarios: pass, fail or cannot tell", 1,
                k_many},
    CommandInfo{Command::describe, "describe", "[NAME]", "the reference of the language: a section, a key or a word",
                0},
    CommandInfo{Command::schema, "schema", "", "JSON Schema of scenario files, for editors", 0, 0},
    CommandInfo{Command::create, "new", "NAME", "write NAME.yaml, a commented scenario to start from"},
};

/// One option and the commands that take it.
struct OptionInfo {
    const char* name;  // as the library reads it: long name, short name
    bool takes_value;
    const char* what;
    std::uint32_t commands;
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
    OptionInfo{"threads", true, "worker threads (as many as the machine has)",
               in(Command::run, Command::compare, Command::replay, Command::test)},
    OptionInfo{"block", true, "lanes a block, a multiple of 16 up to 4096 (chosen to fit the cache)",
               in(Command::run, Command::compare, Command::replay)},
    OptionInfo{"isa", true, "instruction set: baseline, v3 or v4 (the best of this machine)",
               in(Command::run, Command::compare, Command::replay)},
    OptionInfo{"quiet", false, "no progress and no text for people",
               in(Command::run, Command::compare, Command::replay, Command::test, Command::create)},
    OptionInfo{"color", true, "auto, always or never",
               in(Command::run, Command::compare, Command::check, Command::show, Command::replay)},
};

po::options_description options_of(Command command) {
    const auto width = static_cast<unsigned>(terminal_width(STDOUT_FILENO));
    po::options_description all("Options", width, width / 2);
    all.add_options()("help,h", "this text");
    for (const OptionInfo& option : k_options) {
        if ((option.commands & bit(command)) == 0) continue;
        if (std::string_view(option.name) == "set")
            all.add_options()(option.name, po::value<std::vector<std::string>>()->composing(), option.what);
        else if (option.takes_value)
            all.add_options()(option.name, po::value<std::string>(), option.what);
        else
            all.add_options()(option.name, option.what);
    }
    return all;
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

// A whole number, also as 1e6; boost's own reading would wrap negatives and refuse exponents.
std::uint64_t whole(const std::string& option, const std::string& text, std::uint64_t least, std::uint64_t most) {
    double value = 0;
    const bool plain = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos && text.size() < 20;
    if (plain) {
        const std::uint64_t exact = std::strtoull(text.c_str(), nullptr, 10);
        if (exact >= least && exact <= most) return exact;
    } else if (parse_number(text, value) && value == std::floor(value) && value >= static_cast<double>(least) &&
               value <= std::min(static_cast<double>(most), 9e15)) {
        return static_cast<std::uint64_t>(value);
    }
    throw UsageError(fmt::format("--{} takes a whole number from {} to {}, not '{}'", option, least, most, text));
}

std::pair<std::string, std::string> setting(const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        throw UsageError(fmt::format("--set takes NAME=VALUE, as in --set fear=0.3, not '{}'", text));
    return {text.substr(0, equals), text.substr(equals + 1)};
}

Color color_named(const std::string& text) {
    if (text == "auto") return Color::automatic;
    if (text == "always") return Color::always;
    if (text == "never") return Color::never;
    throw UsageError(fmt::format("--color takes auto, always or never, not '{}'", text));
}

void fill_numbers(Options& options, const po::variables_map& given) {
    const auto number = [&](const char* name, std::uint64_t least, std::uint64_t most) {
        return whole(name, given[name].as<std::string>(), least, most);
    };
    if (given.count("trajectories")) options.trajectories = number("trajectories", 1, 1'000'000'000'000);
    if (given.count("seed")) options.seed = number("seed", 0, UINT64_MAX);
    if (given.count("threads")) options.threads = static_cast<unsigned>(number("threads", 1, 1024));
    if (given.count("block")) options.block = number("block", 16, 4096);
    if (options.block % 16 != 0)
        throw UsageError(fmt::format("--block takes a multiple of 16 from 16 to 4096, not {}", options.block));
    if (given.count("trajectory")) options.trajectory = number("trajectory", 0, 1'000'000'000'000);
}

void fill(Options& options, const po::variables_map& given) {
    fill_numbers(options, given);
    if (given.count("set"))
        for (const std::string& text : given["set"].as<std::vector<std::string>>())
            options.settings.push_back(setting(text));
    if (given.count("isa")) {
        const std::string text = given["isa"].as<std::string>();
        options.isa = isa_named(text);
        if (!options.isa) throw UsageError(fmt::format("--isa takes baseline, v3 or v4, not '{}'", text));
    }
    if (given.count("color")) options.color = color_named(given["color"].as<std::string>());
    if (given.count("out")) options.out = given["out"].as<std::string>();
    while (options.out.size() > 1 && options.out.back() == '/') options.out.pop_back();
    if (given.count("where")) options.where = given["where"].as<std::string>();
    if (given.count("to")) options.to = given["to"].as<std::string>();
    if (given.count("extreme")) options.extreme = given["extreme"].as<std::string>();
    if (given.count("file")) options.files = given["file"].as<std::vector<std::string>>();
    options.force = given.count("force") > 0;
    options.json = given.count("json") > 0;
    options.digests = given.count("digests") > 0;
    options.quiet = given.count("quiet") > 0;
    options.strict = given.count("strict") > 0;
    options.live = given.count("live") > 0;
    options.resolved = given.count("resolved") > 0;
    options.program = given.count("program") > 0;
    options.provenance = given.count("provenance") > 0;
}

std::string help_of(const CommandInfo& info, const po::options_description& described) {
    std::ostringstream text;
    text << "Usage: brink " << info.name << " [OPTIONS] " << info.arguments << "\n\n"
         << info.what << "\n\n"
         << described;
    return text.str();
}

const CommandInfo& command_named(const std::string& name) {
    std::vector<std::string> names;
    for (const CommandInfo& c : k_commands) {
        if (c.name == name) return c;
        names.emplace_back(c.name);
    }
    for (const std::string_view later : {"study", "score", "report", "merge"})
        if (later == name)
            throw UsageError(
                fmt::format("this version of brink does not have '{}' yet (nor study files and observations)", name));
    const std::string hint = did_you_mean(name, names);
    throw UsageError(fmt::format("there is no command '{}'{}{}", name, hint.empty() ? "" : ": ", hint));
}

void check_arguments(const CommandInfo& command, const std::vector<std::string>& given) {
    if (given.size() < command.least)
        throw UsageError(fmt::format("brink {} needs {}: brink {} {}", command.name,
                                     command.least == 1 ? "a file or name" : "two files", command.name,
                                     command.arguments));
    if (given.size() > command.most)
        throw UsageError(fmt::format("brink {} takes {}, not also '{}'", command.name,
                                     command.most == 0 ? "no arguments" : command.arguments, given[command.most]));
}

po::variables_map read(const po::options_description& described, int argc, const char* const* argv) {
    po::options_description hidden;
    hidden.add(described).add_options()("file", po::value<std::vector<std::string>>(), "");
    po::positional_options_description positional;
    positional.add("file", -1);
    namespace style = po::command_line_style;
    po::variables_map given;
    try {
        po::store(po::command_line_parser(argc - 1, argv + 1)
                      .options(hidden)
                      .positional(positional)
                      .style(style::unix_style & ~style::allow_guessing)
                      .run(),
                  given);
    } catch (const po::unknown_option& error) {
        std::vector<std::string> names;
        for (const auto& option : described.options()) names.push_back("--" + option->long_name());
        const std::string hint = did_you_mean(error.get_option_name(), names);
        throw UsageError(
            fmt::format("there is no option '{}' here{}{}", error.get_option_name(), hint.empty() ? "" : ": ", hint));
    } catch (const po::error& error) {
        throw UsageError(error.what());
    }
    return given;
}

}  // namespace

Options parse_options(int argc, const char* const* argv) {
    Options options;
    for (int i = 0; i < argc; ++i) options.words.emplace_back(argv[i]);
    const std::string first = argc > 1 ? argv[1] : "--help";
    if (first == "--help" || first == "-h" || first == "help") {
        options.help = overview();
        return options;
    }
    if (first == "--version") {
        options.command = Command::version;
        return options;
    }
    const CommandInfo& command = command_named(first);
    const po::options_description described = options_of(command.command);
    const po::variables_map given = read(described, argc, argv);
    if (given.count("help")) {
        options.help = help_of(command, described);
        return options;
    }
    options.command = command.command;
    // The parser sees the command's word as the first positional: argv + 1 is taken as the program's name.
    fill(options, given);
    check_arguments(command, options.files);
    const std::size_t which = given.count("trajectory") + given.count("where") + given.count("extreme");
    if (command.command == Command::replay && which != 1)
        throw UsageError("brink replay needs one of --trajectory K, --where OUTCOME and --extreme MEASURE: which one?");
    if (command.command == Command::show && options.json && !options.provenance)
        throw UsageError("brink show takes --json with --provenance");
    return options;
}

bool use_color(Color color, int descriptor) {
    if (color != Color::automatic) return color == Color::always;
    const char* no_color = std::getenv("NO_COLOR");
    if (no_color != nullptr && *no_color != '\0') return false;
    const char* term = std::getenv("TERM");
    if (term != nullptr && std::string_view(term) == "dumb") return false;
    return isatty(descriptor) == 1;
}

}  // namespace brink
