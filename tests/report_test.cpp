// What people read: numbers, tables, the answer in a terminal of any width, a replay, folders of results.

#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "catch.hpp"
#include "pipeline.h"
#include "report/folder.h"
#include "program/explanation.h"
#include "report/replay.h"
#include "report/show.h"
#include "report/table.h"
#include "report/text.h"
#include "report/words.h"
#include "run/replay.h"
#include "support.h"

using namespace brink;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

std::size_t widest(const std::string& text) {
    std::size_t width = 0;
    for (const std::string& line : lines_of(text)) width = std::max(width, text_width(line));
    return width;
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Result result_of(const fs::path& path, std::uint64_t trajectories) {
    SimulateOptions options;
    options.trajectories = trajectories;
    const Simulated done = simulate(path.string(), options);
    INFO(render(done.sources, done.diagnostics));
    REQUIRE(done.result.has_value());
    return *done.result;
}

/// A folder of its own, removed afterwards.
struct Folder {
    fs::path path = fs::temp_directory_path() / ("brink_report_test_" + std::to_string(std::rand()));
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
    void write(const std::string& name, const std::string& text) const { std::ofstream(path / name) << text; }
};

constexpr const char* k_sure = R"yaml(
brink: 1
title: What always and what never happens
clock: {start: 2025-01-06, step: 1 week, steps: 4}
variables: {world: {age: {initial: 0}}}
actors: {RED: {}}
dynamics: {world: {age: age + 1}}
actions:
  raise: {rung: 3, by: RED, utility: 9, when: age >= 2}
  never: {rung: 5, by: RED, when: 0}
decision: {rule: best_response}
outcomes: {always: {when: age >= 3}, never: {when: age > 9}, last: {measure: age}}
)yaml";

}  // namespace

TEST_CASE("numbers of one row have one number of decimals") {
    CHECK(alike({1.5, 0.719, 7.13}) == std::vector<std::string>{"1.50", "0.72", "7.13"});
    CHECK(alike({26804, 23626.2}) == std::vector<std::string>{"26,804", "23,626"});
    CHECK(alike({0, 9}) == std::vector<std::string>{"0", "9"});
    CHECK(alike({-0.0001, 5.5}) == std::vector<std::string>{"0.00", "5.50"});
    CHECK(alike({0, 2e12}) == std::vector<std::string>{"0", "2.00e+12"});
    CHECK(with_error(0.373696, 0.000072) == std::vector<std::string>{"0.37370", "0.00007"});
    CHECK(with_error(1.5, 0.000072) == std::vector<std::string>{"1.50000", "0.00007"});
    CHECK(with_error(0.37551, 0.000231) == std::vector<std::string>{"0.37551", "0.00023"});
    CHECK(with_error(26804.4, 44.2) == std::vector<std::string>{"26,804", "44"});
    CHECK(with_error(2, 0) == std::vector<std::string>{"2.000", "0"});
    CHECK(chance_decimals({0.5, 0.2, 1}) == 3);
    CHECK(chance_decimals({0.5, 0.9998}) == 4);
    CHECK(chance(0.9998, 3) == ">0.999");
    CHECK(chance(0.0001, 3) == "<0.001");
    CHECK(chance(1, 3) == "1");
}

TEST_CASE("a text is broken at blanks and what is too long within") {
    CHECK(wrapped("one two three", 7) == std::vector<std::string>{"one two", "three"});
    CHECK(wrapped("a loooooooong b", 6) == std::vector<std::string>{"a", "looooo", "ooong", "b"});
    CHECK(wrapped("", 6).empty());
    CHECK(widest(hung(std::string(300, 'x') + " y\n    z " + std::string(90, 'w'), 40)) == 40);
    CHECK(hung("short\n", 40) == "short\n");
}

TEST_CASE("a table aligns points and gives way when the width is short") {
    TextTable table;
    table.columns = {{"Name"}, {"value", Align::point}, {"bar", Align::left, 1}, {"word"}};
    table.rows = {{{"a", "0.5", "####", "likely"}}, {{"a long name indeed", "12.25", "##", "-"}}};
    CHECK(to_text(table, 80, false) ==
          "Name                  value  bar   word\n"
          "  a                    0.5   ####  likely\n"
          "  a long name indeed  12.25  ##    -\n");
    CHECK(to_text(table, 35, false) ==
          "Name                  value  word\n"
          "  a                    0.5   likely\n"
          "  a long name indeed  12.25  -\n");
    CHECK(to_text(table, 27, false) ==
          "Name           value word\n"
          "  a             0.5  likely\n"
          "  a long name indeed\n"
          "               12.25 -\n");
    CHECK(holds(to_text(table, 80, true), "\x1b[2m"));
}

TEST_CASE("the answer fits every width") {
    for (const char* name : {"classroom/two-rivals.yaml", "korea-2024/rok-lethal-aid.yaml", "classroom/chicken.yaml"}) {
        const fs::path path = test::source_folder() / "scenarios" / name;
        const Result result = result_of(path, 100);
        for (const std::size_t width : {60u, 80u, 100u, 140u}) {
            const std::string text = to_text(result, {false, width});
            INFO(name << " at " << width << "\n" << text);
            CHECK(widest(text) <= width);
            for (const OutcomeResult& outcome : result.outcomes) CHECK(holds(text, outcome.name));
            for (const OutcomeResult& outcome : result.outcomes)
                if (outcome.first_step)
                    CHECK(holds(text, result.dates[static_cast<std::size_t>(outcome.first_step->q50)]));
        }
    }
}

TEST_CASE("the answer of a large world stays short and says where the rest is") {
    const Result result = result_of(test::source_folder() / "scenarios/korea-2024/baseline.yaml", 100);
    const std::string text = to_text(result, {});
    INFO(text);
    CHECK(lines_of(text).size() < 220);
    CHECK(holds(text, "that stand highest on the ladder; the others are in actions.csv"));
    CHECK(holds(text, "measures; the others are in summary.json"));
    CHECK(holds(text, "Can never be taken: 295 pairs of actor and action"));
    std::size_t taken = 0;
    int most = 0;
    for (const ActionResult& a : result.actions) {
        if (a.action == "hold" || a.ever.count == 0) continue;
        ++taken;
        most = std::max(most, a.rung);
    }
    REQUIRE(taken > 100);
    for (const ActionResult& a : result.actions)
        if (a.action != "hold" && a.ever.count > 0 && a.rung == most)
            CHECK(holds(text, "  " + a.actor + " " + a.action));
}

TEST_CASE("what never and always happens says of how many and how sure that is") {
    const Folder folder;
    folder.write("sure.yaml", k_sure);
    const std::string text = to_text(result_of(folder.path / "sure.yaml", 2000), {});
    INFO(text);
    CHECK(holds(text, "always in 2,000") == false);
    CHECK(holds(text, "always seen in 2,000"));
    CHECK(holds(text, "never seen in 2,000"));
    CHECK(holds(text, "[0.000, 0.002]"));
    CHECK(holds(text, "[0.998, 1.000]"));
    CHECK(holds(text, "2025-01-27      3    3     3       0"));
    CHECK(holds(text, "Can never be taken: never (RED)."));
    CHECK(holds(text, "2 of 3 options"));
    CHECK_FALSE(holds(text, "Extreme"));  // all trajectories have these values
}

TEST_CASE("an act of a step is told with the state in which it is seen") {
    const Model model = test::model_of(k_sure);
    const std::string text = to_text(story_of(replay(test::program_of(model), 1, 0, Isa::baseline), model));
    INFO(text);
    CHECK(holds(text, "2025-01-20  step 2\n  RED raise, p = 1"));
    CHECK(holds(text, "\n  always is first seen (2025-01-27, state 3)\n"));
    CHECK(holds(text, "In short\n  2025-01-27  always\n  not seen: never\n"));
    CHECK(holds(text, "always: first seen in state 3 (2025-01-27)\n"));
    CHECK(holds(text, "never: did not happen\n"));
    CHECK(holds(text, "last: 4\n"));
}

TEST_CASE("a replay tells what was drawn for it and where that lies in its distribution") {
    const Model model = test::model_of(R"yaml(
brink: 1
title: Draws
clock: {start: 2025-01-01, step: 1 week, steps: 2}
parameters:
  even: {uniform: [2, 4]}
  half: {normal: {mean: 0, sd: 1}, range: [0, .inf]}
  pick: {choice: [1, 2, 5]}
  sure: 3
  unread: {uniform: [0, 1]}
variables: {world: {x: {initial: even + half + pick + sure}}}
actors: {RED: {}}
outcomes: {last: {measure: x}}
)yaml");
    const Program program = test::program_of(model);
    for (std::uint64_t trajectory = 0; trajectory < 20; ++trajectory) {
        const Replayed one = replay(program, 1, trajectory, Isa::baseline);
        REQUIRE(one.parameters.size() == 3);
        const auto& [even, half, pick] = std::tie(one.parameters[0], one.parameters[1], one.parameters[2]);
        CHECK((even.name == "even" && half.name == "half" && pick.name == "pick"));
        CHECK(even.value + half.value + pick.value + 3 == Approx(one.outcomes[0].value));
        CHECK(*even.quantile == Approx((even.value - 2) / 2));
        CHECK(*half.quantile == Approx(std::erf(half.value / std::sqrt(2.0))));
        CHECK_FALSE(pick.quantile);
    }
    const Replayed one = replay(program, 1, 0, Isa::baseline);
    const Story story = story_of(one, model);
    const std::string text = to_text(story);
    INFO(text);
    CHECK(holds(text, "Drawn for this trajectory"));
    CHECK(holds(text, "even = " + number(one.parameters[0].value)));
    CHECK_FALSE(holds(text, "sure"));
    CHECK(holds(to_json(one, model, story), "\"quantile\": null"));
}

TEST_CASE("a replay names postures before what has no bounds") {
    const Model model = test::model_of(R"yaml(
brink: 1
title: Postures
clock: {start: 2025-01-01, step: 1 week, steps: 1}
variables:
  world: {toll: {initial: 1}, mood: {initial: 0, range: [0, 1]}}
  actor: {alarm: {initial: 0, range: [0, 10]}, spent: {initial: 1}}
actors: {RED: {}, BLUE: {}}
events:
  clash:
    at: 0
    effects: [toll += 1000, j.spent += 50 for j in everyone, mood += 0.9, RED.alarm += 1, BLUE.alarm += 3]
outcomes: {last: {measure: toll}}
)yaml");
    const Replayed one = replay(compile_explained(model), 1, 0, Isa::baseline);
    const std::string text = to_text(story_of(one, model), 200);
    INFO(text);
    CHECK(holds(text,
                "  mood 0.000 to 0.900 (clash +0.9)\n  alarm[BLUE] 0 to 3 (clash +3)\n  alarm[RED] 0 to 1 (clash +1)\n"
                "  changed too: toll, spent[BLUE], spent[RED]\n"));
}

TEST_CASE("a replay that meets a fault tells nothing beyond it") {
    const Model model = test::model_of(R"yaml(
brink: 1
title: A number that grows out of all bounds
clock: {start: 2025-01-01, step: 1 week, steps: 9}
variables: {world: {x: {initial: 1}, age: {initial: 0}}}
actors: {RED: {}}
dynamics: {world: {x: "if(age < 2, x, exp(1000))", age: age + 1}}
outcomes: {early: {when: age >= 1}, late: {when: age >= 5}, last: {measure: age}}
)yaml");
    const Replayed one = replay(test::program_of(model), 1, 0, Isa::baseline);
    const Story story = story_of(one, model);
    const std::string text = to_text(story);
    INFO(text);
    CHECK(holds(text, "The story ends here: x is infinite or not a number in state 3"));
    CHECK(holds(text, "late: did not happen before the fault"));
    CHECK(holds(text, "last: no value"));
    const std::string json = to_json(one, model, story);
    CHECK(holds(json, "\"hash\": null"));
    CHECK(holds(json, "\"last\": null"));
    CHECK(holds(json, "\"late\": null"));
}

TEST_CASE("what a model says fits a terminal and tells a common starting value once") {
    Diagnostics diagnostics;
    const fs::path path = test::source_folder() / "scenarios/korea-2024/baseline.yaml";
    const Tree tree = load_tree(path.string(), {}, diagnostics);
    const Model model = test::checked_model(tree, diagnostics);
    const std::string text = describe(model, test::program_of(model), 80);
    CHECK(widest(text) <= 80);
    std::set<std::string> seen;
    for (const std::string& line : lines_of(text))
        if (holds(line, "where nothing else is given")) CHECK(seen.insert(line).second);
    CHECK_FALSE(seen.empty());
}

TEST_CASE("only a folder of results is replaced") {
    const Folder folder;
    folder.write("sure.yaml", k_sure);
    SimulateOptions options;
    options.trajectories = 100;
    const Simulated done = simulate((folder.path / "sure.yaml").string(), options);
    REQUIRE(done.result.has_value());
    const auto write = [&](const fs::path& place, bool force) {
        return write_folder(*done.result, *done.ran, {}, {place, force});
    };
    const fs::path out = folder.path / "out";
    CHECK(write(out, false) == out);
    CHECK_THROWS_AS(write(out, false), FolderTaken);
    CHECK_NOTHROW(write(out, true));
    const auto refused = [&](const fs::path& place, const std::string& why) {
        INFO(place);
        try {
            (void)write(place, true);
            FAIL("replaced");
        } catch (const FolderTaken& error) {
            CHECK(holds(error.what(), why));
        }
    };
    folder.write("empty", "");
    refused(folder.path / "empty", "is a file");
    CHECK(fs::is_regular_file(folder.path / "empty"));
    fs::create_directory(folder.path / "web");
    folder.write("web/manifest.json", "{\"name\": \"my page\"}");
    refused(folder.path / "web", "no result folder");
    fs::create_symlink(out, folder.path / "link");
    refused(folder.path / "link", "is a link");
    folder.write("out/notes.txt", "years of work");
    refused(out, "'notes.txt'");
    CHECK(fs::exists(out / "notes.txt"));
    fs::create_directory(folder.path / "bare");
    CHECK_NOTHROW(write(folder.path / "bare", true));
}
