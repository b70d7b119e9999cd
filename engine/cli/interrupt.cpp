#include "cli/interrupt.h"

#include <signal.h>

#include <atomic>

namespace brink {

namespace {

// Written in a signal handler, which may reach lock-free atomics alone, and read by whichever worker reports progress.
std::atomic<int> noted_signal = 0;
static_assert(std::atomic<int>::is_always_lock_free);

void note(int signal) { noted_signal = signal; }

}  // namespace

void catch_interrupts() {
    struct sigaction once {};
    once.sa_handler = note;
    once.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);  // the second one finds the usual end of a program
    sigaction(SIGINT, &once, nullptr);
    sigaction(SIGTERM, &once, nullptr);
}

int interrupted_by() { return noted_signal; }

}  // namespace brink
