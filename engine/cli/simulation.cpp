#include "cli/simulation.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <vector>

#include "cli/interrupt.h"

namespace brink {

SimulateOptions simulate_options(const Options& options, ProgressLine& line) {
    SimulateOptions simulate;
    simulate.settings = options.settings;
    simulate.trajectories = options.trajectories;
    simulate.seed = options.seed;
    simulate.keep = options.keep;
    simulate.run.threads = options.threads;
    simulate.run.block = options.block;
    simulate.run.isa = options.isa;
    simulate.run.digests = options.digests;
    simulate.run.progress = [&line](const Progress& progress) {
        line.show(progress);
        return interrupted_by() == 0;
    };
    return simulate;
}

std::string utc_now() {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

void print_findings(const Sources& sources, const Diagnostics& diagnostics, const std::string& file, bool in_full) {
    constexpr std::size_t k_most = 5;
    if (in_full) {
        fmt::print(stderr, "{}", render(sources, diagnostics));
        return;
    }
    const std::vector<Diagnostic> found = diagnostics.sorted();
    for (std::size_t i = 0; i < std::min(found.size(), k_most); ++i) {
        const Place place = found[i].span.known() ? sources.place(found[i].span) : Place{file, 1, 1};
        fmt::print(stderr, "{}:{}:{}: warning: {} [{}]\n", place.file, place.line, place.column, found[i].message,
                   found[i].code);
        // What only a run finds, `brink check` does not tell again with its remedy.
        if (found[i].code == "incident") fmt::print(stderr, "      = {}\n", found[i].hint);
    }
    if (found.size() > k_most)
        fmt::print(stderr, "and {} warnings more: brink check {} shows all\n", found.size() - k_most, file);
}

}  // namespace brink
