#include "cli/interrupt.h"

#include <csignal>

namespace brink {

namespace {

// A signal handler can reach nothing but a variable of this kind.
volatile std::sig_atomic_t noted_signal = 0;

void note(int signal) {
    noted_signal = signal;
    std::signal(signal, SIG_DFL);
}

}  // namespace

void catch_interrupts() {
    std::signal(SIGINT, note);
    std::signal(SIGTERM, note);
}

int interrupted_by() { return noted_signal; }

}  // namespace brink
