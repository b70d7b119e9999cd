#include "run/work.h"

#include <algorithm>
#include <utility>

namespace brink {

Work::Work(const RunOptions& options) : options_(&options), unit_((options.block + k_part - 1) / k_part * k_part) {}

std::size_t Work::workers() const {
    const std::uint64_t units = (options_->trajectories + unit_ - 1) / unit_;
    return static_cast<std::size_t>(std::clamp<std::uint64_t>(options_->threads, 1, units));
}

std::optional<TrajectoryRange> Work::claim() {
    const std::lock_guard lock(mutex_);
    if (stopped_ || next_ >= options_->trajectories) return std::nullopt;
    const std::uint64_t first = options_->first_trajectory + next_;
    if (faulty_ && first > *faulty_) return std::nullopt;
    const std::uint64_t size = std::min(unit_, options_->trajectories - next_);
    next_ += size;
    return TrajectoryRange{first, first + size};
}

void Work::done(std::uint64_t trajectories) {
    const std::lock_guard lock(mutex_);
    done_ += trajectories;
    if (options_->progress && !options_->progress({done_, options_->trajectories})) stopped_ = true;
}

void Work::fault(std::uint64_t trajectory, std::string message) {
    const std::lock_guard lock(mutex_);
    if (faulty_ && *faulty_ <= trajectory) return;
    faulty_ = trajectory;
    fault_ = std::move(message);
}

void Work::failed(std::exception_ptr error) {
    const std::lock_guard lock(mutex_);
    if (!error_) error_ = std::move(error);
    stopped_ = true;
}

void Work::finish() const {
    if (error_) std::rethrow_exception(error_);
    if (faulty_) throw ModelFault(fault_);
}

}  // namespace brink
