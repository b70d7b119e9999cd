// Names that nothing reads, and new names that may be meant for one of a lower layer.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

#include "model/lexer.h"
#include "model/lint_parts.h"
#include "model/vocabulary.h"

namespace brink {
namespace {

/// Calls `found` for every name in the text, those in quotes aside.
template <class Found>
void names_of(std::string_view text, const Found& found) {
    for (std::size_t at = 0; at < text.size();) {
        const auto is_word = [&](std::size_t i) {
            const char c = text[i];
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        };
        if (!is_word(at)) {
            ++at;
            continue;
        }
        const std::size_t begin = at;
        while (at < text.size() && is_word(at)) ++at;
        found(std::string(text.substr(begin, at - begin)));
    }
}

/// Who reads each name: the declared names in whose equations it stands, "" for any other place.
class Readers {
public:
    explicit Readers(const Tree& tree) { walk(nullptr, "", tree.root); }

    [[nodiscard]] bool is_read(const std::string& name) const {
        const auto found = readers_.find(name);
        if (found == readers_.end()) return false;
        return std::any_of(found->second.begin(), found->second.end(),
                           [&](const std::string& reader) { return reader != name; });
    }

private:
    /// `owner`: the declared name whose equation this is.
    void walk(const Key* key, const std::string& owner, const Node& node) {
        for (const Entry& entry : node.entries) {
            const Key* below = find_key(key, entry.key);
            // Distributions and tables have keys of their own.
            if (below == nullptr) below = key;
            if (below == nullptr) continue;
            note_key(*below, entry.key);
            walk(below, owner_under(*below, entry.key, owner), entry.value);
        }
        for (const Node& item : node.items) walk(key, owner, item);
        if (!node.is_scalar() || key == nullptr || says_nothing(*key)) return;
        names_of(node.text, [&](const std::string& name) { readers_[name].insert(owner); });
    }

    static bool says_nothing(const Key& key) {
        switch (key.kind) {
            case KeyKind::text:
                // `pairs` of a dyad variable names groups.
                return last_part(key) != "pairs";
            case KeyKind::date:
            case KeyKind::duration:
            case KeyKind::word:
            case KeyKind::flag: return true;
            default: return false;
        }
    }

    /// Keys that name what is declared elsewhere: pairs of actors or groups, and whom a rule or a value is for.
    void note_key(const Key& key, const std::string& text) {
        const bool names = key.path == "relations.*.*" || key.path == "decision.actors.*" || key.path == "actors.*";
        if (names) names_of(text, [&](const std::string& name) { readers_[name].insert(""); });
    }

    static std::string owner_under(const Key& key, const std::string& name, const std::string& owner) {
        if (last_part(key) != "*" || !owner.empty()) return owner;
        const std::string_view section = key.path.substr(0, key.path.find('.'));
        const bool declares = section == "parameters" || section == "variables" || section == "draws" ||
                              section == "derived" || section == "dynamics";
        return declares ? name : owner;
    }

    std::map<std::string, std::set<std::string>> readers_;
};

struct Declares {
    std::string_view section;
    std::string_view what;
    bool shaped = false;
};

constexpr auto k_declares = std::to_array<Declares>({{"parameters", "parameter"},
                                                     {"attributes", "attribute"},
                                                     {"groups", "group"},
                                                     {"tables", "table"},
                                                     {"series", "series"},
                                                     {"variables", "variable", true},
                                                     {"draws", "draw", true},
                                                     {"derived", "derived value", true}});

/// Calls `found(section, shape, entry)` for every declared name.
template <class Found>
void each_declared(const Node& root, const Found& found) {
    for (const Declares& kind : k_declares) {
        const Node* section = root.find(kind.section);
        if (section == nullptr) continue;
        if (!kind.shaped) {
            for (const Entry& entry : section->entries) found(kind, std::string_view(), entry);
            continue;
        }
        for (const Entry& shape : section->entries)
            for (const Entry& entry : shape.value.entries) found(kind, std::string_view(shape.key), entry);
    }
}

/// Names that are outputs by themselves: values that are recorded and move.
std::set<std::string_view> recorded(const Model& model) {
    std::set<std::string_view> names;
    for (const Derived& derived : model.derived)
        if (!derived.reads_draw && derived.shape != Shape::dyad) names.insert(derived.name);
    for (const Variable& variable : model.variables)
        if (variable.next) names.insert(variable.name);
    return names;
}

}  // namespace

void lint_unused_names(const Tree& tree, const Model& model, const LowerNames& lower, Diagnostics& diagnostics) {
    const Readers readers(tree);
    const std::set<std::string_view> outputs = recorded(model);
    each_declared(tree.root, [&](const Declares& kind, std::string_view, const Entry& entry) {
        if (diagnostics.full() || !named_file(tree, entry.key_span) || readers.is_read(entry.key) ||
            outputs.contains(entry.key))
            return;
        std::string hint = "leave it out";
        const bool shown = diagnostics.items().size() < k_most_shown;  // else nobody reads the hint
        if (shown && !lower.empty() && !lower.has(std::string(kind.section), entry.key)) {
            const std::string meant = did_you_mean(entry.key, lower.of(std::string(kind.section)));
            if (!meant.empty()) hint = meant + " a lower layer has that one";
        }
        diagnostics.warning("unused-name", entry.key_span,
                            fmt::format("nothing reads the {} '{}'", kind.what, entry.key), hint);
    });
}

}  // namespace brink
