#include "stats/tally.h"

#include <algorithm>

namespace brink {

void add(TrajectorySet& set, TrajectoryRange range) {
    if (range.first == range.end) return;
    const auto after = std::find_if(set.begin(), set.end(), [&](const auto& r) { return r.first >= range.end; });
    auto place = set.insert(after, range);
    if (const auto next = place + 1; next != set.end() && next->first == place->end) {
        place->end = next->end;
        place = set.erase(next) - 1;
    }
    if (place == set.begin()) return;
    if (const auto before = place - 1; before->end == place->first) {
        before->end = place->end;
        set.erase(place);
    }
}

bool overlap(const TrajectorySet& a, const TrajectorySet& b) {
    auto i = a.begin();
    auto j = b.begin();
    while (i != a.end() && j != b.end()) {
        if (i->first < j->end && j->first < i->end) return true;
        if (i->end <= j->first)
            ++i;
        else
            ++j;
    }
    return false;
}

void merge(TrajectorySet& set, const TrajectorySet& other) {
    TrajectorySet both(set.size() + other.size());
    std::merge(set.begin(), set.end(), other.begin(), other.end(), both.begin(),
               [](const auto& a, const auto& b) { return a.first < b.first; });
    set.clear();
    for (const TrajectoryRange& range : both) {
        if (!set.empty() && set.back().end == range.first)
            set.back().end = range.end;
        else
            set.push_back(range);
    }
}

std::uint64_t size(const TrajectorySet& set) {
    std::uint64_t n = 0;
    for (const TrajectoryRange& range : set) n += range.end - range.first;
    return n;
}

namespace {

bool higher(const Extreme& a, const Extreme& b) {
    return a.value != b.value ? a.value > b.value : a.trajectory < b.trajectory;
}

bool lower(const Extreme& a, const Extreme& b) {
    return a.value != b.value ? a.value < b.value : a.trajectory < b.trajectory;
}

/// Puts an entry that knows its ties into its place, if it has one.
template <class Before>
void keep(std::vector<Extreme>& list, const Extreme& entry, Before before) {
    if (list.size() == k_extremes && !before(entry, list.back())) return;
    if (list.size() == k_extremes) list.pop_back();
    list.insert(std::upper_bound(list.begin(), list.end(), entry, before), entry);
}

template <class Before>
void add_to(std::vector<Extreme>& list, Extreme entry, Before before) {
    for (Extreme& other : list)
        if (other.value == entry.value) entry.tied = ++other.tied;
    keep(list, entry, before);
}

std::uint64_t tied_at(const std::vector<Extreme>& list, double value) {
    for (const Extreme& entry : list)
        if (entry.value == value) return entry.tied;
    return 0;
}

template <class Before>
void merge_into(std::vector<Extreme>& list, std::vector<Extreme> other, Before before) {
    const std::vector<Extreme> own = list;
    for (Extreme& entry : list) entry.tied += tied_at(other, entry.value);
    for (Extreme& entry : other) entry.tied += tied_at(own, entry.value);
    for (const Extreme& entry : other) keep(list, entry, before);
}

}  // namespace

void add(ExtremeList& list, Extreme entry) {
    entry.value += 0.0;  // -0 becomes 0
    entry.tied = 1;
    add_to(list.highest, entry, higher);
    add_to(list.lowest, entry, lower);
}

void merge(ExtremeList& list, const ExtremeList& other) {
    merge_into(list.highest, other.highest, higher);
    merge_into(list.lowest, other.lowest, lower);
}

}  // namespace brink
