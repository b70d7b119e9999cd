#include "report/tree_diff.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "model/leaves.h"
#include "report/words.h"

namespace brink {

namespace {

using Json = nlohmann::ordered_json;

std::string line_of(const Tree& tree, Span span) { return span.known() ? tree.sources.file_and_line(span) : ""; }

PlacedText placed(const Tree& tree, const Leaf& leaf) {
    PlacedText placed{leaf.text, line_of(tree, leaf.span)};
    const bool slot = leaf.key != nullptr && leaf.key->kind == KeyKind::distribution;
    if (!leaf.node->is_map() || slot) return placed;
    for (const Entry& entry : leaf.node->entries)
        placed.keys.push_back({entry.key + ": " + one_line(entry.value), line_of(tree, entry.value.span)});
    return placed;
}

/// Texts for people lose what is beyond a line.
std::string shortened(const std::string& text) {
    constexpr std::size_t k_width = 100;
    if (text_width(text) <= k_width) return text;
    std::size_t end = k_width - 3;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
    return text.substr(0, end) + "...";
}

/// A line, or of a map a line a key.
std::string lines_of(const PlacedText& side, char mark) {
    if (side.keys.empty()) return fmt::format("  {} {}  ({})\n", mark, shortened(side.text), side.place);
    std::string text;
    for (const PlacedText& key : side.keys) text += lines_of(key, mark);
    return text;
}

Json to_object(const std::optional<PlacedText>& side) {
    if (!side) return nullptr;
    return {{"value", side->text}, {"place", side->place}};
}

}  // namespace

std::vector<TreeDifference> differences(const Tree& first, const Tree& second) {
    const std::vector<Leaf> a = leaves(first, &second), b = leaves(second, &first);
    std::vector<TreeDifference> found;
    for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
        const bool only_a = j == b.size() || (i < a.size() && a[i].path < b[j].path);
        const bool only_b = !only_a && (i == a.size() || b[j].path < a[i].path);
        if (only_a) {
            found.push_back({a[i].path, placed(first, a[i]), std::nullopt});
            ++i;
        } else if (only_b) {
            found.push_back({b[j].path, std::nullopt, placed(second, b[j])});
            ++j;
        } else {
            if (!same_meaning(a[i], b[j])) found.push_back({a[i].path, placed(first, a[i]), placed(second, b[j])});
            ++i, ++j;
        }
    }
    return found;
}

std::string to_text(const std::vector<TreeDifference>& differences) {
    std::string text;
    for (const TreeDifference& d : differences) {
        text += d.path + (d.first && d.second ? "" : d.first ? "  (removed)" : "  (added)") + "\n";
        if (d.first) text += lines_of(*d.first, '-');
        if (d.second) text += lines_of(*d.second, '+');
    }
    if (differences.empty()) return "no difference\n";
    return text + fmt::format("{} {}\n", differences.size(), differences.size() == 1 ? "difference" : "differences");
}

std::string to_json(const std::vector<TreeDifference>& differences) {
    Json list = Json::array();
    for (const TreeDifference& d : differences)
        list.push_back({{"path", d.path},
                        {"change", d.first && d.second ? "changed"
                                   : d.first           ? "removed"
                                                       : "added"},
                        {"a", to_object(d.first)},
                        {"b", to_object(d.second)}});
    return Json{{"differences", list}}.dump(2) + "\n";
}

}  // namespace brink
