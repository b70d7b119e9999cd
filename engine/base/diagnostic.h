#pragma once
// Findings about the user's text, as values: collected, sorted, rendered with a caret.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"

namespace brink {

enum class Severity { error, warning, note };

/// One finding. `code` is stable (kebab-case, say "unknown-key") and part of the contract with scripts.
struct Diagnostic {
    Severity severity = Severity::error;
    std::string code;
    Span span;
    std::string message;  // what is wrong, values quoted with their unit
    std::string hint;     // what would be right; may be empty
};

/// Thrown by Diagnostics::error when a text has so many faults that there is no sense in looking for more. load_tree
/// and check catch it: what was found is kept.
struct TooManyFaults {};

inline constexpr std::size_t k_most_faults = 500;       // that are kept
inline constexpr std::size_t k_most_shown = 50;         // that render writes
inline constexpr std::size_t k_most_candidates = 5000;  // among which `nearest` looks

/// The findings of one pass over the user's text. Long messages lose their middle.
class Diagnostics {
public:
    void error(std::string code, Span span, std::string message, std::string hint = {});
    void warning(std::string code, Span span, std::string message, std::string hint = {});

    [[nodiscard]] bool has_errors() const;
    /// Whether looking stopped because there are too many.
    [[nodiscard]] bool full() const { return items_.size() >= k_most_faults; }
    [[nodiscard]] bool empty() const { return items_.empty(); }
    /// In order of file, place, severity, code; exact repeats removed.
    [[nodiscard]] std::vector<Diagnostic> sorted() const;
    [[nodiscard]] const std::vector<Diagnostic>& items() const { return items_; }

private:
    void add(Severity severity, std::string code, Span span, std::string message, std::string hint);

    std::vector<Diagnostic> items_;
};

/// `file:line:column: error: message [code]`, the source line, a caret line, the hint.
[[nodiscard]] std::string render(const Sources& sources, const Diagnostic& diagnostic);
/// All of them, sorted, one after the other; beyond k_most_shown only how many more there are.
[[nodiscard]] std::string render(const Sources& sources, const Diagnostics& diagnostics);

/// The candidate nearest to `name` (Damerau-Levenshtein, case-folded first), if near enough to suggest. Looks at no
/// more than k_most_candidates and at no long names, so that the cost has a bound.
[[nodiscard]] std::optional<std::string> nearest(std::string_view name, const std::vector<std::string>& candidates);
/// `did you mean 'x'?` or an empty text.
[[nodiscard]] std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace brink
