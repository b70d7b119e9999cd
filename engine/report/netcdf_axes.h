#pragma once
// The dimensions that the parts of results.nc share, with their labels.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "report/netcdf_file.h"
#include "result/result.h"

namespace brink {

/// Ids of dimensions; -1 where there would be nothing along it.
struct NetcdfAxes {
    int time = -1, step = -1, actor = -1, target = -1, quantile = -1;
    int outcome = -1, measure = -1, action = -1, rung = -1, to_rung = -1;
    std::size_t n_states = 0, n_steps = 0, n_actors = 0;
    std::vector<std::string> outcomes, measures, actions;  // labels
    std::vector<std::int32_t> rungs;
    std::set<std::string> taken;  // names of dimensions and variables

    /// `wanted`, or it with as many `_` after it as make it a name of its own.
    std::string own_name(const std::string& wanted);
    /// Dimensions of a quantity in every state.
    [[nodiscard]] std::vector<int> of(Shape shape) const;
    /// The attribute by which CF names further labels of a variable along these dimensions; none if there are none.
    [[nodiscard]] NetcdfFile::Attributes labels_of(const std::vector<int>& dimensions) const;
};

/// Defines the dimensions and their labels. Names that parts of results.nc have whatever the scenario are taken.
[[nodiscard]] NetcdfAxes define_axes(NetcdfFile& file, const Result& result, const Model& model);

/// The quantiles along the dimension, and by what name a Result has each.
inline constexpr double k_netcdf_quantiles[] = {0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975};
inline constexpr const char* k_netcdf_quantile_names[] = {"q025", "q05", "q10", "q25", "q50",
                                                          "q75",  "q90", "q95", "q975"};

}  // namespace brink
