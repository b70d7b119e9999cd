// What is kept of every state beside the default: run: {record: {quantiles: [...], moments: [...]}}.

#include <fmt/format.h>

#include <algorithm>

#include "model/draft.h"

namespace brink {
namespace {

/// Asks for one name; of both lists the one that keeps more counts.
void record(Draft& draft, const Node& item, Recording wanted) {
    const auto found = draft.names.things.find(item.text);
    const bool variable = found != draft.names.things.end() && found->second.kind == NamedThing::Kind::variable;
    const bool derived = found != draft.names.things.end() && found->second.kind == NamedThing::Kind::derived;
    if (found == draft.names.things.end()) {
        std::vector<std::string> candidates;
        for (const auto& [name, thing] : draft.names.things)
            if (thing.kind == NamedThing::Kind::variable || thing.kind == NamedThing::Kind::derived)
                candidates.push_back(name);
        unknown_name(draft, "no variable or derived value", item.text, item.span, candidates);
    } else if (variable) {
        Recording& recording = draft.model.variables[found->second.index].record;
        recording = std::max(recording, wanted);
    } else if (!derived) {
        draft.diagnostics.error("not-recorded", item.span,
                                fmt::format("'{}' is no variable and no derived value", item.text),
                                "only those are recorded; keep what else there is in a variable");
    } else if (draft.model.derived[found->second.index].reads_draw) {
        draft.diagnostics.error("not-recorded", item.span,
                                fmt::format("'{}' reads a draw, which is gone when a state is recorded", item.text),
                                "keep it in a variable");
    } else {
        Recording& recording = draft.model.derived[found->second.index].record;
        recording = std::max(recording, wanted);
    }
}

}  // namespace

void check_recording(Draft& draft) {
    const Node* run = draft.root().find("run");
    const Node* asked = run == nullptr ? nullptr : run->find("record");
    if (asked == nullptr) return;
    for (const auto& [key, wanted] : {std::pair("moments", Recording::moments), {"quantiles", Recording::quantiles}})
        if (const Node* names = asked->find(key))
            for (const Node& item : names->items)
                if (item.is_scalar()) record(draft, item, wanted);
}

}  // namespace brink
