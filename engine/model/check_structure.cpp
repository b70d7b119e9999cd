// Every key known and every value of the kind that the vocabulary says. After this pass the others may read what is
// there without judging its form: what is not of its kind has been reported and counts as absent.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "model/date_slips.h"
#include "model/draft.h"
#include "model/key_slips.h"
#include "model/lexer.h"
#include "model/mend_keys.h"
#include "model/slips.h"
#include "model/structure_hints.h"
#include "model/unread.h"

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

class Structure {
public:
    explicit Structure(Draft& draft) : draft_(draft), attributes_(action_attributes(draft.root())) {}

    void section(const Key* key, const std::string& path, const Node& node) {
        if (!node.is_map()) {
            const bool gives = path.find('.') == std::string::npos || path.rfind("variables.", 0) == 0 ||
                               path.rfind("actors.", 0) == 0;
            if (gives) lose(node);
            return wrong(path, "a map", node, section_hint(key, path, node));
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

    /// Whether the entry is what its key says, so that what the map lacks is missing.
    bool entry(const Key* parent, const std::string& path, const Entry& entry) {
        const std::string here = path.empty() ? entry.key : path + "." + entry.key;
        const Key* key = known_key(parent, entry.key, attributes_);
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
        return key->path != "events.*.on" || entry.value.text == "rise";
    }

    /// What stands under an unknown section may declare names: those are no second fault.
    void unknown(const Key* parent, const std::string& path, const Entry& entry) {
        const bool declares = parent == nullptr || parent->path == "variables" || parent->path == "draws" ||
                              parent->path == "derived";
        if (declares) {
            draft_.names.elsewhere.insert(entry.key);
            lose(entry.value);
        }
        const std::string hint = key_hint(parent, entry.key);
        const bool told = !hint.empty() && !told_.emplace(path, hint).second;  // of one cause in several keys
        if (!told) report_unknown_key(parent, path, entry, attributes_, draft_.diagnostics);
    }

    /// Names that a section of a wrong form would declare are no second fault either, nor is what they would give.
    void lose(const Node& node) {
        add_names_of(node, draft_.names.elsewhere);
        draft_.lost = true;
    }

    void wrong(const std::string& path, const std::string& wanted, const Node& node, const std::string& hint) {
        draft_.diagnostics.error("wrong-kind", node.span,
                                 fmt::format("{} must be {}, not {}", path.empty() ? "the file" : path, wanted,
                                             found(node)),
                                 hint);
    }

    void value(const Key& key, const std::string& path, const Node& node) {
        if (is_cut(draft_, node)) return;
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
                if (!node.is_list()) wrong(path, "a list of lists of numbers", node, "write say [[1, 2], [3, 4]]");
                return;
            case KeyKind::distribution:
            case KeyKind::range:
            case KeyKind::later: return;  // judged where they are read, or not at all
        }
    }

    void table(const Key& key, const std::string& path, const Node& node) {
        if (node.is_null()) return;  // an empty section says nothing
        if (!node.is_map()) {
            if (key.path == "relations.*" && path.find("->") != std::string::npos) return;  // told by check_relations
            lose(node);
            return wrong(path, "a map", node, map_hint(&key, path, node));
        }
        entries(&key, path, node);
    }

    void quantity(const Key& key, const std::string& path, const Node& node) {
        if (node.is_scalar()) return;
        if (!node.is_map())
            return wrong(path, "a number, an expression or a distribution", node, quantity_hint(key, node));
        if (key.path == "relations.*.*" && path.find("->") == std::string::npos) return;  // told by check_relations
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
        if (hint.empty() && words.size() == 1) hint = fmt::format("it can only be {}", words[0]);
        if (hint.empty()) hint = fmt::format("it is one of {}", fmt::join(words, ", "));
        if (hint.rfind("it is one of", 0) == 0)
            if (const std::string rule = rule_slip(node.text); !rule.empty() && last_part(key) == "rule")
                hint = fmt::format("that is here {}", rule);
        if (key.path == "events.*.on" && (parse_date(node.text) || date_meant(node.text)))
            hint = fmt::format("the day of an event is written at: {}", date_meant(node.text).value_or(node.text));
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

    void effects(const std::string& path, const Node& node) {
        if (node.is_scalar() || node.is_null()) return;
        if (!node.is_list()) return wrong(path, "a list of effects", node, effect_hint(node));
        for (const Node& item : node.items)
            if (!item.is_scalar())
                wrong("an effect of " + path, "'place = x', 'place += x' or 'place -= x'", item, effect_hint(item));
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
    const ActionAttributes attributes_;
    std::set<std::pair<std::string, std::string>> told_;  // section and hint of unknown keys
};

}  // namespace

void check_structure(Draft& draft) { Structure(draft).section(nullptr, "", draft.root()); }

}  // namespace brink
