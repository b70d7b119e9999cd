#pragma once
// Every key of the language, once: what it holds, its unit, range, default and meaning. The checker, its defaults and
// suggestions, and whatever describes the language derive from this table.

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace brink {

/// What stands under a key.
enum class KeyKind : std::uint8_t {
    section,       // a map of the keys that the table names
    table,         // a map whose keys the user chooses; `PATH.*` says what each holds
    text,          // any scalar
    name,          // a name: letters, digits and _, a letter first
    number,        // a finite number within `low` to `high`
    whole,         // a whole number within `low` to `high`
    flag,          // true or false
    date,          // YYYY-MM-DD
    duration,      // `1 week`
    word,          // one of `words`
    expression,    // an expression, a number among them
    quantity,      // a number, distribution or expression of parameters, or a map of the keys of `quantity`
    distribution,  // the numbers of a distribution
    range,         // [low, high], either end may be infinite
    rows,          // a list of lists of numbers, all of one length
    names,         // a list of names
    texts,         // a list of texts, or one
    who,           // an actor, a group, `everyone`, or a list of them
    terms,         // an expression, or a map of named ones
    by_track,      // an expression, or a map of one a track
    hold,          // by_track, with `false` allowed
    effects,       // a list of effect lines, or one
    maps,          // a map of the keys that the table names, or a list of such maps
    later,         // not judged: the key is not there yet
};

/// One row: `path` is the way from the top, `*` standing for a name that the user chooses.
struct Key {
    std::string_view path;
    KeyKind kind = KeyKind::text;
    std::string_view doc;
    std::string_view fallback = {};  // what absence means, as written; empty: nothing
    bool required = false;
    std::string_view unit = {};
    double low = -std::numeric_limits<double>::infinity();  // of a number, and of an expression's constant
    double high = std::numeric_limits<double>::infinity();
    std::string_view words = {};        // of a word: those that are there, blank between
    std::string_view later_words = {};  // of a word: those of the language that this version does not have

    /// Whether this version has the key.
    [[nodiscard]] constexpr bool available() const { return kind != KeyKind::later; }
};

/// The whole table, a section before its keys.
[[nodiscard]] std::span<const Key> vocabulary();

/// The row of exactly this path, or nullptr.
[[nodiscard]] const Key* find_key(std::string_view path);

/// The row for key `name` under the section of row `parent` (nullptr: the top): its own, that of a name the user
/// chooses, or that of a quantity; nullptr if there is none.
[[nodiscard]] const Key* find_key(const Key* parent, std::string_view name);

/// The rows directly under a section, those of a quantity included.
[[nodiscard]] std::vector<const Key*> keys_under(const Key* parent);

/// The last part of a row's path.
[[nodiscard]] std::string_view last_part(const Key& key);

/// The words of a blank-separated list.
[[nodiscard]] std::vector<std::string> words_of(std::string_view words);

}  // namespace brink
