#pragma once
// Quantities told one entity at a time, `threat[RED]`, as cubes over actors: where each number has its place.

#include <cstddef>
#include <string>
#include <vector>

#include "model/model.h"

namespace brink {

/// The numbers of one quantity: one of the world, (n_actors), or (n_actors x n_actors), source by target.
struct Cube {
    struct Place {
        std::size_t name = 0;  // in the list of names
        std::size_t row = 0;   // in the cube
    };
    std::string quantity;
    Shape shape = Shape::world;
    std::string unit;
    std::string doc;
    std::vector<Place> places;  // both orders of a symmetric pair have the one number; a pair without one has no place

    [[nodiscard]] std::size_t n_rows(std::size_t n_actors) const {
        return shape == Shape::world ? 1 : shape == Shape::actor ? n_actors : n_actors * n_actors;
    }
};

/// The cubes of these names of a model's variables and derived values, each once, in byte order of quantities.
[[nodiscard]] std::vector<Cube> cubes_of(const std::vector<std::string>& names, const Model& model);

}  // namespace brink
