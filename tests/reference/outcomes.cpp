#include "reference/outcomes.h"

#include <cmath>

namespace brink::reference {

namespace {

/// One number of the values in states 0, 1, ...
double taken_over(Outcome::Over over, const std::vector<double>& values) {
    double result = values.front();
    for (const double value : values) {
        if (over == Outcome::Over::largest && !(value < result)) result = value;
        if (over == Outcome::Over::smallest && !(result < value)) result = value;
    }
    if (over == Outcome::Over::last) result = values.back();
    if (over != Outcome::Over::sum && over != Outcome::Over::mean) return result;
    double total = 0;
    for (const double value : values) total = total + value;
    return over == Outcome::Over::sum ? total : total / static_cast<double>(values.size());
}

/// Happened, and all that it rests on did.
bool happened(const Model& model, std::size_t outcome, const Trajectory& story) {
    const Outcome& one = model.outcomes[outcome];
    if (one.kind == Outcome::Kind::when && !story.first_state[outcome]) return false;
    if (one.given && !happened(model, one.given->index, story)) return false;
    return !one.after || happened(model, one.after->index, story);
}

}  // namespace

bool look(const Moment& moment, Measured& measured, Trajectory& story) {
    const Model& model = moment.model;
    measured.resize(model.outcomes.size());
    const std::vector<std::optional<int>> earlier = story.first_state;
    bool over = false;
    for (std::size_t i = 0; i < model.outcomes.size(); ++i) {
        const Outcome& outcome = model.outcomes[i];
        if (outcome.last_state && moment.t > *outcome.last_state) continue;
        if (outcome.kind == Outcome::Kind::measure) {
            measured[i].push_back(evaluate(outcome.value, {}, moment));
            if (outcome.over != Outcome::Over::last)
                story.fault = story.fault || !std::isfinite(taken_over(outcome.over, measured[i]));
            continue;
        }
        if (outcome.after && !earlier[outcome.after->index]) continue;
        if (evaluate(outcome.value, {}, moment) == 0) continue;
        if (!story.first_state[i]) story.first_state[i] = moment.t;
        over = over || outcome.ends;
    }
    return over;
}

void finish(const Model& model, const Measured& measured, Trajectory& story) {
    story.counts.assign(model.outcomes.size(), true);
    for (std::size_t i = 0; i < model.outcomes.size(); ++i) {
        const Outcome& outcome = model.outcomes[i];
        const bool given = !outcome.given || happened(model, outcome.given->index, story);
        story.counts[i] = outcome.kind == Outcome::Kind::when ? happened(model, i, story) : given;
        if (outcome.kind != Outcome::Kind::measure) continue;
        story.measures[i] = taken_over(outcome.over, measured[i]);
        story.fault = story.fault || !std::isfinite(story.measures[i]);
    }
}

}  // namespace brink::reference
