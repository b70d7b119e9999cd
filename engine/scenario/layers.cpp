#include "scenario/layers.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include "base/hash.h"
#include "scenario/csv_files.h"
#include "scenario/file_text.h"
#include "scenario/merge.h"
#include "scenario/settings.h"

namespace brink {
namespace {

namespace fs = std::filesystem;

/// Whether some line names the key `brink`, so that the text may be quoted in messages.
bool names_brink(std::string_view text) {
    for (std::size_t at = text.find("brink"); at != std::string_view::npos; at = text.find("brink", at + 1)) {
        if (at > 0 && std::string_view("\n{\"'\xBF").find(text[at - 1]) == std::string_view::npos) continue;
        std::size_t after = at + 5;
        while (after < text.size() && std::string_view(" \"'").find(text[after]) != std::string_view::npos) ++after;
        if (after < text.size() && text[after] == ':') return true;
    }
    return false;
}

std::string known_as(const fs::path& path) { return path.lexically_normal().generic_string(); }

std::string identity(const std::string& path) {
    std::error_code error;
    const fs::path whole = fs::weakly_canonical(path, error);
    return error ? known_as(path) : whole.generic_string();
}

/// Reads a file and, before it, the files that it extends.
class Loader {
public:
    Loader(Tree& tree, Diagnostics& diagnostics, const TextLimits& limits)
        : tree_(tree), diagnostics_(diagnostics), limits_(limits) {}

    /// `folder`: where the paths that the text names begin; `named_at`: the entry of `extends` that names it, if one
    /// does.
    void load(const std::string& path, const fs::path& folder, std::string text, std::string id, Span named_at);
    [[nodiscard]] std::vector<Node>& layers() { return layers_; }

private:
    [[nodiscard]] bool judge_format(const std::string& path, std::uint32_t file, const Node& root,
                                    const Diagnostics& faults, Span named_at);
    void extend(const fs::path& folder, const Node& root);
    /// False, with an error, if there is nothing to read.
    [[nodiscard]] bool extend_one(const fs::path& folder, const Node& named);

    Tree& tree_;
    Diagnostics& diagnostics_;
    TextLimits limits_;
    std::vector<Node> layers_;
    std::vector<std::string> chain_;  // the files being read, each extending the next
    std::set<std::string> laid_;
};

/// Whether the text may be taken for a layer; its own faults are told only if it is known to be a brink file.
bool Loader::judge_format(const std::string& path, std::uint32_t file, const Node& root, const Diagnostics& faults,
                          Span named_at) {
    const Entry* version = root.find_entry("brink");
    const bool too_large = tree_.sources.text(file).size() > limits_.bytes;
    if (version == nullptr && !names_brink(tree_.sources.text(file))) {
        if (too_large)
            diagnostics_.error("limit-bytes", named_at,
                               fmt::format("'{}' is larger than {} bytes, the limit of one file", path, limits_.bytes),
                               "split it into layers with 'extends'" + or_raise("bytes"));
        else
            diagnostics_.error("not-a-brink-file", named_at, fmt::format("'{}' is not a brink file", path),
                               "a brink file is a YAML mapping that holds the line 'brink: 1'");
        return false;
    }
    for (const Diagnostic& d : faults.items()) diagnostics_.error(d.code, d.span, d.message, d.hint);
    if (version == nullptr) {
        if (!faults.has_errors())
            diagnostics_.error("not-a-brink-file", named_at, fmt::format("'{}' is not a brink file", path),
                               "a brink file is a YAML mapping with 'brink: 1' at its top");
        return false;
    }
    double number = 0;
    const Node& value = version->value;
    if (value.is_scalar() && !value.quoted && parse_number(value.text, number) && number == 1) return true;
    diagnostics_.error("brink-version", value.span.begin < value.span.end ? value.span : version->key_span,
                       "this version of the format is not known", "write 'brink: 1'");
    return false;
}

void Loader::load(const std::string& path, const fs::path& folder, std::string text, std::string id, Span named_at) {
    laid_.insert(id);
    chain_.push_back(std::move(id));
    const std::uint32_t file = tree_.sources.add(path, std::move(text));
    Diagnostics faults;
    Node root = parse_tree(tree_.sources, file, faults, limits_, &tree_.unread);
    if (judge_format(path, file, root, faults, named_at)) {
        extend(folder, root);
        std::erase_if(root.entries, [](const Entry& entry) { return entry.key == "extends"; });
        layers_.push_back(std::move(root));
        tree_.files.push_back(path);
    } else {
        tree_.whole = false;
    }
    chain_.pop_back();
}

void Loader::extend(const fs::path& folder, const Node& root) {
    const Entry* entry = root.find_entry("extends");
    if (entry == nullptr) return;
    const bool is_list = entry->value.is_list();
    const std::vector<Node> names = is_list ? entry->value.items : std::vector<Node>{entry->value};
    for (const Node& name : names) {
        if (name.is_scalar() && !name.text.empty()) {
            tree_.whole = extend_one(folder, name) && tree_.whole;
            continue;
        }
        tree_.whole = false;
        diagnostics_.error("bad-extends", name.span.begin < name.span.end ? name.span : entry->key_span,
                           "'extends' names a file or a list of files", "write extends: other.yaml");
    }
}

bool Loader::extend_one(const fs::path& folder, const Node& named) {
    const std::string other = known_as(folder / named.text);
    const std::string id = identity(other);
    const auto in_chain = std::find(chain_.begin(), chain_.end(), id);
    if (in_chain != chain_.end()) {
        const bool direct = in_chain + 1 == chain_.end();
        diagnostics_.error("extends-itself", named.span,
                           direct ? std::string("this file extends itself")
                                  : fmt::format("'{}' extends itself by way of this file", other),
                           "take one of the 'extends' out");
        return false;
    }
    if (laid_.count(id) > 0) return true;
    if (chain_.size() > limits_.layers) {
        diagnostics_.error("limit-layers", named.span,
                           fmt::format("files extend one another more than {} deep, the limit", limits_.layers),
                           "lay fewer files over one another" + or_raise("layers"));
        return false;
    }
    if (tree_.sources.size() >= limits_.files) {
        diagnostics_.error("limit-files", named.span,
                           fmt::format("a scenario may be laid of {} files, the limit", limits_.files),
                           "lay fewer files" + or_raise("files"));
        return false;
    }
    FileText reading = read_file_text(other, limits_.bytes, true);
    if (!reading.text) {
        std::error_code ignored;
        const bool ending = fs::is_regular_file(other + ".yaml", ignored);
        diagnostics_.error("unreadable", named.span, fmt::format("'{}' cannot be read: {}", other, reading.reason),
                           ending ? fmt::format("did you mean '{}.yaml'?", named.text)
                                  : "paths are relative to the file that names them");
        return false;
    }
    load(other, fs::path(other).parent_path(), std::move(*reading.text), id, named.span);
    return true;
}

std::string plain_name(const std::string& path) {
    const fs::path file(path);
    const std::string ending = file.extension().string();
    return ending == ".yaml" || ending == ".yml" ? file.stem().string() : file.filename().string();
}

std::string digest_of(const Tree& tree) {
    std::uint64_t digest = hash64(canonical_text(tree.root));
    std::vector<std::uint64_t> files;  // in an order that neither the layers nor the folder decide
    for (std::uint32_t file = 0; file < tree.sources.size(); ++file)
        if (tree.csv.contains(tree.sources.name(file))) files.push_back(hash64(tree.sources.text(file)));
    std::sort(files.begin(), files.end());
    for (const std::uint64_t file : files) digest = hash64(digest, file);
    return fmt::format("{:016x}", digest);
}

void lay(Tree& tree, const std::string& path, const fs::path& folder, std::string text, const std::string& id,
         Settings settings, Diagnostics& diagnostics) {
    tree.limits = limits_of(settings, tree.limits, tree.sources, diagnostics);
    Loader loader(tree, diagnostics, tree.limits);
    loader.load(path, folder, std::move(text), id, {});
    for (Node& layer : loader.layers()) {
        tree.root.span = layer.span;
        merge_layer(tree.root, std::move(layer), tree.sources, diagnostics);
    }
    if (!loader.layers().empty())
        for (const auto& [name, value] : settings)
            if (auto layer = setting_layer(name, value, tree.root, tree.sources, diagnostics, tree.limits))
                merge_layer(tree.root, std::move(*layer), tree.sources, diagnostics);
    load_csv_files(tree, diagnostics, tree.limits);
}

Tree load_text(const std::string& path, const fs::path& folder, std::string text, const std::string& id,
               const Settings& settings, Diagnostics& diagnostics, const TextLimits& limits) {
    Tree tree;
    tree.name = plain_name(path);
    tree.root.kind = Node::Kind::map;
    tree.limits = limits;
    try {
        lay(tree, path, folder, std::move(text), id, settings, diagnostics);
    } catch (const TooManyFaults&) {}  // what was found is in `diagnostics`
    tree.digest = digest_of(tree);
    return tree;
}

}  // namespace

Tree load_tree(const std::string& path, const Settings& settings, Diagnostics& diagnostics, const TextLimits& limits) {
    FileText reading = read_file_text(path, limits.bytes, false);
    if (!reading.text) throw FileError(fmt::format("'{}' cannot be read: {}", path, reading.reason));
    return load_text(path, fs::path(path).parent_path(), std::move(*reading.text), identity(path), settings,
                     diagnostics, limits);
}

Tree load_tree_text(const std::string& name, const std::string& text, const Settings& settings,
                    Diagnostics& diagnostics, const TextLimits& limits) {
    return load_text(name, {}, text, "text " + name, settings, diagnostics, limits);
}

}  // namespace brink
