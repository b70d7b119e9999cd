#pragma once
// The worlds that tests run: what is shipped, and one of four states that is small enough to run often.

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "support.h"

namespace brink::test {

/// Every YAML file under scenarios/ but the ablations, of which each is the reference world less one term.
inline std::vector<std::filesystem::path> shipped_files() {
    std::vector<std::filesystem::path> files = yaml_files("scenarios");
    std::erase_if(files,
                  [](const std::filesystem::path& path) { return path.parent_path().filename() == "ablations"; });
    return files;
}

/// Whether a file is a scenario of a large world other than its baseline, in a build that is too slow for all of them
/// (BRINK_TEST_SCALE below 1).
inline bool too_slow(const std::filesystem::path& file) {
    return scaled(100, 1) < 100 && file.filename() != "baseline.yaml" &&
           std::filesystem::exists(file.parent_path() / "baseline.yaml");
}

/// A file of the world of four states: baseline.yaml, rok-lethal-aid.yaml or posture.yaml.
inline std::string four_actors(const std::string& file) {
    return (source_folder() / "tests/worlds/four-actors" / file).string();
}

}  // namespace brink::test
