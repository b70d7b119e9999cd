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

/// The findings of one pass over the user's text.
class Diagnostics {
public:
    void error(std::string code, Span span, std::string message, std::string hint = {});
    void warning(std::string code, Span span, std::string message, std::string hint = {});

    [[nodiscard]] bool has_errors() const;
    [[nodiscard]] bool empty() const { return items_.empty(); }
    /// In order of file, place, severity, code; exact repeats removed.
    [[nodiscard]] std::vector<Diagnostic> sorted() const;
    [[nodiscard]] const std::vector<Diagnostic>& items() const { return items_; }

private:
    std::vector<Diagnostic> items_;
};

/// `file:line:column: error: message [code]`, the source line, a caret line, the hint.
[[nodiscard]] std::string render(const Sources& sources, const Diagnostic& diagnostic);
/// All of them, sorted, one after the other.
[[nodiscard]] std::string render(const Sources& sources, const Diagnostics& diagnostics);

/// The candidate nearest to `name` (Damerau-Levenshtein, case-folded first), if near enough to suggest.
[[nodiscard]] std::optional<std::string> nearest(std::string_view name, const std::vector<std::string>& candidates);
/// `did you mean 'x'?` or an empty text.
[[nodiscard]] std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace brink
