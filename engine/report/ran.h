#pragma once
// What a run was of, for those who look into it afterwards: the scenario in every form that they need.

#include <vector>

#include "model/model.h"
#include "program/program.h"
#include "report/folder_file.h"
#include "scenario/layers.h"

namespace brink {

struct RanScenario {
    Model model;
    Program program;
    std::vector<FolderFile> inputs;  // see input_files
};

/// The scenario as one file, scenario.yaml, that gives the same numbers wherever it stands: its layers and settings
/// merged, the CSV files that it names beside it (under their own names, or numbered where two are alike) and
/// expectations about other scenarios, which no run reads, left out.
[[nodiscard]] std::vector<FolderFile> input_files(const Tree& tree);

}  // namespace brink
