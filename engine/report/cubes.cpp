#include "report/cubes.h"

#include <map>
#include <string_view>

namespace brink {

namespace {

/// `hostility[RED, BLUE]` taken apart.
struct EntityName {
    std::string_view quantity;
    std::vector<std::string_view> actors;
};

EntityName taken_apart(std::string_view name) {
    EntityName parts;
    const std::size_t bracket = name.find('[');
    parts.quantity = name.substr(0, bracket);
    if (bracket == std::string_view::npos) return parts;
    const std::string_view inside = name.substr(bracket + 1, name.size() - bracket - 2);
    const std::size_t comma = inside.find(", ");
    parts.actors.push_back(inside.substr(0, comma));
    if (comma != std::string_view::npos) parts.actors.push_back(inside.substr(comma + 2));
    return parts;
}

Cube described(std::string_view quantity, const Model& model, bool& symmetric) {
    Cube cube;
    cube.quantity = quantity;
    for (const Variable& variable : model.variables) {
        if (variable.name != quantity) continue;
        cube.shape = variable.shape;
        cube.unit = variable.unit;
        cube.doc = variable.doc;
        symmetric = variable.symmetric;
    }
    for (const Derived& derived : model.derived) {
        if (derived.name != quantity) continue;
        cube.shape = derived.shape;
        cube.doc = derived.doc;
    }
    return cube;
}

}  // namespace

std::vector<Cube> cubes_of(const std::vector<std::string>& names, const Model& model) {
    struct Growing {
        Cube cube;
        bool symmetric = false;
    };
    std::map<std::string_view, std::size_t> numbers;
    for (std::size_t a = 0; a < model.actors.size(); ++a) numbers[model.actors[a].id] = a;
    std::map<std::string_view, Growing> found;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const EntityName name = taken_apart(names[i]);
        auto at = found.find(name.quantity);
        if (at == found.end()) {
            bool symmetric = false;
            Cube cube = described(name.quantity, model, symmetric);
            at = found.emplace(name.quantity, Growing{std::move(cube), symmetric}).first;
        }
        std::size_t row = 0, turned = 0;
        for (const std::string_view actor : name.actors) row = row * model.actors.size() + numbers.at(actor);
        for (std::size_t a = name.actors.size(); a-- > 0;)
            turned = turned * model.actors.size() + numbers.at(name.actors[a]);
        at->second.cube.places.push_back({i, row});
        if (at->second.symmetric) at->second.cube.places.push_back({i, turned});
    }
    std::vector<Cube> cubes;
    for (auto& [quantity, growing] : found) cubes.push_back(std::move(growing.cube));
    return cubes;
}

}  // namespace brink
