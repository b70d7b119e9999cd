#pragma once
// Strong ids: an index into one of the Model's lists, of a type of its own.

#include <compare>
#include <cstdint>

namespace brink {

template <class Tag>
struct Id {
    std::uint32_t index = 0;
    friend constexpr auto operator<=>(Id, Id) = default;
};

using ActorId = Id<struct ActorTag>;
using ParameterId = Id<struct ParameterTag>;
using VariableId = Id<struct VariableTag>;
using DerivedId = Id<struct DerivedTag>;
using DrawId = Id<struct DrawTag>;
using ActionId = Id<struct ActionTag>;
using TrackId = Id<struct TrackTag>;
using EventId = Id<struct EventTag>;
using TableId = Id<struct TableTag>;
using SeriesId = Id<struct SeriesTag>;
using OutcomeId = Id<struct OutcomeTag>;

/// Stands for holding wherever an action is named by id.
inline constexpr ActionId k_hold{0xffffffffu};

}  // namespace brink
