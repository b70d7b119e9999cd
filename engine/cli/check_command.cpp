#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/load.h"
#include "model/check.h"
#include "model/lint.h"
#include "report/resolved.h"
#include "study/lint.h"
#include "study/live.h"

namespace brink {

namespace {

/// Faults of the file, and what the linter and a few hundred trajectories say of one without faults.
Diagnostics findings(Loaded& loaded, const Options& options) {
    if (!loaded.program) return loaded.diagnostics;
    Diagnostics found = without_inherited(loaded.diagnostics, loaded.tree);
    lint(loaded.tree, *loaded.model, *loaded.program, found);
    if (options.live) check_live(*loaded.model, *loaded.program, loaded.model->run.seed.value_or(1), found);
    return without_ignored(found, loaded.model->ignored_warnings);
}

}  // namespace

int check_command(const Options& options) {
    if (options.resolved && options.files.size() > 1)
        throw UsageError(fmt::format("--resolved prints one file, not also '{}'", options.files[1]));
    int status = k_done;
    for (const std::string& file : options.files) {
        Loaded loaded = load(file, options.settings);
        const Diagnostics found = findings(loaded, options);
        fmt::print(stderr, "{}", render(loaded.tree.sources, found));
        const bool wrong = found.has_errors() || (options.strict && !found.empty());
        if (wrong)
            status = k_wrong_input;
        else if (!runnable(loaded.tree))
            fmt::print(stderr, "{}: a layer ({}): what is there is in order\n", file, what_is_lacking(loaded.tree));
        if (options.resolved && !found.has_errors()) fmt::print("{}", resolved_text(loaded.tree));
    }
    return status;
}

}  // namespace brink
