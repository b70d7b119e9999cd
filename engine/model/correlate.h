#pragma once
// Rank correlations of parameters: which are drawn together, and the factor of their normal correlations.

#include <optional>
#include <vector>

#include "model/model.h"

namespace brink {

/// Parameters that correlations link, directly or through others.
struct CorrelatedParameters {
    std::vector<ParameterId> members;  // ascending
    /// Lower triangle, row by row, of the Cholesky factor of the members' normal correlations; absent if that matrix
    /// is not positive definite. Entry (i, j) is (r_ij - sum of f_ik f_jk for k < j) / f_jj, a pivot (j, j) the square
    /// root of that numerator; the products are taken away one after another.
    std::optional<std::vector<double>> factor;
};

/// Linked parameters, those with the first member first.
/// Those of each group, ascending; no factor is computed, which takes the third power of their number.
[[nodiscard]] std::vector<std::vector<ParameterId>> linked_parameters(const std::vector<Correlation>& correlations);
[[nodiscard]] std::vector<CorrelatedParameters> correlated_parameters(const std::vector<Correlation>& correlations);

}  // namespace brink
