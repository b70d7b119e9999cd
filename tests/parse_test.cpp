// Expressions and effects: precedence, names, shapes, every fault with its code and place.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "model/parse.h"
#include "model/print.h"

using namespace brink;

namespace {

using Kind = NamedThing::Kind;

/// Three actors, two groups and one name of each kind, as both the names and the model that prints them.
struct World {
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

ExpressionContext in_world() {
    ExpressionContext context;
    context.site = "dynamics/x";
    return context;
}
ExpressionContext in_actor() {
    ExpressionContext context = in_world();
    context.slots = {"self"};
    return context;
}
ExpressionContext in_dyad() {
    ExpressionContext context = in_world();
    context.slots = {"self", "other"};
    return context;
}
ExpressionContext in_action() {
    ExpressionContext context = in_world();
    context.slots = {"self", "target"};
    context.attributes = {{"rung", 4}, {"visibility", 0.5}};
    context.site = "actions/protest";
    return context;
}

/// A scalar that stands alone in its file, `indent` bytes after the start of the first line.
Node scalar(const std::string& text, std::uint32_t indent = 0) {
    Node node;
    node.kind = Node::Kind::scalar;
    node.text = text;
    node.span = {0, indent, indent + static_cast<std::uint32_t>(text.size())};
    return node;
}

Expression parsed(const std::string& text, const ExpressionContext& context) {
    const World world;
    Diagnostics diagnostics;
    auto expression = parse_expression(scalar(text), world.names, context, diagnostics);
    for (const Diagnostic& found : diagnostics.items()) UNSCOPED_INFO(found.code << ": " << found.message);
    INFO(text);
    REQUIRE(diagnostics.empty());
    REQUIRE(expression.has_value());
    return std::move(*expression);
}

std::string printed(const std::string& text, const ExpressionContext& context) {
    return to_text(parsed(text, context), World().model, context.slots);
}

/// Every operation in brackets, so that the structure can be read off.
std::string structure(const Expression& e) {
    if (e.operands.empty()) return to_text(e, World().model);
    std::string text = "(";
    for (std::size_t i = 0; i < e.operands.size(); ++i) text += (i > 0 ? " " : "") + structure(e.operands[i]);
    return text + ")" + std::to_string(static_cast<int>(e.term));
}

std::string node_of(Term term, const std::string& operands) {
    return "(" + operands + ")" + std::to_string(static_cast<int>(term));
}

/// `code@begin-end` of each finding, in order; columns counted from 0 within the scalar.
std::vector<std::string> places(const Diagnostics& diagnostics, std::uint32_t indent) {
    std::vector<std::string> result;
    for (const Diagnostic& found : diagnostics.items()) {
        CHECK_FALSE(found.message.empty());
        result.push_back(found.code + "@" + std::to_string(found.span.begin - indent) + "-" +
                         std::to_string(found.span.end - indent));
    }
    return result;
}

std::vector<std::string> faults(const std::string& text, const ExpressionContext& context) {
    constexpr std::uint32_t k_indent = 7;
    const World world;
    Diagnostics diagnostics;
    const auto expression = parse_expression(scalar(text, k_indent), world.names, context, diagnostics);
    INFO(text);
    CHECK_FALSE(expression.has_value());
    return places(diagnostics, k_indent);
}

std::string hint_of(const std::string& text, const ExpressionContext& context) {
    Diagnostics diagnostics;
    static_cast<void>(parse_expression(scalar(text), World().names, context, diagnostics));
    REQUIRE_FALSE(diagnostics.items().empty());
    return diagnostics.items().front().message + " | " + diagnostics.items().front().hint;
}

std::optional<Effect> effect_of(const std::string& text, const ExpressionContext& context,
                                std::map<std::string, int>& seen, Diagnostics& diagnostics) {
    return parse_effect(scalar(text), World().names, context, seen, diagnostics);
}

std::string printed_effect(const std::string& text, const ExpressionContext& context) {
    std::map<std::string, int> seen;
    Diagnostics diagnostics;
    const auto effect = effect_of(text, context, seen, diagnostics);
    for (const Diagnostic& found : diagnostics.items()) UNSCOPED_INFO(found.code << ": " << found.message);
    INFO(text);
    REQUIRE(effect.has_value());
    return to_text(*effect, World().model, context.slots);
}

std::vector<std::string> effect_faults(const std::string& text, const ExpressionContext& context) {
    std::map<std::string, int> seen;
    Diagnostics diagnostics;
    CHECK_FALSE(effect_of(text, context, seen, diagnostics).has_value());
    return places(diagnostics, 0);
}

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE("operators bind by falling precedence") {
    const auto of = [](const char* text) { return structure(parsed(text, in_world())); };
    CHECK(of("1 + 2 * 3") == node_of(Term::add, "1 " + node_of(Term::multiply, "2 3")));
    CHECK(of("1 - 2 - 3") == node_of(Term::subtract, node_of(Term::subtract, "1 2") + " 3"));
    CHECK(of("8 / 4 / 2") == node_of(Term::divide, node_of(Term::divide, "8 4") + " 2"));
    CHECK(of("2 ^ 3 ^ 4") == node_of(Term::power, "2 " + node_of(Term::power, "3 4")));
    CHECK(of("-2 ^ 2") == node_of(Term::negate, node_of(Term::power, "2 2")));
    CHECK(of("(-2) ^ 2") == node_of(Term::power, "-2 2"));
    CHECK(of("2 ^ -1") == node_of(Term::power, "2 -1"));
    CHECK(of("-fear * 2") == node_of(Term::multiply, node_of(Term::negate, "fear") + " 2"));
    CHECK(of("2 * -fear") == node_of(Term::multiply, "2 " + node_of(Term::negate, "fear")));
    CHECK(of("1 + 2 < 3 * 4") ==
          node_of(Term::less, node_of(Term::add, "1 2") + " " + node_of(Term::multiply, "3 4")));
    CHECK(of("not 1 == 2") == node_of(Term::logical_not, node_of(Term::equal, "1 2")));
    CHECK(of("not 1 and 2") == node_of(Term::logical_and, node_of(Term::logical_not, "1") + " 2"));
    CHECK(of("1 or 2 and 3") == node_of(Term::logical_or, "1 " + node_of(Term::logical_and, "2 3")));
    CHECK(of("(1 or 2) and 3") == node_of(Term::logical_and, node_of(Term::logical_or, "1 2") + " 3"));
    CHECK(of("+fear") == "fear");
    CHECK(of("min(1, 2, 3)") == node_of(Term::minimum, node_of(Term::minimum, "1 2") + " 3"));
    CHECK(of("years") == node_of(Term::multiply, "t dt"));
}

TEST_CASE("a printed expression has minimal brackets and reads back as itself") {
    const std::vector<std::string> texts{
        "1 + 2 * 3", "(1 + 2) * 3", "1 - (2 - 3)", "2 ^ 3 ^ 4", "(2 ^ 3) ^ 4", "-2 ^ 2", "(-2) ^ 2", "2 ^ -1",
        "-fear", "-(fear + 1)", "not (fear and hope)", "not fear and hope", "(fear < 1) == (hope < 1)",
        "fear == (not hope)", "if(fear > 0.5, 1, 0)", "max(fear, hope, 0.25)", "max(fear, max(hope, 0.25))",
        "clamp(fear, 0, 1)", "date >= 2025-06-01", "2025-06-01 < date", "self.threat + RED.threat",
        "hostility[self, RED] - hostility[GREEN, self]", "sum(j.threat for j)", "mean(j.threat for j in everyone)",
        "sum(j.threat * hostility[i, j] for i, j in nato if i.threat > 0.5)",
        "max(min(hostility[i, j] for i) for j in rivals)", "count(j in nato for j if j != RED and self == BLUE)",
        "taken(self, arm) + ever(RED, protest, BLUE) + since(self, hold)", "received(self, protest, GREEN)",
        "rung(RED) + rung(RED, self)", "happened('border incident') or happened(summit)", "1e-07 + 0.1"};
    for (const std::string& text : texts) {
        const std::string once = printed(text, in_actor());
        CHECK(once == text);
        CHECK(printed(once, in_actor()) == once);
    }
}

TEST_CASE("a plain number is a constant") {
    for (const auto& [text, value] : std::vector<std::pair<std::string, double>>{
             {"5", 5}, {"-5", -5}, {"0.25", 0.25}, {"1e3", 1000}, {"- 2", -2}, {".5", 0.5}, {"010", 10}}) {
        const Expression e = parsed(text, in_world());
        CHECK(e.term == Term::number);
        CHECK(e.number == value);
    }
}

TEST_CASE("bare names take the actors of their context") {
    CHECK(printed("threat", in_actor()) == "self.threat");
    CHECK(printed("pressure + attention", in_actor()) == "self.pressure + attention");
    CHECK(printed("hostility", in_dyad()) == "hostility[self, other]");
    CHECK(printed("threat - other.threat", in_dyad()) == "self.threat - other.threat");
    CHECK(printed("target.threat - hostility[self, target]", in_action()) ==
          "target.threat - hostility[self, target]");
    CHECK(printed("RED.threat + tremor + fear", in_world()) == "RED.threat + tremor + fear");
    CHECK(printed("rung * visibility", in_action()) == "4 * 0.5");
    CHECK(printed("rung(target)", in_action()) == "rung(target)");
    const Expression named = parsed("hostility[RED, self]", in_actor());
    REQUIRE(named.actors.size() == 2);
    CHECK_FALSE(named.actors[0].bound);
    CHECK(named.actors[0].index == 2);
    CHECK(named.actors[1].bound);
}

TEST_CASE("comprehensions bind slots and skip self and enclosing names only") {
    const auto skipped = [](const char* text, const ExpressionContext& context) {
        return parsed(text, context).binders.back().skipped;
    };
    using Slots = std::vector<std::uint32_t>;
    CHECK(skipped("sum(j.threat for j)", in_actor()) == Slots{0});
    CHECK(skipped("sum(j.threat for j in nato)", in_action()) == Slots{0});
    CHECK(skipped("sum(j.threat for j)", in_dyad()) == Slots{0});
    CHECK(skipped("sum(j.threat for j in everyone)", in_actor()).empty());
    CHECK(skipped("sum(j.threat for j)", in_world()).empty());
    CHECK(skipped("sum(hostility[i, j] for i, j)", in_world()) == Slots{0});
    CHECK(skipped("sum(hostility[i, j] for i, j)", in_actor()) == Slots{0, 1});
    CHECK(skipped("sum(hostility[i, j] for i, j in everyone)", in_actor()) == Slots{1});
    const Expression nested = parsed("sum(sum(hostility[i, j] for i) for j)", in_action());
    CHECK(nested.binders[0].slot == 2);
    CHECK(nested.operands[0].binders[0].slot == 3);
    CHECK(nested.operands[0].binders[0].skipped == Slots{0, 2});
    const Expression filtered = parsed("min(j.threat for j in rivals if j != target)", in_action());
    CHECK(filtered.term == Term::smallest);
    REQUIRE(filtered.operands.size() == 2);
    CHECK(filtered.operands[1].term == Term::other_actor);
    CHECK(filtered.binders[0].members == std::vector<ActorId>{ActorId{0}, ActorId{2}});
    ExpressionContext event = in_world();
    event.slots = {"i"};
    CHECK(skipped("sum(j.threat for j)", event) == Slots{0});
}

TEST_CASE("history names its actors in order") {
    const Expression taken = parsed("taken(protest)", in_actor());
    CHECK(taken.item == 1);
    REQUIRE(taken.actors.size() == 1);
    CHECK((taken.actors[0].bound && taken.actors[0].index == 0));
    CHECK(parsed("taken(RED, hold)", in_world()).item == k_hold.index);
    const Expression received = parsed("received(self, protest, RED)", in_actor());
    CHECK(received.term == Term::received);
    REQUIRE(received.actors.size() == 2);
    CHECK(received.actors[0].bound);
    CHECK(received.actors[1].index == 2);
    CHECK(parsed("happened(summit)", in_world()).item == 1);
    CHECK(parsed("happened('border incident')", in_world()).item == 0);
    CHECK(printed("sum(since(j, arm) for j)", in_world()) == "sum(since(j, arm) for j)");
}

TEST_CASE("draw calls are numbered in the order of the text") {
    ExpressionContext context = in_actor();
    context.allow_draws = true;
    const Expression e = parsed("normal(uniform(0, 1), 2) + sum(bernoulli(0.5) for j)", context);
    CHECK(e.operands[0].site == "dynamics/x#0");
    CHECK(e.operands[0].operands[0].site == "dynamics/x#1");
    CHECK(e.operands[1].operands[0].site == "dynamics/x#2");
    CHECK(faults("bernoulli(1.5)", context) == Found{"bad-probability@10-13"});
    CHECK(faults("normal(0, -1)", context) == Found{"negative-scale@10-12"});
    CHECK(faults("uniform(2, 1)", context) == Found{"reversed-range@0-13"});
    CHECK(faults("1 + normal(0, 1)", in_actor()) == Found{"draw-not-allowed@4-16"});
}

TEST_CASE("operators of other languages are named and reading goes on") {
    CHECK(faults("fear = 1", in_world()) == Found{"assign-in-expression@5-6"});
    CHECK(faults("fear && hoep", in_world()) == Found{"wrong-operator@5-7", "unknown-name@8-12"});
    CHECK(faults("fear || hope", in_world()) == Found{"wrong-operator@5-7"});
    CHECK(faults("!fear", in_world()) == Found{"wrong-operator@0-1"});
    CHECK(faults("fear ** 2", in_world()) == Found{"wrong-operator@5-7"});
    CHECK(faults("fear % 2", in_world()) == Found{"wrong-operator@5-6"});
    CHECK(faults("fear <> 2", in_world()) == Found{"wrong-operator@5-7"});
    CHECK(faults("fear => 2", in_world()) == Found{"wrong-operator@5-7"});
    CHECK(faults("0 < fear < 1", in_world()) == Found{"chained-comparison@9-10"});
    CHECK(faults("fear += 1", in_world()) == Found{"unexpected-token@5-7"});
    CHECK(faults("fear == not hope", in_world()) == Found{"unexpected-token@8-11"});
    CHECK(faults("fear \u2265 1", in_world()) == Found{"wrong-operator@5-8"});
}

TEST_CASE("faults of form are placed exactly") {
    CHECK(faults("", in_world()) == Found{"empty-expression@0-0"});
    CHECK(faults("(fear + 1", in_world()) == Found{"missing-parenthesis@0-1"});
    CHECK(faults("2 * max(fear, 1", in_world()) == Found{"missing-parenthesis@7-8"});
    CHECK(faults("fear + 1)", in_world()) == Found{"missing-parenthesis@8-9"});
    CHECK(faults("hostility[RED, BLUE", in_world()) == Found{"missing-parenthesis@9-10"});
    CHECK(faults("fear +", in_world()) == Found{"unexpected-token@6-6"});
    CHECK(faults("fear hope", in_world()) == Found{"unexpected-token@5-9"});
    CHECK(faults("2fear", in_world()) == Found{"number-then-letter@0-5"});
    CHECK(faults("1_000", in_world()) == Found{"number-then-letter@0-5"});
    CHECK(faults("1e999 + fear", in_world()) == Found{"bad-number@0-5"});
    CHECK(faults("fear { 1", in_world()) == Found{"unexpected-character@5-6"});
    CHECK(faults("happened('summit", in_world()) == Found{"unclosed-quote@9-16"});
    CHECK(faults("happened(\"summit\")", in_world()) == Found{"double-quotes@9-17"});
    CHECK(faults("if fear > 1", in_world()) == Found{"unexpected-token@0-2"});
    CHECK(faults("sum(for j)", in_world()) == Found{"unexpected-token@4-7"});
    CHECK(faults("fear for j", in_world()) == Found{"unexpected-token@5-8"});
    CHECK(faults("RED.threat.x", in_world()) == Found{"unexpected-token@10-11"});
    CHECK(faults("sum(1 for i, j, k)", in_world()) == Found{"unexpected-token@14-15"});
    Node list;
    list.kind = Node::Kind::list;
    Diagnostics diagnostics;
    CHECK_FALSE(parse_expression(list, World().names, in_world(), diagnostics).has_value());
    CHECK(diagnostics.items().at(0).code == "expression-expected");
}

TEST_CASE("dates compare with dates only and are written year first") {
    CHECK(parsed("date >= 2025-01-01", in_world()).operands[1].number == 20089);
    CHECK(faults("date > 01-06-2025", in_world()) == Found{"date-order@7-17"});
    CHECK(faults("date > 6/1/2025", in_world()) == Found{"date-order@7-15"});
    CHECK(faults("date > 2025-6-1", in_world()) == Found{"date-order@7-15"});
    CHECK(faults("date > 01.06.2025", in_world()) == Found{"date-order@7-17"});
    CHECK(faults("date > 2025-13-01", in_world()) == Found{"bad-date@7-17"});
    CHECK(faults("date > 5", in_world()) == Found{"date-comparison@7-8"});
    CHECK(faults("fear > 2025-01-01", in_world()) == Found{"date-comparison@0-4"});
    CHECK(faults("date + 5", in_world()) == Found{"date-comparison@0-4"});
    CHECK(faults("date", in_world()) == Found{"date-comparison@0-4"});
}

TEST_CASE("unknown names are placed and answered with the nearest one") {
    CHECK(faults("2 * thraet", in_actor()) == Found{"unknown-name@4-10"});
    CHECK(hint_of("2 * thraet", in_actor()).find("threat") != std::string::npos);
    CHECK(faults("RDE.threat", in_world()) == Found{"unknown-actor@0-3"});
    CHECK(faults("RED.thraet", in_world()) == Found{"unknown-name@4-10"});
    CHECK(faults("sum(j.threat for j in nto)", in_world()) == Found{"unknown-group@22-25"});
    CHECK(faults("maks(1, 2)", in_world()) == Found{"unknown-function@0-4"});
    CHECK(faults("fear (1)", in_world()) == Found{"unknown-function@0-4"});
    CHECK(faults("taken(RED, protset)", in_world()) == Found{"unknown-action@11-18"});
    CHECK(faults("happened('border incidnt')", in_world()) == Found{"unknown-event@9-25"});
    CHECK(faults("Fear + hoep * thraet", in_actor()) ==
          Found{"unknown-name@0-4", "unknown-name@7-11", "unknown-name@14-20"});
    CHECK(faults("true", in_world()) == Found{"unknown-name@0-4"});
    CHECK(hint_of("j.threat", in_world()).find("did you mean") == std::string::npos);
    CHECK(hint_of("2 + (maxx(1))", in_world()).find("'max'") != std::string::npos);
    CHECK(faults("2 + (maks(1))", in_world()) == Found{"unknown-function@5-9"});
}

TEST_CASE("in a layer an unknown name is no fault but leaves no expression") {
    World world;
    world.names.complete = false;
    for (const char* text : {"thraet + 1", "NEW.threat", "sum(j.threat for j in newgroup)", "taken(RED, newact)",
                             "happened(later)", "hostility[RED, NEW]", "RED.newvariable"}) {
        Diagnostics diagnostics;
        CHECK_FALSE(parse_expression(scalar(text), world.names, in_world(), diagnostics).has_value());
        CHECK(diagnostics.empty());
    }
    Diagnostics diagnostics;
    CHECK_FALSE(parse_expression(scalar("maks(1) +"), world.names, in_world(), diagnostics).has_value());
    CHECK_FALSE(diagnostics.empty());
}

TEST_CASE("shapes are judged with a place") {
    CHECK(faults("threat", in_world()) == Found{"shape@0-6"});
    CHECK(faults("1 + hostility", in_actor()) == Found{"shape@4-13"});
    CHECK(faults("hostility", in_action()) == Found{"shape@0-9"});
    CHECK(faults("RED.attention", in_world()) == Found{"shape@0-13"});
    CHECK(faults("RED.fear", in_world()) == Found{"shape@0-8"});
    CHECK(faults("RED.hostility", in_world()) == Found{"shape@0-13"});
    CHECK(faults("nato.threat", in_world()) == Found{"shape@0-11"});
    CHECK(faults("threat[RED, BLUE]", in_world()) == Found{"shape@0-17"});
    CHECK(faults("hostility[RED]", in_world()) == Found{"shape@0-14"});
    CHECK(faults("hostility[RED, RED]", in_world()) == Found{"diagonal@0-19"});
    CHECK(faults("hostility[self, self]", in_actor()) == Found{"diagonal@0-21"});
    CHECK(faults("hostility[1, RED]", in_world()) == Found{"actor-expected@10-11"});
    CHECK(faults("RED + 1", in_world()) == Found{"actor-as-number@0-3"});
    CHECK(faults("count(j for j)", in_world()) == Found{"actor-as-number@6-7"});
    CHECK(faults("nato", in_world()) == Found{"group-as-number@0-4"});
    CHECK(faults("target.threat", in_actor()) == Found{"unbound-actor@0-6"});
    CHECK(faults("self.threat", in_world()) == Found{"unbound-actor@0-4"});
    CHECK(faults("sum(1 for j if j < RED)", in_world()) == Found{"actor-as-number@15-22"});
    CHECK(faults("self == nato", in_actor()) == Found{"actor-expected@8-12"});
    CHECK(faults("self == 1", in_actor()) == Found{"actor-expected@8-9"});
    CHECK(faults("self in RED", in_actor()) == Found{"group-expected@8-11"});
    CHECK(faults("visibility", in_actor()) == Found{"attribute-outside-action@0-10"});
    CHECK(faults("rung", in_actor()) == Found{"attribute-outside-action@0-4"});
    ExpressionContext event = in_world();
    event.slots = {"self"};
    event.world_without_self = true;
    CHECK(faults("threat", event) == Found{"shape@0-6"});
}

TEST_CASE("calls are checked for their arguments") {
    CHECK(faults("abs(1, 2)", in_world()) == Found{"wrong-argument-count@0-9"});
    CHECK(faults("if(1, 2)", in_world()) == Found{"wrong-argument-count@0-8"});
    CHECK(faults("min(1)", in_world()) == Found{"wrong-argument-count@0-6"});
    CHECK(faults("sum(1, 2)", in_world()) == Found{"wrong-argument-count@0-9"});
    CHECK(faults("abs(fear for j)", in_world()) == Found{"wrong-argument-count@0-15"});
    CHECK(faults("abs(hoep, 2)", in_world()) == Found{"wrong-argument-count@0-12", "unknown-name@4-8"});
    CHECK(faults("max + 1", in_world()) == Found{"reserved-word@0-3"});
    CHECK(faults("sum(1 for t)", in_world()) == Found{"reserved-word@10-11"});
    CHECK(faults("sum(1 for fear)", in_world()) == Found{"name-taken@10-14"});
    CHECK(faults("sum(sum(1 for j) for j)", in_world()) == Found{"name-taken@14-15"});
    CHECK(faults("taken(arm)", in_world()) == Found{"unbound-actor@0-10"});
    CHECK(faults("taken(protest, RED)", in_actor()) == Found{"argument-order@0-19"});
    CHECK(hint_of("taken(protest, RED)", in_actor()).find("taken(self, protest, RED)") != std::string::npos);
    CHECK(faults("received(arm)", in_actor()) == Found{"action-without-target@9-12"});
    CHECK(faults("taken(RED, arm, BLUE)", in_actor()) == Found{"action-without-target@16-20"});
    CHECK(faults("taken(RED, protest, RED)", in_actor()) == Found{"diagonal@0-24"});
    CHECK(faults("taken()", in_actor()) == Found{"wrong-argument-count@0-7"});
    CHECK(faults("happened(1)", in_actor()) == Found{"wrong-argument-count@0-11"});
    for (const char* text : {"delay(threat, 2)", "lookup(a, 1, 2)", "curve(a, 1)", "binomial(2, 0.5)", "poisson(1)",
                             "gamma(1, 1)", "reply(target, arm)", "series(oil)"}) {
        const Found found = faults(text, in_action());
        REQUIRE(found.size() == 1);
        CHECK(found[0] == "not-supported-yet@0-" + std::to_string(std::string(text).size()));
    }
}

TEST_CASE("contexts forbid what they cannot know") {
    ExpressionContext number = in_world();
    number.parameters_only = true;
    CHECK(printed("2 * fear + if(hope > 1, 1, 0)", number) == "2 * fear + if(hope > 1, 1, 0)");
    CHECK(faults("attention", number) == Found{"parameters-only@0-9"});
    CHECK(faults("threat", number) == Found{"parameters-only@0-6"});
    CHECK(faults("t", number) == Found{"parameters-only@0-1"});
    CHECK(faults("sum(1 for j)", number) == Found{"parameters-only@0-12"});
    ExpressionContext outcome = in_world();
    outcome.allow_named_draws = false;
    outcome.derived_reads_draw = {false, true};
    CHECK(faults("tremor", outcome) == Found{"draw-not-readable@0-6"});
    CHECK(faults("tension", outcome) == Found{"draw-not-readable@0-7"});
    CHECK(printed("RED.pressure", outcome) == "RED.pressure");
}

TEST_CASE("no nesting and no length exhausts the stack") {
    const auto first = [](const std::string& text) {
        const Found found = faults(text, in_world());
        REQUIRE(found.size() == 1);
        return found[0].substr(0, found[0].find('@'));
    };
    const auto repeat = [](const std::string& text, int times) {
        std::string result;
        for (int i = 0; i < times; ++i) result += text;
        return result;
    };
    CHECK(parsed(repeat("(", 60) + "1" + repeat(")", 60), in_world()).number == 1);
    CHECK(first(repeat("(", 30000) + "1" + repeat(")", 30000)) == "too-deep");
    CHECK(first(repeat("-", 60000) + "1") == "too-deep");
    CHECK(first(repeat("not ", 15000) + "1") == "too-deep");
    CHECK(first("1" + repeat("^1", 30000)) == "too-deep");
    CHECK(first(repeat("abs(", 15000) + "1") == "too-deep");
    CHECK(first("1" + repeat("+1", 30000)) == "too-deep");
    CHECK(first("min(1" + repeat(",1", 30000) + ")") == "too-deep");
    CHECK(first(repeat(" ", 70000) + "1") == "expression-too-long");
    CHECK(parsed("1" + repeat(" + fear", 400), in_world()).term == Term::add);
}

TEST_CASE("effects are places, assignments, values and loops") {
    CHECK(printed_effect("readiness += 0.2", in_action()) == "self.readiness += 0.2");
    CHECK(printed_effect("target.threat = 0", in_action()) == "target.threat = 0");
    CHECK(printed_effect("hostility[target, self] -= 0.1 * rung", in_action()) ==
          "hostility[target, self] -= 0.1 * 4");
    CHECK(printed_effect("hostility[k, self] += 0.02 for k if k != target", in_action()) ==
          "hostility[k, self] += 0.02 for k if k != target");
    CHECK(printed_effect("k.threat += if(k.readiness > 1, 1, 0) for k in nato", in_world()) ==
          "k.threat += if(k.readiness > 1, 1, 0) for k in nato");
    CHECK(printed_effect("hostility[i, j] += 0.1 for i, j in everyone", in_world()) ==
          "hostility[i, j] += 0.1 for i, j");
    CHECK(printed_effect("attention += 0.1", in_world()) == "attention += 0.1");
    std::map<std::string, int> seen;
    Diagnostics diagnostics;
    const auto effect = effect_of("hostility[k, self] += 0.02 for k", in_action(), seen, diagnostics);
    REQUIRE(effect.has_value());
    CHECK(effect->variable.index == 1);
    REQUIRE(effect->actors.size() == 2);
    CHECK(effect->actors[0].index == 2);
    CHECK(effect->binders.at(0).skipped == std::vector<std::uint32_t>{0});
}

TEST_CASE("draws of effects are keyed by place and operator with repeats numbered") {
    ExpressionContext context = in_action();
    context.allow_draws = true;
    std::map<std::string, int> seen;
    Diagnostics diagnostics;
    const auto site = [&](const char* text) {
        const auto effect = effect_of(text, context, seen, diagnostics);
        REQUIRE(effect.has_value());
        return effect->value.site;
    };
    CHECK(site("self.threat += normal(0, 1)") == "actions/protest/self.threat+=#0");
    CHECK(site("hostility[ self, target ]  = uniform(0, 1)") == "actions/protest/hostility[self,target]=#0");
    CHECK(site("self . threat+= normal(0, 1)") == "actions/protest/self.threat+=(1)#0");
    CHECK(site("self.threat -= normal(0, 1)") == "actions/protest/self.threat-=#0");
    CHECK(effect_faults("k.threat += 1 for k if bernoulli(0.5)", context) == Found{"draw-not-allowed@23-37"});
}

TEST_CASE("faults of effects are placed") {
    CHECK(effect_faults("readiness == 1", in_action()) == Found{"effect-form@10-12"});
    CHECK(effect_faults("readiness", in_action()) == Found{"effect-form@9-9"});
    CHECK(effect_faults("readiness *= 2", in_action()) == Found{"wrong-operator@10-12"});
    CHECK(effect_faults("readiness += 1 if fear > 0", in_action()) == Found{"effect-form@15-17"});
    CHECK(effect_faults("fear += 1", in_action()) == Found{"effect-place@0-4"});
    CHECK(effect_faults("pressure += 1", in_action()) == Found{"effect-place@0-8"});
    CHECK(effect_faults("abs(fear) += 1", in_action()) == Found{"effect-place@0-9"});
    CHECK(effect_faults("threat += 1", in_world()) == Found{"shape@0-6"});
    CHECK(effect_faults("k.threat += hoep for k in nto", in_world()) ==
          Found{"unknown-group@26-29", "unknown-name@12-16"});
}

TEST_CASE("names that order parameters and derived values are found before checking") {
    CHECK(names_in(scalar("2 * fear + max(hope, j.readiness)")) == Found{"fear", "hope", "j", "readiness"});
    CHECK(names_in(scalar("taken(RED, fear) + hostility[a, b]")) == Found{"a", "b", "hostility"});
    CHECK(names_in(scalar("2 *")).empty());
    CHECK(names_in(scalar("5")).empty());
}

TEST_CASE("constants fold without parameters") {
    const auto value = [](const char* text) { return constant_value(parsed(text, in_world())); };
    CHECK(value("2 + 3 * 4 - 6 / 2") == 11);
    CHECK(value("-2 ^ 2") == -4);
    CHECK(value("2 ^ -2") == 0.25);
    CHECK(value("1 < 2 and not 0") == 1);
    CHECK(value("max(1, 3, 2)") == 3);
    CHECK_FALSE(value("2 ^ 0.5").has_value());
    CHECK_FALSE(value("fear + 1").has_value());
    CHECK_FALSE(value("t").has_value());
}

TEST_CASE("reserved words hold operators functions and history") {
    const std::vector<std::string>& words = reserved_words();
    const auto holds = [&](const char* word) { return std::count(words.begin(), words.end(), word) == 1; };
    for (const char* word : {"and", "or", "not", "if", "for", "in", "self", "other", "target", "everyone", "t", "date",
                             "dt", "years", "sum", "max", "since", "rung", "normal", "delay", "logistic"}) {
        INFO(word);
        CHECK(holds(word));
    }
    CHECK_FALSE(holds("threat"));
    CHECK_FALSE(holds("hold"));
}

TEST_CASE("bindings ascend and leave out skipped actors and diagonals") {
    using Tuples = std::vector<std::vector<ActorId>>;
    const ActorId blue{0};
    const ActorId green{1};
    const ActorId red{2};
    const auto of = [](const Expression& e, const std::vector<ActorId>& frame) {
        std::vector<const Expression*> bodies;
        for (const Expression& operand : e.operands) bodies.push_back(&operand);
        return bindings(e.binders, bodies, frame);
    };
    CHECK(of(parsed("sum(j.threat for j)", in_actor()), {green}) == Tuples{{blue}, {red}});
    CHECK(of(parsed("sum(j.threat for j in everyone)", in_actor()), {green}) == Tuples{{blue}, {green}, {red}});
    CHECK(of(parsed("sum(hostility[j, target] for j)", in_action()), {green, red}) == Tuples{{blue}});
    CHECK(of(parsed("sum(j.threat for j)", in_action()), {green, red}) == Tuples{{blue}, {red}});
    CHECK(of(parsed("sum(hostility[j, RED] for j)", in_world()), {}) == Tuples{{blue}, {green}});
    CHECK(of(parsed("sum(1 for j if hostility[RED, j] > 0)", in_world()), {}) == Tuples{{blue}, {green}});
    CHECK(of(parsed("sum(hostility[i, j] for i, j)", in_world()), {}) ==
          Tuples{{blue, green}, {blue, red}, {green, blue}, {green, red}, {red, blue}, {red, green}});
    CHECK(of(parsed("sum(1 for i, j)", in_actor()), {green}) == Tuples{{blue, red}, {red, blue}});
    CHECK(of(parsed("sum(sum(hostility[j, k] for k in everyone) for j)", in_world()), {}).size() == 3);
}

TEST_CASE("a diagonal reading is seen in a frame") {
    const Expression e = parsed("1 + hostility[self, RED]", in_actor());
    CHECK(reads_diagonal(e, {ActorId{2}}));
    CHECK_FALSE(reads_diagonal(e, {ActorId{0}}));
    CHECK_FALSE(reads_diagonal(parsed("sum(hostility[self, RED] + j.threat for j)", in_actor()), {ActorId{2}}));
    CHECK(reads_diagonal(parsed("sum(j.threat for j) - hostility[self, RED]", in_actor()), {ActorId{2}}));
}
