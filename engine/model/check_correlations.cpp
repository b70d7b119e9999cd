// Rank correlations of parameters: `correlate: {a <-> b: 0.6}`.

#include <fmt/format.h>

#include <algorithm>

#include "model/check_size.h"
#include "model/correlate.h"
#include "model/draft.h"
#include "scenario/pairs.h"

namespace brink {
namespace {

std::optional<ParameterId> read_parameter(Draft& draft, const Entry& entry, const std::string& name) {
    const auto& parameters = draft.declared.parameters;
    if (const auto place = place_of(parameters, name)) return ParameterId{*place};
    unknown_name(draft, "no parameter", name, entry.key_span, names_of(parameters));
    return std::nullopt;
}

/// Whether both are drawn; a number that is not has no rank, and the line says nothing of it.
bool both_drawn(Draft& draft, const Entry& entry, const Correlation& correlation) {
    for (const ParameterId p : {correlation.a, correlation.b}) {
        const Parameter& parameter = draft.model.parameters[p.index];
        if (parameter.value.kind == Quantity::Kind::distribution) continue;
        if (draft.complete)
            draft.diagnostics.warning("correlate-not-drawn", entry.key_span,
                                      fmt::format("'{}' is not drawn, so its correlation has no effect",
                                                  parameter.name),
                                      "only numbers given by a distribution have ranks");
        return false;
    }
    return true;
}

void read_line(Draft& draft, const Entry& entry) {
    const auto pair = parse_pair(entry.key);
    if (!pair || !pair->both) {
        draft.diagnostics.error("bad-correlation", entry.key_span, fmt::format("'{}' names no pair", entry.key),
                                "a line is a <-> b: the rank correlation of two parameters");
        return;
    }
    if (pair->from == pair->to) {
        draft.diagnostics.error("diagonal", entry.key_span,
                                fmt::format("'{}' has no correlation with itself", pair->from),
                                "name two different parameters");
        return;
    }
    const auto from = read_parameter(draft, entry, pair->from);
    const auto to = read_parameter(draft, entry, pair->to);
    Correlation correlation{.a = {}, .b = {}, .rank = 0, .span = entry.key_span};
    const Node& value = entry.value;
    if (!from || !to || !value.is_scalar() || !parse_number(value.text, correlation.rank)) return;
    if (!(correlation.rank >= -1 && correlation.rank <= 1)) return;  // reported
    correlation.a = std::min(*from, *to);
    correlation.b = std::max(*from, *to);
    if (both_drawn(draft, entry, correlation)) draft.model.correlations.push_back(correlation);
}

}  // namespace

void check_correlations(Draft& draft) {
    const Node* section = draft.root().find("correlate");
    if (section == nullptr) return;
    for (const Entry& entry : section->entries) read_line(draft, entry);
    auto& correlations = draft.model.correlations;
    std::sort(correlations.begin(), correlations.end(),
              [](const Correlation& x, const Correlation& y) { return std::pair(x.a, x.b) < std::pair(y.a, y.b); });
    if (!fits_correlations(draft)) return;
    for (const CorrelatedParameters& group : correlated_parameters(correlations)) {
        if (group.factor) continue;
        std::vector<std::string> names;
        for (const ParameterId member : group.members) names.push_back(draft.model.parameters[member.index].name);
        const auto last = std::find_if(correlations.rbegin(), correlations.rend(), [&](const Correlation& c) {
            return std::find(group.members.begin(), group.members.end(), c.a) != group.members.end();
        });
        draft.diagnostics.error("not-positive-definite", last->span,
                                fmt::format("the correlations of {} cannot all hold at once", listing(names)),
                                "pairs that are not named are uncorrelated: name them too, or ask for less");
    }
}

}  // namespace brink
