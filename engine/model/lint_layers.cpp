// What a file adds to the layers below it by a slip: a name that is nearly one of theirs.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "model/lint_parts.h"

namespace brink {
namespace {

constexpr std::array<std::string_view, 7> k_plain{"parameters", "attributes", "groups",  "actors",
                                                  "actions",    "events",     "outcomes"};
constexpr std::array<std::string_view, 3> k_shaped{"variables", "draws", "derived"};

std::vector<std::pair<std::string, const Entry*>> declared(const Node& root) {
    std::vector<std::pair<std::string, const Entry*>> found;
    for (const std::string_view section : k_plain)
        if (const Node* node = root.find(section))
            for (const Entry& entry : node->entries) found.emplace_back(section, &entry);
    for (const std::string_view section : k_shaped)
        if (const Node* node = root.find(section))
            for (const Entry& shape : node->entries)
                for (const Entry& entry : shape.value.entries) found.emplace_back(section, &entry);
    return found;
}

std::string without_digits(std::string text) {
    std::erase_if(text, [](char c) { return c >= '0' && c <= '9'; });
    return text;
}

/// Whether one insertion, deletion, replacement or swap of neighbours turns a into b.
bool one_slip(std::string_view a, std::string_view b) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > 1) return false;
    std::size_t head = 0;
    while (head < a.size() && a[head] == b[head]) ++head;
    const std::string_view rest_a = a.substr(head), rest_b = b.substr(head);
    if (a.size() < b.size()) return rest_a == rest_b.substr(1);
    if (rest_a.size() < 2) return true;
    const bool swapped = rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0] && rest_a.substr(2) == rest_b.substr(2);
    return swapped || rest_a.substr(1) == rest_b.substr(1);
}

}  // namespace

bool named_file(const Tree& tree, Span span) {
    if (!span.known()) return false;
    const std::string& name = tree.sources.name(span.file);
    return (!tree.files.empty() && name == tree.files.back()) || name.rfind("--set ", 0) == 0;
}

LowerNames::LowerNames(const Tree& tree) {
    for (std::uint32_t file = 0; file < tree.sources.size() && !tree.files.empty(); ++file) {
        const std::string& name = tree.sources.name(file);
        if (name == tree.files.back() || std::find(tree.files.begin(), tree.files.end(), name) == tree.files.end())
            continue;
        Diagnostics ignored;  // it was read without fault as part of the tree
        const Node layer = parse_tree(tree.sources, file, ignored, tree.limits);
        for (const auto& [section, entry] : declared(layer)) names_[section].push_back(entry->key);
    }
    for (auto& [section, names] : names_) {
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
    }
}

bool LowerNames::has(const std::string& section, const std::string& name) const {
    const auto found = names_.find(section);
    return found != names_.end() && std::binary_search(found->second.begin(), found->second.end(), name);
}

const std::vector<std::string>& LowerNames::of(const std::string& section) const {
    static const std::vector<std::string> none;
    const auto found = names_.find(section);
    return found == names_.end() ? none : found->second;
}

void lint_near_names(const Tree& tree, const LowerNames& lower, Diagnostics& diagnostics) {
    constexpr std::size_t k_shortest = 5;  // of shorter names many are near one another
    std::size_t looks = 10'000'000;        // a linter need not see all of very large files
    for (const auto& [section, entry] : declared(tree.root)) {
        if (!named_file(tree, entry->key_span) || entry->key.size() < k_shortest || lower.has(section, entry->key))
            continue;
        for (const std::string& name : lower.of(section)) {
            if (looks == 0 || diagnostics.full()) return;
            --looks;
            if (!one_slip(entry->key, name) || without_digits(entry->key) == without_digits(name)) continue;
            diagnostics.warning("near-name", entry->key_span,
                                fmt::format("'{}' is new under {}, beside '{}' of a lower layer", entry->key, section,
                                            name),
                                fmt::format("to change that one write '{}'", name));
            break;
        }
    }
}

}  // namespace brink
