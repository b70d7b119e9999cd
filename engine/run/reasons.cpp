#include "run/reasons.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/elementary.h"

namespace brink {

namespace {

bool races(const Decision& decision) { return decision.rule == Rule::quantal || decision.rule == Rule::random; }

std::string action_of(const Program& program, const Option& option) {
    return option.action == k_nothing ? "hold" : program.action_names[option.action];
}

std::string target_of(const Program& program, const Option& option) {
    return option.target == k_nothing ? "" : program.actor_names[option.target];
}

}  // namespace

double StepReasons::value_of(const Operand& operand) const {
    switch (operand.kind) {
        case Operand::Kind::none: return 0;
        case Operand::Kind::immediate: return operand.value;
        case Operand::Kind::columns:
        case Operand::Kind::broadcast: return block_.column(operand.first)[0];
        case Operand::Kind::table: return block_.column(program_.tables[operand.first])[0];
    }
    return 0;
}

bool StepReasons::holds(const Operand& condition) const {
    return condition.kind == Operand::Kind::none || value_of(condition) != 0;
}

double StepReasons::precision_of(const Decision& decision) const {
    switch (decision.rule) {
        case Rule::quantal: return value_of(decision.precision);
        case Rule::best_response: return 1;
        case Rule::random:
        case Rule::status_quo: break;
    }
    return 0;
}

std::vector<StepReasons::Open> StepReasons::open_options(const Decision& decision) const {
    std::vector<Open> open;
    if (!holds(decision.decides)) return open;
    std::vector<double> n_in_group(decision.n_groups, 0);
    const double precision = precision_of(decision);
    double most = -std::numeric_limits<double>::infinity();
    for (std::uint32_t o = decision.first_option; o < decision.last_option; ++o) {
        const Option& option = program_.options[o];
        const double utility = value_of(option.utility);
        if (!holds(option.feasible) || !std::isfinite(utility)) continue;
        open.push_back({o, utility, decision.rule == Rule::quantal ? value_of(option.weight) : 1, 0});
        ++n_in_group[option.group];
        most = std::max(most, precision * utility);
    }
    double sum = 0;
    for (Open& entry : open) {
        if (decision.nested && races(decision)) entry.odds /= n_in_group[program_.options[entry.option].group];
        const double scaled = precision * entry.utility - most;
        if (races(decision))
            entry.probability = brink::exp(scaled) * entry.odds;
        else if (decision.rule == Rule::status_quo)
            entry.probability = entry.option == decision.hold ? 1 : 0;
        else
            entry.probability = scaled == 0 && sum == 0 ? 1 : 0;
        sum += entry.probability;
    }
    for (Open& entry : open)
        if (sum > 0) entry.probability /= sum;
    return open;
}

std::vector<ReplayedTerm> StepReasons::terms_of(std::uint32_t option) const {
    std::vector<ReplayedTerm> terms;
    if (explanation_.utilities.empty()) return terms;
    for (const UtilityPart& part : explanation_.utilities[option])
        terms.push_back({part.name, part.sign * value_of(part.value)});
    std::stable_sort(terms.begin(), terms.end(), [](const ReplayedTerm& a, const ReplayedTerm& b) {
        return std::abs(a.value) > std::abs(b.value);
    });
    return terms;
}

ReplayedOption StepReasons::told(const Open& open) const {
    const Option& option = program_.options[open.option];
    return {action_of(program_, option), target_of(program_, option), open.probability, open.utility, open.odds,
            terms_of(open.option)};
}

bool StepReasons::fired(const EventSource& event) const { return block_.column(event.fired)[0] != 0; }

ReplayedEvent StepReasons::told(const EventSource& event) const {
    ReplayedEvent happened{event.name, {}};
    for (const std::uint32_t actor : event.actors) happened.actors.push_back(program_.actor_names[actor]);
    return happened;
}

std::vector<std::string> StepReasons::imposed_by(std::uint32_t option) const {
    std::vector<std::string> names;
    for (const ImpositionSource& imposition : program_.impositions) {
        const EventSource& event = program_.events[imposition.event];
        if (imposition.option != option || !fired(event)) continue;
        std::string name = text_of(told(event));
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
    return names;
}

ReplayedChoice StepReasons::choice_of(const Decision& decision) const {
    ReplayedChoice made;
    made.actor = program_.actor_names[decision.actor];
    made.track = program_.track_names[decision.track];
    made.rule = decision.rule;
    const double choice = block_.column(decision.choice)[0];
    if (choice < 0) return made;
    const auto chosen = static_cast<std::uint32_t>(choice);
    const Option& option = program_.options[chosen];
    made.action = action_of(program_, option);
    made.target = target_of(program_, option);
    made.probability = block_.column(decision.probability)[0];
    made.imposed = block_.column(decision.forced)[0] >= 0;
    made.utility = value_of(option.utility);
    made.precision = precision_of(decision);
    made.terms = terms_of(chosen);
    if (made.imposed) made.imposed_by = imposed_by(chosen);
    if (explanation_.utilities.empty()) return made;  // who keeps many trajectories asks for no reasons
    const std::vector<Open> open = open_options(decision);
    made.n_open = open.size();
    const Open* next = nullptr;  // the one that the rule favours of the others
    for (const Open& entry : open) {
        if (entry.option == chosen)
            made.own = told(entry);
        else if (next == nullptr || entry.probability > next->probability ||
                 (entry.probability == next->probability && entry.utility > next->utility))
            next = &entry;
    }
    if (next != nullptr) made.next = told(*next);
    if (telling_ == Telling::all_open)
        for (const Open& entry : open)
            if (entry.option != chosen && &entry != next) made.others.push_back(told(entry));
    return made;
}

std::vector<ReplayedChoice> StepReasons::choices() const {
    std::vector<ReplayedChoice> made;
    for (const Decision& decision : program_.decisions) made.push_back(choice_of(decision));
    return made;
}

std::vector<ReplayedEvent> StepReasons::events() const {
    std::vector<ReplayedEvent> happened;
    for (const EventSource& event : program_.events)
        if (fired(event)) happened.push_back(told(event));
    return happened;
}

std::optional<ReplayedWrite> StepReasons::write_of(const WriteSource& source) const {
    ReplayedWrite write;
    write.name = source.place;
    write.assign = source.assign;
    if (source.event != k_nothing) {
        if (!fired(program_.events[source.event])) return std::nullopt;
        const auto first = program_.events.begin();
        write.event = static_cast<std::size_t>(
            std::count_if(first, first + source.event, [&](const EventSource& event) { return fired(event); }));
    } else {
        const double choice = block_.column(source.choice)[0];
        if (choice < source.first_option || choice >= source.last_option) return std::nullopt;
        const auto of = std::find_if(program_.decisions.begin(), program_.decisions.end(),
                                     [&](const Decision& d) { return d.choice == source.choice; });
        write.choice = static_cast<std::size_t>(of - program_.decisions.begin());
    }
    if (!holds(source.filter)) return std::nullopt;
    const double amount = value_of(source.amount);
    write.amount = source.assign == Effect::Assign::subtract ? -amount : amount;
    return write;
}

std::vector<ReplayedWrite> StepReasons::writes() const {
    std::vector<ReplayedWrite> written;
    for (const WriteSource& source : explanation_.writes)
        if (std::optional<ReplayedWrite> write = write_of(source)) written.push_back(*write);
    return written;
}

}  // namespace brink
