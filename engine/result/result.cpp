#include "result/result.h"

#include <fmt/format.h>

#include "result/parts.h"

namespace brink {

namespace {

std::string unit_name(Clock::Unit unit) {
    switch (unit) {
        case Clock::Unit::day: return "day";
        case Clock::Unit::week: return "week";
        case Clock::Unit::month: return "month";
        case Clock::Unit::year: return "year";
    }
    return {};
}

void fill_scenario(const Model& model, Result& result) {
    result.title = model.title;
    result.question = model.question;
    result.doc = model.doc;
    result.marking = model.marking;
    result.name = model.name;
    result.digest = model.digest;
    if (model.cutoff) result.cutoff = format_date(*model.cutoff);
    result.version = BRINK_VERSION;
    result.steps = model.clock.steps;
    for (int state = 0; state <= model.clock.steps; ++state)
        result.dates.push_back(format_date(model.clock.day(state)));
    result.step_unit = unit_name(model.clock.unit);
    if (model.clock.count != 1) result.step_unit = fmt::format("{} {}s", model.clock.count, result.step_unit);
    for (const Actor& actor : model.actors) {
        result.actors.push_back(actor.id);
        result.actor_names.push_back(actor.name.empty() ? actor.id : actor.name);
    }
}

}  // namespace

Result make_result(const Model& model, const Summary& summary, std::uint64_t seed) {
    Result result;
    fill_scenario(model, result);
    result.seed = seed;
    result.trajectories = summary.trajectories();
    result.requested = result.trajectories;
    fill_outcomes(model, summary, result);
    fill_series(summary, result);
    fill_actions(model, summary, result);
    fill_numbers(model, result);
    result.equations = model_texts(model);
    fill_incidents(summary, result);
    result.options = summary.layout.n_options;
    result.options_written = summary.layout.n_options_written;
    for (const PartDigest& part : summary.digests) result.digests.push_back(fmt::format("{:016x}", part.digest));
    return result;
}

}  // namespace brink
