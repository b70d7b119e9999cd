#pragma once
// Text of an expression -> checked Expression: lexing, precedence, names, shapes. Knows nothing of scenario keys.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "model/expression.h"
#include "model/model.h"
#include "scenario/tree.h"

namespace brink {

/// What a name of the scenario's one name space stands for.
struct NamedThing {
    enum class Kind : std::uint8_t { parameter, variable, derived, draw, actor, group, attribute, table, series };
    Kind kind = Kind::parameter;
    Shape shape = Shape::world;  // of a variable, derived value or draw
    std::uint32_t index = 0;     // into the Model's list of its kind
};

/// Every name that an expression of the scenario may use.
struct Names {
    std::map<std::string, NamedThing>
        things;                           // parameters, variables, derived values, draws, actors, groups, attributes
    std::vector<Group> groups;            // by NamedThing::index
    std::vector<std::string> actors;      // ids by index, ascending
    std::vector<std::string> full_names;  // of the actors, for people
    std::map<std::string, std::uint32_t> actions;  // name -> ActionId::index
    std::vector<bool> action_targeted;             // by ActionId::index
    std::map<std::string, std::uint32_t> events;
    std::set<std::string> outcomes;
    std::vector<Table::Kind> tables;                // by NamedThing::index
    std::vector<bool> derived_reads_draw;           // by DerivedId::index, once known
    std::vector<std::optional<double>> parameters;  // by ParameterId::index, once read: those known before the run
    bool complete = true;             // false where whole layers are not there: any name may come from one of them
    std::set<std::string> elsewhere;  // what stands in text that has a fault and was not read: may declare names

    /// Whether a name that is not here may be declared where nobody could look: then it is no fault.
    [[nodiscard]] bool may_be_elsewhere(const std::string& name) const { return !complete || elsewhere.contains(name); }
};

/// Where an expression stands: what is bound around it and what it may use.
struct ExpressionContext {
    std::vector<std::string> slots;   // names bound in the frame, in slot order: {}, {"self"}, {"self", "other"},
                                      // {"self", "target"}, then names of `for` clauses
    bool allow_draws = false;         // normal(), uniform(), bernoulli() calls
    bool allow_named_draws = true;    // outcomes may not read a draw, directly or through a derived name
    bool parameters_only = false;     // a number given as an expression of parameters
    bool world_without_self = false;  // an event: a bare variable name is the world's only
    std::string site;                 // prefix for draws: `dynamics/threat`; the parser appends `#K`
    std::map<std::string, double> attributes;  // in an action's own expressions: `rung` and the attributes' values
    std::vector<bool> derived_reads_draw;      // by DerivedId::index, where allow_named_draws is false
};

/// Parses and checks the scalar `node`. Every fault is added with its own place inside the scalar; then, or if an
/// unknown name may come from a later layer, the result is absent. A plain number is a constant expression.
[[nodiscard]] std::optional<Expression> parse_expression(const Node& node, const Names& names,
                                                         const ExpressionContext& context, Diagnostics& diagnostics);

/// Parses and checks one effect line: `place = x`, `place += x`, `place -= x`, then `for k [in GROUP] [if ...]`.
/// Slots of its binders follow those of the context. `effect.line` is left to the caller; `effect.value` has its
/// draws keyed under `context.site + "/" + PLACE OP` (see model/site.h; repeats are numbered by the caller's `seen`).
[[nodiscard]] std::optional<Effect> parse_effect(const Node& node, const Names& names, const ExpressionContext& context,
                                                 std::map<std::string, int>& seen, Diagnostics& diagnostics);

/// Words that may not be names of the scenario (operators, functions, history words, `self other target ...`).
[[nodiscard]] const std::vector<std::string>& reserved_words();

/// Every name that the expression reads, before any checking (to order parameters and derived values); empty if the
/// text does not parse.
[[nodiscard]] std::vector<std::string> names_in(const Node& node);

/// `if`-free folding of an expression of constants, for places where a number must be known before the run.
[[nodiscard]] std::optional<double> constant_value(const Expression& expression);
/// The same of an expression that may read parameters which are known before the run.
[[nodiscard]] std::optional<double> known_value(const Expression& expression, const Names& names);

}  // namespace brink
