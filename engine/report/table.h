#pragma once
// Tables for a terminal: columns that align, columns that give way when the width is short, long names on lines of
// their own. Knows nothing of what the cells mean.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace brink {

enum class Tone : std::uint8_t { plain, strong, faint };

/// The text in an ANSI terminal's colours, or as it is.
[[nodiscard]] std::string toned(std::string text, Tone tone, bool color);

enum class Align : std::uint8_t {
    left,
    right,
    point,  // decimal points stand below one another
};

struct TableColumn {
    std::string title;
    Align align = Align::left;
    int spare = 0;  // when the width is short the column with the greatest goes first; 0: stays
    Tone tone = Tone::plain;
};

/// The first column holds names: its title stands at the margin, its rows two columns in.
struct TextTable {
    std::vector<TableColumn> columns;
    struct Row {
        std::vector<std::string> cells;  // (n_columns)
        bool strong = false;             // the name, that is
    };
    std::vector<Row> rows;
};

/// Columns that the whole table takes.
[[nodiscard]] std::size_t width_of(const TextTable& table);

/// A line of titles, then the rows, each line of at most `width` columns as far as the cells allow it. A name too
/// wide for its column is broken into lines of its own above its row.
[[nodiscard]] std::string to_text(const TextTable& table, std::size_t width, bool color);

}  // namespace brink
