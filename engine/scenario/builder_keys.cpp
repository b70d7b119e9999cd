// Keys of maps: which are none, and what was meant by them.

#include <fmt/format.h>

#include <algorithm>

#include "base/characters.h"
#include "scenario/builder.h"
#include "scenario/extent.h"
#include "scenario/flow_fault.h"
#include "scenario/key_fault.h"

namespace brink {
namespace {

/// The odd blank with which a key begins or ends, or nullptr.
const LookAlike* outer_odd_blank(std::string_view key) {
    if (const LookAlike* first = look_alike(key, k_odd_blanks)) return first;
    for (const LookAlike& blank : k_odd_blanks)
        if (key.size() >= blank.bytes.size() && key.substr(key.size() - blank.bytes.size()) == blank.bytes)
            return &blank;
    return nullptr;
}

}  // namespace

bool TreeBuilder::has_colon(const Frame& frame, std::size_t end) const {
    const std::size_t at = frame.flow ? skip_space(state_.text, end)
                                      : std::min(state_.text.find_first_not_of(" \t\r\n", end), state_.text.size());
    return at < state_.text.size() && state_.text[at] == ':';
}

void TreeBuilder::take_key(Frame& frame, const Piece& piece) {
    frame.value_next = true;
    frame.pending = Entry{piece.node.text, span(piece.begin, piece.end), {}};
    frame.key_valid = false;
    if (piece.node.text.size() > limits_.key) {
        diagnostics_.error("limit-key", span(piece.begin, piece.end),
                           fmt::format("a key of {} bytes; the limit is {}", piece.node.text.size(), limits_.key),
                           "write a shorter one" + or_raise("key"));
        return;
    }
    if (!piece.node.is_scalar()) {
        key_faults_.push_back({"key-not-text", piece.begin, std::max(piece.end, piece.begin + 1),
                               piece.node.is_null() ? "a key must be text, and this one is empty or null"
                                                    : "a key must be text, not a list or mapping",
                               "put it in quotes if it is meant as text"});
        return;
    }
    judge_key(frame, piece);
}

/// Whether the piece is the rest of a text for people that a comma has cut: one fault for all of it.
bool TreeBuilder::goes_on_prose(Frame& frame, const Piece& piece) {
    if (!frame.flow || frame.node.entries.empty()) return false;
    const Entry& last = frame.node.entries.back();
    const std::string_view written = state_.text.substr(piece.begin, piece.end - piece.begin);
    if (last.value.span.begin < last.key_span.end || last.value.span.end > skipped_ + piece.begin) return false;
    if (!holds_prose(last.key) || !last.value.is_scalar() || last.value.quoted || lacks_colon(written)) return false;
    const SyntaxFault fault = comma_in_text(state_.text, last.value.span.begin - skipped_, piece.end);
    if (frame.prose_fault && key_faults_[*frame.prose_fault].begin == fault.begin) {
        key_faults_[*frame.prose_fault] = fault;
    } else {
        frame.prose_fault = key_faults_.size();
        key_faults_.push_back(fault);
    }
    return true;
}

/// Whether a key that stood there first at `first` is there again because a bare key between the two, to which it
/// belongs, is indented as it is. Told once for each bare key.
bool TreeBuilder::follows_too_deep(Frame& frame, Span again, std::uint32_t first) {
    if (frame.flow || !frame.bare || frame.bare->span.begin < first) return false;
    BareKey& bare = *frame.bare;
    if (bare.told) return true;
    bare.told = true;
    diagnostics_.error("duplicate-key", bare.span,
                       fmt::format("'{}' stands beside the keys that follow it, and they stand there already",
                                   bare.key),
                       fmt::format("begin '{}:' in the column of its like, left of what belongs to it", bare.key));
    unread_.push_back({file_, bare.span.begin, again.end});
    return true;
}

void TreeBuilder::judge_key(Frame& frame, const Piece& piece) {
    const Span here = span(piece.begin, piece.end);
    if (const LookAlike* space = piece.node.quoted ? nullptr : outer_odd_blank(piece.node.text)) {
        diagnostics_.error("odd-blank", here, fmt::format("beside this key stands {}, not a blank", space->name),
                           "delete it and press the space bar");
        return;
    }
    if (!has_colon(frame, piece.end)) {
        if (!frame.cut && !goes_on_prose(frame, piece))
            key_faults_.push_back(key_without_value(state_.text, piece.begin, piece.end, frame.flow));
        return;
    }
    if (piece.node.text == "<<" && !piece.node.quoted) {
        diagnostics_.error("merge-key", here, "merge keys '<<' are not supported",
                           "write the values out, or lay files over one another with 'extends'");
        return;
    }
    const auto [first, is_new] = frame.keys.emplace(piece.node.text, here.begin);
    if (!is_new) {
        if (follows_too_deep(frame, here, first->second)) return;
        const Place place = sources_.place({file_, first->second, first->second});
        diagnostics_.error("duplicate-key", here,
                           fmt::format("'{}' stands twice in one mapping, first in line {}", piece.node.text,
                                       place.line),
                           "remove one of them");
        return;
    }
    frame.key_valid = true;
}

}  // namespace brink
