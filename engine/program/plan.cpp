#include "program/plan.h"

#include <utility>

namespace brink {

void Plan::demand(Part part, const View& view) {
    for (const Ref& ref : view) {
        const GraphNode& node = graph_.node(ref.node);
        if (node.kind != GraphNode::Kind::instruction) continue;
        if (planned_.size() <= ref.node) planned_.resize(graph_.nodes().size(), false);
        if (planned_[ref.node]) continue;
        planned_[ref.node] = true;
        const Part home = node.fixed ? Part::begin : part;
        for (const View& operand : node.operands) demand(home, operand);
        PlannedInstruction instruction;
        instruction.op = node.op;
        instruction.rows = node.rows;
        instruction.node = ref.node;
        instruction.operands = node.operands;
        instruction.groups = node.groups;
        instruction.streams = node.streams;
        instruction.queries = node.queries;
        instruction.recalls = node.recalls;
        instruction.extra = node.extra;
        instruction.note = node.note;
        parts_[static_cast<std::size_t>(home)].push_back(std::move(instruction));
    }
}

void Plan::add(Part part, PlannedInstruction instruction) {
    for (const View& operand : instruction.operands) demand(part, operand);
    parts_[static_cast<std::size_t>(part)].push_back(std::move(instruction));
}

void Plan::pin(Part part, const View& view) {
    demand(part, view);
    for (const Ref& ref : view) pinned_.push_back(ref.node);
}

void Plan::keep_for_choice(const View& view) {
    demand(Part::prepare, view);
    for (const Ref& ref : view) chosen_from_.push_back(ref.node);
}

}  // namespace brink
