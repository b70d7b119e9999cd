#include "model/draft.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <iterator>

#include "model/lexer.h"
#include "model/meant_names.h"
#include "model/slips.h"

namespace brink {

std::optional<std::uint32_t> place_of(const std::vector<Declared>& list, std::string_view name) {
    const auto before = [](const Declared& declared, std::string_view key) { return declared.entry->key < key; };
    const auto place = std::lower_bound(list.begin(), list.end(), name, before);
    if (place == list.end() || place->entry->key != name) return std::nullopt;
    return static_cast<std::uint32_t>(place - list.begin());
}

std::vector<std::string> names_of(const std::vector<Declared>& list) {
    std::vector<std::string> names;
    for (const Declared& declared : list) names.push_back(declared.entry->key);
    return names;
}

std::set<std::string_view> group_names(const Node& root) {
    std::set<std::string_view> names{"everyone"};
    if (const Node* groups = root.find("groups"))
        for (const Entry& group : groups->entries) names.insert(group.key);
    return names;
}

std::optional<ActorId> read_actor(Draft& draft, const std::string& name, Span span) {
    const auto& actors = draft.names.actors;
    const auto place = std::lower_bound(actors.begin(), actors.end(), name);
    if (place != actors.end() && *place == name) return ActorId{static_cast<std::uint32_t>(place - actors.begin())};
    unknown_name(draft, "no actor", name, span, actors);
    return std::nullopt;
}

std::optional<std::vector<ActorId>> members_of(const Draft& draft, const std::string& name) {
    if (name == "everyone") {
        std::vector<ActorId> all;
        for (std::uint32_t i = 0; i < draft.names.actors.size(); ++i) all.push_back({i});
        return all;
    }
    const auto thing = draft.names.things.find(name);
    if (thing == draft.names.things.end()) return std::nullopt;
    if (thing->second.kind == NamedThing::Kind::actor) return std::vector<ActorId>{{thing->second.index}};
    if (thing->second.kind == NamedThing::Kind::group) return draft.names.groups[thing->second.index].members;
    return std::nullopt;
}

std::vector<ActorId> read_who(Draft& draft, const Node* node) {
    std::vector<ActorId> who;
    const auto add = [&](const Node& item) {
        if (!item.is_scalar()) return;
        if (const auto members = members_of(draft, item.text)) {
            who.insert(who.end(), members->begin(), members->end());
            return;
        }
        std::vector<std::string> candidates = draft.names.actors;
        for (const Group& group : draft.names.groups) candidates.push_back(group.name);
        candidates.emplace_back("everyone");
        unknown_name(draft, "no actor or group", item.text, item.span, candidates);
    };
    if (node == nullptr) return who;
    add(*node);
    for (const Node& item : node->items) add(item);
    std::sort(who.begin(), who.end());
    who.erase(std::unique(who.begin(), who.end()), who.end());
    return who;
}

namespace {

/// What else may stand for the others where actors or groups are named.
std::string who_hint(const Draft& draft, const std::string& name, const std::vector<std::string>& candidates) {
    const auto is_candidate = [&](const std::string& id) {
        return std::find(candidates.begin(), candidates.end(), id) != candidates.end();
    };
    if (const auto id = id_of_full_name(draft.names, name); id && is_candidate(*id))
        return fmt::format("write {}: an actor is written by its id", *id);
    if (candidates.empty() || candidates.back() != "everyone") return {};
    if (name == "all" || name == "any" || name == "All" || name == "anyone" || name == "everybody")
        return "write everyone";
    if (name == "self" || name == "target" || name == "other")
        return "name who: an actor, a group, a list of them, or everyone (nobody targets itself)";
    const std::size_t comma = name.find(',');
    if (comma != std::string::npos && name.front() != '[') return fmt::format("a list stands in brackets: [{}]", name);
    if (comma != std::string::npos) return "name several under 'groups', or write a line for each";
    for (const char* all : {"not ", "everyone ", "all ", "anyone "})
        if (name.rfind(all, 0) == 0) return "name those that are meant in a list, or in a group of their own";
    return {};
}

}  // namespace

void unknown_name(Draft& draft, const std::string& what, const std::string& name, Span span,
                  const std::vector<std::string>& candidates) {
    if (draft.names.may_be_elsewhere(name)) return;
    std::string hint = ascii_hint(name);
    if (hint.empty()) hint = who_hint(draft, name, candidates);
    std::vector<std::string> near = candidates;
    std::copy_if(draft.names.elsewhere.begin(), draft.names.elsewhere.end(), std::back_inserter(near),
                 [](const std::string& word) { return is_name(word); });
    if (hint.empty()) hint = did_you_mean(name, near);
    if (hint.empty() && !draft.names.elsewhere.empty()) hint = "nothing declares it";
    if (hint.empty() && candidates.size() == 1) hint = "there is " + listing(candidates);
    if (hint.empty()) hint = candidates.empty() ? "the scenario has none" : "there are " + listing(candidates);
    draft.diagnostics.error("unknown-name", span, fmt::format("{} '{}'", what, name), hint);
}

void missing_key(Draft& draft, const Entry& owner, std::string_view what, const std::string& hint) {
    if (!draft.complete || draft.mistyped.contains(&owner.value)) return;
    draft.diagnostics.error("missing-key", owner.key_span, fmt::format("'{}' needs {}", owner.key, what), hint);
}

std::vector<std::string> named_tracks(const Draft& draft) {
    std::vector<std::string> named = draft.model.tracks;
    std::erase(named, "");
    return named;
}

std::string range_text(const Range& range) {
    if (range.high == k_infinity) return fmt::format("at least {}", range.low);
    if (range.low == -k_infinity) return fmt::format("at most {}", range.high);
    return fmt::format("{} to {}", range.low, range.high);
}

bool is_cut(const Draft& draft, const Node& node) {
    if (node.is_map()) return false;  // what a map holds is judged one by one
    return std::any_of(draft.faulty.begin(), draft.faulty.end(), [&](Span fault) {
        return fault.file == node.span.file && fault.begin < node.span.end && node.span.begin < fault.end;
    });
}

std::optional<Expression> read_expression(Draft& draft, const Node* node, const ExpressionContext& context) {
    if (node == nullptr || !node->is_scalar() || is_cut(draft, *node)) return std::nullopt;
    return parse_expression(*node, draft.names, context, draft.diagnostics);
}

void check_constant(Draft& draft, const std::optional<Expression>& value, std::string_view path,
                    const std::string& what) {
    const Key* key = find_key(path);
    assert(key != nullptr && "a path of the vocabulary");
    if (!value) return;
    const auto number = constant_value(*value);
    if (!number || (*number >= key->low && *number <= key->high)) return;
    std::string hint = fmt::format("{}: {}", last_part(*key), key->doc);
    if (key->high == 1 && *number > 1 && *number <= 100)
        hint += fmt::format(", a number from 0 to 1; {} % is {:g}", *number, *number / 100);
    draft.diagnostics.error("out-of-range", value->span,
                            fmt::format("{} is {}; allowed is {}", what, *number, range_text({key->low, key->high})),
                            hint);
}

Expression default_constant(std::string_view path) {
    Expression expression;
    const Key* key = find_key(path);
    const bool known = key != nullptr && parse_number(key->fallback, expression.number);
    assert(known && "the vocabulary gives the default");
    (void)known;
    return expression;
}

bool check_form(Draft& draft, const std::string& name, Span span, std::string_view what) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto more = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; };
    if (!name.empty() && letter(name[0]) && std::all_of(name.begin(), name.end(), more)) return true;
    std::string form;
    for (const char c : name) form += more(c) ? c : '_';
    const bool near = !form.empty() && letter(form[0]) && form.find("__") == std::string::npos;
    std::string hint = "names are letters, digits and _, a letter first";
    if (near) hint += fmt::format(": {}", form);
    if (near && what == "an actor") hint += fmt::format(", with {{name: {}}} for people", name);
    draft.diagnostics.error("bad-name", span, fmt::format("'{}' cannot name {}", name, what), hint);
    return false;
}

std::vector<std::vector<ActorId>> frames_of(const Draft& draft, Shape shape) {
    std::vector<std::vector<ActorId>> frames;
    const auto n = static_cast<std::uint32_t>(draft.names.actors.size());
    if (shape == Shape::world) frames.emplace_back();
    for (std::uint32_t i = 0; i < n && shape != Shape::world; ++i) {
        if (shape == Shape::actor) frames.push_back({{i}});
        for (std::uint32_t j = 0; j < n && shape == Shape::dyad; ++j)
            if (i != j) frames.push_back({{i}, {j}});
    }
    return frames;
}

std::vector<std::string> slots_of(Shape shape) {
    switch (shape) {
        case Shape::world: return {};
        case Shape::actor: return {"self"};
        case Shape::dyad: return {"self", "other"};
    }
    return {};
}

std::string_view shape_name(Shape shape) {
    switch (shape) {
        case Shape::world: return "world";
        case Shape::actor: return "actor";
        case Shape::dyad: return "dyad";
    }
    return {};
}

std::string binding_text(const Draft& draft, const std::vector<std::string>& slots, const std::vector<ActorId>& frame) {
    std::string text;
    for (std::size_t i = 0; i < slots.size() && i < frame.size(); ++i)
        text += fmt::format("{}{} is {}", i == 0 ? " when " : " and ", slots[i], draft.names.actors[frame[i].index]);
    return text;
}

std::string variable_kind(Shape shape) {
    return fmt::format("{} {} variable", shape == Shape::actor ? "an" : "a", shape_name(shape));
}

std::string listing(const std::vector<std::string>& names) {
    constexpr std::size_t k_most = 12;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), k_most); ++i) {
        const bool last = i + 1 == names.size();
        text += (i == 0 ? "" : last ? " and " : ", ") + ("'" + names[i] + "'");
    }
    if (names.size() > k_most) text += fmt::format(" and {} more", names.size() - k_most);
    return text;
}

std::string place_text(const Draft& draft, Span span) {
    if (!span.known()) return "no place";
    return draft.tree.sources.file_and_line(span);
}

bool read_flag(const Node& map, std::string_view key) {
    const Node* node = map.find(key);
    return node != nullptr && node->is_scalar() && !node->quoted && node->text == "true";
}

std::string read_text(const Node& map, std::string_view key) {
    const Node* node = map.find(key);
    return node != nullptr && node->is_scalar() ? node->text : std::string();
}

}  // namespace brink
