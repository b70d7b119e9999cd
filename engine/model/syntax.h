#pragma once
// Tokens -> syntax tree: precedence and brackets. Knows no names of a scenario.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "model/expression.h"
#include "model/model.h"
#include "scenario/tree.h"

namespace brink {

struct Names;

/// A word and where it stands in the scalar's text.
struct Word {
    std::string text;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// `for i, j in GROUP`, of a comprehension or an effect; its filter stands beside it.
struct ForClause {
    std::vector<Word> names;    // one or two
    std::optional<Word> group;  // absent: every actor
};

struct Syntax {
    enum class Kind : std::uint8_t {
        number,     // `number`
        date,       // `number`: days since 1970-01-01
        name,       // `text`
        text,       // `text`: the inside of quotes
        member,     // parts: owner and name, both of kind name
        index,      // parts: the name, then the indices
        operation,  // `term`; parts: the operands
        in_group,   // parts: the actor; `text`: the group
        call,       // `text`: the function; parts: the arguments, or with `loop` the term and perhaps a filter
    };
    Kind kind = Kind::number;
    Term term = Term::number;
    double number = 0;
    std::string text;
    std::vector<Syntax> parts;
    std::optional<ForClause> loop;  // of a comprehension
    std::size_t begin = 0;          // offsets into the scalar's text
    std::size_t end = 0;
    bool double_quoted = false;  // text
    std::size_t height = 1;      // bounded, so that walking the tree cannot exhaust the stack
    Word group;                  // in_group: the group's name and place
};

/// An effect line before its names are looked up.
struct EffectSyntax {
    Syntax place;
    Effect::Assign assign = Effect::Assign::add;
    std::string key;  // PLACE OP as written, without blanks
    Syntax value;
    std::optional<ForClause> loop;
    std::optional<Syntax> filter;
};

inline constexpr std::size_t k_nesting = 64;       // of brackets, calls and signs
inline constexpr std::size_t k_tree_height = 512;  // of the tree, also by long chains such as a + b + ...

/// A tree, or nothing if it cannot be read on; `faulty` if something was reported.
template <class Tree>
struct Parsed {
    std::optional<Tree> tree;
    bool faulty = false;
};

/// `names` serve hints alone; without them there are fewer.
[[nodiscard]] Parsed<Syntax> parse_syntax(const Node& node, Diagnostics& diagnostics, const Names* names = nullptr);
[[nodiscard]] Parsed<EffectSyntax> parse_effect_syntax(const Node& node, Diagnostics& diagnostics,
                                                       const Names* names = nullptr);

}  // namespace brink
