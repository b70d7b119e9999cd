#include "stats/paired.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <iterator>

namespace brink {

namespace {

/// One trajectory of a `when` outcome: the states that first met it, -1 for none.
void add_firsts(PairedOutcome& pair, std::uint64_t trajectory, std::int32_t a, std::int32_t b) {
    pair.both += a >= 0 && b >= 0;
    pair.only_first += a >= 0 && b < 0;
    pair.only_second += b >= 0 && a < 0;
    if (a == b) {
        pair.same_state += a >= 0;
        return;
    }
    const bool first_leads = a >= 0 && (b < 0 || a < b);
    OneSided& side = first_leads ? pair.in_first : pair.in_second;
    const auto n_states = static_cast<std::int32_t>(side.ahead.size());
    const std::int32_t from = first_leads ? a : b, to = first_leads ? b : a;
    if (from < n_states) ++side.ahead[static_cast<std::size_t>(from)];
    if (to >= 0 && to < n_states) --side.ahead[static_cast<std::size_t>(to)];
    if (to >= 0) return;
    ++side.alone[static_cast<std::size_t>(from)];
    // Lanes come in any order of blocks on a worker, ascending within each.
    const auto at = std::lower_bound(side.examples.begin(), side.examples.end(), trajectory);
    if (at == side.examples.end() && side.examples.size() == k_paired_examples) return;
    side.examples.insert(at, trajectory);
    if (side.examples.size() > k_paired_examples) side.examples.pop_back();
}

void merge(OneSided& to, const OneSided& from) {
    for (std::size_t s = 0; s < to.ahead.size(); ++s) to.ahead[s] += from.ahead[s];
    for (std::size_t s = 0; s < to.alone.size(); ++s) to.alone[s] += from.alone[s];
    std::vector<std::uint64_t> lowest;
    std::merge(to.examples.begin(), to.examples.end(), from.examples.begin(), from.examples.end(),
               std::back_inserter(lowest));
    if (lowest.size() > k_paired_examples) lowest.resize(k_paired_examples);
    to.examples = std::move(lowest);
}

}  // namespace

void FarthestApart::add(std::uint64_t other, double apart) {
    if (!std::isfinite(apart) || apart == 0) return;
    const double more = std::abs(apart) - std::abs(difference);
    if (more > 0 || (more == 0 && other < trajectory)) *this = {other, apart};
}

PairedSummary::PairedSummary(const Program& first, const Program& second) : partings(first, second) {
    std::size_t n_first[2] = {0, 0};  // outcomes of each kind so far
    for (const OutcomeSource& a : first.outcomes) {
        const std::size_t first_index = n_first[a.kind == Outcome::Kind::when]++;
        std::size_t n_second[2] = {0, 0};
        for (const OutcomeSource& b : second.outcomes) {
            const std::size_t second_index = n_second[b.kind == Outcome::Kind::when]++;
            if (a.name != b.name || a.kind != b.kind) continue;
            if (a.given != k_nothing || b.given != k_nothing) continue;  // shares of different trajectories
            PairedOutcome pair;
            pair.name = a.name;
            pair.kind = a.kind;
            pair.first_index = first_index;
            pair.second_index = second_index;
            pair.first_column = a.column;
            pair.second_column = b.column;
            if (a.kind == Outcome::Kind::when) {
                const auto n_first_states = static_cast<std::size_t>(first.steps) + 1;
                const auto n_second_states = static_cast<std::size_t>(second.steps) + 1;
                pair.in_first.alone.assign(n_first_states, 0);
                pair.in_second.alone.assign(n_second_states, 0);
                pair.in_first.ahead.assign(std::min(n_first_states, n_second_states), 0);
                pair.in_second.ahead = pair.in_first.ahead;
            }
            outcomes.push_back(std::move(pair));
        }
    }
}

void add(PairedSummary& summary, const PairedSide& first, const PairedSide& second) {
    assert(first.block.n_lanes() == second.block.n_lanes() && "pairs are of the same trajectories");
    const std::size_t n_lanes = first.block.n_lanes();
    for (PairedOutcome& pair : summary.outcomes) {
        pair.n += static_cast<std::int64_t>(n_lanes);
        if (pair.kind == Outcome::Kind::measure) {
            const double* a = first.block.column(pair.first_column);
            const double* b = second.block.column(pair.second_column);
            for (std::size_t lane = 0; lane < n_lanes; ++lane) {
                add(pair.difference, a[lane] - b[lane], quanta_per_unit({}));
                add(pair.first, a[lane], quanta_per_unit({}));
                add(pair.second, b[lane], quanta_per_unit({}));
                pair.only_first += a[lane] > b[lane];
                pair.only_second += a[lane] < b[lane];
                pair.farthest.add(first.block.luck[lane], a[lane] - b[lane]);
            }
            continue;
        }
        for (std::size_t lane = 0; lane < n_lanes; ++lane)
            add_firsts(pair, first.block.luck[lane], first.outcomes.first_state(pair.first_index, lane),
                       second.outcomes.first_state(pair.second_index, lane));
    }
}

void merge(PairedSummary& summary, const PairedSummary& other) {
    for (std::size_t i = 0; i < summary.outcomes.size(); ++i) {
        PairedOutcome& to = summary.outcomes[i];
        const PairedOutcome& from = other.outcomes[i];
        to.n += from.n;
        to.both += from.both;
        to.only_first += from.only_first;
        to.only_second += from.only_second;
        merge(to.difference, from.difference);
        merge(to.first, from.first);
        merge(to.second, from.second);
        to.farthest.add(from.farthest.trajectory, from.farthest.difference);
        merge(to.in_first, from.in_first);
        merge(to.in_second, from.in_second);
        to.same_state += from.same_state;
    }
    merge(summary.partings, other.partings);
}

}  // namespace brink
