#pragma once
// The parts of a story, for story.cpp and who else tells of single acts.

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "report/story.h"

namespace brink {

/// `PRK supply_arms -> RUS`.
[[nodiscard]] std::string act_text(const std::string& actor, const std::string& action, const std::string& target);
/// The same of a choice; `PRK makes no choice` of none.
[[nodiscard]] std::string act_text(const ReplayedChoice& choice);
/// A number as text without what says nothing at its end: `0.3` for `0.300`.
[[nodiscard]] std::string trimmed(std::string number);
/// `+0.51`.
[[nodiscard]] std::string with_sign(double value);

/// Tells of choices; a reason that has not changed since it was last told is not repeated.
class ReasonTeller {
public:
    /// The lines of a choice that is worth telling; none of holding as usual.
    [[nodiscard]] std::vector<StoryLine> lines(const ReplayedChoice& choice);

private:
    std::map<std::string, std::string> told_;  // by act: what its reason was made of
};

/// How much a step says: the information of its choices (the less likely, the more), events, and outcomes first met,
/// which stand before all else.
[[nodiscard]] double weight_of(const Replayed& replayed, std::size_t step);

/// Tells what changed, against what the reader was told last.
class ChangeTeller {
public:
    ChangeTeller(const Replayed& replayed, const Model& model);

    /// What the step's acts and events moved most, and what has drifted far since it was last told. `alone`: nothing
    /// else is told of the step, so that only what is notable by itself is.
    [[nodiscard]] std::vector<StoryLine> lines(std::size_t step, bool alone);

private:
    struct Moved {
        std::size_t name = 0;
        bool bounded = false;
        double share = 0;  // of its range, or of its greatest size in the trajectory
    };
    [[nodiscard]] std::vector<Moved> written_in(std::size_t step);
    [[nodiscard]] bool is_cause(const ReplayedWrite& write, std::size_t step) const;
    [[nodiscard]] std::string cause_of(const ReplayedWrite& write, std::size_t step) const;
    [[nodiscard]] std::vector<Moved> drifted(std::size_t state, double least) const;
    [[nodiscard]] std::string change_text(std::size_t step, std::size_t name) const;
    void note_told(std::size_t name, std::size_t state);

    const Replayed& replayed_;
    const Model& model_;
    std::vector<double> scale_;            // (n_variables) 0: never told
    std::vector<bool> bounded_;            // (n_variables)
    std::vector<std::size_t> told_state_;  // (n_variables) state whose value was told last
    std::set<std::string> told_causes_;    // who has been told to write what
};

}  // namespace brink
