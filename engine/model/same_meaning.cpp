// Whether two values of one key mean the same, whatever quotes, blanks and layout they are written with. In a file
// without faults quotes never change what a value means.

#include <algorithm>

#include "model/leaves.h"
#include "model/lexer.h"

namespace brink {
namespace {

/// Whether a key holds words, of which every character counts, and no numbers or formulas.
bool holds_words(const Key* key) {
    if (key == nullptr) return false;
    switch (key->kind) {
        case KeyKind::text:
        case KeyKind::name:
        case KeyKind::flag:
        case KeyKind::date:
        case KeyKind::duration:
        case KeyKind::word:
        case KeyKind::names:
        case KeyKind::texts:
        case KeyKind::who: return true;
        default: return false;
    }
}

/// Of these keys one value is the list of it alone.
bool one_or_list(const Key* key) {
    return key != nullptr &&
           (key->kind == KeyKind::texts || key->kind == KeyKind::who || key->kind == KeyKind::effects);
}

/// Of these keys the order of a list means nothing.
bool unordered(const Key* key) { return key != nullptr && (key->kind == KeyKind::who || key->path == "groups.*"); }

/// A block of text ends with a line break that the same text on one line has not.
std::string_view without_end(std::string_view text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
    return text;
}

/// Whether two formulas are the same but for blanks and the writing of numbers.
bool same_tokens(const Node& a, const Node& b) {
    Diagnostics ignored;
    const Tokens first = lex(a, ignored), second = lex(b, ignored);
    if (first.faulty || second.faulty) return false;
    return std::equal(first.list.begin(), first.list.end(), second.list.begin(), second.list.end(),
                      [](const Token& x, const Token& y) {
                          return x.kind == y.kind && x.text == y.text && x.number == y.number;
                      });
}

bool same_scalar(const Key* key, const Node& a, const Node& b) {
    if (without_end(a.text) == without_end(b.text)) return true;
    if (holds_words(key)) return false;
    double first = 0, second = 0;
    const bool first_is = parse_number(a.text, first), second_is = parse_number(b.text, second);
    if (first_is || second_is) return first_is && second_is && first == second;
    return same_tokens(a, b);
}

bool same_node(const Key* key, const Node& a, const Node& b);

bool same_list(const Key* key, std::vector<Node> a, std::vector<Node> b) {
    const auto by_text = [](const Node& x, const Node& y) { return x.text < y.text; };
    if (unordered(key)) {
        std::stable_sort(a.begin(), a.end(), by_text);
        std::stable_sort(b.begin(), b.end(), by_text);
    }
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](const Node& x, const Node& y) { return same_node(key, x, y); });
}

bool same_map(const Key* key, const Node& a, const Node& b) {
    return a.entries.size() == b.entries.size() &&
           std::all_of(a.entries.begin(), a.entries.end(), [&](const Entry& entry) {
               const Node* other = b.find(entry.key);
               return other != nullptr && same_node(find_key(key, entry.key), entry.value, *other);
           });
}

bool same_node(const Key* key, const Node& a, const Node& b) {
    if (a.is_scalar() && b.is_scalar()) return same_scalar(key, a, b);
    if (a.is_map() && b.is_map()) return same_map(key, a, b);
    if (a.is_list() && b.is_list()) return same_list(key, a.items, b.items);
    if (!one_or_list(key) || a.is_map() || b.is_map()) return a.is_null() && b.is_null();
    return same_list(key, a.is_list() ? a.items : std::vector{a}, b.is_list() ? b.items : std::vector{b});
}

}  // namespace

bool same_meaning(const Leaf& a, const Leaf& b) { return a.key == b.key && same_node(a.key, *a.node, *b.node); }

}  // namespace brink
