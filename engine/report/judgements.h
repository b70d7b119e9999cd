#pragma once
// What `brink test` found, as text and JSON.

#include <string>
#include <vector>

#include "base/source.h"
#include "study/expect.h"

namespace brink {

/// The expectations of one scenario, judged.
struct JudgedScenario {
    std::string file;
    std::string title;
    std::string digest;
    std::uint64_t seed = 0;
    std::uint64_t trajectories = 0;
    std::vector<Judgement> judgements;
    std::vector<Place> places;  // of the judgements' claims
};

/// How many expectations were judged so.
[[nodiscard]] std::size_t count_of(const std::vector<JudgedScenario>& scenarios, Verdict verdict);

/// A block a scenario, a line an expectation.
[[nodiscard]] std::string to_text(const JudgedScenario& scenario);
/// `interrupted`: a signal came before all of them were judged.
[[nodiscard]] std::string to_json(const std::vector<JudgedScenario>& scenarios, bool interrupted = false);

}  // namespace brink
