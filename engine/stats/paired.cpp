#include "stats/paired.h"

#include <cassert>

namespace brink {

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
            }
            continue;
        }
        for (std::size_t lane = 0; lane < n_lanes; ++lane) {
            const bool a = first.outcomes.happened(pair.first_index, lane);
            const bool b = second.outcomes.happened(pair.second_index, lane);
            pair.both += a && b;
            pair.only_first += a && !b;
            pair.only_second += b && !a;
        }
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
    }
    merge(summary.partings, other.partings);
}

}  // namespace brink
