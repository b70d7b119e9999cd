#pragma once
// The boundary to the kernels, which are compiled once for each instruction set: plain pointers, strides and counts.
// No Eigen type and no inline function of consequence crosses it. The numbers are the same on every side.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "program/program.h"

namespace brink {

/// The scalar type for which the templates of this folder are compiled: double, unless a build compiles the folder once
/// more for another (the tests do, for float).
#ifndef BRINK_SCALAR
#define BRINK_SCALAR double
#endif

enum class Isa : std::uint8_t { baseline, v3, v4 };

/// What the kernels see of a block.
template <class S>
struct KernelContext {
    S* columns = nullptr;                        // (n_columns x width), 64-byte aligned
    std::size_t width = 0;                       // a multiple of 16
    const std::uint32_t* tables = nullptr;       // Program::tables
    const std::uint64_t* keys = nullptr;         // (n_streams)
    const std::uint64_t* luck = nullptr;         // (width)
    std::size_t paired = 0;                      // LaneBlock::paired
    const std::uint8_t* option_taken = nullptr;  // (n_options)
    const double* numbers = nullptr;             // Program::numbers
    const Grid* grids = nullptr;                 // Program::grids
    const S* active = nullptr;                   // (width); nullptr: every lane lives
    std::uint32_t step = 0;
    S day = 0;  // first day of the present step
};

/// What `choose` needs beside it for one decision.
template <class S>
struct DecisionTask {
    const Decision* decision = nullptr;
    const Option* options = nullptr;       // (n_options) of the program
    const std::uint8_t* barred = nullptr;  // (n_options x width); nullptr: nothing is barred
    std::uint64_t key = 0;                 // hash64(seed, decision stream)
    bool probabilities = true;             // are wanted; without them a choice costs less
    /// Out: lane and option of the first feasible utility that is not a number or plus infinity, by lane; options
    /// k_nothing elsewhere (width).
    std::uint32_t* bad_utility = nullptr;
    bool* any_bad = nullptr;
};

/// Integer sums of a column over lanes; see stats/moments.h for the quantum and what is made of them. Exact for up to
/// k_most_summed values: no product is larger than 2^50.
struct alignas(64) ColumnSums {
    std::int64_t sum = 0;        // of q
    std::int64_t high_high = 0;  // q = high * 2^25 + low, 0 <= low < 2^25: sums of the products
    std::int64_t high_low = 0;
    std::int64_t low_low = 0;
    std::int64_t smallest = std::numeric_limits<std::int64_t>::max();  // of q
    std::int64_t largest = std::numeric_limits<std::int64_t>::min();
    std::int64_t count = 0;        // values in all of the above
    std::int64_t not_counted = 0;  // values whose |q| is 2^50 or more, or that are not numbers: in none of them
};

inline constexpr std::size_t k_most_summed = 4096;

template <class S>
struct Kernels {
    /// Runs n instructions in order.
    void (*run)(const KernelContext<S>&, const Instruction*, std::size_t n);
    /// One decision: fills its choice column and, if wanted, its probability column.
    void (*choose)(const KernelContext<S>&, const DecisionTask<S>&);
    /// Index of the first of n whole columns that holds a value not finite in lanes 0..n_lanes, or n.
    std::size_t (*first_not_finite)(const S* columns, std::size_t n, std::size_t width, std::size_t n_lanes);
    /// Adds lanes 0..n_lanes to the sums; q = round to nearest even of value * per_quantum (a power of two).
    void (*add_sums)(const S* column, std::size_t n_lanes, double per_quantum, ColumnSums& sums);
    /// bins[lane] = clamp(floor((value - low) * bins_per_unit), 0, 255).
    void (*linear_bins)(const S* column, std::size_t n_lanes, double low, double bins_per_unit, std::uint8_t* bins);
    /// bins[lane] = log_bin(value).
    void (*log_bins)(const S* column, std::size_t n_lanes, std::uint16_t* bins);
    /// For each lane: digest = digest_step(digest, bits) over n columns in order (bits of -0 as of 0).
    void (*digest)(const S* columns, std::size_t n, std::size_t width, std::uint64_t* digests);
};

[[nodiscard]] std::string_view name(Isa isa);
[[nodiscard]] std::optional<Isa> isa_named(std::string_view name);
[[nodiscard]] bool available(Isa isa);  // on this machine
[[nodiscard]] Isa best_isa();
template <class S>
[[nodiscard]] const Kernels<S>& kernels(Isa isa);  // precondition: available(isa)

}  // namespace brink
