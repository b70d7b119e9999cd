#include "model/meant_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "model/lexer.h"

namespace brink {
namespace {

/// In small letters, with blanks for `_`.
std::string folded(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = c == '_' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

}  // namespace

std::optional<std::string> id_of_full_name(const Names& names, std::string_view text) {
    for (std::size_t i = 0; i < names.full_names.size(); ++i)
        if (names.full_names[i] != names.actors[i] && folded(names.full_names[i]) == folded(text))
            return names.actors[i];
    return std::nullopt;
}

std::optional<std::string> event_of(const Names& names, std::string_view text) {
    for (const auto& [event, index] : names.events)
        if (folded(event) == folded(text)) return event;
    return std::nullopt;
}

std::string happened_form(std::string_view event) {
    return is_name(event) ? fmt::format("happened({})", event) : fmt::format("happened('{}')", event);
}

std::optional<MeantName> meant_by(const Names& names, const std::string& text) {
    if (names.outcomes.contains(text)) return MeantName{fmt::format("'{}' is an outcome", text), k_outcome_hint};
    if (const auto event = event_of(names, text))
        return MeantName{fmt::format("'{}' is an event", *event), fmt::format("write {}", happened_form(*event))};
    if (names.actions.contains(text))
        return MeantName{fmt::format("'{}' is an action", text),
                         fmt::format("write taken(A, {0}) for A's latest decision, ever(A, {0}) for any so far", text)};
    if (const auto id = id_of_full_name(names, text))
        return MeantName{fmt::format("there is no '{}'", text),
                         fmt::format("write {}: an actor is written by its id", *id)};
    return std::nullopt;
}

}  // namespace brink
