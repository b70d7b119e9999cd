#include "reference/reference.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <tuple>

#include "base/hash.h"
#include "reference/decide.h"
#include "reference/events.h"
#include "reference/outcomes.h"
#include "reference/start.h"

namespace brink::reference {

namespace {

void make_draws(Moment& moment) {
    const Model& model = moment.model;
    moment.draws.assign(model.draws.size(), {});
    for (const DrawId id : model.draw_order) {
        const Draw& draw = model.draws[id.index];
        std::vector<double>& values = moment.draws[id.index];
        for (const Frame& frame : frames(draw.shape, model.actors.size()))
            values.push_back(evaluate(draw.value, frame, moment));
    }
}

/// One assignment to one entity, with its place in the two orders.
struct Change {
    Effect::Assign assign = Effect::Assign::add;
    std::size_t variable = 0;
    std::size_t entity = 0;
    double amount = 0;
    Frame binding;                        // actors of the `for` clause; none comes before any
    std::vector<std::int64_t> sum_order;  // additions happen in ascending order of this, then of the binding
    std::vector<std::int64_t> set_order;  // of several `=` the least of this, then of binding and line, stands
    std::uint32_t line = 0;
};

/// What an effect does, binding by binding; amounts are of the state as it is.
std::vector<Change> changes_of(const Effect& effect, const Frame& frame, const Moment& moment,
                               const std::string& site) {
    const Model& model = moment.model;
    const Shape shape = model.variables[effect.variable.index].shape;
    std::vector<const Expression*> bodies = {&effect.value};
    if (effect.filter) bodies.push_back(&*effect.filter);
    std::vector<Change> changes;
    for_each_tuple(effect.binders, bodies, frame, [&](const Frame& inner) {
        if (effect.filter && evaluate(*effect.filter, inner, moment) == 0) return;
        Frame place;
        for (const ActorRef& ref : effect.actors) place.push_back(resolve(ref, inner));
        if (place.size() == 2 && place[0] == place[1]) return;  // there is no such place
        const Variable& variable = model.variables[effect.variable.index];
        place = one_order(variable, place);
        if (!has_number(variable, place, model.actors.size())) {
            ++moment.incidents[fmt::format("{} effect {} pairs", site, effect.line)];
            return;
        }
        const double amount = evaluate(effect.value, inner, moment);
        const Frame binding(inner.begin() + static_cast<std::ptrdiff_t>(frame.size()), inner.end());
        changes.push_back({effect.assign,
                           effect.variable.index,
                           entity(shape, place, model.actors.size()),
                           amount,
                           binding,
                           {},
                           {},
                           effect.line});
    });
    return changes;
}

/// First every `=`, then the sum of the rest.
void apply(std::vector<Change> changes, Moment& moment) {
    std::sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
        return std::tie(a.set_order, a.binding, a.line) > std::tie(b.set_order, b.binding, b.line);
    });
    for (const Change& change : changes)
        if (change.assign == Effect::Assign::set) moment.values[change.variable][change.entity] = change.amount;
    std::sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
        return std::tie(a.sum_order, a.binding) < std::tie(b.sum_order, b.binding);
    });
    for (const Change& change : changes) {
        double& value = moment.values[change.variable][change.entity];
        if (change.assign == Effect::Assign::add) value = value + change.amount;
        if (change.assign == Effect::Assign::subtract) value = value - change.amount;
    }
}

/// Which events fire, and what they do to the state. All of them see the state as the step begins.
std::vector<Happening> make_events(Moment& moment) {
    std::vector<Happening> fired = firing(moment);
    std::vector<Change> all;
    for (std::size_t k = 0; k < fired.size(); ++k) {  // by name, then by the actors bound
        const std::int64_t event = fired[k].event.index, instance = static_cast<std::int64_t>(k);
        for (const Effect& effect : moment.model.events[fired[k].event.index].effects) {
            for (Change change : changes_of(effect, fired[k].frame, moment,
                                            "events/" + moment.model.events[fired[k].event.index].name)) {
                change.sum_order = {event, effect.line, instance};
                change.set_order = {event, instance};
                all.push_back(change);
            }
        }
    }
    apply(all, moment);
    moment.happened.insert(moment.happened.end(), fired.begin(), fired.end());
    return fired;
}

/// The effects of the actions just taken, from the state before any of them.
void make_effects(Moment& moment) {
    std::vector<Change> all;
    for (const Choice& choice : moment.history.back()) {
        if (!choice.made || choice.action == k_hold) continue;
        const Action& action = moment.model.actions[choice.action.index];
        const Frame frame = choice.target ? Frame{choice.actor, *choice.target} : Frame{choice.actor};
        const std::int64_t who = choice.actor.index;
        const std::int64_t whom = choice.target ? static_cast<std::int64_t>(choice.target->index) : -1;
        const std::int64_t what = choice.action.index;
        for (const Effect& effect : action.effects) {
            for (Change change : changes_of(effect, frame, moment, "actions/" + action.name)) {
                change.sum_order = {what, effect.line, who, whom};
                change.set_order = {-action.rung, what, who, whom};
                all.push_back(change);
            }
        }
    }
    apply(all, moment);
}

void make_dynamics(Moment& moment) {
    const Model& model = moment.model;
    Values next = moment.values;
    const Still still(moment);
    for (std::size_t v = 0; v < model.variables.size(); ++v) {
        if (!model.variables[v].next) continue;
        const std::vector<Frame> all = frames(model.variables[v].shape, model.actors.size());
        for (std::size_t e = 0; e < all.size(); ++e)
            if (has_number(model.variables[v], all[e], model.actors.size()))
                next[v][e] = evaluate(*model.variables[v].next, all[e], moment);
    }
    moment.values = next;
}

void digest_values(const Model& model, const Values& values, std::uint64_t& digest) {
    for (std::size_t v = 0; v < values.size(); ++v) {
        const std::vector<Frame> all = frames(model.variables[v].shape, model.actors.size());
        for (std::size_t e = 0; e < all.size(); ++e)
            if (has_number(model.variables[v], all[e], model.actors.size()))
                digest = digest_step(digest, std::bit_cast<std::uint64_t>(values[v][e] + 0.0));
    }
}

bool finite(const Values& values) {
    for (const std::vector<double>& item : values)
        for (const double value : item)
            if (!std::isfinite(value)) return false;
    return true;
}

Values derived_values(const Moment& moment) {
    const Model& model = moment.model;
    Values derived(model.derived.size());
    const Still still(moment);
    for (std::size_t d = 0; d < model.derived.size(); ++d) {
        if (model.derived[d].reads_draw) continue;
        for (const Frame& frame : frames(model.derived[d].shape, model.actors.size()))
            derived[d].push_back(evaluate(model.derived[d].value, frame, moment));
    }
    return derived;
}

/// Whether the derived values that are recorded are numbers.
bool finite_derived(const Moment& moment, const Values& derived) {
    for (std::size_t d = 0; d < derived.size(); ++d) {
        const Derived& what = moment.model.derived[d];
        const bool recorded = what.shape != Shape::dyad || what.record != Recording::usual;
        for (const double value : derived[d])
            if (recorded && !std::isfinite(value)) return false;
    }
    return true;
}

/// Records a state that was lived; says whether the trajectory ends there.
bool record(Moment& moment, Measured& measured, Trajectory& story) {
    moment.past_values.push_back(moment.values);
    moment.past_derived.push_back(derived_values(moment));
    story.states.push_back(moment.values);
    story.derived.push_back(moment.past_derived.back());
    story.last_state = moment.t;
    story.fault = story.fault || !finite(moment.values) || !finite_derived(moment, story.derived.back());
    return look(moment, measured, story);
}

Choices make_decisions(const Moment& moment, const std::vector<Happening>& fired, bool& fault) {
    Choices choices;
    const Still still(moment);
    note_illegal_numbers(moment);
    std::map<ActorId, bool> anew;
    for (const auto& [actor, track] : deciders(moment.model)) {
        if (!anew.count(actor)) anew[actor] = decides_anew(moment, actor);
        choices.push_back(decide(moment, actor, track, anew[actor], fired, fault));
    }
    return choices;
}

Choices no_decisions(const Model& model) {
    Choices choices;
    for (const auto& [actor, track] : deciders(model)) {
        choices.emplace_back();
        choices.back().actor = actor;
        choices.back().track = track;
    }
    return choices;
}

/// Adds the decisions of a step to the history.
void remember(Moment& moment, const Choices& choices) {
    const int step = static_cast<int>(moment.history.size());
    for (const Choice& choice : choices) {
        if (!choice.made) continue;
        moment.last_steps[act(choice.actor, choice.action, std::nullopt)] = step;
        if (choice.target) moment.last_steps[act(choice.actor, choice.action, choice.target)] = step;
    }
    moment.history.push_back(choices);
}

void note_rungs(const Choices& choices, Trajectory& story, bool first_step) {
    for (std::uint32_t actor = 0; actor < story.peak_rung.size(); ++actor) {
        const int rung = rung_of(choices, ActorId{actor});
        if (first_step || story.peak_rung[actor] < rung) story.peak_rung[actor] = rung;
    }
}

/// A step that is lived: draws, events, decisions, effects, dynamics.
void make_step(Moment& moment, Trajectory& story) {
    make_draws(moment);
    story.fired.push_back(make_events(moment));
    clamp_all(moment);
    remember(moment, make_decisions(moment, story.fired.back(), story.fault));
    story.choices.push_back(moment.history.back());
    note_rungs(moment.history.back(), story, moment.t == 0);
    make_effects(moment);
    clamp_all(moment);
    make_dynamics(moment);
    clamp_all(moment);
    moment.t += 1;
}

}  // namespace

Trajectory run(const Model& model, std::uint64_t seed, std::uint64_t luck, std::uint64_t row) {
    Moment moment{model, seed, luck, row, 0, {}, {}, {}, {}, {}, {}};
    Trajectory story;
    story.first_state.resize(model.outcomes.size());
    story.measures.resize(model.outcomes.size());
    story.peak_rung.resize(model.actors.size());

    set_parameters(moment);
    set_initial_values(moment);

    Measured measured;
    bool over = record(moment, measured, story);
    digest_values(model, story.states.back(), story.digest);
    for (int step = 0; step < model.clock.steps; ++step) {
        if (over) {
            story.fired.emplace_back();
            story.choices.push_back(no_decisions(model));
            story.states.push_back(story.states.back());
            story.derived.push_back(story.derived.back());
        } else {
            make_step(moment, story);
            over = record(moment, measured, story);
        }
        for (const Choice& choice : story.choices.back()) story.digest = digest_step(story.digest, choice.key);
        digest_values(model, story.states.back(), story.digest);
    }
    story.incidents = moment.incidents;
    finish(model, measured, story);
    return story;
}

}  // namespace brink::reference
