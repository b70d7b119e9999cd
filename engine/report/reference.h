#pragma once
// The reference of the language as text and JSON, from the one table of keys and the one of words of expressions.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/expression_words.h"
#include "model/vocabulary.h"

namespace brink {

/// What a name of the language may mean: keys of the file, words of expressions.
struct Subject {
    std::vector<const Key*> keys;
    std::vector<ExpressionWord> words;
    [[nodiscard]] bool empty() const { return keys.empty() && words.empty(); }
};

/// `actions`, `actions.utility`, `actions.*.utility` or `actions.NAME.utility`: the key of that path; else every key
/// whose last part it is. A word of expressions likewise. Empty: there is none of that name.
[[nodiscard]] Subject find_subject(std::string_view name);
/// Every name that find_subject knows in its shortest form, for suggestions.
[[nodiscard]] std::vector<std::string> subject_names();

/// The sections of a file and the words of expressions, a line each.
[[nodiscard]] std::string reference_overview(std::size_t width);
[[nodiscard]] std::string to_text(const Subject& subject, std::size_t width);
/// A JSON object `keys`, `words`; everything for no subject.
[[nodiscard]] std::string reference_json(const std::optional<Subject>& subject);

/// What stands under a key, for people: `a whole number from 1 to 10`.
[[nodiscard]] std::string holds_text(const Key& key);

}  // namespace brink
