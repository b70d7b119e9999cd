#include <fmt/format.h>

#include "cli/commands.h"
#include "model/check.h"
#include "program/compile.h"
#include "scenario/layers.h"

namespace brink {

int check_command(const Options& options) {
    int status = k_done;
    for (const std::string& file : options.files) {
        Diagnostics diagnostics;
        const Tree tree = load_tree(file, options.settings, diagnostics);
        std::optional<Model> model;
        if (!diagnostics.has_errors()) model = check(tree, diagnostics);
        if (model) (void)compile(*model, diagnostics);
        fmt::print(stderr, "{}", render(tree.sources, diagnostics));
        const bool wrong = diagnostics.has_errors() || (options.strict && !diagnostics.empty());
        if (wrong)
            status = k_wrong_input;
        else if (!runnable(tree))
            fmt::print(stderr, "{}: a layer (no clock or no actors): what is there is in order\n", file);
    }
    return status;
}

}  // namespace brink
