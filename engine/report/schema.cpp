#include "report/schema.h"

#include <algorithm>
#include <array>

#include "model/parse.h"
#include "report/reference.h"
#include "report/schema_values.h"

namespace brink {

namespace {

using Json = SchemaJson;

/// What the keys of a table are that a user chooses, where they are no names.
enum class Chosen { names, shared_names, pairs, dates, free };

Chosen chosen_under(std::string_view path) {
    constexpr std::array<std::string_view, 2> k_free{"events", "outcomes"};
    constexpr std::array<std::string_view, 2> k_pairs{"relations.*", "correlate"};
    constexpr std::array<std::string_view, 3> k_own_space{"actions", "actions.*.utility", "decision.precision"};
    const auto is_in = [&](const auto& list) { return std::find(list.begin(), list.end(), path) != list.end(); };
    if (is_in(k_free)) return Chosen::free;
    if (is_in(k_pairs)) return Chosen::pairs;
    if (path == "series.*") return Chosen::dates;
    const bool declares = path == "parameters" || path == "tables" || path == "series" || path == "groups" ||
                          path == "actors" || path == "attributes" || path.substr(0, 10) == "variables." ||
                          path.substr(0, 6) == "draws." || path.substr(0, 8) == "derived.";
    return declares && !is_in(k_own_space) ? Chosen::shared_names : Chosen::names;
}

Json names_schema(std::string_view path) {
    switch (chosen_under(path)) {
        case Chosen::names: return {{"$ref", "#/definitions/name"}};
        case Chosen::shared_names: return {{"$ref", "#/definitions/free_name"}};
        case Chosen::pairs: return {{"$ref", "#/definitions/pair"}};
        case Chosen::dates: return {{"pattern", k_date_pattern}};
        case Chosen::free: break;
    }
    return true;
}

std::string description(const Key& key) {
    std::string text(key.doc);
    if (!key.unit.empty()) text += " (" + std::string(key.unit) + ")";
    if (!key.fallback.empty()) text += "; " + std::string(key.fallback) + " without it";
    return text;
}

/// Keys of which one displaces the others, and a map holds no two.
constexpr std::array<std::string_view, 3> k_timing{"at", "hazard", "rate"};
constexpr std::array<std::string_view, 2> k_outcome{"when", "measure"};
constexpr std::array<std::string_view, 3> k_expectation{"probability", "mean", "than"};

std::vector<std::string> slot_of(const Key& key) {
    std::vector<std::string> slot;
    if (key.kind == KeyKind::quantity)
        for (const Key* below : keys_under(&key))
            if (below->kind == KeyKind::distribution || last_part(*below) == "value")
                slot.emplace_back(last_part(*below));
    if (key.path == "events.*") slot.assign(k_timing.begin(), k_timing.end());
    if (key.path == "outcomes.*") slot.assign(k_outcome.begin(), k_outcome.end());
    if (key.path == "expect") slot.assign(k_expectation.begin(), k_expectation.end());
    return slot;
}

Json schema_of(const Key* key);

void add_properties(Json& schema, const Key* key) {
    schema["properties"] = Json::object();
    for (const Key* below : keys_under(key)) {
        if (!below->available()) continue;
        const bool dated = key != nullptr && is_dated(*key);
        const std::string name(last_part(*below));
        if (name == "*") {
            schema["propertyNames"] = names_schema(key->path);
            schema["additionalProperties"] = schema_of(below);
        } else if (below->kind == KeyKind::distribution) {
            schema["properties"][name] = {{"description", description(*below)},
                                          {"allOf", {{{"$ref", "#/definitions/" + name + (dated ? "_dated" : "")}}}}};
        } else {
            schema["properties"][name] = schema_of(below);
        }
    }
    if (schema["properties"].empty()) schema.erase("properties");
    if (key != nullptr && key->path == "actions.*")
        schema["additionalProperties"] = {{"description", "its own value of an attribute"},
                                          {"type", {"number", "null"}}};
    if (!schema.contains("additionalProperties")) schema["additionalProperties"] = false;
    // A fixed key beside chosen ones is a word like any other: its name need not be one of theirs.
    if (schema.contains("properties") && schema.contains("propertyNames")) {
        Json fixed = Json::array();
        for (const auto& [name, value] : schema["properties"].items()) fixed.push_back(name);
        schema["propertyNames"] = {{"anyOf", {{{"enum", fixed}}, schema["propertyNames"]}}};
    }
}

bool holds_keys(const Key& key) {
    return key.kind == KeyKind::section || key.kind == KeyKind::quantity || !keys_under(&key).empty();
}

Json schema_of(const Key* key) {
    Json schema = {{"description", description(*key)}};
    schema.update(value_schema(*key));
    if (!holds_keys(*key)) return schema;
    add_properties(schema, key);
    for (const std::string& one : slot_of(*key))
        for (const std::string& other : slot_of(*key))
            if (one != other) schema["dependencies"][one]["properties"][other] = false;
    if (key->path == "expect") {
        schema["dependencies"]["sign"]["required"] = {"than"};
        schema["dependencies"]["than"]["required"] = {"sign"};
    }
    if (key->kind == KeyKind::maps) {
        Json item = schema;
        item.erase("description");
        item["type"] = "object";
        schema["items"] = item;
    }
    return schema;
}

/// What `leaf` demands of each place that holds keys, laid out as the file is; null where nothing is demanded.
template <class Leaf>
Json demands(const Key* key, const Leaf& leaf) {
    Json schema = leaf(key);
    if (!schema.is_object()) schema = Json::object();
    for (const Key* below : keys_under(key)) {
        if (!below->available()) continue;
        Json within = demands(below, leaf);
        if (within.is_null()) continue;
        if (last_part(*below) == "*")
            schema["additionalProperties"] = within;
        else
            schema["properties"][std::string(last_part(*below))] = within;
    }
    // What is demanded of chosen keys is not demanded of those that have a meaning of their own.
    if (schema.contains("additionalProperties"))
        for (const Key* below : keys_under(key))
            if (below->available() && last_part(*below) != "*" &&
                !(schema.contains("properties") && schema["properties"].contains(last_part(*below))))
                schema["properties"][std::string(last_part(*below))] = true;
    return schema.empty() ? Json(nullptr) : schema;
}

/// A file that stands alone and can be run must have these.
Json required_keys(const Key* key) {
    Json required = Json::array(), schema = Json::object();
    for (const Key* below : keys_under(key))
        if (below->required && last_part(*below) != "*") required.push_back(last_part(*below));
    if (!required.empty()) schema["required"] = required;
    std::vector<std::string> slot = key == nullptr ? std::vector<std::string>() : slot_of(*key);
    if (key != nullptr && key->path == "events.*") slot.emplace_back("when");
    for (const std::string& one : slot) schema["anyOf"].push_back({{"required", {one}}});
    if (key != nullptr && key->kind == KeyKind::maps && !schema.empty()) schema["items"] = Json(schema);
    // A bare number stands for a map with it.
    if (key != nullptr && key->kind == KeyKind::quantity) schema = {{"if", {{"type", "object"}}}, {"then", schema}};
    return schema;
}

/// A file without layers below it gives distributions whole.
Json whole_distributions(const Key* key) {
    Json schema = Json::object();
    if (key == nullptr || key->kind != KeyKind::quantity) return schema;
    for (const Key* below : keys_under(key)) {
        if (below->kind != KeyKind::distribution) continue;
        const Json needs = distribution_needs(last_part(*below));
        if (!needs.is_null())
            schema["properties"][std::string(last_part(*below))] = {{"if", {{"type", "object"}}}, {"then", needs}};
    }
    return schema;
}

/// No null at any depth: there is nothing below that it could remove.
Json no_null() {
    const Json again = {{"$ref", "#/definitions/no_null"}};
    return {{"type", {"object", "array", "string", "number", "boolean"}}, {"additionalProperties", again}};
}

Json definitions() {
    Json all;
    const std::string name = "[A-Za-z][A-Za-z0-9_]*";
    all["name"] = {{"pattern", k_name_pattern}};
    all["free_name"] = {{"pattern", k_name_pattern}, {"not", {{"enum", reserved_words()}}}};
    all["pair"] = {{"pattern", "^\\s*" + name + "\\s*(->|<->)\\s*" + name + "\\s*$"}};
    all["text"] = {{"type", {"string", "number", "boolean"}}};
    all["number"] = {{"type", "number"}, {"minimum", -1.7976931348623157e308}, {"maximum", 1.7976931348623157e308}};
    all["number_or_date"] = {{"type", {"number", "string"}}, {"pattern", k_date_pattern}};
    for (const Key* key : keys_under(find_key("quantity"))) {
        if (key->kind != KeyKind::distribution) continue;
        const std::string form(last_part(*key));
        all[form] = distribution_schema(form, false);
        all[form + "_dated"] = distribution_schema(form, true);
    }
    all["no_null"] = no_null();
    all["alone"] = demands(nullptr, whole_distributions);
    all["complete"] = demands(nullptr, required_keys);
    return all;
}

/// JSON in which what fits on a line stands on one, so that a change of the language is a small change of the file.
std::string laid_out(const Json& json, std::size_t indent) {
    constexpr std::size_t k_width = 120;
    std::string line = json.dump();
    if (line.size() + indent <= k_width || json.empty() || !json.is_structured()) return line;
    const bool is_object = json.is_object();
    std::string text = is_object ? "{" : "[";
    const std::string blanks(indent + 1, ' ');
    bool first = true;
    for (const auto& [name, value] : json.items()) {
        text += (first ? "\n" : ",\n") + blanks;
        if (is_object) text += Json(name).dump() + ": ";
        text += laid_out(value, indent + 1);
        first = false;
    }
    return text + "\n" + std::string(indent, ' ') + (is_object ? "}" : "]");
}

}  // namespace

std::string schema_text() {
    Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                   {"title", "brink scenario"},
                   {"description", "A scenario, world or model of brink, format 1"},
                   {"type", "object"}};
    add_properties(schema, nullptr);
    schema["required"] = {"brink"};
    const Json extends = {{"required", {"extends"}}};
    const Json runnable = {{"required", {"clock", "actors"}}};
    schema["allOf"] = {
        {{"if", {{"not", extends}}},
         {"then", {{"allOf", {{{"$ref", "#/definitions/no_null"}}, {{"$ref", "#/definitions/alone"}}}}}}},
        {{"if", {{"allOf", {runnable, {{"not", extends}}}}}}, {"then", {{"$ref", "#/definitions/complete"}}}}};
    schema["definitions"] = definitions();
    return laid_out(schema, 0) + "\n";
}

}  // namespace brink
