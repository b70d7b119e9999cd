#pragma once
// Keys that name pairs, `A -> B` and `A <-> B`, and how lines of two layers about one pair meet.

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "scenario/tree.h"

namespace brink {

/// `A -> B`, or with `both` `A <-> B`, the names then in byte order.
struct PairKey {
    std::string from;
    std::string to;
    bool both = false;

    [[nodiscard]] std::string text() const { return from + (both ? " <-> " : " -> ") + to; }
    [[nodiscard]] PairKey direction() const { return {from, to, false}; }
    [[nodiscard]] PairKey reverse() const { return {to, from, false}; }
    [[nodiscard]] PairKey mutual() const { return from <= to ? PairKey{from, to, true} : PairKey{to, from, true}; }
};

/// Absent if the key names no pair.
[[nodiscard]] std::optional<PairKey> parse_pair(std::string_view key);

/// Writes every pair key of the map in its one form. Two that come to be the same are a fault.
void normalise_pairs(Node& map, const Sources& sources, Diagnostics& diagnostics);

/// Prepares two maps of pairs for merging by key: a directed line over a mutual one splits that into its two
/// directions; a mutual line over directed ones splits itself, or, if it is one draw for both, displaces them.
void align_pairs(Node& lower, Node& upper);

}  // namespace brink
