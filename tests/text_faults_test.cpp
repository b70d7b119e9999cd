// Faults of the text and misspelt keys beside faults of names: each cause is told once, and none hides another.

#include <algorithm>
#include <string>
#include <vector>

#include "catch.hpp"
#include "check_text.h"
#include "model/key_slips.h"
#include "model/unread.h"
#include "tree_text.h"

using namespace brink;

namespace {

const std::string k_head = "brink: 1\nclock: {start: 2025-01-06, step: 1 week, steps: 4}\n";

/// `code@line` of each finding, blank between.
std::string found(const std::string& text) {
    const checked::Checked checked = checked::check_text(text);
    INFO(render(checked.tree.sources, checked.diagnostics));
    CHECK_FALSE(checked.model);
    std::string list;
    for (const Diagnostic& item : checked.diagnostics.sorted())
        list += (list.empty() ? "" : " ") + item.code + "@" +
                std::to_string(checked.tree.sources.place(item.span).line);
    return list;
}

std::vector<std::string> unread(const std::string& text) {
    Sources sources;
    const std::uint32_t file = sources.add("t.yaml", text);
    Diagnostics faults;
    std::vector<Span> spans;
    static_cast<void>(parse_tree(sources, file, faults, {}, &spans));
    std::vector<std::string> texts;
    for (const Span span : spans) texts.emplace_back(sources.excerpt(span));
    return texts;
}

}  // namespace

TEST_CASE("entries at fault are unread and so is what follows where reading stopped") {
    using Texts = std::vector<std::string>;
    CHECK(unread("a: {b: 1, c: 2}\n").empty());
    CHECK(unread("a: {b 1, c: 2}\n") == Texts{"b 1"});
    CHECK(unread("a: {b: 1, b: {c: 2}}\n") == Texts{"b: {c: 2}"});
    CHECK(unread("a: 1\nb 2\nc: 3\nd: 4\n").back() == "a: 1\nb 2\nc: 3\nd: 4");
    CHECK(unread("a: {b: 1\nc: 3\n").back().find("c: 3") != std::string::npos);
    CHECK(unread("a: 1\nb: \x01\n") == Texts{"a: 1\nb: \x01\n"});
}

TEST_CASE("names that unread text may declare are its keys and the words of its first line") {
    std::set<std::string> names;
    add_names_of("fear 0.2, hope\n  gain: {rate: 0.1, 'border incident': x}\n  - loss: y\n  some words\n", names);
    CHECK(names == std::set<std::string>{"0", "2", "border incident", "fear", "gain", "hope", "loss", "rate"});
}

TEST_CASE("a fault of the text hides no fault of a name and makes none") {
    // The dropped parameter is read by an equation; only the name that nothing has is at fault.
    CHECK(found(k_head + "actors: {A: {}}\nparameters: {fear 0.2, hope: 1}\n"
                         "variables: {world: {x: {initial: fear * hope}, y: {initial: faer}}}\n") ==
          "missing-colon@4 unknown-name@5");
    CHECK(found(k_head + "actors: {A: {}}\nparameters: {hope: 1, hope: 2}\n"
                         "variables: {world: {x: {initial: hoep}}}\n") == "duplicate-key@4 unknown-name@5");
    // A second section of one name is dropped whole, and what it declares is no unknown name.
    CHECK(found(k_head + "actors: {A: {}}\ngroups: {g: [A, B]}\nactors: {B: {}}\n") == "duplicate-key@5");
    // What cannot be read to its end may say what is missing: no 'initial', no 'when', no value of an actor.
    CHECK(found(k_head + "actors: {A: {}, B: {}}\nvariables:\n  actor: {x: {range: [0, 1]}}\n"
                         "outcomes:\n  o: {when: any(j.x > lots for j)}\n  p:\n    doc: a\n   when: x\n") ==
          "unknown-name@7 bad-indent@10");
    // Whether the file is a layer is told by its text.
    CHECK(found("brink: 1\nclock: {start: 2025-01-06, step: 1 week, steps: 4}\noutcomes: {o: {when: nothing}}\n"
                "title: a: b\nactors: {A: {}}\n") == "unknown-name@3 missing-quote@4");
    CHECK(found("brink: 1\noutcomes: {o: {when: nothing}}\ntitle: a: b\n") == "missing-quote@3");
}

TEST_CASE("what a lost target would be is no second fault") {
    CHECK(found(k_head + "actors: {A: {}}\nvariables: {actor: {x: {initial: 0}}}\n"
                         "actions: {a: {rung: 1, by: A, to everyone, utility: target.x}}\n") == "missing-colon@5");
}

TEST_CASE("a misspelt key is read as the one that is meant") {
    CHECK(found(k_head + "actors: {A: {}}\nevent: {storm: {hazard: 0.1, effects: x += 1}}\n") ==
          "unknown-key@4 unknown-name@4");
    CHECK(found(k_head + "agents: {A: {}}\nparamters: {fear: 0.2}\n"
                         "outcomes: {o: {when: fear > 1}, p: {whan: faer > 1, ends: true}}\n") ==
          "unknown-key@3 unknown-key@4 unknown-key@5 unknown-name@5");
    // Not where that key is there already, nor where the value could not be its own.
    CHECK(found(k_head + "actors: {A: {}}\noutcomes: {o: {when: 1, whan: nothing}}\n") == "unknown-key@4");
    CHECK(found(k_head + "actors: {A: {}}\nevent: none\n") == "unknown-key@4");
}

TEST_CASE("a section of another form makes no unknown names of what it would declare") {
    CHECK(found(k_head + "actors: [A, B]\ngroups: {g: [A, B, C]}\n") == "wrong-kind@3 unknown-name@4");
    CHECK(found(k_head + "actors: {A: {}}\nvariables: {x: {initial: 0}}\ndynamics: {world: {x: x + z}}\n") ==
          "unknown-key@4 unknown-name@5");
}

TEST_CASE("every habit of keys leads to a key of the language") {
    for (const KeySlip& slip : key_slips()) {
        INFO(slip.place << " " << slip.written);
        const Key* parent = slip.place.empty()         ? nullptr
                            : slip.place == "quantity" ? find_key("parameters.*")
                                                       : find_key(slip.place);
        REQUIRE((slip.place.empty() || parent != nullptr));
        const std::vector<std::string> known = keys_here(parent, {});
        CHECK(std::find(known.begin(), known.end(), slip.written) == known.end());
        CHECK(meant_key(parent, slip.written, known) == std::string(slip.meant));
    }
}
