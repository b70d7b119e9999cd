#pragma once
// An input of the fuzzer is several files in one text, so that layers and tables are damaged as well:
//
//     brink: 1
//     extends: other.yaml
//     #file other.yaml
//     brink: 1
//
// The engine asks for files by the one function that reads them; here it is given those of the input and no others, and
// so nothing that is fuzzed reaches the disk.

#include <string>
#include <string_view>

namespace brink::fuzzed {

/// A line that begins with this, and the name of the file that follows.
inline constexpr std::string_view k_file_mark = "#file ";

/// Cuts an input into its files. Gives the first, the scenario; the others are kept for `read_file_text`.
[[nodiscard]] std::string take_files(const std::string& input);

}  // namespace brink::fuzzed
