#include <fmt/format.h>

#include "model/resolve.h"

namespace brink {
namespace {

/// The table that the first argument names, if it is one that the function reads.
std::optional<std::uint32_t> named_table(Scope& scope, const Function& function, const Syntax& name) {
    const bool wants_curve = function.term == Term::curve;
    const char* wanted = wants_curve ? "curve" : "matrix";
    const NamedThing* thing = name.kind == Syntax::Kind::name ? scope.thing(name.text) : nullptr;
    if (thing != nullptr && thing->kind == NamedThing::Kind::table) {
        const bool is_curve = scope.names.tables[thing->index] == Table::Kind::curve;
        if (is_curve == wants_curve) return thing->index;
        scope.fault("wrong-table", name,
                    fmt::format("'{}' is a {}, and '{}' reads a {}", name.text, is_curve ? "curve" : "matrix",
                                function.name, wanted),
                    is_curve ? fmt::format("write curve({}, x)", name.text)
                             : fmt::format("write lookup({}, row, column)", name.text));
        return std::nullopt;
    }
    if (name.kind != Syntax::Kind::name || thing != nullptr) {
        scope.fault("wrong-table", name, fmt::format("the name of a {} is expected here", wanted),
                    fmt::format("write {}", function.form));
        return std::nullopt;
    }
    std::vector<std::string> candidates;
    for (const auto& [known, what] : scope.names.things)
        if (what.kind == NamedThing::Kind::table) candidates.push_back(known);
    const std::string near = did_you_mean(name.text, candidates);
    scope.unknown("unknown-name", name, fmt::format("there is no table '{}'", name.text),
                  near.empty() ? fmt::format("declare it under 'tables': {{{}: ...}}", wanted) : near);
    return std::nullopt;
}

}  // namespace

Expression resolve_table(Scope& scope, const Function& function, const Syntax& syntax) {
    if (syntax.loop || syntax.parts.size() != function.arguments + 1) {
        arguments_fault(scope, function, syntax);
        return make_number(scope, 0, syntax);
    }
    Expression result = make(scope, function.term, syntax);
    const auto table = named_table(scope, function, syntax.parts[0]);
    for (std::size_t i = 1; i < syntax.parts.size(); ++i)
        result.operands.push_back(resolve_number(scope, syntax.parts[i]));
    result.item = table.value_or(0);
    return result;
}

}  // namespace brink
