// Broken scenarios, each beside the whole text that brink says of it: golden/broken/NAME.yaml and NAME.txt.
// BRINK_UPDATE_GOLDEN=1 writes the texts anew. A file may begin with what else the command line says:
// `# --set name=value --set ...`, or `# run` to be run and not only checked.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "model/check.h"
#include "pipeline.h"
#include "program/compile.h"

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

/// The settings that the first line of a text names.
Settings settings_of(const std::string& text) {
    const std::string mark = " --set ";
    Settings settings;
    if (text.rfind("#" + mark, 0) != 0) return settings;
    const std::string line = text.substr(1, text.find('\n') - 1);
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t end = std::min(line.find(mark, at + mark.size()), line.size());
        const std::string one = line.substr(at + mark.size(), end - at - mark.size());
        settings.emplace_back(one.substr(0, one.find('=')), one.substr(one.find('=') + 1));
        at = end;
    }
    return settings;
}

struct Verdict {
    std::string text;  // what brink says, names of files relative to the folder
    std::vector<Diagnostic> faults;
};

Verdict verdict_of(const Sources& sources, const Diagnostics& diagnostics) {
    return {replaced(render(sources, diagnostics), k_folder.string() + "/", ""), diagnostics.sorted()};
}

/// What `brink check`, or `brink run`, says of the file.
Verdict verdict(const fs::path& path) {
    const std::string text = read_file(path);
    if (text.rfind("# run\n", 0) == 0) {
        const Simulated simulated = simulate(path.string(), {});
        return verdict_of(simulated.sources, simulated.diagnostics);
    }
    Diagnostics diagnostics;
    const Tree tree = load_tree(path.string(), settings_of(text), diagnostics);
    const auto model = check(tree, diagnostics);
    CHECK_FALSE((model && diagnostics.has_errors()));
    if (model) static_cast<void>(compile(*model, diagnostics));
    return verdict_of(tree.sources, diagnostics);
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
    REQUIRE(files.size() >= 100);
    for (const fs::path& path : files) {
        const std::string said = verdict(path).text;
        const fs::path golden = fs::path(path).replace_extension(".txt");
        INFO(path.filename().string());
        CHECK_FALSE(said.empty());
        if (update) std::ofstream(golden, std::ios::binary) << said;
        REQUIRE(fs::exists(golden));
        CHECK(said == read_file(golden));
    }
}

TEST_CASE("every fault says what would be right and several are found in one pass") {
    std::size_t several = 0;
    for (const fs::path& path : broken_files()) {
        const std::vector<Diagnostic> faults = verdict(path).faults;
        several += faults.size() >= 3 ? 1 : 0;
        for (const Diagnostic& fault : faults) {
            INFO(path.filename().string() << ": " << fault.message);
            CHECK_FALSE(fault.code.empty());
            CHECK_FALSE(fault.message.empty());
            CHECK_FALSE(fault.hint.empty());
            // Only the file itself, when it is no brink file, has no place to show: its text is not quoted.
            CHECK((fault.span.known() || fault.code == "not-a-brink-file"));
        }
    }
    CHECK(several >= 30);
}

TEST_CASE("no broken scenario is without a text and no text without a scenario") {
    for (const auto& entry : fs::directory_iterator(k_folder)) {
        INFO(entry.path().string());
        const std::string extension = entry.path().extension().string();
        if (extension == ".yaml") CHECK(fs::exists(fs::path(entry.path()).replace_extension(".txt")));
        if (extension == ".txt") CHECK(fs::exists(fs::path(entry.path()).replace_extension(".yaml")));
    }
}
