// Effects of actions: one line over all options that remain, gated by the choices.

#include "program/compilation.h"

namespace brink {

namespace {

ChoiceQuery gate_of(const Frame& frame, std::uint32_t action, std::uint32_t track) {
    return {frame[0].index, action, frame.size() > 1 ? frame[1].index : k_nothing, track};
}

struct RowRange {
    std::size_t begin = 0;
    std::size_t end = 0;
};

// Rows of one frame stand together, in order of frames.
std::vector<RowRange> rows_by_frame(const LoweredEffect& effect, std::size_t n_frames) {
    std::vector<RowRange> ranges(n_frames);
    std::size_t r = 0;
    for (std::size_t f = 0; f < n_frames; ++f) {
        ranges[f].begin = r;
        while (r < effect.rows.size() && effect.rows[r].precedence[0] == f) ++r;
        ranges[f].end = r;
    }
    return ranges;
}

bool same_rows(const LoweredEffect& effect, RowRange a, RowRange b) {
    if (a.end - a.begin != b.end - b.begin) return false;
    for (std::size_t k = 0; k < a.end - a.begin; ++k) {
        if (effect.rows[a.begin + k].place != effect.rows[b.begin + k].place) return false;
        if (effect.amounts[a.begin + k] != effect.amounts[b.begin + k]) return false;
        if (!effect.filter.empty() && effect.filter[a.begin + k] != effect.filter[b.begin + k]) return false;
    }
    return true;
}

// What an actor does alike whatever the target is done once, gated by the action: only one target is ever chosen.
LoweredEffect merge_targets(const LoweredEffect& effect, const Domain& frames) {
    LoweredEffect merged = effect;
    merged.rows.clear();
    merged.amounts.clear();
    merged.filter.clear();
    const std::vector<RowRange> ranges = rows_by_frame(effect, frames.size());
    for (std::size_t f = 0; f < frames.size();) {
        std::size_t last = f + 1;
        while (last < frames.size() && frames[last][0] == frames[f][0]) ++last;
        bool alike = true;
        for (std::size_t g = f + 1; g < last; ++g) alike = alike && same_rows(effect, ranges[f], ranges[g]);
        const std::size_t end = alike ? ranges[f].end : ranges[last - 1].end;
        for (std::size_t r = ranges[f].begin; r < end; ++r) {
            merged.rows.push_back(effect.rows[r]);
            if (alike) merged.rows.back().gate.target = k_nothing;
            merged.amounts.push_back(effect.amounts[r]);
            if (!effect.filter.empty()) merged.filter.push_back(effect.filter[r]);
        }
        f = last;
    }
    return merged;
}

}  // namespace

void lower_effects(Compilation& c) {
    for (std::uint32_t a = 0; a < c.model.actions.size(); ++a) {
        const Action& action = c.model.actions[a];
        const Domain& frames = c.action_frames[a];
        for (std::uint32_t line = 0; line < action.effects.size(); ++line) {
            const InstructionNote note{"action " + action.name + " effect " + std::to_string(line),
                                       action.effects[line].span};
            c.note(note.what, note.span);
            View gate;
            if (needs_gate(c, action.effects[line])) {
                std::vector<ChoiceQuery> queries;
                for (const Frame& frame : frames) queries.push_back(gate_of(frame, a, action.track.index));
                gate = c.graph.taken(queries, choices_version(Stage::effects));
            }
            LoweredEffect effect = lower_effect(c, action.effects[line], frames, gate, Stage::effects,
                                                "actions/" + action.name);
            effect.note = note;
            for (EffectRow& row : effect.rows) row.gate = gate_of(frames[row.precedence[0]], a, action.track.index);
            if (!c.keep_everything) effect = merge_targets(effect, frames);
            for (EffectRow& row : effect.rows) {  // highest rung, action, actor, binding, line
                // Of an actor's targets only one is ever chosen: the target parts nothing, and merged rows have none.
                row.precedence[0] = frames[row.precedence[0]][0].index;
                row.precedence.insert(row.precedence.begin(), {static_cast<std::uint32_t>(1'000'000 - action.rung), a});
                row.precedence.push_back(line);
            }
            c.action_effects.push_back(std::move(effect));
        }
    }
}

}  // namespace brink
