#pragma once
// A Model in the making: what the passes of check() share. Internal to the check; the order of passes is in check.cpp.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "model/model.h"
#include "model/parse.h"
#include "model/vocabulary.h"
#include "scenario/layers.h"

namespace brink {

/// Something that the file declares, and where.
struct Declared {
    const Entry* entry = nullptr;
    Shape shape = Shape::world;
};

/// The declarations of each kind, in byte order of names, parallel to the Model's lists.
struct Declarations {
    std::vector<Declared> tables, series, parameters, variables, draws, derived, attributes, actors, groups;
    std::vector<Declared> actions, events, outcomes;
};

/// What a section of actors and groups (`actors`, `decision: actors`) says of one actor: by the path of a key below
/// the actor, its parts joined by line breaks.
struct ActorSays {
    std::map<std::string, const Entry*> own;
    std::map<std::string, const Entry*> by_groups;

    /// The entry of this path, the actor's own before its groups'; nullptr if neither says anything.
    [[nodiscard]] const Entry* find(const std::string& path) const;
    /// That of `key` in one track: of the actor's own keys, then of its groups', that of the track before one for all.
    [[nodiscard]] const Entry* find_in_track(const std::string& key, const std::string& track) const;
};

/// The place of a name among declarations; nothing if none has it.
[[nodiscard]] std::optional<std::uint32_t> place_of(const std::vector<Declared>& list, std::string_view name);
/// The names of declarations, to suggest one of them.
[[nodiscard]] std::vector<std::string> names_of(const std::vector<Declared>& list);

struct Draft {
    const Tree& tree;
    Diagnostics& diagnostics;
    bool complete = true;  // false: a layer that cannot run alone, or a text with faults; what it lacks is no fault
    bool lost = false;     // a section could not be read: what it would give is not missing
    std::set<const Node*> mistyped = {};  // maps with an unknown key: what they lack may be what it means
    std::vector<Span> faulty = {};        // what the reader of the text has reported already
    Declarations declared = {};
    Names names = {};
    Model model = {};
    std::map<std::string, double> attributes = {};  // top-level values
    std::vector<bool> derived_reads_draw = {};      // by DerivedId::index
    std::vector<std::vector<bool>> given = {};      // by VariableId::index and entity: it has a starting value
    std::vector<bool> listed = {};                  // by VariableId::index: relations list the pairs that it keeps
    std::vector<ActorSays> actors_say = {};         // by ActorId::index: what `actors` says
    std::optional<Node> mended = {};                // the tree's root where keys are misspelt: with those meant

    [[nodiscard]] const Node& root() const { return mended ? *mended : tree.root; }
};

// The passes, in the order in which check() calls them.
void check_structure(Draft& draft);  // every key known, every value of its kind
void declare_names(Draft& draft);    // who and what there is; one name, one thing
void describe_actors(Draft& draft);  // what `actors` says of each, its groups' keys included
void check_head(Draft& draft);       // title, clock, run
void check_tables(Draft& draft);     // tables and series
void check_parameters(Draft& draft);
void check_correlations(Draft& draft);
void check_variables(Draft& draft);  // variables and their starting values from `initial` and `actors`
void check_relations(Draft& draft);  // starting values of pairs
void check_equations(Draft& draft);  // draws, derived, dynamics
void check_actions(Draft& draft);    // needs the decision's cost as well
void check_events(Draft& draft);
void check_outcomes(Draft& draft);
void check_decision(Draft& draft);
void check_claims(Draft& draft);     // expectations, cutoff, warnings to leave out
void check_recording(Draft& draft);  // what is kept of every state

// Shared by the passes.

/// What a number may be written as: plain numbers, or in an event's `at` dates too, which stand for steps.
enum class Points { numbers, steps };
/// A quantity under `node` (scalar or map). `range` bounds it; `site` keys its draw; `what` names it in messages.
/// Faults are reported and give nothing.
[[nodiscard]] std::optional<Quantity> read_quantity(Draft& draft, const Node* node, const Range& range,
                                                    const std::string& site, const std::string& what,
                                                    Points points = Points::numbers);
/// One distribution, `form` its entry, in the canonical numbers of Distribution.
[[nodiscard]] std::optional<Distribution> read_distribution(Draft& draft, const Entry& form, const Range& range,
                                                            Points points);
/// A number, or a date as a step where dates may stand; nothing (unreported) for anything else.
[[nodiscard]] std::optional<double> read_point(const Draft& draft, const Node& node, Points points);
/// A day in steps: the whole part is the step whose span holds it, below 0 or from `steps` on outside the clock.
[[nodiscard]] double step_of_day(const Clock& clock, std::int64_t day);
/// The entry of a quantity's map that gives its value: `value` or a distribution.
[[nodiscard]] const Entry* value_entry(const Node& quantity);
/// Whether the key names a distribution.
[[nodiscard]] bool is_distribution(std::string_view key);

/// Whether the value is half a text, cut off where the file has a fault that has been reported.
[[nodiscard]] bool is_cut(const Draft& draft, const Node& node);

/// [low, high], ends possibly infinite; a fault is reported and gives no bounds.
[[nodiscard]] Range read_range(Draft& draft, const Node* node);

/// A checked expression, or nothing if the node is none (reported by check_structure) or faulty.
[[nodiscard]] std::optional<Expression> read_expression(Draft& draft, const Node* node,
                                                        const ExpressionContext& context);
/// What `section` says of every actor. Below a key of `nested` (at any depth) each key counts on its own. An unknown
/// name and groups that disagree about a member are reported.
[[nodiscard]] std::vector<ActorSays> read_actor_section(Draft& draft, const Node* section,
                                                        const std::set<std::string>& nested);
/// The action's adjustments for single actors; `context` is that of its utility.
void read_adjustments(Draft& draft, Action& action, const ExpressionContext& context);
/// Adjustments of what is no action are reported; of one that the actor never may take, warned of.
void check_adjusted(Draft& draft);

/// The pairs that a dyad variable keeps, by its `pairs`; those of `listed` are told by relations.
void read_pairs(Draft& draft, const Node& node, Variable& variable);
/// Reports equations of symmetric variables that can be seen to give the two orders of a pair different values. Needs
/// a whole model within its limits, without errors: what equations read is followed.
void check_symmetric(Draft& draft);

/// Effect lines: a list or one.
/// Effects on fixed variables are reported.
[[nodiscard]] std::vector<Effect> read_effects(Draft& draft, const Node* node, const ExpressionContext& context,
                                               const std::vector<std::vector<ActorId>>& frames);
/// The `for` of an event: its names, whether pairs are ordered, and its instances. A fault is reported and leaves the
/// event as one without.
void read_instances(Draft& draft, const Node* node, Event& event);
/// The `do` of an event: one imposed choice or a list, each allowed by `by` and `to` in every instance.
[[nodiscard]] std::vector<Imposition> read_impositions(Draft& draft, const Node* node, const Event& event);
/// Names of the slots of an event's expressions.
[[nodiscard]] std::vector<std::string> slots_of(const Event& event);
/// Which states and trajectories count for an outcome, from its `by`, `at`, `over`, `given` and `after`.
void read_looking(Draft& draft, const Node& node, Outcome& outcome);
/// Reports outcomes that rest on themselves.
void check_circles(Draft& draft);
/// Reports a constant outside what the vocabulary allows under the key of this path; `what` begins the message.
void check_constant(Draft& draft, const std::optional<Expression>& value, std::string_view path,
                    const std::string& what);
/// The number that absence of this key means.
[[nodiscard]] Expression default_constant(std::string_view path);
/// Reports the first reading of a pair [x, x] that some frame of `frames` makes outside a comprehension.
void check_diagonal(Draft& draft, const Expression& value, const std::vector<std::vector<ActorId>>& frames,
                    const std::vector<std::string>& slots);

/// Reports a name that is not made of letters, digits and _, a letter first; false then. `what` says what it names.
bool check_form(Draft& draft, const std::string& name, Span span, std::string_view what);

/// The names of groups, `everyone` among them: under `actors` they stand for their members.
[[nodiscard]] std::set<std::string_view> group_names(const Node& root);
/// The actors meant by `who`: an actor, a group, everyone, or a list of them; ascending.
[[nodiscard]] std::vector<ActorId> read_who(Draft& draft, const Node* node);
/// The actor of this name; an unknown one is reported and gives nothing.
[[nodiscard]] std::optional<ActorId> read_actor(Draft& draft, const std::string& name, Span span);
/// The actor alone, or the members of the group (`everyone` too); nothing for another name, unreported.
[[nodiscard]] std::optional<std::vector<ActorId>> members_of(const Draft& draft, const std::string& name);

/// Reports an unknown name (`what` says what it should be), unless a later layer could give it.
void unknown_name(Draft& draft, const std::string& what, const std::string& name, Span span,
                  const std::vector<std::string>& candidates);
/// Reports that the map of `owner` lacks `what`, unless a later layer could give it or a mistyped key means it.
void missing_key(Draft& draft, const Entry& owner, std::string_view what,
                 const std::string& hint = "docs/language.md shows its form");
/// The tracks that actions name.
[[nodiscard]] std::vector<std::string> named_tracks(const Draft& draft);
/// `0 to 1`, `at least 0`.
[[nodiscard]] std::string range_text(const Range& range);

/// Every frame of a shape: one of nobody, one an actor, one an ordered pair.
[[nodiscard]] std::vector<std::vector<ActorId>> frames_of(const Draft& draft, Shape shape);
/// Names of the slots of a shape's equations.
[[nodiscard]] std::vector<std::string> slots_of(Shape shape);
/// `world`, `actor`, `dyad`.
[[nodiscard]] std::string_view shape_name(Shape shape);
/// ` when i is A and j is B`, of the slots that a frame binds; empty without any.
[[nodiscard]] std::string binding_text(const Draft& draft, const std::vector<std::string>& slots,
                                       const std::vector<ActorId>& frame);
/// `an actor variable` and so on.
[[nodiscard]] std::string variable_kind(Shape shape);
/// `A, B and C`, shortened after some.
[[nodiscard]] std::string listing(const std::vector<std::string>& names);
/// `file:line` of a place, for messages about another one.
[[nodiscard]] std::string place_text(const Draft& draft, Span span);

/// The value of a flag; false if absent.
[[nodiscard]] bool read_flag(const Node& map, std::string_view key);
/// A text; empty if absent.
[[nodiscard]] std::string read_text(const Node& map, std::string_view key);

}  // namespace brink
