#include "cli/load.h"

#include <fmt/format.h>

#include "model/check.h"
#include "program/compile.h"

namespace brink {

Loaded load(const std::string& file, const Settings& settings) {
    Loaded loaded;
    loaded.tree = load_tree(file, settings, loaded.diagnostics);
    loaded.model = check(loaded.tree, loaded.diagnostics);
    if (loaded.model) loaded.program = compile(*loaded.model, loaded.diagnostics);
    if (loaded.wrong()) loaded.program.reset();
    return loaded;
}

bool load_to_run(const std::string& file, const Settings& settings, Loaded& loaded) {
    loaded = load(file, settings);
    fmt::print(stderr, "{}", render(loaded.tree.sources, loaded.diagnostics));
    if (!loaded.wrong() && !loaded.model)
        fmt::print(stderr, "{}: a layer ({}): it cannot be run\n", file, what_is_lacking(loaded.tree));
    return loaded.program.has_value();
}

}  // namespace brink
