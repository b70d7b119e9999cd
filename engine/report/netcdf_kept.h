#pragma once
// Whole trajectories as part of results.nc, along the dimension `trajectory`.

#include <memory>
#include <span>
#include <vector>

#include "report/cubes.h"
#include "report/netcdf_axes.h"
#include "run/replay.h"

namespace brink {

class KeptCubes {
public:
    /// Defines what write fills, `at_once` trajectories at a time. All must outlive this.
    KeptCubes(NetcdfFile& file, NetcdfAxes& axes, const Model& model, const Replayed& first, std::size_t at_once);

    /// Writes the next trajectories.
    void write(std::span<const Replayed> kept);

private:
    void define_trajectory();
    void define_outcomes();
    void define_parameters(const Replayed& first);
    int define(const std::string& name, NetcdfFile::Type type, std::vector<int> inner, const std::string& long_name,
               const std::string& units, bool complete = false);
    void write_states(std::span<const Replayed> kept);
    void write_outcomes(std::span<const Replayed> kept);
    void write_rungs(std::span<const Replayed> kept);
    void write_parameters(std::span<const Replayed> kept);
    template <class T>
    void put(int variable, std::span<const Replayed> kept, const std::vector<std::size_t>& inner,
             const std::vector<T>& values);

    NetcdfFile* file_;
    const NetcdfAxes* axes_;
    const Model* model_;
    std::vector<Cube> cubes_;
    std::vector<int> cube_ids_;
    int trajectory_ = -1;  // dimension
    int number_ = -1, hash_ = -1, steps_lived_ = -1, first_step_ = -1, measure_ = -1, peak_rung_ = -1, rung_ = -1,
        parameter_ = -1;
    std::size_t n_written_ = 0;
};

}  // namespace brink
