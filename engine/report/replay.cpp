#include "report/replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "report/words.h"

namespace brink {

namespace {

std::string choice_line(const ReplayedChoice& choice) {
    std::string line = fmt::format("{} {}", choice.actor, choice.action.value_or("makes no choice"));
    if (!choice.target.empty()) line += " -> " + choice.target;
    if (!choice.track.empty()) line += fmt::format(" ({})", choice.track);
    if (!choice.action) return line;
    return line + (choice.imposed ? ", imposed" : fmt::format(", p = {}", chance(choice.probability)));
}

/// How a quantity ranks among those that moved in a step.
struct Movement {
    int kind = 0;  // 0 a posture, 1 another value with bounds, 2 a value without
    double share = 0;
    std::size_t name = 0;
};

/// A posture is a bounded variable of an actor: the share of its range is a size that counters and stocks, which run
/// on for ever, do not have.
Movement movement(const Replayed& r, const Model& model, std::size_t step, std::size_t v) {
    const double before = r.states[step][v], after = r.states[step + 1][v];
    const std::string_view variable = std::string_view(r.names[v]).substr(0, r.names[v].find('['));
    const auto found = std::find_if(model.variables.begin(), model.variables.end(),
                                    [&](const Variable& one) { return one.name == variable; });
    if (found == model.variables.end() || !found->range.bounded())
        return {2, std::abs(after - before) / std::max({std::abs(before), std::abs(after), 0.05}), v};
    const double share = std::abs(after - before) / (found->range.high - found->range.low);
    return {found->shape == Shape::actor ? 0 : 1, share, v};
}

/// What moved most in a step: postures first, then what else has bounds, then the rest by the share of its own size.
std::string changes(const Replayed& r, const Model& model, std::size_t step) {
    constexpr double k_least[] = {0.02, 0.02, 0.1};
    constexpr std::size_t k_most = 3;
    std::vector<Movement> found;
    for (std::size_t v = 0; v < r.names.size(); ++v) {
        const Movement moved = movement(r, model, step, v);
        if (moved.share > k_least[moved.kind]) found.push_back(moved);
    }
    std::stable_sort(found.begin(), found.end(), [](const Movement& a, const Movement& b) {
        return std::pair(a.kind, -a.share) < std::pair(b.kind, -b.share);
    });
    std::string text;
    for (std::size_t k = 0; k < found.size() && k < k_most; ++k) {
        const std::size_t v = found[k].name;
        const std::vector<std::string> values = alike({r.states[step][v], r.states[step + 1][v]});
        text += fmt::format("{}{} {} to {}", k == 0 ? "" : ", ", r.names[v], values[0], values[1]);
    }
    return text;
}

/// `fear = 0.31 (84 %)`: the parameters drawn for this trajectory, each with the share of its distribution below it.
std::string parameters_text(const Replayed& r, std::size_t width) {
    if (r.parameters.empty()) return "";
    std::string list;
    for (const ReplayedParameter& p : r.parameters) {
        list += fmt::format("{}{} = {}", list.empty() ? "" : ", ", p.name, number(p.value));
        if (p.quantile) list += fmt::format(" ({:.0f} %)", 100 * *p.quantile);
    }
    std::string text;
    const auto lines = wrapped("Drawn for this trajectory (in brackets, the share of the distribution at or below): " +
                                   list,
                               width);
    for (const std::string& line : lines) text += line + "\n";
    return text;
}

/// `crisis is first seen` for each outcome first met in the state.
std::vector<std::string> met_in(const Replayed& r, int state) {
    std::vector<std::string> lines;
    for (const ReplayedOutcome& outcome : r.outcomes)
        if (outcome.first_state == state) lines.push_back(outcome.name + " is first seen");
    return lines;
}

void add_lines(std::string& text, const std::vector<std::string>& lines) {
    for (const std::string& line : lines) text += "    " + line + "\n";
}

std::string state_text(const Replayed& r, const Model& model, int state, const std::string& moved) {
    std::vector<std::string> lines = met_in(r, state);
    if (!moved.empty()) lines.push_back(moved);
    if (lines.empty()) return "";
    std::string text = fmt::format("  state {:>3}  {}\n", state, format_date(model.clock.day(state)));
    add_lines(text, lines);
    return text;
}

/// The step's acts, then the state in which they are first seen.
std::string step_text(const Replayed& r, const Model& model, std::size_t step) {
    std::vector<std::string> lines;
    for (const ReplayedEvent& event : r.events[step])
        lines.push_back("event: " + event.name +
                        (event.actors.empty() ? "" : fmt::format(" [{}]", fmt::join(event.actors, ", "))));
    for (const ReplayedChoice& choice : r.choices[step])
        if (choice.imposed || (choice.action && *choice.action != "hold")) lines.push_back(choice_line(choice));
    std::string text;
    if (!lines.empty())
        text = fmt::format("step {:>5}  {}\n", step, format_date(model.clock.day(static_cast<int>(step))));
    add_lines(text, lines);
    if (step + 1 >= r.states.size()) return text;  // a fault ended the step
    return text + state_text(r, model, static_cast<int>(step) + 1, lines.empty() ? "" : changes(r, model, step));
}

std::string outcome_text(const Replayed& r, const Model& model, const ReplayedOutcome& outcome) {
    switch (outcome.kind) {
        case Outcome::Kind::measure:
            if (!r.fault && !outcome.counts) return "not counted, as what it is conditioned on did not happen";
            return r.fault ? "no value, as the trajectory has no end" : alike({outcome.value}, 5).front();
        case Outcome::Kind::when: break;
    }
    if (!outcome.first_state) return r.fault ? "did not happen before the fault" : "did not happen";
    return fmt::format("first seen in state {} ({})", *outcome.first_state,
                       format_date(model.clock.day(*outcome.first_state)));
}

/// Why there is no more to tell than was told.
std::string end_text(const Replayed& r, const Model& model) {
    if (r.fault) return "The story ends here: " + *r.fault + "\n";
    if (r.steps_lived == model.clock.steps) return "";
    std::string by;
    for (std::size_t o = 0; o < r.outcomes.size(); ++o)
        if (model.outcomes[o].ends && r.outcomes[o].first_state == r.steps_lived)
            by += (by.empty() ? ", by " : " and ") + r.outcomes[o].name;
    return fmt::format("The trajectory ends in state {} ({}){}.\n", r.steps_lived,
                       format_date(model.clock.day(r.steps_lived)), by);
}

nlohmann::ordered_json outcome_json(const Replayed& r, const ReplayedOutcome& outcome) {
    if (outcome.kind == Outcome::Kind::measure && !r.fault && outcome.counts) return outcome.value;
    if (outcome.kind == Outcome::Kind::when && outcome.first_state) return *outcome.first_state;
    return nullptr;
}

}  // namespace

std::string to_text(const Replayed& r, const Model& model, std::size_t width) {
    std::string text = fmt::format("{}\ntrajectory {}, seed {}\n", model.title.empty() ? model.name : model.title,
                                   r.trajectory, r.seed);
    text += parameters_text(r, width);
    for (const std::string& line : wrapped(k_states_and_steps, width)) text += line + "\n";
    text += "\n" + state_text(r, model, 0, "");
    const auto lived = static_cast<std::size_t>(r.steps_lived);
    for (std::size_t step = 0; step < lived && step < r.choices.size(); ++step) text += step_text(r, model, step);
    text += "\n" + end_text(r, model);
    for (const ReplayedOutcome& outcome : r.outcomes)
        text += fmt::format("{}: {}\n", outcome.name, outcome_text(r, model, outcome));
    return hung(text, width);
}

std::string to_json(const Replayed& r, const Model& model) {
    using Json = nlohmann::ordered_json;
    Json json;
    json["scenario"] = {{"title", model.title}, {"name", model.name}, {"digest", model.digest}};
    json["seed"] = r.seed;
    json["trajectory"] = r.trajectory;
    json["steps_lived"] = r.steps_lived;
    json["hash"] = r.fault ? Json(nullptr) : Json(fmt::format("{:016x}", r.hash));
    json["fault"] = r.fault ? Json(*r.fault) : Json(nullptr);
    json["parameters"] = Json::object();
    for (const ReplayedParameter& p : r.parameters)
        json["parameters"][p.name] = {{"value", p.value}, {"quantile", p.quantile ? Json(*p.quantile) : Json(nullptr)}};
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
        for (const ReplayedEvent& event : r.events[step]) {
            json["events"].push_back({{"step", step}, {"event", event.name}});
            if (!event.actors.empty()) json["events"].back()["actors"] = event.actors;
        }
    json["outcomes"] = Json::object();
    for (const ReplayedOutcome& outcome : r.outcomes) json["outcomes"][outcome.name] = outcome_json(r, outcome);
    return json.dump(2) + "\n";
}

}  // namespace brink
