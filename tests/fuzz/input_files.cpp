#include "input_files.h"

#include <algorithm>
#include <map>

#include "scenario/file_text.h"

namespace brink {
namespace fuzzed {
namespace {

std::map<std::string, std::string>& files() {
    static std::map<std::string, std::string> kept;
    return kept;
}

/// Where the next mark begins, or the end of the text.
std::size_t find_mark(const std::string& input, std::size_t from) {
    const std::size_t at = input.find("\n" + std::string(k_file_mark), from);
    return at == std::string::npos ? input.size() : at + 1;
}

}  // namespace

std::string take_files(const std::string& input) {
    files().clear();
    std::size_t end = find_mark(input, 0);
    std::string scenario = input.substr(0, end);
    while (end < input.size()) {
        const std::size_t name_begin = end + k_file_mark.size();
        const std::size_t name_end = std::min(input.find('\n', name_begin), input.size());
        const std::size_t begin = std::min(name_end + 1, input.size());
        end = find_mark(input, name_end);
        files()[input.substr(name_begin, name_end - name_begin)] = input.substr(begin, end - begin);
    }
    return scenario;
}

}  // namespace fuzzed

/// In the place of the engine's own, which the linker then leaves in the library.
FileText read_file_text(const std::string& path, std::size_t limit, bool /*regular_only*/) {
    const auto found = fuzzed::files().find(path);
    if (found == fuzzed::files().end()) return {std::nullopt, "no such file"};
    return {found->second.substr(0, limit + 1), ""};
}

}  // namespace brink
