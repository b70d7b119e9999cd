#include <fmt/format.h>

#include "cli/commands.h"
#include "report/folder.h"

namespace brink {

int report_command(const Options& options) {
    const std::filesystem::path page = rewrite_page(options.files[0]);
    if (!options.quiet) fmt::print("Written: {}\n", page.string());
    return k_done;
}

}  // namespace brink
