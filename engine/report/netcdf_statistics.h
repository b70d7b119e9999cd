#pragma once
// The estimates of a run as part of results.nc.

#include "report/netcdf_axes.h"

namespace brink {

/// Defines and, later, writes the statistics of every recorded quantity, outcomes, actions and rungs. The result must
/// outlive the definitions.
void add_statistics(NetcdfFile& file, NetcdfAxes& axes, const Result& result, const Model& model);

}  // namespace brink
