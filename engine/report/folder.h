#pragma once
// Result -> a folder of files, whole or absent: written under a temporary name beside its place, then moved.

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

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
    std::string started, finished;     // UTC, ISO 8601
};

struct FolderOptions {
    std::filesystem::path out;  // empty: the next free results/NAME/0001, with results/NAME/latest beside it
    bool force = false;         // replace `out` if it is a result folder
};

/// Throws FolderTaken, with the reason, if write_folder may not write there: to be known before hours of work.
/// What is replaced is a folder with a manifest.json of brink and the files that this names, or an empty one.
void require_place(const FolderOptions& options);

/// Writes manifest.json, summary.json, outcomes.csv, series.csv, report.html. Gives the folder written. Throws
/// FolderTaken, and std::filesystem::filesystem_error or std::runtime_error with path and reason if the disk does not
/// play along.
std::filesystem::path write_folder(const Result& result, const RunRecord& record, const FolderOptions& options);

/// A file of a result folder.
struct FolderFile {
    std::string name;
    std::string text;
};

/// The same for any files, manifest.json among them; `name` is NAME of results/NAME/0001.
std::filesystem::path write_files(const std::string& name, const std::vector<FolderFile>& files,
                                  const FolderOptions& options);

/// Makes report.html of a result folder anew from its manifest.json and summary.json; gives its path. Throws
/// FolderTaken if `folder` is no result folder, std::runtime_error as above.
std::filesystem::path rewrite_page(const std::filesystem::path& folder);

}  // namespace brink
