#pragma once
// What tests share: scenarios from text, the project's own files, the scale of statistical tests.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "catch.hpp"
#include "model/check.h"
#include "model/model.h"
#include "program/compile.h"
#include "scenario/layers.h"

namespace brink::test {

/// The model of a merged tree; a fault in it fails the test with the rendered diagnostics.
inline Model checked_model(const Tree& tree, Diagnostics& diagnostics) {
    std::optional<Model> model;
    if (!diagnostics.has_errors()) model = check(tree, diagnostics);
    INFO(render(tree.sources, diagnostics));
    REQUIRE_FALSE(diagnostics.has_errors());
    REQUIRE(model.has_value());
    return *model;
}

/// The model of a scenario written in a test.
inline Model model_of(const std::string& text, const Settings& settings = {}) {
    Diagnostics diagnostics;
    const Tree tree = load_tree_text("test.yaml", text, settings, diagnostics);
    return checked_model(tree, diagnostics);
}

/// The compiled program; a fault fails the test.
inline Program program_of(const Model& model, const CompileOptions& options = {}) {
    Diagnostics diagnostics;
    Program program = compile(model, diagnostics, options);
    REQUIRE_FALSE(diagnostics.has_errors());
    return program;
}

/// The top of the source tree.
inline std::filesystem::path source_folder() { return BRINK_SOURCE_DIR; }

/// Every YAML file under a folder of the source tree, in order of paths.
inline std::vector<std::filesystem::path> yaml_files(const std::string& folder) {
    std::vector<std::filesystem::path> files;
    const std::filesystem::path top = source_folder() / folder;
    if (!std::filesystem::exists(top)) return files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(top))
        if (entry.is_regular_file() && entry.path().extension() == ".yaml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

/// A number of trials times BRINK_TEST_SCALE (1 if unset), but at least `at_least`.
inline std::uint64_t scaled(std::uint64_t n, std::uint64_t at_least) {
    const char* text = std::getenv("BRINK_TEST_SCALE");
    const double scale = text ? std::atof(text) : 1.0;
    return std::max(at_least, static_cast<std::uint64_t>(static_cast<double>(n) * scale));
}

}  // namespace brink::test
