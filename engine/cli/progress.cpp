#include "cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "report/words.h"

namespace brink {

ProgressLine::ProgressLine(bool shown)
    : shown_(shown),
      terminal_(isatty(STDERR_FILENO) == 1),
      started_(std::chrono::steady_clock::now()),
      last_(started_) {}

ProgressLine::~ProgressLine() {
    if (drawn_ && terminal_) fmt::print(stderr, "\r\x1b[K");
}

void ProgressLine::show(const Progress& progress) {
    if (!shown_) return;
    const auto now = std::chrono::steady_clock::now();
    const std::chrono::duration<double> since = now - last_, spent = now - started_;
    if (since.count() < (terminal_ ? 0.1 : 10.0)) return;
    last_ = now;
    drawn_ = true;
    const double share = static_cast<double>(progress.done) / static_cast<double>(progress.requested);
    const double left_over = share > 0 ? spent.count() / share - spent.count() : 0;
    const std::string text = fmt::format("{} of {} trajectories, {:.0f} s left", count(progress.done),
                                         count(progress.requested), left_over);
    if (terminal_)
        fmt::print(stderr, "\r\x1b[K{} {}", bar(share, 24), text);
    else
        fmt::print(stderr, "{}\n", text);
    std::fflush(stderr);
}

}  // namespace brink
