#include "model/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "model/check_size.h"
#include "model/draft.h"
#include "model/mend_keys.h"
#include "model/unread.h"

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

/// Whether the file has what a run needs, in its text if not in what could be read of it.
bool may_run(const Draft& draft) {
    const auto is_there = [&](const char* section) {
        return draft.root().find(section) != nullptr || draft.names.elsewhere.contains(section);
    };
    return is_there("clock") && is_there("actors");
}

/// All passes; false if one found that there is no sense in going on.
bool pass(Draft& draft) {
    check_structure(draft);
    if (!draft.root().is_map()) return false;
    if (!fits_actors(draft)) return false;
    declare_names(draft);
    if (!fits_state(draft) || !fits_text(draft)) return false;
    describe_actors(draft);
    check_head(draft);
    check_tables(draft);
    check_parameters(draft);
    check_correlations(draft);
    check_variables(draft);
    check_relations(draft);
    check_equations(draft);
    check_actions(draft);
    check_events(draft);
    check_outcomes(draft);
    check_decision(draft);
    check_claims(draft);
    check_recording(draft);
    const bool whole = draft.complete && !draft.diagnostics.has_errors();
    if (!whole) return true;
    if (!fits_program(draft) || !fits_record(draft)) return false;
    check_symmetric(draft);
    return true;
}

}  // namespace

bool runnable(const Tree& tree) { return tree.root.find("clock") != nullptr && tree.root.find("actors") != nullptr; }

std::string what_is_lacking(const Tree& tree) {
    std::string text;
    for (const char* section : {"clock", "actors"})
        if (tree.root.find(section) == nullptr) text += fmt::format("{}no {}", text.empty() ? "" : " and ", section);
    return text;
}

std::optional<Model> check(const Tree& tree, Diagnostics& diagnostics) {
    if (diagnostics.full()) return std::nullopt;
    Draft draft{.tree = tree, .diagnostics = diagnostics};
    draft.model.name = tree.name;
    draft.model.digest = tree.digest;
    draft.model.limits = tree.limits;

    for (const Span span : tree.unread) add_names_of(tree.sources.excerpt(span), draft.names.elsewhere);
    draft.names.complete = tree.whole && may_run(draft);
    draft.faulty = cut_off(diagnostics);
    draft.complete = draft.faulty.empty() && runnable(tree);
    try {
        draft.mended = with_meant_keys(tree.root, diagnostics);
        if (draft.mended) draft.complete = draft.faulty.empty() && may_run(draft);
        if (draft.mended) draft.names.complete = tree.whole && may_run(draft);
        if (!pass(draft)) return std::nullopt;
    } catch (const TooManyFaults&) {
        return std::nullopt;  // what was found is in `diagnostics`
    }
    if (diagnostics.has_errors() || !runnable(tree)) return std::nullopt;
    return std::move(draft.model);
}

}  // namespace brink
