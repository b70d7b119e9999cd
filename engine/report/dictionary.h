#pragma once
// datapackage.json: the data dictionary of a result folder, a Frictionless Data Package.

#include <string>
#include <vector>

#include "report/tidy.h"
#include "result/result.h"

namespace brink {

/// Any other file of the folder.
struct DescribedFile {
    std::string name;
    std::string format;  // `netcdf`
    std::string what;
};

/// Every table with every column's type, unit and meaning, and what the other files are.
[[nodiscard]] std::string data_dictionary(const Result& result, const std::vector<TidyTable>& tables,
                                          const std::vector<DescribedFile>& others);

}  // namespace brink
