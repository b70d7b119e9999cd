// Options of every decision: laid out, pruned, with their utilities.

#include <algorithm>
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

struct LoweredAction {
    Domain frames;                   // that remain
    View utility, feasible, weight;  // (frames)
};

LoweredAction lower_action(Compilation& c, std::uint32_t a, const Imposed& imposed) {
    const Action& action = c.model.actions[a];
    LoweredAction lowered;
    const Domain all = frames_of(action);
    c.program.options_before_pruning += static_cast<std::uint32_t>(all.size());
    c.note("action " + action.name + " when", action.span);
    const View when = action.when ? c.lowering.lower(*action.when, all, Stage::decisions)
                                  : View(all.size(), c.graph.constant(1));
    for (std::size_t f = 0; f < all.size(); ++f) {
        double value = 1;
        const bool never = c.graph.is_constant(when[f], value) && value == 0 && !c.keep_everything;
        if (never && !imposed.contains({all[f][0].index, a, target_of(all[f])})) continue;
        lowered.frames.push_back(all[f]);
        lowered.feasible.push_back(when[f]);
    }
    for (const UtilityTerm& term : action.utility) {
        c.note("action " + action.name + " utility " + term.name, term.value.span);
        const View value = c.lowering.lower(term.value, lowered.frames, Stage::decisions);
        lowered.utility = lowered.utility.empty() ? value : c.graph.apply(Op::add, lowered.utility, value);
    }
    if (action.utility.empty()) lowered.utility.assign(lowered.frames.size(), c.graph.constant(0));
    if (action.cost) {
        const View cost = c.lowering.lower(*action.cost, lowered.frames, Stage::decisions);
        lowered.utility = c.graph.apply(Op::subtract, lowered.utility, cost);
    }
    c.note("action " + action.name + " weight", action.span);
    lowered.weight = action.weight ? c.lowering.lower(*action.weight, lowered.frames, Stage::decisions)
                                   : View(lowered.frames.size(), c.graph.constant(1));
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
    options.emplace_back(option, std::move(lowered));
}

void add_actions(Compilation& c, const Decision& decision, const std::vector<LoweredAction>& actions,
                 std::vector<std::pair<Option, LoweredOption>>& options) {
    for (std::uint32_t a = 0; a < actions.size(); ++a) {
        const Action& action = c.model.actions[a];
        if (action.track.index != decision.track) continue;
        for (std::size_t f = 0; f < actions[a].frames.size(); ++f) {
            const Frame& frame = actions[a].frames[f];
            if (frame[0].index != decision.actor) continue;
            Option option;
            option.action = a;
            option.target = target_of(frame);
            option.rung = action.rung;
            option.key = option_key(action.name, frame.size() > 1 ? c.model.actors[frame[1].index].id : "");
            options.emplace_back(option, LoweredOption{{actions[a].utility[f]},
                                                       {actions[a].feasible[f]},
                                                       {actions[a].weight[f]}});
        }
    }
}

}  // namespace

void lower_decisions(Compilation& c) {
    const Imposed imposed = imposed_options(c.model);
    std::vector<LoweredAction> actions;
    for (std::uint32_t a = 0; a < c.model.actions.size(); ++a) {
        actions.push_back(lower_action(c, a, imposed));
        c.action_frames.push_back(actions.back().frames);
    }
    for (Decision& decision : c.program.decisions) {
        std::vector<std::pair<Option, LoweredOption>> options;
        add_hold(c, decision, options);
        add_actions(c, decision, actions, options);
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
            if (decision.rule == Rule::status_quo) lowered.utility = {c.graph.constant(0)};
            c.program.options.push_back(option);
            c.options.push_back(std::move(lowered));
        }
        decision.last_option = static_cast<std::uint32_t>(c.program.options.size());
        c.note("precision of " + c.model.actors[decision.actor].id, {});
        const Expression& precision = c.model.decisions[decision.actor].precision[decision.track];
        c.decisions.push_back({c.lowering.lower(precision, {{ActorId{decision.actor}}}, Stage::decisions)});
    }
}

}  // namespace brink
