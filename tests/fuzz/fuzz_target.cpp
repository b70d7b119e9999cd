// One text on its whole way: tree, check, compile, a few short trajectories. What it must never do is crash, hang,
// exhaust memory, or say neither yes nor no.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "model/check.h"
#include "program/compile.h"
#include "run/run.h"
#include "scenario/layers.h"

namespace {

constexpr int k_most_steps = 64;

/// Small, so that an input costs milliseconds: a slow one is then a finding.
brink::Limits limits() {
    brink::Limits limits;
    limits.bytes = 1u << 16;
    limits.nodes = 4000;
    limits.files = 4;
    limits.actors = 12;
    limits.state = 2000;
    limits.work = 20'000;
    limits.memory = 100;
    return limits;
}

void require(bool holds) {
    if (!holds) std::abort();
}

/// Every finding is one that a person can use.
void judge(const brink::Sources& sources, const brink::Diagnostics& diagnostics) {
    for (const brink::Diagnostic& found : diagnostics.items()) {
        require(!found.code.empty() && !found.message.empty() && !found.hint.empty());
        if (found.span.known()) require(found.span.file < sources.size() && found.span.begin <= found.span.end);
    }
    require(diagnostics.empty() == render(sources, diagnostics).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    brink::Diagnostics diagnostics;
    const brink::Tree tree = brink::load_tree_text("fuzz.yaml", text, {}, diagnostics, limits());
    const auto model = brink::check(tree, diagnostics);
    judge(tree.sources, diagnostics);
    require(!(model && diagnostics.has_errors()));
    require(model || diagnostics.has_errors() || !brink::runnable(tree));
    if (!model) return 0;
    const brink::Program program = brink::compile(*model, diagnostics);
    judge(tree.sources, diagnostics);
    if (diagnostics.has_errors() || program.steps > k_most_steps) return 0;
    brink::RunOptions options;
    options.trajectories = 16;
    options.threads = 1;
    options.block = 16;
    try {
        static_cast<void>(brink::run({&program, 1}, brink::settle({&program, 1}, options)));
    } catch (const brink::ModelFault& fault) {
        require(fault.what()[0] != '\0');
    }
    return 0;
}
