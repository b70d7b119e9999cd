#pragma once
// The model as text, part by part: what the files of a run and `brink show` print of it.

#include <string>
#include <vector>

#include "model/model.h"

namespace brink {

/// A quantity, action, decision, event or outcome in the words of the scenario.
struct ModelText {
    enum class Kind { draw, derived, variable, action, decision, event, outcome };
    Kind kind = Kind::variable;
    std::string name;                // of a decision, those who decide so
    std::string head;                // `threat (actor) in [0, 1]`
    std::vector<std::string> lines;  // `next: ...`
    std::string doc;
};

/// In the order of the kinds, and of the model.
[[nodiscard]] std::vector<ModelText> model_texts(const Model& model);

}  // namespace brink
