#include "scenario/csv_files.h"

#include <fmt/format.h>

#include <array>
#include <filesystem>

#include "scenario/file_text.h"

namespace brink {
namespace {

constexpr std::array<std::string_view, 3> k_pair_columns{"from", "to", "value"};
constexpr std::array<std::string_view, 2> k_pair_more{"source", "basis"};
constexpr std::array<std::string_view, 2> k_date_columns{"date", "value"};

/// A section whose maps may name a file under `csv`, and the columns of such a file.
struct Naming {
    std::string_view section;
    CsvColumns columns;
};

constexpr std::array k_places{Naming{"relations", {k_pair_columns, k_pair_more}},
                              Naming{"series", {k_date_columns, {}}}};

/// The path as opened: the folder of the file that names it, then what is written there.
std::string path_of(const Sources& sources, const Node& named) {
    const std::filesystem::path folder = std::filesystem::path(sources.name(named.span.file)).parent_path();
    return (folder / named.text).lexically_normal().generic_string();
}

void load(Tree& tree, const Node& named, const CsvColumns& columns, Diagnostics& diagnostics,
          const TextLimits& limits) {
    const std::string path = path_of(tree.sources, named);
    if (tree.csv.contains(path)) return;
    if (tree.csv.size() >= limits.files) {
        diagnostics.error("limit-files", named.span,
                          fmt::format("a scenario may read {} CSV files, the limit", limits.files),
                          "put what belongs together into one file" + or_raise("files"));
        return;
    }
    FileText file = read_file_text(path, limits.bytes, true);
    if (!file.text) {
        diagnostics.error("unreadable", named.span, fmt::format("'{}' cannot be read: {}", path, file.reason),
                          "paths are relative to the file that names them");
        return;
    }
    const std::uint32_t index = tree.sources.add(path, std::move(*file.text));
    tree.csv[path] = parse_csv(tree.sources, index, columns, named.span, diagnostics, limits);
}

}  // namespace

const Csv* find_csv(const Tree& tree, const Node& named) {
    if (!named.is_scalar() || !named.span.known()) return nullptr;
    const auto found = tree.csv.find(path_of(tree.sources, named));
    return found == tree.csv.end() ? nullptr : &found->second;
}

void load_csv_files(Tree& tree, Diagnostics& diagnostics, const TextLimits& limits) {
    for (const Naming& place : k_places) {
        const Node* section = tree.root.find(place.section);
        if (section == nullptr) continue;
        for (const Entry& entry : section->entries) {
            const Node* named = entry.value.find("csv");
            if (named != nullptr && named->is_scalar() && !named->text.empty() && named->span.known())
                load(tree, *named, place.columns, diagnostics, limits);
        }
    }
}

}  // namespace brink
