// Every key known and every value of the kind that the vocabulary says. After this pass the others may read what is
// there without judging its form: what is not of its kind has been reported and counts as absent.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "model/draft.h"
#include "model/lexer.h"
#include "model/slips.h"

namespace brink {
namespace {

std::string found(const Node& node) {
    switch (node.kind) {
        case Node::Kind::null: return "nothing";
        case Node::Kind::list: return "a list";
        case Node::Kind::map: return "a map";
        case Node::Kind::scalar: return "'" + node.text + "'";
    }
    return {};
}

constexpr const char* k_not_yet = "leave it out: docs/language.md, 'Not there yet', lists what is missing";

/// How a missing key may look.
std::string example_of(const Key& key) {
    const std::string_view name = last_part(key);
    switch (key.kind) {
        case KeyKind::date: return fmt::format("add say {}: 2025-01-01", name);
        case KeyKind::duration: return fmt::format("add say {}: 1 week", name);
        case KeyKind::number:
        case KeyKind::whole:
            return fmt::format("add say {}: {}", name, key.low > 1 || key.path == "brink" ? key.low : 1);
        case KeyKind::who: return fmt::format("add say {}: everyone", name);
        default: return fmt::format("add it: {}: ...", name);
    }
}

class Structure {
public:
    explicit Structure(Draft& draft) : draft_(draft) {}

    void section(const Key* key, const std::string& path, const Node& node) {
        if (!node.is_map()) {
            const bool variable = key != nullptr && key->path.substr(0, 10) == "variables." && node.is_scalar();
            return wrong(path, "a map", node,
                         variable ? "write {initial: " + node.text + "}" : map_hint(key, path, node));
        }
        entries(key, path, node);
        // What is missing may be in a later layer, or be what a mistyped key means.
        if (!draft_.complete || is_mistyped(node)) return;
        for (const Key* below : keys_under(key)) {
            if (!below->required || last_part(*below) == "*" || node.find(last_part(*below)) != nullptr) continue;
            draft_.diagnostics.error("missing-key", node.span,
                                     fmt::format("{} has no '{}': {}", path.empty() ? "the file" : path,
                                                 last_part(*below), below->doc),
                                     example_of(*below));
        }
    }

private:
    void entries(const Key* parent, const std::string& path, const Node& node) {
        for (const Entry& one : node.entries)
            if (!entry(parent, path, one)) draft_.mistyped.insert(&node);
    }

    bool is_mistyped(const Node& node) const { return draft_.mistyped.contains(&node); }

    /// Whether the key is known.
    bool entry(const Key* parent, const std::string& path, const Entry& entry) {
        const std::string here = path.empty() ? entry.key : path + "." + entry.key;
        const Key* key = find_key(parent, entry.key);
        if (key == nullptr && parent != nullptr && parent->path == "actions.*") {
            const Node* attributes = draft_.root().find("attributes");
            if (attributes != nullptr && attributes->find(entry.key) != nullptr) key = find_key("attributes.*");
        }
        if (key == nullptr) {
            unknown(parent, path, entry);
            return false;
        }
        if (!key->available()) {
            draft_.diagnostics.error("not-supported-yet", entry.key_span,
                                     fmt::format("'{}' ({}) is part of the language, but this version of brink does "
                                                 "not have it yet",
                                                 entry.key, key->doc),
                                     k_not_yet);
            return true;
        }
        value(*key, here, entry.value);
        return true;
    }

    void unknown(const Key* parent, const std::string& path, const Entry& entry) {
        std::vector<std::string> names;
        for (const Key* key : keys_under(parent))
            if (key->available() && last_part(*key) != "*") names.emplace_back(last_part(*key));
        if (parent != nullptr && parent->path == "actions.*")
            if (const Node* attributes = draft_.root().find("attributes"))
                for (const Entry& attribute : attributes->entries) names.push_back(attribute.key);
        std::string hint = did_you_mean(entry.key, names);
        if (hint.empty() && parent == nullptr) hint = "this is no section of a scenario: docs/language.md lists them";
        if (hint.empty() && names.empty()) hint = "nothing can stand under it";
        if (hint.empty() && names.size() <= 16) hint = "keys here: " + fmt::format("{}", fmt::join(names, ", "));
        const std::string where = path.empty() ? "" : " under " + path;
        draft_.diagnostics.error("unknown-key", entry.key_span, fmt::format("unknown key '{}'{}", entry.key, where),
                                 hint);
        // What stands under a mistyped section may declare names: those are no second fault.
        const auto meant = nearest(entry.key, names);
        const Key* section = meant ? find_key(parent, *meant) : nullptr;
        if (section != nullptr && (section->kind == KeyKind::table || section->kind == KeyKind::section) &&
            (parent == nullptr || parent->path == "variables" || parent->path == "draws" || parent->path == "derived"))
            draft_.names.complete = false;
    }

    void wrong(const std::string& path, const std::string& wanted, const Node& node, const std::string& hint = {}) {
        draft_.diagnostics.error("wrong-kind", node.span,
                                 fmt::format("{} must be {}, not {}", path.empty() ? "the file" : path, wanted,
                                             found(node)),
                                 hint);
    }

    void value(const Key& key, const std::string& path, const Node& node) {
        switch (key.kind) {
            case KeyKind::section: return section(&key, path, node);
            case KeyKind::table: return table(key, path, node);
            case KeyKind::quantity: return quantity(key, path, node);
            case KeyKind::text:
            case KeyKind::date:
            case KeyKind::duration:
                if (!node.is_scalar()) wrong(path, "a text", node, "text that begins with [ or { is put in quotes");
                return;
            case KeyKind::name: return name(path, node);
            case KeyKind::number:
            case KeyKind::whole: return number(key, path, node);
            case KeyKind::flag: {
                const bool flag = node.is_scalar() && !node.quoted && (node.text == "true" || node.text == "false");
                if (!flag) wrong(path, "true or false", node, "write true or false, in small letters, without quotes");
                return;
            }
            case KeyKind::word: return word(key, path, node);
            case KeyKind::expression:
                if (!node.is_scalar()) wrong(path, "a number or an expression", node, quote_hint(node));
                return;
            case KeyKind::names:
            case KeyKind::texts:
            case KeyKind::who: return list(key, path, node);
            case KeyKind::effects: return effects(path, node);
            case KeyKind::terms:
            case KeyKind::by_track:
            case KeyKind::hold:
                if (node.is_map()) return table(key, path, node);
                if (!node.is_scalar()) wrong(path, "an expression, or a map of named ones", node, quote_hint(node));
                return;
            case KeyKind::maps: return maps(key, path, node);
            case KeyKind::rows:
                if (!node.is_list()) wrong(path, "a list of lists of numbers", node);
                return;
            case KeyKind::distribution:
            case KeyKind::range:
            case KeyKind::later: return;  // judged where they are read, or not at all
        }
    }

    static std::string quote_hint(const Node& node) {
        return node.is_list() || node.is_map() ? "an expression that begins with [ or { is put in quotes" : "";
    }

    void table(const Key& key, const std::string& path, const Node& node) {
        if (node.is_null()) return;  // an empty section says nothing
        if (!node.is_map()) return wrong(path, "a map", node, map_hint(&key, path, node));
        entries(&key, path, node);
    }

    /// `fear 0.2`, `fear = 0.2` or `fear:0.2` where an entry should stand.
    static std::string glued_entry_hint(const Node& node) {
        const std::size_t mark = node.text.find_first_of(" =:");
        const std::size_t rest = node.text.find_first_not_of(" =:", mark);
        if (!node.is_scalar() || mark == std::string::npos || rest == std::string::npos) return {};
        if (!is_name(std::string_view(node.text).substr(0, mark))) return {};
        return fmt::format("write '{}: {}'", node.text.substr(0, mark), node.text.substr(rest));
    }

    /// What a list or a scalar in the place of a map was probably meant as.
    static std::string map_hint(const Key* key, const std::string& path, const Node& node) {
        const std::string_view name = path.empty() ? "" : std::string_view(path).substr(path.rfind('.') + 1);
        if (node.is_list() && !node.items.empty() && node.items[0].is_scalar() && key != nullptr &&
            key->kind == KeyKind::table)
            return fmt::format("each name is a key of its own: {{{}: ..., ...}}", node.items[0].text);
        if (std::string hint = glued_entry_hint(node); !hint.empty()) return hint;
        if (node.is_list()) return fmt::format("write its entries as 'key: value' without '- ', under '{}:'", name);
        return path.empty() ? "a scenario is lines of 'key: value'"
                            : fmt::format("write {{key: value}}, or entries indented under '{}:'", name);
    }

    void quantity(const Key& key, const std::string& path, const Node& node) {
        if (node.is_scalar()) return;
        if (!node.is_map()) return wrong(path, "a number, an expression or a distribution", node, quote_hint(node));
        entries(&key, path, node);
        const Entry* given = nullptr;
        for (const Entry& entry : node.entries) {
            if (entry.key != "value" && !is_distribution(entry.key)) continue;
            if (given != nullptr)
                draft_.diagnostics.error("two-values", entry.key_span,
                                         fmt::format("{} is given by '{}' and again by '{}'", path, given->key,
                                                     entry.key),
                                         "keep one of them");
            given = &entry;
        }
        if (given == nullptr && draft_.complete && !is_mistyped(node))
            draft_.diagnostics.error("missing-key", node.span, fmt::format("{} has no value", path),
                                     "give 'value' or a distribution, say uniform: [0, 1]");
    }

    void name(const std::string& path, const Node& node) {
        if (!node.is_scalar() || node.text.empty()) wrong(path, "a name", node, "write one name");
    }

    void number(const Key& key, const std::string& path, const Node& node) {
        const std::string_view wanted = key.kind == KeyKind::whole ? "a whole number" : "a number";
        double number = 0;
        const bool is_number = node.is_scalar() && !node.quoted && parse_number(node.text, number);
        if (!is_number || (key.kind == KeyKind::whole && number != std::floor(number)))
            return wrong(path, std::string(wanted), node, number_hint(node, key.kind == KeyKind::whole));
        const std::string unit = key.unit.empty() ? "" : " " + std::string(key.unit);
        if (!std::isfinite(number))
            draft_.diagnostics.error("not-finite", node.span, fmt::format("{} must be finite", path),
                                     "write a number in digits");
        else if (number < key.low || number > key.high)
            draft_.diagnostics.error("out-of-range", node.span,
                                     fmt::format("{} is {}{}; allowed is {}", path, node.text, unit,
                                                 range_text({key.low, key.high})),
                                     last_part(key) == "*" ? std::string(key.doc)
                                                           : fmt::format("{}: {}", last_part(key), key.doc));
    }

    void word(const Key& key, const std::string& path, const Node& node) {
        const auto words = words_of(key.words);
        const auto later = words_of(key.later_words);
        if (!node.is_scalar())
            return wrong(path, "a word", node, fmt::format("it is one of {}", fmt::join(words, ", ")));
        if (std::find(words.begin(), words.end(), node.text) != words.end()) return;
        if (std::find(later.begin(), later.end(), node.text) != later.end()) {
            draft_.diagnostics.error("not-supported-yet", node.span,
                                     fmt::format("'{}' is part of the language, but this version of brink does not "
                                                 "have it yet",
                                                 node.text),
                                     fmt::format("it has {}", fmt::join(words, ", ")));
            return;
        }
        std::string hint = did_you_mean(node.text, words);
        if (hint.empty()) hint = fmt::format("it is one of {}", fmt::join(words, ", "));
        draft_.diagnostics.error("unknown-name", node.span, fmt::format("{} has no '{}'", path, node.text), hint);
    }

    void list(const Key& key, const std::string& path, const Node& node) {
        const bool one_is_enough = key.kind != KeyKind::names;
        if (node.is_scalar() && one_is_enough) return;
        if (!node.is_list())
            return wrong(path, one_is_enough ? "a name or a list of names" : "a list of names", node, list_hint(node));
        for (const Node& item : node.items)
            if (!item.is_scalar()) wrong("an element of " + path, "a name", item, "write one name, as text");
    }

    static std::string list_hint(const Node& node) {
        std::vector<std::string> names;
        for (const Entry& entry : node.entries) names.push_back(entry.key);
        if (node.is_scalar()) names = {node.text};
        return names.empty() ? "write [A, B]" : fmt::format("write [{}]", fmt::join(names, ", "));
    }

    void effects(const std::string& path, const Node& node) {
        if (node.is_scalar() || node.is_null()) return;
        if (!node.is_list()) return wrong(path, "a list of effects", node, "an effect is 'place += expression'");
        for (const Node& item : node.items)
            if (!item.is_scalar())
                wrong("an effect of " + path, "'place = x', 'place += x' or 'place -= x'", item, quote_hint(item));
    }

    void maps(const Key& key, const std::string& path, const Node& node) {
        if (node.is_map()) return section(&key, path, node);
        std::vector<std::string_view> keys;
        for (const Key* below : keys_under(&key)) keys.push_back(last_part(*below));
        if (!node.is_list())
            return wrong(path, fmt::format("a map of {}, or a list of such maps", fmt::join(keys, ", ")), node,
                         fmt::format("write {{{}: ...}}", fmt::join(keys, ": ..., ")));
        for (const Node& item : node.items) section(&key, path, item);
    }

    Draft& draft_;
};

}  // namespace

void check_structure(Draft& draft) {
    draft.names.complete = draft.complete;
    Structure(draft).section(nullptr, "", draft.root());
}

}  // namespace brink
