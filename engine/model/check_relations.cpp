// Starting values of pairs: the lines under `relations`, the more specific winning.

#include <fmt/format.h>

#include <algorithm>

#include "model/draft.h"
#include "model/site.h"

namespace brink {
namespace {

/// How narrowly a line names its pairs; the greater wins.
enum class Specificity { everyone, groups, actor_and_group, actors };

struct Line {
    const Entry* entry = nullptr;
    Specificity specificity = Specificity::everyone;
    std::vector<ActorId> from = {};
    std::vector<ActorId> to = {};
    bool both_ways = false;
    std::optional<Quantity> value = {};
};

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// The members of one end of a line; unknown names are reported.
std::optional<std::vector<ActorId>> end_of(Draft& draft, const Entry& entry, const std::string& name) {
    if (auto members = members_of(draft, name)) return members;
    std::vector<std::string> candidates = draft.names.actors;
    for (const Group& group : draft.names.groups) candidates.push_back(group.name);
    candidates.emplace_back("everyone");
    unknown_name(draft, "no actor or group", name, entry.key_span, candidates);
    return std::nullopt;
}

bool is_actor(const Draft& draft, const std::string& name) {
    return std::binary_search(draft.names.actors.begin(), draft.names.actors.end(), name);
}

/// How to write a pair that has another arrow, or none.
std::string pair_hint(std::string_view key) {
    struct Arrow {
        std::string_view written;
        std::string_view meant;
    };
    constexpr Arrow k_arrows[] = {{"<=>", "<->"}, {"<-->", "<->"}, {"\u2194", "<->"}, {"=>", "->"},  {"\u2192", "->"},
                                  {"<-", "->"},   {" to ", "->"},  {" and ", "<->"},  {" - ", "->"}, {"\u2013", "->"},
                                  {",", "->"},    {">", "->"},     {"-", "->"}};
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

std::optional<Line> read_line(Draft& draft, const Entry& entry, const Variable& variable) {
    const auto both = entry.key.find("<->");
    const auto one = entry.key.find("->");
    if (one == std::string::npos) {
        draft.diagnostics.error("bad-relation", entry.key_span, fmt::format("'{}' names no pair", entry.key),
                                pair_hint(entry.key));
        return std::nullopt;
    }
    Line line{.entry = &entry, .both_ways = both != std::string::npos};
    const std::string_view key = entry.key;
    const std::string from{trimmed(key.substr(0, line.both_ways ? both : one))};
    const std::string to{trimmed(key.substr(line.both_ways ? both + 3 : one + 2))};
    line.value = read_quantity(draft, &entry.value, variable.range, "", fmt::format("{} {}", variable.name, entry.key));
    const auto from_members = end_of(draft, entry, from);
    const auto to_members = end_of(draft, entry, to);
    if (!from_members || !to_members) return std::nullopt;
    const bool from_actor = is_actor(draft, from);
    const bool to_actor = is_actor(draft, to);
    if (from_actor && from == to) {
        draft.diagnostics.error("diagonal", entry.key_span, fmt::format("'{}' has no relation to itself", from),
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

/// Whether two lines say the same of a pair: the same constant, or the same expression. Two distributions are two
/// draws, however they are written.
bool agree(const Draft& draft, const Line& a, const Line& b) {
    if (!a.value || !b.value) return true;  // a faulty value has been reported
    if (a.value->kind != b.value->kind) return false;
    switch (a.value->kind) {
        case Quantity::Kind::constant: return a.value->number == b.value->number;
        case Quantity::Kind::expression:
            return draft.tree.sources.excerpt(a.value->span) == draft.tree.sources.excerpt(b.value->span);
        case Quantity::Kind::distribution: return false;
    }
    return false;
}

/// What reaches each pair of one variable.
class Pairs {
public:
    Pairs(Draft& draft, std::uint32_t variable)
        : draft_(draft), variable_(variable), n_(draft.names.actors.size()), winner_(entity_count(Shape::dyad, n_)) {}

    void lay(const Line& line) {
        for (const ActorId from : line.from)
            for (const ActorId to : line.to) {
                if (from == to) continue;
                lay(line, from, to);
                if (line.both_ways) lay(line, to, from);
            }
    }

    void finish() {
        for (std::uint32_t i = 0; i < n_; ++i)
            for (std::uint32_t j = 0; j < n_; ++j)
                if (i != j) settle({i}, {j});
    }

private:
    struct Winner {
        const Line* line = nullptr;
        const Line* rival = nullptr;  // of the same specificity, saying something else
    };

    void lay(const Line& line, ActorId from, ActorId to) {
        Winner& winner = winner_[pair_index(from, to, n_)];
        if (winner.line == nullptr || winner.line->specificity < line.specificity) {
            winner = {&line, nullptr};
        } else if (winner.line->specificity == line.specificity && winner.line != &line && winner.rival == nullptr &&
                   !agree(draft_, *winner.line, line)) {
            winner.rival = &line;
        }
    }

    void settle(ActorId from, ActorId to) {
        const std::size_t pair = pair_index(from, to, n_);
        const auto [line, rival] = winner_[pair];
        if (line == nullptr) return;
        draft_.given[variable_][pair] = true;
        if (rival != nullptr) report(*line, *rival, from, to);
        if (!line->value) return;
        Quantity& quantity = draft_.model.variables[variable_].initial[pair];
        quantity = *line->value;
        if (quantity.kind == Quantity::Kind::distribution) quantity.site = site(*line, from, to);
    }

    /// A `<->` line has one draw for both ways of a pair.
    std::string site(const Line& line, ActorId from, ActorId to) const {
        const auto& names = draft_.names.actors;
        const std::string prefix = "initial/" + draft_.model.variables[variable_].name;
        if (!line.both_ways) return site_path(prefix, {names[from.index], names[to.index]});
        return site_path(prefix, {names[std::min(from, to).index] + "<->" + names[std::max(from, to).index]});
    }

    void report(const Line& line, const Line& rival, ActorId from, ActorId to) {
        const std::pair clash{&line, &rival};
        if (std::find(reported_.begin(), reported_.end(), clash) != reported_.end()) return;
        reported_.push_back(clash);
        const auto& names = draft_.names.actors;
        draft_.diagnostics.error("relations-disagree", rival.entry->key_span,
                                 fmt::format("'{}' and '{}' ({}) disagree about {} -> {}", rival.entry->key,
                                             line.entry->key, place_text(draft_, line.entry->key_span),
                                             names[from.index], names[to.index]),
                                 "neither is more specific: a line for the pair alone would settle it");
    }

    Draft& draft_;
    std::uint32_t variable_;
    std::size_t n_;
    std::vector<Winner> winner_;  // by pair_index
    std::vector<std::pair<const Line*, const Line*>> reported_;
};

void read_lines(Draft& draft, const Entry& section) {
    const auto thing = draft.names.things.find(section.key);
    if (thing == draft.names.things.end() || thing->second.kind != NamedThing::Kind::variable ||
        thing->second.shape != Shape::dyad) {
        std::vector<std::string> candidates;
        for (const Declared& variable : draft.declared.variables)
            if (variable.shape == Shape::dyad) candidates.push_back(variable.entry->key);
        return unknown_name(draft, "no dyad variable", section.key, section.key_span, candidates);
    }
    std::vector<Line> lines;
    for (const Entry& entry : section.value.entries) {
        if (entry.key == "csv") continue;
        if (auto line = read_line(draft, entry, draft.model.variables[thing->second.index]))
            lines.push_back(std::move(*line));
        else
            draft.given[thing->second.index].assign(draft.given[thing->second.index].size(), true);
    }
    Pairs pairs(draft, thing->second.index);
    for (const Line& line : lines) pairs.lay(line);
    pairs.finish();
}

void check_given(Draft& draft, std::size_t index) {
    const Variable& variable = draft.model.variables[index];
    const auto missing = std::find(draft.given[index].begin(), draft.given[index].end(), false);
    if (variable.shape != Shape::dyad || missing == draft.given[index].end()) return;
    const auto frames = frames_of(draft, Shape::dyad);
    const auto& frame = frames[static_cast<std::size_t>(missing - draft.given[index].begin())];
    draft.diagnostics.error("missing-value", variable.span,
                            fmt::format("'{}' has no starting value for {} of {} pairs, {} -> {} the first",
                                        variable.name,
                                        std::count(draft.given[index].begin(), draft.given[index].end(), false),
                                        frames.size(), draft.names.actors[frame[0].index],
                                        draft.names.actors[frame[1].index]),
                            "give them under 'relations', or an 'initial' with the variable");
}

}  // namespace

void check_relations(Draft& draft) {
    if (const Node* relations = draft.root().find("relations"))
        for (const Entry& section : relations->entries) read_lines(draft, section);
    for (std::size_t i = 0; i < draft.model.variables.size() && draft.complete && draft.names.complete; ++i)
        check_given(draft, i);
}

}  // namespace brink
