#include "report/table.h"

#include <algorithm>
#include <utility>

#include "report/words.h"

namespace brink {

namespace {

constexpr std::size_t k_indent = 2;
constexpr std::size_t k_narrow_name = 12, k_narrowest_name = 4;

/// How wide a column is, and where in it decimal points stand.
struct Extent {
    std::size_t width = 0;
    std::size_t before_point = 0;
};

std::size_t point_of(const std::string& cell) { return std::min(cell.find('.'), cell.size()); }

Extent extent_of(const TextTable& table, std::size_t c) {
    const TableColumn& column = table.columns[c];
    const std::size_t indent = c == 0 ? k_indent : 0;
    Extent extent;
    std::size_t after_point = 0;
    for (const TextTable::Row& row : table.rows) {
        const std::string& cell = row.cells[c];
        extent.width = std::max(extent.width, text_width(cell) + indent);
        if (column.align != Align::point) continue;
        extent.before_point = std::max(extent.before_point, point_of(cell));
        after_point = std::max(after_point, cell.size() - point_of(cell));
    }
    if (column.align == Align::point) extent.width = extent.before_point + after_point;
    const std::size_t title = text_width(column.title);
    if (title > extent.width && column.align == Align::point) extent.before_point += title - extent.width;
    extent.width = std::max(extent.width, title);
    return extent;
}

std::string aligned(const std::string& cell, Align align, const Extent& extent) {
    switch (align) {
        case Align::left: return left(cell, extent.width);
        case Align::right: return right(cell, extent.width);
        case Align::point: {
            const std::size_t point = point_of(cell);
            const std::size_t blanks = point < extent.before_point ? extent.before_point - point : 0;
            return left(std::string(blanks, ' ') + cell, extent.width);
        }
    }
    return cell;
}

/// What is shown of a table, and how wide.
struct Layout {
    std::vector<std::size_t> shown;
    std::vector<Extent> extents;  // (n_columns)
    std::size_t gap = 2;
    bool points = true;  // columns of points stand so; else they end together

    [[nodiscard]] std::size_t width() const {
        std::size_t sum = 0;
        for (const std::size_t c : shown) sum += extents[c].width + gap;
        return shown.empty() ? 0 : sum - gap;
    }
};

Layout whole_layout(const TextTable& table) {
    Layout layout;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        layout.shown.push_back(c);
        layout.extents.push_back(extent_of(table, c));
    }
    return layout;
}

void narrow_names(Layout& layout, std::size_t width, std::size_t least) {
    const std::size_t needed = layout.width();
    std::size_t& name = layout.extents[0].width;
    if (needed > width && name > least) name -= std::min(needed - width, name - least);
}

/// Lets points stand where they fall: a column is then as wide as its widest cell.
void give_up_points(const TextTable& table, Layout& layout) {
    layout.points = false;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        if (table.columns[c].align != Align::point) continue;
        layout.extents[c].width = text_width(table.columns[c].title);
        for (const TextTable::Row& row : table.rows)
            layout.extents[c].width = std::max(layout.extents[c].width, text_width(row.cells[c]));
    }
}

/// Leaves out columns, then moves them together, then narrows that of the names, until the table fits.
Layout fitted(const TextTable& table, std::size_t width) {
    Layout layout = whole_layout(table);
    while (layout.width() > width) {
        const auto first_to_go = std::max_element(layout.shown.begin(), layout.shown.end(),
                                                  [&](std::size_t a, std::size_t b) {
                                                      return table.columns[a].spare < table.columns[b].spare;
                                                  });
        if (table.columns[*first_to_go].spare == 0) break;
        layout.shown.erase(first_to_go);
    }
    if (layout.width() > width) layout.gap = 1;
    const std::size_t name = layout.extents[0].width;
    narrow_names(layout, width, k_narrow_name);
    if (layout.width() > width) {
        give_up_points(table, layout);
        layout.extents[0].width = name;
        narrow_names(layout, width, k_narrow_name);
    }
    narrow_names(layout, width, k_narrowest_name);
    return layout;
}

Align align_of(const TableColumn& column, const Layout& layout) {
    return column.align == Align::point && !layout.points ? Align::right : column.align;
}

/// The line without the blanks at its end.
std::string ended(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    return line + "\n";
}

std::string row_text(const TextTable& table, const Layout& layout, const TextTable::Row& row, std::size_t width,
                     bool color) {
    std::string text, line;
    for (const std::size_t c : layout.shown) {
        std::string cell = row.cells[c];
        if (c == 0) {
            if (text_width(cell) + k_indent > layout.extents[0].width) {
                for (const std::string& part : wrapped(cell, width > k_indent ? width - k_indent : 1))
                    text += std::string(k_indent, ' ') + toned(part, row.strong ? Tone::strong : Tone::plain, color) +
                            "\n";
                cell.clear();
            }
            cell.insert(0, k_indent, ' ');
        } else {
            line += std::string(layout.gap, ' ');
        }
        const Align align = align_of(table.columns[c], layout);
        const Tone tone = c == 0 && row.strong ? Tone::strong : table.columns[c].tone;
        line += toned(aligned(cell, align, layout.extents[c]), tone, color);
    }
    return text + (color ? line + "\n" : ended(line));
}

}  // namespace

std::string toned(std::string text, Tone tone, bool color) {
    if (!color || tone == Tone::plain) return text;
    return (tone == Tone::strong ? "\x1b[1m" : "\x1b[2m") + text + "\x1b[0m";
}

std::size_t width_of(const TextTable& table) { return whole_layout(table).width(); }

std::string to_text(const TextTable& table, std::size_t width, bool color) {
    const Layout layout = fitted(table, width);
    std::string text, titles;
    for (const std::size_t c : layout.shown) {
        TableColumn column = table.columns[c];
        if (c == 0 && text_width(column.title) > layout.extents[0].width)
            text = toned(std::exchange(column.title, {}) + "\n", Tone::faint, color);
        const Align align = column.align == Align::left ? Align::left : Align::right;
        titles += (c == 0 ? "" : std::string(layout.gap, ' ')) + aligned(column.title, align, layout.extents[c]);
    }
    text += toned(ended(titles), Tone::faint, color);
    for (const TextTable::Row& row : table.rows) text += row_text(table, layout, row, width, color);
    return text;
}

}  // namespace brink
