// The examples of docs/language.md do what the text says they do: YAML blocks are read, checked and where complete run;
// lines of indented blocks under "Expressions" parse.

#include <array>
#include <fstream>
#include <sstream>

#include "catch.hpp"
#include "folder.h"
#include "model/lint.h"
#include "model/parse.h"
#include "run/run.h"
#include "support.h"

using namespace brink;

namespace {

struct Example {
    std::string text;
    int line = 0;
};

struct Examples {
    std::vector<Example> files;        // fenced YAML
    std::vector<Example> expressions;  // indented lines under "Expressions"
};

Examples examples() {
    std::ifstream in(test::source_folder() / "docs" / "language.md");
    Examples found;
    std::string line, section;
    bool fenced = false, yaml = false;
    for (int number = 1; std::getline(in, line); ++number) {
        if (line.rfind("```", 0) == 0) {
            fenced = !fenced;
            yaml = fenced && line == "```yaml";
            if (yaml) found.files.push_back({"", number + 1});
        } else if (fenced) {
            if (yaml) found.files.back().text += line + "\n";
        } else if (line.rfind("## ", 0) == 0) {
            section = line.substr(3);
        } else if (section == "Expressions" && line.rfind("    ", 0) == 0) {
            found.expressions.push_back({line.substr(4), number});
        }
    }
    return found;
}

}  // namespace

TEST_CASE("every YAML example of the language page is right and runs if it is complete") {
    const test::Folder folder;
    const auto found = examples().files;
    REQUIRE(found.size() >= 8);
    int ran = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        // The first is the one that later ones extend.
        const std::string name = i == 0 ? "border.yaml" : "example-" + std::to_string(i) + ".yaml";
        folder.write(name, found[i].text);
        Diagnostics diagnostics;
        const Tree tree = load_tree(folder.path(name), {}, diagnostics);
        std::optional<Model> model;
        if (!diagnostics.has_errors()) model = check(tree, diagnostics);
        INFO("docs/language.md:" << found[i].line << "\n" << render(tree.sources, diagnostics));
        REQUIRE(diagnostics.empty());
        if (!model) continue;
        const std::array<Program, 1> programs{test::program_of(*model)};
        CHECK(run(programs, {.trajectories = 64, .threads = 1}).front().trajectories() == 64);
        ++ran;
    }
    CHECK(ran >= 3);
}

TEST_CASE("every warning is explained on the page of output") {
    std::ifstream in(test::source_folder() / "docs" / "output.md");
    std::stringstream text;
    text << in.rdbuf();
    for (const WarningCode& warning : warning_codes()) {
        INFO(warning.code);
        CHECK(text.str().find("| `" + std::string(warning.code) + "` |") != std::string::npos);
    }
}

TEST_CASE("every expression set apart on the language page parses") {
    const auto found = examples().expressions;
    REQUIRE(found.size() >= 3);
    for (const Example& example : found) {
        INFO("docs/language.md:" << example.line << " " << example.text);
        Node node;
        node.kind = Node::Kind::scalar;
        node.text = example.text;
        Names names;
        names.complete = false;  // whatever the example calls them
        ExpressionContext context;
        context.slots = {"self", "target"};
        context.allow_draws = true;
        Diagnostics diagnostics;
        (void)parse_expression(node, names, context, diagnostics);
        CHECK(render(Sources(), diagnostics).empty());
        CHECK_FALSE(names_in(node).empty());
    }
}
