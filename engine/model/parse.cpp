#include "model/parse.h"

#include <set>

#include "model/functions.h"
#include "model/resolve.h"
#include "model/syntax.h"

namespace brink {
namespace {

/// Names bound by `for` are gathered too: they are no names of the scenario, so they order nothing.
void gather(const Syntax& syntax, std::set<std::string>& names) {
    if (syntax.kind == Syntax::Kind::name) names.insert(syntax.text);
    if (syntax.kind == Syntax::Kind::call) {
        const Function* function = find_function(syntax.text);
        // actions and events have names of their own
        if (function != nullptr &&
            (function->kind == Function::Kind::history || function->kind == Function::Kind::happened)) {
            return;
        }
    }
    for (const Syntax& part : syntax.parts) gather(part, names);
}

std::optional<double> whole_power(double base, double exponent) {
    constexpr int k_most = 1024;
    if (!(exponent >= -k_most && exponent <= k_most)) return std::nullopt;
    const int whole = static_cast<int>(exponent);
    if (static_cast<double>(whole) != exponent) return std::nullopt;
    double result = 1;
    for (int i = 0; i < (whole < 0 ? -whole : whole); ++i) result *= base;
    return whole < 0 ? 1 / result : result;
}

std::optional<double> fold_numbers(Term term, double a, double b) {
    if (term == Term::add) return a + b;
    if (term == Term::subtract) return a - b;
    if (term == Term::multiply) return a * b;
    if (term == Term::divide) return a / b;
    if (term == Term::power) return whole_power(a, b);
    if (term == Term::minimum) return b < a ? b : a;
    if (term == Term::maximum) return a < b ? b : a;
    return std::nullopt;
}

std::optional<double> fold_truth(Term term, double a, double b) {
    if (term == Term::less) return a < b ? 1 : 0;
    if (term == Term::less_equal) return a <= b ? 1 : 0;
    if (term == Term::greater) return a > b ? 1 : 0;
    if (term == Term::greater_equal) return a >= b ? 1 : 0;
    if (term == Term::equal) return a == b ? 1 : 0;
    if (term == Term::not_equal) return a != b ? 1 : 0;
    if (term == Term::logical_and) return a != 0 && b != 0 ? 1 : 0;
    if (term == Term::logical_or) return a != 0 || b != 0 ? 1 : 0;
    return std::nullopt;
}

}  // namespace

std::optional<Expression> parse_expression(const Node& node, const Names& names, const ExpressionContext& context,
                                           Diagnostics& diagnostics) {
    double number = 0;
    if (node.is_scalar() && !node.quoted && parse_number(node.text, number)) {
        Expression constant;
        constant.number = number;
        constant.span = node.span;
        return constant;
    }
    const Parsed<Syntax> parsed = parse_syntax(node, diagnostics, &names);
    if (!parsed.tree) return std::nullopt;
    Scope scope(node, names, context, diagnostics);
    Expression result = resolve_number(scope, *parsed.tree);
    if (parsed.faulty || !scope.usable()) return std::nullopt;
    return result;
}

const std::vector<std::string>& reserved_words() {
    static const std::vector<std::string> words = [] {
        std::vector<std::string> list{"and", "or",    "not",  "for",   "in",     "t",       "date",
                                      "dt",  "years", "self", "other", "target", "everyone"};
        for (const Function& function : k_functions) list.emplace_back(function.name);
        return list;
    }();
    return words;
}

std::vector<std::string> names_in(const Node& node) {
    Diagnostics ignored;
    std::set<std::string> names;
    try {
        const Parsed<Syntax> parsed = parse_syntax(node, ignored);
        if (parsed.tree) gather(*parsed.tree, names);
    } catch (const TooManyFaults&) {}
    return {names.begin(), names.end()};
}

namespace {

using Known = std::vector<std::optional<double>>;

std::optional<double> folded(const Expression& expression, const Known& parameters) {
    if (expression.term == Term::number) return expression.number;
    if (expression.term == Term::parameter)
        return expression.item < parameters.size() ? parameters[expression.item] : std::nullopt;
    std::vector<double> values;
    for (const Expression& operand : expression.operands) {
        const std::optional<double> value = folded(operand, parameters);
        if (!value) return std::nullopt;
        values.push_back(*value);
    }
    if (values.size() == 1 && expression.term == Term::negate) return -values[0];
    if (values.size() == 1 && expression.term == Term::logical_not) return values[0] == 0 ? 1 : 0;
    if (values.size() != 2) return std::nullopt;
    const std::optional<double> number = fold_numbers(expression.term, values[0], values[1]);
    return number ? number : fold_truth(expression.term, values[0], values[1]);
}

}  // namespace

std::optional<double> constant_value(const Expression& expression) { return folded(expression, {}); }

std::optional<double> known_value(const Expression& expression, const Names& names) {
    return folded(expression, names.parameters);
}

}  // namespace brink
