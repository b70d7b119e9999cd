#include "study/live.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "program/compile.h"
#include "study/live_counts.h"

namespace brink {

namespace {

constexpr double k_often_at_bound = 0.2;  // of the steps
constexpr double k_days_of_certainty = 60;

int steps_of_days(const Clock& clock, double days) {
    return std::max(4, static_cast<int>(std::ceil(days / (clock.years() * 365.25))));
}

/// The variable of each state column.
std::vector<const Variable*> variables_of(const Model& model, const Program& program) {
    std::map<std::string, const Variable*> by_name;
    for (const Variable& variable : model.variables) by_name[variable.name] = &variable;
    std::vector<const Variable*> found;
    for (Column c = 0; c < program.n_state_columns; ++c) {
        const std::string& name = program.column_names[c];
        const auto variable = by_name.find(name.substr(0, name.find('[')));
        found.push_back(variable == by_name.end() ? nullptr : variable->second);
    }
    return found;
}

/// The scenario in which no event fires.
Program without_events(Model model) {
    for (Event& event : model.events) event.when = Expression{};  // the number 0
    Diagnostics ignored;
    return compile(model, ignored);
}

class LiveJudge {
public:
    LiveJudge(const Model& model, const Program& program, std::uint64_t seed, Diagnostics& diagnostics)
        : model_(model), program_(program), diagnostics_(diagnostics), variables_(variables_of(model, program)) {
        LiveOptions options;
        options.seed = seed;
        options.run = steps_of_days(model.clock, k_days_of_certainty);
        for (const Variable* variable : variables_)
            options.bounds.push_back(variable == nullptr ? Range{} : variable->range);
        run_ = options.run;
        counts_ = count_live(program, options);
        options.hold = true;
        quiet_ = count_live(without_events(model), options);
    }

    void judge() {
        judge_actions();
        for (const Variable& variable : model_.variables) judge_variable(variable);
        judge_choices();
    }

private:
    void warn(const std::string& code, Span span, const std::string& message, const std::string& hint) {
        diagnostics_.warning(code, span, message, hint);
    }

    void judge_actions() {
        for (std::uint32_t i = 0; i < model_.actions.size(); ++i) {
            const Action& action = model_.actions[i];
            std::int64_t feasible = 0, taken = 0;
            bool kept = false;
            for (std::size_t o = 0; o < program_.options.size(); ++o) {
                if (program_.options[o].action != i) continue;
                kept = true;
                feasible += counts_.feasible[o];
                taken += counts_.taken[o];
            }
            if (!kept) continue;  // never possible: the linter's
            const std::string sample = fmt::format("in {} trajectories", counts_.trajectories);
            if (feasible == 0 && taken == 0)
                warn("action-never-feasible", action.span,
                     fmt::format("{} '{}' was never an option", sample, action.name), "look at its 'when'");
            else if (taken == 0)
                warn("action-never-taken", action.span,
                     fmt::format("{} '{}' was an option and never taken", sample, action.name),
                     "look at its utility and weight beside those of the others");
        }
    }

    void judge_variable(const Variable& variable) {
        bool moved = false;
        std::int64_t states = 0, low = 0, high = 0;
        for (Column c = 0; c < program_.n_state_columns; ++c) {
            if (variables_[c] != &variable) continue;
            const ColumnLife& life = counts_.columns[c];
            moved = moved || life.moved;
            if (!life.moved) continue;
            states += life.states;
            low += life.at_low;
            high += life.at_high;
            judge_drift(variable, c);
        }
        if (!moved && !variable.fixed)
            warn("variable-never-moves", variable.span, fmt::format("no trajectory moves '{}'", variable.name),
                 "if that is meant, say fixed: true");
        judge_bound(variable, states, low, "low");
        judge_bound(variable, states, high, "high");
    }

    void judge_bound(const Variable& variable, std::int64_t states, std::int64_t there, std::string_view end) {
        const double share = states == 0 ? 0 : static_cast<double>(there) / static_cast<double>(states);
        if (share <= k_often_at_bound) return;
        warn("variable-at-bound", variable.span,
             fmt::format("'{}' sits at the {} end of its range in {:.0f} % of the steps after it first left it",
                         variable.name, end, 100 * share),
             "what is pushed into a bound has lost its dynamics: scale what moves it by the room left");
    }

    /// How far the mean runs off at once, if that is far beside what it does later; else 0. Its sign is the way.
    [[nodiscard]] double drift(const Range& range, const std::vector<double>& mean, std::size_t window) const {
        const auto [least, most] = std::minmax_element(mean.begin(), mean.end());
        const double scale = range.bounded() ? 0.2 * (range.high - range.low) : 0.5 * (*most - *least);
        const double early = mean[window] - mean[0];
        std::vector<double> later;
        for (std::size_t s = window; s + window < mean.size(); s += window)
            later.push_back(std::fabs(mean[s + window] - mean[s]));
        std::nth_element(later.begin(), later.begin() + static_cast<std::ptrdiff_t>(later.size() / 2), later.end());
        const bool far = std::fabs(early) > scale && std::fabs(early) > 5 * later[later.size() / 2];
        return far ? early : 0;
    }

    /// A mean that runs off at once and then stands, in the scenario and also where nothing happens but its dynamics.
    void judge_drift(const Variable& variable, Column column) {
        const std::vector<double>& mean = counts_.columns[column].mean;
        const auto window = static_cast<std::size_t>(std::clamp(program_.steps / 10, 1, 8));
        if (mean.size() < 5 * window) return;
        const double moved = drift(variable.range, mean, window);
        const double alone = drift(variable.range, quiet_.columns[column].mean, window);
        if (moved * alone <= 0) return;
        warn("drift-at-start", variable.span,
             fmt::format("the mean of {} goes from {:.3g} to {:.3g} in the first {} steps and far slower later",
                         program_.column_names[column], mean[0], mean[window], window),
             "its starting value is far from where the dynamics hold it: start nearer, or give the model time");
    }

    void judge_choices() {
        for (std::size_t d = 0; d < program_.decisions.size(); ++d) {
            const Decision& decision = program_.decisions[d];
            // The other rules choose without chance, or with none but even chance, by their nature.
            if (decision.rule != Rule::quantal || 2 * counts_.certain[d] <= counts_.trajectories) continue;
            const Actor& actor = model_.actors[decision.actor];
            const std::string& track = program_.track_names[decision.track];
            warn("choice-certain", actor.span,
                 fmt::format("the choices of '{}'{} are all but certain for {} steps on end in most trajectories",
                             actor.id, track.empty() ? "" : fmt::format(" in track '{}'", track), run_),
                 "utilities times precision differ by more than chance can bridge: lower the precision or the scale");
        }
    }

    const Model& model_;
    const Program& program_;
    Diagnostics& diagnostics_;
    std::vector<const Variable*> variables_;  // (n_state_columns)
    LiveCounts counts_;
    LiveCounts quiet_;  // of the dynamics alone, from the same start
    int run_ = 0;
};

/// Whether some expression or event names the action, or reads rungs, in which every action shows.
class Named {
public:
    explicit Named(const Model& model) {
        for (const Derived& derived : model.derived) look(derived.value);
        for (const Variable& variable : model.variables)
            if (variable.next) look(*variable.next);
        for (const Outcome& outcome : model.outcomes) look(outcome.value);
        for (const Event& event : model.events) look(event);
        for (const Action& action : model.actions) look(action);
    }

    [[nodiscard]] bool has(std::uint32_t action) const { return all_ || actions_.contains(action); }

private:
    void look(const Expression& expression) {
        const Term term = expression.term;
        if (term == Term::rung) all_ = true;
        if (term == Term::taken || term == Term::ever || term == Term::since || term == Term::received)
            actions_.insert(expression.item);
        for (const Expression& operand : expression.operands) look(operand);
    }
    void look(const std::optional<Expression>& expression) {
        if (expression) look(*expression);
    }
    void look(const std::vector<Effect>& effects) {
        for (const Effect& effect : effects) {
            look(effect.value);
            look(effect.filter);
        }
    }
    void look(const Event& event) {
        look(event.hazard);
        look(event.when);
        look(event.effects);
        for (const Imposition& imposed : event.impositions) actions_.insert(imposed.action.index);
    }
    void look(const Action& action) {
        for (const UtilityTerm& term : action.utility) look(term.value);
        look(action.cost);
        look(action.when);
        look(action.weight);
        look(action.effects);
    }

    bool all_ = false;
    std::set<std::uint32_t> actions_;
};

}  // namespace

void check_live(const Model& model, const Program& program, std::uint64_t seed, Diagnostics& diagnostics) {
    LiveJudge(model, program, seed, diagnostics).judge();
    const Named named(model);
    for (std::uint32_t i = 0; i < model.actions.size(); ++i)
        if (model.actions[i].effects.empty() && !named.has(i))
            diagnostics.warning("action-without-effect", model.actions[i].span,
                                fmt::format("'{}' changes nothing, and nothing looks at it", model.actions[i].name),
                                "give it effects, or an outcome that counts it");
}

}  // namespace brink
