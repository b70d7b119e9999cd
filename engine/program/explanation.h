#pragma once
// A program that says why things happen: parts of utilities, what writes the state, what imposes. For who tells of one
// trajectory; no executor reads it.

#include <cstdint>
#include <string>
#include <vector>

#include "model/model.h"
#include "program/program.h"

namespace brink {

/// One named part of an option's utility, or the whole utility where it has no parts.
struct UtilityPart {
    std::string name;
    double sign = 1;  // -1: taken from the others
    Operand value;    // one row
};

/// A place of the state that an event or an act writes.
struct WriteSource {
    Column place = 0;
    Effect::Assign assign = Effect::Assign::add;
    Operand amount, filter;           // one row; filter none: true
    std::uint32_t event = k_nothing;  // into Program::events; k_nothing: it is an act's, open while
    Column choice = 0;                // this decision's choice is one of the options first <= o < last
    std::uint32_t first_option = 0;
    std::uint32_t last_option = 0;
};

struct Explanation {
    std::vector<std::vector<UtilityPart>> utilities;  // (n_options) in the order in which they are added
    std::vector<WriteSource> writes;                  // events', then acts'
};

/// A program that keeps what its explanation names in columns of its own: the same bits in every state and choice as
/// without, in more columns.
struct ExplainedProgram {
    Program program;
    Explanation explanation;
};

/// Compiles a model that `compile` has found nothing against; of how many columns it takes nothing is said, since a
/// replay has few lanes.
[[nodiscard]] ExplainedProgram compile_explained(const Model& model);

}  // namespace brink
