#pragma once
// Hashes of trajectories: over every variable in every recorded state and over every choice. Equal digests say that
// two runs did the same, whatever the machine, threads and blocks.
//
// A trajectory's hash starts at 0 and takes in, by digest_step: the variables of state 0; then for each step the key
// of each decision's option (0 for none), in order, and the variables of the next state.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "lanes/block.h"
#include "lanes/isa.h"
#include "stats/tally.h"

namespace brink {

class DigestObserver {
public:
    /// For blocks of `width` lanes. The program must outlive the observer.
    DigestObserver(const Program& program, const Kernels<double>& kernels, std::size_t width);

    void begin(const LaneBlock<double>& block);
    void after_step(const LaneBlock<double>& block);

    /// Hashes of the block's trajectories as they stand (width; of padding too).
    [[nodiscard]] std::span<const std::uint64_t> hashes() const { return hashes_; }

private:
    const Program* program_;
    const Kernels<double>* kernels_;
    std::vector<std::uint64_t> hashes_;
};

/// Takes the hash of a trajectory into the digest of its part; trajectories come in ascending order.
void fold(std::vector<PartDigest>& digests, std::uint64_t trajectory, std::uint64_t hash);

}  // namespace brink
