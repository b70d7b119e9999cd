#pragma once
// Names that may be declared in text which a fault kept from the check: of these an expression may speak.

#include <set>
#include <string>
#include <string_view>

#include "scenario/tree.h"

namespace brink {

/// What stands before a colon anywhere in the text, and every word of its first line.
void add_names_of(std::string_view text, std::set<std::string>& names);

/// Every key and every word below a node.
void add_names_of(const Node& node, std::set<std::string>& names);

}  // namespace brink
