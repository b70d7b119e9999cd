#include <fmt/format.h>
#include <unistd.h>

#include "base/diagnostic.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "report/reference.h"
#include "report/schema.h"

namespace brink {

int describe_command(const Options& options) {
    const std::size_t width = terminal_width(STDOUT_FILENO);
    if (options.files.empty()) {
        fmt::print("{}", options.json ? reference_json(std::nullopt) : reference_overview(width));
        return k_done;
    }
    const std::string& name = options.files[0];
    const Subject subject = find_subject(name);
    if (subject.empty()) {
        const std::string hint = did_you_mean(name, subject_names());
        throw UsageError(fmt::format("the language has no '{}'{}{}", name, hint.empty() ? "" : ": ",
                                     hint.empty() ? "; `brink describe` lists what there is" : hint));
    }
    fmt::print("{}", options.json ? reference_json(subject) : to_text(subject, width));
    return k_done;
}

int schema_command(const Options&) {
    fmt::print("{}", schema_text());
    return k_done;
}

}  // namespace brink
