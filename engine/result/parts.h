#pragma once
// The parts that make_result puts together; each reads the Summary and fills its tables of the Result.

#include "result/result.h"

namespace brink {

/// Outcomes with their chances and first steps, measures, pairs of outcomes, extremes.
void fill_outcomes(const Model& model, const Summary& summary, Result& result);
/// Recorded quantities by state.
void fill_series(const Summary& summary, Result& result);
/// Rates of actions; rungs.
void fill_actions(const Model& model, const Summary& summary, Result& result);
/// The scenario's numbers and where they come from.
void fill_numbers(const Model& model, Result& result);

/// What was counted because the model met what it should not.
void fill_incidents(const Summary& summary, Result& result);

/// Shares, in thousandths, for which quantiles are given, and their names (`q025`).
struct QuantileName {
    int thousandths = 0;
    const char* name = "";
};
inline constexpr std::array<QuantileName, 9> k_quantiles = {{{25, "q025"},
                                                             {50, "q05"},
                                                             {100, "q10"},
                                                             {250, "q25"},
                                                             {500, "q50"},
                                                             {750, "q75"},
                                                             {900, "q90"},
                                                             {950, "q95"},
                                                             {975, "q975"}}};

}  // namespace brink
