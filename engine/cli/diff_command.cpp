#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/load.h"
#include "report/tree_diff.h"

namespace brink {

int diff_command(const Options& options) {
    const Loaded first = load(options.files[0], options.settings);
    const Loaded second = load(options.files[1], options.settings);
    for (const Loaded* loaded : {&first, &second})
        fmt::print(stderr, "{}", render(loaded->tree.sources, loaded->diagnostics));
    if (first.wrong() || second.wrong()) return k_wrong_input;
    const std::vector<TreeDifference> found = differences(first.tree, second.tree);
    fmt::print("{}", options.json ? to_json(found) : to_text(found));
    return k_done;
}

}  // namespace brink
