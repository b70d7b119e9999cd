#include "model/structure_hints.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "model/lexer.h"

namespace brink {
namespace {

/// `fear 0.2`, `fear = 0.2` or `fear:0.2` where an entry should stand.
std::string glued_entry_hint(const Node& node) {
    const std::size_t mark = node.text.find_first_of(" =:");
    const std::size_t rest = node.text.find_first_not_of(" =:", mark);
    if (!node.is_scalar() || mark == std::string::npos || rest == std::string::npos) return {};
    if (!is_name(std::string_view(node.text).substr(0, mark))) return {};
    double number = 0;
    const bool two_words = node.text[node.text.find_first_not_of(' ', mark)] != '=' && node.text[mark] == ' ';
    if (two_words && !parse_number(std::string_view(node.text).substr(rest), number)) return {};
    return fmt::format("write '{}: {}'", node.text.substr(0, mark), node.text.substr(rest));
}

/// `[A, B]` where each name should be a key.
std::string listed_names_hint(const Key& key, const Node& node) {
    constexpr std::size_t k_most = 4;
    std::string entries;
    for (std::size_t i = 0; i < std::min(node.items.size(), k_most); ++i)
        entries += fmt::format("{}{}: {}", i == 0 ? "" : ", ", node.items[i].text, key.path == "actors" ? "{}" : "...");
    return fmt::format("each name is a key of its own: {{{}{}}}", entries, node.items.size() > k_most ? ", ..." : "");
}

}  // namespace

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

std::string quote_hint(const Node& node) {
    if (node.is_map()) return "an expression stands alone; one that begins with { is put in quotes";
    return node.is_null() ? "write a number or a formula, or leave the whole line out"
                          : "an expression that begins with [ is put in quotes";
}

std::string section_hint(const Key* key, const std::string& path, const Node& node) {
    const std::string name = path.substr(path.rfind('.') + 1);
    const std::string_view place = key == nullptr ? "" : key->path;
    const std::string above = path.substr(0, path.rfind('.'));
    if (find_key(fmt::format("{}.{}", place, name)) != nullptr)
        return fmt::format("'{}' is a key of one of the {}: indent it under that one's name", name, above);
    if (!node.is_scalar()) return map_hint(key, path, node);
    if (place.substr(0, 10) == "variables.") return fmt::format("write {{initial: {}}}", node.text);
    if (place == "actors.*") return fmt::format("write {{name: {}}}", node.text);
    if (place == "outcomes.*") return "write {when: CONDITION} or {measure: NUMBER} around it";
    if (place == "decision") return fmt::format("write {{rule: {}}}", node.text);
    if (place == "run") return fmt::format("write {{trajectories: {}}}", node.text);
    if (place == "clock") return "write {start: 2025-01-06, step: 1 week, steps: 52}";
    return map_hint(key, path, node);
}

std::string map_hint(const Key* key, const std::string& path, const Node& node) {
    const std::string_view name = path.empty() ? "" : std::string_view(path).substr(path.rfind('.') + 1);
    if (node.is_list() && !node.items.empty() && node.items[0].is_scalar() && key != nullptr &&
        key->kind == KeyKind::table)
        return listed_names_hint(*key, node);
    if (std::string hint = glued_entry_hint(node); !hint.empty()) return hint;
    if (node.is_list()) return fmt::format("write its entries as 'key: value' without '- ', under '{}:'", name);
    return path.empty() ? "a scenario is lines of 'key: value'"
                        : fmt::format("write {{key: value}}, or entries indented under '{}:'", name);
}

std::string quantity_hint(const Key& key, const Node& node) {
    double number = 0;
    if (key.path == "events.*.at")
        return "an event stands for one step, or for a drawn one, {choice: [...]}: write one for each";
    const bool ends = node.items.size() == 2 && std::all_of(node.items.begin(), node.items.end(), [&](const Node& n) {
                          return n.is_scalar() && parse_number(n.text, number);
                      });
    return ends ? fmt::format("to draw a number between two write {{uniform: [{}, {}]}}", node.items[0].text,
                              node.items[1].text)
                : quote_hint(node);
}

std::string list_hint(const Node& node) {
    std::vector<std::string> names;
    for (const Entry& entry : node.entries) names.push_back(entry.key);
    if (node.is_scalar()) names = {node.text};
    return names.empty() ? "write [A, B]" : fmt::format("write [{}]", fmt::join(names, ", "));
}

std::string effect_hint(const Node& node) {
    if (node.entries.empty() || !node.entries[0].value.is_scalar()) return "an effect is 'place += expression'";
    const auto& [place, place_span, value] = node.entries[0];
    if (place.rfind("for ", 0) == 0) return fmt::format("write '- {} {}'", value.text, place);
    const bool adds = value.text.rfind('+', 0) == 0, takes = value.text.rfind('-', 0) == 0;
    if (!adds && !takes) return fmt::format("write '- {0} = {1}', or '- {0} += {1}' to add", place, value.text);
    return fmt::format("write '- {} {}= {}'", place, value.text[0], value.text.substr(1));
}

}  // namespace brink
