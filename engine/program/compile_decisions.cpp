// Options of every decision: laid out, pruned, with their utilities.

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "model/site.h"
#include "program/compilation.h"

namespace brink {

namespace {

using Imposed = std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>>;  // actor, action, target

Imposed imposed_options(const Model& model) {
    Imposed imposed;
    for (const Event& event : model.events)
        for (const Imposition& i : event.impositions)
            for (const Frame& frame : event.instances)
                imposed.insert({resolve(i.actor, frame).index, i.action.index,
                                i.target ? resolve(*i.target, frame).index : k_nothing});
    return imposed;
}

Domain frames_of(const Action& action) {
    Domain frames;
    for (const ActorId i : action.by) {
        if (!action.targeted) {
            frames.push_back({i});
            continue;
        }
        for (const ActorId j : action.to)
            if (j != i) frames.push_back({i, j});
    }
    return frames;
}

std::uint32_t target_of(const Frame& frame) { return frame.size() > 1 ? frame[1].index : k_nothing; }

/// Where an option's weight is looked at: by a quantal rule, its condition met.
View weighed(Compilation& c, const Domain& frames, const View& feasible) {
    View rows(frames.size(), c.graph.constant(0));
    for (std::size_t f = 0; f < frames.size(); ++f)
        if (c.model.decisions[frames[f][0].index].rule == Rule::quantal) rows[f] = feasible[f];
    return rows;
}

/// The weight that an expression gives in these frames: not below 0.
View legal_weight(Compilation& c, const Expression& weight, const Domain& frames, const View& feasible,
                  const std::string& key) {
    View value = c.lowering.lower(weight, frames, Stage::decisions);
    c.lowering.set_in_force(weighed(c, frames, feasible));
    value = c.lowering.not_negative(std::move(value), key, "weight", "this action", weight.span);
    c.lowering.set_in_force({});
    return value;
}

struct LoweredAction {
    Domain frames;                                // that remain
    View utility, feasible, weight;               // (frames)
    std::vector<std::vector<LoweredPart>> parts;  // (frames) of the utility, if it is to be explained

    /// Notes a part of the utility of the frames from `first` on, one row a frame.
    void note_part(const std::string& name, double sign, std::size_t first, const View& rows) {
        for (std::size_t f = 0; f < rows.size() && !parts.empty(); ++f)
            parts[first + f].push_back({name.empty() ? "utility" : name, sign, {rows[f]}});
    }
};

/// Where the frames of one actor stand: those of an action are in the order of who acts.
std::pair<std::ptrdiff_t, std::ptrdiff_t> frames_of(const Domain& frames, ActorId actor) {
    const auto first = std::lower_bound(frames.begin(), frames.end(), actor,
                                        [](const Frame& frame, ActorId a) { return frame[0] < a; });
    const auto last = std::upper_bound(first, frames.end(), actor,
                                       [](ActorId a, const Frame& frame) { return a < frame[0]; });
    return {first - frames.begin(), last - frames.begin()};
}

/// `rows`, one a frame, with those of each adjusted actor combined with what its adjustment says (`combine` is told the
/// first frame of the actor too).
template <class Combine>
View adjusted(Compilation& c, const Action& action, const Domain& frames, View rows,
              std::optional<Expression> Adjustment::*part, const char* what, Combine combine) {
    for (const Adjustment& adjustment : action.adjustments) {
        if (!(adjustment.*part)) continue;
        const Expression& expression = *(adjustment.*part);
        c.note("action " + action.name + " " + what + " of " + c.model.actors[adjustment.actor.index].id,
               expression.span);
        const auto [first, last] = frames_of(frames, adjustment.actor);
        if (first == last) continue;
        const View before(rows.begin() + first, rows.begin() + last);
        const Domain own(frames.begin() + first, frames.begin() + last);
        const View after = combine(before, c.lowering.lower(expression, own, Stage::decisions),
                                   static_cast<std::size_t>(first));
        std::copy(after.begin(), after.end(), rows.begin() + first);
    }
    return rows;
}

/// Weights of an action, one a frame: the actor's own, or the common one.
View weights(Compilation& c, const Action& action, const Domain& frames, const View& feasible) {
    View rows(frames.size(), c.graph.constant(1));
    std::vector<bool> has_own(c.model.actors.size(), false);
    for (const Adjustment& adjustment : action.adjustments)
        if (adjustment.weight) has_own[adjustment.actor.index] = true;
    const std::string key = "actions/" + action.name + " weight";
    if (action.weight) {
        Domain others;
        View others_feasible;
        for (std::size_t f = 0; f < frames.size(); ++f) {
            if (has_own[frames[f][0].index]) continue;
            others.push_back(frames[f]);
            others_feasible.push_back(feasible[f]);
        }
        std::size_t next = 0;
        const View value = others.empty() ? View{} : legal_weight(c, *action.weight, others, others_feasible, key);
        for (std::size_t f = 0; f < frames.size(); ++f)
            if (!has_own[frames[f][0].index]) rows[f] = value[next++];
    }
    for (const Adjustment& adjustment : action.adjustments) {
        const auto [first, last] = frames_of(frames, adjustment.actor);
        if (!adjustment.weight || first == last) continue;
        const View value = legal_weight(c, *adjustment.weight, {frames.begin() + first, frames.begin() + last},
                                        {feasible.begin() + first, feasible.begin() + last},
                                        key + "@" + c.model.actors[adjustment.actor.index].id);
        std::copy(value.begin(), value.end(), rows.begin() + first);
    }
    return rows;
}

LoweredAction lower_action(Compilation& c, std::uint32_t a, const Imposed& imposed) {
    const Action& action = c.model.actions[a];
    LoweredAction lowered;
    const Domain all = frames_of(action);
    c.program.options_before_pruning += static_cast<std::uint32_t>(all.size());
    c.note("action " + action.name + " when", action.span);
    View when = action.when ? c.lowering.lower(*action.when, all, Stage::decisions)
                            : View(all.size(), c.graph.constant(1));
    when = adjusted(c, action, all, std::move(when), &Adjustment::when, "when",
                    [&](const View& x, const View& y, std::size_t) { return c.graph.apply(Op::logical_and, x, y); });
    for (std::size_t f = 0; f < all.size(); ++f) {
        double value = 1;
        const bool never = c.graph.is_constant(when[f], value) && value == 0 && !c.keep_everything;
        if (never && !imposed.contains({all[f][0].index, a, target_of(all[f])})) continue;
        lowered.frames.push_back(all[f]);
        lowered.feasible.push_back(when[f]);
    }
    if (c.explanation) lowered.parts.resize(lowered.frames.size());
    for (const UtilityTerm& term : action.utility) {
        c.note("action " + action.name + " utility " + term.name, term.value.span);
        const View value = c.lowering.lower(term.value, lowered.frames, Stage::decisions);
        lowered.note_part(term.name, 1, 0, value);
        lowered.utility = lowered.utility.empty() ? value : c.graph.apply(Op::add, lowered.utility, value);
    }
    if (action.utility.empty()) lowered.utility.assign(lowered.frames.size(), c.graph.constant(0));
    lowered.utility = adjusted(c, action, lowered.frames, std::move(lowered.utility), &Adjustment::bias, "bias",
                               [&](const View& x, const View& y, std::size_t first) {
                                   lowered.note_part("bias", 1, first, y);
                                   return c.graph.apply(Op::add, x, y);
                               });
    if (action.cost) {
        const View cost = c.lowering.lower(*action.cost, lowered.frames, Stage::decisions);
        lowered.note_part("cost", -1, 0, cost);
        lowered.utility = c.graph.apply(Op::subtract, lowered.utility, cost);
    }
    c.note("action " + action.name + " weight", action.span);
    lowered.weight = weights(c, action, lowered.frames, lowered.feasible);
    return lowered;
}

void add_hold(Compilation& c, const Decision& decision, std::vector<std::pair<Option, LoweredOption>>& options) {
    const std::optional<Expression>& hold = c.model.decisions[decision.actor].hold[decision.track];
    if (!hold) return;
    c.note("holding of " + c.model.actors[decision.actor].id, hold->span);
    Option option;
    option.key = option_key("hold", "");
    LoweredOption lowered;
    lowered.utility = c.lowering.lower(*hold, {{ActorId{decision.actor}}}, Stage::decisions);
    lowered.feasible = lowered.weight = {c.graph.constant(1)};
    if (c.explanation) lowered.parts.push_back({"utility", 1, lowered.utility});
    options.emplace_back(option, std::move(lowered));
}

/// The actions of each actor in each track, in order; by actor times tracks plus track.
std::vector<std::vector<std::uint32_t>> actions_by_decision(const Model& model) {
    std::vector<std::vector<std::uint32_t>> actions(model.actors.size() * model.tracks.size());
    for (std::uint32_t a = 0; a < model.actions.size(); ++a)
        for (const ActorId actor : model.actions[a].by)
            actions[actor.index * model.tracks.size() + model.actions[a].track.index].push_back(a);
    return actions;
}

/// Options of the actions `own` of the decision.
void add_actions(Compilation& c, const Decision& decision, const std::vector<std::uint32_t>& own,
                 const std::vector<LoweredAction>& actions, std::vector<std::pair<Option, LoweredOption>>& options) {
    for (const std::uint32_t a : own) {
        const Action& action = c.model.actions[a];
        const auto [first, last] = frames_of(actions[a].frames, {decision.actor});
        for (auto f = static_cast<std::size_t>(first); f < static_cast<std::size_t>(last); ++f) {
            const Frame& frame = actions[a].frames[f];
            Option option;
            option.action = a;
            option.target = target_of(frame);
            option.rung = action.rung;
            option.key = option_key(action.name, frame.size() > 1 ? c.model.actors[frame[1].index].id : "");
            options.emplace_back(option,
                                 LoweredOption{{actions[a].utility[f]},
                                               {actions[a].feasible[f]},
                                               {actions[a].weight[f]},
                                               c.explanation ? actions[a].parts[f] : std::vector<LoweredPart>{}});
        }
    }
}

/// Whether each actor decides anew in a step: one draw for all its tracks; empty: always.
View decides(Compilation& c, ActorId actor) {
    const std::optional<Expression>& tempo = c.model.decisions[actor.index].tempo;
    if (!tempo) return {};
    const std::string& id = c.model.actors[actor.index].id;
    c.note("tempo of " + id, tempo->span);
    const std::string site = site_path("tempo", {id});
    const View chance = c.lowering.legal_chance(c.lowering.lower(*tempo, {{actor}}, Stage::decisions), site,
                                                "deciding anew", tempo->span);
    c.lowering.sites.emplace_back(site, stream_of(site));
    return c.graph.draw(Op::draw_bernoulli, {&chance}, {stream_of(site)});
}

}  // namespace

void lower_decisions(Compilation& c) {
    const Imposed imposed = imposed_options(c.model);
    std::vector<LoweredAction> actions;
    for (std::uint32_t a = 0; a < c.model.actions.size(); ++a) {
        actions.push_back(lower_action(c, a, imposed));
        c.action_frames.push_back(actions.back().frames);
    }
    const auto own_actions = actions_by_decision(c.model);
    std::map<std::uint32_t, View> decided;  // by actor
    for (Decision& decision : c.program.decisions) {
        if (!decided.contains(decision.actor)) decided[decision.actor] = decides(c, {decision.actor});
        std::vector<std::pair<Option, LoweredOption>> options;
        add_hold(c, decision, options);
        add_actions(c, decision, own_actions[decision.actor * c.model.tracks.size() + decision.track], actions,
                    options);
        const auto order = [&](const Option& o) {
            return std::make_tuple(o.rung, o.action == k_nothing ? std::string("hold") : c.model.actions[o.action].name,
                                   o.target == k_nothing ? 0 : o.target + 1);
        };
        std::stable_sort(options.begin(), options.end(),
                         [&](const auto& a, const auto& b) { return order(a.first) < order(b.first); });
        decision.first_option = static_cast<std::uint32_t>(c.program.options.size());
        decision.always_feasible = true;
        for (auto& [option, lowered] : options) {
            const bool first = c.program.options.size() == decision.first_option;
            const bool fresh = first || c.program.options.back().action != option.action;
            if (fresh) ++decision.n_groups;
            option.group = decision.n_groups - 1;
            if (option.action == k_nothing) decision.hold = static_cast<std::uint32_t>(c.program.options.size());
            double feasible = 0;
            decision.always_feasible = c.graph.is_constant(lowered.feasible[0], feasible) && feasible != 0 &&
                                       decision.always_feasible;
            if (decision.rule == Rule::status_quo) {
                lowered.utility = {c.graph.constant(0)};
                lowered.parts.clear();
            }
            c.program.options.push_back(option);
            c.options.push_back(std::move(lowered));
        }
        decision.last_option = static_cast<std::uint32_t>(c.program.options.size());
        c.note("precision of " + c.model.actors[decision.actor].id, {});
        const Expression& precision = c.model.decisions[decision.actor].precision[decision.track];
        View lambda = c.lowering.lower(precision, {{ActorId{decision.actor}}}, Stage::decisions);
        if (decision.rule == Rule::quantal)
            lambda = c.lowering.not_negative(std::move(lambda),
                                             site_path("precision/" + c.model.tracks[decision.track],
                                                       {c.model.actors[decision.actor].id}),
                                             "precision", "this actor", precision.span);
        c.decisions.push_back({std::move(lambda), decided[decision.actor]});
    }
}

}  // namespace brink
