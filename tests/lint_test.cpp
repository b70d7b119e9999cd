// Scenarios that are no fault but hardly meant, each beside the warnings that brink gives: golden/lint/NAME.yaml and
// NAME.txt; of live-NAME.yaml those of check --live too. BRINK_UPDATE_GOLDEN=1 writes the texts anew.

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "catch.hpp"
#include "model/lint.h"
#include "model/mass.h"
#include "study/lint.h"
#include "study/live.h"
#include "support.h"
#include "worlds.h"

using namespace brink;
namespace fs = std::filesystem;

namespace {

const fs::path k_golden = fs::path(BRINK_SOURCE_DIR) / "tests" / "golden";

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

/// What `brink check` says, names of files relative to `folder`.
std::string warnings_of(const fs::path& path, const fs::path& folder, bool live) {
    Diagnostics found;
    const Tree tree = load_tree(path.string(), {}, found);
    const Model model = test::checked_model(tree, found);
    const Program program = compile(model, found);
    lint(tree, model, program, found);
    found = without_inherited(found, tree);
    if (live) check_live(model, program, 1, found);
    std::string text = render(tree.sources, without_ignored(found, model.ignored_warnings));
    const std::string prefix = folder.string() + "/";
    for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) text.erase(at, prefix.size());
    return text;
}

std::vector<fs::path> golden_files() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(k_golden / "lint"))
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

TEST_CASE("every lint scenario draws the warnings of its golden text") {
    const bool update = std::getenv("BRINK_UPDATE_GOLDEN") != nullptr;
    for (const fs::path& path : golden_files()) {
        INFO(path.filename().string());
        const bool live = path.filename().string().rfind("live-", 0) == 0;
        const std::string said = warnings_of(path, k_golden / "lint", live);
        const fs::path golden = fs::path(path).replace_extension(".txt");
        CHECK_FALSE(said.empty());
        if (update) std::ofstream(golden, std::ios::binary) << said;
        REQUIRE(fs::exists(golden));
        CHECK(said == read_file(golden));
    }
}

TEST_CASE("every warning has a golden text that shows it") {
    std::string all;
    for (const std::string folder : {"lint", "broken"})
        for (const auto& entry : fs::directory_iterator(k_golden / folder))
            if (entry.path().extension() == ".txt") all += read_file(entry.path());
    for (const WarningCode& warning : warning_codes()) {
        INFO(warning.code);
        CHECK(all.find("[" + std::string(warning.code) + "]") != std::string::npos);
    }
}

TEST_CASE("no shipped scenario draws a warning") {
    for (const fs::path& path : test::shipped_files()) {
        Diagnostics found;
        const Tree tree = load_tree(path.string(), {}, found);
        if (!runnable(tree)) continue;
        INFO(path.string());
        CHECK(warnings_of(path, test::source_folder(), !test::too_slow(path)) == "");
    }
}

TEST_CASE("the mass of a distribution within a range is its share") {
    using Kind = Distribution::Kind;
    const auto mass = [](Kind kind, std::vector<double> numbers, Range range) {
        return mass_within({kind, std::move(numbers), {}}, range);
    };
    CHECK(mass(Kind::uniform, {0, 4}, {1, 2}) == Approx(0.25));
    CHECK(mass(Kind::uniform, {0, 4}, {5, 6}) == 0);
    CHECK(mass(Kind::triangular, {0, 1, 4}, {0, 1}) == Approx(0.25));
    CHECK(mass(Kind::triangular, {0, 1, 4}, {-1, 9}) == 1);
    CHECK(mass(Kind::triangular, {0, 0, 2}, {1, 2}) == Approx(0.25));
    CHECK(mass(Kind::normal, {1, 2}, {1, k_infinity}) == Approx(0.5));
    CHECK(mass(Kind::lognormal, {0, 1}, {0, 1}) == Approx(0.5));
    CHECK(mass(Kind::beta, {2, 2}, {0, 0.5}) == Approx(0.5).margin(1e-3));
    CHECK(mass(Kind::beta, {0.5, 0.5}, {0, 0.5}) == Approx(0.5).margin(1e-2));
    CHECK(mass(Kind::beta, {1, 1}, {0.2, 0.3}) == Approx(0.1).margin(1e-3));
    CHECK(mass(Kind::gamma, {1, 2}, {0, 2}) == Approx(1 - std::exp(-1.0)).margin(5e-3));
    CHECK(mass(Kind::gamma, {4, 0.5}, {-k_infinity, k_infinity}) == Approx(1));
}
