#pragma once
// The difference that one program makes to an outcome beside another, from trajectories that share their chance.

#include <array>
#include <optional>

#include "stats/paired.h"

namespace brink {

/// Of a chance or a mean, first less second, with its 95 % interval.
struct Difference {
    double estimate = 0;
    std::array<double, 2> ci95{};
    bool none_differs = false;  // in no trajectory does the outcome go otherwise in one than in the other
};

/// The interval of a chance is Tango's score interval for paired proportions (Statistics in Medicine 17, 1998,
/// 891-908): at difference 0 its test is McNemar's, and it keeps its level where few trajectories differ. Of a mean it
/// is Student's: mean +- t(n - 1) standard errors of the differences.
[[nodiscard]] Difference difference_of(const PairedOutcome& outcome);
/// The same the other way round: second less first.
[[nodiscard]] Difference turned(const Difference& difference);

/// How many times as often an outcome happens in the second program as in the first, with its 95 % interval.
struct Ratio {
    double estimate = 1;
    std::array<double, 2> ci95{};
};

/// Of a chance: Wald's interval of the logarithm for paired proportions (Nam and Blackwelder, Statistics in Medicine
/// 21, 2002, 689-699). It wants counts that are not small: nothing where either has fewer than ten trajectories with
/// the outcome, or fewer than ten differ.
[[nodiscard]] std::optional<Ratio> ratio_of(const PairedOutcome& outcome);

/// Variance of one trajectory's difference: as it would be if the two were independent, and as it is.
struct Saving {
    double independent = 0, paired = 0;
    /// How many times the trajectories independent runs need for the same standard error; absent where the difference
    /// does not vary.
    [[nodiscard]] std::optional<double> factor() const;
};
[[nodiscard]] Saving saving_of(const PairedOutcome& outcome);

/// The 0.975 quantile of Student's t: exact for 1 to 3 degrees of freedom, else by the series of Abramowitz and Stegun
/// 26.7.5, which is within 0.0004 of it.
[[nodiscard]] double student_t(double degrees);

}  // namespace brink
