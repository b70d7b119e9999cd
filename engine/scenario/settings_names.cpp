#include "scenario/settings_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "scenario/pairs.h"

namespace brink {
namespace {

constexpr std::array<std::string_view, 26> k_sections{"title",   "question",   "headline", "doc",        "marking",
                                                      "lint",    "attributes", "tables",   "series",     "correlate",
                                                      "expect",  "cutoff",     "clock",    "run",        "draws",
                                                      "derived", "dynamics",   "actions",  "parameters", "variables",
                                                      "groups",  "relations",  "actors",   "events",     "outcomes",
                                                      "decision"};

/// Sections of things that have names, and how deep below the section the names stand.
struct Things {
    std::string_view section;
    int depth;
    std::string_view noun;  // with its article
};
constexpr std::array k_things{Things{"parameters", 1, "a parameter"},  Things{"variables", 2, "a variable"},
                              Things{"groups", 1, "a group"},          Things{"actors", 1, "an actor"},
                              Things{"relations", 1, "a relation"},    Things{"draws", 2, "a draw"},
                              Things{"derived", 2, "a derived value"}, Things{"dynamics", 2, "an equation"},
                              Things{"actions", 1, "an action"},       Things{"events", 1, "an event"},
                              Things{"outcomes", 1, "an outcome"},     Things{"tables", 1, "a table"},
                              Things{"series", 1, "a series"},         Things{"attributes", 1, "an attribute"}};

constexpr std::array<std::string_view, 3> k_shapes{"world", "actor", "dyad"};

const Node* at(const Node* node, std::string_view key) { return node == nullptr ? nullptr : node->find(key); }

std::string_view bare(std::string_view noun) { return noun.substr(noun.find(' ') + 1); }

void refuse(const Entry& entry, std::string_view noun, const std::vector<std::string>& there,
            Diagnostics& diagnostics) {
    const std::string near = did_you_mean(entry.key, there);
    diagnostics.error("unknown-setting", entry.key_span, fmt::format("no {} '{}'", bare(noun), entry.key),
                      near.empty() ? fmt::format("a setting changes what is there; {} {} belongs in a file that "
                                                 "extends this one",
                                                 "a new", bare(noun))
                                   : near);
}

void refuse_new_names(const Node& layer, const Node* there, const Things& things, int depth, const Node& merged,
                      Diagnostics& diagnostics) {
    for (const Entry& entry : layer.entries) {
        const Node* known = at(there, entry.key);
        if (depth > 1) {
            refuse_new_names(entry.value, known, things, depth - 1, merged, diagnostics);
            continue;
        }
        // Every pair has a value of a dyad variable, whether a line of `relations` gives it or not.
        const Node* dyad = things.section == "relations" ? at(merged.find("variables"), "dyad") : nullptr;
        if (known == nullptr && at(dyad, entry.key) == nullptr) {
            std::vector<std::string> names = keys_of(there);
            for (std::string& name : keys_of(dyad)) names.push_back(std::move(name));
            refuse(entry, things.noun, names, diagnostics);
        }
    }
}

/// A utility is a sum: one more term would change it.
void refuse_new_terms(const Node& layer, const Node* actions, Diagnostics& diagnostics) {
    for (const Entry& action : layer.entries) {
        const Node* terms = action.value.find("utility");
        const Node* there = at(at(actions, action.key), "utility");
        if (terms == nullptr || at(actions, action.key) == nullptr) continue;
        for (const Entry& term : terms->entries)
            if (at(there, term.key) == nullptr) refuse(term, "a utility term", keys_of(there), diagnostics);
    }
}

/// A shape and its variable of this name.
std::optional<std::string_view> shape_of(const std::string& name, const Node& merged) {
    for (const std::string_view shape : k_shapes)
        if (at(at(merged.find("variables"), shape), name) != nullptr) return shape;
    return std::nullopt;
}

std::string quoted_names(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += fmt::format("{}'{}'", text.empty() ? "" : " or ", name);
    return text;
}

std::vector<std::string> actors_giving(const std::string& variable, const Node& merged) {
    const Node* actors = merged.find("actors");
    std::vector<std::string> givers;
    for (std::string& id : keys_of(actors))
        if (at(at(actors, id), variable) != nullptr) givers.push_back(std::move(id));
    return givers;
}

/// Whether a variable's `initial` is anyone's starting value, as far as actors and lines about two actors tell.
bool initial_reaches(const std::string& variable, std::string_view shape, const Node& merged) {
    const std::vector<std::string> actors = keys_of(merged.find("actors"));
    if (shape == "world" || actors.empty()) return true;
    if (shape == "actor") return actors_giving(variable, merged).size() < actors.size();
    const auto is_actor = [&](const std::string& name) {
        return std::find(actors.begin(), actors.end(), name) != actors.end();
    };
    std::size_t given = 0;
    for (const std::string& line : keys_of(at(merged.find("relations"), variable)))
        if (const auto pair = parse_pair(line); pair && is_actor(pair->from) && is_actor(pair->to))
            given += pair->both ? 2 : 1;
    return given < actors.size() * (actors.size() - 1);
}

/// The places where a variable's starting values stand.
std::string variable_hint(const std::string& name, std::string_view shape, const Node& merged) {
    std::vector<std::string> places;
    const Node* variable = at(at(merged.find("variables"), shape), name);
    const bool has_initial = at(variable, "initial") != nullptr;
    if (shape == "actor") {
        const std::vector<std::string> givers = actors_giving(name, merged), ids = keys_of(merged.find("actors"));
        if (!ids.empty())
            places.push_back(fmt::format("actors.{}.{}", givers.empty() ? ids.front() : givers.front(), name));
    }
    if (shape == "dyad") {
        const std::vector<std::string> lines = keys_of(at(merged.find("relations"), name));
        if (!lines.empty()) places.push_back(fmt::format("relations.{}.{}", name, lines.front()));
    }
    if ((has_initial && initial_reaches(name, shape, merged)) || places.empty())
        places.push_back(fmt::format("variables.{}.{}.initial", shape, name));
    return fmt::format("'{}' is {} {} variable; where it starts is set by {}", name, shape == "actor" ? "an" : "a",
                       shape, quoted_names(places));
}

bool is_number(const Node& node) {
    double number = 0;
    return node.is_scalar() && !node.quoted && parse_number(node.text, number);
}

/// A hint if the name is that of some thing, but for parameters and variables.
std::string thing_hint(const std::vector<std::string>& name, const Node& merged) {
    for (const Things& things : k_things) {
        const Node* section = merged.find(things.section);
        const Node* thing = at(section, name.front());
        for (const std::string_view shape : k_shapes)
            if (things.depth == 2 && thing == nullptr) thing = at(at(section, shape), name.front());
        if (thing == nullptr || things.section == "dynamics") continue;
        const std::string is = fmt::format("'{}' is {}", name.front(), things.noun);
        const bool numbers = things.section == "actors" || things.section == "events";
        if (!numbers) return is + ": a formula of the model, no number to set; a file that extends it can change it";
        const std::string prefix = fmt::format("{}.{}.", things.section, name.front());
        if (name.size() > 1) return fmt::format("did you mean '{}{}'?", prefix, name[1]);
        for (const Entry& part : thing->entries)
            if (is_number(part.value) || part.value.is_map())
                return fmt::format("{}; a setting names a part of it, as '{}{}'", is, prefix, part.key);
        return is + "; a setting names a part of it";
    }
    return {};
}

/// Dotted names of numbers, at most four parts long, that end in `key`.
void numbers_named(const Node& node, const std::string& prefix, std::size_t depth, const std::string& key,
                   std::vector<std::string>& found) {
    for (const Entry& entry : node.entries) {
        const std::string name = prefix + "." + entry.key;
        const bool settable = is_number(entry.value) || entry.value.is_map() || prefix.rfind("decision", 0) == 0;
        if (entry.key == key && settable) found.push_back(name);
        if (depth < 3) numbers_named(entry.value, name, depth + 1, key, found);
    }
}

}  // namespace

bool is_section(std::string_view key) {
    return std::find(k_sections.begin(), k_sections.end(), key) != k_sections.end();
}

std::vector<std::string> keys_of(const Node* map) {
    std::vector<std::string> keys;
    if (map == nullptr) return keys;
    for (const Entry& entry : map->entries) keys.push_back(entry.key);
    return keys;
}

void refuse_new_things(const Node& layer, const Node& merged, Diagnostics& diagnostics) {
    for (const Things& things : k_things) {
        const Node* laid = layer.find(things.section);
        if (laid == nullptr) continue;
        refuse_new_names(*laid, merged.find(things.section), things, things.depth, merged, diagnostics);
        if (things.section == "actions") refuse_new_terms(*laid, merged.find(things.section), diagnostics);
    }
}

void warn_if_without_effect(const Node& layer, const Node& merged, Diagnostics& diagnostics) {
    const Node* variables = layer.find("variables");
    for (const std::string_view shape : k_shapes) {
        const Node* laid = at(variables, shape);
        if (laid == nullptr) continue;
        for (const Entry& variable : laid->entries)
            if (const Entry* initial = variable.value.find_entry("initial");
                initial != nullptr && !initial_reaches(variable.key, shape, merged))
                diagnostics.warning("setting-without-effect", initial->key_span,
                                    fmt::format("every {} has its own '{}': its initial value is nobody's",
                                                shape == "actor" ? "actor" : "pair", variable.key),
                                    variable_hint(variable.key, shape, merged));
    }
}

std::string meant_by(const std::vector<std::string>& name, const Node& merged) {
    const std::string& key = name.front();
    if (const auto shape = shape_of(key, merged)) return variable_hint(key, *shape, merged);
    if (std::string hint = thing_hint(name, merged); !hint.empty()) return hint;
    std::vector<std::string> numbers;
    for (const std::string_view section : {"actors", "clock", "decision", "events", "run"})
        if (const Node* node = merged.find(section)) numbers_named(*node, std::string(section), 1, key, numbers);
    if (!numbers.empty()) return fmt::format("did you mean '{}'?", *std::min_element(numbers.begin(), numbers.end()));
    std::vector<std::string> candidates = keys_of(merged.find("parameters"));
    for (const std::string_view shape : k_shapes)
        for (std::string& variable : keys_of(at(merged.find("variables"), shape)))
            candidates.push_back(std::move(variable));
    for (const std::string_view section : k_sections) candidates.emplace_back(section);
    const auto near = nearest(key, candidates);
    if (!near) return "a bare name is a parameter; any other place has a dotted name, as actors.RED.resolve";
    const auto shape = shape_of(*near, merged);
    return did_you_mean(key, {*near}) + (shape ? " " + variable_hint(*near, *shape, merged) : "");
}

}  // namespace brink
