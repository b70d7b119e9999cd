#include "model/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "model/draft.h"

namespace brink {
namespace {

/// Faults of the text after which the tree may lack what the text says: what is missing is then no further fault.
std::vector<Span> cut_off(const Diagnostics& diagnostics) {
    constexpr std::array<std::string_view, 4> k_harmless{"bad-setting", "duplicate-key", "nothing-to-remove",
                                                         "unknown-setting"};
    std::vector<Span> spans;
    for (const Diagnostic& fault : diagnostics.items())
        if (fault.severity == Severity::error &&
            std::find(k_harmless.begin(), k_harmless.end(), fault.code) == k_harmless.end())
            spans.push_back(fault.span);
    return spans;
}

/// Whether the state fits: every variable holds a number for each of its entities.
bool fits(Draft& draft) {
    constexpr std::size_t k_most = 1'000'000;
    std::size_t numbers = 0;
    for (const Declared& variable : draft.declared.variables)
        numbers += entity_count(variable.shape, draft.declared.actors.size());
    if (numbers <= k_most) return true;
    draft.diagnostics.error("limit-state", draft.root().find_entry("variables")->key_span,
                            fmt::format("the state would hold {} numbers, and the limit is {}", numbers, k_most),
                            "a dyad variable holds one for every ordered pair of actors: take fewer of either");
    return false;
}

}  // namespace

bool runnable(const Tree& tree) { return tree.root.find("clock") != nullptr && tree.root.find("actors") != nullptr; }

std::optional<Model> check(const Tree& tree, Diagnostics& diagnostics) {
    Draft draft{.tree = tree, .diagnostics = diagnostics, .complete = runnable(tree)};
    draft.model.name = tree.name;
    draft.model.digest = tree.digest;

    draft.faulty = cut_off(diagnostics);
    draft.complete = draft.complete && draft.faulty.empty();

    check_structure(draft);
    if (!tree.root.is_map()) return std::nullopt;

    declare_names(draft);
    if (!fits(draft)) return std::nullopt;
    check_head(draft);
    check_tables(draft);
    check_parameters(draft);
    check_variables(draft);
    check_relations(draft);
    check_equations(draft);
    check_actions(draft);
    check_events(draft);
    check_outcomes(draft);
    check_decision(draft);
    check_claims(draft);
    check_recording(draft);

    if (diagnostics.has_errors() || !runnable(tree)) return std::nullopt;
    return std::move(draft.model);
}

}  // namespace brink
