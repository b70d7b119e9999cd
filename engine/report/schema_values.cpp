#include "report/schema_values.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

namespace brink {

namespace {

constexpr double k_largest = std::numeric_limits<double>::max();  // beyond it lies what is not finite

SchemaJson reference(const char* definition) { return {{"$ref", std::string("#/definitions/") + definition}}; }

/// A list whose elements are of a definition, or where `one` is enough a single text.
SchemaJson list_of(const char* definition, bool one) {
    SchemaJson schema = one ? of_types({"array", "string", "number", "boolean"}) : of_types({"array"});
    schema["items"] = reference(definition);
    return schema;
}

SchemaJson expression_or(std::initializer_list<const char*> more, const Key& key) {
    SchemaJson schema = of_types({"string", "number"});
    for (const char* type : more) schema["type"].push_back(type);
    bound(schema, key);
    return schema;
}

SchemaJson effects() {
    const char* pattern = "[^<>=!]=[^=]";  // an assignment somewhere
    SchemaJson schema = of_types({"string", "array"});
    schema["pattern"] = pattern;
    schema["items"] = {{"type", "string"}, {"pattern", pattern}};
    return schema;
}

SchemaJson word(const Key& key) {
    SchemaJson schema;
    schema["enum"] = words_of(key.words);
    schema["enum"].push_back(nullptr);
    return schema;
}

/// A map of numbers, by name; those in `above` must be above 0, those in `places` may be dates.
struct Argument {
    std::string_view name;
    bool above_zero = false;
    bool place = false;
    double below = k_largest;
};

struct Form {
    std::string_view name;
    std::size_t points = 0;  // a list of so many numbers; 0: a map
    std::array<Argument, 2> first{}, second{};
};

constexpr std::array<Form, 7> k_forms{{
    {"uniform", 2, {}, {}},
    {"normal", 0, {{{"mean", false, true}, {"sd", true}}}, {}},
    {"lognormal", 0, {{{"mean", true}, {"sd", true}}}, {{{"median", true}, {"sigma", true}}}},
    {"beta", 0, {{{"mean", true, false, 1}, {"sd", true}}}, {{{"a", true}, {"b", true}}}},
    {"gamma", 0, {{{"mean", true}, {"sd", true}}}, {{{"shape", true}, {"scale", true}}}},
    {"triangular", 3, {}, {}},
    {"choice", 1, {}, {}},
}};

SchemaJson point(bool dated) { return reference(dated ? "number_or_date" : "number"); }

SchemaJson argument_schema(const Argument& argument, bool dated) {
    if (argument.place && dated) return point(dated);
    SchemaJson schema = of_types({"number"});
    argument.above_zero ? schema["exclusiveMinimum"] = 0 : schema["minimum"] = -k_largest;
    argument.below < k_largest ? schema["exclusiveMaximum"] = argument.below : schema["maximum"] = k_largest;
    return schema;
}

SchemaJson choice(bool dated) {
    SchemaJson schema = of_types({"array", "object"});
    schema["minItems"] = 1;
    schema["items"] = point(dated);
    schema["additionalProperties"] = false;
    schema["properties"] = {{"values", {{"type", {"array", "null"}}, {"minItems", 1}, {"items", point(dated)}}},
                            {"weights",
                             {{"type", {"array", "null"}}, {"items", {{"type", "number"}, {"exclusiveMinimum", 0}}}}}};
    return schema;
}

SchemaJson names_of(const std::array<Argument, 2>& arguments) {
    return {std::string(arguments[0].name), std::string(arguments[1].name)};
}

const Form& form_of(std::string_view name) {
    for (const Form& form : k_forms)
        if (form.name == name) return form;
    return k_forms.front();
}

}  // namespace

SchemaJson of_types(std::initializer_list<const char*> types) {
    SchemaJson schema = {{"type", SchemaJson::array()}};
    for (const char* type : types) schema["type"].push_back(type);
    schema["type"].push_back("null");
    return schema;
}

void bound(SchemaJson& schema, const Key& key) {
    const bool finite = key.kind == KeyKind::number || key.kind == KeyKind::whole || key.kind == KeyKind::quantity;
    // Written as whole numbers where they are.
    const auto end = [](double value) {
        const bool whole = std::fabs(value) < 1e15 && value == std::floor(value);
        return whole ? SchemaJson(static_cast<std::int64_t>(value)) : SchemaJson(value);
    };
    if (finite || std::isfinite(key.low)) schema["minimum"] = std::isfinite(key.low) ? end(key.low) : end(-k_largest);
    if (finite || std::isfinite(key.high)) schema["maximum"] = std::isfinite(key.high) ? end(key.high) : end(k_largest);
}

bool is_dated(const Key& key) { return key.path == "events.*.at"; }

SchemaJson distribution_schema(std::string_view name, bool dated) {
    const Form& form = form_of(name);
    if (name == "choice") return choice(dated);
    SchemaJson schema = of_types({form.points > 0 ? "array" : "object"});
    if (form.points > 0) {
        schema["items"] = point(dated);
        schema["minItems"] = schema["maxItems"] = form.points;
        return schema;
    }
    for (const Argument& argument : form.first)
        schema["properties"][std::string(argument.name)] = argument_schema(argument, dated);
    for (const Argument& argument : form.second)
        if (!argument.name.empty()) schema["properties"][std::string(argument.name)] = argument_schema(argument, dated);
    schema["additionalProperties"] = false;
    schema["maxProperties"] = 2;
    return schema;
}

SchemaJson distribution_needs(std::string_view name) {
    const Form& form = form_of(name);
    if (name == "choice") return {{"required", {"values", "weights"}}};
    if (form.points > 0) return nullptr;
    if (form.second[0].name.empty()) return {{"required", names_of(form.first)}};
    return {{"anyOf", {{{"required", names_of(form.first)}}, {{"required", names_of(form.second)}}}}};
}

SchemaJson value_schema(const Key& key) {
    switch (key.kind) {
        case KeyKind::text: return of_types({"string", "number", "boolean"});
        case KeyKind::name: {
            SchemaJson schema = of_types({"string", "number", "boolean"});
            schema["minLength"] = 1;
            return schema;
        }
        case KeyKind::number:
        case KeyKind::whole: {
            SchemaJson schema = of_types({key.kind == KeyKind::whole ? "integer" : "number"});
            bound(schema, key);
            return schema;
        }
        case KeyKind::flag: return of_types({"boolean"});
        case KeyKind::date: {
            SchemaJson schema = of_types({"string"});
            schema["pattern"] = k_date_pattern;
            return schema;
        }
        case KeyKind::duration: {
            SchemaJson schema = of_types({"string"});
            schema["pattern"] = "^[1-9][0-9]{0,4} (day|week|month|year)s?$";
            return schema;
        }
        case KeyKind::word: return word(key);
        case KeyKind::expression: return expression_or({}, key);
        case KeyKind::terms:
        case KeyKind::by_track: return expression_or({"object"}, key);
        case KeyKind::hold: {
            SchemaJson schema = expression_or({"object", "boolean"}, key);
            schema["not"] = {{"const", true}};
            return schema;
        }
        case KeyKind::range:
            return {{"type", {"array", "null"}}, {"items", {{"type", "number"}}}, {"minItems", 2}, {"maxItems", 2}};
        case KeyKind::rows: {
            const SchemaJson row = {{"type", "array"}, {"items", reference("number")}, {"minItems", 1}};
            return {{"type", {"array", "null"}}, {"items", row}, {"minItems", 1}};
        }
        case KeyKind::names: return list_of("text", false);
        case KeyKind::texts:
        case KeyKind::who: return list_of("text", true);
        case KeyKind::effects: return effects();
        case KeyKind::quantity: return expression_or({"object"}, key);
        case KeyKind::maps: return of_types({"object", "array"});
        case KeyKind::section:
        case KeyKind::table: return of_types({"object"});
        case KeyKind::distribution: return distribution_schema(last_part(key), false);
        case KeyKind::later: return false;
    }
    return false;
}

}  // namespace brink
