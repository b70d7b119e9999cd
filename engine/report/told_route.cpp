#include "report/told_route.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

#include "stats/step_quantile.h"

namespace brink {

namespace {

constexpr std::size_t k_most_links = 5;
constexpr std::size_t k_most_reasons = 3;

PartingChoice choice_of(const ReplayedChoice& choice) {
    PartingChoice told;
    told.imposed = choice.imposed;
    if (!choice.action) return told;
    told.kind = PartingChoice::Kind::option;
    told.action = *choice.action;
    told.target = choice.target;
    return told;
}

/// The terms of an option where it was open; null where it was not.
const std::vector<ReplayedTerm>* terms_of(const ReplayedChoice& choice, const std::string& action,
                                          const std::string& target) {
    const ReplayedOption* option = option_of(choice, action, target);
    return option == nullptr ? nullptr : &option->terms;
}

/// Counts of one kind of difference.
struct Kind {
    std::int64_t count = 0;
    std::vector<std::int64_t> steps;      // (steps so far) how many in each
    std::map<std::string, double> terms;  // sums over `reasoned`
    std::int64_t reasoned = 0;
    std::int64_t closed = 0;

    void add(const ReplayedChoice& there, const ReplayedChoice& here, std::size_t step) {
        ++count;
        if (steps.size() <= step) steps.resize(step + 1);
        ++steps[step];
        const ReplayedChoice& act = here.action && *here.action != "hold" ? here : there;
        if (!act.action) return;
        const std::vector<ReplayedTerm>* before = terms_of(there, *act.action, act.target);
        const std::vector<ReplayedTerm>* after = terms_of(here, *act.action, act.target);
        if (before == nullptr || after == nullptr) {
            ++closed;
            return;
        }
        ++reasoned;
        for (const ReplayedTerm& term : *after) terms[term.name] += term.value;
        for (const ReplayedTerm& term : *before) terms[term.name] -= term.value;
    }
};

using Key = std::tuple<std::string, std::string, PartingChoice, PartingChoice>;
using Kinds = std::map<Key, Kind>;

void add(Kinds& kinds, const ReplayedChoice& there, const ReplayedChoice& here, std::size_t step) {
    kinds[{here.actor, here.track, choice_of(there), choice_of(here)}].add(there, here, step);
}

RouteLink link_of(const Key& key, const Kind& kind, const Model& model) {
    RouteLink link;
    std::tie(link.actor, link.track, link.reference, link.other) = key;
    link.count = kind.count;
    link.date = format_date(model.clock.day(static_cast<int>(step_quantile(kind.steps, k_median))));
    link.reasoned = kind.reasoned;
    link.closed = kind.closed;
    std::vector<std::pair<std::string, double>> means;
    for (const auto& [term, sum] : kind.terms) means.emplace_back(term, sum / static_cast<double>(kind.reasoned));
    std::stable_sort(means.begin(), means.end(),
                     [](const auto& a, const auto& b) { return std::abs(a.second) > std::abs(b.second); });
    for (const auto& mean : means)
        if (link.reasons.size() < k_most_reasons && std::abs(mean.second) >= std::abs(means[0].second) / 20 &&
            mean.second != 0)
            link.reasons.push_back(mean);
    return link;
}

std::vector<RouteLink> links_of(const Kinds& kinds, const Model& model) {
    std::vector<RouteLink> links;
    for (const auto& [key, kind] : kinds) links.push_back(link_of(key, kind, model));
    std::stable_sort(links.begin(), links.end(),
                     [](const RouteLink& a, const RouteLink& b) { return a.count > b.count; });
    if (links.size() > k_most_links) links.resize(k_most_links);
    return links;
}

/// The first step in which choices differ that nothing imposed: all such.
void add_first(const Twins& twins, Kinds& kinds) {
    for (std::size_t step = 0; step < twins.here.choices.size(); ++step) {
        bool found = false;
        for (const auto& [there, here] : differing(twins, step)) {
            if (there->imposed || here->imposed) continue;
            add(kinds, *there, *here, step);
            found = true;
        }
        if (found) return;
    }
}

}  // namespace

const ReplayedOutcome* outcome_of(const Replayed& replayed, const std::string& name) {
    for (const ReplayedOutcome& outcome : replayed.outcomes)
        if (outcome.name == name) return &outcome;
    return nullptr;
}

std::vector<std::pair<const ReplayedChoice*, const ReplayedChoice*>> differing(const Twins& twins, std::size_t step) {
    std::vector<std::pair<const ReplayedChoice*, const ReplayedChoice*>> found;
    if (static_cast<int>(step) >= std::min(twins.there.steps_lived, twins.here.steps_lived)) return found;
    for (const ReplayedChoice& here : twins.here.choices[step])
        for (const ReplayedChoice& there : twins.there.choices[step])
            if (there.actor == here.actor && there.track == here.track &&
                (there.action != here.action || there.target != here.target))
                found.emplace_back(&there, &here);
    return found;
}

const ReplayedOption* option_of(const ReplayedChoice& choice, const std::string& action, const std::string& target) {
    const auto is_it = [&](const ReplayedOption& option) { return option.action == action && option.target == target; };
    for (const std::optional<ReplayedOption>* known : {&choice.own, &choice.next})
        if (*known && is_it(**known)) return &**known;
    const auto other = std::find_if(choice.others.begin(), choice.others.end(), is_it);
    return other == choice.others.end() ? nullptr : &*other;
}

void tell_route(const std::vector<Twins>& all, const Model& model, Divergence& told) {
    Kinds first, last;
    for (const Twins& twins : all) {
        add_first(twins, first);
        const ReplayedOutcome* met = outcome_of(told.in_other ? twins.here : twins.there, told.outcome);
        if (met == nullptr || !met->first_state) continue;
        const auto bringing = static_cast<std::size_t>(std::max(0, *met->first_state - 1));
        const auto differ = differing(twins, bringing);
        for (const auto& [there, here] : differ) add(last, *there, *here, bringing);
        told.none_last += differ.empty() ? 1 : 0;
    }
    told.looked_at = static_cast<std::int64_t>(all.size());
    told.first = links_of(first, model);
    told.last = links_of(last, model);
}

}  // namespace brink
