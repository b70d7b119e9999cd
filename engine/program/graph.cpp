#include "program/graph.h"

#include <bit>
#include <cassert>

#include "base/hash.h"

namespace brink {

namespace {

constexpr Ref k_no_ref{k_nothing, 0};

std::array<Ref, 3> row_of(const std::vector<const View*>& operands, std::size_t r) {
    std::array<Ref, 3> row{k_no_ref, k_no_ref, k_no_ref};
    for (std::size_t k = 0; k < operands.size(); ++k) row[k] = (*operands[k])[r];
    return row;
}

}  // namespace

std::size_t Graph::KeyHash::operator()(const Key& key) const {
    std::uint64_t h = static_cast<std::uint64_t>(std::get<0>(key));
    h = hash64(h, std::get<2>(key));
    for (const Ref& ref : std::get<1>(key)) h = hash64(h, static_cast<std::uint64_t>(ref.node) << 32 | ref.row);
    return static_cast<std::size_t>(h);
}

Ref Graph::constant(double value) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    const auto [at, fresh] = constants_.try_emplace(bits, static_cast<std::uint32_t>(nodes_.size()));
    if (fresh) {
        GraphNode node;
        node.kind = GraphNode::Kind::constant;
        node.value = value;
        nodes_.push_back(std::move(node));
    }
    return {at->second, 0};
}

std::uint32_t Graph::source(Column column, std::uint32_t rows, bool fixed) {
    // Callers part the versions of a variable by asking once a version; the node is theirs to keep.
    GraphNode node;
    node.kind = GraphNode::Kind::source;
    node.column = column;
    node.rows = rows;
    node.fixed = fixed;
    nodes_.push_back(std::move(node));
    return static_cast<std::uint32_t>(nodes_.size() - 1);
}

bool Graph::is_constant(Ref ref, double& value) const {
    if (nodes_[ref.node].kind != GraphNode::Kind::constant) return false;
    value = nodes_[ref.node].value;
    return true;
}

bool Graph::is_truth(Ref ref) const {
    const GraphNode& node = nodes_[ref.node];
    if (node.kind == GraphNode::Kind::constant) return node.value == 0 || node.value == 1;
    return node.kind == GraphNode::Kind::instruction && op_gives_truth(node.op);
}

bool Graph::all_fixed(const View& view) const {
    for (const Ref& ref : view)
        if (!nodes_[ref.node].fixed) return false;
    return true;
}

// Only what is exact in every case: constants folded, a truth joined with a constant one, a known branch.
bool Graph::simplify(Op op, const std::array<Ref, 3>& row, std::uint32_t grid, Ref& out) {
    if (keep_everything_) return false;
    std::array<double, 3> value{};
    std::array<bool, 3> known{};
    const std::size_t n = info(op).operands;
    bool all = true;
    for (std::size_t k = 0; k < n; ++k) all = (known[k] = is_constant(row[k], value[k])) && all;
    double folded = 0;
    if (all && grid != k_nothing) return out = constant(fold_grid(op, program_, grid, value[0], value[1])), true;
    if (all && fold(op, value[0], value[1], value[2], folded)) return out = constant(folded), true;
    if (op == Op::select && known[0]) return out = value[0] != 0 ? row[1] : row[2], true;
    if (op == Op::logical_and || op == Op::logical_or) {
        const bool is_and = op == Op::logical_and;
        for (std::size_t k = 0; k < 2; ++k) {
            if (!known[k]) continue;
            const bool decides = (value[k] != 0) != is_and;  // false for and, true for or
            if (decides) return out = constant(is_and ? 0 : 1), true;
            if (is_truth(row[1 - k])) return out = row[1 - k], true;
        }
    }
    return false;
}

View Graph::apply(Op op, const std::vector<const View*>& operands, std::uint32_t grid) {
    assert(operands.size() == info(op).operands && "an operation takes its own number of operands");
    const std::size_t n = operands[0]->size();
    View result(n);
    GraphNode node;
    node.kind = GraphNode::Kind::instruction;
    node.op = op;
    node.rows = 0;
    node.extra = grid;
    node.note = note_;
    for (std::size_t r = 0; r < n; ++r) {
        const std::array<Ref, 3> row = row_of(operands, r);
        if (simplify(op, row, grid, result[r])) continue;
        // Constants may be added by simplify: the new node's index is fixed only after the last row.
        Ref here{k_nothing, node.rows};
        if (!keep_everything_) {
            const auto [at, fresh] = rows_.try_emplace(Key{op, row, grid}, here);
            if (!fresh) {
                result[r] = at->second;
                continue;
            }
        }
        for (std::size_t k = 0; k < operands.size(); ++k) node.operands[k].push_back(row[k]);
        result[r] = here;
        ++node.rows;
    }
    if (node.rows == 0) return result;
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    node.fixed = true;
    for (const View& operand : node.operands) node.fixed = node.fixed && all_fixed(operand);
    for (Ref& ref : result)
        if (ref.node == k_nothing) ref.node = index;
    if (!keep_everything_) {
        for (std::uint32_t r = 0; r < node.rows; ++r) {
            std::array<Ref, 3> row{k_no_ref, k_no_ref, k_no_ref};
            for (std::size_t k = 0; k < operands.size(); ++k) row[k] = node.operands[k][r];
            rows_[Key{op, row, grid}] = {index, r};
        }
    }
    nodes_.push_back(std::move(node));
    return result;
}

View Graph::reduce(Op op, const View& items, const std::vector<std::uint32_t>& bounds) {
    const std::size_t n = bounds.size() - 1;
    View result(n);
    GraphNode node;
    node.kind = GraphNode::Kind::instruction;
    node.op = op;
    node.rows = 0;
    node.groups = {0};
    node.note = note_;
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    for (std::size_t r = 0; r < n; ++r) {
        std::vector<Ref> group(items.begin() + bounds[r], items.begin() + bounds[r + 1]);
        if (!keep_everything_) {
            const auto [at, fresh] = reductions_.try_emplace({op, group}, Ref{index, node.rows});
            if (!fresh) {
                result[r] = at->second;
                continue;
            }
        }
        node.operands[0].insert(node.operands[0].end(), group.begin(), group.end());
        node.groups.push_back(static_cast<std::uint32_t>(node.operands[0].size()));
        result[r] = {index, node.rows++};
    }
    if (node.rows == 0) return result;
    node.fixed = all_fixed(node.operands[0]);
    nodes_.push_back(std::move(node));
    return result;
}

View Graph::draw(Op op, const std::vector<const View*>& operands, std::vector<std::uint64_t> streams) {
    GraphNode node;
    node.kind = GraphNode::Kind::instruction;
    node.op = op;
    node.rows = static_cast<std::uint32_t>(streams.size());
    for (std::size_t k = 0; k < operands.size(); ++k) node.operands[k] = *operands[k];
    node.streams = std::move(streams);
    node.fixed = false;
    node.note = note_;
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    View result(node.rows);
    for (std::uint32_t r = 0; r < node.rows; ++r) result[r] = {index, r};
    nodes_.push_back(std::move(node));
    return result;
}

View Graph::confine(Op op, const View& values, const Range& range, Column count) {
    GraphNode node;
    node.kind = GraphNode::Kind::instruction;
    node.op = op;
    node.rows = static_cast<std::uint32_t>(values.size());
    node.operands[0] = values;
    node.operands[1] = View(values.size(), constant(range.low));
    node.operands[2] = View(values.size(), constant(range.high));
    node.extra = count;
    node.range = range;
    node.fixed = false;
    node.note = note_;
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    nodes_.push_back(std::move(node));
    View result(values.size());
    for (std::uint32_t r = 0; r < values.size(); ++r) result[r] = {index, r};
    return result;
}

View Graph::taken(const std::vector<ChoiceQuery>& queries, int version) {
    View result(queries.size());
    GraphNode node;
    node.kind = GraphNode::Kind::instruction;
    node.op = Op::taken;
    node.rows = 0;
    node.fixed = false;
    node.note = note_;
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    for (std::size_t r = 0; r < queries.size(); ++r) {
        const auto [at, fresh] = queries_.try_emplace({queries[r], version}, Ref{index, node.rows});
        result[r] = at->second;
        if (!fresh) continue;
        node.queries.push_back(queries[r]);
        ++node.rows;
    }
    if (node.rows > 0) nodes_.push_back(std::move(node));
    return result;
}

View Graph::recall(const std::vector<Recall>& recalls, int version) {
    View result(recalls.size());
    GraphNode node;
    node.kind = GraphNode::Kind::instruction;
    node.op = Op::recall;
    node.rows = 0;
    node.fixed = false;
    node.note = note_;
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    for (std::size_t r = 0; r < recalls.size(); ++r) {
        const auto [at, fresh] = recalls_.try_emplace({recalls[r], version}, Ref{index, node.rows});
        result[r] = at->second;
        if (!fresh) continue;
        node.recalls.push_back(recalls[r]);
        ++node.rows;
    }
    if (node.rows > 0) nodes_.push_back(std::move(node));
    return result;
}

Ref Graph::clock(Op op, int version, std::uint32_t grid) {
    const auto [at, fresh] = clocks_.try_emplace({op, version, grid},
                                                 Ref{static_cast<std::uint32_t>(nodes_.size()), 0});
    if (fresh) {
        GraphNode node;
        node.kind = GraphNode::Kind::instruction;
        node.op = op;
        node.extra = grid;
        node.fixed = false;
        node.note = note_;
        nodes_.push_back(std::move(node));
    }
    return at->second;
}

View Graph::copied(const View& view) {
    GraphNode node;
    node.kind = GraphNode::Kind::instruction;
    node.op = Op::copy;
    node.rows = static_cast<std::uint32_t>(view.size());
    node.operands[0] = view;
    node.fixed = false;
    node.note = note_;
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    View result(view.size());
    for (std::uint32_t r = 0; r < node.rows; ++r) result[r] = {index, r};
    nodes_.push_back(std::move(node));
    return result;
}

}  // namespace brink
