#pragma once
// The values of a merged tree one by one, each under its dotted path: what two scenarios differ in, and where each
// value stands.

#include <string>
#include <vector>

#include "model/vocabulary.h"
#include "scenario/layers.h"

namespace brink {

/// A value that no key divides further. A number described by a map has the path of the number itself: a bare 0.3 and
/// `{value: 0.3}` are one leaf, `uniform: [0, 1]` is one too.
struct Leaf {
    std::string path;
    std::string text;  // as YAML on one line; of a distribution with its name, `uniform: [0, 1]`
    Span span;
    const Node* node = nullptr;
    const Key* key = nullptr;  // its row in the vocabulary; nullptr where that has none
};

/// In byte order of paths. The tree must outlive them. What `beside` lacks as a whole, say an event, is one leaf, but
/// not a section of things that users name; so is one map beside a list of several.
[[nodiscard]] std::vector<Leaf> leaves(const Tree& tree, const Tree* beside = nullptr);

/// Whether two leaves of one path say the same, however they are written: in quotes or not, with other blanks, `0.50`
/// for `0.5`, a list of one for the one, members in another order.
[[nodiscard]] bool same_meaning(const Leaf& a, const Leaf& b);

/// A node as YAML on one line.
[[nodiscard]] std::string one_line(const Node& node);

}  // namespace brink
