#include "stats/step_quantile.h"

#include <numeric>

namespace brink {

std::size_t step_quantile(std::span<const std::int64_t> counts, int thousandths) {
    const std::int64_t all = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    std::int64_t below = 0;
    std::size_t place = 0;
    while (place + 1 < counts.size() && (below + counts[place]) * 1000 < all * thousandths) below += counts[place++];
    return place;
}

}  // namespace brink
