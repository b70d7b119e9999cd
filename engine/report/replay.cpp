#include "report/replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <vector>

#include "report/words.h"

namespace brink {

namespace {

std::string choice_line(const ReplayedChoice& choice) {
    std::string line = fmt::format("{} {}", choice.actor, choice.action.value_or("makes no choice"));
    if (!choice.target.empty()) line += " -> " + choice.target;
    if (!choice.track.empty()) line += fmt::format(" ({})", choice.track);
    if (!choice.action) return line;
    return line + (choice.imposed ? "  imposed" : fmt::format("  p = {}", chance(choice.probability)));
}

// The variables that moved most in a step, by share of their size.
std::string changes(const Replayed& r, std::size_t step) {
    struct Change {
        double size;
        std::size_t name;
    };
    std::vector<Change> found;
    for (std::size_t v = 0; v < r.names.size(); ++v) {
        const double before = r.states[step][v], after = r.states[step + 1][v];
        const double size = std::abs(after - before) / std::max({std::abs(before), std::abs(after), 0.05});
        if (size > 0.1) found.push_back({size, v});
    }
    std::stable_sort(found.begin(), found.end(), [](const Change& a, const Change& b) { return a.size > b.size; });
    std::string text;
    for (std::size_t k = 0; k < found.size() && k < 3; ++k)
        text += fmt::format("{}{} {} to {}", k == 0 ? "" : ", ", r.names[found[k].name],
                            number(r.states[step][found[k].name]), number(r.states[step + 1][found[k].name]));
    return text;
}

std::string step_text(const Replayed& r, const Model& model, std::size_t step) {
    std::vector<std::string> lines;
    for (const std::string& event : r.events[step]) lines.push_back("event: " + event);
    for (const ReplayedChoice& choice : r.choices[step])
        if (choice.imposed || (choice.action && *choice.action != "hold")) lines.push_back(choice_line(choice));
    if (lines.empty()) return "";
    std::string text = fmt::format("step {:>3}  {}\n", step, format_date(model.clock.day(static_cast<int>(step))));
    for (const std::string& line : lines) text += "    " + line + "\n";
    const std::string moved = changes(r, step);
    if (!moved.empty()) text += "      then " + moved + "\n";
    return text;
}

}  // namespace

std::string to_text(const Replayed& r, const Model& model) {
    std::string text = fmt::format("{}\ntrajectory {}, seed {}\n\n", model.title.empty() ? model.name : model.title,
                                   count(r.trajectory), r.seed);
    const auto lived = static_cast<std::size_t>(r.steps_lived);
    for (std::size_t step = 0; step < lived && step < r.choices.size(); ++step) text += step_text(r, model, step);
    text += "\n";
    for (const ReplayedOutcome& outcome : r.outcomes) {
        if (outcome.kind == Outcome::Kind::measure)
            text += fmt::format("{}: {}\n", outcome.name, number(outcome.value, 5));
        else if (outcome.first_state)
            text += fmt::format("{}: in state {} ({})\n", outcome.name, *outcome.first_state,
                                format_date(model.clock.day(*outcome.first_state)));
        else
            text += fmt::format("{}: did not happen\n", outcome.name);
    }
    if (r.steps_lived < model.clock.steps) text += fmt::format("the trajectory ended after step {}\n", r.steps_lived);
    if (r.fault) text += "stopped: " + *r.fault + "\n";
    return text;
}

std::string to_json(const Replayed& r, const Model& model) {
    using Json = nlohmann::ordered_json;
    Json json;
    json["scenario"] = {{"title", model.title}, {"name", model.name}, {"digest", model.digest}};
    json["seed"] = r.seed;
    json["trajectory"] = r.trajectory;
    json["steps_lived"] = r.steps_lived;
    json["hash"] = fmt::format("{:016x}", r.hash);
    json["dates"] = Json::array();
    for (int s = 0; s <= model.clock.steps; ++s) json["dates"].push_back(format_date(model.clock.day(s)));
    json["states"] = Json::object();
    for (std::size_t v = 0; v < r.names.size(); ++v)
        for (const std::vector<double>& state : r.states) json["states"][r.names[v]].push_back(state[v]);
    json["choices"] = Json::array();
    for (std::size_t step = 0; step < r.choices.size(); ++step)
        for (const ReplayedChoice& choice : r.choices[step]) {
            if (!choice.action) continue;
            json["choices"].push_back({{"step", step},
                                       {"actor", choice.actor},
                                       {"track", choice.track},
                                       {"action", *choice.action},
                                       {"target", choice.target.empty() ? Json(nullptr) : Json(choice.target)},
                                       {"probability", choice.probability},
                                       {"imposed", choice.imposed},
                                       {"utility", choice.utility}});
        }
    json["events"] = Json::array();
    for (std::size_t step = 0; step < r.events.size(); ++step)
        for (const std::string& event : r.events[step]) json["events"].push_back({{"step", step}, {"event", event}});
    json["outcomes"] = Json::object();
    for (const ReplayedOutcome& outcome : r.outcomes)
        json["outcomes"][outcome.name] = outcome.kind == Outcome::Kind::measure ? Json(outcome.value)
                                         : outcome.first_state                  ? Json(*outcome.first_state)
                                                                                : Json(nullptr);
    return json.dump(2) + "\n";
}

}  // namespace brink
