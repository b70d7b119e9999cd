#pragma once
// One line of progress on a terminal's stderr, redrawn at most ten times a second; every ten seconds a plain line
// elsewhere.

#include <chrono>

#include "run/run.h"

namespace brink {

class ProgressLine {
public:
    explicit ProgressLine(bool shown);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    void show(const Progress& progress);

private:
    bool shown_;
    bool terminal_;
    bool drawn_ = false;
    std::chrono::steady_clock::time_point started_;
    std::chrono::steady_clock::time_point last_;
};

}  // namespace brink
