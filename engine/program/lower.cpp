#include "program/lower.h"

#include <algorithm>
#include <cassert>

#include "base/elementary.h"
#include "model/site.h"

namespace brink {

namespace {

constexpr int k_apart = 9;  // version of what is computed for measures alone

Op op_of(Term term) {
    switch (term) {
        case Term::negate: return Op::negate;
        case Term::add: return Op::add;
        case Term::subtract: return Op::subtract;
        case Term::multiply: return Op::multiply;
        case Term::divide: return Op::divide;
        case Term::power: return Op::power;
        case Term::less: return Op::less;
        case Term::less_equal: return Op::less_equal;
        case Term::greater: return Op::greater;
        case Term::greater_equal: return Op::greater_equal;
        case Term::equal: return Op::equal;
        case Term::not_equal: return Op::not_equal;
        case Term::logical_not: return Op::logical_not;
        case Term::logical_and: return Op::logical_and;
        case Term::logical_or: return Op::logical_or;
        case Term::select: return Op::select;
        case Term::minimum: return Op::minimum;
        case Term::maximum: return Op::maximum;
        case Term::clamp: return Op::clamp;
        case Term::absolute: return Op::absolute;
        case Term::square_root: return Op::square_root;
        case Term::exponential: return Op::exponential;
        case Term::logarithm: return Op::logarithm;
        case Term::hyperbolic_tangent: return Op::hyperbolic_tangent;
        case Term::logistic: return Op::logistic;
        case Term::sign: return Op::sign;
        case Term::floor: return Op::floor;
        case Term::lookup: return Op::lookup;
        case Term::curve: return Op::interpolate;
        default: break;
    }
    assert(false && "only element-by-element terms have an operation of their own");
    return Op::copy;
}

Op draw_of(Term term) {
    switch (term) {
        case Term::draw_uniform: return Op::draw_uniform;
        case Term::draw_bernoulli: return Op::draw_bernoulli;
        case Term::draw_binomial: return Op::draw_binomial;
        case Term::draw_poisson: return Op::draw_poisson;
        case Term::draw_gamma: return Op::draw_gamma;
        default: return Op::draw_normal;
    }
}

double truth(bool value) { return value ? 1.0 : 0.0; }

bool member(const std::vector<ActorId>& members, ActorId actor) {
    for (const ActorId m : members)
        if (m == actor) return true;
    return false;
}

}  // namespace

int choices_version(Stage stage) {
    return stage == Stage::measure ? k_apart : stage == Stage::effects || stage == Stage::dynamics ? 1 : 0;
}

int fired_version(Stage stage) {
    if (stage == Stage::measure) return k_apart;
    return stage == Stage::decisions || stage == Stage::effects || stage == Stage::dynamics ? 1 : 0;
}

Lowering::Lowering(const Model& model, Graph& graph, StateColumns& state, bool keep_everything)
    : model_(model), graph_(graph), state_(state), keep_everything_(keep_everything), bounds_(graph) {}

Column Lowering::take_columns(std::uint32_t n, const std::vector<std::string>& names) {
    const auto first = static_cast<Column>(column_names.size());
    for (std::uint32_t i = 0; i < n; ++i) column_names.push_back(i < names.size() ? names[i] : std::string{});
    return first;
}

Domain Lowering::entities(Shape shape) const {
    if (shape == Shape::world) return world();
    Domain domain;
    const auto n = static_cast<std::uint32_t>(model_.actors.size());
    for (std::uint32_t i = 0; i < n; ++i) {
        if (shape == Shape::actor) {
            domain.push_back({ActorId{i}});
            continue;
        }
        for (std::uint32_t j = 0; j < n; ++j)
            if (j != i) domain.push_back({ActorId{i}, ActorId{j}});
    }
    return domain;
}

View Lowering::constants(double value, std::size_t n) { return View(n, graph_.constant(value)); }

std::uint64_t Lowering::stream(const std::string& site, const Frame& frame) {
    std::vector<std::string> names;
    for (const ActorId actor : frame) names.push_back(model_.actors[actor.index].id);
    const std::string path = site_path(site, names);
    sites.emplace_back(path, stream_of(path));
    return sites.back().second;
}

int Lowering::state_version(VariableId v, Stage stage) const {
    const int after_events = state_.written_by_events[v.index] ? 1 : 0;
    switch (stage) {
        case Stage::fixed:
        case Stage::record:
        case Stage::events: return 0;
        case Stage::measure: return k_apart;
        case Stage::decisions:
        case Stage::effects: return after_events;
        case Stage::dynamics: return state_.written_by_actions[v.index] ? 2 : after_events;
    }
    return 0;
}

namespace {

/// Where the numbers of a distribution lie, whatever is drawn.
Range support(const Distribution& distribution, const Range& range) {
    const auto within = [&](double low, double high) {
        return Range{maximum(low, range.low), minimum(high, range.high)};
    };
    switch (distribution.kind) {
        case Distribution::Kind::uniform: return within(distribution.numbers[0], distribution.numbers[1]);
        case Distribution::Kind::beta: return within(0, 1);
        case Distribution::Kind::lognormal:
        case Distribution::Kind::gamma: return within(0, k_infinity);
        case Distribution::Kind::triangular: return within(distribution.numbers[0], distribution.numbers[2]);
        case Distribution::Kind::choice: {
            const auto ends = std::minmax_element(distribution.numbers.begin(), distribution.numbers.end());
            return within(*ends.first, *ends.second);
        }
        case Distribution::Kind::normal: break;
    }
    return range;
}

}  // namespace

View Lowering::quantity(const Quantity& quantity) {
    switch (quantity.kind) {
        case Quantity::Kind::constant: return {graph_.constant(quantity.number)};
        case Quantity::Kind::distribution: {
            // One draw may serve two places: both directions of `A <-> B` name one site.
            const std::uint64_t key = stream_of(quantity.site);
            const auto at = drawn_columns_.find(key);
            if (at != drawn_columns_.end()) {
                const std::uint32_t node = graph_.source(at->second, 1, true);
                graph_.set_range(node, support(quantity.distribution, quantity.range));
                return {Ref{node, 0}};
            }
            const Column column = take_columns(1, {quantity.site});
            drawn_columns_.emplace(key, column);
            sites.emplace_back(quantity.site, key);
            drawn.push_back({column, quantity.distribution, quantity.range, key});
            const std::uint32_t node = graph_.source(column, 1, true);
            graph_.set_range(node, support(quantity.distribution, quantity.range));
            return {Ref{node, 0}};
        }
        case Quantity::Kind::expression: return bounded(quantity);
    }
    return {};
}

const View& Lowering::parameter(ParameterId p) {
    const auto at = parameters_.find(p);
    if (at != parameters_.end()) return at->second;
    View view = quantity(model_.parameters[p.index].value);
    return parameters_.emplace(p, std::move(view)).first->second;
}

// Rows of pairs that the variable does not keep are empty: read_pairs has their values.
const View& Lowering::variable_rows(VariableId v, Stage stage) {
    const int version = state_version(v, stage);
    const bool settled = !state_.changes(v) && !keep_everything_;
    const auto key = std::make_pair(v, settled ? 0 : version);
    const auto at = variables_.find(key);
    if (at != variables_.end()) return at->second;
    View rows;
    if (settled) {
        const Variable& variable = model_.variables[v.index];
        for (std::size_t e = 0; e < variable.initial.size(); ++e)
            rows.push_back(state_.places[v.index][e] == k_nothing ? Ref{} : quantity(variable.initial[e])[0]);
    } else {
        const Column first = state_.variables[v.index];
        const std::uint32_t node = graph_.source(first, state_.n_kept[v.index], false);
        graph_.set_range(node, model_.variables[v.index].range);
        for (const Column place : state_.places[v.index])
            rows.push_back(place == k_nothing ? Ref{} : Ref{node, place - first});
    }
    return variables_.emplace(key, std::move(rows)).first->second;
}

const View& Lowering::derived_rows(DerivedId d, Stage stage) {
    const auto key = std::make_pair(d, stage == Stage::events ? Stage::record : stage);
    const auto at = derived_.find(key);
    if (at != derived_.end()) return at->second;
    const CountsEverywhere everywhere(in_force_);
    const Derived& derived = model_.derived[d.index];
    View rows = lower(derived.value, entities(derived.shape), stage);
    return derived_.emplace(key, std::move(rows)).first->second;
}

const View& Lowering::draw_rows(DrawId d) {
    const auto at = draws.find(d);
    if (at != draws.end()) return at->second;
    const Draw& draw = model_.draws[d.index];
    const CountsEverywhere everywhere(in_force_);  // a named draw is made whoever reads it
    View rows = lower(draw.value, entities(draw.shape), Stage::events);
    return draws.emplace(d, std::move(rows)).first->second;
}

// Picks, for each frame, the row of the entity that the expression names.
View Lowering::read(const Expression& e, const Domain& domain, const View& rows, Shape shape) const {
    View view(domain.size());
    for (std::size_t r = 0; r < domain.size(); ++r) {
        std::size_t entity = 0;
        if (shape == Shape::actor) entity = resolve(e.actors[0], domain[r]).index;
        if (shape == Shape::dyad) {
            const ActorId i = resolve(e.actors[0], domain[r]), j = resolve(e.actors[1], domain[r]);
            assert(i != j && "the check refuses what could read a pair of one actor");
            entity = pair_index(i, j, model_.actors.size());
        }
        view[r] = rows[entity];
    }
    return view;
}

// The same of a variable that does not keep every pair: the others are their starting value, looked at only if read.
View Lowering::read_pairs(const Expression& e, const Domain& domain, Stage stage) {
    const Variable& variable = model_.variables[e.item];
    const View& kept = variable_rows({e.item}, stage);
    View view(domain.size());
    for (std::size_t r = 0; r < domain.size(); ++r) {
        const ActorId i = resolve(e.actors[0], domain[r]), j = resolve(e.actors[1], domain[r]);
        assert(i != j && "the check refuses what could read a pair of one actor");
        const std::size_t pair = pair_index(i, j, model_.actors.size());
        view[r] = state_.places[e.item][pair] == k_nothing ? quantity(variable.initial[pair])[0] : kept[pair];
    }
    return view;
}

View Lowering::call_draw(const Expression& e, const Domain& domain, Stage stage) {
    std::vector<View> arguments;
    for (std::size_t k = 0; k < e.operands.size(); ++k)
        arguments.push_back(legal(e, k, lower(e.operands[k], domain, stage)));
    std::vector<const View*> operands;
    for (const View& argument : arguments) operands.push_back(&argument);
    std::vector<std::uint64_t> streams;
    for (const Frame& frame : domain) streams.push_back(stream(e.site, frame));
    return graph_.draw(draw_of(e.term), operands, std::move(streams));
}

View Lowering::lower(const Expression& e, const Domain& domain, Stage stage) {
    if (domain.empty()) return {};
    switch (e.term) {
        case Term::number: return constants(e.number, domain.size());
        case Term::parameter: return View(domain.size(), parameter({e.item})[0]);
        case Term::variable:
            if (!model_.variables[e.item].pairs.empty()) return read_pairs(e, domain, stage);
            return read(e, domain, variable_rows({e.item}, stage), model_.variables[e.item].shape);
        case Term::derived: return read(e, domain, derived_rows({e.item}, stage), model_.derived[e.item].shape);
        case Term::draw: return read(e, domain, draw_rows({e.item}), model_.draws[e.item].shape);
        case Term::step_number: return View(domain.size(), graph_.clock(Op::load_step, stage == Stage::measure));
        case Term::date: return View(domain.size(), graph_.clock(Op::load_date, stage == Stage::measure));
        case Term::step_years: return constants(model_.clock.years(), domain.size());
        case Term::series: {
            const auto grid = static_cast<std::uint32_t>(model_.tables.size()) + e.item;
            return View(domain.size(), graph_.clock(Op::load_series, stage == Stage::measure, grid));
        }
        case Term::delay: return delayed(e, domain, stage);
        case Term::same_actor:
        case Term::other_actor:
        case Term::in_group: {
            View view(domain.size());
            for (std::size_t r = 0; r < domain.size(); ++r) {
                const ActorId first = resolve(e.actors[0], domain[r]);
                const bool holds = e.term == Term::in_group
                                       ? member(e.members, first)
                                       : (first == resolve(e.actors[1], domain[r])) == (e.term == Term::same_actor);
                view[r] = graph_.constant(truth(holds));
            }
            return view;
        }
        case Term::sum:
        case Term::mean:
        case Term::largest:
        case Term::smallest:
        case Term::any:
        case Term::all:
        case Term::count: return comprehension(e, domain, stage);
        case Term::taken:
        case Term::ever:
        case Term::since:
        case Term::received:
        case Term::rung:
        case Term::happened: return history(e, domain, stage);
        case Term::draw_normal:
        case Term::draw_uniform:
        case Term::draw_bernoulli:
        case Term::draw_binomial:
        case Term::draw_poisson:
        case Term::draw_gamma: return call_draw(e, domain, stage);
        default: break;
    }
    std::vector<View> views;
    for (const Expression& operand : e.operands) views.push_back(lower(operand, domain, stage));
    std::vector<const View*> operands;
    for (const View& view : views) operands.push_back(&view);
    return graph_.apply(op_of(e.term), operands, e.term == Term::lookup || e.term == Term::curve ? e.item : k_nothing);
}

}  // namespace brink
