#pragma once
// The difference that one program makes to an outcome beside another, from trajectories that share their chance.

#include <array>

#include "stats/paired.h"

namespace brink {

/// Of a chance or a mean, first less second, with its 95 % interval.
struct Difference {
    double estimate = 0;
    std::array<double, 2> ci95{};
};

/// The interval of a chance is Tango's score interval for paired proportions (Statistics in Medicine 17, 1998,
/// 891-908): at difference 0 its test is McNemar's, and it keeps its level where few trajectories differ. Of a mean it
/// is mean +- 1.959964 standard errors of the differences.
[[nodiscard]] Difference difference_of(const PairedOutcome& outcome);

}  // namespace brink
