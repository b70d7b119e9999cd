#include "report/json.h"

#include "report/json_parts.h"

namespace brink {

namespace {

using Json = nlohmann::ordered_json;

Json to_object(const OutcomeResult& outcome) {
    if (outcome.kind == Outcome::Kind::when) {
        Json object = share_object(outcome.happened);
        object["first_step"] = nullptr;
        if (const auto& q = outcome.first_step)
            object["first_step"] = {
                {"q05", q->q05}, {"q25", q->q25}, {"q50", q->q50}, {"q75", q->q75}, {"q95", q->q95}};
        object["first_step_counts"] = outcome.first_step_counts;
        object["example"] = outcome.example ? Json(*outcome.example) : Json(nullptr);
        if (!outcome.given.empty()) object["given"] = outcome.given;
        return object;
    }
    const auto or_null = [&](double value) { return outcome.counted > 0 ? Json(value) : Json(nullptr); };
    Json object = {{"mean", or_null(outcome.mean)},
                   {"sd", or_null(outcome.sd)},
                   {"std_error", or_null(outcome.std_error)}};
    for (const auto& [name, value] : outcome.quantiles) object[name] = or_null(value);
    if (!outcome.given.empty()) object["of"] = outcome.of;
    if (!outcome.given.empty()) object["given"] = outcome.given;
    if (outcome.not_counted > 0) object["not_counted"] = outcome.not_counted;
    object["quantile_error"] = outcome.quantile_error;
    object["quantile_error_relative"] = outcome.quantile_error_relative;
    return object;
}

Json to_object(const SeriesResult& series) {
    Json object = {{"mean", series.mean}, {"sd", series.sd}};
    for (const auto& [name, values] : series.quantiles) object[name] = values;
    if (!series.quantiles.empty()) {
        object["quantile_error"] = series.quantile_error;
        object["quantile_error_relative"] = series.quantile_error_relative;
    }
    if (!series.unit.empty()) object["unit"] = series.unit;
    if (series.not_counted > 0) object["not_counted"] = series.not_counted;
    return object;
}

Json actions(const Result& result) {
    Json object = Json::object();
    for (const ActionResult& action : result.actions) {
        Json& told = object[action.actor][action.action];
        told = {{"rung", action.rung},
                {"rate", action.rate},
                {"ever", action.ever.probability},
                {"ever_ci95", action.ever.ci95},
                {"possible", action.possible}};
        if (!action.by_step.empty()) told["by_step"] = action.by_step;
        if (!action.doc.empty()) told["doc"] = action.doc;
    }
    return object;
}

Json options_of(const Result& result) {
    Json never = Json::object();
    for (const ActionResult& action : result.actions)
        if (!action.possible) never[action.actor].push_back(action.action);
    return {{"possible", result.options}, {"of", result.options_written}, {"never", never}};
}

Json rungs(const std::vector<RungShares>& shares) {
    Json object = Json::object();
    for (const RungShares& actor : shares) {
        object[actor.actor] = Json::object();
        for (const auto& [rung, share] : actor.shares) object[actor.actor][std::to_string(rung)] = share.probability;
    }
    return object;
}

Json rungs_by_step(const Result& result) {
    Json object = Json::object();
    for (const RungByStep& actor : result.rung) {
        object[actor.actor] = Json::object();
        for (const auto& [rung, shares] : actor.shares) object[actor.actor][std::to_string(rung)] = shares;
    }
    return object;
}

Json transitions(const Result& result) {
    Json object = Json::object();
    for (const RungTransition& t : result.transitions)
        object[t.actor].push_back({{"from", t.from}, {"to", t.to}, {"count", t.count}, {"share", t.share}});
    return object;
}

Json together(const Result& result) {
    Json list = Json::array();
    for (const OutcomePair& pair : result.together) {
        Json object = {{"first", pair.first}, {"second", pair.second}};
        object.update(share_object(pair.both));
        object["correlation"] = pair.correlation ? Json(*pair.correlation) : Json(nullptr);
        list.push_back(std::move(object));
    }
    return list;
}

Json entries(const std::vector<Extremes::Entry>& found) {
    Json list = Json::array();
    for (const Extremes::Entry& entry : found)
        list.push_back({{"trajectory", entry.trajectory}, {"value", entry.value}, {"tied", entry.tied}});
    return list;
}

Json extremes(const Result& result) {
    Json object = Json::object();
    for (const Extremes& e : result.extremes)
        object[e.measure] = {{"highest", entries(e.highest)}, {"lowest", entries(e.lowest)}};
    return object;
}

Json incidents(const Result& result) {
    Json list = Json::array();
    for (const IncidentResult& i : result.incidents)
        list.push_back({{"what", i.what},
                        {"place", i.place},
                        {"count", i.count},
                        {"trajectories", i.trajectories.count},
                        {"share", i.trajectories.probability}});
    return list;
}

Json numbers(const Result& result) {
    Json list = Json::array();
    for (const NumberUsed& n : result.numbers) {
        Json object = {{"name", n.name}, {"value", n.value}};
        if (!n.unit.empty()) object["unit"] = n.unit;
        if (!n.provenance.basis.empty()) object["basis"] = n.provenance.basis;
        if (!n.provenance.source.empty()) object["source"] = n.provenance.source;
        if (!n.provenance.claim_by.empty()) object["claim_by"] = n.provenance.claim_by;
        if (n.common) object["common"] = true;
        list.push_back(std::move(object));
    }
    return list;
}

const char* name_of(ModelText::Kind kind) {
    switch (kind) {
        case ModelText::Kind::draw: return "draw";
        case ModelText::Kind::derived: return "derived";
        case ModelText::Kind::variable: return "variable";
        case ModelText::Kind::action: return "action";
        case ModelText::Kind::decision: return "decision";
        case ModelText::Kind::event: return "event";
        case ModelText::Kind::outcome: return "outcome";
    }
    return "";
}

Json stories(const Result& result) {
    Json list = Json::array();
    for (const ToldTrajectory& story : result.stories) {
        Json steps = Json::array();
        for (const ToldTrajectory::Step& step : story.steps) {
            steps.push_back({{"date", step.date}, {"rank", step.rank}, {"lines", step.lines}});
            if (step.landmark) steps.back()["landmark"] = true;
        }
        list.push_back({{"title", story.title},
                        {"trajectory", story.trajectory},
                        {"gist", story.gist},
                        {"eventful", story.eventful},
                        {"steps", std::move(steps)}});
    }
    return list;
}

Json equations(const Result& result) {
    Json list = Json::array();
    for (const ModelText& text : result.equations) {
        list.push_back({{"kind", name_of(text.kind)}, {"name", text.name}, {"head", text.head}, {"lines", text.lines}});
        if (!text.doc.empty()) list.back()["doc"] = text.doc;
    }
    return list;
}

Json provenance(const NumberCounts& counts) {
    return {{"written", counts.written}, {"sourced", counts.sourced}, {"estimated", counts.estimated},
            {"assumed", counts.assumed}, {"unsaid", counts.unsaid},   {"claimed", counts.claimed},
            {"common", counts.common}};
}

}  // namespace

Json share_object(const Proportion& p) {
    if (p.n == 0) return {{"probability", nullptr}, {"std_error", nullptr}, {"ci95", nullptr}, {"count", 0}, {"of", 0}};
    return {
        {"probability", p.probability}, {"std_error", p.std_error}, {"ci95", p.ci95}, {"count", p.count}, {"of", p.n}};
}

Json summary_object(const Result& result, const JsonOptions& options) {
    Json json;
    json["scenario"] = {{"title", result.title}, {"name", result.name}, {"digest", result.digest}};
    if (!result.cutoff.empty()) json["scenario"]["cutoff"] = result.cutoff;
    if (!result.doc.empty()) json["scenario"]["doc"] = result.doc;
    if (!result.question.empty()) json["scenario"]["question"] = result.question;
    if (!result.marking.empty()) json["scenario"]["marking"] = result.marking;
    json["version"] = result.version;
    json["seed"] = result.seed;
    json["trajectories"] = result.trajectories;
    if (result.interrupted) json["requested"] = result.requested;
    if (result.interrupted) json["interrupted"] = true;
    json["steps"] = result.steps;
    json["step_unit"] = result.step_unit;
    json["dates"] = result.dates;
    json["actors"] = Json::object();
    for (std::size_t i = 0; i < result.actors.size(); ++i) json["actors"][result.actors[i]] = result.actor_names[i];
    json["outcomes"] = Json::object();
    for (const OutcomeResult& outcome : result.outcomes) {
        Json& told = json["outcomes"][outcome.name];
        told = to_object(outcome);
        if (!outcome.doc.empty()) told["doc"] = outcome.doc;
    }
    json["headline"] = result.headline;
    json["series"] = Json::object();
    for (const SeriesResult& series : result.series) json["series"][series.name] = to_object(series);
    json["actions"] = actions(result);
    json["options"] = options_of(result);
    json["peak_rung"] = rungs(result.peak_rung);
    json["lowest_rung"] = rungs(result.lowest_rung);
    json["rung"] = rungs_by_step(result);
    json["transitions"] = transitions(result);
    json["together"] = together(result);
    json["extremes"] = extremes(result);
    json["numbers"] = numbers(result);
    json["incidents"] = incidents(result);
    json["provenance"] = provenance(result.number_counts);
    json["equations"] = equations(result);
    json["stories"] = stories(result);
    if (!result.digests.empty()) json["digests"] = result.digests;
    if (options.timing)
        json["timing"] = {{"seconds", result.seconds},
                          {"threads", result.threads},
                          {"block", result.block},
                          {"isa", result.isa}};
    return json;
}

std::string to_json(const Result& result, const JsonOptions& options) {
    return summary_object(result, options).dump(2) + "\n";
}

}  // namespace brink
