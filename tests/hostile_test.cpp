// Texts that ask for too much: the program says no, and which limit it was, before it costs anything.

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "catch.hpp"
#include "check_text.h"
#include "program/compile.h"

using namespace brink;
using namespace brink::checked;
namespace fs = std::filesystem;

namespace {

const std::string k_head = "brink: 1\nclock: {start: 2025-01-01, step: 1 week, steps: 10}\n";

std::string repeat(const std::string& text, int times) {
    std::string result;
    for (int i = 0; i < times; ++i) result += text;
    return result;
}

std::string actors(int n) {
    std::string text = "actors:\n";
    for (int i = 0; i < n; ++i) text += "  A" + std::to_string(i) + ": {name: a}\n";
    return text;
}

std::string codes_of(const Diagnostics& diagnostics) {
    std::string list;
    for (const Diagnostic& item : diagnostics.sorted()) list += (list.empty() ? "" : " ") + item.code;
    return list;
}

/// The codes of the faults of a text, checked and compiled; the first hint must say how to raise a limit.
std::string refusal(const std::string& text) {
    Checked checked = check_text(text);
    if (checked.model) static_cast<void>(compile(*checked.model, checked.diagnostics));
    for (const Diagnostic& fault : checked.diagnostics.items())
        if (fault.code.rfind("limit-", 0) == 0) CHECK(fault.hint.find("limit") != std::string::npos);
    return codes_of(checked.diagnostics);
}

/// A folder of files that goes away with the test.
struct Folder {
    Folder() {
        std::string name = (fs::temp_directory_path() / "brink-hostile-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    void write(const std::string& name, const std::string& text) const {
        std::ofstream(path / name, std::ios::binary) << text;
    }
    [[nodiscard]] std::string codes(const std::string& name) const {
        Diagnostics diagnostics;
        const Tree tree = load_tree((path / name).string(), {}, diagnostics);
        static_cast<void>(check(tree, diagnostics));
        return codes_of(diagnostics);
    }
    fs::path path;
};

}  // namespace

TEST_CASE("steps and trajectories beyond counting are refused") {
    CHECK(refusal("brink: 1\nclock: {start: 2025-01-01, step: 1 day, steps: 1e9}\nactors: {A: {}}\n") ==
          "out-of-range");
    CHECK(refusal(k_head + "actors: {A: {}}\nrun: {trajectories: 1e15}\n") == "out-of-range");
    CHECK(refusal(k_head + "actors: {A: {}}\nrun: {trajectories: 4294967295}\n").empty());
    CHECK(refusal("brink: 1\nclock: {start: 2025-01-01, step: 1 day, steps: 1000000}\n" + actors(200) +
                  "variables: {actor: {x: {initial: 0}}}\n") == "limit-memory");
}

TEST_CASE("more actors than can be looked at in pairs are refused") {
    CHECK(refusal(k_head + actors(30'000)) == "limit-actors");
    CHECK(refusal(k_head + actors(900) + "variables: {dyad: {x: {initial: 0}}}\n") == "limit-state");
    CHECK(refusal(k_head + actors(900) + "derived: {dyad: {" + repeat("", 0) + "x: 1 + t * 2 - t / 3 + sqrt(t) + " +
                  repeat("abs(t) + ", 20) + "1}}\n") == "limit-work");
}

TEST_CASE("comprehensions in comprehensions are counted before they are spread out") {
    const std::string nested = "sum(sum(sum(i.x * j.x for i, j) * k.x for k) * l.x for l)";
    const std::string text = k_head + actors(300) + "variables: {actor: {x: {initial: 0}}}\nderived: {actor: {y: \"" +
                             nested + "\"}}\n";
    CHECK(refusal(text) == "limit-work");
    CHECK(refusal(k_head + actors(300) +
                  "variables: {actor: {x: {initial: 0}}}\nderived: {world: {y: " + "sum(j.x for j)}}\n")
              .empty());
    std::string many = k_head + actors(1000) + "variables: {actor: {x: {initial: 0}}}\nderived:\n  world:\n";
    for (int i = 0; i < 20'001; ++i) many += "    y" + std::to_string(i) + ": sum(j.x for j)\n";
    CHECK(refusal(many) == "limit-work");
}

TEST_CASE("lines that each reach every pair are counted before they are laid") {
    const std::string variable = "variables: {dyad: {x: {initial: 0}}}\n";
    std::string members = "A0";
    for (int i = 1; i < 400; ++i) members += ", A" + std::to_string(i);
    const std::string whole = "[" + members + "]\n";
    std::string few = "groups:\n", many = few, lines = "relations:\n  x:\n";
    for (int i = 0; i < 300; ++i) {
        few += "  G" + std::to_string(i) + ": [A1, A2]\n";
        many += "  G" + std::to_string(i) + ": " + whole;
        lines += "    G" + std::to_string(i) + " -> everyone: 1\n";
    }
    CHECK(refusal(k_head + actors(400) + variable + few + lines).empty());
    CHECK(refusal(k_head + actors(400) + variable + many + lines) == "limit-work");
}

TEST_CASE("values that build on one another without end are refused") {
    std::string chain = "  p0: 1\n";
    for (int i = 1; i < 30'000; ++i) chain += "  p" + std::to_string(i) + ": p" + std::to_string(i - 1) + " + 1\n";
    CHECK(refusal(k_head + "actors: {A: {}}\nparameters:\n" + chain) == "too-deep");
    std::string derived = "    d0: t\n";
    for (int i = 1; i < 30'000; ++i) derived += "    d" + std::to_string(i) + ": d" + std::to_string(i - 1) + " + 1\n";
    CHECK(refusal(k_head + "actors: {A: {}}\nderived:\n  world:\n" + derived) == "too-deep");
    std::string doubling = "    d0: t\n";  // a tree of 2^40 nodes, were every name spelt out
    for (int i = 1; i < 40; ++i) {
        const std::string below = "d" + std::to_string(i - 1);
        doubling += "    d" + std::to_string(i) + ": " + below + " + " + below + "\n";
    }
    CHECK(refusal(k_head + "actors: {A: {}}\nderived:\n  world:\n" + doubling).empty());
}

TEST_CASE("numbers without measure are numbers too large") {
    CHECK(refusal(k_head + "actors: {A: {}}\nparameters: {p: 1e999}\n") == "bad-number");
    CHECK(refusal(k_head + "actors: {A: {}}\nparameters: {p: 10 ^ 10 ^ 10 ^ 10}\n").size() < 20);
    CHECK(refusal(k_head + "actors: {A: {}}\nparameters: {p: " + repeat("9", 50'000) + "}\n") == "bad-number");
}

TEST_CASE("long chains wide lists and loops of extends come to an end") {
    const Folder folder;
    for (int i = 0; i < 60; ++i)
        folder.write("chain" + std::to_string(i) + ".yaml",
                     "brink: 1\nextends: chain" + std::to_string(i + 1) + ".yaml\n");
    CHECK(folder.codes("chain0.yaml").rfind("limit-", 0) == 0);
    std::string list = "brink: 1\nextends: [wide0.yaml";
    for (int i = 0; i < 60; ++i) {
        folder.write("wide" + std::to_string(i) + ".yaml", "brink: 1\n");
        list += ", wide" + std::to_string(i) + ".yaml";
    }
    folder.write("wide.yaml", list + "]\n");
    CHECK(folder.codes("wide.yaml").rfind("limit-files", 0) == 0);
    fs::create_symlink("loop-b.yaml", folder.path / "loop-a.yaml");
    fs::create_symlink("loop-a.yaml", folder.path / "loop-b.yaml");
    folder.write("loops.yaml", "brink: 1\nextends: loop-a.yaml\n");
    CHECK(folder.codes("loops.yaml") == "unreadable");
    folder.write("me.yaml", "brink: 1\nextends: again.yaml\n");
    fs::create_symlink("me.yaml", folder.path / "again.yaml");
    CHECK(folder.codes("me.yaml") == "extends-itself");
}

TEST_CASE("what is no ordinary file is never waited for") {
    const Folder folder;
    REQUIRE(mkfifo((folder.path / "fifo").c_str(), 0600) == 0);
    fs::create_directory(folder.path / "folder");
    folder.write("a.yaml", "brink: 1\nextends: [fifo, folder, /dev/zero]\n");
    CHECK(folder.codes("a.yaml") == "unreadable unreadable unreadable");
    Diagnostics diagnostics;
    const Tree zeros = load_tree("/dev/zero", {}, diagnostics);
    CHECK(codes_of(diagnostics) == "limit-bytes");
    CHECK_THROWS_AS(load_tree((folder.path / "folder").string(), {}, diagnostics), FileError);
}

TEST_CASE("line ends byte order marks and bytes that are no text") {
    std::string windows = k_small;
    for (auto at = windows.find('\n'); at != std::string::npos; at = windows.find('\n', at + 2))
        windows.insert(at, "\r");
    CHECK(refusal(windows).empty());
    CHECK(refusal("\xEF\xBB\xBF" + k_small).empty());
    CHECK(refusal(k_small + std::string("\0", 1)) == "control-byte");
    CHECK(refusal(k_small + "# \xC3\x28\n") == "bad-utf8");
}

TEST_CASE("a text of nothing but faults costs no more than some") {
    std::string unknown = k_head + actors(900) + "variables: {actor: {x: {initial: 0}}}\nderived:\n  world:\n";
    for (int i = 0; i < 20'000; ++i) unknown += "    y" + std::to_string(i) + ": zz" + std::to_string(i) + " + qq\n";
    const Checked checked = check_text(unknown);
    CHECK(checked.diagnostics.items().size() == k_most_faults);
    CHECK_FALSE(checked.model);
    std::string twice = k_head + "actors: {A: {}}\nparameters:\n";
    for (int i = 0; i < 20'000; ++i) twice += "  p: 1\n";
    CHECK(check_text(twice).diagnostics.items().size() == k_most_faults);
    CHECK(check_text(k_head + "actors: {A: {}}\nderived: {world: {y: \"" + repeat("! ", 20'000) + "1\"}}\n")
              .diagnostics.full());
}

TEST_CASE("a fault in a very long line is shown with its surroundings alone") {
    const std::string text = "brink: 1\ndoc: " + repeat("\u00e9", 900'000) + "\nactors: {" + repeat("\u00e9", 50) +
                             ": {}, A: {thret: 1}, " + repeat("B1: {}, ", 1) + "C: {}}\n";
    Checked checked = check_text(text + "title: [" + repeat("x, ", 60'000) + "y]\n");
    const std::string said = render(checked.tree.sources, checked.diagnostics);
    CHECK(said.size() < 4000);
    CHECK(said.find("title must be a text") != std::string::npos);
    const Checked far = check_text("brink: 1\nactors: {A: {x: [" + repeat("\u00e9, ", 40'000) + "*none]}}\n");
    const std::string shown = render(far.tree.sources, far.diagnostics);
    CHECK(shown.find("*none]}}") != std::string::npos);
    CHECK(shown.size() < 4000);
}

TEST_CASE("names and keys have a length") {
    CHECK(refusal(k_head + "actors: {" + repeat("A", 201) + ": {}}\n").find("limit-key") == 0);
    CHECK(refusal(k_head + "actors: {" + repeat("A", 200) + ": {}}\n").empty());
    CHECK(refusal(k_head + "actors: {A: {}}\nevents: {\"" + repeat("free text ", 50) + "\": {at: 1}}\n") ==
          "limit-key");
}
