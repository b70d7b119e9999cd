#include "report/judgements.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "report/words.h"

namespace brink {

namespace {

using Json = nlohmann::ordered_json;

std::string_view word(Verdict verdict) {
    switch (verdict) {
        case Verdict::pass: return "pass";
        case Verdict::fail: return "FAIL";
        case Verdict::cannot_tell: return "cannot tell";
    }
    return "";
}

std::string_view key(Verdict verdict) {
    return verdict == Verdict::fail ? "fail" : verdict == Verdict::pass ? "pass" : "cannot_tell";
}

std::string_view kind_name(Expectation::Kind kind) {
    switch (kind) {
        case Expectation::Kind::probability: return "probability";
        case Expectation::Kind::mean: return "mean";
        case Expectation::Kind::difference: return "difference";
    }
    return "";
}

std::string_view expected_difference(Expectation::Sign sign) {
    switch (sign) {
        case Expectation::Sign::more: return "above 0";
        case Expectation::Sign::less: return "below 0";
        case Expectation::Sign::same: return "none";
    }
    return "";
}

std::string_view key(Expectation::Sign sign) {
    return sign == Expectation::Sign::more ? "+" : sign == Expectation::Sign::less ? "-" : "=";
}

/// The estimate and its interval.
std::string estimate_text(const Judgement& judged) {
    if (judged.none_differs) return "difference 0, in every trajectory the same";
    return fmt::format("{} {} [{}, {}]", kind_name(judged.claim.kind), number(judged.estimate, 4),
                       number(judged.ci95[0], 4), number(judged.ci95[1], 4));
}

std::string claim_text(const Expectation& claim) {
    if (claim.kind == Expectation::Kind::difference)
        return fmt::format("expected {}, beside {}", expected_difference(claim.sign), claim.than);
    return fmt::format("expected {} to {}", claim.within.low, claim.within.high);
}

Json finite(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json to_object(const Judgement& judged, const Place& place) {
    Json object = {{"outcome", judged.outcome},
                   {"kind", kind_name(judged.claim.kind)},
                   {"verdict", key(judged.verdict)},
                   {"estimate", judged.estimate},
                   {"ci95", {finite(judged.ci95[0]), finite(judged.ci95[1])}}};
    if (judged.claim.kind == Expectation::Kind::difference) {
        object["than"] = judged.claim.than;
        object["sign"] = key(judged.claim.sign);
        object["none_differs"] = judged.none_differs;
    } else {
        object["expected"] = {finite(judged.claim.within.low), finite(judged.claim.within.high)};
    }
    if (judged.verdict == Verdict::cannot_tell) object["enough"] = judged.enough ? Json(*judged.enough) : Json(nullptr);
    object["file"] = place.file;
    object["line"] = place.line;
    return object;
}

}  // namespace

std::size_t count_of(const std::vector<JudgedScenario>& scenarios, Verdict verdict) {
    std::size_t n = 0;
    for (const JudgedScenario& scenario : scenarios)
        for (const Judgement& judged : scenario.judgements) n += judged.verdict == verdict;
    return n;
}

std::string to_text(const JudgedScenario& scenario) {
    std::string text = fmt::format("{}: {}\n{} trajectories, seed {}\n", scenario.file, scenario.title,
                                   count(scenario.trajectories), scenario.seed);
    for (std::size_t i = 0; i < scenario.judgements.size(); ++i) {
        const Judgement& judged = scenario.judgements[i];
        text += fmt::format("  {}  {}: {}, {}", left(word(judged.verdict), 11), judged.outcome, estimate_text(judged),
                            claim_text(judged.claim));
        if (judged.verdict != Verdict::pass)
            text += fmt::format("  ({}:{})", scenario.places[i].file, scenario.places[i].line);
        if (judged.verdict == Verdict::cannot_tell)
            text += judged.enough
                        ? fmt::format("\n{}about {:.2g} trajectories would tell", std::string(15, ' '), *judged.enough)
                        : fmt::format("\n{}no number of trajectories in sight would tell", std::string(15, ' '));
        text += "\n";
    }
    return text;
}

std::string to_json(const std::vector<JudgedScenario>& scenarios, bool interrupted) {
    Json files = Json::array();
    for (const JudgedScenario& scenario : scenarios) {
        Json expectations = Json::array();
        for (std::size_t i = 0; i < scenario.judgements.size(); ++i)
            expectations.push_back(to_object(scenario.judgements[i], scenario.places[i]));
        files.push_back({{"file", scenario.file},
                         {"scenario", {{"title", scenario.title}, {"digest", scenario.digest}}},
                         {"seed", scenario.seed},
                         {"trajectories", scenario.trajectories},
                         {"expectations", expectations}});
    }
    Json json = {{"version", BRINK_VERSION},
                 {"pass", count_of(scenarios, Verdict::pass)},
                 {"fail", count_of(scenarios, Verdict::fail)},
                 {"cannot_tell", count_of(scenarios, Verdict::cannot_tell)},
                 {"files", files}};
    if (interrupted) json["interrupted"] = true;
    return json.dump(2) + "\n";
}

}  // namespace brink
