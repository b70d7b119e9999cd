#pragma once
// The text of a file on disk, or why there is none.

#include <cstddef>
#include <optional>
#include <string>

namespace brink {

struct FileText {
    std::optional<std::string> text;
    std::string reason;  // if there is no text
};

/// At most limit + 1 bytes, enough to see that a file is too large. `regular_only`: no pipe or device.
[[nodiscard]] FileText read_file_text(const std::string& path, std::size_t limit, bool regular_only);

}  // namespace brink
