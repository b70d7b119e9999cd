// A comparison as JSON, and the names that its tables share with it.

#include <cmath>

#include "report/comparison.h"
#include "report/json_parts.h"

namespace brink {

namespace {

using Json = nlohmann::ordered_json;

Json finite(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json difference_object(const ComparedOutcome& outcome) {
    return {{"estimate", outcome.difference.estimate},    {"low", finite(outcome.difference.ci95[0])},
            {"high", finite(outcome.difference.ci95[1])}, {"level", 0.95},
            {"method", interval_method(outcome.kind)},    {"told", told_name(outcome.told)}};
}

/// Of a `when` outcome what has come about by each state, as columns.
Json states_object(const ComparedOutcome& o) {
    Json columns = {{"only_reference", Json::array()},
                    {"only_other", Json::array()},
                    {"low", Json::array()},
                    {"high", Json::array()}};
    for (const ComparedState& state : o.by_state) {
        columns["only_reference"].push_back(state.only_reference);
        columns["only_other"].push_back(state.only_other);
        columns["low"].push_back(finite(state.difference.ci95[0]));
        columns["high"].push_back(finite(state.difference.ci95[1]));
    }
    return columns;
}

Json ratio_object(const std::optional<Ratio>& ratio) {
    if (!ratio) return nullptr;
    return {{"estimate", ratio->estimate}, {"low", ratio->ci95[0]}, {"high", ratio->ci95[1]}};
}

void add_when(const ComparedOutcome& o, Json& object) {
    object["counts"] = {{"both", o.both},
                        {"only_reference", o.only_reference},
                        {"only_other", o.only_other},
                        {"neither", o.n - o.both - o.only_reference - o.only_other}};
    object["ratio"] = ratio_object(o.ratio);
    object["same_state"] = o.same_state;
    object["alone"] = {{"reference", o.alone_reference}, {"other", o.alone_other}};
    object["by_state"] = states_object(o);
}

Json outcome_object(const ComparedOutcome& o) {
    const bool when = o.kind == Outcome::Kind::when;
    Json object = {{"name", o.name}, {"kind", when ? "when" : "measure"}, {"headline", o.headline},
                   {"n", o.n},       {"reference", o.reference},          {"other", o.other}};
    object["difference"] = difference_object(o);
    if (when) add_when(o, object);
    if (o.not_counted > 0) object["not_counted"] = o.not_counted;
    object["variance"] = {{"independent", o.saving.independent}, {"paired", o.saving.paired}};
    const std::optional<double> factor = o.saving.factor();
    object["saving"] = factor ? Json(*factor) : Json(nullptr);
    return object;
}

Json choice_object(const PartingChoice& choice) {
    Json object = {{"choice", choice_name(choice.kind)}};
    if (choice.kind != PartingChoice::Kind::option) return object;
    object["action"] = choice.action;
    if (!choice.target.empty()) object["target"] = choice.target;
    if (choice.imposed) object["imposed"] = true;
    return object;
}

Json partings_object(const ComparedPartings& partings) {
    Json object = share_object(partings.trajectories);
    object["several"] = partings.several;
    object["by_step"] = partings.by_step;
    object["first"] = Json::array();
    for (const ComparedParting& p : partings.list) {
        Json parting = {{"step", p.step}, {"date", p.date}};
        parting["actor"] = p.actor.empty() ? Json(nullptr) : Json(p.actor);
        if (!p.track.empty()) parting["track"] = p.track;
        parting["reference"] = choice_object(p.reference);
        parting["other"] = choice_object(p.other);
        parting["count"] = p.count;
        parting["example"] = p.example;
        object["first"].push_back(std::move(parting));
    }
    return object;
}

Json links_list(const std::vector<RouteLink>& links) {
    Json list = Json::array();
    for (const RouteLink& link : links) {
        Json object = {{"actor", link.actor}};
        if (!link.track.empty()) object["track"] = link.track;
        object["reference"] = choice_object(link.reference);
        object["other"] = choice_object(link.other);
        object["count"] = link.count;
        object["date"] = link.date;
        object["reasoned"] = link.reasoned;
        object["closed"] = link.closed;
        object["reasons"] = Json::array();
        for (const auto& [term, value] : link.reasons)
            object["reasons"].push_back({{"term", term}, {"difference", value}});
        list.push_back(std::move(object));
    }
    return list;
}

Json divergence_object(const Divergence& told) {
    const bool when = told.kind == Outcome::Kind::when;
    Json object = {{"outcome", told.outcome}, {"kind", when ? "when" : "measure"}};
    if (when) {
        object["happens_in"] = told.in_other ? "other" : "reference";
        object["all"] = told.all;
        object["looked_at"] = told.looked_at;
        object["first"] = links_list(told.first);
        object["last"] = links_list(told.last);
        object["none_last"] = told.none_last;
        object["date"] = told.date;
        object["median"] = told.median;
    } else {
        object["reference"] = told.reference;
        object["other"] = told.other;
    }
    object["trajectory"] = told.trajectory;
    object["steps"] = Json::array();
    for (const Divergence::Step& step : told.steps)
        object["steps"].push_back({{"date", step.date}, {"reference", step.reference}, {"other", step.other}});
    object["left_out"] = told.left_out;
    return object;
}

Json only_object(const OnlyHere& only) {
    return {{"outcomes", only.outcomes}, {"actors", only.actors}, {"choices", only.choices}, {"options", only.options}};
}

Json comparison_object(const ComparedScenarios& compared, const Comparison& comparison) {
    Json object = {{"reference", compared.names[comparison.reference]},
                   {"other", compared.names[comparison.other]},
                   {"trajectories", comparison.trajectories},
                   {"steps", comparison.steps},
                   {"same_clock", comparison.same_clock}};
    object["outcomes"] = Json::array();
    for (const ComparedOutcome& outcome : comparison.outcomes) object["outcomes"].push_back(outcome_object(outcome));
    object["conditioned"] = comparison.conditioned;
    object["parted"] = partings_object(comparison.parted);
    object["answered"] = partings_object(comparison.answered);
    object["only_reference"] = only_object(comparison.only_reference);
    object["only_other"] = only_object(comparison.only_other);
    object["told"] = Json::array();
    for (const ToldParting& told : comparison.told)
        object["told"].push_back(
            {{"trajectory", told.trajectory}, {"date", told.date}, {"actor", told.actor}, {"lines", told.lines}});
    object["divergence"] = comparison.divergence ? divergence_object(*comparison.divergence) : Json(nullptr);
    return object;
}

}  // namespace

std::string interval_method(Outcome::Kind kind) { return kind == Outcome::Kind::when ? "tango" : "student_t"; }

std::string told_name(Told told) {
    switch (told) {
        case Told::higher: return "higher";
        case Told::lower: return "lower";
        case Told::not_shown: return "not_shown";
    }
    return {};
}

std::string choice_name(PartingChoice::Kind kind) {
    switch (kind) {
        case PartingChoice::Kind::option: return "option";
        case PartingChoice::Kind::none: return "none";
        case PartingChoice::Kind::over: return "over";
    }
    return {};
}

std::string to_json(const ComparedScenarios& compared, const JsonOptions& options) {
    const Result& reference = compared.results[compared.reference];
    Json json = {{"kind", "comparison"},
                 {"version", reference.version},
                 {"seed", reference.seed},
                 {"trajectories", reference.trajectories}};
    if (reference.interrupted) json["requested"] = reference.requested;
    if (reference.interrupted) json["interrupted"] = true;
    json["reference"] = compared.names[compared.reference];
    json["comparisons"] = Json::array();
    for (const Comparison& comparison : compared.comparisons)
        json["comparisons"].push_back(comparison_object(compared, comparison));
    json["scenarios"] = Json::array();
    for (std::size_t i = 0; i < compared.results.size(); ++i)
        json["scenarios"].push_back({{"name", compared.names[i]},
                                     {"file", compared.files[i]},
                                     {"summary", summary_object(compared.results[i], options)}});
    return json.dump(2) + "\n";
}

}  // namespace brink
