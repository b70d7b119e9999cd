// Which pairs a dyad variable keeps, by `pairs: all | listed | GROUP x GROUP`.

#include <fmt/format.h>

#include <sstream>

#include "model/draft.h"

namespace brink {
namespace {

/// The members of one side of `GROUP x GROUP`; an unknown name is reported.
std::optional<std::vector<ActorId>> side(Draft& draft, const Node& node, const std::string& name) {
    if (auto members = members_of(draft, name)) return members;
    std::vector<std::string> candidates = draft.names.actors;
    for (const Group& group : draft.names.groups) candidates.push_back(group.name);
    candidates.emplace_back("everyone");
    unknown_name(draft, "no actor or group", name, node.span, candidates);
    return std::nullopt;
}

void keep(const Draft& draft, Variable& variable, ActorId from, ActorId to) {
    const std::size_t n = draft.names.actors.size();
    if (from == to) return;
    variable.pairs[pair_index(from, to, n)] = PairKind::kept;
    if (variable.symmetric) variable.pairs[pair_index(to, from, n)] = PairKind::kept;
}

}  // namespace

void read_pairs(Draft& draft, const Node& node, Variable& variable) {
    const Node* pairs = node.find("pairs");
    if (pairs == nullptr || !pairs->is_scalar() || pairs->text == "all") return;
    const std::vector<PairKind> none(entity_count(Shape::dyad, draft.names.actors.size()), PairKind::elsewhere);
    if (pairs->text == "listed") {
        variable.pairs = none;
        draft.listed.back() = true;
    } else {
        std::istringstream words(pairs->text);
        std::string first, by, second, more;
        words >> first >> by >> second >> more;
        if (by != "x" || second.empty() || !more.empty()) {
            draft.diagnostics.error("bad-pairs", pairs->span,
                                    fmt::format("the pairs of '{}' cannot be '{}'", variable.name, pairs->text),
                                    "write all, listed, or GROUP x GROUP");
            return;
        }
        const auto from = side(draft, *pairs, first);
        const auto to = side(draft, *pairs, second);
        if (!from || !to) return;
        variable.pairs = none;
        for (const ActorId i : *from)
            for (const ActorId j : *to) keep(draft, variable, i, j);
    }
    if (node.find("initial") == nullptr && draft.complete && !draft.mistyped.contains(&node))
        draft.diagnostics.error("missing-value", variable.span,
                                fmt::format("'{}' has no value for the pairs that it leaves out", variable.name),
                                "give 'initial': elsewhere it has this value for ever");
}

}  // namespace brink
