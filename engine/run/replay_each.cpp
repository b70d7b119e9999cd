#include "run/replay_each.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace brink {

namespace {

/// Fills `replayed` with the trajectories from `first` on; throws what the first thread that failed threw.
void replay_batch(const Program& program, const ReplayEachOptions& options, std::uint64_t first,
                  std::vector<Replayed>& replayed) {
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::exception_ptr error;
    const auto work = [&] {
        try {
            for (std::size_t i = next++; i < replayed.size(); i = next++)
                replayed[i] = replay(program, options.seed, first + i, options.isa);
        } catch (...) {
            const std::lock_guard lock(mutex);
            if (!error) error = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> threads;
        const std::size_t workers = std::min<std::size_t>(options.threads, replayed.size());
        for (std::size_t worker = 1; worker < workers; ++worker) threads.emplace_back(work);
        work();
    }
    if (error) std::rethrow_exception(error);
}

}  // namespace

void replay_each(const Program& program, const ReplayEachOptions& options,
                 const std::function<bool(std::span<const Replayed>)>& take) {
    std::vector<Replayed> replayed;
    for (std::uint64_t first = 0; first < options.trajectories; first += replayed.size()) {
        replayed.resize(
            static_cast<std::size_t>(std::min<std::uint64_t>(options.at_once, options.trajectories - first)));
        replay_batch(program, options, first, replayed);
        if (!take(replayed)) return;
    }
}

}  // namespace brink
