#include <utility>

#include <fmt/format.h>

#include "model/parse.h"
#include "model/resolve.h"
#include "model/syntax.h"

namespace brink {
namespace {

/// `PLACE OP`, and for repeats within one item `PLACE OP(n)`.
std::string site_of(const ExpressionContext& context, const std::string& key, std::map<std::string, int>& seen) {
    const int before = seen[key]++;
    return before == 0 ? fmt::format("{}/{}", context.site, key) : fmt::format("{}/{}({})", context.site, key, before);
}

/// The place must be a variable; anything else is explained.
void resolve_place(Scope& scope, const Syntax& place, Effect& effect) {
    const bool readable = place.kind == Syntax::Kind::name || place.kind == Syntax::Kind::member ||
                          place.kind == Syntax::Kind::index;
    if (!readable) {
        return scope.fault("effect-place", place, "an effect changes a variable, and this is none",
                           "a place is x, j.x or x[i, j]");
    }
    scope.placing = true;
    const Expression value = resolve_number(scope, place);
    scope.placing = false;
    if (!scope.usable()) return;
    if (value.term != Term::variable) {
        const char* what = value.term == Term::parameter ? "a parameter"
                           : value.term == Term::derived ? "a derived value"
                           : value.term == Term::draw    ? "a draw"
                                                         : "a number";
        return scope.fault("effect-place", place, fmt::format("an effect changes a variable, and this is {}", what),
                           "keep what changes under 'variables'");
    }
    effect.variable = {value.item};
    effect.actors = value.actors;
}

}  // namespace

std::optional<Effect> parse_effect(const Node& node, const Names& names, const ExpressionContext& context,
                                   std::map<std::string, int>& seen, Diagnostics& diagnostics) {
    const Parsed<EffectSyntax> parsed = parse_effect_syntax(node, diagnostics, &names);
    if (!parsed.tree) return std::nullopt;
    const EffectSyntax& line = *parsed.tree;
    Scope scope(node, names, context, diagnostics);
    scope.site = site_of(context, line.key, seen);
    Effect effect;
    effect.assign = line.assign;
    effect.span = node.inside(0, node.text.size());
    if (line.loop) effect.binders = bind(scope, *line.loop);
    const bool draws_allowed = std::exchange(scope.draws_allowed, false);
    resolve_place(scope, line.place, effect);
    if (line.filter) effect.filter = resolve_number(scope, *line.filter);
    scope.draws_allowed = draws_allowed;
    effect.value = resolve_number(scope, line.value);
    if (parsed.faulty || !scope.usable()) return std::nullopt;
    return effect;
}

}  // namespace brink
