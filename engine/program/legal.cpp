// Numbers that cannot be what they are for: the nearest legal one is taken, and the incident counted.

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/elementary.h"
#include "program/lower.h"

namespace brink {

namespace {

/// What an argument of a draw has to be, and how it is called.
struct Legal {
    Op op = Op::confine;
    Range range;
    const char* name = "";
    const char* wanted = "";
};

constexpr Range k_not_negative{0, k_infinity};

std::optional<Legal> legal_argument(Term term, std::size_t argument) {
    const Legal probability{Op::confine, {0, 1}, "probability", "outside 0 to 1"};
    if (term == Term::draw_bernoulli) return probability;
    if (term == Term::draw_normal && argument == 1)
        return Legal{Op::confine, k_not_negative, "standard deviation", "negative"};
    if (term == Term::draw_binomial && argument == 1) return probability;
    if (term == Term::draw_binomial)
        return Legal{Op::confine_whole, k_not_negative, "number of trials", "negative or no whole number"};
    if (term == Term::draw_poisson) return Legal{Op::confine, k_not_negative, "mean", "negative"};
    if (term == Term::draw_gamma)
        return Legal{Op::confine, k_not_negative, argument == 0 ? "shape" : "scale", "negative"};
    return std::nullopt;
}

std::string clause(const std::string& name, const std::string& of, const std::string& wanted) {
    return fmt::format("the {} of {} was {}, and the nearest legal value was taken", name, of, wanted);
}

}  // namespace

bool draws_with_care(const Expression& e) {
    for (std::size_t k = 0; k < e.operands.size(); ++k)
        if (legal_argument(e.term, k) || draws_with_care(e.operands[k])) return true;
    return false;
}

Column Lowering::incident(const std::string& key, const std::string& what, Span span) {
    const auto [at, fresh] = incidents.try_emplace(key, IncidentSite{key, what, span, k_nothing});
    if (fresh) at->second.count = take_columns(1, {"incidents " + key});
    return at->second.count;
}

// Where the value counts only in some lanes, a legal number stands for it in the others: nobody reads what comes of it.
View Lowering::confined(Op op, View value, const Range& range, const std::string& key, const std::string& what,
                        Span span) {
    const bool legal = std::all_of(value.begin(), value.end(), [&](const Ref& ref) {
        const Range bounds = bounds_.of(ref);
        const bool fits = op == Op::confine || (bounds.low == bounds.high && bounds.low == brink::floor(bounds.low));
        return fits && bounds.low >= range.low && bounds.high <= range.high;
    });
    if (legal) return value;
    if (!in_force_.empty()) value = graph_.apply(Op::select, in_force_, value, constants(range.low, value.size()));
    return graph_.confine(op, value, range, incident(key, what, span));
}

View Lowering::legal_chance(View chance, const std::string& key, const std::string& of, Span span) {
    return confined(Op::confine, std::move(chance), {0, 1}, key, clause("chance", of, "outside 0 to 1"), span);
}

View Lowering::not_negative(View value, const std::string& key, const std::string& name, const std::string& of,
                            Span span) {
    return confined(Op::confine, std::move(value), k_not_negative, key, clause(name, of, "negative"), span);
}

View Lowering::count_outside(View conditions, const std::string& key, const std::string& variable, Span span) {
    return confined(Op::confine, std::move(conditions), {0, 0}, key,
                    fmt::format("this effect met a pair that '{}' does not keep, and changed nothing", variable), span);
}

View Lowering::legal(const Expression& draw, std::size_t argument, View value) {
    const std::optional<Legal> legal = legal_argument(draw.term, argument);
    if (!legal) return value;
    const std::string key = fmt::format("{} {}", draw.site, legal->name);
    return confined(legal->op, std::move(value), legal->range, key, clause(legal->name, "this draw", legal->wanted),
                    draw.operands[argument].span);
}

// An expression of parameters, brought into the range of what it describes. One that stands for several values, or is
// read in several places, is one value.
View Lowering::bounded(const Quantity& quantity) {
    const Span span = quantity.expression.span;
    std::string key = fmt::format("expression {}:{} [{}, {}]", span.file, span.begin, quantity.range.low,
                                  quantity.range.high);
    const auto at = bounded_.find(key);
    if (at != bounded_.end()) return at->second;
    const CountsEverywhere everywhere(in_force_);
    View value = lower(quantity.expression, world(), Stage::fixed);
    if (!quantity.range.none())
        value = confined(Op::confine, std::move(value), quantity.range, key,
                         fmt::format("this number lay outside its range [{}, {}], and the nearer end was taken",
                                     quantity.range.low, quantity.range.high),
                         span);
    if (graph_.node(value[0].node).op == Op::confine) graph_.compute_once(value[0].node);
    return bounded_.emplace(std::move(key), std::move(value)).first->second;
}

}  // namespace brink
