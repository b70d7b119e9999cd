#pragma once
// Syntax tree -> checked Expression: names looked up, shapes judged. Shared by expressions and effects.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "model/expression.h"
#include "model/functions.h"
#include "model/parse.h"
#include "model/syntax.h"

namespace brink {

/// What is known while one expression is being resolved. After a fault resolving goes on with a stand-in, so that
/// one pass reports all of them; `usable` says whether the result means anything.
struct Scope {
    const Node& node;
    const Names& names;
    const ExpressionContext& context;
    Diagnostics& diagnostics;
    std::vector<std::string> slots;  // those of the context, then those of `for` clauses
    std::string site;                // prefix of the draws
    int draws = 0;                   // calls met so far
    bool draws_allowed = false;
    bool faulty = false;
    bool missing = false;  // a name that a later layer may give
    bool placing = false;  // what is being resolved is the place of an effect

    Scope(const Node& node_in, const Names& names_in, const ExpressionContext& context_in, Diagnostics& found);

    [[nodiscard]] bool usable() const { return !faulty && !missing; }
    [[nodiscard]] bool has_self() const;
    [[nodiscard]] bool has_pair() const;  // self and other: a dyad's equation
    [[nodiscard]] std::optional<std::uint32_t> slot(const std::string& name) const;
    [[nodiscard]] const NamedThing* thing(const std::string& name) const;
    /// The slot names, then what `kind` picks of the things (all without one).
    [[nodiscard]] std::vector<std::string> candidates(std::optional<NamedThing::Kind> kind = std::nullopt) const;

    void fault(const char* code, std::size_t begin, std::size_t end, std::string message, std::string hint = {});
    void fault(const char* code, const Syntax& at, std::string message, std::string hint = {});
    /// A name that nothing has: a fault, unless a later layer may give it.
    void unknown(const char* code, const Syntax& at, std::string message, std::string hint = {});
};

/// The syntax as a number.
[[nodiscard]] Expression resolve_number(Scope& scope, const Syntax& syntax);

// names.cpp
[[nodiscard]] Expression resolve_name(Scope& scope, const Syntax& syntax);  // x
/// Whether the thing has a value for the world, an actor or a pair in every state.
[[nodiscard]] bool has_shape(const NamedThing& thing);
/// The value of a thing, if the context lets it be read.
[[nodiscard]] Expression make_value(Scope& scope, const NamedThing& thing, const Syntax& syntax,
                                    const std::string& name, std::vector<ActorRef> actors);

// members.cpp
[[nodiscard]] Expression resolve_member(Scope& scope, const Syntax& syntax);  // j.x
[[nodiscard]] Expression resolve_index(Scope& scope, const Syntax& syntax);   // x[i, j]
/// Whether an index or argument reckons with the number of the step.
[[nodiscard]] bool reads_step(const Syntax& syntax);

// actor_names.cpp
/// The nearest candidate, or else what could stand there. One letter is near every other letter, so that says nothing.
[[nodiscard]] std::string suggestion(const std::string& name, const std::vector<std::string>& candidates,
                                     const char* otherwise);
/// Reports self, other or target where none is bound.
void unbound_actor(Scope& scope, const Syntax& syntax);
/// The actor that a name means: bound, or named in full.
[[nodiscard]] std::optional<ActorRef> resolve_actor(Scope& scope, const Syntax& syntax);
/// Whether the syntax is a name that means an actor here.
[[nodiscard]] bool means_actor(const Scope& scope, const Syntax& syntax);
/// The members of a group or of `everyone`.
[[nodiscard]] std::vector<ActorId> resolve_group(Scope& scope, const Word& word);

// tables.cpp
[[nodiscard]] Expression resolve_table(Scope& scope, const Function& function, const Syntax& syntax);

// delays.cpp
[[nodiscard]] Expression resolve_delay(Scope& scope, const Syntax& syntax);

// calls.cpp
[[nodiscard]] Expression resolve_call(Scope& scope, const Syntax& syntax);
/// Binds the names of a `for`: the slots stay until `release`.
[[nodiscard]] std::vector<Binder> bind(Scope& scope, const ForClause& clause);
void release(Scope& scope, const std::vector<Binder>& binders);

// history.cpp
[[nodiscard]] Expression resolve_history(Scope& scope, const Function& function, const Syntax& syntax);
[[nodiscard]] Expression resolve_happened(Scope& scope, const Syntax& syntax);

/// Reports a call with a wrong number of arguments.
void arguments_fault(Scope& scope, const Function& function, const Syntax& syntax);
/// A leaf or an empty operation with its span.
[[nodiscard]] Expression make(const Scope& scope, Term term, const Syntax& syntax);
[[nodiscard]] Expression make_number(const Scope& scope, double number, const Syntax& syntax);
[[nodiscard]] bool same(const ActorRef& a, const ActorRef& b);
/// The fault of a number that reads `not_this`, and may read parameters alone.
void parameters_only(Scope& scope, const Syntax& syntax, std::string_view not_this);

}  // namespace brink
