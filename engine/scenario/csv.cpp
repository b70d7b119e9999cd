#include "scenario/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "scenario/text_check.h"

namespace brink {
namespace {

/// Fields and rows of a text, one after another.
class Reader {
public:
    Reader(std::string_view text, std::uint32_t file, Diagnostics& diagnostics)
        : text_(text), file_(file), diagnostics_(diagnostics) {
        if (text_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;  // a byte order mark
    }

    /// The next row that is no empty line; nothing at the end of the text.
    std::optional<CsvRow> row() {
        while (at_ < text_.size()) {
            CsvRow fields;
            bool more = true;
            while (more) more = field(fields);
            if (fields.size() > 1 || !fields[0].text.empty() || fields[0].span.begin < fields[0].span.end)
                return fields;
        }
        return std::nullopt;
    }

private:
    /// Reads a field and what parts it from the next one; false if it was the row's last.
    bool field(CsvRow& fields) {
        skip_blanks();
        fields.push_back(here() == '"' ? quoted() : plain());
        if (here() == ',') return ++at_, true;
        if (here() == '\r') ++at_;
        if (here() == '\n') ++at_;
        return false;
    }

    CsvField plain() {
        const std::size_t begin = at_;
        while (at_ < text_.size() && !ends_field(text_[at_])) ++at_;
        std::size_t end = at_;
        while (end > begin && is_blank(text_[end - 1])) --end;
        return {std::string(text_.substr(begin, end - begin)), span(begin, end)};
    }

    CsvField quoted() {
        const std::size_t begin = at_++;
        CsvField field;
        while (at_ < text_.size() && (text_[at_] != '"' || doubled())) {
            if (text_[at_] == '"') ++at_;
            field.text += text_[at_++];
        }
        if (at_ == text_.size()) {
            diagnostics_.error("csv-quote", span(begin, begin + 1), "this quote is never closed",
                               "a quote inside a quoted field is written twice");
            field.span = span(begin, at_);
            return field;
        }
        field.span = span(begin, ++at_);
        skip_blanks();
        if (at_ < text_.size() && !ends_field(text_[at_])) {
            const CsvField rest = plain();
            diagnostics_.error("csv-quote", rest.span, "text after the closing quote of a field",
                               "a quote inside a quoted field is written twice");
        }
        return field;
    }

    [[nodiscard]] char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    [[nodiscard]] bool doubled() const { return at_ + 1 < text_.size() && text_[at_ + 1] == '"'; }
    static bool is_blank(char c) { return c == ' ' || c == '\t'; }
    static bool ends_field(char c) { return c == ',' || c == '\n' || c == '\r'; }
    void skip_blanks() {
        while (is_blank(here())) ++at_;
    }
    [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
        return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }

    std::string_view text_;
    std::uint32_t file_;
    Diagnostics& diagnostics_;
    std::size_t at_ = 0;
};

/// Whether every required column is there; else says so where the file is named.
bool has_form(const Csv& csv, const CsvColumns& columns, Span named_at, Diagnostics& diagnostics) {
    std::vector<std::string_view> missing;
    for (const std::string_view name : columns.required)
        if (!csv.column(name)) missing.push_back(name);
    if (missing.empty()) return true;
    diagnostics.error("csv-columns", named_at,
                      fmt::format("the first line of this file names no column {}", fmt::join(missing, ", ")),
                      fmt::format("it begins with the line {}", fmt::join(columns.required, ",")));
    return false;
}

void judge_header(const Csv& csv, const CsvColumns& columns, Diagnostics& diagnostics) {
    std::vector<std::string> known(columns.optional.begin(), columns.optional.end());
    std::set<std::string_view> seen;
    for (const CsvField& name : csv.header) {
        if (!seen.insert(name.text).second)
            diagnostics.error("csv-columns", name.span, fmt::format("the column '{}' is there twice", name.text),
                              "take one of them out");
        const bool fits = std::find(columns.required.begin(), columns.required.end(), name.text) !=
                              columns.required.end() ||
                          std::find(known.begin(), known.end(), name.text) != known.end();
        if (const std::string hint = fits ? "" : did_you_mean(name.text, known); !hint.empty())
            diagnostics.error("csv-columns", name.span, fmt::format("there is no column '{}'", name.text), hint);
    }
}

/// Whether one more row is within the limit; reported if not.
bool fits(std::size_t fields, Span place, const TextLimits& limits, Diagnostics& found) {
    if (fields <= limits.nodes) return true;
    found.error("limit-nodes", place,
                fmt::format("the file holds more than {} fields, the limit of one file", limits.nodes),
                "give fewer rows" + or_raise("nodes"));
    return false;
}

void read_rows(Reader& reader, std::uint32_t file, const CsvColumns& columns, Csv& csv, const TextLimits& limits,
               Diagnostics& found) {
    const std::size_t n = csv.header.size();
    if (!fits(n, {file, csv.header.front().span.begin, csv.header.back().span.end}, limits, found)) return;
    judge_header(csv, columns, found);
    while (auto row = reader.row()) {
        const Span place{file, row->front().span.begin, row->back().span.end};
        if (!fits((csv.rows.size() + 1) * n, place, limits, found)) break;
        if (row->size() == csv.header.size())
            csv.rows.push_back(std::move(*row));
        else
            found.error("csv-fields", place,
                        fmt::format("this row has {} field{}, and the first line names {} columns", row->size(),
                                    row->size() == 1 ? "" : "s", csv.header.size()),
                        "a field with a comma stands in quotes");
    }
}

}  // namespace

std::optional<std::size_t> Csv::column(std::string_view name) const {
    for (std::size_t i = 0; i < header.size(); ++i)
        if (header[i].text == name) return i;
    return std::nullopt;
}

Csv parse_csv(const Sources& sources, std::uint32_t file, const CsvColumns& columns, Span named_at,
              Diagnostics& diagnostics, const TextLimits& limits) {
    Csv csv;
    Diagnostics found;  // told only once the file is known to be of this form
    const std::string& text = sources.text(file);
    if (text.size() > limits.bytes) {
        diagnostics.error("limit-bytes", named_at,
                          fmt::format("the file is larger than {} bytes, the limit of one file", limits.bytes),
                          "give fewer rows" + or_raise("bytes"));
        return csv;
    }
    Reader reader(text, file, found);
    if (auto header = reader.row()) csv.header = std::move(*header);
    if (!has_form(csv, columns, named_at, diagnostics)) return csv;
    if (!check_text(sources, file, diagnostics, limits)) return csv;
    try {
        read_rows(reader, file, columns, csv, limits, found);
    } catch (const TooManyFaults&) {}  // what was found is told below
    for (const Diagnostic& d : found.items()) diagnostics.error(d.code, d.span, d.message, d.hint);
    return csv;
}

}  // namespace brink
