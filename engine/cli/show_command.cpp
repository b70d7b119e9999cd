#include <fmt/format.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "model/check.h"
#include "program/compile.h"
#include "report/provenance.h"
#include "report/show.h"
#include "scenario/layers.h"

namespace brink {

namespace {

std::string shown(const Options& options, const Model& model, const Program& program) {
    const std::size_t width = terminal_width(STDOUT_FILENO);
    if (options.json) return provenance_json(model);
    if (options.provenance) return provenance_text(model, width);
    return options.program ? listing(program) : describe(model, program, width);
}

}  // namespace

int show_command(const Options& options) {
    Diagnostics diagnostics;
    const Tree tree = load_tree(options.files[0], options.settings, diagnostics);
    const std::optional<Model> model = check(tree, diagnostics);
    std::optional<Program> program;
    if (model) program = compile(*model, diagnostics);
    if (model && !diagnostics.has_errors()) fmt::print("{}", shown(options, *model, *program));
    fmt::print(stderr, "{}", render(tree.sources, diagnostics));
    if (diagnostics.has_errors()) return k_wrong_input;
    if (model) return k_done;
    fmt::print(stderr, "{}: a layer ({}): show a file that extends it\n", options.files[0], what_is_lacking(tree));
    return k_wrong_input;
}

}  // namespace brink
