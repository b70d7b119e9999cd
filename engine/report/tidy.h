#pragma once
// A CSV file with what its columns mean, so that no column is written that the data dictionary does not explain.

#include <string>
#include <vector>

namespace brink {

/// A column of a table, in the words of the Frictionless Table Schema.
struct TidyColumn {
    std::string name;
    std::string type;  // string, integer, number or date
    std::string what;
    std::string unit = {};  // empty: none
};

/// One observation a row, a header line, RFC 4180 quoting, `.` as decimal point, empty fields where there is nothing.
struct TidyTable {
    std::string file;  // `outcomes.csv`
    std::string what;
    std::vector<std::string> key;  // columns that tell its rows apart
    std::vector<TidyColumn> columns;
    std::string text;  // the whole file; of a table that is written row by row its header alone
};

/// The header line of these columns.
[[nodiscard]] std::string header_of(const std::vector<TidyColumn>& columns);

}  // namespace brink
