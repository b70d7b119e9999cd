// What a program keeps to say why things happen: parts of utilities, what writes the state, what imposes.

#include <tuple>
#include <utility>

#include "program/compilation.h"

namespace brink {

namespace {

Operand row(Placement& placement, const View& rows, std::size_t r) {
    return rows.empty() ? Operand{} : placement.operand({rows[r]});
}

WriteSource write_of(Placement& placement, const LoweredEffect& effect, std::size_t r) {
    WriteSource write;
    write.place = effect.rows[r].place;
    write.assign = effect.assign;
    write.amount = row(placement, effect.amounts, r);
    write.filter = row(placement, effect.filter, r);
    return write;
}

/// The number of each event's first instance among those of all.
std::vector<std::uint32_t> first_instances(const Model& model) {
    std::vector<std::uint32_t> first;
    std::uint32_t n = 0;
    for (const Event& event : model.events) {
        first.push_back(n);
        n += static_cast<std::uint32_t>(event.instances.size());
    }
    return first;
}

}  // namespace

void plan_explanation(Compilation& c, Plan& plan) {
    for (const LoweredEffect& effect : c.event_effects) {
        plan.pin(Part::prepare, effect.amounts);
        plan.pin(Part::prepare, effect.filter);
    }
    for (const LoweredEffect& effect : c.action_effects) {
        plan.pin(Part::commit, effect.amounts);
        plan.pin(Part::commit, effect.filter);
    }
}

void place_explanation(Compilation& c, Placement& placement) {
    Explanation& explanation = *c.explanation;
    for (const LoweredOption& option : c.options) {
        std::vector<UtilityPart>& parts = explanation.utilities.emplace_back();
        for (const LoweredPart& part : option.parts)
            parts.push_back({part.name, part.sign, placement.operand(part.value)});
    }
    const std::vector<std::uint32_t> first = first_instances(c.model);
    for (const LoweredEffect& effect : c.event_effects)
        for (std::size_t r = 0; r < effect.rows.size(); ++r) {
            WriteSource write = write_of(placement, effect, r);
            write.event = first[effect.rows[r].precedence[0]] + effect.rows[r].precedence[1];
            explanation.writes.push_back(std::move(write));
        }
    const OptionPlaces places(c.program);
    for (const LoweredEffect& effect : c.action_effects)
        for (std::size_t r = 0; r < effect.rows.size(); ++r) {
            const ChoiceQuery& gate = effect.rows[r].gate;
            const Decision* decision = places.decision(gate.actor, gate.track);
            if (decision == nullptr) continue;
            WriteSource write = write_of(placement, effect, r);
            write.choice = decision->choice;
            std::tie(write.first_option, write.last_option) = places.options(*decision, gate.action, gate.target);
            explanation.writes.push_back(std::move(write));
        }
}

}  // namespace brink
