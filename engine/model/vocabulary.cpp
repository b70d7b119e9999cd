#include "model/vocabulary.h"

#include <array>

namespace brink {
namespace {

using enum KeyKind;

constexpr double k_no_bound = std::numeric_limits<double>::infinity();
constexpr double k_most_trajectories = 4294967295.0;  // what a run can count

constexpr auto k_vocabulary = std::to_array<Key>({
    {.path = "brink", .kind = whole, .doc = "format version", .required = true, .low = 1, .high = 1},
    {.path = "title", .kind = text, .doc = "what the scenario is called", .fallback = "the file's name"},
    {.path = "question", .kind = text, .doc = "the question that the scenario answers"},
    {.path = "headline", .kind = names, .doc = "outcomes that answer it, the main one first", .fallback = "all"},
    {.path = "doc", .kind = text, .doc = "what the file is about"},
    {.path = "marking", .kind = text, .doc = "handling marking, printed on every result"},
    {.path = "extends", .kind = texts, .doc = "layers that this file is laid upon, later ones win"},

    {.path = "clock", .kind = section, .doc = "when the story begins and how time passes"},
    {.path = "clock.start", .kind = date, .doc = "first day of step 0", .required = true},
    {.path = "clock.step", .kind = duration, .doc = "length of a step", .required = true},
    {.path = "clock.steps",
     .kind = whole,
     .doc = "number of steps",
     .required = true,
     .unit = "steps",
     .low = 1,
     .high = 1'000'000},

    {.path = "quantity", .kind = section, .doc = "a number as a user describes it: one of value and a distribution"},
    {.path = "quantity.value", .kind = expression, .doc = "a number, or an expression of parameters"},
    {.path = "quantity.uniform", .kind = distribution, .doc = "[low, high]"},
    {.path = "quantity.normal", .kind = distribution, .doc = "{mean, sd}"},
    {.path = "quantity.lognormal", .kind = distribution, .doc = "{mean, sd} of the value, or {median, sigma}"},
    {.path = "quantity.beta", .kind = distribution, .doc = "{mean, sd} or {a, b}"},
    {.path = "quantity.gamma", .kind = distribution, .doc = "{mean, sd} or {shape, scale}"},
    {.path = "quantity.triangular", .kind = distribution, .doc = "[low, mode, high]"},
    {.path = "quantity.choice", .kind = distribution, .doc = "[values] or {values, weights}"},
    {.path = "quantity.source", .kind = text, .doc = "publication, table or reasoning behind the number"},
    {.path = "quantity.basis", .kind = word, .doc = "how well founded it is", .words = "sourced estimated assumed"},
    {.path = "quantity.claim_by", .kind = text, .doc = "the party that claims the number"},
    {.path = "quantity.unit", .kind = text, .doc = "unit of the number"},
    {.path = "quantity.doc", .kind = text, .doc = "what the number means"},

    {.path = "tables", .kind = table, .doc = "named matrices and curves"},
    {.path = "tables.*", .kind = section, .doc = "one table: a matrix or a curve"},
    {.path = "tables.*.matrix", .kind = rows, .doc = "rows of numbers, read by lookup(name, row, column) from 0"},
    {.path = "tables.*.curve", .kind = rows, .doc = "points [x, y] by ascending x, read by curve(name, x)"},
    {.path = "tables.*.unit", .kind = text, .doc = "unit of the numbers"},
    {.path = "tables.*.doc", .kind = text, .doc = "what they mean"},
    {.path = "tables.*.source", .kind = text, .doc = "publication, table or reasoning behind them"},
    {.path = "tables.*.basis", .kind = word, .doc = "how well founded they are", .words = "sourced estimated assumed"},
    {.path = "tables.*.claim_by", .kind = text, .doc = "the party that claims them"},

    {.path = "series", .kind = table, .doc = "values by date"},
    {.path = "series.*", .kind = section, .doc = "one series: each value holds from its date on, the first before too"},
    {.path = "series.*.csv", .kind = text, .doc = "a file with the columns date and value"},
    {.path = "series.*.unit", .kind = text, .doc = "unit of the values"},
    {.path = "series.*.doc", .kind = text, .doc = "what they mean"},
    {.path = "series.*.source", .kind = text, .doc = "publication, table or reasoning behind them"},
    {.path = "series.*.basis", .kind = word, .doc = "how well founded they are", .words = "sourced estimated assumed"},
    {.path = "series.*.claim_by", .kind = text, .doc = "the party that claims them"},
    {.path = "series.*.*", .kind = number, .doc = "the value from the date on that is the key"},

    {.path = "parameters", .kind = table, .doc = "numbers fixed within a trajectory"},
    {.path = "parameters.*", .kind = quantity, .doc = "one parameter", .required = true},
    {.path = "parameters.*.range", .kind = range, .doc = "bounds; a distribution is conditioned on them"},

    {.path = "correlate", .kind = table, .doc = "rank correlations of drawn parameters"},
    {.path = "correlate.*", .kind = number, .doc = "the rank correlation of the two", .low = -1, .high = 1},

    {.path = "variables", .kind = section, .doc = "the state"},
    {.path = "variables.world", .kind = table, .doc = "one number for the world"},
    {.path = "variables.world.*", .kind = section, .doc = "one world variable"},
    {.path = "variables.world.*.initial", .kind = quantity, .doc = "value in state 0"},
    {.path = "variables.world.*.range", .kind = range, .doc = "bounds", .fallback = "[-.inf, .inf]"},
    {.path = "variables.world.*.unit", .kind = text, .doc = "unit"},
    {.path = "variables.world.*.fixed", .kind = flag, .doc = "nothing may change it", .fallback = "false"},
    {.path = "variables.world.*.required", .kind = flag, .doc = "a world must give it", .fallback = "false"},
    {.path = "variables.world.*.doc", .kind = text, .doc = "what it means"},
    {.path = "variables.actor", .kind = table, .doc = "one number an actor"},
    {.path = "variables.actor.*", .kind = section, .doc = "one actor variable"},
    {.path = "variables.actor.*.initial", .kind = quantity, .doc = "value in state 0; drawn for each actor"},
    {.path = "variables.actor.*.range", .kind = range, .doc = "bounds", .fallback = "[-.inf, .inf]"},
    {.path = "variables.actor.*.unit", .kind = text, .doc = "unit"},
    {.path = "variables.actor.*.fixed", .kind = flag, .doc = "nothing may change it", .fallback = "false"},
    {.path = "variables.actor.*.required", .kind = flag, .doc = "every actor must give it", .fallback = "false"},
    {.path = "variables.actor.*.doc", .kind = text, .doc = "what it means"},
    {.path = "variables.dyad", .kind = table, .doc = "one number an ordered pair of actors"},
    {.path = "variables.dyad.*", .kind = section, .doc = "one dyad variable"},
    {.path = "variables.dyad.*.initial", .kind = quantity, .doc = "value in state 0; drawn for each ordered pair"},
    {.path = "variables.dyad.*.range", .kind = range, .doc = "bounds", .fallback = "[-.inf, .inf]"},
    {.path = "variables.dyad.*.unit", .kind = text, .doc = "unit"},
    {.path = "variables.dyad.*.fixed", .kind = flag, .doc = "nothing may change it", .fallback = "false"},
    {.path = "variables.dyad.*.required", .kind = flag, .doc = "relations must give it", .fallback = "false"},
    {.path = "variables.dyad.*.doc", .kind = text, .doc = "what it means"},
    {.path = "variables.dyad.*.symmetric",
     .kind = flag,
     .doc = "one number a pair, in either order",
     .fallback = "false"},
    {.path = "variables.dyad.*.pairs",
     .kind = text,
     .doc = "pairs whose value can change: all, listed (under relations) or GROUP x GROUP; others keep 'initial'",
     .fallback = "all"},

    {.path = "groups", .kind = table, .doc = "named lists of actors; everyone is built in"},
    {.path = "groups.*", .kind = names, .doc = "the members"},

    {.path = "actors", .kind = table, .doc = "who acts"},
    {.path = "actors.*", .kind = section, .doc = "one actor (or a group, for its members): values of actor variables"},
    {.path = "actors.*.name", .kind = text, .doc = "name for people", .fallback = "its id"},
    {.path = "actors.*.doc", .kind = text, .doc = "who this is"},
    {.path = "actors.*.actions", .kind = table, .doc = "what differs for this actor in single actions"},
    {.path = "actors.*.actions.*", .kind = section, .doc = "one action"},
    {.path = "actors.*.actions.*.bias", .kind = expression, .doc = "added to the utility", .fallback = "0"},
    {.path = "actors.*.actions.*.weight",
     .kind = expression,
     .doc = "prior odds against holding, in place of the action's",
     .low = 0},
    {.path = "actors.*.actions.*.when", .kind = expression, .doc = "a further condition", .fallback = "1"},
    {.path = "actors.*.*", .kind = quantity, .doc = "starting value of an actor variable"},

    {.path = "relations", .kind = table, .doc = "starting values of dyad variables"},
    {.path = "relations.*", .kind = table, .doc = "lines of one dyad variable"},
    {.path = "relations.*.csv", .kind = text, .doc = "a file of lines: columns from, to, value, and source and basis"},
    {.path = "relations.*.*", .kind = quantity, .doc = "the value for A -> B, or A <-> B for both ways"},

    {.path = "attributes", .kind = table, .doc = "numbers that every action carries"},
    {.path = "attributes.*", .kind = number, .doc = "its value in actions that give none"},

    {.path = "draws", .kind = section, .doc = "named random values, made once as a step begins"},
    {.path = "draws.world", .kind = table, .doc = "one for the world"},
    {.path = "draws.world.*", .kind = expression, .doc = "the value, with draws in it"},
    {.path = "draws.actor", .kind = table, .doc = "one an actor"},
    {.path = "draws.actor.*", .kind = expression, .doc = "the value, with draws in it"},
    {.path = "draws.dyad", .kind = table, .doc = "one an ordered pair"},
    {.path = "draws.dyad.*", .kind = expression, .doc = "the value, with draws in it"},

    {.path = "derived", .kind = section, .doc = "named expressions"},
    {.path = "derived.world", .kind = table, .doc = "of the world"},
    {.path = "derived.world.*", .kind = expression, .doc = "the expression that the name stands for"},
    {.path = "derived.actor", .kind = table, .doc = "of an actor"},
    {.path = "derived.actor.*", .kind = expression, .doc = "the expression that the name stands for"},
    {.path = "derived.dyad", .kind = table, .doc = "of an ordered pair"},
    {.path = "derived.dyad.*", .kind = expression, .doc = "the expression that the name stands for"},

    {.path = "dynamics", .kind = section, .doc = "next values, from the values after effects, all at once"},
    {.path = "dynamics.world", .kind = table, .doc = "of world variables"},
    {.path = "dynamics.world.*", .kind = expression, .doc = "next value of the variable"},
    {.path = "dynamics.actor", .kind = table, .doc = "of actor variables"},
    {.path = "dynamics.actor.*", .kind = expression, .doc = "next value of the variable"},
    {.path = "dynamics.dyad", .kind = table, .doc = "of dyad variables"},
    {.path = "dynamics.dyad.*", .kind = expression, .doc = "next value of the variable"},

    {.path = "actions", .kind = table, .doc = "what actors can do, beside holding"},
    {.path = "actions.*", .kind = section, .doc = "one action, and its values of attributes"},
    {.path = "actions.*.rung",
     .kind = whole,
     .doc = "height on the ladder of escalation",
     .required = true,
     .unit = "rungs",
     .low = -1000,
     .high = 1000},
    {.path = "actions.*.by", .kind = who, .doc = "who may take it", .required = true},
    {.path = "actions.*.to", .kind = who, .doc = "at whom; absent: the action has no target"},
    {.path = "actions.*.track", .kind = name, .doc = "the track in which it is chosen", .fallback = "the unnamed one"},
    {.path = "actions.*.when", .kind = expression, .doc = "condition of its being an option", .fallback = "1"},
    {.path = "actions.*.utility", .kind = terms, .doc = "what it is worth to the actor", .fallback = "0"},
    {.path = "actions.*.utility.*", .kind = expression, .doc = "one term of the sum"},
    {.path = "actions.*.weight", .kind = expression, .doc = "prior odds against holding", .fallback = "1", .low = 0},
    {.path = "actions.*.effects", .kind = effects, .doc = "what it changes"},
    {.path = "actions.*.attributes", .kind = table, .doc = "its own values of attributes"},
    {.path = "actions.*.attributes.*", .kind = number, .doc = "its own value of an attribute"},
    {.path = "actions.*.cameo", .kind = text, .doc = "CAMEO event code"},
    {.path = "actions.*.goldstein",
     .kind = number,
     .doc = "Goldstein scale, conflict to cooperation",
     .low = -10,
     .high = 10},
    {.path = "actions.*.class", .kind = text, .doc = "class of the action, for tallies"},
    {.path = "actions.*.doc", .kind = text, .doc = "what the act is"},
    {.path = "actions.*.prospects", .kind = later, .doc = "chances and values in place of a utility"},
    {.path = "actions.*.trigger", .kind = later, .doc = "what the threshold rule waits for"},

    {.path = "events", .kind = table, .doc = "what happens whoever decides what"},
    {.path = "events.*", .kind = section, .doc = "one event"},
    {.path = "events.*.at",
     .kind = quantity,
     .doc = "the step in which it happens: a number, a date or drawn",
     .unit = "steps"},
    {.path = "events.*.hazard", .kind = expression, .doc = "chance a step", .unit = "1/step", .low = 0, .high = 1},
    {.path = "events.*.rate", .kind = expression, .doc = "rate a year", .unit = "1/year", .low = 0, .high = k_no_bound},
    {.path = "events.*.when", .kind = expression, .doc = "a further condition, or the only one"},
    {.path = "events.*.do", .kind = maps, .doc = "choices that it imposes"},
    {.path = "events.*.do.actor", .kind = name, .doc = "whose choice", .required = true},
    {.path = "events.*.do.action", .kind = name, .doc = "the action, or hold", .required = true},
    {.path = "events.*.do.target", .kind = name, .doc = "at whom"},
    {.path = "events.*.do.track", .kind = name, .doc = "in which track it holds", .fallback = "every one"},
    {.path = "events.*.effects", .kind = effects, .doc = "what it changes"},
    {.path = "events.*.once", .kind = flag, .doc = "at most once a trajectory", .fallback = "false"},
    {.path = "events.*.doc", .kind = text, .doc = "what happens"},
    {.path = "events.*.for", .kind = text, .doc = "one event for each actor or pair: i, i in GROUP, i, j or i -> j"},
    {.path = "events.*.on", .kind = word, .doc = "only as the condition begins to hold", .words = "rise"},

    {.path = "outcomes", .kind = table, .doc = "what is asked of every trajectory"},
    {.path = "outcomes.*", .kind = section, .doc = "one outcome: one of when and measure"},
    {.path = "outcomes.*.when", .kind = expression, .doc = "happens in the first state that meets this"},
    {.path = "outcomes.*.measure", .kind = expression, .doc = "a number of the states, of the last one lived"},
    {.path = "outcomes.*.ends", .kind = flag, .doc = "the trajectory stops there", .fallback = "false"},
    {.path = "outcomes.*.doc", .kind = text, .doc = "what it means"},
    {.path = "outcomes.*.by", .kind = text, .doc = "last date or state looked at", .unit = "states"},
    {.path = "outcomes.*.given", .kind = text, .doc = "an outcome that this one is conditioned on"},
    {.path = "outcomes.*.after", .kind = text, .doc = "an outcome after whose first state this one is looked at"},
    {.path = "outcomes.*.over",
     .kind = word,
     .doc = "what is taken of a measure's values in the states",
     .fallback = "last",
     .words = "last max min mean sum"},
    {.path = "outcomes.*.at", .kind = text, .doc = "date or state of a measure", .unit = "states"},

    {.path = "decision", .kind = section, .doc = "how actors choose"},
    {.path = "decision.rule",
     .kind = word,
     .doc = "rule of choice",
     .fallback = "quantal",
     .words = "quantal best_response random status_quo",
     .later_words = "prospect reciprocal threshold lookahead expected_utility"},
    {.path = "decision.precision",
     .kind = by_track,
     .doc = "weight of utility against chance",
     .fallback = "1",
     .low = 0},
    {.path = "decision.precision.*", .kind = expression, .doc = "that of one track", .low = 0},
    {.path = "decision.targets",
     .kind = word,
     .doc = "whether more targets make an act likelier",
     .fallback = "nested",
     .words = "nested pooled"},
    {.path = "decision.hold", .kind = hold, .doc = "utility of holding; false: no holding", .fallback = "0"},
    {.path = "decision.hold.*", .kind = expression, .doc = "that of one track"},
    {.path = "decision.cost",
     .kind = expression,
     .doc = "taken from the utility of every action but holding",
     .fallback = "0"},
    {.path = "decision.tempo",
     .kind = expression,
     .doc = "chance of deciding anew in a step; else no choice is made",
     .fallback = "1",
     .low = 0,
     .high = 1},
    {.path = "decision.actors", .kind = table, .doc = "what differs for single actors or groups"},
    {.path = "decision.actors.*", .kind = section, .doc = "of one actor or group"},
    {.path = "decision.actors.*.rule",
     .kind = word,
     .doc = "rule of choice",
     .words = "quantal best_response random status_quo",
     .later_words = "prospect reciprocal threshold lookahead expected_utility"},
    {.path = "decision.actors.*.precision", .kind = by_track, .doc = "weight of utility against chance", .low = 0},
    {.path = "decision.actors.*.precision.*", .kind = expression, .doc = "that of one track", .low = 0},
    {.path = "decision.actors.*.targets",
     .kind = word,
     .doc = "whether more targets make an act likelier",
     .words = "nested pooled"},
    {.path = "decision.actors.*.hold", .kind = hold, .doc = "utility of holding; false: no holding"},
    {.path = "decision.actors.*.hold.*", .kind = expression, .doc = "that of one track"},
    {.path = "decision.actors.*.tempo",
     .kind = expression,
     .doc = "chance of deciding anew in a step",
     .low = 0,
     .high = 1},

    {.path = "expect", .kind = maps, .doc = "what the author claims of outcomes, judged by brink test"},
    {.path = "expect.outcome", .kind = name, .doc = "the outcome", .required = true},
    {.path = "expect.probability",
     .kind = range,
     .doc = "[low, high] within which the chance of a `when` outcome lies"},
    {.path = "expect.mean", .kind = range, .doc = "[low, high] within which the mean of a `measure` outcome lies"},
    {.path = "expect.than", .kind = text, .doc = "a scenario to compare with, run on the same chance; needs sign"},
    {.path = "expect.sign",
     .kind = word,
     .doc = "with than: + if it is more here than there, - if less, = if the same in every trajectory",
     .words = "+ - ="},
    {.path = "expect.doc", .kind = text, .doc = "why"},

    {.path = "cutoff", .kind = date, .doc = "last day of the information used"},

    {.path = "lint", .kind = section, .doc = "how to judge the file beyond its faults"},
    {.path = "lint.ignore", .kind = names, .doc = "codes of warnings to leave out"},

    {.path = "run", .kind = section, .doc = "how to run it if the command line does not say"},
    {.path = "run.trajectories",
     .kind = whole,
     .doc = "number of trajectories",
     .fallback = "10000",
     .low = 1,
     .high = k_most_trajectories},
    {.path = "run.seed", .kind = whole, .doc = "seed of all chance", .fallback = "1", .low = 0},
    {.path = "run.record", .kind = section, .doc = "what is kept of every state beside the default"},
    {.path = "run.record.quantiles", .kind = names, .doc = "variables and derived values: moments and quantiles"},
    {.path = "run.record.moments", .kind = names, .doc = "variables and derived values: mean and sd"},

    {.path = "study", .kind = later, .doc = "a study file"},
    {.path = "scenarios", .kind = later, .doc = "scenarios of a study"},
    {.path = "variants", .kind = later, .doc = "variants of a study"},
    {.path = "sweep", .kind = later, .doc = "values that a study runs through"},
    {.path = "design", .kind = later, .doc = "design of a study"},
    {.path = "compare", .kind = later, .doc = "what a study compares with"},
    {.path = "stop", .kind = later, .doc = "when a study has seen enough"},
    {.path = "crossed", .kind = later, .doc = "ignorance crossed with chance"},
    {.path = "trajectories", .kind = later, .doc = "trajectories of a study"},
});

constexpr std::string_view k_quantity = "quantity";

std::string join(const Key* parent, std::string_view name) {
    return parent == nullptr ? std::string(name) : std::string(parent->path) + "." + std::string(name);
}

/// Whether `path` is one step below `parent`.
bool directly_under(std::string_view path, std::string_view parent) {
    if (parent.empty()) return path.find('.') == std::string_view::npos;
    return path.size() > parent.size() && path.substr(0, parent.size()) == parent && path[parent.size()] == '.' &&
           path.find('.', parent.size() + 1) == std::string_view::npos;
}

}  // namespace

std::span<const Key> vocabulary() { return k_vocabulary; }

const Key* find_key(std::string_view path) {
    for (const Key& key : k_vocabulary)
        if (key.path == path) return &key;
    return nullptr;
}

const Key* find_key(const Key* parent, std::string_view name) {
    if (name == "*" || name.find('.') != std::string_view::npos) return find_key(join(parent, "*"));
    if (parent == nullptr && name == k_quantity) return nullptr;  // names a shape of value, no key of a file
    if (const Key* own = find_key(join(parent, name))) return own;
    if (const Key* chosen = find_key(join(parent, "*"))) return chosen;
    if (parent != nullptr && parent->kind == KeyKind::quantity) return find_key("quantity." + std::string(name));
    return nullptr;
}

std::vector<const Key*> keys_under(const Key* parent) {
    std::vector<const Key*> found;
    for (const Key& key : k_vocabulary) {
        if (parent == nullptr && key.path == k_quantity) continue;
        const bool own = directly_under(key.path, parent == nullptr ? std::string_view() : parent->path);
        const bool shared = parent != nullptr && parent->kind == KeyKind::quantity &&
                            directly_under(key.path, k_quantity);
        if (own || shared) found.push_back(&key);
    }
    return found;
}

std::string_view last_part(const Key& key) {
    const auto dot = key.path.rfind('.');
    return dot == std::string_view::npos ? key.path : key.path.substr(dot + 1);
}

std::vector<std::string> words_of(std::string_view words) {
    std::vector<std::string> list;
    while (!words.empty()) {
        const auto blank = words.find(' ');
        list.emplace_back(words.substr(0, blank));
        words = blank == std::string_view::npos ? std::string_view() : words.substr(blank + 1);
    }
    return list;
}

}  // namespace brink
