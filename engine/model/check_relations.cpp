// Starting values of pairs: the lines under `relations`, the more specific winning.

#include <fmt/format.h>

#include <algorithm>

#include "model/draft.h"
#include "model/relation_lines.h"
#include "model/site.h"

namespace brink {
namespace {

/// Whether two lines say the same of a pair: the same constant, or the same expression. Two distributions are two
/// draws, however they are written.
bool agree(const Draft& draft, const RelationLine& a, const RelationLine& b) {
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
    Pairs(Draft& draft, std::uint32_t index)
        : draft_(draft),
          index_(index),
          variable_(draft.model.variables[index]),
          n_(draft.names.actors.size()),
          winner_(entity_count(Shape::dyad, n_)) {}

    void lay(const RelationLine& line) {
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
        const RelationLine* line = nullptr;
        const RelationLine* rival = nullptr;  // of the same specificity, saying something else
    };

    /// Of a symmetric variable both orders of a pair are one.
    void lay(const RelationLine& line, ActorId from, ActorId to) {
        if (variable_.symmetric && to < from) std::swap(from, to);
        if (!reaches(line, from, to)) return;
        Winner& winner = winner_[pair_index(from, to, n_)];
        if (winner.line == nullptr || winner.line->specificity < line.specificity) {
            winner = {&line, nullptr};
        } else if (winner.line->specificity == line.specificity && winner.line != &line && winner.rival == nullptr &&
                   !agree(draft_, *winner.line, line)) {
            winner.rival = &line;
        }
    }

    /// Whether the line may say something of the pair: where relations list the pairs they add it, else a group line
    /// is cut to the pairs that the variable keeps and a line of two actors must be among them.
    bool reaches(const RelationLine& line, ActorId from, ActorId to) {
        if (variable_.pairs.empty()) return true;
        PairKind& kind = variable_.pairs[pair_index(from, to, n_)];
        if (draft_.listed[index_]) {
            kind = PairKind::kept;
            if (variable_.symmetric) variable_.pairs[pair_index(to, from, n_)] = PairKind::kept;
        }
        if (kind == PairKind::kept) return true;
        if (line.specificity == Specificity::actors)
            draft_.diagnostics.error("outside-pairs", line.span,
                                     fmt::format("'{}' has no pair {} -> {}", variable_.name,
                                                 draft_.names.actors[from.index], draft_.names.actors[to.index]),
                                     fmt::format("its 'pairs' ({}) leave it out", place_text(draft_, variable_.span)));
        return false;
    }

    void settle(ActorId from, ActorId to) {
        const std::size_t pair = pair_index(from, to, n_);
        const auto [line, rival] = winner_[pair];
        if (line == nullptr) return;
        give(*line, pair, from, to);
        if (variable_.symmetric) give(*line, pair_index(to, from, n_), from, to);
        if (rival != nullptr) report(*line, *rival, from, to);
    }

    void give(const RelationLine& line, std::size_t pair, ActorId from, ActorId to) {
        draft_.given[index_][pair] = true;
        if (!line.value) return;
        Quantity& quantity = variable_.initial[pair];
        quantity = *line.value;
        if (quantity.kind == Quantity::Kind::distribution) quantity.site = site(line, from, to);
    }

    /// A `<->` line has one draw for both ways of a pair.
    std::string site(const RelationLine& line, ActorId from, ActorId to) const {
        const auto& names = draft_.names.actors;
        const std::string prefix = "initial/" + variable_.name;
        if (!line.both_ways) return site_path(prefix, {names[from.index], names[to.index]});
        return site_path(prefix, {names[std::min(from, to).index] + "<->" + names[std::max(from, to).index]});
    }

    void report(const RelationLine& line, const RelationLine& rival, ActorId from, ActorId to) {
        const std::pair clash{&line, &rival};
        if (std::find(reported_.begin(), reported_.end(), clash) != reported_.end()) return;
        reported_.push_back(clash);
        const auto& names = draft_.names.actors;
        draft_.diagnostics.error("relations-disagree", rival.span,
                                 fmt::format("'{}' and '{}' ({}) disagree about {} -> {}", rival.key, line.key,
                                             place_text(draft_, line.span), names[from.index], names[to.index]),
                                 settling(line, rival, from, to));
    }

    /// What to write where two lines are as specific.
    std::string settling(const RelationLine& line, const RelationLine& rival, ActorId from, ActorId to) const {
        if (line.specificity != Specificity::actors)
            return "neither is more specific: a line for the pair alone would settle it";
        const RelationLine& both = line.both_ways ? line : rival;
        if (variable_.symmetric || (line.both_ways && rival.both_ways) || !both.both_ways)
            return fmt::format("keep one of them; '{}: null' takes that line of a lower layer away", line.key);
        const auto& names = draft_.names.actors;
        return fmt::format("write {0} -> {1} and {1} -> {0} each; '{2}: null' takes that line of a lower layer away",
                           names[from.index], names[to.index], both.key);
    }

    Draft& draft_;
    std::uint32_t index_;
    Variable& variable_;
    std::size_t n_;
    std::vector<Winner> winner_;  // by pair_index
    std::vector<std::pair<const RelationLine*, const RelationLine*>> reported_;
};

void read_lines(Draft& draft, const Entry& section) {
    if (section.key.find("->") != std::string::npos && !section.value.is_map()) {
        std::string variable = "x";
        for (const Declared& declared : draft.declared.variables)
            if (declared.shape == Shape::dyad) variable = declared.entry->key;
        draft.diagnostics.error("bad-relation", section.key_span,
                                fmt::format("'{}' stands under no variable", section.key),
                                fmt::format("pairs stand under the variable that they give: {}: {{{}: {}}}", variable,
                                            section.key, section.value.is_scalar() ? section.value.text : "..."));
        return;
    }
    const auto thing = draft.names.things.find(section.key);
    if (thing == draft.names.things.end() || thing->second.kind != NamedThing::Kind::variable ||
        thing->second.shape != Shape::dyad) {
        std::vector<std::string> candidates;
        for (const Declared& variable : draft.declared.variables)
            if (variable.shape == Shape::dyad) candidates.push_back(variable.entry->key);
        return unknown_name(draft, "no dyad variable", section.key, section.key_span, candidates);
    }
    bool whole = true;
    const Variable& variable = draft.model.variables[thing->second.index];
    const std::vector<RelationLine> lines = read_relation_lines(draft, section.value, variable, whole);
    // What a faulty line would give is no further fault.
    if (!whole) draft.given[thing->second.index].assign(draft.given[thing->second.index].size(), true);
    Pairs pairs(draft, thing->second.index);
    for (const RelationLine& line : lines) pairs.lay(line);
    pairs.finish();
}

void check_given(Draft& draft, std::size_t index) {
    const Variable& variable = draft.model.variables[index];
    if (variable.shape != Shape::dyad) return;
    const auto frames = frames_of(draft, Shape::dyad);
    const std::vector<ActorId>* first = nullptr;
    std::size_t kept = 0;
    std::size_t missing = 0;
    for (std::size_t pair = 0; pair < frames.size(); ++pair) {
        if (!variable.keeps(pair, draft.names.actors.size())) continue;
        ++kept;
        if (draft.given[index][pair]) continue;
        if (missing++ == 0) first = &frames[pair];
    }
    if (first == nullptr) return;
    draft.diagnostics.error("missing-value", variable.span,
                            fmt::format("'{}' has no starting value for {} of {} pairs, {} -> {} the first",
                                        variable.name, missing, kept, draft.names.actors[(*first)[0].index],
                                        draft.names.actors[(*first)[1].index]),
                            "give them under 'relations', or an 'initial' with the variable");
}

}  // namespace

void check_relations(Draft& draft) {
    if (const Node* relations = draft.root().find("relations"))
        for (const Entry& section : relations->entries) read_lines(draft, section);
    for (std::size_t i = 0; i < draft.model.variables.size() && draft.complete && !draft.lost; ++i)
        check_given(draft, i);
}

}  // namespace brink
