#include "model/leaves.h"

#include <algorithm>

namespace brink {
namespace {

bool is_slot(const Key* quantity, std::string_view key) {
    const Key* below = find_key(quantity, key);
    return below != nullptr && below->path.substr(0, 9) == "quantity." &&
           (below->kind == KeyKind::distribution || key == "value");
}

/// A list of one map says what the map says.
const Node& meant(const Key* key, const Node& node) {
    const bool one = key != nullptr && key->kind == KeyKind::maps && node.items.size() == 1 && node.items[0].is_map();
    return one ? node.items[0] : node;
}

/// Whether somewhere below the key users name things: `events`, `variables.actor`; not so once they have named one.
bool holds_named(const Key* key) {
    if (key == nullptr || key->path.find('*') != std::string_view::npos) return false;
    const std::string below = std::string(key->path) + ".";
    const auto rows = vocabulary();
    return std::any_of(rows.begin(), rows.end(), [&](const Key& row) {
        return row.path.substr(0, below.size()) == below && row.path.find('*') != std::string_view::npos;
    });
}

class Walk {
public:
    Walk(std::vector<Leaf>& found, bool beside) : found_(found), beside_(beside) {}

    /// `key`: the row of the place, nullptr at the top and where the vocabulary has none. `other`: the same place of
    /// the tree beside, nullptr where that has none.
    void node(const Key* key, bool known, const std::string& path, const Node& written, const Node* other) {
        if (faces_several(key, written, other)) {
            found_.push_back({path, one_line(written), written.span, &written, key});
            return;
        }
        const Node& node = meant(key, written);
        if (other != nullptr) other = &meant(key, *other);
        if (beside_ && node.is_map() && node.entries.empty() && says_nothing(key, other)) return;
        if (!node.is_map() || node.entries.empty()) {
            const bool bare = key != nullptr && key->kind == KeyKind::quantity;  // stands for {value: it}
            found_.push_back({path, one_line(node), node.span, &node, bare ? find_key(key, "value") : key});
            return;
        }
        const bool quantity = known && key != nullptr && key->kind == KeyKind::quantity;
        for (const Entry& entry : node.entries) {
            if (quantity && is_slot(key, entry.key)) {
                const std::string form = entry.key == "value" ? "" : entry.key + ": ";
                found_.push_back(
                    {path, form + one_line(entry.value), entry.value.span, &entry.value, find_key(key, entry.key)});
                continue;
            }
            const Key* below = known ? find_key(key, entry.key) : nullptr;
            const Node* there = other != nullptr ? other->find(entry.key) : nullptr;
            const std::string below_path = path.empty() ? entry.key : path + "." + entry.key;
            if (beside_ && there == nullptr && meant(below, entry.value).is_map() && !holds_named(below))
                found_.push_back({below_path, one_line(entry.value), entry.value.span, &entry.value, below});
            else
                this->node(below, below != nullptr, below_path, entry.value, there);
        }
    }

private:
    /// Of an empty map: a section without names is as good as none, and what another map has is told with that.
    static bool says_nothing(const Key* key, const Node* other) {
        return holds_named(key) || (other != nullptr && other->is_map());
    }

    /// One map, or a list of one, beside a list of several: no key of it has a counterpart.
    static bool faces_several(const Key* key, const Node& written, const Node* other) {
        return meant(key, written).is_map() && key != nullptr && key->kind == KeyKind::maps && other != nullptr &&
               other->is_list() && !meant(key, *other).is_map();
    }

    std::vector<Leaf>& found_;
    bool beside_;
};

/// Whether the text can stand in a flow list without quotes.
bool is_plain(const Node& scalar) {
    return !scalar.quoted && !scalar.text.empty() && scalar.text.find_first_of(",[]{}#:\"'\n") == std::string::npos;
}

}  // namespace

std::string one_line(const Node& node) {
    switch (node.kind) {
        case Node::Kind::null: return "null";
        case Node::Kind::scalar: {
            if (is_plain(node)) return node.text;
            std::string text = "\"";
            for (const char c : node.text) {
                if (c == '"' || c == '\\') text += '\\';
                c == '\n' ? text += "\\n" : text += c;
            }
            return text + "\"";
        }
        case Node::Kind::list: {
            std::string text = "[";
            for (const Node& item : node.items) text += (text.size() > 1 ? ", " : "") + one_line(item);
            return text + "]";
        }
        case Node::Kind::map: break;
    }
    std::string text = "{";
    for (const Entry& entry : node.entries)
        text += (text.size() > 1 ? ", " : "") + entry.key + ": " + one_line(entry.value);
    return text + "}";
}

std::vector<Leaf> leaves(const Tree& tree, const Tree* beside) {
    std::vector<Leaf> found;
    Walk(found, beside != nullptr).node(nullptr, true, "", tree.root, beside != nullptr ? &beside->root : nullptr);
    std::stable_sort(found.begin(), found.end(), [](const Leaf& a, const Leaf& b) { return a.path < b.path; });
    return found;
}

}  // namespace brink
