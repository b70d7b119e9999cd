#include "reference/evaluate.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string>
#include <utility>

#include "base/hash.h"
#include "base/elementary.h"
#include "base/variates.h"
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

/// The latest step in which the act was done, at `target` if one is named, or nothing.
std::optional<int> last_step(const Moment& moment, ActorId actor, ActionId action, std::optional<ActorId> target) {
    const auto found = moment.last_steps.find(act(actor, action, target));
    return found == moment.last_steps.end() ? std::nullopt : std::optional(found->second);
}

const Choices& latest(const Moment& moment) {
    static const Choices none;
    return moment.history.empty() ? none : moment.history.back();
}

bool taken(const Moment& moment, ActorId actor, ActionId action, std::optional<ActorId> target) {
    const std::optional<int> step = last_step(moment, actor, action, target);
    return step && *step == static_cast<int>(moment.history.size()) - 1;
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
    switch (expression.term) {
        case Term::draw_normal: within(1, 0, k_infinity, "standard deviation"); break;
        case Term::draw_bernoulli: within(0, 0, 1, "probability"); break;
        case Term::draw_binomial: {
            const double n = x[0];
            const double whole = n - std::floor(n) >= 0.5 ? std::floor(n) + 1 : std::floor(n);
            x[0] = clamped(whole, 0, k_infinity);
            if (x[0] < n || x[0] > n) ++moment.incidents[expression.site + " number of trials"];
            within(1, 0, 1, "probability");
            break;
        }
        case Term::draw_poisson: within(0, 0, k_infinity, "mean"); break;
        case Term::draw_gamma:
            within(0, 0, k_infinity, "shape");
            within(1, 0, k_infinity, "scale");
            break;
        default: break;
    }
    const std::uint64_t key = site_key(moment, expression.site, frame);
    const auto tries = [&](std::uint32_t attempt) {
        const DrawWords words = draw_words(key, moment.luck, static_cast<std::uint32_t>(moment.t), attempt);
        return TwoUniforms{uniform53(words.first), uniform53(words.second)};
    };
    const double u = uniform53(draw_word(key, moment.luck, static_cast<std::uint32_t>(moment.t)));
    switch (expression.term) {
        case Term::draw_binomial: return binomial_variate(x[0], x[1], tries);
        case Term::draw_poisson: return poisson_variate(x[0], tries);
        case Term::draw_gamma: return gamma_variate(x[0], x[1], tries);
        case Term::draw_normal: return x[0] + x[1] * normal_quantile(u);
        case Term::draw_uniform: return x[0] + (x[1] - x[0]) * u;
        case Term::draw_bernoulli: return truth(u < x[0]);
        default: break;
    }
    assert(false && "a draw");
    return 0;
}

double derived(std::uint32_t item, const Frame& actors, const Moment& moment) {
    const Derived& what = moment.model.derived[item];
    if (!moment.known || what.reads_draw) return evaluate(what.value, actors, moment);
    const std::pair key(item, entity(what.shape, actors, moment.model.actors.size()));
    const auto known = moment.known->find(key);
    if (known != moment.known->end()) return known->second;
    const double value = evaluate(what.value, actors, moment);
    moment.known->emplace(key, value);
    return value;
}

double read(const Expression& expression, const Frame& frame, const Moment& moment) {
    const Model& model = moment.model;
    const Frame actors = resolved(expression.actors, frame);
    switch (expression.term) {
        case Term::variable: {
            const Variable& variable = model.variables[expression.item];
            const Frame place = one_order(variable, actors);
            return moment.values[expression.item].at(entity(variable.shape, place, model.actors.size()));
        }
        case Term::draw: {
            const Shape shape = model.draws[expression.item].shape;
            return moment.draws[expression.item].at(entity(shape, actors, model.actors.size()));
        }
        case Term::derived: return derived(expression.item, actors, moment);
        default: break;
    }
    assert(false && "a reading");
    return 0;
}

/// The value of a variable or derived name as a step began some steps ago, at the earliest in state 0.
double delayed(const Expression& expression, const Frame& frame, const Moment& moment) {
    const Expression& what = expression.operands.at(0);
    const int state = std::max(0, moment.t - static_cast<int>(std::min(expression.number, 1e6)));
    const bool variable = what.term == Term::variable;
    Frame actors = resolved(what.actors, frame);
    if (variable) actors = one_order(moment.model.variables[what.item], actors);
    const Shape shape = variable ? moment.model.variables[what.item].shape : moment.model.derived[what.item].shape;
    const std::vector<Values>& past = variable ? moment.past_values : moment.past_derived;
    // A derived value of the state that is just being recorded is not kept yet.
    if (past.size() <= static_cast<std::size_t>(state)) return evaluate(what, frame, moment);
    return past[static_cast<std::size_t>(state)][what.item].at(entity(shape, actors, moment.model.actors.size()));
}

/// An index into n rows or columns.
std::size_t place_of(double x, std::size_t n) {
    if (!(x >= 1)) return 0;
    return x >= static_cast<double>(n) ? n - 1 : static_cast<std::size_t>(x);
}

double read_table(const Expression& expression, const std::vector<double>& x, const Model& model) {
    const Table& table = model.tables[expression.item];
    for (const double index : x)
        if (std::isnan(index)) return x.size() == 1 ? x[0] : x[0] + x[1];
    if (expression.term == Term::lookup)
        return table.numbers.at(place_of(x[0], table.rows) * table.columns + place_of(x[1], table.columns));
    const auto at = [&](std::size_t point) { return table.numbers.at(2 * point); };
    const auto y = [&](std::size_t point) { return table.numbers.at(2 * point + 1); };
    if (x[0] < at(0)) return y(0);
    std::size_t last = 0;
    while (last + 1 < table.rows && at(last + 1) <= x[0]) ++last;
    if (last + 1 == table.rows) return y(last);
    const double between = y(last) + (y(last + 1) - y(last)) * ((x[0] - at(last)) / (at(last + 1) - at(last)));
    return clamped(between, std::min(y(last), y(last + 1)), std::max(y(last), y(last + 1)));
}

double read_series(const Series& series, std::int64_t day) {
    double value = series.values.front();
    for (std::size_t i = 0; i < series.days.size(); ++i)
        if (series.days[i] <= day) value = series.values[i];
    return value;
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

Frame one_order(const Variable& variable, Frame actors) {
    if (variable.symmetric && actors.at(1) < actors.at(0)) std::swap(actors[0], actors[1]);
    return actors;
}

bool has_number(const Variable& variable, const Frame& actors, std::size_t n_actors) {
    if (variable.symmetric && actors.at(1) < actors.at(0)) return false;  // the other order has it
    return variable.pairs.empty() || variable.pairs.at(entity(variable.shape, actors, n_actors)) == PairKind::kept;
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
    if (expression.term == Term::delay) return delayed(expression, frame, moment);
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
        case Term::series: return read_series(moment.model.series[expression.item], moment.model.clock.day(moment.t));
        case Term::lookup:
        case Term::curve: return read_table(expression, operands, moment.model);
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
        case Term::happened:
            for (const Happening& one : moment.happened)
                if (one.event.index == expression.item) return 1;
            return 0;
        case Term::draw_normal:
        case Term::draw_uniform:
        case Term::draw_bernoulli:
        case Term::draw_binomial:
        case Term::draw_poisson:
        case Term::draw_gamma: return draw(expression, operands, frame, moment);
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
