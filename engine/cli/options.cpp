#include "cli/options.h"

#include <fmt/format.h>
#include <unistd.h>

#include <boost/program_options.hpp>
#include <cmath>
#include <cstdlib>
#include <sstream>
#include <string_view>

#include "base/diagnostic.h"
#include "cli/command_words.h"
#include "cli/terminal.h"

namespace brink {

namespace po = boost::program_options;

namespace {

po::options_description options_of(Command command) {
    const auto width = static_cast<unsigned>(terminal_width(STDOUT_FILENO));
    po::options_description all("Options", width, width / 2);
    all.add_options()("help,h", "this text");
    for (const OptionInfo& option : option_table()) {
        if (!takes(command, option)) continue;
        if (std::string_view(option.name) == "set")
            all.add_options()(option.name, po::value<std::vector<std::string>>()->composing(), option.what);
        else if (option.takes_value)
            all.add_options()(option.name, po::value<std::string>(), option.what);
        else
            all.add_options()(option.name, option.what);
    }
    return all;
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
    if (given.count("keep")) options.keep = number("keep", 0, 1'000'000'000'000);
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
    options.all = given.count("all") > 0;
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
