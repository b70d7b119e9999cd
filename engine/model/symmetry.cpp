// Whether the equation of a symmetric variable gives the same in either order of a pair, as far as can be seen: both
// orders are tried on made-up values of all that it reads. What differs there is no equation of a pair.

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>

#include "base/elementary.h"
#include "base/hash.h"
#include "model/draft.h"

namespace brink {
namespace {

using Frame = std::vector<ActorId>;

constexpr std::size_t k_most_pairs = 64;
constexpr std::size_t k_most_looks = 2'000'000;  // of one variable; what takes more is not judged
constexpr std::uint64_t k_trials = 3;

double truth(bool condition) { return condition ? 1 : 0; }

/// Values of expressions where every variable, parameter and word of history has a made-up value of its own.
class Trial {
public:
    /// `looks`: how many parts of expressions may still be evaluated; at 0 the values say nothing.
    Trial(const Model& model, Frame pair, std::uint64_t seed, std::size_t& looks)
        : model_(model), pair_(std::move(pair)), seed_(seed), looks_(looks) {}

    double value(const Expression& e, const Frame& frame) {
        if (looks_ == 0) return 0;
        --looks_;
        if (e.term >= Term::sum && e.term <= Term::count) return comprehension(e, frame);
        switch (e.term) {
            case Term::number: return e.number;
            case Term::derived: return derived(e.item, resolved(e, frame));
            case Term::variable: return variable(e, frame);
            case Term::same_actor: return truth(resolve(e.actors[0], frame) == resolve(e.actors[1], frame));
            case Term::other_actor: return truth(resolve(e.actors[0], frame) != resolve(e.actors[1], frame));
            case Term::in_group:
                return truth(std::binary_search(e.members.begin(), e.members.end(), resolve(e.actors[0], frame)));
            case Term::taken:
            case Term::ever:
            case Term::received:
            case Term::happened: return truth(made_up(e, resolved(e, frame)) > 0.5);
            default: break;
        }
        std::vector<double> x;
        for (const Expression& operand : e.operands) x.push_back(value(operand, frame));
        return x.empty() ? made_up(e, resolved(e, frame)) : operation(e, x, frame);
    }

private:
    /// Once for each and whom it is of: values may build on one another in more ways than can be walked.
    double derived(std::uint32_t d, const Frame& frame) {
        const auto known = derived_.find({d, frame});
        if (known != derived_.end()) return known->second;
        const double value = this->value(model_.derived[d].value, frame);
        derived_.emplace(std::pair(d, frame), value);
        return value;
    }

    static Frame resolved(const Expression& e, const Frame& frame) {
        Frame actors;
        for (const ActorRef& ref : e.actors) actors.push_back(resolve(ref, frame));
        return actors;
    }

    double variable(const Expression& e, const Frame& frame) const {
        Frame actors = resolved(e, frame);
        if (model_.variables[e.item].symmetric) std::sort(actors.begin(), actors.end());
        return made_up(e, actors);
    }

    /// Between 0.1 and 0.9, of what is read and of whom.
    double made_up(const Expression& e, const Frame& actors) const {
        std::uint64_t key = hash64(seed_, static_cast<std::uint64_t>(e.term));
        key = hash64(hash64(key, e.item), hash64(e.site));
        for (const ActorId actor : actors) key = hash64(key, actor.index);
        return 0.1 + 0.8 * static_cast<double>(key >> 11) * 0x1p-53;
    }

    double comprehension(const Expression& e, const Frame& frame) {
        std::vector<const Expression*> bodies;
        for (const Expression& operand : e.operands) bodies.push_back(&operand);
        std::vector<double> x;
        for (const auto& bound : bindings(e.binders, bodies, frame)) {
            Frame inner = frame;
            inner.insert(inner.end(), bound.begin(), bound.end());
            if (e.operands.size() > 1 && value(e.operands[1], inner) == 0) continue;
            x.push_back(value(e.operands[0], inner));
        }
        // In order of size, so that the sums of both orders round alike.
        std::sort(x.begin(), x.end());
        double sum = 0;
        for (const double term : x) sum += term;
        const auto n_true = static_cast<double>(std::count_if(x.begin(), x.end(), [](double t) { return t != 0; }));
        switch (e.term) {
            case Term::mean: return x.empty() ? 0 : sum / static_cast<double>(x.size());
            case Term::largest: return x.empty() ? 0 : x.back();
            case Term::smallest: return x.empty() ? 0 : x.front();
            case Term::any: return truth(n_true > 0);
            case Term::all: return truth(n_true == static_cast<double>(x.size()));
            case Term::count: return n_true;
            default: return sum;
        }
    }

    double operation(const Expression& e, const std::vector<double>& x, const Frame& frame) const {
        switch (e.term) {
            case Term::negate: return -x[0];
            case Term::add: return x[0] + x[1];
            case Term::subtract: return x[0] - x[1];
            case Term::multiply: return x[0] * x[1];
            case Term::divide: return x[0] / x[1];
            case Term::power: return brink::power(x[0], x[1]);
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
            case Term::minimum: return std::min(x[0], x[1]);
            case Term::maximum: return std::max(x[0], x[1]);
            case Term::clamp: return brink::clamp(x[0], x[1], x[2]);
            case Term::absolute: return std::fabs(x[0]);
            case Term::square_root: return std::sqrt(x[0]);
            case Term::exponential: return brink::exp(x[0]);
            case Term::logarithm: return brink::log(x[0]);
            case Term::hyperbolic_tangent: return brink::tanh(x[0]);
            case Term::logistic: return brink::logistic(x[0]);
            case Term::sign: return truth(x[0] > 0) - truth(x[0] < 0);
            case Term::floor: return std::floor(x[0]);
            default: return stand_in(e, x, frame);
        }
    }

    /// A draw or a function of no consequence here: something that its operands and its place decide. The pair's own
    /// two actors are no part of the place: the equation is evaluated once for both orders, and so is a draw in it.
    double stand_in(const Expression& e, const std::vector<double>& x, const Frame& frame) const {
        Frame bound;
        for (const ActorId actor : frame)
            if (actor != pair_[0] && actor != pair_[1]) bound.push_back(actor);
        double result = made_up(e, bound);
        double share = 0.7;
        for (const double operand : x) result += (share *= 0.83) * operand;
        return result;
    }

    const Model& model_;
    Frame pair_;
    std::uint64_t seed_;
    std::size_t& looks_;
    std::map<std::pair<std::uint32_t, Frame>, double> derived_;
};

bool differ(double a, double b) {
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) != std::isnan(b);
    if (a == b) return false;
    return !(std::fabs(a - b) <= 1e-9 * std::max({1.0, std::fabs(a), std::fabs(b)}));
}

}  // namespace

namespace {

void check_symmetric(Draft& draft, const Variable& variable) {
    std::size_t looks = k_most_looks;
    std::vector<Frame> pairs;
    const auto all = frames_of(draft, Shape::dyad);
    for (std::size_t pair = 0; pair < all.size(); ++pair)
        if (variable.keeps(pair, draft.names.actors.size())) pairs.push_back(all[pair]);
    const std::size_t stride = pairs.size() / k_most_pairs + 1;
    for (std::size_t p = 0; p < pairs.size(); p += stride)
        for (std::uint64_t seed = 0; seed < k_trials; ++seed) {
            Trial trial(draft.model, pairs[p], seed, looks);
            const Frame back{pairs[p][1], pairs[p][0]};
            const double there = trial.value(*variable.next, pairs[p]), here = trial.value(*variable.next, back);
            if (looks == 0) return;
            if (!differ(there, here)) continue;
            const auto& names = draft.names.actors;
            draft.diagnostics.error(
                "asymmetric-equation", variable.next->span,
                fmt::format("'{}' is symmetric ({}), but this may give {} -> {} another value than {} -> {}",
                            variable.name, place_text(draft, variable.span), names[pairs[p][0].index],
                            names[pairs[p][1].index], names[pairs[p][1].index], names[pairs[p][0].index]),
                "treat self and other alike, say self.x + other.x or abs(self.x - other.x)");
            return;
        }
}

}  // namespace

void check_symmetric(Draft& draft) {
    for (const Variable& variable : draft.model.variables)
        if (variable.symmetric && variable.next) check_symmetric(draft, variable);
}

}  // namespace brink
