// What layers leave of a number's provenance, and the marks that they set.

#include <string>
#include <vector>

#include "catch.hpp"
#include "check_text.h"
#include "scenario/merge.h"

using namespace brink;
using namespace brink::checked;

namespace {

/// The root of texts laid one over the other.
struct Laid {
    Diagnostics faults;
    Sources sources;
    Node root;

    explicit Laid(const std::vector<std::string>& layers) {
        root.kind = Node::Kind::map;
        for (const std::string& layer : layers) {
            const std::uint32_t file = sources.add("layer" + std::to_string(n_++), layer);
            merge_layer(root, parse_tree(sources, file, faults, {}), sources, faults);
        }
    }
    [[nodiscard]] const Node& fear() const { return *root.find("parameters")->find("fear"); }

private:
    int n_ = 0;
};

bool overridden(const std::vector<std::string>& layers) {
    const Laid laid(layers);
    CHECK(laid.faults.empty());
    return laid.fear().overridden;
}

const std::string k_sourced = "parameters: {fear: {value: 0.2, source: a book, unit: share, range: [0, 1]}}\n";

}  // namespace

TEST_CASE("a value that changes without new provenance is marked overridden and keeps the rest") {
    const Laid laid({k_sourced, "parameters: {fear: 0.5}\n"});
    CHECK(laid.fear().overridden);
    CHECK(laid.fear().find("value")->text == "0.5");
    CHECK(laid.fear().find("source")->text == "a book");
    CHECK(laid.fear().find("unit")->text == "share");
    CHECK(laid.fear().find("range")->items.size() == 2);
}

TEST_CASE("new provenance or the same value leaves no mark and a later layer may lift it") {
    CHECK_FALSE(overridden({k_sourced}));
    CHECK_FALSE(overridden({k_sourced, "parameters: {fear: 0.2}\n"}));
    CHECK_FALSE(overridden({k_sourced, "parameters: {fear: {doc: how fast}}\n"}));
    CHECK_FALSE(overridden({k_sourced, "parameters: {fear: {value: 0.5, basis: assumed}}\n"}));
    CHECK_FALSE(overridden({"parameters: {fear: 0.2}\n", "parameters: {fear: 0.5}\n"}));
    CHECK(overridden({k_sourced, "parameters: {fear: 0.5}\n", "parameters: {fear: {doc: how fast}}\n"}));
    CHECK_FALSE(overridden({k_sourced, "parameters: {fear: 0.5}\n", "parameters: {fear: {claim_by: RED}}\n"}));
    CHECK_FALSE(overridden({k_sourced, "parameters: {fear: 0.5}\n", "parameters: {fear: {source: null}}\n"}));
    CHECK(overridden({k_sourced, "parameters: {fear: {uniform: [0, 1]}}\n"}));
    CHECK(overridden({"parameters: {fear: {normal: {mean: 0, sd: 1}, basis: assumed}}\n",
                      "parameters: {fear: {normal: {sd: 2}}}\n"}));
}

TEST_CASE("the mark and the line of a value reach the model") {
    Diagnostics faults;
    const std::string text = with(k_sourced) + "variables:\n  actor: {threat: {initial: 0.1}}\n";
    const Tree tree = load_tree_text("t.yaml", text, {{"fear", "0.4"}}, faults);
    const auto model = check(tree, faults);
    REQUIRE(model);
    CHECK(model->parameters[0].value.provenance.overridden);
    CHECK(model->parameters[0].value.provenance.source == "a book");
    CHECK(model->parameters[0].value.provenance.origin == "--set fear:1");
    CHECK(model->variables[0].initial[1].provenance.origin == "t.yaml:6");
    CHECK_FALSE(model->variables[0].initial[1].provenance.overridden);
}

TEST_CASE("an expression and a distribution stand for a value before merging") {
    const Laid expression({k_sourced, "parameters: {fear: 2 * hope}\n"});
    CHECK(expression.fear().find("value")->text == "2 * hope");
    CHECK(expression.fear().find("unit") != nullptr);
    const Laid drawn({k_sourced, "parameters: {fear: {beta: {mean: 0.3, sd: 0.1}}}\n", "parameters: {fear: 0.3}\n"});
    CHECK(drawn.fear().find("beta") == nullptr);
    CHECK(drawn.fear().find("value")->text == "0.3");
    CHECK(drawn.fear().find("range") != nullptr);
}

TEST_CASE("adjustments of actions and correlations merge key by key") {
    const Laid laid({"actors: {A: {actions: {arm: {bias: 1, weight: 2}}}}\ncorrelate: {a <-> b: 0.2, b <-> c: 0.1}\n",
                     "actors: {A: {actions: {arm: {bias: 3}}}}\ncorrelate: {b <-> a: 0.4, c <-> b: null}\n"});
    REQUIRE(laid.faults.empty());
    const Node& arm = *laid.root.find("actors")->find("A")->find("actions")->find("arm");
    CHECK(arm.find("bias")->text == "3");
    CHECK(arm.find("weight")->text == "2");
    REQUIRE(laid.root.find("correlate")->entries.size() == 1);
    CHECK(laid.root.find("correlate")->find("a <-> b")->text == "0.4");
}
