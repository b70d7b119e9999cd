#include "study/parting_kinds.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "stats/step_quantile.h"

namespace brink {

namespace {

PartingKind kind_of(std::vector<const ComparedParting*> steps) {
    std::sort(steps.begin(), steps.end(), [](const auto* a, const auto* b) { return a->step < b->step; });
    std::vector<std::int64_t> counts;
    PartingKind kind;
    for (const ComparedParting* parting : steps) {
        counts.push_back(parting->count);
        kind.count += parting->count;
    }
    kind.typical = steps[step_quantile(counts, k_median)];
    return kind;
}

}  // namespace

std::vector<PartingKind> kinds_of(const ComparedPartings& partings) {
    const auto key = [](const ComparedParting& p) { return std::tie(p.actor, p.track, p.reference, p.other); };
    std::map<decltype(key(partings.list.front())), std::vector<const ComparedParting*>> steps;
    for (const ComparedParting& parting : partings.list) steps[key(parting)].push_back(&parting);
    std::vector<PartingKind> kinds;
    for (auto& [of, its_steps] : steps) kinds.push_back(kind_of(std::move(its_steps)));
    std::stable_sort(kinds.begin(), kinds.end(),
                     [](const PartingKind& a, const PartingKind& b) { return a.count > b.count; });
    return kinds;
}

}  // namespace brink
