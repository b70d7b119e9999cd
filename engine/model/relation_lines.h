#pragma once
// Lines of relations, from the scenario or from a file that it names. Internal to the check.

#include <string>
#include <vector>

#include "model/draft.h"

namespace brink {

/// How narrowly a line names its pairs; the greater wins.
enum class Specificity { everyone, groups, actor_and_group, actors };

/// What one line says of the pairs between its ends.
struct RelationLine {
    std::string key;
    Span span;
    Specificity specificity = Specificity::everyone;
    std::vector<ActorId> from = {};
    std::vector<ActorId> to = {};
    bool both_ways = false;
    std::optional<Quantity> value = {};
};

/// The lines of one variable's section, its file's included. `whole` is false afterwards if one could not be read.
[[nodiscard]] std::vector<RelationLine> read_relation_lines(Draft& draft, const Node& section, const Variable& variable,
                                                            bool& whole);

}  // namespace brink
