#pragma once
// What a program will do, in order, before columns are given out; and the giving out.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "program/graph.h"
#include "program/option_places.h"
#include "program/program.h"

namespace brink {

/// The sections of a Program, in the order in which they first run.
enum class Part : std::uint8_t { begin, record, measure, prepare, commit };
inline constexpr std::size_t k_parts = 5;

struct PlannedInstruction {
    Op op = Op::copy;
    std::uint32_t rows = 1;
    std::uint32_t node = k_nothing;      // the graph node that it computes, or nothing: it writes state
    Column destination = k_nothing;      // of what writes state
    std::vector<Column> places;          // effects: (rows)
    std::array<View, 3> operands;        // empty where there is none
    std::vector<std::uint32_t> groups;   // reductions
    std::vector<std::uint64_t> streams;  // draws
    std::vector<ChoiceQuery> queries;    // taken, remember, gates of effects
    std::vector<Recall> recalls;         // keep, recall
    std::uint32_t extra = k_nothing;     // impose: the option; confine: the column that counts; the grid
    InstructionNote note;
};

/// Lists of instructions by part. A node is computed in the part in which it is first demanded (in begin if it is
/// fixed); parts must be filled in this order: begin, record, prepare, commit, measure.
class Plan {
public:
    explicit Plan(const Graph& graph) : graph_(graph) {}

    /// Sees to it that the rows of the view are computed by the end of what is planned for the part so far.
    void demand(Part part, const View& view);
    /// Demands the operands, then appends the instruction.
    void add(Part part, PlannedInstruction instruction);
    /// Demands the view and keeps its columns for good: observers and the next step read them.
    void pin(Part part, const View& view);
    /// Demands the view and keeps its columns until the decisions are made.
    void keep_for_choice(const View& view);
    /// Makes one instruction of what only passes a product or a difference on to the next: less is written and read
    /// again, every operation is still rounded. Last of all.
    void fuse();

    [[nodiscard]] const std::vector<PlannedInstruction>& part(Part p) const {
        return parts_[static_cast<std::size_t>(p)];
    }
    [[nodiscard]] const std::vector<std::uint32_t>& pinned() const { return pinned_; }
    [[nodiscard]] const std::vector<std::uint32_t>& chosen_from() const { return chosen_from_; }
    [[nodiscard]] const Graph& graph() const { return graph_; }

private:
    const Graph& graph_;
    std::array<std::vector<PlannedInstruction>, k_parts> parts_;
    std::vector<bool> planned_;
    std::vector<std::uint32_t> pinned_;
    std::vector<std::uint32_t> chosen_from_;
};

/// Where every node's rows stand, and the operands built from that.
class Placement {
public:
    /// Gives columns to all that the plan computes and appends its instructions to `program` (whose decisions and
    /// options are laid out already). Without `recycle` every value keeps a column of its own.
    Placement(const Plan& plan, Program& program, bool recycle);

    [[nodiscard]] Operand operand(const View& view);
    [[nodiscard]] Column column(Ref ref);

private:
    void place(const Plan& plan, bool recycle);
    void note_lives(const Plan& plan);
    void emit(const PlannedInstruction& planned);
    [[nodiscard]] std::uint32_t table(const std::vector<std::uint32_t>& numbers);
    [[nodiscard]] std::uint32_t ring_table(const std::vector<Recall>& recalls);
    [[nodiscard]] std::uint32_t choice_table(const std::vector<ChoiceQuery>& queries);
    void give_constants(const View& view);

    const Graph& graph_;
    Program& program_;
    OptionPlaces options_;
    std::vector<Column> columns_;        // first column by node; k_nothing: none
    std::vector<std::size_t> last_use_;  // position by node
    std::map<std::vector<std::uint32_t>, std::uint32_t> tables_;
};

/// Notes which runs of instructions may be run tile by tile (Instruction::chain).
void mark_chains(Program& program);

}  // namespace brink
