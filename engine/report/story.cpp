#include "report/story.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "report/story_parts.h"
#include "report/words.h"

namespace brink {

namespace {

std::string date_of(const Model& model, int state) { return format_date(model.clock.day(state)); }

/// `fear = 0.31 (84 %)`: the parameters drawn for this trajectory, each with the share of its distribution below it.
std::string drawn_text(const Replayed& r) {
    std::string list;
    for (const ReplayedParameter& p : r.parameters) {
        list += fmt::format("{}{} = {}", list.empty() ? "" : ", ", p.name, number(p.value));
        if (p.quantile) list += fmt::format(" ({:.0f} %)", 100 * *p.quantile);
    }
    return list.empty() ? ""
                        : "Drawn for this trajectory (in brackets, the share of the distribution at or below): " + list;
}

/// Who stands behind the short names.
std::string cast_text(const Model& model) {
    std::string list;
    for (const Actor& actor : model.actors)
        if (!actor.name.empty() && actor.name != actor.id)
            list += fmt::format("{}{} {}", list.empty() ? "" : ", ", actor.id, actor.name);
    return list.empty() ? "" : "Actors: " + list;
}

/// Rare events and outcomes in the order in which they were first seen, and outcomes that were not.
void summarise_happenings(const Replayed& r, const Model& model, std::vector<std::string>& lines) {
    constexpr std::size_t k_rare = 2;  // an event that fires more often is no landmark
    std::map<std::string, std::vector<int>> fired;
    for (std::size_t step = 0; step < r.events.size(); ++step)
        for (const ReplayedEvent& event : r.events[step]) fired[text_of(event)].push_back(static_cast<int>(step));
    std::vector<std::pair<int, std::string>> landmarks;
    for (const auto& [name, steps] : fired)
        for (std::size_t k = 0; k < steps.size() && steps.size() <= k_rare; ++k)
            landmarks.emplace_back(steps[k], "event: " + name);
    std::string never;
    for (const ReplayedOutcome& outcome : r.outcomes) {
        if (outcome.kind != Outcome::Kind::when) continue;
        if (outcome.first_state)
            landmarks.emplace_back(*outcome.first_state, outcome.name);
        else
            never += (never.empty() ? "" : ", ") + outcome.name;
    }
    std::stable_sort(landmarks.begin(), landmarks.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [day, what] : landmarks) lines.push_back(fmt::format("{}  {}", date_of(model, day), what));
    if (!never.empty()) lines.push_back((r.fault ? "not seen before the fault: " : "not seen: ") + never);
}

/// The acts on which chance had most to say.
void summarise_chance(const Replayed& r, const Model& model, std::vector<std::string>& lines) {
    constexpr double k_unlikely = 0.05;
    constexpr std::size_t k_most = 3;
    std::vector<std::pair<double, std::string>> acts;
    for (std::size_t step = 0; step < r.choices.size(); ++step)
        for (const ReplayedChoice& choice : r.choices[step])
            if (choice.action && !choice.imposed && choice.probability < k_unlikely)
                acts.emplace_back(choice.probability, fmt::format("{} {} ({})", date_of(model, static_cast<int>(step)),
                                                                  act_text(choice), chance(choice.probability)));
    if (acts.empty()) return;
    std::stable_sort(acts.begin(), acts.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::string text;
    for (std::size_t k = 0; k < acts.size() && k < k_most; ++k) text += (k == 0 ? "" : "; ") + acts[k].second;
    lines.push_back(fmt::format("least likely: {}", text));
}

std::string outcome_text(const Replayed& r, const Model& model, const ReplayedOutcome& outcome) {
    switch (outcome.kind) {
        case Outcome::Kind::measure:
            if (!r.fault && !outcome.counts) return "not counted, as what it is conditioned on did not happen";
            return r.fault ? "no value, as the trajectory has no end" : alike({outcome.value}, 5).front();
        case Outcome::Kind::when: break;
    }
    if (!outcome.first_state) return r.fault ? "did not happen before the fault" : "did not happen";
    return fmt::format("first seen in state {} ({})", *outcome.first_state, date_of(model, *outcome.first_state));
}

/// Why there is no more to tell than was told.
std::string end_text(const Replayed& r, const Model& model) {
    if (r.fault) return "The story ends here: " + *r.fault;
    if (r.steps_lived == model.clock.steps) return "";
    std::string by;
    for (std::size_t o = 0; o < r.outcomes.size(); ++o)
        if (model.outcomes[o].ends && r.outcomes[o].first_state == r.steps_lived)
            by += (by.empty() ? ", by " : " and ") + r.outcomes[o].name;
    return fmt::format("The trajectory ends in state {} ({}){}.", r.steps_lived, date_of(model, r.steps_lived), by);
}

/// What the acts that happened are.
std::vector<std::string> acts_of(const Replayed& r, const Model& model) {
    std::set<std::string> seen;
    for (const std::vector<ReplayedChoice>& step : r.choices)
        for (const ReplayedChoice& choice : step)
            if (choice.action) seen.insert(*choice.action);
    std::vector<std::string> lines;
    for (const Action& action : model.actions)
        if (!action.doc.empty() && seen.count(action.name) != 0) lines.push_back(action.name + ": " + action.doc);
    return lines;
}

void tell_met(const Replayed& r, const Model& model, int state, std::vector<StoryLine>& lines) {
    for (const ReplayedOutcome& outcome : r.outcomes)
        if (outcome.first_state == state)
            lines.push_back(
                {0, fmt::format("{} is first seen ({}, state {})", outcome.name, date_of(model, state), state)});
}

/// One step; nothing if nothing happened or changed notably.
void tell_step(const Replayed& r, const Model& model, std::size_t step, ReasonTeller& reasons, ChangeTeller& changes,
               std::vector<StoryLine>& lines) {
    if (step == 0) tell_met(r, model, 0, lines);
    for (const ReplayedEvent& event : r.events[step]) lines.push_back({0, "event: " + text_of(event)});
    for (const ReplayedChoice& choice : r.choices[step])
        for (StoryLine& line : reasons.lines(choice)) lines.push_back(std::move(line));
    if (step + 1 >= r.states.size()) return;  // a fault ended the step
    tell_met(r, model, static_cast<int>(step) + 1, lines);
    for (StoryLine& line : changes.lines(step, lines.empty())) lines.push_back(std::move(line));
}

/// Tells the steps that are `wanted`; the others are left out.
void tell_steps(const Replayed& r, const Model& model, const std::vector<bool>& wanted, Story& story) {
    ReasonTeller reasons;
    ChangeTeller changes(r, model);
    StoryStep next;
    for (std::size_t step = 0; step < wanted.size(); ++step) {
        next.step = static_cast<int>(step);
        next.date = date_of(model, next.step);
        if (wanted[step]) tell_step(r, model, step, reasons, changes, next.lines);
        if (next.lines.empty()) {
            ++next.left_out_before;
            continue;
        }
        story.steps.push_back(std::exchange(next, {}));
    }
    story.left_out_after = next.left_out_before;
}

/// Of the steps in which something happened the landmarks and those that say most, at most so many if the landmarks
/// are no more.
std::vector<bool> chosen_steps(const Replayed& r, const std::vector<StoryStep>& eventful, std::size_t n_steps,
                               std::size_t most, const std::set<int>& landmarks) {
    std::vector<std::tuple<bool, double, std::size_t>> weighed;
    for (const StoryStep& step : eventful) {
        const auto at = static_cast<std::size_t>(step.step);
        weighed.emplace_back(!landmarks.contains(step.step), -weight_of(r, at), at);
    }
    std::sort(weighed.begin(), weighed.end());
    std::vector<bool> wanted(n_steps, false);
    for (std::size_t k = 0; k < weighed.size() && k < std::max(most, landmarks.size()); ++k)
        wanted[std::get<std::size_t>(weighed[k])] = true;
    return wanted;
}

/// How many of the steps that were left out were eventful.
void count_eventful(const std::vector<StoryStep>& eventful, Story& story) {
    std::size_t at = 0;
    for (StoryStep& step : story.steps) {
        for (; at < eventful.size() && eventful[at].step < step.step; ++at) ++step.eventful_before;
        if (at < eventful.size() && eventful[at].step == step.step) ++at;
    }
    story.eventful_after = static_cast<int>(eventful.size() - at);
    story.n_eventful = static_cast<int>(eventful.size());
}

}  // namespace

Story story_of(const Replayed& replayed, const Model& model, const std::string& found, std::size_t most_steps,
               const std::set<int>& landmarks) {
    Story story;
    story.title = model.title.empty() ? model.name : model.title;
    story.found = found;
    story.trajectory = replayed.trajectory;
    story.seed = replayed.seed;
    for (std::string& line : std::vector<std::string>{cast_text(model), drawn_text(replayed)})
        if (!line.empty()) story.head.push_back(std::move(line));
    summarise_happenings(replayed, model, story.summary);
    summarise_chance(replayed, model, story.summary);
    const std::size_t n_steps = std::min(replayed.choices.size(), static_cast<std::size_t>(replayed.steps_lived));
    Story whole;
    tell_steps(replayed, model, std::vector<bool>(n_steps, true), whole);
    tell_steps(replayed, model, chosen_steps(replayed, whole.steps, n_steps, most_steps, landmarks), story);
    count_eventful(whole.steps, story);
    story.end = end_text(replayed, model);
    for (const ReplayedOutcome& outcome : replayed.outcomes)
        story.outcomes.push_back(outcome.name + ": " + outcome_text(replayed, model, outcome));
    story.acts = acts_of(replayed, model);
    return story;
}

}  // namespace brink
