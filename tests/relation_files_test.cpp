// Relations from comma-separated files.

#include <string>

#include "folder.h"
#include "model/check.h"

using namespace brink;
using test::Folder;

namespace {

const std::string k_scenario = R"(brink: 1
clock: {start: 2025-01-01, step: 1 week, steps: 3}
parameters: {p: {uniform: [0, 1]}}
groups: {bc: [B, C]}
actors: {A: {}, B: {}, C: {}}
)";

struct Files {
    Folder folder;
    Diagnostics faults;
    Tree tree;
    std::optional<Model> model;

    Files(const std::string& csv, const std::string& lines, const std::string& keys = "initial: 0.5, range: [0, 1]") {
        folder.write("data/world.csv", csv);
        folder.write("data/world.yaml", k_scenario + "variables: {dyad: {hostility: {" + keys +
                                            "}}}\nrelations: {hostility: {" + lines + "}}\n");
        folder.write("top.yaml", "brink: 1\nextends: data/world.yaml\n");
        tree = load_tree(folder.path("top.yaml"), {}, faults);
        model = check(tree, faults);
    }
    [[nodiscard]] const Quantity& of(std::uint32_t i, std::uint32_t j) const {
        INFO(render(tree.sources, faults));
        REQUIRE(model);
        return model->variables[0].initial[pair_index({i}, {j}, 3)];
    }
    /// Codes with lines, `code@line`.
    [[nodiscard]] std::string codes() const {
        std::string text;
        for (const Diagnostic& d : faults.sorted())
            text += (text.empty() ? "" : " ") + d.code + "@" + std::to_string(tree.sources.place(d.span).line);
        return text;
    }
};

const std::string k_head = "from,to,value,source,basis\n";

}  // namespace

TEST_CASE("rows of a file are lines with their own provenance and place") {
    const Files files(k_head + "A,B,0.7,a survey,sourced\nbc,A,p / 2,,\n", "csv: world.csv, A -> C: 0.1");
    CHECK(files.of(0, 1).number == 0.7);
    CHECK(files.of(0, 1).provenance.source == "a survey");
    CHECK(files.of(0, 1).provenance.basis == "sourced");
    CHECK(files.of(0, 1).provenance.origin == files.folder.path("data/world.csv") + ":2");
    CHECK(files.of(2, 0).kind == Quantity::Kind::expression);
    CHECK(files.of(0, 2).number == 0.1);
    CHECK(files.of(1, 2).number == 0.5);
}

TEST_CASE("lines beside a file are of their own specificity") {
    const Files files(k_head + "A,B,0.7,,\n", "csv: world.csv, everyone <-> everyone: 0.2, A -> bc: 0.3");
    CHECK(files.of(0, 1).number == 0.7);
    CHECK(files.of(0, 2).number == 0.3);
    CHECK(files.of(1, 2).number == 0.2);
    const Files narrower(k_head + "A,bc,0.7,,\n", "csv: world.csv, A -> B: 0.2");
    CHECK(narrower.of(0, 1).number == 0.2);
    CHECK(narrower.of(0, 2).number == 0.7);
}

TEST_CASE("rows count among the listed pairs and for both orders of a symmetric variable") {
    const Files files(k_head + "B,A,0.7,,\n", "csv: world.csv", "initial: 0, symmetric: true, pairs: listed");
    CHECK(files.of(0, 1).number == 0.7);
    CHECK(files.model->variables[0].keeps(0, 3));
    CHECK_FALSE(files.model->variables[0].keeps(1, 3));
}

TEST_CASE("faults of rows are told where they stand") {
    CHECK(Files(k_head + "A,B,0.7,,\nA,B,0.6,,\n", "csv: world.csv").codes() == "relations-disagree@3");
    CHECK(Files(k_head + "A,B,0.7,,\n", "csv: world.csv, A -> B: 0.6").codes() == "relations-disagree@7");
    CHECK(Files(k_head + "A,B,1.7,,\n", "csv: world.csv").codes() == "out-of-range@2");
    CHECK(Files(k_head + "A,A,0.7,,\n", "csv: world.csv").codes() == "diagonal@2");
    CHECK(Files(k_head + "A,D,0.7,,\n", "csv: world.csv").codes() == "unknown-name@2");
    CHECK(Files(k_head + "A,,0.7,,\n", "csv: world.csv").codes() == "missing-value@2");
    CHECK(Files(k_head + "A,B,q,,\n", "csv: world.csv").codes() == "unknown-name@2");
    CHECK(Files(k_head + "A,B,0.7,,guessed\n", "csv: world.csv").codes() == "unknown-name@2");
    CHECK(Files(k_head + "A,B,0.7,,\n", "csv: none.csv").codes() == "unreadable@7");
    CHECK(Files("from,to\nA,B\n", "csv: world.csv").faults.has_errors());
    CHECK(Files(k_head + "A,B,0.7,,\n", "csv: world.csv", "required: true").codes() == "missing-value@6");
}
