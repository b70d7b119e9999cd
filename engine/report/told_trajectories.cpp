#include "report/told_trajectories.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "report/kept_choices.h"
#include "report/story_parts.h"
#include "report/words.h"

namespace brink {

namespace {

constexpr std::size_t k_most_typical = 3;
constexpr std::size_t k_most_steps = 16;  // of each trajectory; `brink replay` tells more

bool acts(const ReplayedChoice& choice) { return choice.imposed || (choice.action && *choice.action != "hold"); }

int rung_of(const Model& model, const ReplayedChoice& choice) {
    const Action* action = choice.action ? action_named(model, *choice.action) : nullptr;
    return action == nullptr ? 0 : action->rung;
}

std::string date_of(const Model& model, int state) { return format_date(model.clock.day(state)); }

/// `First act 2024-11-18: KOR supply_lethal_aid -> UKR; highest rung, 7, 2025-03-10: PRK harass -> KOR; ...`
std::string gist_of(const Replayed& r, const Model& model) {
    std::vector<std::string> parts;
    int highest = 0;
    std::string first, peak;
    for (std::size_t step = 0; step < r.choices.size(); ++step)
        for (const ReplayedChoice& choice : r.choices[step]) {
            if (!acts(choice)) continue;
            const std::string told = fmt::format("{}: {}{}", date_of(model, static_cast<int>(step)), act_text(choice),
                                                 choice.imposed ? " (imposed)" : "");
            if (first.empty()) first = told;
            if (rung_of(model, choice) <= highest) continue;
            highest = rung_of(model, choice);
            peak = told;
        }
    parts.push_back(first.empty() ? "Nobody acts" : "First act " + first);
    if (!peak.empty() && peak != first) parts.push_back(fmt::format("highest rung, {}, first {}", highest, peak));
    std::vector<const ReplayedOutcome*> met;
    for (const ReplayedOutcome& outcome : r.outcomes)
        if (outcome.first_state) met.push_back(&outcome);
    std::stable_sort(met.begin(), met.end(),
                     [](const auto* a, const auto* b) { return *a->first_state < *b->first_state; });
    std::string seen;
    for (const ReplayedOutcome* outcome : met)
        seen += fmt::format("{}{} ({})", seen.empty() ? "" : ", ", outcome->name,
                            date_of(model, *outcome->first_state));
    parts.push_back(seen.empty() ? "no outcome happens" : "first seen: " + seen);
    return fmt::format("{}.", fmt::join(parts, "; "));
}

/// The lines of a step, each act with its reason.
std::vector<std::string> lines_of(const StoryStep& step) {
    std::vector<std::string> lines;
    for (const StoryLine& line : step.lines) {
        if (line.depth == 0 || lines.empty())
            lines.push_back(line.text);
        else
            lines.back() += "; " + line.text;
    }
    return lines;
}

/// The steps of the first act, of the first at the highest rung, and in which outcomes are first seen.
std::set<int> landmarks_of(const Replayed& r, const Model& model) {
    std::set<int> steps;
    std::optional<int> peak;
    int highest = 0;
    for (std::size_t step = 0; step < r.choices.size(); ++step)
        for (const ReplayedChoice& choice : r.choices[step]) {
            if (!acts(choice)) continue;
            if (steps.empty()) steps.insert(static_cast<int>(step));
            if (rung_of(model, choice) <= highest) continue;
            highest = rung_of(model, choice);
            peak = static_cast<int>(step);
        }
    if (peak) steps.insert(*peak);
    for (const ReplayedOutcome& outcome : r.outcomes)
        if (outcome.first_state) steps.insert(std::max(0, *outcome.first_state - 1));
    return steps;
}

/// Ranks the steps: landmarks first, then by how much they say.
void rank_steps(const Replayed& r, const Story& story, ToldTrajectory& told) {
    std::vector<std::tuple<bool, double, std::size_t>> order;
    for (std::size_t k = 0; k < told.steps.size(); ++k)
        order.emplace_back(!told.steps[k].landmark, -weight_of(r, static_cast<std::size_t>(story.steps[k].step)), k);
    std::sort(order.begin(), order.end());
    for (std::size_t k = 0; k < order.size(); ++k)
        told.steps[std::get<std::size_t>(order[k])].rank = static_cast<int>(k);
}

ToldTrajectory tell(const Replayed& r, const Model& model, std::string title) {
    const std::set<int> landmarks = landmarks_of(r, model);
    const Story story = story_of(r, model, "", k_most_steps, landmarks);
    ToldTrajectory told;
    told.title = std::move(title);
    told.trajectory = r.trajectory;
    told.gist = gist_of(r, model);
    told.eventful = story.n_eventful;
    for (const StoryStep& step : story.steps)
        told.steps.push_back({step.date, lines_of(step), landmarks.contains(step.step)});
    rank_steps(r, story, told);
    return told;
}

/// Outcomes that answer the question first, then the most frequent.
std::vector<const OutcomeResult*> by_weight(const Result& result) {
    std::vector<const OutcomeResult*> order;
    for (const OutcomeResult& outcome : result.outcomes)
        if (outcome.kind == Outcome::Kind::when && outcome.example) order.push_back(&outcome);
    std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
        return std::pair(!a->headline, -a->happened.count) < std::pair(!b->headline, -b->happened.count);
    });
    return order;
}

using Chosen = std::pair<std::string, std::uint64_t>;  // title, trajectory

/// Of the measures, the end that lies farthest from the mean, in standard deviations.
std::optional<Chosen> farthest(const Result& result) {
    std::optional<Chosen> found;
    double most = 0;
    for (const Extremes& extremes : result.extremes) {
        const auto outcome = std::find_if(result.outcomes.begin(), result.outcomes.end(),
                                          [&](const OutcomeResult& o) { return o.name == extremes.measure; });
        if (outcome == result.outcomes.end() || !(outcome->sd > 0)) continue;
        for (const auto& [end, name] : {std::pair(&extremes.highest, "highest"), {&extremes.lowest, "lowest"}}) {
            if (end->empty()) continue;
            const Extremes::Entry& entry = end->front();
            const double far = std::abs(entry.value - outcome->mean) / outcome->sd;
            if (far <= most) continue;
            most = far;
            found = {fmt::format("The most extreme: {} {}, the {} of {} trajectories and {:.1f} standard deviations "
                                 "from the mean",
                                 extremes.measure, number(entry.value), name, count(result.trajectories), far),
                     entry.trajectory};
        }
    }
    return found;
}

/// The trajectory that climbs highest; where many climb as high, the one farthest from the mean of any measure.
std::optional<Chosen> most_extreme(const Result& result) {
    constexpr std::uint64_t k_rare = 20;  // one in so many
    std::optional<Chosen> climbs;
    for (const Extremes& extremes : result.extremes) {
        if (extremes.measure != "peak_rung" || extremes.highest.empty()) continue;
        const Extremes::Entry& entry = extremes.highest.front();
        const std::string tied = entry.tied > 1 ? fmt::format(", the first of {} alike", count(entry.tied)) : "";
        climbs = {fmt::format("The most extreme: rung {:.0f}, the highest of {} trajectories{}", entry.value,
                              count(result.trajectories), tied),
                  entry.trajectory};
        if (entry.tied * k_rare <= result.trajectories) return climbs;
    }
    std::optional<Chosen> far = farthest(result);
    return far ? far : climbs;
}

/// A title and trajectory each.
std::vector<Chosen> chosen(const Result& result) {
    std::vector<Chosen> found;
    std::set<std::uint64_t> known;
    for (const OutcomeResult* outcome : by_weight(result)) {
        if (found.size() == k_most_typical) break;
        if (!known.insert(*outcome->example).second) continue;
        const auto state = static_cast<std::size_t>(outcome->first_step->q50);
        found.emplace_back(fmt::format("Typical of where {} happens: first seen {}, the median", outcome->name,
                                       result.dates[state]),
                           *outcome->example);
    }
    if (auto extreme = most_extreme(result)) found.push_back(std::move(*extreme));
    return found;
}

}  // namespace

void add_stories(const Model& model, Isa isa, Result& result) {
    const std::vector<Chosen> all = chosen(result);
    if (all.empty()) return;
    const ExplainedProgram explained = compile_explained(model);
    for (const auto& [title, trajectory] : all) {
        const Replayed replayed = replay(explained, result.seed, trajectory, isa);
        if (!replayed.fault) result.stories.push_back(tell(replayed, model, title));
    }
}

}  // namespace brink
