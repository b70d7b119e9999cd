#include "model/leaves.h"

#include <algorithm>

namespace brink {
namespace {

bool is_slot(const Key* quantity, std::string_view key) {
    const Key* below = find_key(quantity, key);
    return below != nullptr && below->path.substr(0, 9) == "quantity." &&
           (below->kind == KeyKind::distribution || key == "value");
}

class Walk {
public:
    explicit Walk(std::vector<Leaf>& found) : found_(found) {}

    /// `key`: the row of the place, nullptr at the top and where the vocabulary has none.
    void node(const Key* key, bool known, const std::string& path, const Node& node) {
        // A list of one map says what the map says.
        if (key != nullptr && key->kind == KeyKind::maps && node.items.size() == 1 && node.items[0].is_map())
            return this->node(key, known, path, node.items[0]);
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
            this->node(below, below != nullptr, path.empty() ? entry.key : path + "." + entry.key, entry.value);
        }
    }

private:
    std::vector<Leaf>& found_;
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

std::vector<Leaf> leaves(const Tree& tree) {
    std::vector<Leaf> found;
    Walk(found).node(nullptr, true, "", tree.root);
    std::stable_sort(found.begin(), found.end(), [](const Leaf& a, const Leaf& b) { return a.path < b.path; });
    return found;
}

}  // namespace brink
