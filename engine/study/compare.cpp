#include "study/compare.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>
#include <tuple>

#include <fmt/format.h>

namespace brink {

namespace {

Told told_by(const std::array<double, 2>& ci95) {
    return ci95[0] > 0 ? Told::higher : ci95[1] < 0 ? Told::lower : Told::not_shown;
}

double share(std::int64_t count, std::int64_t n) {
    return n > 0 ? static_cast<double>(count) / static_cast<double>(n) : 0;
}

/// By each state, how many have met it in one alone so far, and what that makes of the difference.
std::vector<ComparedState> states_of(const PairedOutcome& pair) {
    std::vector<ComparedState> states;
    PairedOutcome so_far;
    so_far.n = pair.n;
    for (std::size_t s = 0; s < pair.in_first.ahead.size(); ++s) {
        so_far.only_first += pair.in_first.ahead[s];
        so_far.only_second += pair.in_second.ahead[s];
        states.push_back({so_far.only_first, so_far.only_second, turned(difference_of(so_far))});
    }
    return states;
}

ComparedOutcome compared(const PairedOutcome& pair) {
    ComparedOutcome outcome;
    outcome.name = pair.name;
    outcome.kind = pair.kind;
    outcome.difference = turned(difference_of(pair));
    outcome.told = told_by(outcome.difference.ci95);
    outcome.saving = saving_of(pair);
    if (pair.kind == Outcome::Kind::measure) {
        outcome.n = pair.difference.count;
        outcome.not_counted = pair.difference.not_counted;
        outcome.farthest = {pair.farthest.trajectory, 0 - pair.farthest.difference};
        outcome.reference = mean(pair.first, quanta_per_unit({}));
        outcome.other = mean(pair.second, quanta_per_unit({}));
        return outcome;
    }
    outcome.n = pair.n;
    outcome.both = pair.both;
    outcome.only_reference = pair.only_first;
    outcome.only_other = pair.only_second;
    outcome.reference = share(pair.both + pair.only_first, pair.n);
    outcome.other = share(pair.both + pair.only_second, pair.n);
    outcome.ratio = ratio_of(pair);
    outcome.same_state = pair.same_state;
    outcome.by_state = states_of(pair);
    outcome.alone_reference = pair.in_first.alone;
    outcome.alone_other = pair.in_second.alone;
    outcome.examples_reference = pair.in_first.examples;
    outcome.examples_other = pair.in_second.examples;
    return outcome;
}

/// Names of outcomes in the order in which people want them: the headlines of the other, then of the reference.
std::vector<std::string> headlines(const Model& reference, const Model& other) {
    std::vector<std::string> names;
    for (const Model* model : {&other, &reference})
        for (const OutcomeId id : model->headline) {
            const std::string& name = model->outcomes[id.index].name;
            if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
        }
    return names;
}

std::vector<ComparedOutcome> compared_outcomes(const std::vector<std::string>& headline, const PairedSummary& paired) {
    std::vector<ComparedOutcome> outcomes;
    const auto rank = [&](const ComparedOutcome& o) {
        return std::find(headline.begin(), headline.end(), o.name) - headline.begin();
    };
    for (const PairedOutcome& pair : paired.outcomes) {
        outcomes.push_back(compared(pair));
        outcomes.back().headline = rank(outcomes.back()) < std::ssize(headline);
    }
    std::stable_sort(outcomes.begin(), outcomes.end(),
                     [&](const ComparedOutcome& a, const ComparedOutcome& b) { return rank(a) < rank(b); });
    return outcomes;
}

PartingChoice choice_of(const Program& program, std::int32_t option, bool imposed) {
    PartingChoice choice;
    choice.imposed = imposed;
    choice.kind = option == k_over ? PartingChoice::Kind::over : PartingChoice::Kind::none;
    if (option < 0) return choice;
    const Option& chosen = program.options[static_cast<std::size_t>(option)];
    choice.kind = PartingChoice::Kind::option;
    choice.action = action_name(program, chosen);
    if (chosen.target != k_nothing) choice.target = program.actor_names[chosen.target];
    return choice;
}

ComparedPartings partings_of(const FirstPartings& found, std::int64_t n, const ComparedSide& reference,
                             const ComparedSide& other) {
    ComparedPartings partings;
    partings.trajectories = proportion(found.trajectories, n);
    partings.several = found.several;
    partings.by_step = found.by_step;
    for (const auto& [at, count] : found.counts) {
        ComparedParting parting;
        parting.step = at.step;
        parting.date = format_date(reference.model.clock.day(at.step));
        if (at.decision != k_nothing) {
            const Decision& decision = reference.program.decisions[at.decision];
            parting.actor = reference.program.actor_names[decision.actor];
            parting.track = reference.program.track_names[decision.track];
        }
        parting.reference = choice_of(reference.program, at.first, at.first_imposed);
        parting.other = choice_of(other.program, at.second, at.second_imposed);
        parting.count = count.trajectories;
        parting.example = count.example;
        partings.list.push_back(std::move(parting));
    }
    const auto order = [](const ComparedParting& p) {
        return std::tie(p.step, p.actor, p.track, p.reference, p.other);
    };
    std::sort(partings.list.begin(), partings.list.end(), [&](const ComparedParting& a, const ComparedParting& b) {
        return a.count != b.count ? a.count > b.count : order(a) < order(b);
    });
    return partings;
}

/// What a scenario has by name.
struct Names {
    std::set<std::string> outcomes, actors, choices, options;

    explicit Names(const ComparedSide& side) {
        for (const Outcome& o : side.model.outcomes) outcomes.insert(o.name);
        for (const Actor& a : side.model.actors) actors.insert(a.id);
        for (const Decision& d : side.program.decisions) {
            const std::string& actor = side.program.actor_names[d.actor];
            choices.insert(actor + " " + side.program.track_names[d.track]);
            for (std::uint32_t o = d.first_option; o < d.last_option; ++o) {
                const Option& option = side.program.options[o];
                std::string name = actor + " " + action_name(side.program, option);
                if (option.target != k_nothing) name += " " + side.program.actor_names[option.target];
                options.insert(std::move(name));
            }
        }
    }
};

std::vector<std::string> without(const std::set<std::string>& all, const std::set<std::string>& those) {
    std::vector<std::string> left;
    std::set_difference(all.begin(), all.end(), those.begin(), those.end(), std::back_inserter(left));
    return left;
}

OnlyHere only_in(const Names& here, const Names& there) {
    return {without(here.outcomes, there.outcomes), without(here.actors, there.actors),
            without(here.choices, there.choices), without(here.options, there.options)};
}

/// Outcomes that both have and that do not pair.
std::vector<std::string> conditioned_in(const Names& reference, const Names& other, const PairedSummary& paired) {
    std::vector<std::string> names;
    for (const std::string& name : reference.outcomes) {
        const auto same = [&](const PairedOutcome& pair) { return pair.name == name; };
        if (other.outcomes.contains(name) && std::none_of(paired.outcomes.begin(), paired.outcomes.end(), same))
            names.push_back(name);
    }
    return names;
}

}  // namespace

Comparison compare(const ComparedSide& reference, const ComparedSide& other, const PairedSummary& paired,
                   std::int64_t trajectories) {
    Comparison comparison;
    comparison.trajectories = trajectories;
    comparison.steps = static_cast<int>(paired.partings.any.by_step.size());
    for (int state = 0; state <= comparison.steps; ++state)
        if (reference.model.clock.day(state) != other.model.clock.day(state)) comparison.same_clock = false;
    comparison.outcomes = compared_outcomes(headlines(reference.model, other.model), paired);
    comparison.parted = partings_of(paired.partings.any, trajectories, reference, other);
    comparison.answered = partings_of(paired.partings.free, trajectories, reference, other);
    const Names here(reference), there(other);
    comparison.conditioned = conditioned_in(here, there, paired);
    comparison.only_reference = only_in(here, there);
    comparison.only_other = only_in(there, here);
    return comparison;
}

std::vector<std::string> distinct_names(const std::vector<std::string>& files) {
    std::vector<std::string> names;
    for (const std::string& file : files) names.push_back(std::filesystem::path(file).stem().string());
    const auto times = [](const std::vector<std::string>& in, const std::string& name) {
        return std::count(in.begin(), in.end(), name);
    };
    std::vector<std::string> distinct;
    for (std::size_t i = 0; i < files.size(); ++i) {
        std::string name = times(names, names[i]) > 1 ? files[i] : names[i];
        const std::string base = name;
        for (int k = 2; times(distinct, name) > 0; ++k) name = fmt::format("{} ({})", base, k);
        distinct.push_back(std::move(name));
    }
    return distinct;
}

}  // namespace brink
