#include "reference/decide.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>

#include "base/hash.h"
#include "base/race_math.h"
#include "lanes/random.h"
#include "model/site.h"

namespace brink::reference {

namespace {

std::string action_name(const Model& model, ActionId action) {
    return action == k_hold ? "hold" : model.actions[action.index].name;
}

std::string target_name(const Model& model, const std::optional<ActorId>& target) {
    return target ? model.actors[target->index].id : "";
}

/// Where an option stands among others: ties go to the first.
std::tuple<int, std::string, std::string> order(const Model& model, const Option& option) {
    return {option.rung, action_name(model, option.action), target_name(model, option.target)};
}

Frame frame_of(ActorId actor, const Option& option) {
    return option.target ? Frame{actor, *option.target} : Frame{actor};
}

/// What differs in the action for the actor, or nothing.
const Adjustment* adjustment(const Action& action, ActorId actor) {
    for (const Adjustment& one : action.adjustments)
        if (one.actor == actor) return &one;
    return nullptr;
}

}  // namespace

bool decides_anew(const Moment& moment, ActorId actor) {
    const std::optional<Expression>& tempo = moment.model.decisions[actor.index].tempo;
    if (!tempo) return true;
    const std::uint64_t key = site_key(moment, "tempo", Frame{actor});
    const double u = uniform53(draw_word(key, moment.luck, static_cast<std::uint32_t>(moment.t)));
    return u <
           legal(moment, evaluate(*tempo, Frame{actor}, moment), 0, 1, "tempo@" + moment.model.actors[actor.index].id);
}

namespace {

double utility(const Moment& moment, ActorId actor, TrackId track, const Option& option) {
    const Frame frame = frame_of(actor, option);
    if (option.action == k_hold) return evaluate(*moment.model.decisions[actor.index].hold[track.index], frame, moment);
    const Action& action = moment.model.actions[option.action.index];
    double u = action.utility.empty() ? 0 : evaluate(action.utility[0].value, frame, moment);
    for (std::size_t i = 1; i < action.utility.size(); ++i) u = u + evaluate(action.utility[i].value, frame, moment);
    const Adjustment* own = adjustment(action, actor);
    if (own && own->bias) u = u + evaluate(*own->bias, frame, moment);
    return action.cost ? u - evaluate(*action.cost, frame, moment) : u;
}

bool may(const Moment& moment, ActorId actor, const Option& option) {
    if (option.action == k_hold) return true;
    const Action& action = moment.model.actions[option.action.index];
    const Adjustment* own = adjustment(action, actor);
    if (own && own->when && evaluate(*own->when, frame_of(actor, option), moment) == 0) return false;
    return !action.when || evaluate(*action.when, frame_of(actor, option), moment) != 0;
}

double weight(const Moment& moment, ActorId actor, const Option& option) {
    if (option.action == k_hold) return 1;
    const Action& action = moment.model.actions[option.action.index];
    const Adjustment* own = adjustment(action, actor);
    if (own && own->weight) return clamped(evaluate(*own->weight, Frame{actor}, moment), 0, k_infinity);
    return action.weight ? clamped(evaluate(*action.weight, Frame{actor}, moment), 0, k_infinity) : 1;
}

/// An option that may be taken, with its utility and prior weight.
struct Candidate {
    Option option;
    double u = 0;
    double w = 1;
};

Choice made(ActorId actor, TrackId track, const Option& option, double probability) {
    Choice choice;
    choice.actor = actor;
    choice.track = track;
    choice.made = true;
    choice.action = option.action;
    choice.target = option.target;
    choice.rung = option.rung;
    choice.key = option.key;
    choice.probability = probability;
    return choice;
}

Choice none(ActorId actor, TrackId track) {
    Choice choice;
    choice.actor = actor;
    choice.track = track;
    return choice;
}

/// How many targets share the weight of the candidate's action.
double sharing(const std::vector<Candidate>& candidates, const Candidate& one, bool nested) {
    if (!nested) return 1;
    int n = 0;
    for (const Candidate& other : candidates) n += other.option.action == one.option.action;
    return n;
}

/// The quantal choice as a race of exponentials whose rates are the choice's odds.
Choice race(const Moment& moment, ActorId actor, TrackId track, const std::vector<Candidate>& candidates,
            double precision, bool nested) {
    double best = -k_infinity;
    for (const Candidate& candidate : candidates) {
        const double lu = precision * candidate.u;
        best = best < lu ? lu : best;
    }
    const std::string site = "decision/" + moment.model.tracks[track.index];
    const std::uint64_t key = site_key(moment, site, Frame{actor});
    const std::uint64_t word = decision_word(key, moment.luck, static_cast<std::uint32_t>(moment.t));

    double total = 0;
    double least_luck = 1, least_odds = 0;
    std::optional<std::size_t> winner;
    std::vector<double> odds;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const Candidate& candidate = candidates[i];
        odds.push_back(race_exp<std::uint64_t>(precision * candidate.u - best) *
                       (candidate.w / sharing(candidates, candidate, nested)));
        total = total + odds[i];
        const double u = uniform32(option_luck(word, candidate.option.key, moment.luck));
        const double luck = race_luck<std::uint64_t>(u);
        if (luck * least_odds < least_luck * odds[i]) {
            least_luck = luck;
            least_odds = odds[i];
            winner = i;
        }
    }
    return winner ? made(actor, track, candidates[*winner].option, odds[*winner] / total) : none(actor, track);
}

Choice largest_utility(ActorId actor, TrackId track, const std::vector<Candidate>& candidates) {
    const Candidate* best = nullptr;
    for (const Candidate& candidate : candidates)
        if (!best || candidate.u > best->u) best = &candidate;
    return best ? made(actor, track, best->option, 1) : none(actor, track);
}

/// The option that fired events impose: of the highest rung, then the first action and target by name.
std::optional<Option> imposed_option(const Moment& moment, ActorId actor, TrackId track,
                                     const std::vector<Happening>& fired) {
    const Model& model = moment.model;
    std::optional<Option> strongest;
    for (const Happening& one : fired) {
        for (const Imposition& imposition : model.events[one.event.index].impositions) {
            if (resolve(imposition.actor, one.frame) != actor) continue;
            if (!imposition.every_track && imposition.track != track) continue;
            std::optional<ActorId> target;
            if (imposition.target) target = resolve(*imposition.target, one.frame);
            for (const Option& option : options_of(model, actor, track)) {
                if (option.action != imposition.action || option.target != target) continue;
                const bool higher = strongest && option.rung > strongest->rung;
                const bool level = strongest && option.rung == strongest->rung;
                if (!strongest || higher || (level && order(model, option) < order(model, *strongest)))
                    strongest = option;
            }
        }
    }
    return strongest;
}

}  // namespace

std::vector<Option> options_of(const Model& model, ActorId actor, TrackId track) {
    std::vector<Option> options;
    if (model.decisions[actor.index].hold[track.index]) options.push_back({k_hold, std::nullopt, 0, 0});
    for (std::uint32_t i = 0; i < model.actions.size(); ++i) {
        const Action& action = model.actions[i];
        if (action.track != track || !std::count(action.by.begin(), action.by.end(), actor)) continue;
        if (!action.targeted) options.push_back({ActionId{i}, std::nullopt, action.rung, 0});
        for (const ActorId target : action.to)
            if (action.targeted && target != actor) options.push_back({ActionId{i}, target, action.rung, 0});
    }
    for (Option& option : options)
        option.key = option_key(action_name(model, option.action), target_name(model, option.target));
    std::sort(options.begin(), options.end(),
              [&](const Option& a, const Option& b) { return order(model, a) < order(model, b); });
    return options;
}

std::vector<std::pair<ActorId, TrackId>> deciders(const Model& model) {
    std::vector<std::pair<ActorId, TrackId>> pairs;
    for (std::uint32_t actor = 0; actor < model.actors.size(); ++actor) {
        for (std::uint32_t track = 0; track < model.tracks.size(); ++track) {
            bool acts = false;
            for (const Action& action : model.actions)
                acts = acts || (action.track.index == track &&
                                std::count(action.by.begin(), action.by.end(), ActorId{actor}) > 0);
            if (acts) pairs.push_back({ActorId{actor}, TrackId{track}});
        }
    }
    return pairs;
}

void note_illegal_numbers(const Moment& moment) {
    const Model& model = moment.model;
    const auto note = [&](double x, const std::string& key) { (void)legal(moment, x, 0, k_infinity, key); };
    for (const auto& [actor, track] : deciders(model)) {
        const ActorDecision& how = model.decisions[actor.index];
        if (how.rule != Rule::quantal) continue;
        const Frame self{actor};
        const std::string& id = model.actors[actor.index].id;
        note(evaluate(how.precision[track.index], self, moment), "precision/" + model.tracks[track.index] + "@" + id);
        for (const Option& option : options_of(model, actor, track)) {
            if (option.action == k_hold || !may(moment, actor, option)) continue;
            const Action& action = model.actions[option.action.index];
            const std::string key = "actions/" + action.name + " weight";
            const Adjustment* own = adjustment(action, actor);
            if (own && own->weight)
                note(evaluate(*own->weight, self, moment), key + "@" + id);
            else if (action.weight)
                note(evaluate(*action.weight, self, moment), key);
        }
    }
}

Choice decide(const Moment& moment, ActorId actor, TrackId track, bool anew, const std::vector<Happening>& fired,
              bool& fault) {
    if (const std::optional<Option> option = imposed_option(moment, actor, track, fired)) {
        Choice choice = made(actor, track, *option, 1);
        choice.imposed = true;
        return choice;
    }
    if (!anew) return none(actor, track);
    const ActorDecision& how = moment.model.decisions[actor.index];
    if (how.rule == Rule::status_quo) {
        const Option hold{k_hold, std::nullopt, 0, option_key("hold", "")};
        return how.hold[track.index] ? made(actor, track, hold, 1) : none(actor, track);
    }
    std::vector<Candidate> candidates;
    for (const Option& option : options_of(moment.model, actor, track)) {
        if (!may(moment, actor, option)) continue;
        const double u = utility(moment, actor, track, option);
        if (std::isnan(u) || u == k_infinity) {
            fault = true;
            return none(actor, track);
        }
        if (u != -k_infinity) candidates.push_back({option, u, weight(moment, actor, option)});
    }

    switch (how.rule) {
        case Rule::quantal:
            return race(moment, actor, track, candidates,
                        clamped(evaluate(how.precision[track.index], Frame{actor}, moment), 0, k_infinity), how.nested);
        case Rule::best_response: return largest_utility(actor, track, candidates);
        case Rule::random:
            for (Candidate& candidate : candidates) candidate.u = 0, candidate.w = 1;
            return race(moment, actor, track, candidates, 1, how.nested);
        case Rule::status_quo: break;
    }
    return none(actor, track);
}

}  // namespace brink::reference
