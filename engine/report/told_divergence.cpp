#include "report/told_divergence.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <string>
#include <utility>

#include "report/story_parts.h"
#include "report/told_route.h"
#include "report/words.h"
#include "stats/step_quantile.h"

namespace brink {

namespace {

constexpr std::size_t k_most_steps = 12;

bool at_times_in_both(const ComparedOutcome& o) {
    return o.kind == Outcome::Kind::when && o.reference > 0 && o.reference < 1 && o.other > 0 && o.other < 1;
}

/// Of a measure, the difference beside its spread between trajectories.
double beside_spread(const ComparedOutcome& o) {
    const double spread = std::sqrt(o.saving.independent / 2);
    return spread > 0 ? std::abs(o.difference.estimate) / spread : 0;
}

std::string date_of(const Model& model, int state) { return format_date(model.clock.day(state)); }

/// How the chance of an act that one side alone chose compares: with the same luck in both, only that can tell them.
std::string compared_chance(double here, double there, bool chosen_here) {
    constexpr double k_alike = 1.1;
    const double ratio = chosen_here ? here / there : there / here;
    if (ratio < k_alike && 1 / ratio < k_alike)
        return "; about the same chance in both: the luck is the same too, and lies so close to the edge that little "
               "decides";
    if (!std::isfinite(ratio) || ratio < 1) return "";
    return fmt::format(", {} {} times that", chosen_here ? "here" : "there", trimmed(number(ratio, 2)));
}

/// `; limited_clash -> KOR there p = 0.0009, here 2 times that`: the chance on this side of what the twin chose.
std::string twins_chance(const ReplayedChoice& choice, const ReplayedChoice& twin, bool is_here) {
    if (!twin.action || choice.n_open == 0) return "";
    const std::string act = *twin.action + (twin.target.empty() ? "" : " -> " + twin.target);
    const char* side = is_here ? "here" : "there";
    const ReplayedOption* option = option_of(choice, *twin.action, twin.target);
    if (option == nullptr) return fmt::format("; {} not open to it {}", act, side);
    const std::string text = fmt::format("; {} {} p = {}", act, side, chance(option->probability));
    if (choice.imposed || twin.imposed || *twin.action == "hold") return text;
    return text + compared_chance(is_here ? option->probability : twin.probability,
                                  is_here ? twin.probability : option->probability, !is_here);
}

/// A choice where the twin chose otherwise: its act with the reason, or that it held, and the chance of the twin's act.
std::string choice_text(const ReplayedChoice& choice, const ReplayedChoice& twin, bool is_here, ReasonTeller& reasons) {
    std::string text;
    for (const StoryLine& line : reasons.lines(choice)) text += (text.empty() ? "" : "; ") + line.text;
    const bool named = !text.empty() && choice.next && twin.action == choice.next->action &&
                       twin.target == choice.next->target && choice.rule != Rule::status_quo;
    if (text.empty()) text = act_text(choice) + (choice.action ? ", p = " + chance(choice.probability) : "");
    return named ? text : text + twins_chance(choice, twin, is_here);
}

/// Outcomes first seen in a state of the one and not in that state of the twin.
void tell_met(const Replayed& r, const Replayed& twin, const Model& model, int state, std::vector<std::string>& lines) {
    for (const ReplayedOutcome& outcome : r.outcomes) {
        if (outcome.first_state != state) continue;
        const ReplayedOutcome* same = outcome_of(twin, outcome.name);
        if (same != nullptr && same->first_state == state) continue;
        lines.push_back(fmt::format("{} is first seen ({})", outcome.name, date_of(model, state)));
    }
}

struct TwinStep {
    Divergence::Step step;
    bool needed = false;  // the first parting, or the step that brings the outcome
    double weight = 0;
};

/// Of the steps in which something differs those that say most, in their order.
void keep_telling(std::vector<TwinStep> all, Divergence& told) {
    std::vector<std::size_t> order(all.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::pair(!all[a].needed, -all[a].weight) < std::pair(!all[b].needed, -all[b].weight);
    });
    std::vector<bool> wanted(all.size(), false);
    for (std::size_t k = 0; k < std::min(order.size(), k_most_steps); ++k) wanted[order[k]] = true;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (wanted[i])
            told.steps.push_back(std::move(all[i].step));
        else
            ++told.left_out;
    }
}

/// Both twins step by step, where they differ.
void tell_twins(const Twins& twins, const Model& reference, const Model& other, Divergence& told) {
    ReasonTeller reasons_there, reasons_here;
    std::vector<TwinStep> all;
    bool parted_freely = false;
    const Replayed &there = twins.there, &here = twins.here;
    const ReplayedOutcome* met = outcome_of(told.in_other ? here : there, told.outcome);
    const std::size_t n_steps = std::min(there.choices.size(), here.choices.size());
    for (std::size_t step = 0; step < n_steps; ++step) {
        TwinStep one;
        const int state = static_cast<int>(step) + 1;
        one.needed = all.empty() || (met != nullptr && met->first_state == state);
        for (const auto& [a, b] : differing(twins, step)) {
            one.step.reference.push_back(choice_text(*a, *b, false, reasons_there));
            one.step.other.push_back(choice_text(*b, *a, true, reasons_here));
            const bool free = !a->imposed && !b->imposed;
            one.needed = one.needed || (free && !parted_freely);
            parted_freely = parted_freely || free;
        }
        tell_met(there, here, reference, state, one.step.reference);
        tell_met(here, there, other, state, one.step.other);
        if (one.step.reference.empty() && one.step.other.empty()) continue;
        one.step.date = date_of(other, static_cast<int>(step));
        one.weight = std::max(weight_of(there, step), weight_of(here, step));
        all.push_back(std::move(one));
    }
    keep_telling(std::move(all), told);
}

/// The state in which the outcome is first met in the one of the two in which it happens.
int met_in(const Twins& twins, const Divergence& told) {
    return outcome_of(told.in_other ? twins.here : twins.there, told.outcome)->first_state.value_or(0);
}

/// Trajectories in both; those in which one meets a fault are left out.
std::vector<Twins> twins_of(const ComparedSide& reference, const ComparedSide& other, std::uint64_t seed, Isa isa,
                            const std::vector<std::uint64_t>& trajectories) {
    const ExplainedProgram there = compile_explained(reference.model);
    const ExplainedProgram here = compile_explained(other.model);
    std::vector<Twins> all;
    for (const std::uint64_t trajectory : trajectories) {
        Twins twins{replay(there, seed, trajectory, isa, Telling::all_open),
                    replay(here, seed, trajectory, isa, Telling::all_open)};
        if (!twins.there.fault && !twins.here.fault) all.push_back(std::move(twins));
    }
    return all;
}

/// Counts the routes to the outcome and gives the twins that come to it nearest to the median date.
const Twins& tell_happening(const std::vector<Twins>& all, const std::vector<std::int64_t>& alone, const Model& model,
                            const Model& other, Divergence& told) {
    const int median = static_cast<int>(step_quantile(alone, k_median));
    told.all = std::accumulate(alone.begin(), alone.end(), std::int64_t{0});
    told.median = date_of(model, median);
    tell_route(all, other, told);
    const Twins& nearest = *std::min_element(all.begin(), all.end(), [&](const Twins& a, const Twins& b) {
        return std::abs(met_in(a, told) - median) < std::abs(met_in(b, told) - median);
    });
    told.date = date_of(model, met_in(nearest, told));
    return nearest;
}

}  // namespace

const ComparedOutcome* telling_outcome(const Comparison& comparison) {
    for (const bool headline : {true, false}) {
        const ComparedOutcome *best = nullptr, *certain = nullptr, *measure = nullptr;
        for (const ComparedOutcome& o : comparison.outcomes) {
            if ((headline && !o.headline) || o.told == Told::not_shown) continue;
            if (at_times_in_both(o)) {
                if (best == nullptr) best = &o;
            } else if (o.kind == Outcome::Kind::when) {
                if (certain == nullptr) certain = &o;
            } else if (measure == nullptr || beside_spread(o) > beside_spread(*measure)) {
                measure = &o;
            }
        }
        for (const ComparedOutcome* found : {best, measure, certain})
            if (found != nullptr) return found;
    }
    return nullptr;
}

void tell_divergence(const ComparedSide& reference, const ComparedSide& other, std::uint64_t seed, Isa isa,
                     Comparison& comparison) {
    const ComparedOutcome* outcome = telling_outcome(comparison);
    if (outcome == nullptr) return;
    Divergence told;
    told.outcome = outcome->name;
    told.kind = outcome->kind;
    told.in_other = outcome->told == Told::higher;
    const bool when = told.kind == Outcome::Kind::when;
    std::vector<std::uint64_t> trajectories{outcome->farthest.trajectory};
    if (when) trajectories = told.in_other ? outcome->examples_other : outcome->examples_reference;
    const std::vector<Twins> all = twins_of(reference, other, seed, isa, trajectories);
    if (all.empty()) return;
    const Twins* twins = &all.front();
    if (when) {
        twins = &tell_happening(all, told.in_other ? outcome->alone_other : outcome->alone_reference,
                                told.in_other ? other.model : reference.model, other.model, told);
    } else {
        told.reference = outcome_of(twins->there, told.outcome)->value;
        told.other = outcome_of(twins->here, told.outcome)->value;
    }
    told.trajectory = twins->here.trajectory;
    tell_twins(*twins, reference.model, other.model, told);
    comparison.divergence = std::move(told);
}

}  // namespace brink
