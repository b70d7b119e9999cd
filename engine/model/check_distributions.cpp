// Distributions: their numbers judged, turned into the canonical ones of Distribution, and held against the range that
// they are conditioned on.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/elementary.h"
#include "model/draft.h"
#include "model/mass.h"
#include "model/number_hints.h"
#include "model/slips.h"

namespace brink {
namespace {

using Kind = Distribution::Kind;

constexpr const char* k_positive = "this distribution has no values at or below 0";

struct Form {
    std::string_view key;
    Kind kind;
};
constexpr auto k_forms = std::to_array<Form>({{"uniform", Kind::uniform},
                                              {"normal", Kind::normal},
                                              {"lognormal", Kind::lognormal},
                                              {"beta", Kind::beta},
                                              {"gamma", Kind::gamma},
                                              {"triangular", Kind::triangular},
                                              {"choice", Kind::choice}});

class Reader {
public:
    Reader(Draft& draft, const Entry& form, const Range& range, Points points)
        : draft_(draft), form_(form), node_(form.value), range_(range), points_(points) {}

    std::optional<Distribution> read(Kind kind) {
        switch (kind) {
            case Kind::uniform: return uniform();
            case Kind::normal: return normal();
            case Kind::lognormal: return lognormal();
            case Kind::beta: return beta();
            case Kind::gamma: return gamma();
            case Kind::triangular: return triangular();
            case Kind::choice: return choice();
        }
        return std::nullopt;
    }

private:
    std::optional<Distribution> fault(const std::string& message, const std::string& hint) {
        draft_.diagnostics.error("bad-distribution", node_.span, message, hint);
        return std::nullopt;
    }

    /// All elements of a list as numbers.
    std::optional<std::vector<double>> numbers(const Node& node, Points points) {
        std::vector<double> values;
        for (const Node& item : node.items) {
            const auto value = read_point(draft_, item, points);
            if (!value || !std::isfinite(*value)) {
                draft_.diagnostics.error("wrong-kind", item.span,
                                         fmt::format("a number of '{}' must be a finite number{}", form_.key,
                                                     points == Points::steps ? " or a date" : ""),
                                         fixed_number_hint(draft_, form_, item, number_hint(item)));
                return std::nullopt;
            }
            values.push_back(*value);
        }
        return values;
    }

    /// The two numbers of a map that has exactly the keys `first` and `second`; `other_*` the alternative pair.
    struct Two {
        double first = 0;
        double second = 0;
        bool alternative = false;
    };
    std::optional<Two> two(std::array<std::string_view, 2> keys, std::array<std::string_view, 2> other = {}) {
        const std::string forms = other[0].empty()
                                      ? fmt::format("{{{}, {}}}", keys[0], keys[1])
                                      : fmt::format("{{{}, {}}} or {{{}, {}}}", keys[0], keys[1], other[0], other[1]);
        const bool alternative = !other[0].empty() &&
                                 (node_.find(other[0]) != nullptr || node_.find(other[1]) != nullptr);
        const auto& wanted = alternative ? other : keys;
        const Node* first = node_.find(wanted[0]);
        const Node* second = node_.find(wanted[1]);
        if (!node_.is_map() || node_.entries.size() != 2 || first == nullptr || second == nullptr) {
            (void)fault(fmt::format("'{}' takes {}", form_.key, forms), "give exactly these two numbers");
            return std::nullopt;
        }
        // The place of a distribution may be a date, its width is in steps.
        const auto a = read_point(draft_, *first, points_);
        const auto b = read_point(draft_, *second, Points::numbers);
        if (!a || !b || !std::isfinite(*a) || !std::isfinite(*b)) {
            (void)fault(fmt::format("the numbers of '{}' must be finite numbers", form_.key),
                        fixed_number_hint(draft_, form_, a ? *second : *first,
                                          "an expression cannot stand within a distribution"));
            return std::nullopt;
        }
        return Two{*a, *b, alternative};
    }

    std::optional<Distribution> in_range(Distribution distribution) {
        if (has_mass(distribution, range_)) return distribution;
        draft_.diagnostics.error("out-of-range", node_.span,
                                 fmt::format("'{}' has no probability within the range {} to {}", form_.key, range_.low,
                                             range_.high),
                                 "a distribution is conditioned on its range");
        return std::nullopt;
    }

    std::optional<Distribution> uniform() {
        if (!node_.is_list() || node_.items.size() != 2)
            return fault("'uniform' takes [low, high]", "write say uniform: [0.2, 0.8]");
        const auto ends = numbers(node_, points_);
        if (!ends) return std::nullopt;
        if (!((*ends)[0] < (*ends)[1]))
            return fault("the low end of 'uniform' must be below its high end",
                         "turn them round; a sure value is a number");
        return in_range({Kind::uniform, *ends, {}});
    }

    std::optional<Distribution> normal() {
        const auto given = two({"mean", "sd"});
        if (!given) return std::nullopt;
        if (!(given->second > 0)) return fault("the sd of 'normal' must be above 0", "a sure value is a plain number");
        return in_range({Kind::normal, {given->first, given->second}, {}});
    }

    std::optional<Distribution> lognormal() {
        const auto given = two({"mean", "sd"}, {"median", "sigma"});
        if (!given) return std::nullopt;
        if (!(given->first > 0 && given->second > 0))
            return fault("the numbers of 'lognormal' must be above 0", k_positive);
        double mu = brink::log(given->first);
        double sigma = given->second;
        if (!given->alternative) {
            const double spread = given->second / given->first;
            const double variance = brink::log(1 + spread * spread);
            mu -= variance / 2;
            sigma = std::sqrt(variance);
        }
        return in_range({Kind::lognormal, {mu, sigma}, {}});
    }

    std::optional<Distribution> beta() {
        const auto given = two({"mean", "sd"}, {"a", "b"});
        if (!given) return std::nullopt;
        if (given->alternative) {
            if (!(given->first > 0 && given->second > 0)) return fault("a and b of 'beta' must be above 0", k_positive);
            return in_range({Kind::beta, {given->first, given->second}, {}});
        }
        const double mean = given->first;
        const double variance = given->second * given->second;
        if (!(mean > 0 && mean < 1))
            return fault("the mean of 'beta' must lie between 0 and 1", "a number on another scale needs another form");
        if (!(given->second > 0 && variance < mean * (1 - mean)))
            return fault(fmt::format("the sd of 'beta' must be above 0 and below {:.6g}, the most that mean {} allows",
                                     std::sqrt(mean * (1 - mean)), mean),
                         "give a smaller sd");
        const double strength = mean * (1 - mean) / variance - 1;
        return in_range({Kind::beta, {mean * strength, (1 - mean) * strength}, {}});
    }

    std::optional<Distribution> gamma() {
        const auto given = two({"mean", "sd"}, {"shape", "scale"});
        if (!given) return std::nullopt;
        if (!(given->first > 0 && given->second > 0))
            return fault("the numbers of 'gamma' must be above 0", k_positive);
        double shape = given->first;
        double scale = given->second;
        if (!given->alternative) {
            const double ratio = given->first / given->second;
            shape = ratio * ratio;
            scale = given->second * given->second / given->first;
        }
        return in_range({Kind::gamma, {shape, scale}, {}});
    }

    std::optional<Distribution> triangular() {
        if (!node_.is_list() || node_.items.size() != 3)
            return fault("'triangular' takes [low, mode, high]", "write say triangular: [0, 0.3, 1]");
        const auto ends = numbers(node_, points_);
        if (!ends) return std::nullopt;
        if (!std::is_sorted(ends->begin(), ends->end()) || ends->front() == ends->back())
            return fault("'triangular' must rise from low over mode to high",
                         "write the least likely ends around the mode");
        return in_range({Kind::triangular, *ends, {}});
    }

    std::optional<Distribution> choice() {
        const Node* list = node_.is_map() ? node_.find("values") : &node_;
        const Node* weights_node = node_.is_map() ? node_.find("weights") : nullptr;
        const bool map_fits = !node_.is_map() || (list != nullptr && weights_node != nullptr &&
                                                  node_.entries.size() == 2 && weights_node->is_list());
        if (!map_fits || list == nullptr || !list->is_list() || list->items.empty())
            return fault("'choice' takes [values] or {values: [...], weights: [...]}", "write say choice: [1, 2, 5]");
        const auto values = numbers(*list, points_);
        auto weights = std::optional(std::vector<double>(list->items.size(), 1.0));
        if (weights_node != nullptr) weights = numbers(*weights_node, Points::numbers);
        if (!values || !weights) return std::nullopt;
        if (weights->size() != values->size())
            return fault(fmt::format("'choice' has {} values and {} weights", values->size(), weights->size()),
                         "give each value one weight");
        if (std::any_of(weights->begin(), weights->end(), [](double w) { return !(w > 0); }))
            return fault("the weights of 'choice' must be above 0", "leave a value out that cannot occur");
        return conditioned(*values, *weights);
    }

    /// Values outside the range have no probability; the weights of the others sum to 1.
    std::optional<Distribution> conditioned(const std::vector<double>& values, const std::vector<double>& weights) {
        Distribution distribution{Kind::choice, {}, {}};
        double sum = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (values[i] < range_.low || values[i] > range_.high) continue;
            distribution.numbers.push_back(values[i]);
            distribution.weights.push_back(weights[i]);
            sum += weights[i];
        }
        for (double& weight : distribution.weights) weight /= sum;
        return in_range(std::move(distribution));
    }

    Draft& draft_;
    const Entry& form_;
    const Node& node_;
    Range range_;
    Points points_;
};

}  // namespace

bool is_distribution(std::string_view key) {
    const Key* row = find_key("quantity." + std::string(key));
    return row != nullptr && row->kind == KeyKind::distribution;
}

std::optional<Distribution> read_distribution(Draft& draft, const Entry& form, const Range& range, Points points) {
    for (const Form& known : k_forms)
        if (known.key == form.key) return Reader(draft, form, range, points).read(known.kind);
    return std::nullopt;
}

}  // namespace brink
