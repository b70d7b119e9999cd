#pragma once
// An order in which each thing comes after those that it reads; a cycle is a fault of the text.

#include <string>
#include <vector>

#include "base/source.h"

namespace brink {

struct Draft;

/// One named thing and the names that it reads (others than those of the graph are ignored).
struct Dependency {
    std::string name;
    Span span;  // where it is defined, for the report of a cycle
    std::vector<std::string> reads;
};

/// Indices into `graph`, each after those that it reads, else in the order given. Every cycle is reported once as
/// `what` 'a' reads 'b' reads 'a'.
std::vector<std::size_t> in_dependency_order(Draft& draft, const std::vector<Dependency>& graph,
                                             const std::string& what);

}  // namespace brink
