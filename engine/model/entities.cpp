#include <utility>

#include "model/model.h"

namespace brink {

std::size_t Variable::stands_for(std::size_t entity, std::size_t n_actors) const {
    if (!symmetric) return entity;
    const std::size_t others = n_actors - 1;
    const std::size_t first = entity / others;
    const std::size_t second = entity % others + (entity % others >= first ? 1 : 0);
    if (first < second) return entity;
    return second * others + first - 1;
}

bool Variable::keeps(std::size_t entity, std::size_t n_actors) const {
    return stands_for(entity, n_actors) == entity && (pairs.empty() || pairs[entity] == PairKind::kept);
}

}  // namespace brink
