#include <algorithm>
#include <cassert>
#include <limits>

#include "program/plan.h"

namespace brink {

namespace {

constexpr std::size_t k_for_good = std::numeric_limits<std::size_t>::max();

/// Runs of free columns above `bottom`; first fit keeps what is in use together and low.
class FreeColumns {
public:
    explicit FreeColumns(Column bottom) : top_(bottom) {}

    [[nodiscard]] Column take(std::uint32_t n) {
        for (auto run = runs_.begin(); run != runs_.end(); ++run) {
            if (run->second < n) continue;
            const Column first = run->first;
            const std::uint32_t left = run->second - n;
            runs_.erase(run);
            if (left > 0) runs_.emplace(first + n, left);
            return first;
        }
        // A free run that ends at the top grows.
        if (!runs_.empty()) {
            const auto last = std::prev(runs_.end());
            if (last->first + last->second == top_) {
                const Column first = last->first;
                top_ = first + n;
                runs_.erase(last);
                return first;
            }
        }
        const Column first = top_;
        top_ += n;
        return first;
    }

    void give(Column first, std::uint32_t n) {
        auto [run, fresh] = runs_.emplace(first, n);
        assert(fresh && "columns are given back once");
        const auto next = std::next(run);
        if (next != runs_.end() && run->first + run->second == next->first) {
            run->second += next->second;
            runs_.erase(next);
        }
        if (run == runs_.begin()) return;
        const auto before = std::prev(run);
        if (before->first + before->second == run->first) {
            before->second += run->second;
            runs_.erase(run);
        }
    }

    [[nodiscard]] Column top() const { return top_; }

private:
    std::map<Column, std::uint32_t> runs_;
    Column top_;
};

// The order in which positions count: that in which the parts run within a cycle.
constexpr std::array k_order = {Part::begin, Part::record, Part::measure, Part::prepare, Part::commit};

}  // namespace

Placement::Placement(const Plan& plan, Program& program, bool recycle)
    : graph_(plan.graph()), program_(program), options_(program) {
    columns_.assign(graph_.nodes().size(), k_nothing);
    for (std::size_t n = 0; n < graph_.nodes().size(); ++n)
        if (graph_.node(static_cast<std::uint32_t>(n)).kind == GraphNode::Kind::source)
            columns_[n] = graph_.node(static_cast<std::uint32_t>(n)).column;
    note_lives(plan);
    place(plan, recycle);
    std::array<Section*, k_parts> sections = {&program_.begin, &program_.record, &program_.measure, &program_.prepare,
                                              &program_.commit};
    for (const Part part : k_order) {
        Section& section = *sections[static_cast<std::size_t>(part)];
        section.begin = static_cast<std::uint32_t>(program_.instructions.size());
        for (const PlannedInstruction& planned : plan.part(part)) emit(planned);
        section.end = static_cast<std::uint32_t>(program_.instructions.size());
    }
}

void Placement::note_lives(const Plan& plan) {
    last_use_.assign(graph_.nodes().size(), 0);
    std::vector<bool> begun(graph_.nodes().size(), false);
    std::size_t position = 0;
    for (const Part part : k_order) {
        for (const PlannedInstruction& planned : plan.part(part)) {
            if (planned.node != k_nothing) last_use_[planned.node] = std::max(last_use_[planned.node], position);
            if (planned.node != k_nothing && part == Part::begin) begun[planned.node] = true;
            for (const View& operand : planned.operands)
                for (const Ref& ref : operand) {
                    std::size_t& last = last_use_[ref.node];
                    last = begun[ref.node] && part != Part::begin ? k_for_good : std::max(last, position);
                }
            ++position;
        }
        if (part != Part::prepare) continue;
        // Decisions are made after the last instruction of prepare; position is now commit's first.
        for (const std::uint32_t node : plan.chosen_from())
            last_use_[node] = begun[node] ? k_for_good : std::max(last_use_[node], position);
    }
    for (const std::uint32_t node : plan.pinned()) last_use_[node] = k_for_good;
}

void Placement::give_constants(const View& view) {
    bool same = true;
    for (const Ref& ref : view) same = same && ref == view.front();
    if (same) return;  // an immediate, or no constant
    for (const Ref& ref : view) {
        double value = 0;
        if (columns_[ref.node] != k_nothing || !graph_.is_constant(ref, value)) continue;
        columns_[ref.node] = program_.n_columns++;
        program_.constants.push_back({columns_[ref.node], value});
    }
}

void Placement::place(const Plan& plan, bool recycle) {
    for (const Part part : k_order)
        for (const PlannedInstruction& planned : plan.part(part))
            for (const View& operand : planned.operands) give_constants(operand);
    for (const Part part : k_order)
        for (const PlannedInstruction& planned : plan.part(part)) {
            if (planned.node == k_nothing || (recycle && last_use_[planned.node] != k_for_good)) continue;
            columns_[planned.node] = program_.n_columns;
            program_.n_columns += planned.rows;
        }
    FreeColumns free(program_.n_columns);
    std::multimap<std::size_t, std::uint32_t> dying;
    std::size_t position = 0;
    for (const Part part : k_order)
        for (const PlannedInstruction& planned : plan.part(part)) {
            // A value dies after its last use: what is computed there may not overwrite it.
            while (!dying.empty() && dying.begin()->first < position) {
                const std::uint32_t node = dying.begin()->second;
                free.give(columns_[node], graph_.node(node).rows);
                dying.erase(dying.begin());
            }
            if (planned.node != k_nothing && columns_[planned.node] == k_nothing) {
                columns_[planned.node] = free.take(planned.rows);
                dying.emplace(last_use_[planned.node], planned.node);
            }
            ++position;
        }
    program_.n_columns = free.top();
}

Column Placement::column(Ref ref) {
    double value = 0;
    if (columns_[ref.node] == k_nothing && graph_.is_constant(ref, value)) {
        columns_[ref.node] = program_.n_columns++;
        program_.constants.push_back({columns_[ref.node], value});
    }
    assert(columns_[ref.node] != k_nothing && "only what was demanded has a column");
    return columns_[ref.node] + ref.row;
}

Operand Placement::operand(const View& view) {
    Operand operand;
    if (view.empty()) return operand;
    bool same = true;
    for (const Ref& ref : view) same = same && ref == view.front();
    if (same && graph_.is_constant(view.front(), operand.value)) {
        operand.kind = Operand::Kind::immediate;
        return operand;
    }
    if (same && view.size() > 1) {
        operand.kind = Operand::Kind::broadcast;
        operand.first = column(view.front());
        return operand;
    }
    std::vector<std::uint32_t> columns;
    for (const Ref& ref : view) columns.push_back(column(ref));
    bool run = true;
    for (std::size_t r = 0; r < columns.size(); ++r) run = run && columns[r] == columns[0] + r;
    operand.kind = run ? Operand::Kind::columns : Operand::Kind::table;
    operand.first = run ? columns[0] : table(columns);
    return operand;
}

std::uint32_t Placement::table(const std::vector<std::uint32_t>& numbers) {
    const auto [at, fresh] = tables_.try_emplace(numbers, static_cast<std::uint32_t>(program_.tables.size()));
    if (fresh) program_.tables.insert(program_.tables.end(), numbers.begin(), numbers.end());
    return at->second;
}

// For each look at choices: the decision's choice column and the range of options that answers it.
std::uint32_t Placement::choice_table(const std::vector<ChoiceQuery>& queries) {
    std::vector<std::uint32_t> numbers;
    for (const ChoiceQuery& query : queries) {
        std::array<std::uint32_t, 3> look{0, 0, 0};  // an empty range: never
        if (const Decision* decision = options_.decision(query.actor, query.track)) {
            const auto [first, last] = options_.options(*decision, query.action, query.target);
            look = {decision->choice, first, last};
        }
        numbers.insert(numbers.end(), look.begin(), look.end());
    }
    return table(numbers);
}

std::uint32_t Placement::ring_table(const std::vector<Recall>& recalls) {
    std::vector<std::uint32_t> numbers;
    for (const Recall& recall : recalls) {
        const HistoryRing& ring = program_.rings[recall.ring];
        numbers.insert(numbers.end(), {ring.first, ring.columns, recall.steps});
    }
    return table(numbers);
}

void Placement::emit(const PlannedInstruction& planned) {
    Instruction instruction;
    instruction.op = planned.op;
    instruction.rows = planned.rows;
    instruction.extra = planned.extra;
    instruction.destination = planned.node != k_nothing ? columns_[planned.node] : planned.destination;
    if (!planned.places.empty()) instruction.destination = table(planned.places);
    instruction.a = operand(planned.operands[0]);
    instruction.b = operand(planned.operands[1]);
    instruction.c = operand(planned.operands[2]);
    if (!planned.groups.empty()) instruction.extra = table(planned.groups);
    if (!planned.recalls.empty()) instruction.extra = ring_table(planned.recalls);
    if (!planned.queries.empty()) instruction.extra = choice_table(planned.queries);
    if (!planned.streams.empty()) {
        instruction.extra = static_cast<std::uint32_t>(program_.streams.size());
        program_.streams.insert(program_.streams.end(), planned.streams.begin(), planned.streams.end());
    }
    program_.instructions.push_back(instruction);
    program_.notes.push_back(planned.note);
}

}  // namespace brink
