#include <fmt/format.h>

#include "model/print.h"
#include "result/parts.h"

namespace brink {

namespace {

std::string choice_text(const Distribution& distribution) {
    std::string text = "choice(";
    for (std::size_t i = 0; i < distribution.numbers.size(); ++i) {
        if (i > 0) text += ", ";
        text += fmt::format("{}", distribution.numbers[i]);
        if (i < distribution.weights.size()) text += fmt::format(" with {:.6g}", distribution.weights[i]);
    }
    return text + ")";
}

std::string distribution_text(const Distribution& d) {
    const auto two = [&](const char* form) { return fmt::format(fmt::runtime(form), d.numbers[0], d.numbers[1]); };
    switch (d.kind) {
        case Distribution::Kind::uniform: return two("uniform({}, {})");
        case Distribution::Kind::normal: return two("normal(mean {}, sd {})");
        case Distribution::Kind::lognormal: return two("lognormal(mu {:.6g}, sigma {:.6g})");
        case Distribution::Kind::beta: return two("beta(a {:.6g}, b {:.6g})");
        case Distribution::Kind::gamma: return two("gamma(shape {:.6g}, scale {:.6g})");
        case Distribution::Kind::triangular:
            return fmt::format("triangular({}, {}, {})", d.numbers[0], d.numbers[1], d.numbers[2]);
        case Distribution::Kind::choice: return choice_text(d);
    }
    return {};
}

std::string value_text(const Model& model, const Quantity& quantity) {
    switch (quantity.kind) {
        case Quantity::Kind::constant: return fmt::format("{}", quantity.number);
        case Quantity::Kind::distribution: return distribution_text(quantity.distribution);
        case Quantity::Kind::expression: return to_text(quantity.expression, model, {});
    }
    return {};
}

/// `[RED]` or `[RED, BLUE]` of the entity with this index; empty for a world value.
std::string entity_text(const Model& model, Shape shape, std::size_t entity) {
    switch (shape) {
        case Shape::world: return {};
        case Shape::actor: return fmt::format("[{}]", model.actors[entity].id);
        case Shape::dyad: break;
    }
    const std::size_t others = model.actors.size() - 1;
    const std::size_t first = entity / others;
    const std::size_t second = entity % others + (entity % others >= first ? 1 : 0);
    return fmt::format("[{}, {}]", model.actors[first].id, model.actors[second].id);
}

}  // namespace

void fill_numbers(const Model& model, Result& result) {
    for (const Parameter& parameter : model.parameters)
        result.numbers.push_back(
            {parameter.name, value_text(model, parameter.value), parameter.unit, parameter.value.provenance});
    for (const Variable& variable : model.variables)
        for (std::size_t entity = 0; entity < variable.initial.size(); ++entity)
            result.numbers.push_back({variable.name + entity_text(model, variable.shape, entity),
                                      value_text(model, variable.initial[entity]), variable.unit,
                                      variable.initial[entity].provenance});
}

}  // namespace brink
