// Broken scenarios, each beside the whole text that brink says of it: golden/broken/NAME.yaml and NAME.txt.
// BRINK_UPDATE_GOLDEN=1 writes the texts anew.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "model/check.h"

using namespace brink;
namespace fs = std::filesystem;

namespace {

const fs::path k_folder = fs::path(BRINK_SOURCE_DIR) / "tests" / "golden" / "broken";

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

/// What `brink check` says of the file, names of files relative to the folder.
std::string verdict(const fs::path& path) {
    Diagnostics diagnostics;
    const Tree tree = load_tree(path.string(), {}, diagnostics);
    const auto model = check(tree, diagnostics);
    CHECK_FALSE((model && diagnostics.has_errors()));
    return replaced(render(tree.sources, diagnostics), k_folder.string() + "/", "");
}

/// The broken files; those in subfolders are layers that they extend.
std::vector<fs::path> broken_files() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(k_folder))
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

TEST_CASE("every broken scenario is explained as its golden text says") {
    const bool update = std::getenv("BRINK_UPDATE_GOLDEN") != nullptr;
    const auto files = broken_files();
    REQUIRE(files.size() >= 30);
    for (const fs::path& path : files) {
        const std::string said = verdict(path);
        const fs::path golden = fs::path(path).replace_extension(".txt");
        INFO(path.filename().string());
        CHECK_FALSE(said.empty());
        if (update) std::ofstream(golden, std::ios::binary) << said;
        REQUIRE(fs::exists(golden));
        CHECK(said == read_file(golden));
    }
}

TEST_CASE("no broken scenario is without a text and no text without a scenario") {
    for (const auto& entry : fs::directory_iterator(k_folder)) {
        INFO(entry.path().string());
        const std::string extension = entry.path().extension().string();
        if (extension == ".yaml") CHECK(fs::exists(fs::path(entry.path()).replace_extension(".txt")));
        if (extension == ".txt") CHECK(fs::exists(fs::path(entry.path()).replace_extension(".yaml")));
    }
}
