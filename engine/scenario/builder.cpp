#include "scenario/builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "scenario/extent.h"
#include "scenario/flow_fault.h"
#include "scenario/text_lines.h"

namespace brink {
Span TreeBuilder::span(std::size_t begin, std::size_t end) const {
    const std::size_t size = state_.text.size();
    return {file_, static_cast<std::uint32_t>(skipped_ + std::min(begin, size)),
            static_cast<std::uint32_t>(skipped_ + std::min(std::max(begin, end), size))};
}

void TreeBuilder::add(const SyntaxFault& fault) {
    diagnostics_.error(fault.code, span(fault.begin, fault.end), fault.message, fault.hint);
}

void TreeBuilder::add_syntax(std::size_t at, const std::string& problem) {
    for (const Frame& frame : open_)
        if (frame.bracketed) state_.open_flow = frame.node.span.begin - skipped_;
    // A bracket that the text's end leaves open makes the parser take its last value for a key.
    if (state_.open_flow)
        std::erase_if(key_faults_, [&](const SyntaxFault& f) { return f.begin >= *state_.open_flow; });
    const SyntaxFault fault = explain_syntax(state_, at, problem);
    // Where another fault has told the cause already, the line on which the parser stumbled over it is none.
    if (!told_in_line_of(fault)) add(fault);
    const std::size_t dropped = drop_last(fault, at);
    unread_.push_back(span(line_start(state_.text, fault.begin), line_end(state_.text, fault.end)));
    unread_.push_back(span(std::min({fault.begin, state_.last_begin, at, dropped}), state_.text.size()));
}

/// Text that runs into the fault was not meant as it was read; later stages should not judge it. Gives where the
/// entry begins that is dropped, or `at`.
std::size_t TreeBuilder::drop_last(const SyntaxFault& fault, std::size_t at) {
    const std::size_t from = std::min(state_.last_end, state_.text.size());
    const bool touches = fault.begin >= from && at >= from &&
                         state_.text.substr(from, fault.begin - from).find('\n') == std::string_view::npos;
    if (open_.empty() || (!state_.last_plain && !touches)) return at;
    Node& around = open_.back().node;
    const Span last = span(state_.last_begin, state_.last_end);
    if (!around.items.empty() && around.items.back().span.begin == last.begin) around.items.pop_back();
    if (around.entries.empty() || around.entries.back().value.span.begin != last.begin) return at;
    const std::size_t key = around.entries.back().key_span.begin - skipped_;
    around.entries.pop_back();
    return key;
}

/// Whether an odd blank at the front of the fault's line, or of the line above it, has been told: it moved the line.
bool TreeBuilder::told_in_line_of(const SyntaxFault& fault) const {
    const std::uint32_t line = sources_.place(span(fault.begin, fault.begin)).line;
    return std::any_of(diagnostics_.items().begin(), diagnostics_.items().end(), [&](const Diagnostic& told) {
        if (told.code != "odd-blank" || told.span.file != file_) return false;
        const std::uint32_t at = sources_.place(told.span).line;
        return at == line || at + 1 == line;
    });
}

void TreeBuilder::stop(const std::string& code, std::size_t at, const std::string& message, const std::string& hint) {
    diagnostics_.error(code, span(at, at + 1), message, hint);
    unread_.push_back(span(at, state_.text.size()));
    throw StopReading{};
}

void TreeBuilder::count(std::size_t nodes, std::size_t at) {
    nodes_ += nodes;
    if (nodes_ <= limits_.nodes) return;
    stop("limit-nodes", at, fmt::format("more than {} values, aliases expanded, the limit of one file", limits_.nodes),
         "split the file into layers with 'extends'" + or_raise("nodes"));
}

void TreeBuilder::refuse_tag(std::size_t properties, std::size_t content) {
    const std::size_t begin = std::min(state_.text.find('!', properties), state_.text.size());
    const std::size_t end = std::min(state_.text.find_first_of(" \t\r\n,[]{}", begin), content);
    // `!happened(...)`: what the reader takes for the rest is no value.
    const bool negation = state_.text.substr(begin, end - begin).find('(') != std::string_view::npos;
    diagnostics_.error("tag", span(begin, negation ? line_end(state_.text, begin) : std::max(end, begin + 1)),
                       "tags are not supported",
                       negation ? "to negate a condition write 'not', as in not happened(x)"
                                : "leave it out; text that begins with '!' needs quotes");
}

void TreeBuilder::start_document(std::size_t at) {
    if (++documents_ > 1)
        stop("second-document", at, "a second document begins here",
             "one file holds one scenario; layers are laid with 'extends'");
}

void TreeBuilder::take_null(std::size_t begin, std::size_t anchor) {
    std::size_t end = begin;
    const std::string_view text = state_.text;
    const Properties properties = skip_properties(text, begin);
    if (anchor != 0) begin = properties.content;
    const std::string_view rest = text.substr(std::min(begin, text.size()));
    const std::size_t word = std::min(rest.find_first_of(" \t\r\n,[]{}:#"), rest.size());
    const std::string_view written = rest.substr(0, word);
    const bool is_word = written == "~" || written == "null" || written == "Null" || written == "NULL";
    const bool is_key_slot = !open_.empty() && open_.back().node.is_map() && !open_.back().value_next;
    // What follows an empty value may itself be a key that reads `null`.
    if (is_word && (is_key_slot || rest.substr(word, 1) != ":")) {
        end = begin + word;
    } else if (!is_key_slot && !open_.empty() && open_.back().node.is_map()) {
        const std::size_t key_end = open_.back().pending.key_span.end - skipped_;
        begin = std::min(text.find_first_not_of(" \t:", key_end), text.size());
        begin = end = std::min(begin, std::min(text.find(':', key_end), text.size() - 1) + 1);
    }
    count(1, begin);
    Piece piece{{}, {}, begin, end, false};
    piece.node.span = span(begin, end);
    deliver(std::move(piece), anchor);
}

void TreeBuilder::take_scalar(std::size_t begin, const Prefix& prefix, const std::string& value) {
    const auto& [tag, anchor] = prefix;
    const bool own_tag = !tag.empty() && tag != "?" && tag != "!";
    const bool bare_tag = tag == "!" && begin < state_.text.size() && state_.text[begin] == '!';
    Properties properties;
    if (anchor != 0 || own_tag || bare_tag) {
        properties = skip_properties(state_.text, begin);
        if (properties.tagged) refuse_tag(begin, properties.content);
        begin = properties.content;
    }
    count(1, begin);
    const std::size_t end = scalar_end(state_.text, begin, value);
    const bool quoted = tag == "!" && !properties.tagged;
    Piece piece{{}, {1, 0, value.size()}, begin, end, !quoted};
    piece.node.kind = Node::Kind::scalar;
    piece.node.span = span(begin, end);
    piece.node.text = value;
    piece.node.quoted = quoted;
    if (begin < end) piece.node.folds = folds_of(state_.text, begin, end, value);
    deliver(std::move(piece), anchor);
}

void TreeBuilder::take_alias(std::size_t begin, std::size_t anchor) {
    const std::size_t end = std::min(state_.text.find_first_of(" \t\r\n,[]{}", begin), state_.text.size());
    const auto found = anchored_.find(anchor);
    if (found == anchored_.end()) {
        diagnostics_.error("alias-cycle", span(begin, end), "this alias stands inside what it names",
                           "a value cannot contain itself");
        throw StopReading{};
    }
    const Anchored& anchored = found->second;
    count(anchored.cost.nodes, begin);
    copied_bytes_ += anchored.cost.bytes;
    if (copied_bytes_ > limits_.bytes)
        stop("limit-bytes", begin, fmt::format("aliases copy more than {} bytes of text", limits_.bytes),
             "repeat less, or split the file into layers with 'extends'" + or_raise("bytes"));
    if (open_.size() + anchored.cost.depth > limits_.depth)
        stop("limit-depth", begin, fmt::format("nested more than {} deep, aliases expanded, the limit", limits_.depth),
             "nest less" + or_raise("depth"));
    deliver({anchored.node, anchored.cost, begin, end, anchored.plain}, 0);
}

void TreeBuilder::open(Node::Kind kind, std::size_t begin, const Prefix& prefix, bool flow) {
    const auto& [tag, anchor] = prefix;
    if (anchor != 0 || (!tag.empty() && tag != "?")) {
        const Properties properties = skip_properties(state_.text, begin);
        if (properties.tagged) refuse_tag(begin, properties.content);
        begin = properties.content;
    }
    count(1, begin);
    if (open_.size() >= limits_.depth)
        stop("limit-depth", begin, fmt::format("nested more than {} deep, the limit", limits_.depth),
             "nest less" + or_raise("depth"));
    Frame frame;
    frame.node.kind = kind;
    frame.node.span = span(begin, begin);
    frame.flow = flow;
    const char first = begin < state_.text.size() ? state_.text[begin] : '\0';
    frame.bracketed = frame.flow && first == (kind == Node::Kind::list ? '[' : '{');
    frame.end = frame.bracketed ? begin + 1 : begin;
    frame.anchor = anchor;
    open_.push_back(std::move(frame));
}

void TreeBuilder::close(bool complete) {
    Frame frame = std::move(open_.back());
    open_.pop_back();
    const std::size_t begin = frame.node.span.begin - skipped_;
    const std::size_t end = frame.bracketed && complete ? flow_end(state_.text, frame.end) : frame.end;
    frame.node.span = span(begin, end);
    Cost cost = frame.cost;
    cost.depth += 1;
    deliver({std::move(frame.node), cost, begin, end, false}, frame.anchor);
}

void TreeBuilder::deliver(Piece piece, std::size_t anchor) {
    state_.last_begin = piece.begin;
    state_.last_end = piece.end;
    state_.last_plain = piece.plain;
    if (anchor != 0) {
        copied_nodes_ += piece.cost.nodes;
        if (copied_nodes_ > limits_.nodes)
            stop("limit-nodes", piece.begin, fmt::format("anchors name more than {} values", limits_.nodes),
                 "name less, or split the file into layers with 'extends'" + or_raise("nodes"));
        anchored_[anchor] = {piece.node, piece.cost, piece.plain};
    }
    if (open_.empty()) {
        root_ = std::move(piece.node);
        return;
    }
    Frame& frame = open_.back();
    frame.cost.nodes += piece.cost.nodes;
    frame.cost.bytes += piece.cost.bytes;
    frame.cost.depth = std::max(frame.cost.depth, piece.cost.depth);
    frame.end = std::max(frame.end, piece.end);
    if (frame.flow && piece.plain) judge_plain(piece);
    if (frame.node.is_list()) {
        frame.node.items.push_back(std::move(piece.node));
    } else if (!frame.value_next) {
        take_key(frame, piece);
    } else {
        frame.value_next = false;
        if (!frame.key_valid) {
            unread_.push_back({file_, frame.pending.key_span.begin, span(piece.begin, piece.end).end});
            return;
        }
        if (piece.node.is_null() && piece.begin == piece.end && !frame.flow)
            frame.bare = {frame.pending.key, frame.pending.key_span};
        frame.pending.value = std::move(piece.node);
        frame.node.entries.push_back(std::move(frame.pending));
    }
}

void TreeBuilder::judge_plain(const Piece& piece) {
    Frame& frame = open_.back();
    if (frame.cut) return;
    if (const auto fault = cut_in_parentheses(state_.text, piece.begin, piece.end)) {
        frame.cut = true;
        add(*fault);
    }
}

Node TreeBuilder::finish() {
    for (const SyntaxFault& fault : key_faults_) add(fault);
    while (!open_.empty()) {
        open_.back().anchor = 0;
        close(false);
    }
    return std::move(root_);
}

}  // namespace brink
