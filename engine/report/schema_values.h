#pragma once
// The schemas of single values. Internal to schema.cpp.

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "model/vocabulary.h"

namespace brink {

using SchemaJson = nlohmann::ordered_json;

/// `{"type": [...]}`, null among them: in a layer it removes what a lower one gave.
[[nodiscard]] SchemaJson of_types(std::initializer_list<const char*> types);
/// The schema of what stands under a key that holds no keys of the table.
[[nodiscard]] SchemaJson value_schema(const Key& key);
/// The numbers of the distribution `name`; with `dated` their places may be dates.
[[nodiscard]] SchemaJson distribution_schema(std::string_view name, bool dated);
/// The keys that the map of a distribution must have where no other layer could give them; null if it is a list.
[[nodiscard]] SchemaJson distribution_needs(std::string_view name);
/// A number, also a date: a place in time of an event.
[[nodiscard]] bool is_dated(const Key& key);
/// Sets the smallest and largest number allowed, if there is one.
void bound(SchemaJson& schema, const Key& key);

inline constexpr const char* k_name_pattern = "^[A-Za-z][A-Za-z0-9_]*$";
inline constexpr const char* k_date_pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

}  // namespace brink
