#pragma once
// Small mergeable collections: which trajectories have been counted, and which of them were the most extreme.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace brink {

/// Trajectories are claimed, hashed and kept in parts of this many, whatever the block width.
inline constexpr std::uint64_t k_part = 1024;

/// Trajectories first <= number < end.
struct TrajectoryRange {
    std::uint64_t first = 0;
    std::uint64_t end = 0;

    friend bool operator==(const TrajectoryRange&, const TrajectoryRange&) = default;
};

/// Disjoint ranges, ascending, neighbours joined.
using TrajectorySet = std::vector<TrajectoryRange>;

void add(TrajectorySet& set, TrajectoryRange range);
[[nodiscard]] bool overlap(const TrajectorySet& a, const TrajectorySet& b);
void merge(TrajectorySet& set, const TrajectorySet& other);  // precondition: !overlap(set, other)
[[nodiscard]] std::uint64_t size(const TrajectorySet& set);

/// How many trajectories are kept at either end.
inline constexpr std::size_t k_extremes = 5;

struct Extreme {
    double value = 0;  // never -0
    std::uint64_t trajectory = 0;
    std::uint64_t tied = 1;  // trajectories counted that have this very value, itself among them

    friend bool operator==(const Extreme&, const Extreme&) = default;
};

/// The most extreme trajectories by one measure, most extreme first, ties by number. What is tied is counted exactly:
/// a value is forgotten only when k_extremes others are more extreme, and then for good.
struct ExtremeList {
    std::vector<Extreme> highest;  // at most k_extremes
    std::vector<Extreme> lowest;

    friend bool operator==(const ExtremeList&, const ExtremeList&) = default;
};

void add(ExtremeList& list, Extreme entry);
void merge(ExtremeList& list, const ExtremeList& other);

/// Hash over the hashes of the trajectories of one part, in order.
struct PartDigest {
    std::uint64_t part = 0;
    std::uint64_t digest = 0;

    friend bool operator==(const PartDigest&, const PartDigest&) = default;
};

}  // namespace brink
