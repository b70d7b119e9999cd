// Expressions: precedence, names, bindings, constants.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "model/parse.h"
#include "model/print.h"
#include "parse_world.h"

using namespace brink;
using namespace brink::parsing;

namespace {

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
    CHECK(of("1 + 2 < 3 * 4") == node_of(Term::less, node_of(Term::add, "1 2") + " " + node_of(Term::multiply, "3 4")));
    CHECK(of("not 1 == 2") == node_of(Term::logical_not, node_of(Term::equal, "1 2")));
    CHECK(of("not 1 and 2") == node_of(Term::logical_and, node_of(Term::logical_not, "1") + " 2"));
    CHECK(of("1 or 2 and 3") == node_of(Term::logical_or, "1 " + node_of(Term::logical_and, "2 3")));
    CHECK(of("(1 or 2) and 3") == node_of(Term::logical_and, node_of(Term::logical_or, "1 2") + " 3"));
    CHECK(of("+fear") == "fear");
    CHECK(of("min(1, 2, 3)") == node_of(Term::minimum, node_of(Term::minimum, "1 2") + " 3"));
    CHECK(of("years") == node_of(Term::multiply, "t dt"));
}

TEST_CASE("a printed expression has minimal brackets and reads back as itself") {
    const std::vector<std::string> texts{"1 + 2 * 3",
                                         "(1 + 2) * 3",
                                         "1 - (2 - 3)",
                                         "2 ^ 3 ^ 4",
                                         "(2 ^ 3) ^ 4",
                                         "-2 ^ 2",
                                         "(-2) ^ 2",
                                         "2 ^ -1",
                                         "-fear",
                                         "-(fear + 1)",
                                         "not (fear and hope)",
                                         "not fear and hope",
                                         "(fear < 1) == (hope < 1)",
                                         "fear == (not hope)",
                                         "if(fear > 0.5, 1, 0)",
                                         "max(fear, hope, 0.25)",
                                         "max(fear, max(hope, 0.25))",
                                         "clamp(fear, 0, 1)",
                                         "date >= 2025-06-01",
                                         "2025-06-01 < date",
                                         "self.threat + RED.threat",
                                         "hostility[self, RED] - hostility[GREEN, self]",
                                         "sum(j.threat for j)",
                                         "mean(j.threat for j in everyone)",
                                         "sum(j.threat * hostility[i, j] for i, j in nato if i.threat > 0.5)",
                                         "max(min(hostility[i, j] for i) for j in rivals)",
                                         "count(j in nato for j if j != RED and self == BLUE)",
                                         "taken(self, arm) + ever(RED, protest, BLUE) + since(self, hold)",
                                         "received(self, protest, GREEN)",
                                         "rung(RED) + rung(RED, self)",
                                         "happened('border incident') or happened(summit)",
                                         "1e-07 + 0.1"};
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
    CHECK(printed("target.threat - hostility[self, target]", in_action()) == "target.threat - hostility[self, target]");
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
    for (const char* word : {"and",  "or", "not",   "if",  "for", "in",    "self", "other",  "target", "everyone", "t",
                             "date", "dt", "years", "sum", "max", "since", "rung", "normal", "delay",  "logistic"}) {
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
