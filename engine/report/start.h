#pragma once
// A commented scenario to start from: it runs, and says what each section is for.

#include <string>

namespace brink {

/// The text, called `title`.
[[nodiscard]] std::string start_text(const std::string& title);

}  // namespace brink
