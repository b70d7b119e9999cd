#include <algorithm>
#include <cassert>
#include <vector>

#include "model/model.h"

namespace brink {
namespace {

bool is_comprehension(Term term) { return term >= Term::sum && term <= Term::count; }

bool is_value(Term term) { return term == Term::variable || term == Term::derived || term == Term::draw; }

/// Extends `frame` by binder after binder, keeping the tuples that may stand.
void bind_from(std::size_t place, const std::vector<Binder>& binders, const std::vector<const Expression*>& bodies,
               std::vector<ActorId>& frame, std::vector<std::vector<ActorId>>& tuples) {
    if (place == binders.size()) {
        const bool diagonal = std::any_of(bodies.begin(), bodies.end(), [&](const Expression* body) {
            return body != nullptr && reads_diagonal(*body, frame);
        });
        if (!diagonal) tuples.emplace_back(frame.end() - static_cast<std::ptrdiff_t>(binders.size()), frame.end());
        return;
    }
    const Binder& binder = binders[place];
    assert(binder.slot == frame.size() && "a binder's slot follows those bound before it");
    for (const ActorId actor : binder.members) {
        const bool skip = std::any_of(binder.skipped.begin(), binder.skipped.end(),
                                      [&](std::uint32_t slot) { return frame[slot] == actor; });
        if (skip) continue;
        frame.push_back(actor);
        bind_from(place + 1, binders, bodies, frame, tuples);
        frame.pop_back();
    }
}

}  // namespace

bool reads_diagonal(const Expression& expression, const std::vector<ActorId>& frame) {
    if (is_comprehension(expression.term)) return false;
    if (is_value(expression.term) && expression.actors.size() == 2 &&
        resolve(expression.actors[0], frame) == resolve(expression.actors[1], frame)) {
        return true;
    }
    return std::any_of(expression.operands.begin(), expression.operands.end(),
                       [&](const Expression& operand) { return reads_diagonal(operand, frame); });
}

std::vector<std::vector<ActorId>> bindings(const std::vector<Binder>& binders,
                                           const std::vector<const Expression*>& bodies,
                                           const std::vector<ActorId>& frame) {
    std::vector<std::vector<ActorId>> tuples;
    std::vector<ActorId> extended = frame;
    bind_from(0, binders, bodies, extended, tuples);
    return tuples;
}

}  // namespace brink
