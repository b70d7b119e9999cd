// Which instructions become part of the one that reads their result: a + b * c, a - b * c, a * (b - c) and
// a + b * (c - a), the forms that equations of change are made of.

#include <algorithm>
#include <optional>
#include <utility>

#include "program/plan.h"

namespace brink {

namespace {

/// One part of a plan while instructions are fused.
class Fusion {
public:
    /// `uses` counts by node how often its rows are read, or kept, anywhere in the plan.
    Fusion(std::vector<PlannedInstruction>& part, const std::vector<std::uint32_t>& uses)
        : part_(part), uses_(uses), gone_(part.size(), false) {
        for (std::size_t i = 0; i < part.size(); ++i)
            if (part[i].node != k_nothing) place_of_.emplace(part[i].node, i);
    }

    void run() {
        for (std::size_t i = 0; i < part_.size(); ++i)
            if (part_[i].op == Op::add) make_approach(i);
        for (std::size_t i = 0; i < part_.size(); ++i) make_pair(i);
        std::size_t kept = 0;
        for (std::size_t i = 0; i < part_.size(); ++i) {
            if (gone_[i]) continue;
            if (kept != i) part_[kept] = std::move(part_[i]);
            ++kept;
        }
        part_.resize(kept);
    }

private:
    /// The instruction `op` that computes operand k of instruction i, row by row and for it alone. It was planned
    /// because i demanded it, so no state is written between the two.
    [[nodiscard]] std::optional<std::size_t> feeder(std::size_t i, std::size_t k, Op op) const {
        const View& view = part_[i].operands[k];
        const auto at = view.empty() ? place_of_.end() : place_of_.find(view.front().node);
        if (at == place_of_.end() || gone_[at->second] || part_[at->second].op != op) return std::nullopt;
        const std::uint32_t node = at->first;
        if (part_[at->second].rows != view.size() || uses_[node] != view.size()) return std::nullopt;
        for (std::uint32_t r = 0; r < view.size(); ++r)
            if (view[r] != Ref{node, r}) return std::nullopt;
        return at->second;
    }

    void replace(std::size_t i, Op op, View a, View b, View c) {
        part_[i].op = op;
        part_[i].operands = {std::move(a), std::move(b), std::move(c)};
    }

    /// add(x, multiply(b, subtract(c, x))), factors and terms in any order.
    void make_approach(std::size_t i) {
        for (const std::size_t k : {1u, 0u}) {
            const std::optional<std::size_t> product = feeder(i, k, Op::multiply);
            if (!product) continue;
            for (const std::size_t factor : {1u, 0u}) {
                const std::optional<std::size_t> difference = feeder(*product, factor, Op::subtract);
                const View& x = part_[i].operands[1 - k];
                if (!difference || part_[*difference].operands[1] != x) continue;
                gone_[*product] = gone_[*difference] = true;
                return replace(i, Op::approach, x, part_[*product].operands[1 - factor],
                               part_[*difference].operands[0]);
            }
        }
    }

    void make_pair(std::size_t i) {
        if (gone_[i]) return;
        const Op op = part_[i].op;
        const Op inner = op == Op::multiply ? Op::subtract : Op::multiply;
        if (op != Op::add && op != Op::subtract && op != Op::multiply) return;
        for (const std::size_t k : {1u, 0u}) {
            if (k == 0 && op == Op::subtract) return;  // b * c - a has no form of its own
            const std::optional<std::size_t> fed = feeder(i, k, inner);
            if (!fed) continue;
            gone_[*fed] = true;
            const Op fused = op == Op::multiply ? Op::multiply_difference
                             : op == Op::add    ? Op::multiply_add
                                                : Op::multiply_subtract;
            return replace(i, fused, part_[i].operands[1 - k], part_[*fed].operands[0], part_[*fed].operands[1]);
        }
    }

    std::vector<PlannedInstruction>& part_;
    const std::vector<std::uint32_t>& uses_;
    std::vector<bool> gone_;
    std::map<std::uint32_t, std::size_t> place_of_;  // by node
};

}  // namespace

void Plan::fuse() {
    std::vector<std::uint32_t> uses(graph_.nodes().size(), 0);
    for (const std::vector<PlannedInstruction>& part : parts_)
        for (const PlannedInstruction& planned : part)
            for (const View& operand : planned.operands)
                for (const Ref& ref : operand) ++uses[ref.node];
    for (const std::vector<std::uint32_t>* kept : {&pinned_, &chosen_from_})
        for (const std::uint32_t node : *kept) ++uses[node];
    for (std::vector<PlannedInstruction>& part : parts_) Fusion(part, uses).run();
}

}  // namespace brink
