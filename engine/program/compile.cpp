#include "program/compile.h"

#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/hash.h"
#include "program/compilation.h"

namespace brink {

namespace {

// A stream keys everything drawn at a site: two sites with one stream would share their luck.
void check_streams(const Compilation& c, Diagnostics& diagnostics) {
    std::map<std::uint64_t, std::string> seen;
    for (const auto& [path, stream] : c.lowering.sites) {
        const auto [at, fresh] = seen.emplace(stream, path);
        if (!fresh && at->second != path)
            diagnostics.error("stream-collision", {},
                              "the draws '" + at->second + "' and '" + path + "' have the same stream",
                              "rename one of them");
    }
}

void check_columns(const Program& program, const Limits& limits, Diagnostics& diagnostics) {
    if (program.n_columns <= limits.columns) return;
    std::size_t widest = 0;
    for (std::size_t i = 0; i < program.instructions.size(); ++i)
        if (program.notes[i].span.known() &&
            (!program.notes[widest].span.known() || program.instructions[i].rows > program.instructions[widest].rows))
            widest = i;
    diagnostics.error("limit-columns", program.notes.empty() ? Span{} : program.notes[widest].span,
                      fmt::format("a step of one trajectory would hold {} numbers at once; the limit is {}",
                                  program.n_columns, limits.columns),
                      "take fewer actors, or fewer values for every actor or pair" + or_raise("columns"));
}

}  // namespace

Compilation::Compilation(const Model& the_model, bool keep, Explanation* to_explain)
    : model(the_model),
      keep_everything(keep),
      explanation(to_explain),
      graph(keep, program),
      lowering(the_model, graph, state, keep) {}

namespace {

void run_passes(Compilation& c, Diagnostics& diagnostics) {
    lay_out_grids(c);
    lay_out_state(c);
    lower_initial(c);
    lower_recorded(c);
    lower_events(c);
    lower_decisions(c);
    lower_effects(c);
    lower_dynamics(c);
    lower_correlated(c);
    lay_out_rings(c, diagnostics);
    if (diagnostics.has_errors()) return;
    const Plan plan = make_plan(c);
    place(c, plan);
}

}  // namespace

Program compile(const Model& model, Diagnostics& diagnostics, const CompileOptions& options) {
    Compilation c(model, options.keep_everything);
    run_passes(c, diagnostics);
    if (diagnostics.has_errors()) return {};
    check_columns(c.program, model.limits, diagnostics);
    check_streams(c, diagnostics);
    return std::move(c.program);
}

ExplainedProgram compile_explained(const Model& model) {
    Diagnostics said_already;
    ExplainedProgram explained;
    Compilation c(model, false, &explained.explanation);
    run_passes(c, said_already);
    explained.program = std::move(c.program);
    return explained;
}

}  // namespace brink
