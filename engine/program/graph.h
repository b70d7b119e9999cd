#pragma once
// The values of a program while it is compiled: a graph of nodes with rows, before any column exists.
//
// A View lists, for each row of what is computed, one row of one node. Folding and sharing work row by row: a row
// whose operands are constants becomes a constant, a row that was computed before is found again. So shapes need no
// rules of their own: an expression over (self, target) that reads only self has one row an actor.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "program/program.h"

namespace brink {

/// One row of one node.
struct Ref {
    std::uint32_t node = 0;
    std::uint32_t row = 0;
    friend auto operator<=>(const Ref&, const Ref&) = default;
};
using View = std::vector<Ref>;

/// Which choices a `taken` row looks at; ranges of options are known only once the options are laid out.
struct ChoiceQuery {
    std::uint32_t actor = 0;
    std::uint32_t action = 0;          // k_nothing: holding
    std::uint32_t target = k_nothing;  // k_nothing: whatever target
    std::uint32_t track = 0;
    friend auto operator<=>(const ChoiceQuery&, const ChoiceQuery&) = default;
};

/// A value of an earlier state: what a ring keeps of it. Rings are laid out once all readings are known.
struct Recall {
    std::uint32_t ring = 0;
    std::uint32_t steps = 0;
    friend auto operator<=>(const Recall&, const Recall&) = default;
};

struct GraphNode {
    enum class Kind : std::uint8_t { constant, source, instruction };
    Kind kind = Kind::constant;
    Op op = Op::copy;
    bool fixed = true;          // the same throughout a trajectory: computed in begin
    double value = 0;           // constant
    Column column = k_nothing;  // source: its first column
    std::uint32_t rows = 1;
    std::array<View, 3> operands;        // instruction: (rows) each; reductions: operand 0 over all groups' rows
    std::vector<std::uint32_t> groups;   // reductions: (rows + 1) bounds within operand 0
    std::vector<std::uint64_t> streams;  // draws: (rows)
    std::vector<ChoiceQuery> queries;    // taken: (rows)
    std::vector<Recall> recalls;         // recall: (rows)
    std::uint32_t extra = k_nothing;     // confine: the column that counts; lookup and the like: the grid
    Range range;                         // source: bounds of what is kept there
    InstructionNote note;
};

class Graph {
public:
    /// `program` holds the grids that nodes read; it must outlive the graph.
    Graph(bool keep_everything, const Program& program) : keep_everything_(keep_everything), program_(program) {}

    [[nodiscard]] const std::vector<GraphNode>& nodes() const { return nodes_; }
    [[nodiscard]] const Program& program() const { return program_; }
    [[nodiscard]] const GraphNode& node(std::uint32_t n) const { return nodes_[n]; }
    /// Text and place noted with the nodes made from now on.
    void set_note(InstructionNote note) { note_ = std::move(note); }

    [[nodiscard]] Ref constant(double value);
    /// Rows of columns that exist whatever is computed: variables, parameters, flags.
    [[nodiscard]] std::uint32_t source(Column column, std::uint32_t rows, bool fixed);
    [[nodiscard]] bool is_constant(Ref ref, double& value) const;

    /// An element-by-element operation; views of equal size, as many as the operation has operands. `grid`: which
    /// grid it reads, if it reads one.
    [[nodiscard]] View apply(Op op, const std::vector<const View*>& operands, std::uint32_t grid = k_nothing);
    [[nodiscard]] View apply(Op op, const View& a) { return apply(op, std::vector<const View*>{&a}); }
    [[nodiscard]] View apply(Op op, const View& a, const View& b) {
        return apply(op, std::vector<const View*>{&a, &b});
    }
    [[nodiscard]] View apply(Op op, const View& a, const View& b, const View& c) {
        return apply(op, std::vector<const View*>{&a, &b, &c});
    }
    /// A reduction of `items` by groups of rows; `bounds` has one number more than there are groups.
    [[nodiscard]] View reduce(Op op, const View& items, const std::vector<std::uint32_t>& bounds);
    /// A draw: never shared, one stream a row.
    [[nodiscard]] View draw(Op op, const std::vector<const View*>& operands, std::vector<std::uint64_t> streams);
    /// `values` brought into the range, by Op::confine or confine_whole; never shared nor computed ahead.
    [[nodiscard]] View confine(Op op, const View& values, const Range& range, Column count);
    /// The node, whose operands are the same throughout a trajectory, is computed, and counts, once as one begins.
    void compute_once(std::uint32_t node) { nodes_[node].fixed = true; }
    /// Says that a source keeps within the range.
    void set_range(std::uint32_t node, const Range& range) { nodes_[node].range = range; }
    /// Looks at the latest choices, before (0) or after (1) the decisions of the step.
    [[nodiscard]] View taken(const std::vector<ChoiceQuery>& queries, int version);
    /// load_step, load_date or load_series (of a grid); `version` parts readings that must not be shared.
    [[nodiscard]] Ref clock(Op op, int version, std::uint32_t grid = k_nothing);
    /// What rings keep of earlier states; `version` as for clock.
    [[nodiscard]] View recall(const std::vector<Recall>& recalls, int version);
    /// A node of its own that holds the same values: for what is read after its source was overwritten.
    [[nodiscard]] View copied(const View& view);

private:
    using Key = std::tuple<Op, std::array<Ref, 3>, std::uint32_t>;
    struct KeyHash {
        std::size_t operator()(const Key& key) const;
    };
    [[nodiscard]] bool simplify(Op op, const std::array<Ref, 3>& row, std::uint32_t grid, Ref& out);
    [[nodiscard]] bool is_truth(Ref ref) const;  // known to be 0 or 1
    [[nodiscard]] bool all_fixed(const View& view) const;

    bool keep_everything_ = false;
    const Program& program_;
    std::vector<GraphNode> nodes_;
    InstructionNote note_;
    std::unordered_map<std::uint64_t, std::uint32_t> constants_;  // bits -> node
    std::unordered_map<Key, Ref, KeyHash> rows_;
    std::map<std::pair<Op, std::vector<Ref>>, Ref> reductions_;
    std::map<std::pair<ChoiceQuery, int>, Ref> queries_;
    std::map<std::tuple<Op, int, std::uint32_t>, Ref> clocks_;
    std::map<std::pair<Recall, int>, Ref> recalls_;
};

/// What an operation gives for constants: the bits that its kernel would give. False where it is not folded.
[[nodiscard]] bool fold(Op op, double a, double b, double c, double& out);
/// What an operation reads from a grid for constants.
[[nodiscard]] double fold_grid(Op op, const Program& program, std::uint32_t grid, double a, double b);

}  // namespace brink
