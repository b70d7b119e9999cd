#pragma once
// Bounds that a value cannot leave, as far as its operations alone show: they spare the checks of numbers that are
// always legal.

#include <map>

#include "model/model.h"
#include "program/graph.h"

namespace brink {

class Bounds {
public:
    explicit Bounds(const Graph& graph) : graph_(graph) {}

    /// An interval that holds the value whenever it is a number.
    [[nodiscard]] Range of(Ref ref);

private:
    [[nodiscard]] Range computed(const GraphNode& node, std::uint32_t row);
    [[nodiscard]] Range of_grid(const Grid& grid, bool curve) const;
    [[nodiscard]] Range unary(Op op, const Range& a) const;

    const Graph& graph_;
    std::map<Ref, Range> known_;
};

}  // namespace brink
