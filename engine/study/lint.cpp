#include "study/lint.h"

#include <fmt/format.h>

#include <algorithm>

#include "model/lint_parts.h"
#include "study/live_counts.h"

namespace brink {

namespace {

/// Actions of which the compiler kept no option: who may take them, or what they demand, rules them out for ever.
void lint_actions(const Tree& tree, const Model& model, const Program& program, Diagnostics& diagnostics) {
    std::vector<bool> kept(model.actions.size(), false);
    for (const Option& option : program.options)
        if (option.action != k_nothing) kept[option.action] = true;
    for (std::uint32_t i = 0; i < model.actions.size(); ++i) {
        const Action& action = model.actions[i];
        if (kept[i] || !named_file(tree, action.span)) continue;
        diagnostics.warning("action-never-possible", action.span, fmt::format("nobody can ever take '{}'", action.name),
                            "'by' and 'to' leave no pair of different actors, or fixed values never meet its 'when'");
    }
}

/// Choices that utilities alone settle as the scenario begins, in every trajectory.
void lint_scale(const Tree& tree, const Model& model, const Program& program, Diagnostics& diagnostics) {
    LiveOptions options;
    options.run = options.steps = 1;
    options.trajectories = 64;
    options.seed = model.run.seed.value_or(1);
    const LiveCounts counts = count_live(program, options);
    for (std::size_t d = 0; d < program.decisions.size(); ++d) {
        const Decision& decision = program.decisions[d];
        const Actor& actor = model.actors[decision.actor];
        if (decision.rule != Rule::quantal || counts.certain[d] < counts.trajectories) continue;
        if (!named_file(tree, actor.span)) continue;
        const std::string& track = program.track_names[decision.track];
        diagnostics.warning(
            "choice-certain", actor.span,
            fmt::format("the first choice of '{}'{} is all but certain: utilities times precision leave "
                        "10,000 to 1",
                        actor.id, track.empty() ? "" : fmt::format(" in track '{}'", track)),
            "lower the precision, or the scale of the utilities");
    }
}

}  // namespace

void lint(const Tree& tree, const Model& model, const Program& program, Diagnostics& diagnostics) {
    const LowerNames lower(tree);
    lint_unused_names(tree, model, lower, diagnostics);
    lint_near_names(tree, lower, diagnostics);
    lint_outcomes(tree, model, diagnostics);
    lint_effects(tree, model, diagnostics);
    lint_distributions(tree, model, diagnostics);
    lint_event_dates(tree, model, diagnostics);
    lint_actions(tree, model, program, diagnostics);
    lint_scale(tree, model, program, diagnostics);
}

}  // namespace brink
