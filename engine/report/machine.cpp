#include "report/machine.h"

#include <fmt/format.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <fstream>

namespace brink {

namespace {

/// The first processor's name by /proc/cpuinfo, where there is such a file.
std::string processor_name() {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);) {
        if (line.rfind("model name", 0) != 0) continue;
        const std::size_t colon = line.find(": ");
        return colon == std::string::npos ? std::string() : line.substr(colon + 2);
    }
    return {};
}

}  // namespace

Machine this_machine() {
    Machine machine;
    machine.compiler = BRINK_COMPILER;
    utsname system{};
    if (uname(&system) == 0) machine.system = fmt::format("{} {} {}", system.sysname, system.release, system.machine);
    machine.processor = processor_name();
    machine.processors = sysconf(_SC_NPROCESSORS_ONLN);
    const long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
    if (pages > 0 && page > 0) machine.memory = pages / 1024 * page / 1024;
    return machine;
}

}  // namespace brink
