#include "reference/start.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/probability.h"
#include "lanes/draws.h"
#include "reference/events.h"

namespace brink::reference {

void clamp_all(Moment& moment) {
    for (std::size_t v = 0; v < moment.values.size(); ++v) {
        const Range& range = moment.model.variables[v].range;
        for (double& value : moment.values[v]) value = clamped(value, range.low, range.high);
    }
}

namespace {

bool reads_unknown(const Expression& expression, const std::vector<bool>& known) {
    if (expression.term == Term::parameter && !known[expression.item]) return true;
    return std::any_of(expression.operands.begin(), expression.operands.end(),
                       [&](const Expression& operand) { return reads_unknown(operand, known); });
}

/// All parameters that correlations link to the first, directly or through others; ascending.
std::vector<std::size_t> linked_to(std::size_t first, const std::vector<Correlation>& correlations) {
    std::set<std::size_t> linked{first};
    for (std::size_t size = 0; size != linked.size();) {
        size = linked.size();
        for (const Correlation& c : correlations)
            if (linked.count(c.a.index) + linked.count(c.b.index) > 0) linked.insert({c.a.index, c.b.index});
    }
    return {linked.begin(), linked.end()};
}

double normal_correlation_of(std::size_t a, std::size_t b, const std::vector<Correlation>& correlations) {
    for (const Correlation& c : correlations)
        if (c.a.index == std::min(a, b) && c.b.index == std::max(a, b)) return normal_correlation(c.rank);
    return a == b ? 1 : 0;
}

/// Moves the drawn parameters so that those linked to `first` are correlated; the first keeps its number.
void correlate(Moment& moment, std::size_t first) {
    const std::vector<Correlation>& correlations = moment.model.correlations;
    const std::vector<std::size_t> linked = linked_to(first, correlations);
    std::vector<std::vector<double>> root(linked.size(), std::vector<double>(linked.size()));
    std::vector<double> scores;
    for (std::size_t i = 0; i < linked.size(); ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double left = normal_correlation_of(linked[i], linked[j], correlations);
            for (std::size_t k = 0; k < j; ++k) left = left - root[i][k] * root[j][k];
            root[i][j] = i == j ? std::sqrt(left) : left / root[j][j];
        }
        const Quantity& value = moment.model.parameters[linked[i]].value;
        double& number = moment.parameters[linked[i]];
        scores.push_back(
            score_of(value.distribution, value.range, site_key(moment, value.site, {}), moment.row, number));
        double score = 0;
        for (std::size_t j = 0; j <= i; ++j) score = score + root[i][j] * scores[j];
        if (i > 0) number = number_of_score(value.distribution, value.range, score);
    }
}

}  // namespace

void set_parameters(Moment& moment) {
    const std::vector<Parameter>& parameters = moment.model.parameters;
    moment.parameters.assign(parameters.size(), 0);
    std::vector<bool> known(parameters.size(), false);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        known[i] = parameters[i].value.kind != Quantity::Kind::expression;
        if (known[i]) moment.parameters[i] = quantity_value(parameters[i].value, moment);
    }
    std::set<std::size_t> firsts;
    for (const Correlation& c : moment.model.correlations)
        firsts.insert(linked_to(c.a.index, moment.model.correlations).front());
    for (const std::size_t first : firsts) correlate(moment, first);
    for (std::size_t round = 0; round < parameters.size(); ++round) {
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            const Quantity& value = parameters[i].value;
            if (known[i] || (value.kind == Quantity::Kind::expression && reads_unknown(value.expression, known)))
                continue;
            moment.parameters[i] = quantity_value(value, moment);
            known[i] = true;
        }
    }
}

void set_initial_values(Moment& moment) {
    for (const Variable& variable : moment.model.variables) {
        moment.values.emplace_back();
        for (const Quantity& initial : variable.initial)
            moment.values.back().push_back(quantity_value(initial, moment));
    }
    clamp_all(moment);
}

}  // namespace brink::reference
