#pragma once
// Trajectories that stand for a run, told for its files and its page.

#include "lanes/isa.h"
#include "model/model.h"
#include "result/result.h"

namespace brink {

/// Adds three typical trajectories, each the first that meets an outcome in its median state, and the most extreme: by
/// the rung reached, or where many reach it by the measure that lies farthest from its mean. They are told as
/// `brink replay` tells them (report/story.h), in the steps that say most; those of the first act, of the highest rung
/// and in which outcomes are first seen are among them.
void add_stories(const Model& model, Isa isa, Result& result);

}  // namespace brink
