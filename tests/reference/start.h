#pragma once
// What a trajectory starts with: parameters, drawn, computed and correlated, and the values of the variables.

#include "reference/evaluate.h"

namespace brink::reference {

/// What is drawn; then again and again every parameter whose expression reads only known ones, until all are known.
void set_parameters(Moment& moment);

/// State 0.
void set_initial_values(Moment& moment);

/// Brings every variable into its range.
void clamp_all(Moment& moment);

}  // namespace brink::reference
