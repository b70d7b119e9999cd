#include "model/relation_lines.h"

#include <fmt/format.h>

#include <algorithm>

namespace brink {
namespace {

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// The members of one end of a line; unknown names are reported.
std::optional<std::vector<ActorId>> end_of(Draft& draft, Span span, const std::string& name) {
    if (auto members = members_of(draft, name)) return members;
    if (name.find(',') != std::string::npos) {
        draft.diagnostics.error("bad-relation", span, fmt::format("'{}' is no actor and no group", name),
                                "write a line for each, or name them together under 'groups'");
        return std::nullopt;
    }
    std::vector<std::string> candidates = draft.names.actors;
    for (const Group& group : draft.names.groups) candidates.push_back(group.name);
    candidates.emplace_back("everyone");
    unknown_name(draft, "no actor or group", name, span, candidates);
    return std::nullopt;
}

bool is_actor(const Draft& draft, const std::string& name) {
    return std::binary_search(draft.names.actors.begin(), draft.names.actors.end(), name);
}

/// A line between what the two names mean; unknown names are reported.
std::optional<RelationLine> line_between(Draft& draft, RelationLine line, const std::string& from,
                                         const std::string& to) {
    const auto from_members = end_of(draft, line.span, from);
    const auto to_members = end_of(draft, line.span, to);
    if (!from_members || !to_members) return std::nullopt;
    const bool from_actor = is_actor(draft, from);
    const bool to_actor = is_actor(draft, to);
    if (from_actor && from == to) {
        draft.diagnostics.error("diagonal", line.span, fmt::format("'{}' has no relation to itself", from),
                                "name two different actors");
        return std::nullopt;
    }
    line.from = *from_members;
    line.to = *to_members;
    line.specificity = from == "everyone" || to == "everyone" ? Specificity::everyone
                       : from_actor && to_actor               ? Specificity::actors
                       : from_actor || to_actor               ? Specificity::actor_and_group
                                                              : Specificity::groups;
    return line;
}

/// How to write a pair that has another arrow, or none.
std::string pair_hint(std::string_view key) {
    struct Arrow {
        std::string_view written;
        std::string_view meant;
    };
    constexpr Arrow k_arrows[] = {{"<=>", "<->"},   {"<-->", "<->"}, {"-->", "->"},  {"\u2194", "<->"}, {"=>", "->"},
                                  {"\u2192", "->"}, {"<-", "->"},    {" to ", "->"}, {" and ", "<->"},  {" - ", "->"},
                                  {"\u2013", "->"}, {",", "->"},     {">", "->"},    {"-", "->"}};
    for (const Arrow& arrow : k_arrows) {
        const std::size_t at = key.find(arrow.written);
        if (at == std::string_view::npos) continue;
        std::string_view first = trimmed(key.substr(0, at));
        std::string_view second = trimmed(key.substr(at + arrow.written.size()));
        if (first.empty() || second.empty()) continue;
        if (arrow.written == "<-") std::swap(first, second);
        return fmt::format("write {} {} {}", first, arrow.meant, second);
    }
    return "a line is A -> B, or A <-> B for both ways";
}

/// `A: {B: 0.7}` for `A -> B: 0.7`.
std::optional<std::string> nested_hint(const Draft& draft, const Entry& entry) {
    if (entry.value.entries.empty() || !members_of(draft, entry.value.entries[0].key)) return std::nullopt;
    const auto& [to, span, value] = entry.value.entries[0];
    return fmt::format("write {} -> {}: {}", entry.key, to, value.is_scalar() ? value.text : "...");
}

std::optional<RelationLine> read_line(Draft& draft, const Entry& entry, const Variable& variable) {
    const auto both = entry.key.find("<->");
    const auto one = entry.key.find("->");
    if (one == std::string::npos) {
        draft.diagnostics.error("bad-relation", entry.key_span, fmt::format("'{}' names no pair", entry.key),
                                nested_hint(draft, entry).value_or(pair_hint(entry.key)));
        return std::nullopt;
    }
    RelationLine line{.key = entry.key, .span = entry.key_span, .both_ways = both != std::string::npos};
    const std::string_view key = entry.key;
    const std::string from{trimmed(key.substr(0, line.both_ways ? both : one))};
    const std::string to{trimmed(key.substr(line.both_ways ? both + 3 : one + 2))};
    if (!from.empty() && (from.back() == '-' || from.back() == '<')) {
        const std::string_view first = trimmed(std::string_view(from).substr(0, from.find_first_of("-<")));
        draft.diagnostics.error("bad-relation", entry.key_span, "an arrow is '->', or '<->' for both ways",
                                fmt::format("write {} {} {}", first, from.find('<') == std::string::npos ? "->" : "<->",
                                            to));
        return std::nullopt;
    }
    line.value = read_quantity(draft, &entry.value, variable.range, "", fmt::format("{} {}", variable.name, entry.key));
    return line_between(draft, std::move(line), from, to);
}

/// Lines of a file: a row is a line `from -> to`.
class FileLines {
public:
    FileLines(Draft& draft, const Csv& csv, const Variable& variable) : draft_(draft), csv_(csv), variable_(variable) {}

    /// Whether every row could be read.
    bool read(std::vector<RelationLine>& lines) {
        bool whole = true;
        for (const CsvRow& row : csv_.rows) {
            auto line = line_of(row);
            whole = whole && line.has_value();
            if (line) lines.push_back(std::move(*line));
        }
        return whole;
    }

private:
    const CsvField* field(const CsvRow& row, std::string_view name) const {
        const auto column = csv_.column(name);
        return column && !row[*column].text.empty() ? &row[*column] : nullptr;
    }

    std::optional<RelationLine> line_of(const CsvRow& row) {
        const CsvField* from = field(row, "from");
        const CsvField* to = field(row, "to");
        const CsvField* value = field(row, "value");
        if (from == nullptr || to == nullptr || value == nullptr) {
            draft_.diagnostics.error("missing-value", row.front().span, "a row needs 'from', 'to' and 'value'",
                                     "leave none of the three empty");
            return std::nullopt;
        }
        RelationLine line{.key = from->text + " -> " + to->text, .span = from->span};
        const Node described = description(row, *value);
        line.value = read_quantity(draft_, &described, variable_.range, "",
                                   fmt::format("{} {}", variable_.name, line.key));
        return line_between(draft_, std::move(line), from->text, to->text);
    }

    /// `{value: ..., source: ..., basis: ...}`.
    Node description(const CsvRow& row, const CsvField& value) {
        Node map;
        map.kind = Node::Kind::map;
        map.span = value.span;
        add(map, "value", value);
        if (const CsvField* source = field(row, "source")) add(map, "source", *source);
        const CsvField* basis = field(row, "basis");
        if (basis == nullptr) return map;
        const auto words = words_of(find_key("quantity.basis")->words);
        if (std::find(words.begin(), words.end(), basis->text) == words.end())
            draft_.diagnostics.error("unknown-name", basis->span, fmt::format("there is no basis '{}'", basis->text),
                                     "it is one of " + listing(words));
        add(map, "basis", *basis);
        return map;
    }

    static void add(Node& map, const std::string& key, const CsvField& field) {
        Node scalar;
        scalar.kind = Node::Kind::scalar;
        scalar.span = field.span;
        scalar.text = field.text;
        map.entries.push_back({key, field.span, std::move(scalar)});
    }

    Draft& draft_;
    const Csv& csv_;
    const Variable& variable_;
};

}  // namespace

std::vector<RelationLine> read_relation_lines(Draft& draft, const Node& section, const Variable& variable,
                                              bool& whole) {
    std::vector<RelationLine> lines;
    for (const Entry& entry : section.entries) {
        if (entry.key == "csv") {
            const Csv* csv = find_csv(draft.tree, entry.value);
            whole = csv != nullptr && FileLines(draft, *csv, variable).read(lines) && whole;
            continue;
        }
        auto line = read_line(draft, entry, variable);
        whole = whole && line.has_value();
        if (line) lines.push_back(std::move(*line));
    }
    return lines;
}

}  // namespace brink
