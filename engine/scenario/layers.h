#pragma once
// `extends`: the layers of a file, merged into one tree by the one merge rule of docs/language.md.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "scenario/csv.h"
#include "scenario/tree.h"

namespace brink {

/// A file with its layers merged, and where every text came from. A described number is a bare scalar or a map, as
/// written (a map once layers met in it: a bare one then stands under `value`); pair keys are in one form, `A -> B` or
/// `A <-> B` with the names in byte order; no null is left in a map of the tree outside lists.
struct Tree {
    Sources sources;
    Node root;                       // a map; values keep the span of the layer that gave them
    std::vector<std::string> files;  // the layers in the order laid, the file itself last (paths as opened)
    std::string name;                // the file's name without folder and `.yaml`
    Limits limits;                   // under which it was read, and is to be checked
    std::string digest;              // 16 hexadecimal digits: hash64 of the merged tree in canonical form and of the
                                     // texts of `csv`
    std::map<std::string, Csv> csv;  // the files that `csv:` keys name, by path as opened
    std::vector<Span> unread;        // stretches of text that a fault kept from the tree
    bool whole = true;               // false: some layer could not be laid at all
};

/// The file that a `csv:` key's value names, or nullptr if it could not be read (which has been reported).
[[nodiscard]] const Csv* find_csv(const Tree& tree, const Node& named);

/// Thrown when a file named on the command line cannot be read (exit 1): path and reason.
struct FileError : std::exception {
    explicit FileError(std::string what) : what_(std::move(what)) {}
    [[nodiscard]] const char* what() const noexcept override { return what_.c_str(); }
    std::string what_;
};

/// `--set name=value`: laid over the file as one more layer, named `--set name` in messages; `limits.name` changes a
/// limit instead.
using Settings = std::vector<std::pair<std::string, std::string>>;

/// Reads the file and its layers and merges them. Faults of the texts go to `diagnostics` (an unreadable `extends`
/// too); a `path` that cannot be read throws FileError.
[[nodiscard]] Tree load_tree(const std::string& path, const Settings& settings, Diagnostics& diagnostics,
                             const TextLimits& limits = {});

/// The same for a text in memory (tests, the playground); `extends` is relative to the working folder.
[[nodiscard]] Tree load_tree_text(const std::string& name, const std::string& text, const Settings& settings,
                                  Diagnostics& diagnostics, const TextLimits& limits = {});

}  // namespace brink
