#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace brink {

namespace {

constexpr std::size_t k_usual = 80, k_narrowest = 40, k_widest = 1000;

/// The number in COLUMNS; 0 if there is none.
std::size_t columns_asked_for() {
    const char* columns = std::getenv("COLUMNS");
    const std::string_view text = columns == nullptr ? "" : columns;
    const bool number = !text.empty() && text.size() < 5 && text.find_first_not_of("0123456789") == text.npos;
    return number ? static_cast<std::size_t>(std::atoi(columns)) : 0;
}

/// 0 if it is no terminal, or one that does not say.
std::size_t columns_of(int descriptor) {
    winsize size{};
    if (isatty(descriptor) != 1 || ioctl(descriptor, TIOCGWINSZ, &size) != 0) return 0;
    return size.ws_col;
}

}  // namespace

std::size_t terminal_width(int descriptor) {
    std::size_t width = columns_asked_for();
    if (width == 0) width = columns_of(descriptor);
    if (width == 0) width = k_usual;
    return std::clamp(width, k_narrowest, k_widest);
}

}  // namespace brink
