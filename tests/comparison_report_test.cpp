// A comparison as people and programs read it.

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "folder.h"
#include "pipeline.h"
#include "report/comparison.h"
#include "report/words.h"
#include "support.h"
#include "worlds.h"

using namespace brink;

namespace {

std::string path_of(const std::string& scenario) { return (test::source_folder() / "scenarios" / scenario).string(); }

ComparedScenarios compared(const std::vector<std::string>& files, std::uint64_t trajectories,
                           const RunOptions& run = {}, std::size_t reference = 0) {
    SimulateOptions options;
    options.run = run;
    options.trajectories = trajectories;
    Compared found = compare(files, reference, options);
    REQUIRE(found.found.has_value());
    return std::move(*found.found);
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// The text with every break and indent as one blank.
std::string flowing(const std::string& text) {
    std::istringstream in(text);
    std::string all, word;
    while (in >> word) all += word + " ";
    return all;
}

std::size_t widest(const std::string& text) {
    std::istringstream lines(text);
    std::size_t most = 0;
    for (std::string line; std::getline(lines, line);) most = std::max(most, text_width(line));
    return most;
}

const std::vector<std::string> k_korea{test::four_actors("baseline.yaml"), test::four_actors("rok-lethal-aid.yaml")};
const std::vector<std::string> k_rivals{path_of("classroom/two-rivals.yaml"),
                                        path_of("classroom/two-rivals-summit.yaml")};

}  // namespace

TEST_CASE("the comparison fits every width and leaves no outcome out") {
    for (const auto& files : {k_korea, k_rivals}) {
        const ComparedScenarios found = compared(files, 400);
        for (const std::size_t width : {60u, 80u, 120u}) {
            const std::string text = to_text(found, {false, width});
            INFO(text);
            CHECK(widest(text) <= width);
            for (const ComparedOutcome& o : found.comparisons[0].outcomes) CHECK(holds(text, o.name));
        }
    }
}

TEST_CASE("the comparison names what is imposed and who first chooses otherwise unbidden") {
    const std::string text = flowing(to_text(compared(k_korea, 400)));
    CHECK(holds(text, "KOR support A: hold -> B: supply_lethal_aid UKR (imposed)"));
    CHECK(holds(text, "2024-11-18"));
    CHECK(holds(text, "first chooses otherwise, unbidden"));
    CHECK(holds(text, "higher in B"));
    CHECK(holds(text, "the same in all"));
    CHECK(holds(text, "If South Korea approved lethal aid"));
}

TEST_CASE("identical scenarios are said to be so and no difference is claimed") {
    const std::string text = flowing(to_text(compared({k_rivals[0], k_rivals[0]}, 300)));
    CHECK(holds(text, "No choice of any actor differs between A and B in any of the 300 trajectories."));
    CHECK_FALSE(holds(text, "higher"));
    CHECK_FALSE(holds(text, "lower"));
    CHECK_FALSE(holds(text, "Where they part"));
}

TEST_CASE("a difference that the interval does not tell from 0 is not claimed") {
    test::Folder folder;
    const std::string world = R"yaml(brink: 1
clock: {start: 2025-01-06, step: 1 week, steps: 1}
parameters: {chance: {value: 0.5, range: [0, 1]}}
variables: {world: {heads: {initial: 0}}}
actors: {NOBODY: {}}
draws: {world: {coin: bernoulli(chance), second: bernoulli(chance)}}
)yaml";
    const std::string outcomes = "outcomes: {head: {when: heads > 0.5}, mean heads: {measure: heads}}\n";
    folder.write("one.yaml", world + "dynamics: {world: {heads: coin}}\n" + outcomes);
    folder.write("two.yaml", world + "dynamics: {world: {heads: second}}\n" + outcomes);
    const ComparedScenarios found = compared({folder.path("one.yaml"), folder.path("two.yaml")}, 400);
    for (const ComparedOutcome& o : found.comparisons[0].outcomes) {
        REQUIRE(o.difference.ci95[0] < 0);
        REQUIRE(o.difference.ci95[1] > 0);
        CHECK(o.told == Told::not_shown);
        CHECK(o.saving.factor().value() == Approx(1).margin(0.25));  // two coins have nothing in common
    }
    const std::string text = flowing(to_text(found));
    CHECK(holds(text, "no difference shown"));
    CHECK_FALSE(holds(text, "higher in"));
    CHECK_FALSE(holds(text, "lower in"));
}

TEST_CASE("a comparison has the same bytes on any threads and blocks") {
    const auto bytes = [](const RunOptions& run) {
        const ComparedScenarios found = compared(k_rivals, 3000, run);
        return to_json(found, {.timing = false}) + differences_csv(found) + partings_csv(found);
    };
    const std::string whole = bytes({.threads = 1, .block = 64});
    CHECK(bytes({.threads = 3, .block = 16}) == whole);
    CHECK(bytes({.threads = 2, .block = 1024}) == whole);
}

TEST_CASE("several scenarios are each set beside the reference") {
    const std::vector<std::string> files{path_of("classroom/sanctions-no-rally.yaml"),
                                         path_of("classroom/sanctions-spiral.yaml"),
                                         path_of("classroom/sanctions-even.yaml")};
    const ComparedScenarios found = compared(files, 300, {}, 1);
    const std::string text = flowing(to_text(found));
    CHECK(holds(text, "A beside B: sanctions-no-rally beside sanctions-spiral"));
    CHECK(holds(text, "C beside B: sanctions-even beside sanctions-spiral"));
    const std::string question = found.results[0].question;  // of all three
    CHECK(holds(text, question));
    CHECK(text.find(question) == text.rfind(question));
    CHECK(holds(text, "(given): concedes after a break, concedes later, concedes once in a spiral."));
}
