// Faults of expressions: every one with its code and place.

#include <string>

#include "catch.hpp"
#include "model/parse.h"
#include "parse_world.h"

using namespace brink;
using namespace brink::parsing;

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
    for (const char* text : {"reply(target, arm)"}) {
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
