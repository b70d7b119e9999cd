// Exit statuses and messages of the command line; see docs/output.md for the contract.

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <new>

#include "cli/commands.h"
#include "cli/options.h"
#include "report/folder.h"
#include "run/run.h"

namespace {

int dispatch(const brink::Options& options) {
    switch (options.command) {
        case brink::Command::run: return brink::run_command(options);
        case brink::Command::check: return brink::check_command(options);
        case brink::Command::show: return brink::show_command(options);
        case brink::Command::replay: return brink::replay_command(options);
        case brink::Command::compare: return brink::compare_command(options);
        case brink::Command::describe: return brink::describe_command(options);
        case brink::Command::schema: return brink::schema_command(options);
        case brink::Command::diff: return brink::diff_command(options);
        case brink::Command::test: return brink::test_command(options);
        case brink::Command::report: return brink::report_command(options);
        case brink::Command::create: return brink::new_command(options);
        case brink::Command::help: fmt::print("{}", options.help); return brink::k_done;
        case brink::Command::version: fmt::print("brink {}\n", BRINK_VERSION); return brink::k_done;
    }
    return brink::k_wrong_input;
}

int say(int status, const char* what) {
    fmt::print(stderr, "brink: {}\n", what);
    return status;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        const int status = dispatch(brink::parse_options(argc, argv));
        if (std::fflush(stdout) != 0) return say(brink::k_environment_failed, "cannot write to standard output");
        return status;
    } catch (const brink::UsageError& error) {
        return say(brink::k_wrong_input, error.what());
    } catch (const brink::FolderTaken& error) {
        return say(brink::k_wrong_input, error.what());
    } catch (const brink::KeepFault& error) {
        return say(brink::k_wrong_input, error.what());
    } catch (const brink::ModelFault& error) {
        return say(brink::k_wrong_input, error.what());
    } catch (const std::bad_alloc&) {
        return say(brink::k_environment_failed, "out of memory: fewer recorded quantities or steps need less");
    } catch (const std::exception& error) {
        return say(brink::k_environment_failed, error.what());
    }
}
