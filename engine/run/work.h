#pragma once
// The work of a run as workers share it: units claimed in ascending order, the wish to stop, what went wrong.

#include <cstdint>
#include <exception>
#include <mutex>
#include <optional>
#include <string>

#include "run/run.h"

namespace brink {

/// Safe to use from several threads.
class Work {
public:
    /// For options that are settled and outlive it.
    explicit Work(const RunOptions& options);

    /// How many workers pay: those asked for, not more than units.
    [[nodiscard]] std::size_t workers() const;

    /// The next unit; none if all are claimed, a stop was asked for, or a fault below it makes it moot. A unit that
    /// was claimed must be finished, so that what is done is a prefix.
    [[nodiscard]] std::optional<TrajectoryRange> claim();
    /// Notes trajectories run; reports progress, and stops further claims if the callback says so.
    void done(std::uint64_t trajectories);
    /// Notes a fault; that of the lowest trajectory stands, the first noted among those of one trajectory.
    void fault(std::uint64_t trajectory, std::string message);
    /// Notes an exception; the first one stands and stops further claims.
    void failed(std::exception_ptr error);

    /// When no worker is left: throws what failed, else ModelFault for the fault that stands.
    void finish() const;

private:
    const RunOptions* options_;
    std::uint64_t unit_ = k_part;  // trajectories a unit: whole parts, not fewer than a block
    std::mutex mutex_;
    std::uint64_t next_ = 0;  // trajectories claimed
    std::uint64_t done_ = 0;
    bool stopped_ = false;
    std::optional<std::uint64_t> faulty_;
    std::string fault_;
    std::exception_ptr error_;
};

}  // namespace brink
