#include "model/mend_keys.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/key_slips.h"

namespace brink {
namespace {

/// Whether keys of the vocabulary stand below a value of this kind.
bool has_keys(KeyKind kind) {
    switch (kind) {
        case KeyKind::section:
        case KeyKind::table:
        case KeyKind::quantity:
        case KeyKind::terms:
        case KeyKind::by_track:
        case KeyKind::hold:
        case KeyKind::maps: return true;
        default: return false;
    }
}

/// Whether a value could be that of a key: what is not even of its form was meant otherwise.
bool fits(KeyKind kind, const Node& value) {
    switch (kind) {
        case KeyKind::section:
        case KeyKind::table: return value.is_map();
        case KeyKind::quantity:
        case KeyKind::terms:
        case KeyKind::by_track:
        case KeyKind::hold: return value.is_scalar() || value.is_map();
        case KeyKind::distribution: return value.is_map() || value.is_list();
        case KeyKind::range:
        case KeyKind::rows: return value.is_list();
        case KeyKind::names:
        case KeyKind::texts:
        case KeyKind::who:
        case KeyKind::effects: return value.is_scalar() || value.is_list();
        case KeyKind::maps: return value.is_map() || value.is_list();
        case KeyKind::later: return false;
        default: return value.is_scalar();
    }
}

/// The keys that may stand somewhere, or the first of them.
std::string keys_hint(const std::vector<std::string>& names) {
    constexpr std::ptrdiff_t k_most = 16;
    const auto end = names.begin() + std::min<std::ptrdiff_t>(k_most, std::ssize(names));
    return fmt::format("keys here: {}{}", fmt::join(names.begin(), end, ", "), end == names.end() ? "" : ", ...");
}

class Mender {
public:
    Mender(const ActionAttributes& attributes, Diagnostics& diagnostics)
        : attributes_(attributes), diagnostics_(diagnostics) {}

    /// Whether something below is to be mended.
    [[nodiscard]] bool finds_any(const Key* parent, const Node& node) {
        for (const Node& item : node.items)
            if (finds_any(parent, item)) return true;
        for (const Entry& entry : node.entries) {
            const Key* key = known_key(parent, entry.key, attributes_);
            if (key == nullptr ? meant(parent, node, entry).has_value() : finds_any_below(*key, entry.value))
                return true;
        }
        return false;
    }

    void mend(const Key* parent, const std::string& path, Node& node) {
        for (Node& item : node.items) mend(parent, path, item);
        for (Entry& entry : node.entries) {
            const Key* key = known_key(parent, entry.key, attributes_);
            const auto name = key == nullptr ? meant(parent, node, entry) : std::nullopt;
            if (name) {
                report_unknown_key(parent, path, entry, attributes_, diagnostics_);
                entry.key = *name;
                key = known_key(parent, entry.key, attributes_);
            }
            if (key != nullptr && has_keys(key->kind))
                mend(key, path.empty() ? entry.key : path + "." + entry.key, entry.value);
        }
    }

private:
    [[nodiscard]] bool finds_any_below(const Key& key, const Node& value) {
        return has_keys(key.kind) && finds_any(&key, value);
    }

    /// No more unknown keys are thought about than there may be faults.
    [[nodiscard]] std::optional<std::string> meant(const Key* parent, const Node& node, const Entry& entry) {
        if (left_ == 0) return std::nullopt;
        --left_;
        auto name = meant_key(parent, entry.key, keys_here(parent, attributes_));
        const Key* key = name ? known_key(parent, *name, attributes_) : nullptr;
        if (key == nullptr || node.find(*name) != nullptr || !fits(key->kind, entry.value)) return std::nullopt;
        return name;
    }

    const ActionAttributes& attributes_;
    Diagnostics& diagnostics_;
    std::size_t left_ = k_most_faults;
};

}  // namespace

std::optional<Node> with_meant_keys(const Node& root, Diagnostics& diagnostics) {
    const ActionAttributes attributes = action_attributes(root);
    if (!Mender(attributes, diagnostics).finds_any(nullptr, root)) return std::nullopt;
    Node mended = root;
    Mender(attributes, diagnostics).mend(nullptr, "", mended);
    return mended;
}

void report_unknown_key(const Key* parent, const std::string& path, const Entry& entry,
                        const ActionAttributes& attributes, Diagnostics& diagnostics) {
    const std::vector<std::string> names = keys_here(parent, attributes);
    const auto meant = meant_key(parent, entry.key, names);
    std::string hint = meant ? fmt::format("did you mean '{}'?", *meant) : key_hint(parent, entry.key);
    const bool shapes = names.size() == 3 && names.front() == "world";
    if (hint.empty() && shapes)
        hint = "it stands under world:, actor: or dyad:, for one value of all, of each actor or of each pair";
    if (hint.empty() && parent != nullptr && parent->path == "expect")
        hint = fmt::format("write {{outcome: {}, probability: [low, high]}}, or mean: [low, high] of a measure",
                           entry.key);
    if (hint.empty() && parent == nullptr) hint = "this is no section of a scenario: docs/language.md lists them";
    if (hint.empty() && names.empty()) hint = "nothing can stand under it";
    if (hint.empty()) hint = keys_hint(names);
    const std::string where = path.empty() ? "" : " under " + path;
    diagnostics.error("unknown-key", entry.key_span, fmt::format("unknown key '{}'{}", entry.key, where), hint);
}

}  // namespace brink
