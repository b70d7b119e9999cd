#include "model/correlate.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/probability.h"

namespace brink {
namespace {

/// A pivot below this is as good as none: the last bits of the matrix decide its sign.
constexpr double k_least_pivot = 1e-10;

/// The parameter that stands for all that are linked to p. The way is halved as it is walked, so that none grows long.
ParameterId root_of(std::map<ParameterId, ParameterId>& above, ParameterId p) {
    while (above.at(p) != p) p = above[p] = above.at(above.at(p));
    return p;
}

using Given = std::map<std::pair<ParameterId, ParameterId>, double>;  // normal correlations

std::optional<std::vector<double>> factor_of(const std::vector<ParameterId>& members, const Given& given) {
    std::vector<double> factor;
    const auto at = [&](std::size_t i, std::size_t j) -> double& { return factor[i * (i + 1) / 2 + j]; };
    for (std::size_t i = 0; i < members.size(); ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            const auto one = given.find({members[j], members[i]});
            double x = i == j ? 1 : one != given.end() ? one->second : 0;
            for (std::size_t k = 0; k < j; ++k) x -= at(i, k) * at(j, k);
            if (i == j && !(x > k_least_pivot)) return std::nullopt;
            factor.push_back(i == j ? std::sqrt(x) : x / at(j, j));
        }
    return factor;
}

}  // namespace

std::vector<std::vector<ParameterId>> linked_parameters(const std::vector<Correlation>& correlations) {
    std::map<ParameterId, ParameterId> above;
    for (const Correlation& c : correlations) {
        above.emplace(c.a, c.a);
        above.emplace(c.b, c.b);
    }
    for (const Correlation& c : correlations) {
        const ParameterId a = root_of(above, c.a), b = root_of(above, c.b);
        above[std::max(a, b)] = std::min(a, b);
    }
    std::map<ParameterId, std::vector<ParameterId>> groups;
    for (const auto& [p, up] : above) groups[root_of(above, p)].push_back(p);
    std::vector<std::vector<ParameterId>> lists;
    for (auto& [root, members] : groups) lists.push_back(std::move(members));
    return lists;
}

std::vector<CorrelatedParameters> correlated_parameters(const std::vector<Correlation>& correlations) {
    Given given;
    for (const Correlation& c : correlations) given[{c.a, c.b}] = normal_correlation(c.rank);
    std::vector<CorrelatedParameters> groups;
    for (std::vector<ParameterId>& members : linked_parameters(correlations)) {
        auto factor = factor_of(members, given);
        groups.push_back({std::move(members), std::move(factor)});
    }
    return groups;
}

}  // namespace brink
