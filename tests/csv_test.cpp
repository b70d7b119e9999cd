// Comma-separated files: fields with their places, faults, and the files that a scenario names.

#include "scenario/csv.h"

#include <array>

#include "catch.hpp"
#include "folder.h"
#include "scenario/layers.h"

using namespace brink;
using test::Folder;

namespace {

constexpr std::array<std::string_view, 2> k_required{"date", "value"};
constexpr std::array<std::string_view, 1> k_optional{"source"};

struct Read {
    Sources sources;
    Diagnostics diagnostics;
    Csv csv;

    explicit Read(const std::string& text, const TextLimits& limits = {}) {
        sources.add("scenario.yaml", "csv: data.csv\n");
        const std::uint32_t file = sources.add("data.csv", text);
        csv = parse_csv(sources, file, {k_required, k_optional}, {0, 5, 13}, diagnostics, limits);
    }
    /// Rows joined by `;`, fields by `|`.
    [[nodiscard]] std::string rows() const {
        std::string text;
        for (const CsvRow& row : csv.rows) {
            for (const CsvField& field : row) text += (&field == row.data() ? "" : "|") + field.text;
            text += ";";
        }
        return text;
    }
    /// Codes with places, `code@file:line:column`.
    [[nodiscard]] std::string faults() const {
        std::string text;
        for (const Diagnostic& d : diagnostics.sorted()) {
            const Place place = sources.place(d.span);
            text += d.code + "@" + place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) +
                    " ";
        }
        return text;
    }
};

}  // namespace

TEST_CASE("csv fields are read with or without quotes and blanks") {
    const Read read("date,value\r\n2025-01-01, 3 \n\n\"a, \"\"b\"\"\n c\",\" x \"\n,\n\"\",\n");
    CHECK(read.faults() == "");
    CHECK(read.rows() == "2025-01-01|3;a, \"b\"\n c| x ;|;|;");
    CHECK(Read("\xEF\xBB\xBF"
               "value,date\n1,2")
              .rows() == "1|2;");
    CHECK(Read("date,value").rows() == "");
    CHECK(Read("note,date,value\n,1,2\n").csv.column("value") == std::optional<std::size_t>(2));
}

TEST_CASE("a csv field knows its place") {
    const Read read("date,value\n2025-01-01, \"3\" \n");
    const CsvField& field = read.csv.rows.at(0).at(1);
    CHECK(read.sources.excerpt(field.span) == "\"3\"");
    CHECK(read.sources.place(field.span).line == 2);
    CHECK(read.sources.place(field.span).column == 13);
}

TEST_CASE("faults of a csv file are told at their places") {
    CHECK(Read("date,value\n1\n1,2,3\n1,2\n").faults() == "csv-fields@data.csv:2:1 csv-fields@data.csv:3:1 ");
    CHECK(Read("date,value\n1,\"2\n").faults() == "csv-quote@data.csv:2:3 ");
    CHECK(Read("date,value\n1,\"2\" 3\n").faults() == "csv-quote@data.csv:2:7 ");
    CHECK(Read("date,value,date\n1,2,3\n").faults() == "csv-columns@data.csv:1:12 ");
    CHECK(Read("date,value,soruce\n1,2,3\n").faults() == "csv-columns@data.csv:1:12 ");
    CHECK(Read("date,value\n1,\xFF\n").faults() == "bad-utf8@data.csv:2:3 ");
}

TEST_CASE("a file of another form is not quoted") {
    CHECK(Read("root:x:0:0\n\"\n").faults() == "csv-columns@scenario.yaml:1:6 ");
    CHECK(Read("").faults() == "csv-columns@scenario.yaml:1:6 ");
    TextLimits small;
    small.bytes = 8;
    CHECK(Read("date,value\n", small).faults() == "limit-bytes@scenario.yaml:1:6 ");
    small = {};
    small.nodes = 4;
    CHECK(Read("date,value\n1,2\n3,4\n5,6\n", small).faults() == "limit-nodes@data.csv:4:1 ");
}

TEST_CASE("csv files of a scenario lie beside the file that names them and count in its digest") {
    const Folder folder;
    folder.write("world/oil.csv", "date,value\n2025-01-01,70\n");
    folder.write("world/base.yaml", "brink: 1\nseries: {oil: {csv: oil.csv}}\n");
    folder.write("top.yaml", "brink: 1\nextends: world/base.yaml\n");
    const auto digest = [&] {
        Diagnostics diagnostics;
        const Tree tree = load_tree(folder.path("top.yaml"), {}, diagnostics);
        CHECK_FALSE(diagnostics.has_errors());
        const Csv* csv = find_csv(tree, *tree.root.find("series")->find("oil")->find("csv"));
        REQUIRE(csv != nullptr);
        CHECK(csv->rows.size() == 1);
        return tree.digest;
    };
    const std::string before = digest();
    CHECK(digest() == before);
    folder.write("world/oil.csv", "date,value\n2025-01-01,71\n");
    CHECK(digest() != before);
}

TEST_CASE("a csv file that cannot be read is a fault at its key") {
    const Folder folder;
    folder.write("top.yaml", "brink: 1\nrelations: {trust: {csv: none.csv}}\n");
    Diagnostics diagnostics;
    const Tree tree = load_tree(folder.path("top.yaml"), {}, diagnostics);
    REQUIRE(diagnostics.items().size() == 1);
    CHECK(diagnostics.items()[0].code == "unreadable");
    CHECK(tree.sources.excerpt(diagnostics.items()[0].span) == "none.csv");
    CHECK(find_csv(tree, *tree.root.find("relations")->find("trust")->find("csv")) == nullptr);
}
