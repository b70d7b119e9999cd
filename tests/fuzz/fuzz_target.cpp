// One input on its whole way: tree, check, compile, 16 short trajectories, and everything that tells of them. What it
// must never do is crash, hang, exhaust memory, or say neither yes nor no.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/hash.h"
#include "input_files.h"
#include "model/check.h"
#include "model/lint.h"
#include "program/compile.h"
#include "report/csv.h"
#include "report/json.h"
#include "report/provenance.h"
#include "report/resolved.h"
#include "report/show.h"
#include "report/text.h"
#include "result/result.h"
#include "run/run.h"
#include "scenario/layers.h"
#include "study/lint.h"

namespace {

/// Small, so that an input costs milliseconds: a slow one is then a finding.
brink::Limits limits() {
    brink::Limits limits;
    limits.bytes = 1u << 16;
    limits.nodes = 4000;
    limits.files = 4;
    limits.actors = 16;
    limits.state = 3000;
    limits.work = 50'000;
    limits.memory = 100;
    return limits;
}

void require(bool holds) {
    if (!holds) std::abort();
}

/// Every finding is one that a person can use.
void judge(const brink::Sources& sources, const brink::Diagnostics& diagnostics) {
    for (const brink::Diagnostic& found : diagnostics.items()) {
        const bool complete = !found.code.empty() && !found.message.empty() && !found.hint.empty();
        const bool placed = !found.span.known() ||
                            (found.span.file < sources.size() && found.span.begin <= found.span.end &&
                             found.span.end <= sources.text(found.span.file).size());
        if (!complete || !placed) std::fprintf(stderr, "%s", render(sources, found).c_str());
        require(complete && placed);
    }
    require(diagnostics.empty() == render(sources, diagnostics).empty());
}

/// What `brink show` prints.
void show(const brink::Model& model, const brink::Program& program) {
    require(!describe(model, program).empty() && !listing(program).empty());
    static_cast<void>(provenance_text(model, 80));
    static_cast<void>(provenance_json(model));
}

/// What `brink run` does and, if `tells`, what it prints and writes.
void simulate(const brink::Model& model, const brink::Program& program, const brink::Sources& sources, bool tells) {
    brink::RunOptions options;
    options.trajectories = 16;
    options.threads = 1;
    options.block = 16;
    try {
        const auto summaries = brink::run({&program, 1}, brink::settle({&program, 1}, options));
        if (!tells) return;
        brink::Result result = make_result(model, summaries.front(), options.seed);
        brink::Diagnostics incidents;
        tell_incidents(sources, result, incidents);
        judge(sources, incidents);
        require(!to_text(result).empty() && !to_json(result).empty());
        require(!outcomes_csv(result).empty() && !series_csv(result).empty());
    } catch (const brink::ModelFault& fault) {
        require(fault.what()[0] != '\0');
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr int k_most_steps = 8;
    const std::string text = brink::fuzzed::take_files({reinterpret_cast<const char*>(data), size});
    brink::Diagnostics diagnostics;
    const brink::Tree tree = brink::load_tree_text("fuzz.yaml", text, {}, diagnostics, limits());
    auto model = brink::check(tree, diagnostics);
    judge(tree.sources, diagnostics);
    require(!(model && diagnostics.has_errors()));
    require(model || diagnostics.has_errors() || !brink::runnable(tree));
    if (!diagnostics.has_errors()) require(!resolved_text(tree).empty());
    if (!model) return 0;
    model->clock.steps = std::min(model->clock.steps, k_most_steps);
    const brink::Program program = brink::compile(*model, diagnostics);
    judge(tree.sources, diagnostics);
    if (diagnostics.has_errors()) return 0;
    lint(tree, *model, program, diagnostics);
    judge(tree.sources, diagnostics);
    // To tell of a run takes longer than the run: one input in four does, always the same ones.
    const bool tells = brink::hash64(text) % 4 == 0;
    if (tells) show(*model, program);
    simulate(*model, program, tree.sources, tells);
    return 0;
}
