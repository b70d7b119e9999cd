#pragma once
// Builds a tree from a text's values in the order of the text, each known by where it begins. Knows no parser.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "scenario/syntax_fault.h"
#include "scenario/tree.h"

namespace brink {

/// Thrown out of the parser to end reading after a fault that leaves no point in going on.
struct StopReading {};

/// What may stand before a value, as the parser tells it.
struct Prefix {
    std::string_view tag;    // "?" if there is none, "!" also for a scalar in quotes or as a block
    std::size_t anchor = 0;  // 0 if there is none
};

/// Takes a parser's events; offsets are bytes into the text. Adds an error for each fault that they show.
class TreeBuilder {
public:
    /// `text` is what stands in `file` after `skipped` bytes.
    TreeBuilder(const Sources& sources, std::uint32_t file, std::string_view text, std::size_t skipped,
                const TextLimits& limits, Diagnostics& diagnostics)
        : sources_(sources), file_(file), skipped_(skipped), limits_(limits), diagnostics_(diagnostics) {
        state_.text = text;
    }

    // What was read; each may throw StopReading.
    void start_document(std::size_t at);
    void take_null(std::size_t begin, std::size_t anchor);
    void take_alias(std::size_t begin, std::size_t anchor);
    void take_scalar(std::size_t begin, const Prefix& prefix, const std::string& value);
    /// A list or map begins; `flow`: in [ ] or { }, or inside one.
    void open(Node::Kind kind, std::size_t begin, const Prefix& prefix, bool flow);
    /// The innermost list or map ends; not `complete` where the text ended first.
    void close(bool complete);

    /// The parser gave up: `problem` is its message about the byte at offset `at`.
    void add_syntax(std::size_t at, const std::string& problem);
    /// Closes what is open and gives the tree.
    [[nodiscard]] Node finish();
    /// Stretches of the text that the tree lacks: entries at fault, and all that follows where reading stopped.
    [[nodiscard]] const std::vector<Span>& unread() const { return unread_; }

private:
    /// What a node costs when it is copied.
    struct Cost {
        std::size_t nodes = 1;
        std::size_t depth = 0;  // of nesting below it
        std::size_t bytes = 0;  // of text
    };

    struct Anchored {
        Node node;
        Cost cost;
        bool plain = false;
    };

    /// A key with nothing behind it.
    struct BareKey {
        std::string key;
        Span span;
        bool told = false;  // that it is indented too far
    };

    /// A collection being read.
    struct Frame {
        Node node;
        std::size_t end = 0;      // one past what has been read of it
        bool flow = false;        // in [ ] or { }, or inside one
        bool bracketed = false;   // its own closing bracket follows
        bool cut = false;         // a value was cut at a comma: the pieces are no faults of their own
        bool value_next = false;  // map: the key has been read
        bool key_valid = false;
        std::size_t anchor = 0;
        std::optional<std::size_t> prose_fault = std::nullopt;  // in `key_faults_`: text that commas cut, so far
        Cost cost;
        Entry pending;
        std::unordered_map<std::string, std::uint32_t> keys;  // key -> where it stands
        std::optional<BareKey> bare = std::nullopt;           // map: the last one
    };

    /// A finished node on its way into its parent.
    struct Piece {
        Node node;
        Cost cost;
        std::size_t begin = 0;
        std::size_t end = 0;
        bool plain = false;  // a scalar without quotes, written here
    };

    void deliver(Piece piece, std::size_t anchor);
    void take_key(Frame& frame, const Piece& piece);
    void judge_key(Frame& frame, const Piece& piece);
    [[nodiscard]] bool follows_too_deep(Frame& frame, Span again, std::uint32_t first);
    void judge_plain(const Piece& piece);
    [[nodiscard]] bool goes_on_prose(Frame& frame, const Piece& piece);
    [[nodiscard]] bool told_in_line_of(const SyntaxFault& fault) const;
    std::size_t drop_last(const SyntaxFault& fault, std::size_t at);
    void refuse_tag(std::size_t properties, std::size_t content);
    void count(std::size_t nodes, std::size_t at);
    [[noreturn]] void stop(const std::string& code, std::size_t at, const std::string& message,
                           const std::string& hint);
    [[nodiscard]] bool has_colon(const Frame& frame, std::size_t end) const;
    void add(const SyntaxFault& fault);
    [[nodiscard]] Span span(std::size_t begin, std::size_t end) const;

    const Sources& sources_;
    std::uint32_t file_;
    std::size_t skipped_;  // bytes of the byte order mark before `state_.text`
    TextLimits limits_;
    Diagnostics& diagnostics_;
    ReadState state_;
    std::vector<Frame> open_;
    std::unordered_map<std::size_t, Anchored> anchored_;
    Node root_;
    std::vector<SyntaxFault> key_faults_;  // told once the text has ended
    std::vector<Span> unread_;
    std::size_t documents_ = 0;
    std::size_t nodes_ = 0;
    std::size_t copied_nodes_ = 0;
    std::size_t copied_bytes_ = 0;
};

}  // namespace brink
