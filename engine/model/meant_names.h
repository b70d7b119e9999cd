#pragma once
// What a name means that cannot stand where it does: an actor's name for people, an event, an outcome, an action.

#include <optional>
#include <string>
#include <string_view>

#include "model/parse.h"

namespace brink {

/// What a name that nothing has is in another name space, and what to write for it.
struct MeantName {
    std::string message;
    std::string hint;
};

/// The id of the actor whose name for people this is, whatever its case and with blanks or `_`.
[[nodiscard]] std::optional<std::string> id_of_full_name(const Names& names, std::string_view text);

/// The text as the name of an event, exactly or with `_` for blanks; nullopt if there is none.
[[nodiscard]] std::optional<std::string> event_of(const Names& names, std::string_view text);

/// `happened(storm)`, `happened('border incident')`.
[[nodiscard]] std::string happened_form(std::string_view event);

/// A name that is none of a value: what else of the scenario it is.
[[nodiscard]] std::optional<MeantName> meant_by(const Names& names, const std::string& text);

inline constexpr const char* k_outcome_hint =
    "no expression reads an outcome: write its condition again, or in another outcome say 'given:' or 'after:' with "
    "its name";

}  // namespace brink
