#pragma once
// A comparison -> a folder of files.

#include "report/folder.h"
#include "study/compare.h"

namespace brink {

/// Writes manifest.json, summary.json, differences.csv, partings.csv, report.html, as write_folder of one run does.
/// Without options.out to the next free results/A-vs-B/0001, A and B the files' names.
std::filesystem::path write_folder(const ComparedScenarios& compared, const RunRecord& record,
                                   const FolderOptions& options);

}  // namespace brink
