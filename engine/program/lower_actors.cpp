// Lowering of what runs over actors: comprehensions and history.

#include <cassert>

#include "program/lower.h"

namespace brink {

namespace {

Op reduction_of(Term term) {
    switch (term) {
        case Term::largest: return Op::row_largest;
        case Term::smallest: return Op::row_smallest;
        case Term::any: return Op::row_any;
        case Term::all: return Op::row_all;
        default: return Op::row_sum;
    }
}

// What a row outside the filter counts as: it must leave the fold as it was.
double neutral(Term term) {
    switch (term) {
        case Term::largest: return -k_infinity;
        case Term::smallest: return k_infinity;
        case Term::all: return 1;
        default: return 0;
    }
}

struct Inner {
    Domain domain;
    std::vector<std::uint32_t> bounds{0};
};

Inner inner_domain(const Expression& e, const Domain& domain) {
    std::vector<const Expression*> bodies;
    for (const Expression& operand : e.operands) bodies.push_back(&operand);
    Inner inner;
    for (const Frame& frame : domain) {
        for (const std::vector<ActorId>& bound : bindings(e.binders, bodies, frame)) {
            inner.domain.push_back(frame);
            inner.domain.back().insert(inner.domain.back().end(), bound.begin(), bound.end());
        }
        inner.bounds.push_back(static_cast<std::uint32_t>(inner.domain.size()));
    }
    return inner;
}

// For every row of a group, the group's own value; nothing of nothing.
View spread(const View& groups, const std::vector<std::uint32_t>& bounds) {
    View rows;
    for (std::size_t g = 0; g < groups.size(); ++g) rows.insert(rows.end(), bounds[g + 1] - bounds[g], groups[g]);
    return rows;
}

}  // namespace

View Lowering::comprehension(const Expression& e, const Domain& domain, Stage stage) {
    Inner inner = inner_domain(e, domain);
    const View outside = in_force_;
    in_force_ = spread(outside, inner.bounds);
    View mask;
    bool masked = false;
    if (e.operands.size() > 1) {
        // Rows that the filter shuts out for ever are left out; the rest keeps it as a mask.
        const View filter = lower(e.operands[1], inner.domain, stage);
        Inner kept;
        for (std::size_t g = 0; g + 1 < inner.bounds.size(); ++g) {
            for (std::uint32_t r = inner.bounds[g]; r < inner.bounds[g + 1]; ++r) {
                double value = 0;
                const bool known = graph_.is_constant(filter[r], value) && !keep_everything_;
                if (known && value == 0) continue;
                masked = masked || !known;
                kept.domain.push_back(inner.domain[r]);
                mask.push_back(filter[r]);
            }
            kept.bounds.push_back(static_cast<std::uint32_t>(kept.domain.size()));
        }
        inner = std::move(kept);
        in_force_ = spread(outside, inner.bounds);
        if (masked) in_force_ = in_force_.empty() ? mask : graph_.apply(Op::logical_and, in_force_, mask);
    }
    View value = lower(e.operands[0], inner.domain, stage);
    in_force_ = outside;
    if (e.term == Term::count) value = graph_.apply(Op::not_equal, value, constants(0, value.size()));
    if (masked) value = graph_.apply(Op::select, mask, value, constants(neutral(e.term), value.size()));
    return over_nothing(e.term, value, mask, masked, inner.bounds);
}

// The reduction, with what it is over nothing: `all` is true, the others 0.
View Lowering::over_nothing(Term term, const View& value, const View& mask, bool masked,
                            const std::vector<std::uint32_t>& bounds) {
    const std::size_t n = bounds.size() - 1;
    if (value.empty()) return constants(term == Term::all ? 1 : 0, n);
    View reduced = graph_.reduce(reduction_of(term), value, bounds);
    const bool by_count = term == Term::mean;
    const bool by_extreme = term == Term::largest || term == Term::smallest;
    if (!by_count && !by_extreme) return reduced;
    if (masked) {
        const View truths = graph_.apply(Op::not_equal, mask, constants(0, mask.size()));
        const View counts = graph_.reduce(Op::row_sum, truths, bounds);
        const View none = graph_.apply(Op::equal, counts, constants(0, n));
        if (by_count) reduced = graph_.apply(Op::divide, reduced, counts);
        return graph_.apply(Op::select, none, constants(0, n), reduced);
    }
    View counts(n);
    for (std::size_t g = 0; g < n; ++g) counts[g] = graph_.constant(bounds[g + 1] - bounds[g]);
    if (by_count) reduced = graph_.apply(Op::divide, reduced, counts);
    for (std::size_t g = 0; g < n; ++g)
        if (bounds[g + 1] == bounds[g]) reduced[g] = graph_.constant(0);
    return reduced;
}

// The looks at choices that answer a question: one, or for hold one a track in which the actor chooses.
std::vector<ChoiceQuery> Lowering::queries(std::uint32_t actor, std::uint32_t action, std::uint32_t target) const {
    if (action != k_hold.index) {
        const Action& a = model_.actions[action];
        return {{actor, action, target, a.track.index}};
    }
    std::vector<ChoiceQuery> found;
    for (std::uint32_t track = 0; track < model_.tracks.size(); ++track)
        found.push_back({actor, action, k_nothing, track});
    return found;
}

View Lowering::taken(const Expression& e, const Domain& domain, int version) {
    std::vector<ChoiceQuery> flat;
    std::vector<std::uint32_t> bounds{0};
    for (const Frame& frame : domain) {
        const std::uint32_t target = e.actors.size() > 1 ? resolve(e.actors[1], frame).index : k_nothing;
        for (const ChoiceQuery& query : queries(resolve(e.actors[0], frame).index, e.item, target))
            flat.push_back(query);
        bounds.push_back(static_cast<std::uint32_t>(flat.size()));
    }
    const View looks = graph_.taken(flat, version);
    if (flat.size() == domain.size()) return looks;
    return graph_.reduce(Op::row_any, looks, bounds);
}

View Lowering::received(const Expression& e, const Domain& domain, int version) {
    std::vector<ChoiceQuery> flat;
    std::vector<std::uint32_t> bounds{0};
    const Action& action = model_.actions[e.item];
    for (const Frame& frame : domain) {
        const std::uint32_t at = resolve(e.actors[0], frame).index;
        for (const ActorId sender : action.by) {
            if (sender.index == at) continue;
            if (e.actors.size() > 1 && resolve(e.actors[1], frame) != sender) continue;
            flat.push_back({sender.index, e.item, at, action.track.index});
        }
        bounds.push_back(static_cast<std::uint32_t>(flat.size()));
    }
    if (flat.empty()) return constants(0, domain.size());
    return graph_.reduce(Op::row_sum, graph_.taken(flat, version), bounds);
}

// The step at which something was last taken; -infinity if never. One column for each that some expression reads.
View Lowering::remembered(const Expression& e, const Domain& domain, int version) {
    View flat;
    std::vector<std::uint32_t> bounds{0};
    for (const Frame& frame : domain) {
        const std::uint32_t target = e.actors.size() > 1 ? resolve(e.actors[1], frame).index : k_nothing;
        for (const ChoiceQuery& query : queries(resolve(e.actors[0], frame).index, e.item, target)) {
            const auto key = std::make_pair(query, version);
            auto at = memory_rows_.find(key);
            if (at == memory_rows_.end()) {
                Column column = k_nothing;
                for (const MemorySite& site : memories)
                    if (site.query == query) column = site.column;
                if (column == k_nothing) {
                    column = take_columns(1, {"last taken"});
                    memories.push_back({query, column});
                }
                at = memory_rows_.emplace(key, Ref{graph_.source(column, 1, false), 0}).first;
            }
            flat.push_back(at->second);
        }
        bounds.push_back(static_cast<std::uint32_t>(flat.size()));
    }
    if (flat.size() == domain.size()) return flat;
    return graph_.reduce(Op::row_largest, flat, bounds);
}

View Lowering::rung(const Expression& e, const Domain& domain, int version) {
    View view(domain.size());
    if (e.actors.size() == 1) {
        for (std::size_t r = 0; r < domain.size(); ++r) {
            const Column column = state_.first_rung + resolve(e.actors[0], domain[r]).index;
            const auto key = std::make_pair(column, version);
            auto at = flags_.find(key);
            if (at == flags_.end()) at = flags_.emplace(key, Ref{graph_.source(column, 1, false), 0}).first;
            view[r] = at->second;
        }
        return view;
    }
    // At a target: the highest among the choices at it, one a track; 0 with none.
    for (std::size_t r = 0; r < domain.size(); ++r) {
        const std::uint32_t actor = resolve(e.actors[0], domain[r]).index;
        const std::uint32_t target = resolve(e.actors[1], domain[r]).index;
        View highest{graph_.constant(-k_infinity)};
        for (std::uint32_t a = 0; a < model_.actions.size(); ++a) {
            if (!model_.actions[a].targeted) continue;
            const View look = graph_.taken(queries(actor, a, target), version);
            const View rung = graph_.apply(Op::select, look, constants(model_.actions[a].rung, 1),
                                           constants(-k_infinity, 1));
            highest = graph_.apply(Op::maximum, highest, rung);
        }
        const View none = graph_.apply(Op::equal, highest, constants(-k_infinity, 1));
        view[r] = graph_.apply(Op::select, none, constants(0, 1), highest)[0];
    }
    return view;
}

View Lowering::history(const Expression& e, const Domain& domain, Stage stage) {
    const int version = choices_version(stage);
    switch (e.term) {
        case Term::taken: return taken(e, domain, version);
        case Term::received: return received(e, domain, version);
        case Term::rung: return rung(e, domain, version);
        case Term::ever:
            return graph_.apply(Op::greater_equal, remembered(e, domain, version), constants(0, domain.size()));
        case Term::since: {
            const View now(domain.size(), graph_.clock(Op::load_step, stage == Stage::measure));
            return graph_.apply(Op::subtract, now, remembered(e, domain, version));
        }
        case Term::happened: {
            Column& column = state_.fired[e.item];
            if (column == k_nothing) column = take_columns(1, {"happened " + model_.events[e.item].name});
            const auto key = std::make_pair(column, 100 + fired_version(stage));
            auto at = flags_.find(key);
            if (at == flags_.end()) at = flags_.emplace(key, Ref{graph_.source(column, 1, false), 0}).first;
            return View(domain.size(), at->second);
        }
        default: break;
    }
    assert(false && "history terms only");
    return {};
}

}  // namespace brink
