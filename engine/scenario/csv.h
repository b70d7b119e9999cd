#pragma once
// Comma-separated values (RFC 4180): a row of column names, then rows of fields, each with its place in the file.
// Knows nothing of what the columns mean.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "scenario/tree.h"

namespace brink {

struct CsvField {
    std::string text;  // without the quotes or the blanks around it
    Span span;
};

/// One row; fields in the order of the columns.
using CsvRow = std::vector<CsvField>;

struct Csv {
    CsvRow header;
    std::vector<CsvRow> rows;  // each as long as the header; empty lines are none

    /// Number of the column of this name, if there is one.
    [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
};

/// The columns that a file must have, and those that it may have. Others are passed over, unless they look like one
/// of these mistyped.
struct CsvColumns {
    std::span<const std::string_view> required;
    std::span<const std::string_view> optional = {};
};

/// Reads one text (already in `sources` as file `file`). Adds an error for each fault: bad UTF-8, a limit passed, an
/// unclosed quote, a row of another length, a column twice. A file without the required columns is no file of this
/// form: that is said at `named_at`, where it is named, and nothing of its text is shown.
[[nodiscard]] Csv parse_csv(const Sources& sources, std::uint32_t file, const CsvColumns& columns, Span named_at,
                            Diagnostics& diagnostics, const TextLimits& limits = {});

}  // namespace brink
