#pragma once
// What the tests of expressions and effects share: a world of names, contexts, texts parsed in one call.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "model/parse.h"
#include "model/print.h"

namespace brink::parsing {

using Found = std::vector<std::string>;

/// Three actors, two groups and one name of each kind, as both the names and the model that prints them.
struct World {
    using Kind = NamedThing::Kind;

    Names names;
    Model model;

    World() {
        for (const char* id : {"BLUE", "GREEN", "RED"}) {
            names.things[id] = {Kind::actor, Shape::actor, static_cast<std::uint32_t>(names.actors.size())};
            names.actors.emplace_back(id);
            model.actors.push_back({id, id, "", {}});
        }
        group("nato", {ActorId{0}, ActorId{1}});
        group("rivals", {ActorId{0}, ActorId{2}});
        parameter("fear");
        parameter("hope");
        variable("attention", Shape::world);
        variable("hostility", Shape::dyad);
        variable("readiness", Shape::actor);
        variable("threat", Shape::actor);
        derived("pressure", Shape::actor);
        derived("tension", Shape::world);
        draw("tremor", Shape::world);
        action("arm", false);
        action("protest", true);
        names.events = {{"border incident", 0}, {"summit", 1}};
        model.events.resize(2);
        model.events[0].name = "border incident";
        model.events[1].name = "summit";
        names.things["visibility"] = {Kind::attribute, Shape::world, 0};
    }

    void group(const char* name, std::vector<ActorId> members) {
        names.things[name] = {Kind::group, Shape::world, static_cast<std::uint32_t>(names.groups.size())};
        names.groups.push_back({name, members});
        model.groups.push_back({name, std::move(members)});
    }
    void parameter(const char* name) {
        names.things[name] = {Kind::parameter, Shape::world, static_cast<std::uint32_t>(model.parameters.size())};
        model.parameters.emplace_back().name = name;
    }
    void variable(const char* name, Shape shape) {
        names.things[name] = {Kind::variable, shape, static_cast<std::uint32_t>(model.variables.size())};
        model.variables.emplace_back().name = name;
    }
    void derived(const char* name, Shape shape) {
        names.things[name] = {Kind::derived, shape, static_cast<std::uint32_t>(model.derived.size())};
        model.derived.emplace_back().name = name;
    }
    void draw(const char* name, Shape shape) {
        names.things[name] = {Kind::draw, shape, static_cast<std::uint32_t>(model.draws.size())};
        model.draws.emplace_back().name = name;
    }
    void action(const char* name, bool targeted) {
        names.actions[name] = static_cast<std::uint32_t>(model.actions.size());
        names.action_targeted.push_back(targeted);
        model.actions.emplace_back().name = name;
    }
};

inline ExpressionContext in_world() {
    ExpressionContext context;
    context.site = "dynamics/x";
    return context;
}
inline ExpressionContext in_actor() {
    ExpressionContext context = in_world();
    context.slots = {"self"};
    return context;
}
inline ExpressionContext in_dyad() {
    ExpressionContext context = in_world();
    context.slots = {"self", "other"};
    return context;
}
inline ExpressionContext in_action() {
    ExpressionContext context = in_world();
    context.slots = {"self", "target"};
    context.attributes = {{"rung", 4}, {"visibility", 0.5}};
    context.site = "actions/protest";
    return context;
}

/// A scalar that stands alone in its file, `indent` bytes after the start of the first line.
inline Node scalar(const std::string& text, std::uint32_t indent = 0) {
    Node node;
    node.kind = Node::Kind::scalar;
    node.text = text;
    node.span = {0, indent, indent + static_cast<std::uint32_t>(text.size())};
    return node;
}

inline Expression parsed(const std::string& text, const ExpressionContext& context) {
    const World world;
    Diagnostics diagnostics;
    auto expression = parse_expression(scalar(text), world.names, context, diagnostics);
    for (const Diagnostic& found : diagnostics.items()) UNSCOPED_INFO(found.code << ": " << found.message);
    INFO(text);
    REQUIRE(diagnostics.empty());
    REQUIRE(expression.has_value());
    return std::move(*expression);
}

inline std::string printed(const std::string& text, const ExpressionContext& context) {
    return to_text(parsed(text, context), World().model, context.slots);
}

/// `code@begin-end` of each finding, in order; columns counted from 0 within the scalar.
inline std::vector<std::string> places(const Diagnostics& diagnostics, std::uint32_t indent) {
    std::vector<std::string> result;
    for (const Diagnostic& found : diagnostics.items()) {
        CHECK_FALSE(found.message.empty());
        result.push_back(found.code + "@" + std::to_string(found.span.begin - indent) + "-" +
                         std::to_string(found.span.end - indent));
    }
    return result;
}

inline std::vector<std::string> faults(const std::string& text, const ExpressionContext& context) {
    constexpr std::uint32_t k_indent = 7;
    const World world;
    Diagnostics diagnostics;
    const auto expression = parse_expression(scalar(text, k_indent), world.names, context, diagnostics);
    INFO(text);
    CHECK_FALSE(expression.has_value());
    return places(diagnostics, k_indent);
}

inline std::string hint_of(const std::string& text, const ExpressionContext& context) {
    Diagnostics diagnostics;
    static_cast<void>(parse_expression(scalar(text), World().names, context, diagnostics));
    REQUIRE_FALSE(diagnostics.items().empty());
    return diagnostics.items().front().message + " | " + diagnostics.items().front().hint;
}

}  // namespace brink::parsing
