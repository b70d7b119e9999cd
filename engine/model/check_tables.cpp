// Tables and series: numbers by place and by date.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "model/draft.h"
#include "model/slips.h"

namespace brink {
namespace {

Provenance read_provenance(const Node& node) {
    return {.source = read_text(node, "source"),
            .basis = read_text(node, "basis"),
            .claim_by = read_text(node, "claim_by"),
            .origin = {},
            .overridden = node.overridden};
}

/// A finite number; anything else is reported.
std::optional<double> read_finite(Draft& draft, const Node& node) {
    double number = 0;
    const std::string what = node.is_scalar() ? "'" + node.text + "'" : "this";
    if (!node.is_scalar() || node.quoted || !parse_number(node.text, number)) {
        draft.diagnostics.error("wrong-kind", node.span, fmt::format("{} is no number", what), number_hint(node));
        return std::nullopt;
    }
    if (!std::isfinite(number)) {
        draft.diagnostics.error("not-finite", node.span, fmt::format("{} is not finite", what),
                                "write a number in digits");
        return std::nullopt;
    }
    return number;
}

/// Rows of numbers, all as long as the first; false if something was reported.
bool read_rows(Draft& draft, const Node& node, Table& table) {
    bool fine = node.is_list() && !node.items.empty();
    if (node.is_list() && node.items.empty())
        draft.diagnostics.error("wrong-kind", node.span, fmt::format("'{}' has no numbers", table.name),
                                "write rows of numbers: [[1, 2], [3, 4]]");
    for (const Node& row : node.items) {
        if (!row.is_list() || row.items.empty()) {
            draft.diagnostics.error("wrong-kind", row.span,
                                    fmt::format("a row of '{}' is a list of numbers", table.name),
                                    "write rows of numbers: [[1, 2], [3, 4]]");
            return false;
        }
        if (table.rows == 0) table.columns = row.items.size();
        if (row.items.size() != table.columns) {
            draft.diagnostics.error("row-length", row.span,
                                    fmt::format("this row of '{}' has {} numbers, and the first has {}", table.name,
                                                row.items.size(), table.columns),
                                    "give every row as many numbers");
            fine = false;
        }
        for (const Node& item : row.items) {
            const auto number = read_finite(draft, item);
            fine = fine && number.has_value();
            table.numbers.push_back(number.value_or(0));
        }
        ++table.rows;
    }
    return fine;
}

/// Points [x, y] by ascending x.
void read_curve(Draft& draft, const Node& node, Table& table) {
    if (!read_rows(draft, node, table)) return;
    if (table.columns != 2) {
        draft.diagnostics.error("row-length", node.items[0].span,
                                fmt::format("a point of '{}' is [x, y], two numbers", table.name),
                                "write say curve: [[0, 1], [10, 0.5]]");
        return;
    }
    for (std::size_t i = 1; i < table.rows; ++i) {
        if (table.numbers[2 * i] > table.numbers[2 * i - 2]) continue;
        draft.diagnostics.error("curve-order", node.items[i].span,
                                fmt::format("x is {} here and {} at the point before", table.numbers[2 * i],
                                            table.numbers[2 * i - 2]),
                                "the points of a curve stand by ascending x, and no x is there twice");
        return;
    }
}

void read_table(Draft& draft, const Entry& entry) {
    Table table{.name = entry.key,
                .numbers = {},
                .unit = read_text(entry.value, "unit"),
                .doc = read_text(entry.value, "doc"),
                .provenance = read_provenance(entry.value),
                .span = entry.key_span};
    const Entry* matrix = entry.value.find_entry("matrix");
    const Entry* curve = entry.value.find_entry("curve");
    if (matrix != nullptr && curve != nullptr)
        draft.diagnostics.error("two-values", curve->key_span,
                                fmt::format("'{}' is a matrix, and a curve too", table.name), "keep one of them");
    if (matrix == nullptr && curve == nullptr && entry.value.is_map())
        missing_key(draft, entry, "one of 'matrix' and 'curve'");
    if (matrix != nullptr) {
        static_cast<void>(read_rows(draft, matrix->value, table));
    } else if (curve != nullptr) {
        table.kind = Table::Kind::curve;
        read_curve(draft, curve->value, table);
    }
    draft.names.tables.push_back(table.kind);
    draft.model.tables.push_back(std::move(table));
}

/// Values by day, from a file and from the lines beside it, which win.
class SeriesReader {
public:
    SeriesReader(Draft& draft, const Entry& entry) : draft_(draft), entry_(entry) {}

    Series read() {
        const Node& node = entry_.value;
        if (const Node* csv = node.find("csv")) read_file(*csv);
        for (const Entry& line : node.entries) {
            const Key* key = find_key(find_key("series.*"), line.key);
            if (key != nullptr && last_part(*key) == "*") read_line(line);
        }
        if (values_.empty() && complete_ && node.is_map()) missing_key(draft_, entry_, "a value");
        Series series{.name = entry_.key,
                      .days = {},
                      .values = {},
                      .unit = read_text(node, "unit"),
                      .doc = read_text(node, "doc"),
                      .provenance = read_provenance(node),
                      .span = entry_.key_span};
        for (const auto& [day, value] : values_) {
            series.days.push_back(day);
            series.values.push_back(value);
        }
        return series;
    }

private:
    void bad_date(const std::string& text, Span span) {
        complete_ = false;
        draft_.diagnostics.error("bad-date", span, fmt::format("'{}' is no date", text),
                                 "a date is written YYYY-MM-DD");
    }

    void read_line(const Entry& line) {
        const auto day = parse_date(line.key);
        if (!day) return bad_date(line.key, line.key_span);
        double number = 0;
        if (line.value.is_scalar() && parse_number(line.value.text, number)) values_[*day] = number;
    }

    void read_file(const Node& named) {
        const Csv* csv = find_csv(draft_.tree, named);
        complete_ = false;  // what the file lacks, or its being there, has been reported
        const auto date = csv != nullptr ? csv->column("date") : std::nullopt;
        const auto value = csv != nullptr ? csv->column("value") : std::nullopt;
        if (!date || !value) return;
        if (csv->rows.empty())
            draft_.diagnostics.error("missing-value", named.span, fmt::format("'{}' holds no row", named.text),
                                     "give it lines of a date and a value below the first");
        for (const CsvRow& row : csv->rows) read_row(row[*date], row[*value]);
    }

    void read_row(const CsvField& date, const CsvField& value) {
        const auto day = parse_date(date.text);
        if (!day) return bad_date(date.text, date.span);
        double number = 0;
        if (!parse_number(value.text, number) || !std::isfinite(number)) {
            complete_ = false;
            draft_.diagnostics.error("wrong-kind", value.span, fmt::format("'{}' is no number", value.text),
                                     number_slip(value.text).empty() ? "write it in digits" : number_slip(value.text));
        } else if (!values_.emplace(*day, number).second) {
            draft_.diagnostics.error("date-twice", date.span, fmt::format("the date {} is there twice", date.text),
                                     "take one of them out");
        }
    }

    Draft& draft_;
    const Entry& entry_;
    std::map<std::int64_t, double> values_;
    bool complete_ = true;  // nothing that would give a value was at fault
};

}  // namespace

void check_tables(Draft& draft) {
    for (const Declared& declared : draft.declared.tables) read_table(draft, *declared.entry);
    for (const Declared& declared : draft.declared.series)
        draft.model.series.push_back(SeriesReader(draft, *declared.entry).read());
}

}  // namespace brink
