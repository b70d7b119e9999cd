#include "measure.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <exception>
#include <stdexcept>

namespace bench {

namespace {

double now_of(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

pid_t start(const std::function<void()>& work) {
    std::fflush(nullptr);
    const pid_t child = fork();
    if (child < 0) throw std::runtime_error("cannot start a process");
    if (child > 0) return child;
    int status = 0;
    try {
        work();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        status = 1;
    }
    _exit(status);
}

rusage finish(pid_t child) {
    rusage usage{};
    int status = 0;
    if (wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw std::runtime_error("a process of the benchmark failed");
    return usage;
}

}  // namespace

Time time_of(const std::function<void()>& work) {
    const double processor = now_of(CLOCK_PROCESS_CPUTIME_ID), wall = now_of(CLOCK_MONOTONIC);
    work();
    return {now_of(CLOCK_MONOTONIC) - wall, now_of(CLOCK_PROCESS_CPUTIME_ID) - processor};
}

double wall_of_processes(std::size_t n, const std::function<void()>& work) {
    return time_of([&] {
               std::vector<pid_t> children;
               for (std::size_t i = 0; i < n; ++i) children.push_back(start(work));
               for (const pid_t child : children) finish(child);
           })
        .wall;
}

std::size_t resident_bytes(const std::function<void()>& work) {
    return static_cast<std::size_t>(finish(start(work)).ru_maxrss) * 1024;
}

Spread spread(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t n = values.size();
    return {(values[(n - 1) / 2] + values[n / 2]) / 2, values.front(), values.back()};
}

}  // namespace bench
