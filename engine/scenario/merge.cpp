#include "scenario/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "scenario/pairs.h"

namespace brink {
namespace {

using Path = std::vector<std::string>;

/// What a place of the scenario means to merging.
enum class Meaning { plain, quantity, timing, outcome, pairs };

struct PlaceRule {
    std::string_view pattern;  // segments parted by dots; `*` stands for any key
    Meaning meaning;
};

/// First match wins. A `quantity` is a described number: a bare scalar there stands for `{value: it}`.
constexpr std::array k_places{
    PlaceRule{"parameters.*", Meaning::quantity},  PlaceRule{"variables.*.*.initial", Meaning::quantity},
    PlaceRule{"actors.*.name", Meaning::plain},    PlaceRule{"actors.*.actions", Meaning::plain},
    PlaceRule{"actors.*.doc", Meaning::plain},     PlaceRule{"actors.*.*", Meaning::quantity},
    PlaceRule{"relations.*", Meaning::pairs},      PlaceRule{"relations.*.csv", Meaning::plain},
    PlaceRule{"relations.*.*", Meaning::quantity}, PlaceRule{"correlate", Meaning::pairs},
    PlaceRule{"events.*", Meaning::timing},        PlaceRule{"events.*.at", Meaning::quantity},
    PlaceRule{"outcomes.*", Meaning::outcome},
};

constexpr std::array<std::string_view, 8> k_quantity_slot{"value", "uniform", "normal",     "lognormal",
                                                          "beta",  "gamma",   "triangular", "choice"};
constexpr std::array<std::string_view, 3> k_provenance{"source", "basis", "claim_by"};
constexpr std::array<std::string_view, 3> k_timing_slot{"at", "hazard", "rate"};
constexpr std::array<std::string_view, 2> k_outcome_slot{"when", "measure"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& keys, std::string_view key) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

/// Whether `key` is of the one slot that maps of this meaning have: of its keys a later layer's displaces the others.
bool in_slot(Meaning meaning, std::string_view key) {
    switch (meaning) {
        case Meaning::plain:
        case Meaning::pairs: return false;
        case Meaning::quantity: return contains(k_quantity_slot, key);
        case Meaning::timing: return contains(k_timing_slot, key);
        case Meaning::outcome: return contains(k_outcome_slot, key);
    }
    return false;
}

bool matches(std::string_view pattern, const Path& path) {
    for (std::size_t i = 0; i < path.size(); ++i) {
        const std::string_view segment = pattern.substr(0, pattern.find('.'));
        if (segment.empty() || (segment != "*" && segment != path[i])) return false;
        pattern.remove_prefix(std::min(segment.size() + 1, pattern.size()));
    }
    return pattern.empty();
}

Meaning meaning_of(const Path& path) {
    for (const PlaceRule& rule : k_places)
        if (matches(rule.pattern, path)) return rule.meaning;
    return Meaning::plain;
}

Node described(Node scalar) {
    Node map;
    map.kind = Node::Kind::map;
    map.span = scalar.span;
    const Span span = scalar.span;
    map.entries.push_back({"value", span, std::move(scalar)});
    return map;
}

Node empty_map(Span span) {
    Node map;
    map.kind = Node::Kind::map;
    map.span = span;
    return map;
}

/// One laying of a layer: carries the path and where faults go.
class Merge {
public:
    Merge(const Sources& sources, Diagnostics& diagnostics)
        : sources_(sources), diagnostics_(diagnostics), judge_nulls_(!diagnostics.has_errors()) {}

    void lay_map(Node& lower, Node upper);

private:
    void lay_entry(Entry& lower, Entry upper);
    void lay_quantity(Node& lower, Node upper);
    void take_away(Node& lower, Node& upper, Meaning meaning);
    void refuse_null(const Entry& entry);
    [[nodiscard]] Node without_nulls(Node value);

    const Sources& sources_;
    Diagnostics& diagnostics_;
    bool judge_nulls_;  // not where a layer was read in part: what it gave may be missing
    Path path_;
};

/// What was probably meant by a key without a value.
std::string empty_hint(const Sources& sources, Span key) {
    const std::string_view rest = key.known() ? std::string_view(sources.text(key.file)).substr(key.end) : "";
    const std::size_t next = rest.find_first_not_of(": \t");
    if (next != std::string_view::npos && rest[next] == '#')
        return "from ' #' on it is a comment: text that holds '#' stands in quotes";
    return "write its value, {} for none, or indent what belongs under it; empty is null, which removes what a lower "
           "layer gave, and none gave this";
}

void Merge::refuse_null(const Entry& entry) {
    if (!judge_nulls_) return;
    const Span span = entry.value.span;
    if (!span.known() || span.begin == span.end)
        diagnostics_.error("no-value", entry.key_span, fmt::format("'{}' has no value", entry.key),
                           empty_hint(sources_, entry.key_span));
    else
        diagnostics_.error("nothing-to-remove", span,
                           fmt::format("null removes '{}', which no lower layer gives", entry.key),
                           "leave the line out");
}

/// Removes from `lower` what nulls of `upper` and filled slots take away, and the nulls from `upper`.
void Merge::take_away(Node& lower, Node& upper, Meaning meaning) {
    std::unordered_set<std::string> kept, removed;
    bool slot_filled = false;
    for (const Entry& entry : upper.entries) {
        (entry.value.is_null() ? removed : kept).insert(entry.key);
        slot_filled = slot_filled || (!entry.value.is_null() && in_slot(meaning, entry.key));
    }
    std::unordered_set<std::string> found;
    std::erase_if(lower.entries, [&](const Entry& entry) {
        if (removed.count(entry.key) > 0) return found.insert(entry.key), true;
        return slot_filled && in_slot(meaning, entry.key) && kept.count(entry.key) == 0;
    });
    std::erase_if(upper.entries, [&](const Entry& entry) {
        if (entry.value.is_null() && found.count(entry.key) == 0) refuse_null(entry);
        return entry.value.is_null();
    });
}

Node Merge::without_nulls(Node value) {
    if (!value.is_map()) return value;
    Node result = empty_map(value.span);
    lay_map(result, std::move(value));
    return result;
}

/// Whether arguments of a distribution are given in another form than below (`{mean, sd}` over `{median, sigma}`).
bool other_arguments(const Node& lower, const Node& upper) {
    return std::any_of(upper.entries.begin(), upper.entries.end(),
                       [&](const Entry& e) { return lower.find(e.key) == nullptr; });
}

/// Whether a described number says where it comes from.
bool says_provenance(const Node& quantity) {
    return std::any_of(quantity.entries.begin(), quantity.entries.end(),
                       [](const Entry& e) { return !e.value.is_null() && contains(k_provenance, e.key); });
}

/// The slot of a described number.
std::string slot_text(const Node& quantity) {
    std::string text;
    for (const Entry& entry : quantity.entries)
        if (contains(k_quantity_slot, entry.key)) text += entry.key + canonical_text(entry.value);
    return text;
}

/// A value that changes without new provenance leaves the old one standing for what it does not describe.
void Merge::lay_quantity(Node& lower, Node upper) {
    const std::string before = slot_text(lower);
    const bool says_anew = says_provenance(upper);
    lay_map(lower, std::move(upper));
    const bool stale = lower.overridden || slot_text(lower) != before;
    lower.overridden = stale && !says_anew && says_provenance(lower);
}

void Merge::lay_entry(Entry& lower, Entry upper) {
    const Meaning meaning = meaning_of(path_);
    if (meaning == Meaning::quantity) {
        if (lower.value.is_map() && upper.value.is_scalar()) upper.value = described(std::move(upper.value));
        if (lower.value.is_scalar() && upper.value.is_map()) lower.value = described(std::move(lower.value));
    }
    bool merges = lower.value.is_map() && upper.value.is_map();
    if (merges && is_distribution_key(upper.key)) {
        Path around = path_;
        around.pop_back();
        if (meaning_of(around) == Meaning::quantity) merges = !other_arguments(lower.value, upper.value);
    }
    if (merges) {
        if (meaning == Meaning::quantity)
            lay_quantity(lower.value, std::move(upper.value));
        else
            lay_map(lower.value, std::move(upper.value));
        return;
    }
    lower.key_span = upper.key_span;
    lower.value = without_nulls(std::move(upper.value));
}

void Merge::lay_map(Node& lower, Node upper) {
    const Meaning meaning = meaning_of(path_);
    if (meaning == Meaning::pairs) {
        normalise_pairs(upper, sources_, diagnostics_);
        align_pairs(lower, upper);
    }
    take_away(lower, upper, meaning);
    std::unordered_map<std::string, std::size_t> index;
    for (std::size_t i = 0; i < lower.entries.size(); ++i) index.emplace(lower.entries[i].key, i);
    for (Entry& entry : upper.entries) {
        path_.push_back(entry.key);
        const auto found = index.find(entry.key);
        if (found != index.end())
            lay_entry(lower.entries[found->second], std::move(entry));
        else
            lower.entries.push_back({entry.key, entry.key_span, without_nulls(std::move(entry.value))});
        path_.pop_back();
    }
}

std::string sized(char mark, std::string_view text) { return fmt::format("{}{}:{}", mark, text.size(), text); }

}  // namespace

bool is_distribution_key(std::string_view key) { return key != "value" && contains(k_quantity_slot, key); }

void merge_layer(Node& lower, Node upper, const Sources& sources, Diagnostics& diagnostics) {
    Merge(sources, diagnostics).lay_map(lower, std::move(upper));
}

std::string canonical_text(const Node& node) {
    std::string text;
    switch (node.kind) {
        case Node::Kind::null: return "n";
        case Node::Kind::scalar: return sized(node.quoted ? 'q' : 'p', node.text);
        case Node::Kind::list:
            for (const Node& item : node.items) text += canonical_text(item);
            return "[" + text + "]";
        case Node::Kind::map: break;
    }
    std::vector<const Entry*> sorted;
    for (const Entry& entry : node.entries) sorted.push_back(&entry);
    std::sort(sorted.begin(), sorted.end(), [](const Entry* a, const Entry* b) { return a->key < b->key; });
    for (const Entry* entry : sorted) text += sized('k', entry->key) + canonical_text(entry->value);
    return "{" + text + "}";
}

}  // namespace brink
