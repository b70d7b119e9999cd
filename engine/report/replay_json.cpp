#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "report/replay.h"

namespace brink {

namespace {

using Json = nlohmann::ordered_json;

Json name_or_null(const std::string& name) { return name.empty() ? Json(nullptr) : Json(name); }

Json outcome_json(const Replayed& r, const ReplayedOutcome& outcome) {
    if (outcome.kind == Outcome::Kind::measure && !r.fault && outcome.counts) return outcome.value;
    if (outcome.kind == Outcome::Kind::when && outcome.first_state) return *outcome.first_state;
    return nullptr;
}

Json terms_json(const std::vector<ReplayedTerm>& terms) {
    Json json = Json::array();
    for (const ReplayedTerm& term : terms) json.push_back({{"term", term.name}, {"value", term.value}});
    return json;
}

Json option_json(const std::optional<ReplayedOption>& option) {
    if (!option) return nullptr;
    return {{"action", option->action},
            {"target", name_or_null(option->target)},
            {"probability", option->probability},
            {"utility", option->utility},
            {"odds", option->odds},
            {"terms", terms_json(option->terms)}};
}

Json choice_json(std::size_t step, const ReplayedChoice& choice) {
    Json json = {{"step", step},
                 {"actor", choice.actor},
                 {"track", choice.track},
                 {"action", *choice.action},
                 {"target", name_or_null(choice.target)},
                 {"probability", choice.probability},
                 {"imposed", choice.imposed},
                 {"utility", choice.utility},
                 {"terms", terms_json(choice.terms)}};
    if (choice.imposed) json["imposed_by"] = choice.imposed_by;
    json["open"] = choice.n_open;
    json["precision"] = choice.precision;
    json["own"] = option_json(choice.own);
    json["next"] = option_json(choice.next);
    return json;
}

Json write_json(const Replayed& r, std::size_t step, const ReplayedWrite& write) {
    Json json = {{"step", step},
                 {"quantity", r.names[write.name]},
                 {"before", r.states[step][write.name]},
                 {"after", r.states[step + 1][write.name]},
                 {"assign", write.assign == Effect::Assign::set ? "set" : "add"},
                 {"amount", write.amount}};
    if (write.event) {
        json["event"] = r.events[step][*write.event].name;
    } else {
        const ReplayedChoice& choice = r.choices[step][*write.choice];
        json["actor"] = choice.actor;
        json["action"] = choice.action.value_or("");
        json["target"] = name_or_null(choice.target);
    }
    return json;
}

/// As the page has it: `title`, `trajectory`, `steps` of `date` and `lines`, and more.
Json story_json(const Story& story) {
    Json json = {{"title", story.title}, {"trajectory", story.trajectory}, {"found", name_or_null(story.found)},
                 {"head", story.head},   {"summary", story.summary},       {"steps", Json::array()}};
    for (const StoryStep& step : story.steps) {
        Json lines = Json::array();
        for (const StoryLine& line : step.lines) lines.push_back(line.text);
        json["steps"].push_back({{"step", step.step},
                                 {"date", step.date},
                                 {"left_out_before", step.left_out_before},
                                 {"eventful_before", step.eventful_before},
                                 {"lines", std::move(lines)}});
    }
    json["left_out_after"] = story.left_out_after;
    json["eventful_after"] = story.eventful_after;
    json["end"] = name_or_null(story.end);
    json["outcomes"] = story.outcomes;
    json["acts"] = story.acts;
    return json;
}

void add_state(const Replayed& r, const Model& model, Json& json) {
    json["parameters"] = Json::object();
    for (const ReplayedParameter& p : r.parameters)
        json["parameters"][p.name] = {{"value", p.value}, {"quantile", p.quantile ? Json(*p.quantile) : Json(nullptr)}};
    json["dates"] = Json::array();
    for (int s = 0; s <= model.clock.steps; ++s) json["dates"].push_back(format_date(model.clock.day(s)));
    json["states"] = Json::object();
    for (std::size_t v = 0; v < r.names.size(); ++v)
        for (const std::vector<double>& state : r.states) json["states"][r.names[v]].push_back(state[v]);
}

void add_steps(const Replayed& r, Json& json) {
    json["choices"] = Json::array();
    for (std::size_t step = 0; step < r.choices.size(); ++step)
        for (const ReplayedChoice& choice : r.choices[step])
            if (choice.action) json["choices"].push_back(choice_json(step, choice));
    json["events"] = Json::array();
    for (std::size_t step = 0; step < r.events.size(); ++step)
        for (const ReplayedEvent& event : r.events[step]) {
            json["events"].push_back({{"step", step}, {"event", event.name}});
            if (!event.actors.empty()) json["events"].back()["actors"] = event.actors;
        }
    json["writes"] = Json::array();
    for (std::size_t step = 0; step < r.writes.size(); ++step)
        for (const ReplayedWrite& write : r.writes[step]) json["writes"].push_back(write_json(r, step, write));
}

}  // namespace

std::string to_json(const Replayed& r, const Model& model, const Story& story) {
    Json json;
    json["scenario"] = {{"title", model.title}, {"name", model.name}, {"digest", model.digest}};
    json["seed"] = r.seed;
    json["trajectory"] = r.trajectory;
    json["steps_lived"] = r.steps_lived;
    json["hash"] = r.fault ? Json(nullptr) : Json(fmt::format("{:016x}", r.hash));
    json["fault"] = r.fault ? Json(*r.fault) : Json(nullptr);
    json["story"] = story_json(story);
    add_state(r, model, json);
    add_steps(r, json);
    json["outcomes"] = Json::object();
    for (const ReplayedOutcome& outcome : r.outcomes) json["outcomes"][outcome.name] = outcome_json(r, outcome);
    return json.dump(2) + "\n";
}

}  // namespace brink
