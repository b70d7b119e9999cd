#pragma once
// The model of synthetic-world.yaml written straight into C++, one trajectory at a time: what a modeller would write
// for this one question, and what the engine is measured against. It counts what the engine counts by default.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace bench {

inline constexpr std::size_t k_actors = 12;
inline constexpr std::size_t k_steps = 104;
inline constexpr std::size_t k_states = k_steps + 1;
inline constexpr std::size_t k_bins = 256;
inline constexpr std::size_t k_actions = 10;  // press, support, s1 .. s7, hold
inline constexpr std::size_t k_rungs = 9;     // -1 .. 7

/// Names of the actions, in the order in which they are counted; the last is holding.
inline constexpr std::array<const char*, k_actions> k_action_names = {"press", "support", "s1", "s2", "s3",
                                                                      "s4",    "s5",      "s6", "s7", "hold"};
inline constexpr int k_lowest_rung = -1;

struct Sums {
    double sum = 0;
    double squares = 0;
};

/// A recorded quantity: the engine's name for it, and the range of its histogram.
struct ScalarSeries {
    std::string name;
    double low = 0, high = 1;
    bool binned = false;  // else mean and sd only
};

/// Counts over trajectories.
struct ScalarCounts {
    ScalarCounts();

    std::vector<ScalarSeries> series;   // the binned ones first
    std::vector<double> low, per_unit;  // (n_binned)
    std::size_t n_binned = 0;
    std::size_t trajectories = 0;
    std::vector<Sums> moments;              // (k_states x n_series)
    std::vector<std::uint32_t> histograms;  // (k_states x n_binned x k_bins)
    std::array<std::array<std::uint64_t, k_actions>, k_actors> taken{}, ever{};
    std::array<std::array<double, k_actions>, k_actors> taken_squares{};  // of the count in a trajectory
    std::vector<std::uint64_t> rung_by_step;                              // (k_steps x k_actors x k_rungs)
    std::vector<std::uint64_t> transitions;                               // (k_actors x k_rungs x k_rungs)
    std::array<std::array<std::uint64_t, k_rungs>, k_actors> peak{}, lowest{};
    std::array<std::uint64_t, k_states> alarm_first{};
    std::uint64_t alarms = 0;
    Sums level, strain;
    std::array<std::uint32_t, k_bins> level_bins{}, strain_bins{};
};

/// Runs n trajectories with mt19937_64 seeded by `seed` and adds them to the counts.
void run_scalar(std::uint64_t seed, std::size_t n, ScalarCounts& counts);

}  // namespace bench
