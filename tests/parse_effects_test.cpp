// Effects: places, values, loops, the keys of their draws, their faults.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catch.hpp"
#include "model/parse.h"
#include "model/print.h"
#include "parse_world.h"

using namespace brink;
using namespace brink::parsing;

namespace {

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
}  // namespace

TEST_CASE("effects are places and assignments and values and loops") {
    CHECK(printed_effect("readiness += 0.2", in_action()) == "self.readiness += 0.2");
    CHECK(printed_effect("target.threat = 0", in_action()) == "target.threat = 0");
    CHECK(printed_effect("hostility[target, self] -= 0.1 * rung", in_action()) == "hostility[target, self] -= 0.1 * 4");
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
