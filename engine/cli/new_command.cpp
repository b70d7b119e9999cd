#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <stdexcept>

#include "cli/commands.h"
#include "report/start.h"

namespace brink {

namespace {

namespace fs = std::filesystem;

/// The file meant by NAME: `.yaml` is added unless there.
fs::path file_named(const std::string& name) {
    fs::path path(name);
    if (path.extension() != ".yaml" && path.extension() != ".yml") path += ".yaml";
    const std::string stem = path.stem().string();
    const bool plain = !stem.empty() && std::all_of(stem.begin(), stem.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '_' || c == '-';
    });
    if (!plain || std::isalpha(static_cast<unsigned char>(stem[0])) == 0)
        throw UsageError(
            fmt::format("brink new takes a name of letters, digits, - and _, a letter first, not '{}'", name));
    return path;
}

std::string title_of(const fs::path& path) {
    std::string title = path.stem().string();
    std::replace_if(
        title.begin(), title.end(), [](char c) { return c == '_' || c == '-'; }, ' ');
    title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
    return title;
}

}  // namespace

int new_command(const Options& options) {
    const fs::path path = file_named(options.files[0]);
    // "x": made here or not at all, so that no file of anyone is overwritten.
    std::FILE* file = std::fopen(path.c_str(), "wx");
    if (file == nullptr && errno == EEXIST)
        throw UsageError(fmt::format("{} exists already: choose another name", path.string()));
    if (file == nullptr)
        throw std::runtime_error(fmt::format("'{}' cannot be written: {}", path.string(), std::strerror(errno)));
    const std::string text = start_text(title_of(path));
    const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
    if (std::fclose(file) != 0 || !written)
        throw std::runtime_error(fmt::format("'{}' cannot be written whole", path.string()));
    if (!options.quiet) fmt::print("{0} is written. Next: brink run {0}\n", path.string());
    return k_done;
}

}  // namespace brink
