#include "reference/evaluate.h"

#include <cassert>
#include <cmath>
#include <string>

#include "base/hash.h"
#include "base/elementary.h"
#include "lanes/random.h"
#include "model/site.h"

namespace brink::reference {

namespace {

double truth(bool condition) { return condition ? 1.0 : 0.0; }

bool is_comprehension(Term term) { return term >= Term::sum && term <= Term::count; }

Frame resolved(const std::vector<ActorRef>& refs, const Frame& frame) {
    Frame actors;
    for (const ActorRef& ref : refs) actors.push_back(resolve(ref, frame));
    return actors;
}

/// Whether a pair [x, x] would be read outside inner comprehensions, which see to it themselves.
bool touches_diagonal(const Expression& expression, const Frame& frame) {
    if (is_comprehension(expression.term)) return false;
    const bool reads = expression.term == Term::variable || expression.term == Term::derived ||
                       expression.term == Term::draw;
    if (reads && expression.actors.size() == 2) {
        const Frame pair = resolved(expression.actors, frame);
        if (pair[0] == pair[1]) return true;
    }
    for (const Expression& operand : expression.operands)
        if (touches_diagonal(operand, frame)) return true;
    return false;
}

double comprehension(const Expression& expression, const Frame& frame, const Moment& moment) {
    const Expression& term = expression.operands.at(0);
    const Expression* filter = expression.operands.size() > 1 ? &expression.operands[1] : nullptr;
    std::vector<const Expression*> bodies = {&term};
    if (filter) bodies.push_back(filter);
    std::vector<double> terms;
    for_each_tuple(expression.binders, bodies, frame, [&](const Frame& inner) {
        if (!filter || evaluate(*filter, inner, moment) != 0) terms.push_back(evaluate(term, inner, moment));
    });

    double total = 0;
    double largest = -k_infinity;
    double smallest = k_infinity;
    int n_true = 0;
    for (const double x : terms) {
        total = total + x;
        largest = largest < x ? x : largest;
        smallest = x < smallest ? x : smallest;
        n_true += x != 0;
    }
    const bool none = terms.empty();
    switch (expression.term) {
        case Term::sum: return total;
        case Term::mean: return none ? 0 : total / static_cast<double>(terms.size());
        case Term::largest: return none ? 0 : largest;
        case Term::smallest: return none ? 0 : smallest;
        case Term::any: return truth(n_true > 0);
        case Term::all: return truth(n_true == static_cast<int>(terms.size()));
        case Term::count: return n_true;
        default: break;
    }
    assert(false && "a comprehension");
    return 0;
}

/// Whether a choice is the act that a history word names: who, what and, if named, at whom.
bool is_act(const Choice& choice, ActorId actor, ActionId action, std::optional<ActorId> target) {
    return choice.made && choice.actor == actor && choice.action == action && (!target || choice.target == target);
}

/// The latest step in which the act was done, or nothing.
std::optional<int> last_step(const Moment& moment, ActorId actor, ActionId action, std::optional<ActorId> target) {
    for (std::size_t step = moment.history.size(); step-- > 0;)
        for (const Choice& choice : moment.history[step])
            if (is_act(choice, actor, action, target)) return static_cast<int>(step);
    return std::nullopt;
}

const Choices& latest(const Moment& moment) {
    static const Choices none;
    return moment.history.empty() ? none : moment.history.back();
}

bool taken(const Moment& moment, ActorId actor, ActionId action, std::optional<ActorId> target) {
    for (const Choice& choice : latest(moment))
        if (is_act(choice, actor, action, target)) return true;
    return false;
}

double history_word(const Expression& expression, const Frame& frame, const Moment& moment) {
    const Frame actors = resolved(expression.actors, frame);
    const ActionId action{expression.item};
    const std::optional<ActorId> second = actors.size() > 1 ? std::optional(actors[1]) : std::nullopt;
    switch (expression.term) {
        case Term::taken: return truth(taken(moment, actors.at(0), action, second));
        case Term::ever: return truth(last_step(moment, actors.at(0), action, second).has_value());
        case Term::since: {
            const std::optional<int> step = last_step(moment, actors.at(0), action, second);
            return step ? moment.t - *step : k_infinity;
        }
        case Term::received: {
            int n = 0;
            for (std::uint32_t sender = 0; sender < moment.model.actors.size(); ++sender)
                if (!second || second->index == sender) n += taken(moment, ActorId{sender}, action, actors.at(0));
            return n;
        }
        case Term::rung: return rung_of(latest(moment), actors.at(0), second);
        default: break;
    }
    assert(false && "a history word");
    return 0;
}

double draw(const Expression& expression, std::vector<double> x, const Frame& frame, const Moment& moment) {
    const auto within = [&](std::size_t argument, double low, double high, const std::string& name) {
        x[argument] = legal(moment, x[argument], low, high, expression.site + " " + name);
    };
    if (expression.term == Term::draw_normal) within(1, 0, k_infinity, "standard deviation");
    if (expression.term == Term::draw_bernoulli) within(0, 0, 1, "probability");
    const std::uint64_t key = site_key(moment, expression.site, frame);
    const double u = uniform53(draw_words(key, moment.luck, static_cast<std::uint32_t>(moment.t), 0).first);
    switch (expression.term) {
        case Term::draw_normal: return x[0] + x[1] * normal_quantile(u);
        case Term::draw_uniform: return x[0] + (x[1] - x[0]) * u;
        case Term::draw_bernoulli: return truth(u < x[0]);
        default: break;
    }
    assert(false && "a draw");
    return 0;
}

double read(const Expression& expression, const Frame& frame, const Moment& moment) {
    const Model& model = moment.model;
    const Frame actors = resolved(expression.actors, frame);
    switch (expression.term) {
        case Term::variable: {
            const Shape shape = model.variables[expression.item].shape;
            return moment.values[expression.item].at(entity(shape, actors, model.actors.size()));
        }
        case Term::draw: {
            const Shape shape = model.draws[expression.item].shape;
            return moment.draws[expression.item].at(entity(shape, actors, model.actors.size()));
        }
        case Term::derived: return evaluate(model.derived[expression.item].value, actors, moment);
        default: break;
    }
    assert(false && "a reading");
    return 0;
}

double arithmetic(Term term, const std::vector<double>& x) {
    switch (term) {
        case Term::negate: return -x[0];
        case Term::add: return x[0] + x[1];
        case Term::subtract: return x[0] - x[1];
        case Term::multiply: return x[0] * x[1];
        case Term::divide: return x[0] / x[1];
        case Term::power: return power(x[0], x[1]);
        case Term::less: return truth(x[0] < x[1]);
        case Term::less_equal: return truth(x[0] <= x[1]);
        case Term::greater: return truth(x[0] > x[1]);
        case Term::greater_equal: return truth(x[0] >= x[1]);
        case Term::equal: return truth(x[0] == x[1]);
        case Term::not_equal: return truth(x[0] != x[1]);
        case Term::logical_not: return truth(x[0] == 0);
        case Term::logical_and: return truth(x[0] != 0 && x[1] != 0);
        case Term::logical_or: return truth(x[0] != 0 || x[1] != 0);
        case Term::select: return x[0] != 0 ? x[1] : x[2];
        case Term::minimum: return x[1] < x[0] ? x[1] : x[0];
        case Term::maximum: return x[0] < x[1] ? x[1] : x[0];
        case Term::clamp: return clamped(x[0], x[1], x[2]);
        case Term::absolute: return std::fabs(x[0]);
        case Term::square_root: return std::sqrt(x[0]);
        case Term::exponential: return brink::exp(x[0]);
        case Term::logarithm: return brink::log(x[0]);
        case Term::hyperbolic_tangent: return brink::tanh(x[0]);
        case Term::logistic: return brink::logistic(x[0]);
        case Term::sign: return static_cast<double>((x[0] > 0) - (x[0] < 0));
        case Term::floor: return std::floor(x[0]);
        default: break;
    }
    assert(false && "arithmetic");
    return 0;
}

}  // namespace

std::size_t entity(Shape shape, const Frame& actors, std::size_t n_actors) {
    switch (shape) {
        case Shape::world: return 0;
        case Shape::actor: return actors.at(0).index;
        case Shape::dyad: break;
    }
    // The n - 1 pairs of each first actor stand together; the second skips the first.
    const std::size_t first = actors.at(0).index;
    const std::size_t second = actors.at(1).index;
    assert(first != second);
    return first * (n_actors - 1) + (second < first ? second : second - 1);
}

std::vector<Frame> frames(Shape shape, std::size_t n_actors) {
    if (shape == Shape::world) return {Frame{}};
    std::vector<Frame> all;
    for (std::uint32_t i = 0; i < n_actors; ++i) {
        if (shape == Shape::actor) all.push_back({ActorId{i}});
        for (std::uint32_t j = 0; shape == Shape::dyad && j < n_actors; ++j)
            if (i != j) all.push_back({ActorId{i}, ActorId{j}});
    }
    return all;
}

void for_each_tuple(const std::vector<Binder>& binders, const std::vector<const Expression*>& bodies,
                    const Frame& frame, const std::function<void(const Frame&)>& visit) {
    if (binders.empty()) {
        for (const Expression* body : bodies)
            if (touches_diagonal(*body, frame)) return;
        visit(frame);
        return;
    }
    const Binder& binder = binders.front();
    assert(binder.slot == frame.size());
    for (const ActorId member : binder.members) {
        bool skip = false;
        for (const std::uint32_t slot : binder.skipped) skip = skip || frame.at(slot) == member;
        if (skip) continue;
        Frame inner = frame;
        inner.push_back(member);
        for_each_tuple({binders.begin() + 1, binders.end()}, bodies, inner, visit);
    }
}

double evaluate(const Expression& expression, const Frame& frame, const Moment& moment) {
    if (is_comprehension(expression.term)) return comprehension(expression, frame, moment);
    std::vector<double> operands;
    for (const Expression& operand : expression.operands) operands.push_back(evaluate(operand, frame, moment));
    switch (expression.term) {
        case Term::number: return expression.number;
        case Term::parameter: return moment.parameters[expression.item];
        case Term::variable:
        case Term::derived:
        case Term::draw: return read(expression, frame, moment);
        case Term::step_number: return moment.t;
        case Term::date: return static_cast<double>(moment.model.clock.day(moment.t));
        case Term::step_years: return moment.model.clock.years();
        case Term::same_actor:
            return truth(resolve(expression.actors[0], frame) == resolve(expression.actors[1], frame));
        case Term::other_actor:
            return truth(resolve(expression.actors[0], frame) != resolve(expression.actors[1], frame));
        case Term::in_group:
            for (const ActorId member : expression.members)
                if (member == resolve(expression.actors[0], frame)) return 1;
            return 0;
        case Term::taken:
        case Term::ever:
        case Term::since:
        case Term::received:
        case Term::rung: return history_word(expression, frame, moment);
        case Term::happened: return truth(moment.happened[expression.item]);
        case Term::draw_normal:
        case Term::draw_uniform:
        case Term::draw_bernoulli: return draw(expression, operands, frame, moment);
        default: return arithmetic(expression.term, operands);
    }
}

int rung_of(const Choices& choices, ActorId actor, std::optional<ActorId> target) {
    std::optional<int> highest;
    for (const Choice& choice : choices) {
        if (!choice.made || choice.actor != actor || (target && choice.target != target)) continue;
        if (!highest || *highest < choice.rung) highest = choice.rung;
    }
    return highest.value_or(0);
}

std::uint64_t site_key(const Moment& moment, const std::string& site, const Frame& frame) {
    std::vector<std::string> names;
    for (const ActorId actor : frame) names.push_back(moment.model.actors[actor.index].id);
    return hash64(moment.seed, stream_of(site_path(site, names)));
}

double legal(const Moment& moment, double x, double low, double high, const std::string& key) {
    if (x < low || x > high) ++moment.incidents[key];
    return clamped(x, low, high);
}

double clamped(double x, double low, double high) { return x < low ? low : high < x ? high : x; }

}  // namespace brink::reference
