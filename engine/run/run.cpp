#include "run/run.h"

#include <unistd.h>

#include <algorithm>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "lanes/block.h"
#include "lanes/floating_point.h"
#include "lanes/step.h"
#include "run/fault.h"
#include "run/work.h"
#include "stats/digest.h"
#include "stats/observer.h"

namespace brink {

namespace {

/// Sum of squares is exact for blocks up to this wide.
constexpr std::size_t k_widest_block = 4096;

void require(bool met, const std::string& otherwise) {
    if (!met) throw std::invalid_argument(otherwise);
}

void check_options(std::span<const Program> programs, const RunOptions& options) {
    require(!programs.empty(), "no program to run");
    require(options.trajectories > 0 && options.trajectories <= k_most_trajectories,
            fmt::format("a run has 1 to {} trajectories, not {}", k_most_trajectories, options.trajectories));
    require(options.first_trajectory % k_part == 0 && options.first_trajectory <= UINT64_MAX - k_most_trajectories,
            fmt::format("the first trajectory must be a multiple of {}, not {}", k_part, options.first_trajectory));
    require(options.block % k_lane_multiple == 0 && options.block <= k_widest_block,
            fmt::format("a block is a multiple of {} lanes up to {}, not {}", k_lane_multiple, k_widest_block,
                        options.block));
    if (options.isa)
        require(available(*options.isa),
                fmt::format("this machine cannot run instruction set '{}'", name(*options.isa)));
}

/// One program on one worker: its block and what looks at it.
struct Passage {
    Passage(const Program& a_program, const Kernels<double>& kernels, const RunOptions& options)
        : program(&a_program),
          block(a_program, options.block, options.seed),
          summary(a_program, kernels, options.block) {
        block.keeps_probabilities = false;  // nothing that is counted reads them
        if (options.digests) digest.emplace(a_program, kernels, options.block);
    }

    const Program* program;
    LaneBlock<double> block;
    SummaryObserver summary;
    std::optional<DigestObserver> digest;
    std::vector<PartDigest> digests;
};

void start(Passage& passage, TrajectoryRange range, const Kernels<double>& kernels) {
    passage.block.name_lanes(range.first, static_cast<std::size_t>(range.end - range.first));
    begin(*passage.program, passage.block, kernels);
    passage.summary.begin(passage.block);
    if (passage.digest) passage.digest->begin(passage.block);
}

void make_choices(Passage& passage, const Kernels<double>& kernels) {
    prepare(*passage.program, passage.block, kernels);
    choose(*passage.program, passage.block, kernels);
}

void let_them_act(Passage& passage, const Kernels<double>& kernels) {
    commit(*passage.program, passage.block, kernels);
    passage.summary.after_step(passage.block);
    if (passage.digest) passage.digest->after_step(passage.block);
}

void finish(Passage& passage, TrajectoryRange range) {
    passage.summary.end(passage.block);
    if (!passage.digest) return;
    for (std::uint64_t t = range.first; t < range.end; ++t)
        fold(passage.digests, t, passage.digest->hashes()[static_cast<std::size_t>(t - range.first)]);
}

/// The first program beside each of the others, on one worker.
struct Pairs {
    std::vector<PartingObserver> observers;  // (n_programs - 1), or none
    std::vector<PairedSummary> counted;

    Pairs(std::span<const Program> programs, const RunOptions& options) {
        for (std::size_t i = 1; i < programs.size(); ++i) {
            observers.emplace_back(programs[0], programs[i], options.block);
            counted.emplace_back(programs[0], programs[i]);
        }
    }
};

/// Moves the blocks of all programs, step by step side by side, from their beginning to their last state.
void run_blocks(std::span<Passage> passages, Pairs* pairs, TrajectoryRange range, const Kernels<double>& kernels) {
    int steps = 0;
    for (Passage& passage : passages) {
        start(passage, range, kernels);
        steps = std::max(steps, passage.program->steps);
    }
    const std::size_t n_pairs = pairs ? pairs->observers.size() : 0;
    for (std::size_t i = 0; i < n_pairs; ++i) pairs->observers[i].begin();
    for (int step = 0; step < steps; ++step) {
        const auto goes_on = [&](const Passage& passage) { return step < passage.program->steps; };
        for (Passage& passage : passages)
            if (goes_on(passage)) make_choices(passage, kernels);
        for (std::size_t i = 0; i < n_pairs; ++i)
            if (goes_on(passages[0]) && goes_on(passages[i + 1]))
                pairs->observers[i].look(passages[0].block, passages[i + 1].block, pairs->counted[i].partings);
        for (Passage& passage : passages)
            if (goes_on(passage)) let_them_act(passage, kernels);
    }
    for (Passage& passage : passages) finish(passage, range);
    for (std::size_t i = 0; i < n_pairs; ++i)
        add(pairs->counted[i], {passages[0].summary.outcomes(), passages[0].block},
            {passages[i + 1].summary.outcomes(), passages[i + 1].block});
}

void note_faults(const Passage& passage, TrajectoryRange range, Work& work) {
    for (std::size_t i = 0; i < passage.block.n_lanes(); ++i) {
        const LaneFault& fault = passage.block.faults[i];
        if (fault.kind == LaneFault::Kind::none) continue;
        work.fault(range.first + i, fault_message(*passage.program, fault, range.first + i));
        return;
    }
}

/// Claims and runs units of work until there are no more; gives what was counted.
PairedRun run_worker(std::span<const Program> programs, const RunOptions& options, bool paired, Work& work) {
    const Kernels<double>& chosen = kernels<double>(*options.isa);
    std::vector<Passage> passages;
    passages.reserve(programs.size());
    for (const Program& program : programs) passages.emplace_back(program, chosen, options);
    std::optional<Pairs> pairs;
    if (paired) pairs.emplace(programs, options);
    while (const std::optional<TrajectoryRange> unit = work.claim()) {
        set_floating_point_mode();
        for (std::uint64_t first = unit->first; first < unit->end; first += options.block) {
            const TrajectoryRange range{first, std::min<std::uint64_t>(first + options.block, unit->end)};
            run_blocks(passages, pairs ? &*pairs : nullptr, range, chosen);
            for (const Passage& passage : passages) note_faults(passage, range, work);
            work.done(range.end - range.first);
        }
    }
    PairedRun counted;
    if (pairs) counted.paired = std::move(pairs->counted);
    for (Passage& passage : passages) {
        counted.summaries.push_back(passage.summary.take());
        counted.summaries.back().digests = std::move(passage.digests);
    }
    return counted;
}

void merge(PairedRun& to, PairedRun&& from) {
    for (std::size_t p = 0; p < to.summaries.size(); ++p) to.summaries[p].merge(std::move(from.summaries[p]));
    for (std::size_t p = 0; p < to.paired.size(); ++p) merge(to.paired[p], from.paired[p]);
}

PairedRun run_all(std::span<const Program> programs, const RunOptions& open_options, bool pairs) {
    const RunOptions options = settle(programs, open_options);
    Work work(options);
    std::vector<PairedRun> counted(work.workers());
    const auto work_as = [&](std::size_t worker) {
        try {
            counted[worker] = run_worker(programs, options, pairs, work);
        } catch (...) {
            work.failed(std::current_exception());
        }
    };
    try {
        std::vector<std::jthread> threads;
        for (std::size_t worker = 1; worker < counted.size(); ++worker) threads.emplace_back(work_as, worker);
        work_as(0);
    } catch (...) {
        work.failed(std::current_exception());
    }
    work.finish();
    for (std::size_t worker = 1; worker < counted.size(); ++worker) merge(counted[0], std::move(counted[worker]));
    return std::move(counted[0]);
}

}  // namespace

std::size_t default_block(const Program& program) {
    // Wide enough that the cost of an instruction is shared by many lanes, even where a block then spills out of the
    // second-level cache: a world of 12 actors runs 8 % faster with 128 lanes than with the 32 that would fit.
    constexpr std::size_t k_narrowest = 64, k_widest = 128, k_usual_cache = 1u << 20;
#ifdef _SC_LEVEL2_CACHE_SIZE
    const long reported = sysconf(_SC_LEVEL2_CACHE_SIZE);
#else
    const long reported = 0;
#endif
    const std::size_t cache = reported > 0 ? static_cast<std::size_t>(reported) : k_usual_cache;
    const std::size_t bytes_a_lane = std::max<std::size_t>(program.n_columns, 1) * sizeof(double);
    const std::size_t lanes = 4 * cache / bytes_a_lane / k_lane_multiple * k_lane_multiple;
    return std::clamp(lanes, k_narrowest, k_widest);
}

RunOptions settle(std::span<const Program> programs, RunOptions options) {
    check_options(programs, options);
    if (!options.isa) options.isa = best_isa();
    if (options.block == 0) {
        options.block = default_block(programs.front());
        for (const Program& program : programs) options.block = std::min(options.block, default_block(program));
    }
    if (options.threads == 0) options.threads = std::max(1u, std::thread::hardware_concurrency());
    return options;
}

std::vector<Summary> run(std::span<const Program> programs, const RunOptions& options) {
    return run_all(programs, options, false).summaries;
}

PairedRun run_paired(std::span<const Program> programs, const RunOptions& options) {
    return run_all(programs, options, true);
}

}  // namespace brink
