// Shipped files with one token dropped, doubled or swapped with its neighbour. What is meant by "never taken with
// another meaning in silence": if the damaged text is read and checked without an error, then every value of the
// merged tree that differs from the whole file's, is missing or is new stands at the damage: the value itself, or a
// key above it, overlaps the tokens touched or their neighbours. Lists count as bags of values, since an item that
// goes moves the places of all behind it.

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "model/check.h"
#include "support.h"
#include "worlds.h"

using namespace brink;
namespace fs = std::filesystem;

namespace {

struct Stretch {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Words, and other characters one by one; blanks and line breaks part them.
std::vector<Stretch> tokens_of(const std::string& text) {
    const auto word = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
               static_cast<unsigned char>(c) >= 0x80;
    };
    std::vector<Stretch> tokens;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at++;
        if (text[begin] == ' ' || text[begin] == '\n') continue;
        while (word(text[begin]) && at < text.size() && word(text[at])) ++at;
        tokens.push_back({begin, at});
    }
    return tokens;
}

/// A text with one fault, and what was touched in it before and after, neighbours included.
struct Damaged {
    std::string text;
    Stretch before;
    Stretch after;
};

Damaged damage(const std::string& text, const std::vector<Stretch>& tokens, std::size_t which, std::uint64_t how) {
    const Stretch token = tokens[which];
    const std::size_t next = std::min(which + 1, tokens.size() - 1);
    const std::string word = text.substr(token.begin, token.end - token.begin);
    const std::size_t first = tokens[which == 0 ? 0 : which - 1].begin;
    const std::size_t last = tokens[std::min(next + 1, tokens.size() - 1)].end;
    Damaged result;
    if (how == 0) {
        result.text = text.substr(0, token.begin) + text.substr(token.end);
    } else if (how == 1) {
        result.text = text.substr(0, token.end) + " " + word + text.substr(token.end);
    } else {
        const Stretch other = tokens[next];
        result.text = text.substr(0, token.begin) + text.substr(other.begin, other.end - other.begin) +
                      text.substr(token.end, other.begin - std::min(token.end, other.begin)) + word +
                      text.substr(std::max(other.end, token.end));
        if (next == which) result.text = text;
    }
    result.before = {first, last};
    result.after = {first, last + result.text.size() - std::min(text.size(), result.text.size())};
    if (result.text.size() < text.size()) result.after.end = last - (text.size() - result.text.size());
    return result;
}

/// One value of a tree: where it is, what it says, and whether it stands at the damage.
struct Leaf {
    std::string text;
    bool touched = false;
};
using Leaves = std::multimap<std::string, Leaf>;

bool overlaps(Span span, Stretch stretch, std::uint32_t file) {
    return span.file == file && span.begin <= stretch.end && stretch.begin <= span.end;
}

void flatten(const Node& node, const std::string& path, bool touched, Stretch stretch, std::uint32_t file,
             Leaves& leaves) {
    const bool here = touched || (!node.is_map() && !node.is_list() && overlaps(node.span, stretch, file));
    if (node.is_scalar() || node.is_null()) leaves.emplace(path, Leaf{(node.quoted ? "q" : "p") + node.text, here});
    // An empty map or list is a value too.
    if ((node.is_map() && node.entries.empty()) || (node.is_list() && node.items.empty()))
        leaves.emplace(path, Leaf{"empty", touched || overlaps(node.span, stretch, file)});
    // What is said of a number goes with it: a layer that takes the number away takes its source too.
    const Node* number = node.find("value");
    if (number && number->is_scalar() && overlaps(number->span, stretch, file)) touched = true;
    for (const Node& item : node.items) flatten(item, path + "/-", touched, stretch, file, leaves);
    for (const Entry& entry : node.entries)
        flatten(entry.value, path + "/" + entry.key, touched || overlaps(entry.key_span, stretch, file), stretch, file,
                leaves);
}

/// A value of `from` that `to` does not have and that stands nowhere near the damage; empty if there is none.
std::string strayed(const Leaves& from, const Leaves& to) {
    for (auto at = from.begin(); at != from.end();) {
        const auto end = from.upper_bound(at->first);
        const auto [first, last] = to.equal_range(at->first);
        std::vector<std::string> there;
        for (auto other = first; other != last; ++other) there.push_back(other->second.text);
        for (; at != end; ++at) {
            const auto found = std::find(there.begin(), there.end(), at->second.text);
            if (found != there.end())
                there.erase(found);
            else if (!at->second.touched)
                return at->first + " = " + at->second.text;
        }
    }
    return {};
}

std::string text_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream stream;
    stream << in.rdbuf();
    return stream.str();
}

struct Read {
    Tree tree;
    bool accepted = false;

    explicit Read(const std::string& text) {
        Diagnostics faults;
        tree = load_tree_text("damaged.yaml", text, {}, faults);
        const auto model = check(tree, faults);
        accepted = !faults.has_errors();
        CHECK_FALSE((model && faults.has_errors()));
        CHECK((model || faults.has_errors() || !runnable(tree)));
        for (const Diagnostic& fault : faults.items()) CHECK_FALSE(fault.hint.empty());
    }
};

/// Works in a folder for as long as this lives: the files that a text names are found as the shipped file finds them.
class Folder {
public:
    explicit Folder(const fs::path& path) : before_(fs::current_path()) { fs::current_path(path); }
    ~Folder() { fs::current_path(before_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

private:
    fs::path before_;
};

}  // namespace

TEST_CASE("a damaged file is refused or differs only where it was damaged") {
    // A file of the large worlds brings twenty layers with it: the world and one question of each are enough.
    auto files = test::shipped_files();
    std::erase_if(files, [](const fs::path& path) {
        const std::string world = path.parent_path().filename().string(), name = path.filename().string();
        return (world == "korea-2024" && name != "world.yaml" && name != "rok-lethal-aid.yaml") ||
               (world == "cuba-1962" && name != "world.yaml" && name != "hair-trigger.yaml");
    });
    REQUIRE(files.size() >= 10);
    const auto total = test::scaled(10'000, 50);
    const std::size_t each = std::max<std::size_t>(total / files.size(), 3);
    std::uint64_t state = 20241021;  // the same damages in every run, wherever the tree lies
    const auto random = [&](std::uint64_t below) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        return (state >> 33) % below;
    };
    std::size_t accepted = 0;
    for (const fs::path& path : files) {
        const Folder folder(path.parent_path());
        const std::string text = text_of(path);
        const std::vector<Stretch> tokens = tokens_of(text);
        const Read whole(text);
        INFO(path.string());
        REQUIRE(whole.accepted);
        for (std::size_t i = 0; i < each; ++i) {
            const std::size_t which = random(tokens.size());
            const std::uint64_t how = random(3);
            const Damaged damaged = damage(text, tokens, which, how);
            const std::string token = text.substr(tokens[which].begin, tokens[which].end - tokens[which].begin);
            INFO("token " << which << " '" << token << "' at byte " << tokens[which].begin << ", "
                          << (how == 0   ? "dropped"
                              : how == 1 ? "doubled"
                                         : "swapped"));
            const Read read(damaged.text);
            if (!read.accepted) continue;
            ++accepted;
            Leaves before, after;
            flatten(whole.tree.root, "", false, damaged.before, 0, before);
            flatten(read.tree.root, "", false, damaged.after, 0, after);
            CHECK(strayed(before, after) == "");
            CHECK(strayed(after, before) == "");
        }
    }
    CHECK(accepted > each);  // many a damage is in a comment or a text for people
}
