#pragma once
// Keys that people write from habit, and the key of the language that they mean.

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/vocabulary.h"
#include "scenario/tree.h"

namespace brink {

/// A key from habit, where it stands and what is meant by it.
struct KeySlip {
    std::string_view place;  // path of the section; empty: the top; `quantity`: any described number
    std::string_view written;
    std::string_view meant;
};

/// The table of habits.
[[nodiscard]] std::span<const KeySlip> key_slips();

/// The attributes that a scenario gives its actions, keys of them beside those of the vocabulary; views into the tree.
using ActionAttributes = std::set<std::string_view>;
[[nodiscard]] ActionAttributes action_attributes(const Node& root);

/// The keys that may stand under a section, as a user writes them; `attributes` are those that actions carry.
[[nodiscard]] std::vector<std::string> keys_here(const Key* parent, const ActionAttributes& attributes);

/// The row of a key under a section, an attribute of an action among them; nullptr if it has none there.
[[nodiscard]] const Key* known_key(const Key* parent, std::string_view name, const ActionAttributes& attributes);

/// The key that is meant by one that cannot stand there: by habit, or the nearest of `known`.
[[nodiscard]] std::optional<std::string> meant_key(const Key* parent, std::string_view written,
                                                   const std::vector<std::string>& known);

/// What to write where no one key is meant; empty if nothing is known of it.
[[nodiscard]] std::string key_hint(const Key* parent, std::string_view written);

}  // namespace brink
