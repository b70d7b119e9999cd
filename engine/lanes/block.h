#pragma once
// The state of W trajectories: padded columns of one scalar type, in one allocation. Everything that a trajectory's
// future depends on is a column here. Knows nothing of other blocks or of threads.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "program/program.h"

namespace brink {

/// Block widths are multiples of this, so that whole vector registers fill every column and no remainder loop runs.
inline constexpr std::size_t k_lane_multiple = 16;

/// The first thing that went wrong in a lane.
struct LaneFault {
    enum class Kind : std::uint8_t { none, not_finite_value, bad_utility };
    Kind kind = Kind::none;
    std::int32_t step = 0;    // state (value) or step (utility) in which it was seen
    std::uint32_t where = 0;  // column (value) or option (utility)
};

template <class S>
class LaneBlock {
public:
    /// Room for `width` lanes (a multiple of k_lane_multiple) of `program`, with draws keyed by `seed`.
    LaneBlock(const Program& program, std::size_t width, std::uint64_t seed);

    [[nodiscard]] std::size_t width() const { return width_; }
    /// Lanes in use, 1..width(); the rest is padding: computed, never observed.
    [[nodiscard]] std::size_t n_lanes() const { return n_lanes_; }
    [[nodiscard]] S* column(Column c) { return columns_ + c * width_; }
    [[nodiscard]] const S* column(Column c) const { return columns_ + c * width_; }
    [[nodiscard]] S* columns() { return columns_; }
    [[nodiscard]] const S* columns() const { return columns_; }

    /// Names the trajectories of the lanes and starts over: luck = row = first, first + 1, ...
    void name_lanes(std::uint64_t first_trajectory, std::size_t n_lanes);
    /// The same with ids of one's own: chance and parameter vector of each lane. Sizes equal, 1..width().
    void name_lanes(std::span<const std::uint64_t> luck, std::span<const std::uint64_t> row);
    /// Makes lane `to` the trajectory that lane `from` is, with all of its past.
    void copy_lane(std::size_t from, std::size_t to);

    int step = 0;                     // number of the present state; 0 <= step <= program.steps
    std::uint64_t* luck = nullptr;    // keys chance                           (width)
    std::size_t paired = 0;           // first lanes whose lucks are 2 k, 2 k + 1, ...; a multiple of k_lane_multiple
    std::uint64_t* row = nullptr;     // keys what is drawn once a trajectory  (width)
    std::uint8_t* barred = nullptr;   // 1: this option may not be taken now   (n_options x width)
    bool keeps_probabilities = true;  // choose fills probability columns; else they stay 0
    bool any_barred = false;          // some entry of `barred` is set; prepare clears both
    std::vector<std::uint8_t> option_taken;    // whether some lane chose the option in this step (n_options)
    std::vector<std::uint64_t> keys;           // Philox keys: hash64(seed, stream)     (n_streams)
    std::vector<std::uint64_t> decision_keys;  // likewise of the decisions             (n_decisions)
    std::vector<std::uint64_t> drawn_keys;     // likewise of the drawn quantities      (n_drawn)
    std::vector<LaneFault> faults;             // first fault of each lane              (width)
    std::vector<std::uint32_t> bad_utility;    // for the kernels                       (width)

private:
    struct Free {
        void operator()(std::byte* memory) const;
    };
    /// Finds `paired`.
    void find_pairs();

    std::size_t width_ = 0;
    std::size_t n_lanes_ = 0;
    std::size_t n_columns_ = 0;
    std::size_t n_options_ = 0;
    S* columns_ = nullptr;
    std::unique_ptr<std::byte, Free> memory_;
};

}  // namespace brink
