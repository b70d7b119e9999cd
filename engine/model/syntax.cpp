#include "model/syntax.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "model/grammar.h"

namespace brink {
namespace {

std::optional<Term> comparison_of(const Token& token) {
    if (token.kind != Token::Kind::symbol) return std::nullopt;
    if (token.text == "<") return Term::less;
    if (token.text == "<=") return Term::less_equal;
    if (token.text == ">") return Term::greater;
    if (token.text == ">=") return Term::greater_equal;
    if (token.text == "==" || token.text == "=") return Term::equal;
    if (token.text == "!=") return Term::not_equal;
    return std::nullopt;
}

/// The tokens of a scalar, or nothing if there is no sense in reading on.
std::optional<Tokens> tokens_of(const Node& node, Diagnostics& diagnostics) {
    if (!node.is_scalar()) {
        const char* kind = node.is_list() ? ", not a list" : node.is_map() ? ", not a mapping" : "";
        diagnostics.error("expression-expected", node.span, fmt::format("an expression is expected here{}", kind),
                          node.is_null() ? "write a number or a formula"
                                         : "a formula with [ ] { } or a comma inside { } or [ ] needs quotes");
        return std::nullopt;
    }
    Tokens tokens = lex(node, diagnostics);
    if (!tokens.readable) return std::nullopt;
    return tokens;
}

}  // namespace

Parsed<Syntax> Grammar::expression_only() {
    Syntax tree = expression();
    cursor_.finish();
    if (cursor_.failed()) return {std::nullopt, true};
    return {std::move(tree), cursor_.faulty()};
}

Parsed<EffectSyntax> Grammar::effect_only() {
    EffectSyntax effect;
    cursor_.expect_effect();
    effect.place = postfix();
    assignment(effect);
    if (!cursor_.failed()) effect.value = expression();
    if (cursor_.here().is("if")) {
        cursor_.fail("effect-form", cursor_.here(), "a condition here belongs to a 'for'",
                     "write 'for k if ...', or put the condition in the value: if(condition, x, 0)");
    }
    if (cursor_.here().is("for")) {
        effect.loop = for_clause();
        if (cursor_.accept("if")) effect.filter = expression();
    }
    cursor_.finish();
    if (cursor_.failed()) return {std::nullopt, true};
    return {std::move(effect), cursor_.faulty()};
}

void Grammar::assignment(EffectSyntax& effect) {
    if (cursor_.failed()) return;
    const Token& op = cursor_.here();
    if (!(op.is("=") || op.is("+=") || op.is("-="))) {
        if (cursor_.explained()) return;
        return cursor_.fail("effect-form", op, fmt::format("{} where '=', '+=' or '-=' is expected", cursor_.quote(op)),
                            "an effect is 'place = x', 'place += x' or 'place -= x'");
    }
    effect.assign = op.text == "="    ? Effect::Assign::set
                    : op.text == "+=" ? Effect::Assign::add
                                      : Effect::Assign::subtract;
    const std::size_t begin = effect.place.begin;
    for (const char c : cursor_.text(begin, op.end)) {
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r') effect.key += c;
    }
    cursor_.advance();
}

Syntax Grammar::join(Term term, std::vector<Syntax> parts) {
    Syntax tree;
    tree.kind = Syntax::Kind::operation;
    tree.term = term;
    tree.begin = parts.front().begin;
    tree.end = parts.back().end;
    tree.parts = std::move(parts);
    return measured(std::move(tree));
}

Syntax Grammar::join(Term term, Syntax left, Syntax right) {
    std::vector<Syntax> parts;
    parts.push_back(std::move(left));
    parts.push_back(std::move(right));
    return join(term, std::move(parts));
}

Syntax Grammar::prefixed(Term term, const Token& sign, Syntax operand) {
    std::vector<Syntax> parts;
    parts.push_back(std::move(operand));
    Syntax tree = join(term, std::move(parts));
    tree.begin = sign.begin;
    return tree;
}

Syntax Grammar::measured(Syntax tree) {
    std::size_t height = 0;
    for (const Syntax& part : tree.parts) height = std::max(height, part.height);
    // min(a, b, c, ...) becomes one step a number
    tree.height = height + std::max<std::size_t>(1, tree.kind == Syntax::Kind::call ? tree.parts.size() : 1);
    if (tree.height > k_tree_height && !cursor_.failed()) {
        cursor_.fail("too-deep", cursor_.before(),
                     fmt::format("more than {} operations build on each other here", k_tree_height),
                     "name parts of the expression under 'derived'");
    }
    return tree;
}

bool Grammar::too_deep() {
    if (depth_ <= k_nesting) return false;
    cursor_.fail("too-deep", cursor_.here(), fmt::format("brackets or signs nested more than {} deep", k_nesting),
                 "name parts of the expression under 'derived'");
    return true;
}

Syntax Grammar::expression() {
    const Level level(depth_);
    if (too_deep()) return {};
    Syntax left = conjunction();
    while (cursor_.accept("or")) left = join(Term::logical_or, std::move(left), conjunction());
    return left;
}

Syntax Grammar::conjunction() {
    Syntax left = negation();
    while (cursor_.accept("and")) left = join(Term::logical_and, std::move(left), negation());
    return left;
}

Syntax Grammar::negation() {
    const Token& word = cursor_.here();
    if (!cursor_.accept("not")) return comparison();
    const Level level(depth_);
    if (too_deep()) return {};
    return prefixed(Term::logical_not, word, negation());
}

Syntax Grammar::comparison() {
    Syntax left = sum();
    if (cursor_.here().is("in")) return in_group(std::move(left));
    for (int links = 0; const std::optional<Term> term = comparison_of(cursor_.here()); ++links) {
        const Token& op = cursor_.here();
        if (op.is("=") && !cursor_.ran_into(op)) {
            cursor_.fault("assign-in-expression", op, "'=' assigns, and stands only in effects",
                          "to compare write '=='; a value stands alone, without 'x ='");
        }
        if (links == 1) {
            cursor_.fault("chained-comparison", op, "comparisons cannot be chained",
                          "write 'a < b and b < c' for 'a < b < c'");
        }
        cursor_.advance();
        left = join(*term, std::move(left), sum());
    }
    return left;
}

Syntax Grammar::in_group(Syntax actor) {
    cursor_.advance();
    Syntax tree;
    tree.kind = Syntax::Kind::in_group;
    tree.group = group_name("a group");
    tree.begin = actor.begin;
    tree.end = tree.group.end;
    tree.parts.push_back(std::move(actor));
    return measured(std::move(tree));
}

Syntax Grammar::sum() {
    Syntax left = product();
    while (true) {
        if (cursor_.accept("+")) {
            left = join(Term::add, std::move(left), product());
        } else if (cursor_.accept("-")) {
            left = join(Term::subtract, std::move(left), product());
        } else {
            return left;
        }
    }
}

Syntax Grammar::product() {
    Syntax left = signed_power();
    while (true) {
        if (cursor_.accept("*")) {
            left = join(Term::multiply, std::move(left), signed_power());
        } else if (cursor_.accept("/")) {
            left = join(Term::divide, std::move(left), signed_power());
        } else {
            return left;
        }
    }
}

Syntax Grammar::signed_power() {
    const Token& sign = cursor_.here();
    const bool minus = cursor_.accept("-");
    if (!minus && !cursor_.accept("+")) return power();
    const Level level(depth_);
    if (too_deep()) return {};
    Syntax operand = signed_power();
    return minus ? prefixed(Term::negate, sign, std::move(operand)) : operand;
}

Syntax Grammar::power() {
    Syntax base = postfix();
    if (!cursor_.accept("^")) return base;
    const Level level(depth_);
    if (too_deep()) return {};
    return join(Term::power, std::move(base), signed_power());
}

Parsed<Syntax> parse_syntax(const Node& node, Diagnostics& diagnostics, const Names* names) {
    std::optional<Tokens> tokens = tokens_of(node, diagnostics);
    if (!tokens) return {std::nullopt, true};
    return Grammar(node, std::move(*tokens), diagnostics, names).expression_only();
}

Parsed<EffectSyntax> parse_effect_syntax(const Node& node, Diagnostics& diagnostics, const Names* names) {
    std::optional<Tokens> tokens = tokens_of(node, diagnostics);
    if (!tokens) return {std::nullopt, true};
    return Grammar(node, std::move(*tokens), diagnostics, names).effect_only();
}

}  // namespace brink
