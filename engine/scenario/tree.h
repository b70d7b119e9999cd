#pragma once
// A YAML text as maps, lists and scalars with a Span each. Knows nothing of actors or formulas.
// tree.cpp is the only file that includes yaml-cpp.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/limits.h"
#include "base/source.h"

namespace brink {

struct Entry;

/// From byte `from` of a scalar's text on, the source stands `by` bytes further than it would without line breaks and
/// escapes before it.
struct Fold {
    std::uint32_t from = 0;
    std::uint32_t by = 0;
};

/// One node of a scenario text. Value semantics: a copy is a deep copy.
struct Node {
    enum class Kind { null, scalar, list, map };

    Kind kind = Kind::null;
    Span span;                   // of the value: a scalar's bytes as written (quotes included); a collection's extent
    std::string text;            // scalar: its value, unquoted
    bool quoted = false;         // scalar written in quotes or as a block: never a number, null or true
    std::vector<Fold> folds;     // scalar of several lines or with escapes: where text and source part
    bool overridden = false;     // a described number whose value a later layer changed without saying its source
    std::vector<Node> items;     // list: the elements, as written
    std::vector<Entry> entries;  // map: as written; keys are unique

    [[nodiscard]] bool is_null() const { return kind == Kind::null; }
    [[nodiscard]] bool is_scalar() const { return kind == Kind::scalar; }
    [[nodiscard]] bool is_list() const { return kind == Kind::list; }
    [[nodiscard]] bool is_map() const { return kind == Kind::map; }
    /// The value under a key of a map, or nullptr (also for what is no map).
    [[nodiscard]] const Node* find(std::string_view key) const;
    [[nodiscard]] Node* find(std::string_view key);
    [[nodiscard]] const Entry* find_entry(std::string_view key) const;
    /// Where bytes of a scalar's `text` stand in the source.
    [[nodiscard]] Span inside(std::size_t begin, std::size_t end) const;
};

struct Entry {
    std::string key;
    Span key_span;
    Node value;
};

/// Bounds on a text.
using TextLimits = Limits;

/// Reads one text (already in `sources` as file `file`) into a tree. Adds an error for each fault: syntax, duplicate
/// key (at its second place, naming the first), unclosed quote, bad UTF-8 or a control byte, a second document, a
/// cycle or bomb of aliases, merge key `<<`, tag, key that is no plain text, a limit passed. On errors the tree holds
/// what could be read, and `unread` (if given) gains the stretches that it lacks.
[[nodiscard]] Node parse_tree(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics,
                              const TextLimits& limits = {}, std::vector<Span>* unread = nullptr);

/// YAML 1.2 core numbers: the whole token, finite or `.inf`/`-.inf`; `010` is ten; no 0x, no 1_000, no nan.
[[nodiscard]] bool parse_number(std::string_view text, double& value);

}  // namespace brink
