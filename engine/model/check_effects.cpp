// Effect lines, and the readings of a pair [x, x] that expressions cannot have.

#include <fmt/format.h>

#include "model/draft.h"

namespace brink {
namespace {

bool is_comprehension(Term term) { return term >= Term::sum && term <= Term::count; }

/// The innermost part of the expression that reads the pair, its comprehensions aside.
const Expression& culprit(const Expression& value, const std::vector<ActorId>& frame) {
    for (const Expression& operand : value.operands)
        if (!is_comprehension(value.term) && reads_diagonal(operand, frame)) return culprit(operand, frame);
    return value;
}

void check_fixed(Draft& draft, const Effect& effect) {
    const Variable& variable = draft.model.variables[effect.variable.index];
    if (variable.fixed)
        draft.diagnostics.error("fixed-variable", effect.span,
                                fmt::format("'{}' is fixed ({}): nothing may change it", variable.name,
                                            place_text(draft, variable.span)),
                                "take the effect out, or 'fixed: true' from the variable");
}

/// Reports a place that no frame and binding finds among the pairs that the variable keeps.
void check_pairs(Draft& draft, const Effect& effect, const std::vector<std::vector<ActorId>>& frames) {
    const Variable& variable = draft.model.variables[effect.variable.index];
    if (variable.pairs.empty() || !draft.complete) return;
    std::vector<const Expression*> bodies{&effect.value};
    if (effect.filter) bodies.push_back(&*effect.filter);
    std::optional<std::pair<ActorId, ActorId>> outside;
    for (const auto& frame : frames)
        for (const auto& bound : bindings(effect.binders, bodies, frame)) {
            std::vector<ActorId> whole = frame;
            whole.insert(whole.end(), bound.begin(), bound.end());
            const ActorId from = resolve(effect.actors[0], whole), to = resolve(effect.actors[1], whole);
            if (from == to) continue;
            if (variable.pairs[pair_index(from, to, draft.names.actors.size())] == PairKind::kept) return;
            outside = {from, to};
        }
    if (outside)
        draft.diagnostics.error("outside-pairs", effect.span,
                                fmt::format("'{}' has no pair {} -> {} that could change", variable.name,
                                            draft.names.actors[outside->first.index],
                                            draft.names.actors[outside->second.index]),
                                fmt::format("its 'pairs' ({}) leave it out", place_text(draft, variable.span)));
}

}  // namespace

void check_diagonal(Draft& draft, const Expression& value, const std::vector<std::vector<ActorId>>& frames,
                    const std::vector<std::string>& slots) {
    for (const auto& frame : frames) {
        if (!reads_diagonal(value, frame)) continue;
        const Expression& reading = culprit(value, frame);
        const std::string& actor = draft.names.actors[resolve(reading.actors[0], frame).index];
        draft.diagnostics.error("diagonal", reading.span,
                                fmt::format("this is the pair [{0}, {0}]{1}, and there is no such pair", actor,
                                            binding_text(draft, slots, frame)),
                                "only a comprehension leaves such actors out by itself");
        return;
    }
}

std::vector<Effect> read_effects(Draft& draft, const Node* node, const ExpressionContext& context,
                                 const std::vector<std::vector<ActorId>>& frames) {
    std::vector<Effect> effects;
    if (node == nullptr) return effects;
    std::map<std::string, int> seen;
    std::uint32_t line = 0;
    const auto read = [&](const Node& item) {
        const std::uint32_t ordinal = line++;
        if (!item.is_scalar()) return;
        auto effect = parse_effect(item, draft.names, context, seen, draft.diagnostics);
        if (!effect) return;
        effect->line = ordinal;
        check_fixed(draft, *effect);
        if (effect->binders.empty()) {
            Expression place;
            place.term = Term::variable;
            place.actors = effect->actors;
            place.span = effect->span;
            check_diagonal(draft, place, frames, context.slots);
            check_diagonal(draft, effect->value, frames, context.slots);
        }
        check_pairs(draft, *effect, frames);
        effects.push_back(std::move(*effect));
    };
    if (node->is_scalar()) read(*node);
    for (const Node& item : node->items) read(item);
    return effects;
}

}  // namespace brink
