#include "scenario/file_text.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace brink {

FileText read_file_text(const std::string& path, std::size_t limit, bool regular_only) {
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) return {std::nullopt, "no such file"};
    if (fs::is_directory(status)) return {std::nullopt, "it is a folder"};
    if (regular_only && !fs::is_regular_file(status)) return {std::nullopt, "it is no ordinary file"};
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    if (!in) return {std::nullopt, errno != 0 ? std::strerror(errno) : "it cannot be opened"};
    std::string text;
    std::string buffer(std::size_t{1} << 16, '\0');
    while (in && text.size() <= limit) {
        in.read(buffer.data(), static_cast<std::streamsize>(std::min(buffer.size(), limit + 1 - text.size())));
        text.append(buffer, 0, static_cast<std::size_t>(in.gcount()));
    }
    if (in.bad()) return {std::nullopt, "it cannot be read"};
    return {std::move(text), ""};
}

}  // namespace brink
