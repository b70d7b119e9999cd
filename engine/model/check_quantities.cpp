// Numbers as users describe them: constants, expressions of parameters, distributions; and the parameters themselves.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "model/draft.h"
#include "model/number_hints.h"
#include "model/order.h"

namespace brink {
namespace {

/// The node that holds the number: the scalar itself, or what stands under `value` or a distribution.
const Node* number_node(const Node& node) {
    if (node.is_scalar()) return &node;
    const Entry* entry = value_entry(node);
    return entry != nullptr && entry->key == "value" && entry->value.is_scalar() ? &entry->value : nullptr;
}

bool judge_constant(Draft& draft, double number, const Range& range, const std::string& what, Span span) {
    if (!std::isfinite(number)) {
        draft.diagnostics.error("not-finite", span, fmt::format("{} must be finite", what),
                                "only the ends of a range may be .inf");
        return false;
    }
    if (number >= range.low && number <= range.high) return true;
    draft.diagnostics.error("out-of-range", span, fmt::format("{} is {}, outside its range", what, number),
                            "allowed is " + range_text(range));
    return false;
}

/// `0.1-0.3` is -0.2, and was hardly meant so.
void warn_of_difference(Draft& draft, const Expression& expression, double value) {
    const bool difference = expression.term == Term::subtract && value < 0 &&
                            std::all_of(expression.operands.begin(), expression.operands.end(),
                                        [](const Expression& end) { return end.term == Term::number; });
    if (!difference) return;
    draft.diagnostics.warning("range-as-difference", expression.span, fmt::format("this is a difference, {:g}", value),
                              fmt::format("to draw a number between the two write {{uniform: [{:g}, {:g}]}}",
                                          expression.operands[0].number, expression.operands[1].number));
}

std::optional<Quantity> read_number(Draft& draft, const Node& node, Quantity quantity, const std::string& what,
                                    Points points) {
    quantity.span = node.span;
    if (const auto point = read_point(draft, node, points)) {
        quantity.number = *point;
        if (!judge_constant(draft, *point, quantity.range, what, node.span)) return std::nullopt;
        return quantity;
    }
    if (parse_date(node.text)) {
        draft.diagnostics.error("date-comparison", node.span, fmt::format("{} is a date, no number", what),
                                step_hint(draft, node.text));
        return std::nullopt;
    }
    ExpressionContext context;
    context.parameters_only = true;
    auto expression = read_expression(draft, &node, context);
    if (!expression) return std::nullopt;
    if (const auto folded = constant_value(*expression)) {
        quantity.number = *folded;
        warn_of_difference(draft, *expression, *folded);
        if (!judge_constant(draft, *folded, quantity.range, what, node.span)) return std::nullopt;
        return quantity;
    }
    quantity.kind = Quantity::Kind::expression;
    quantity.expression = std::move(*expression);
    return quantity;
}

}  // namespace

const Entry* value_entry(const Node& quantity) {
    for (const Entry& entry : quantity.entries)
        if (entry.key == "value" || is_distribution(entry.key)) return &entry;
    return nullptr;
}

std::optional<double> read_point(const Draft& draft, const Node& node, Points points) {
    double number = 0;
    if (!node.is_scalar()) return std::nullopt;
    if (points == Points::steps)
        if (const auto day = parse_date(node.text)) return step_of_day(draft.model.clock, *day);
    if (!node.quoted && parse_number(node.text, number)) return number;
    return std::nullopt;
}

double step_of_day(const Clock& clock, std::int64_t day) {
    const auto within = [&](int step) {
        const auto length = static_cast<double>(clock.day(step + 1) - clock.day(step));
        return static_cast<double>(step) + static_cast<double>(day - clock.day(step)) / length;
    };
    if (day < clock.day(0)) return within(0);
    if (day >= clock.day(clock.steps)) return within(clock.steps);
    int low = 0;
    int high = clock.steps;  // day(low) <= day < day(high)
    while (high - low > 1) {
        const int middle = low + (high - low) / 2;
        (clock.day(middle) <= day ? low : high) = middle;
    }
    return within(low);
}

Range read_range(Draft& draft, const Node* node) {
    Range range;
    if (node == nullptr || node->is_null() || is_cut(draft, *node)) return range;
    const bool two = node->is_list() && node->items.size() == 2 && node->items[0].is_scalar() &&
                     node->items[1].is_scalar() && parse_number(node->items[0].text, range.low) &&
                     parse_number(node->items[1].text, range.high);
    if (!two) {
        draft.diagnostics.error("wrong-kind", node->span, "a range is [low, high], two numbers",
                                "write say [0, 1]; an end without bound is .inf or -.inf");
        return {};
    }
    if (range.low < range.high) return range;
    draft.diagnostics.error("reversed-range", node->span,
                            fmt::format("the range runs from {} to {}", range.low, range.high),
                            range.low == range.high ? "write a lower end that is below the upper one"
                                                    : "the lower end comes first");
    return {};
}

std::optional<Quantity> read_quantity(Draft& draft, const Node* node, const Range& range, const std::string& site,
                                      const std::string& what, Points points) {
    if (node == nullptr || (!node->is_scalar() && !node->is_map())) return std::nullopt;
    Quantity quantity;
    quantity.range = range;
    quantity.provenance = {.source = read_text(*node, "source"),
                           .basis = read_text(*node, "basis"),
                           .claim_by = read_text(*node, "claim_by"),
                           .origin = {},
                           .overridden = node->overridden};
    if (const Node* number = number_node(*node)) {
        quantity.provenance.origin = place_text(draft, number->span);
        return read_number(draft, *number, quantity, what, points);
    }
    const Entry* form = value_entry(*node);
    if (form == nullptr || form->key == "value") return std::nullopt;
    auto distribution = read_distribution(draft, *form, range, points);
    if (!distribution) return std::nullopt;
    quantity.kind = Quantity::Kind::distribution;
    quantity.distribution = std::move(*distribution);
    quantity.site = site;
    quantity.span = form->value.span;
    quantity.provenance.origin = place_text(draft, quantity.span);
    return quantity;
}

void check_parameters(Draft& draft) {
    std::vector<Dependency> graph;
    for (const Declared& declared : draft.declared.parameters) {
        const Entry& entry = *declared.entry;
        Parameter parameter{.name = entry.key,
                            .value = {},
                            .unit = read_text(entry.value, "unit"),
                            .doc = read_text(entry.value, "doc")};
        const Range range = read_range(draft, entry.value.find("range"));
        const auto value = read_quantity(draft, &entry.value, range, "parameters/" + entry.key, "'" + entry.key + "'");
        if (value) parameter.value = *value;
        const Node* number = number_node(entry.value);
        graph.push_back({entry.key, number != nullptr ? number->span : entry.key_span,
                         number != nullptr ? names_in(*number) : std::vector<std::string>()});
        draft.model.parameters.push_back(std::move(parameter));
    }
    draft.names.parameters.resize(draft.model.parameters.size());
    for (const std::size_t i : in_dependency_order(draft, graph, "parameter")) {
        const Quantity& value = draft.model.parameters[i].value;
        std::optional<double>& known = draft.names.parameters[i];
        if (value.kind == Quantity::Kind::constant) known = value.number;
        if (value.kind == Quantity::Kind::expression) known = known_value(value.expression, draft.names);
        if (known) known = std::clamp(*known, value.range.low, value.range.high);
    }
}

}  // namespace brink
