#include "report/ran.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "report/resolved.h"
#include "scenario/csv_files.h"

namespace brink {

namespace {

/// Gives every CSV file of the scenario a name beside scenario.yaml.
class Beside {
public:
    explicit Beside(const Tree& tree) : tree_(&tree) {}

    /// Renames the file that a map of the section names.
    void rename(Node& named) {
        const Csv* csv = find_csv(*tree_, named);
        if (csv == nullptr || csv->header.empty()) return;
        const std::uint32_t file = csv->header.front().span.file;
        auto at = names_.find(file);
        if (at == names_.end()) at = names_.emplace(file, free_name(named.text)).first;
        named.text = at->second;
        named.quoted = true;
    }

    [[nodiscard]] std::vector<FolderFile> files() const {
        std::vector<FolderFile> files;
        for (const auto& [file, name] : names_) files.push_back({name, tree_->sources.text(file)});
        return files;
    }

private:
    /// The file's own name, unless the folder has another of this name.
    [[nodiscard]] std::string free_name(const std::string& path) const {
        const std::string own = std::filesystem::path(path).filename().string();
        std::string name = "input-" + own;
        for (int k = 2; std::any_of(names_.begin(), names_.end(), [&](const auto& one) { return one.second == name; });
             ++k)
            name = fmt::format("input-{}-{}", k, own);
        return name;
    }

    const Tree* tree_;
    std::map<std::uint32_t, std::string> names_;  // by file of the sources
};

/// Takes out what compares with another scenario: that one is not here.
std::size_t leave_out_comparisons(Node& root) {
    Node* expect = root.find("expect");
    if (expect == nullptr || !expect->is_list()) return 0;
    const std::size_t before = expect->items.size();
    std::erase_if(expect->items, [](const Node& item) { return item.find("than") != nullptr; });
    const std::size_t left_out = before - expect->items.size();
    if (expect->items.empty()) std::erase_if(root.entries, [](const Entry& entry) { return entry.key == "expect"; });
    return left_out;
}

}  // namespace

std::vector<FolderFile> input_files(const Tree& tree) {
    Tree alone = tree;
    Beside beside(tree);
    for (const char* section : {"relations", "series"}) {
        Node* maps = alone.root.find(section);
        if (maps == nullptr) continue;
        for (Entry& entry : maps->entries)
            if (Node* named = entry.value.find("csv")) beside.rename(*named);
    }
    std::string text = fmt::format("# As it was run, with its layers and settings merged: digest {}.\n", tree.digest);
    const std::vector<FolderFile> csv = beside.files();
    if (!csv.empty())
        text += "# The CSV files that it names lie beside it: what they are called may change its digest.\n";
    if (const std::size_t n = leave_out_comparisons(alone.root))
        text += fmt::format("# {} about other scenarios left out, which changes its digest and no number.\n",
                            n == 1 ? "One expectation" : fmt::format("{} expectations", n));
    std::vector<FolderFile> files{{"scenario.yaml", text + resolved_text(alone)}};
    files.insert(files.end(), csv.begin(), csv.end());
    return files;
}

}  // namespace brink
