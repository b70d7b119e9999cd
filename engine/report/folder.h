#pragma once
// Result -> a folder of files, whole or absent: written under a temporary name beside its place, then moved.

#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "report/folder_file.h"
#include "report/kept.h"
#include "report/ran.h"
#include "result/result.h"

namespace brink {

/// The folder is not what it would have to be: it may not be replaced, or holds no results (exit 2).
struct FolderTaken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// How the run was asked for, for manifest.json.
struct RunRecord {
    std::vector<std::string> command;  // the words of the command line
    std::string file;                  // scenario as named
    std::vector<std::string> layers;   // files laid, the scenario last
    Settings settings;                 // --set
    std::string started, finished;     // UTC, ISO 8601
    KeepOptions keep;                  // --keep
};

struct FolderOptions {
    std::filesystem::path out;  // empty: the next free results/NAME/0001, with results/NAME/latest beside it
    bool force = false;         // replace `out` if it is a result folder
};

/// Throws FolderTaken, with the reason, if write_folder may not write there: to be known before hours of work.
/// What is replaced is a folder with a manifest.json of brink and the files that this names, or an empty one.
void require_place(const FolderOptions& options);

/// Writes everything of a run that docs/output.md lists. Gives the folder written. Throws FolderTaken, and
/// std::filesystem::filesystem_error or std::runtime_error with path and reason if the disk does not play along.
std::filesystem::path write_folder(const Result& result, const RanScenario& ran, const RunRecord& record,
                                   const FolderOptions& options);

/// The same for any files, manifest.json among them; `name` is NAME of results/NAME/0001. `more`, if given, writes
/// other files into the folder that it is called with, under its temporary name, and gives those that tell of them.
std::filesystem::path write_files(
    const std::string& name, const std::vector<FolderFile>& files, const FolderOptions& options,
    const std::function<std::vector<FolderFile>(const std::filesystem::path&)>& more = {});

/// Makes report.html of a result folder anew from its manifest.json and summary.json; gives its path. Throws
/// FolderTaken if `folder` is no result folder, std::runtime_error as above.
std::filesystem::path rewrite_page(const std::filesystem::path& folder);

}  // namespace brink
