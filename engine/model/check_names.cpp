// Who and what there is: every declared name, one for one thing, each kind in byte order.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "model/draft.h"

namespace brink {
namespace {

/// The entries of a section, empty if it is none.
const std::vector<Entry>& entries_of(const Node* node) {
    static const std::vector<Entry> none;
    return node != nullptr ? node->entries : none;
}

class Namer {
public:
    explicit Namer(Draft& draft) : draft_(draft) {}

    /// Declares the entries of one section in the shared name space. A name taken already is declared too, so that
    /// nothing else is said of it, unless its kind has it already.
    void shared(std::vector<Declared>& list, const Node* section, std::string_view what, Shape shape = Shape::world) {
        for (const Entry& entry : entries_of(section)) declare(list, entry, what, shape);
    }

    /// Declares the actors; a group or everyone among them stands for its members.
    void actors(std::vector<Declared>& list, const Node& root) {
        const std::set<std::string_view> groups = group_names(root);
        for (const Entry& entry : entries_of(root.find("actors")))
            if (!groups.contains(entry.key)) declare(list, entry, "an actor", Shape::world);
    }

    /// One name, one thing: every use but the first in the files is a fault.
    void report_clashes() {
        for (auto& [name, uses] : uses_) {
            std::stable_sort(uses.begin(), uses.end(), [](const Use& a, const Use& b) {
                return std::pair(a.span.file, a.span.begin) < std::pair(b.span.file, b.span.begin);
            });
            for (std::size_t i = 1; i < uses.size(); ++i)
                draft_.diagnostics.error("name-taken", uses[i].span,
                                         fmt::format("'{}' names {}, and already names {} ({})", name, uses[i].what,
                                                     uses[0].what, place_text(draft_, uses[0].span)),
                                         "give one of them another name");
        }
    }

    /// Declares the entries of a section with a name space of its own.
    void separate(std::vector<Declared>& list, const Node* section) {
        for (const Entry& entry : entries_of(section)) list.push_back({&entry, Shape::world});
    }

private:
    void declare(std::vector<Declared>& list, const Entry& entry, std::string_view what, Shape shape) {
        check_name(entry, what);
        uses_[entry.key].push_back({entry.key_span, std::string(what)});
        if (listed_.emplace(&list, entry.key).second) list.push_back({&entry, shape});
    }

    /// Well formed, and no word of expressions.
    void check_name(const Entry& entry, std::string_view what) {
        if (!check_form(draft_, entry.key, entry.key_span, what)) return;
        const auto& reserved = reserved_words();
        if (std::find(reserved.begin(), reserved.end(), entry.key) != reserved.end())
            draft_.diagnostics.error("reserved-word", entry.key_span,
                                     fmt::format("'{}' cannot name {}: it is a word of expressions", entry.key, what),
                                     fmt::format("choose another name, say '{}_'", entry.key));
    }

    struct Use {
        Span span;
        std::string what;
    };
    Draft& draft_;
    std::map<std::string, std::vector<Use>> uses_;
    std::set<std::pair<const std::vector<Declared>*, std::string>> listed_;
};

void declare_shapes(Draft& draft, Namer& namer, std::vector<Declared>& list, std::string_view section,
                    std::string_view what) {
    const Node* node = draft.root().find(section);
    if (node == nullptr) return;
    for (const Shape shape : {Shape::world, Shape::actor, Shape::dyad}) {
        const std::string text = fmt::format("{} {} {}", shape == Shape::actor ? "an" : "a", shape_name(shape), what);
        namer.shared(list, node->find(shape_name(shape)), text, shape);
    }
}

void in_byte_order(std::vector<Declared>& list) {
    std::sort(list.begin(), list.end(),
              [](const Declared& a, const Declared& b) { return a.entry->key < b.entry->key; });
}

void enter(Names& names, const std::vector<Declared>& list, NamedThing::Kind kind) {
    for (std::uint32_t i = 0; i < list.size(); ++i)
        names.things[list[i].entry->key] = NamedThing{.kind = kind, .shape = list[i].shape, .index = i};
}

/// `name`, `doc` and `actions` are keys of an actor.
void check_actor_keys(Draft& draft) {
    for (const Declared& variable : draft.declared.variables)
        for (const std::string_view key : {"name", "doc", "actions"})
            if (variable.shape == Shape::actor && variable.entry->key == key)
                draft.diagnostics.error("reserved-word", variable.entry->key_span,
                                        fmt::format("'{}' cannot name an actor variable: it is a key of actors", key),
                                        fmt::format("choose another name, say '{}_'", key));
}

void enter_actors(Draft& draft) {
    for (const Declared& actor : draft.declared.actors) {
        const Node* name = actor.entry->value.find("name");
        draft.names.actors.push_back(actor.entry->key);
        draft.names.full_names.push_back(name != nullptr ? name->text : actor.entry->key);
        draft.model.actors.push_back(
            {.id = actor.entry->key, .name = actor.entry->key, .doc = {}, .span = actor.entry->key_span});
    }
}

/// Whether a member is no actor but a group, which is reported.
bool is_group(Draft& draft, const std::string& group, const Node& item) {
    const Node* groups = draft.root().find("groups");
    const Node* members = groups != nullptr ? groups->find(item.text) : nullptr;
    if (item.text != "everyone" && members == nullptr) return false;
    std::vector<std::string> names;
    if (members != nullptr)
        for (const Node& member : members->items) names.push_back(member.text);
    draft.diagnostics.error("group-in-group", item.span,
                            fmt::format("'{}' is a group, and '{}' can hold actors only", item.text, group),
                            names.empty() ? "name the actors one by one"
                                          : fmt::format("write its members in its place: {}", fmt::join(names, ", ")));
    return true;
}

void enter_groups(Draft& draft) {
    for (const Declared& group : draft.declared.groups) {
        Group result{.name = group.entry->key, .members = {}};
        for (const Node& item : group.entry->value.items) {
            if (!item.is_scalar() || is_group(draft, result.name, item)) continue;
            const auto actor = read_actor(draft, item.text, item.span);
            if (!actor) continue;
            if (std::find(result.members.begin(), result.members.end(), *actor) != result.members.end())
                draft.diagnostics.error("repeated-name", item.span,
                                        fmt::format("'{}' is twice in group '{}'", item.text, result.name),
                                        "remove one of them");
            else
                result.members.push_back(*actor);
        }
        std::sort(result.members.begin(), result.members.end());
        draft.names.groups.push_back(result);
    }
    draft.model.groups = draft.names.groups;
}

void enter_actions(Draft& draft) {
    for (std::uint32_t i = 0; i < draft.declared.actions.size(); ++i) {
        const Entry& entry = *draft.declared.actions[i].entry;
        check_form(draft, entry.key, entry.key_span, "an action");
        if (entry.key == "hold")
            draft.diagnostics.error("reserved-word", entry.key_span,
                                    "'hold' cannot name an action: holding is built in",
                                    "its utility is set by 'hold' under 'decision'");
        draft.names.actions[entry.key] = i;
        draft.names.action_targeted.push_back(entry.value.find("to") != nullptr);
    }
}

}  // namespace

void declare_names(Draft& draft) {
    Namer namer(draft);
    Declarations& declared = draft.declared;
    const Node& root = draft.root();
    namer.shared(declared.tables, root.find("tables"), "a table");
    namer.shared(declared.series, root.find("series"), "a series");
    namer.shared(declared.parameters, root.find("parameters"), "a parameter");
    declare_shapes(draft, namer, declared.variables, "variables", "variable");
    namer.shared(declared.attributes, root.find("attributes"), "an attribute");
    namer.shared(declared.groups, root.find("groups"), "a group");
    namer.actors(declared.actors, root);
    declare_shapes(draft, namer, declared.draws, "draws", "draw");
    declare_shapes(draft, namer, declared.derived, "derived", "derived value");
    namer.report_clashes();
    namer.separate(declared.actions, root.find("actions"));
    namer.separate(declared.events, root.find("events"));
    namer.separate(declared.outcomes, root.find("outcomes"));
    for (auto* list : {&declared.tables, &declared.series, &declared.parameters, &declared.variables,
                       &declared.attributes, &declared.groups, &declared.actors, &declared.draws, &declared.derived,
                       &declared.actions, &declared.events, &declared.outcomes})
        in_byte_order(*list);

    enter(draft.names, declared.tables, NamedThing::Kind::table);
    enter(draft.names, declared.series, NamedThing::Kind::series);
    enter(draft.names, declared.parameters, NamedThing::Kind::parameter);
    enter(draft.names, declared.variables, NamedThing::Kind::variable);
    enter(draft.names, declared.attributes, NamedThing::Kind::attribute);
    enter(draft.names, declared.groups, NamedThing::Kind::group);
    enter(draft.names, declared.actors, NamedThing::Kind::actor);
    enter(draft.names, declared.draws, NamedThing::Kind::draw);
    enter(draft.names, declared.derived, NamedThing::Kind::derived);
    check_actor_keys(draft);
    enter_actors(draft);
    enter_groups(draft);
    enter_actions(draft);
    for (std::uint32_t i = 0; i < declared.events.size(); ++i) draft.names.events[declared.events[i].entry->key] = i;
    for (const Declared& outcome : declared.outcomes) draft.names.outcomes.insert(outcome.entry->key);
}

void describe_actors(Draft& draft) {
    draft.actors_say = read_actor_section(draft, draft.root().find("actors"), {"actions"});
    const auto text = [](const Entry* entry) {
        return entry != nullptr && entry->value.is_scalar() ? entry->value.text : std::string();
    };
    for (std::size_t i = 0; i < draft.model.actors.size(); ++i) {
        Actor& actor = draft.model.actors[i];
        const std::string name = text(draft.actors_say[i].find("name"));
        if (!name.empty()) actor.name = name;
        draft.names.full_names[i] = actor.name;
        actor.doc = text(draft.actors_say[i].find("doc"));
    }
}

}  // namespace brink
