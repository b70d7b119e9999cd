#include "stats/digest.h"

#include <algorithm>

#include "base/hash.h"

namespace brink {

DigestObserver::DigestObserver(const Program& program, const Kernels<double>& kernels, std::size_t width)
    : program_(&program), kernels_(&kernels), hashes_(width) {}

void DigestObserver::begin(const LaneBlock<double>& block) {
    std::fill(hashes_.begin(), hashes_.end(), std::uint64_t{0});
    kernels_->digest(block.columns(), program_->n_state_columns, block.width(), hashes_.data());
}

void DigestObserver::after_step(const LaneBlock<double>& block) {
    for (const Decision& decision : program_->decisions) {
        const double* choice = block.column(decision.choice);
        for (std::size_t lane = 0; lane < hashes_.size(); ++lane) {
            const bool chose = choice[lane] >= 0;
            const std::uint64_t key = chose ? program_->options[static_cast<std::size_t>(choice[lane])].key : 0;
            hashes_[lane] = digest_step(hashes_[lane], key);
        }
    }
    kernels_->digest(block.columns(), program_->n_state_columns, block.width(), hashes_.data());
}

void fold(std::vector<PartDigest>& digests, std::uint64_t trajectory, std::uint64_t hash) {
    const std::uint64_t part = trajectory / k_part;
    if (digests.empty() || digests.back().part != part) digests.push_back({part, 0});
    digests.back().digest = digest_step(digests.back().digest, hash);
}

}  // namespace brink
