#include "lanes/block.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <new>

#include "base/hash.h"
#include "lanes/isa.h"

namespace brink {

namespace {

constexpr std::align_val_t k_alignment{64};

/// Bytes of n things of one type, rounded up to whole 64-byte lines.
constexpr std::size_t bytes_of(std::size_t n, std::size_t size) { return (n * size + 63) / 64 * 64; }

}  // namespace

template <class S>
void LaneBlock<S>::Free::operator()(std::byte* memory) const {
    ::operator delete(memory, k_alignment);
}

template <class S>
LaneBlock<S>::LaneBlock(const Program& program, std::size_t width, std::uint64_t seed)
    : width_(width), n_columns_(program.n_columns), n_options_(program.options.size()) {
    assert(width > 0 && width % k_lane_multiple == 0 && "a block's width is a multiple of k_lane_multiple");
    const std::size_t column_bytes = bytes_of(n_columns_ * width, sizeof(S));
    const std::size_t id_bytes = bytes_of(width, sizeof(std::uint64_t));
    const std::size_t total = column_bytes + 2 * id_bytes + bytes_of(n_options_ * width, 1);
    memory_.reset(static_cast<std::byte*>(::operator new(total, k_alignment)));
    columns_ = reinterpret_cast<S*>(memory_.get());
    luck = reinterpret_cast<std::uint64_t*>(memory_.get() + column_bytes);
    row = reinterpret_cast<std::uint64_t*>(memory_.get() + column_bytes + id_bytes);
    barred = reinterpret_cast<std::uint8_t*>(memory_.get() + column_bytes + 2 * id_bytes);
#ifdef NDEBUG
    const S unset = 0;
#else
    const S unset = std::numeric_limits<S>::quiet_NaN();  // what is read before it was written shows
#endif
    std::fill_n(columns_, n_columns_ * width, unset);
    std::fill_n(luck, width, 0u);
    std::fill_n(row, width, 0u);
    std::fill_n(barred, n_options_ * width, std::uint8_t{0});

    option_taken.assign(n_options_, 0);
    faults.assign(width, LaneFault{});
    bad_utility.assign(width, k_nothing);
    for (const std::uint64_t stream : program.streams) keys.push_back(hash64(seed, stream));
    for (const Decision& decision : program.decisions) decision_keys.push_back(hash64(seed, decision.stream));
    for (const DrawnQuantity& drawn : program.drawn) drawn_keys.push_back(hash64(seed, drawn.stream));
}

template <class S>
void LaneBlock<S>::name_lanes(std::uint64_t first_trajectory, std::size_t n_lanes) {
    assert(n_lanes > 0 && n_lanes <= width_ && "a block holds 1 to width lanes");
    n_lanes_ = n_lanes;
    for (std::size_t lane = 0; lane < width_; ++lane)
        luck[lane] = row[lane] = first_trajectory + std::min(lane, n_lanes - 1);
    find_pairs();
    step = 0;
}

template <class S>
void LaneBlock<S>::name_lanes(std::span<const std::uint64_t> lane_luck, std::span<const std::uint64_t> lane_row) {
    assert(lane_luck.size() == lane_row.size() && "each lane has a luck and a row");
    assert(!lane_luck.empty() && lane_luck.size() <= width_ && "a block holds 1 to width lanes");
    n_lanes_ = lane_luck.size();
    for (std::size_t lane = 0; lane < width_; ++lane) {
        luck[lane] = lane_luck[std::min(lane, n_lanes_ - 1)];
        row[lane] = lane_row[std::min(lane, n_lanes_ - 1)];
    }
    find_pairs();
    step = 0;
}

template <class S>
void LaneBlock<S>::find_pairs() {
    std::size_t n = 0;
    while (n < width_ && luck[0] % 2 == 0 && luck[n] == luck[0] + n) ++n;
    paired = n / k_lane_multiple * k_lane_multiple;
}

template <class S>
void LaneBlock<S>::copy_lane(std::size_t from, std::size_t to) {
    assert(from < width_ && to < width_ && "a lane of this block");
    for (std::size_t c = 0; c < n_columns_; ++c) columns_[c * width_ + to] = columns_[c * width_ + from];
    for (std::size_t o = 0; o < n_options_; ++o) barred[o * width_ + to] = barred[o * width_ + from];
    luck[to] = luck[from];
    find_pairs();
    row[to] = row[from];
    faults[to] = faults[from];
}

template class LaneBlock<BRINK_SCALAR>;

}  // namespace brink
