// How inputs are damaged. Bytes changed at random seldom get beyond the reader of YAML; most changes here keep the text
// one and bring words, numbers, lines and whole blocks to where they do not belong.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace {

struct Stretch {
    std::size_t begin = 0;
    std::size_t end = 0;
};

class Luck {
public:
    explicit Luck(unsigned seed) : state_(seed * 2862933555777941757u + 3037000493u) {}

    std::size_t below(std::size_t n) {
        state_ = state_ * 6364136223846793005u + 1442695040888963407u;
        return n == 0 ? 0 : static_cast<std::size_t>(state_ >> 33) % n;
    }

    template <class List>
    const auto& one_of(const List& list) {
        return list[below(list.size())];
    }

private:
    std::uint64_t state_;
};

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

/// Words, numbers and marks; blanks and line breaks part them.
std::vector<Stretch> tokens_of(const std::string& text) {
    std::vector<Stretch> tokens;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at++;
        if (text[begin] == ' ' || text[begin] == '\n') continue;
        while (is_word(text[begin]) && at < text.size() && is_word(text[at])) ++at;
        tokens.push_back({begin, at});
    }
    return tokens;
}

/// Whole lines, the break included.
std::vector<Stretch> lines_of(const std::string& text) {
    std::vector<Stretch> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
        lines.push_back({at, end});
        at = end;
    }
    return lines;
}

std::size_t indent_of(const std::string& text, Stretch line) {
    std::size_t at = line.begin;
    while (at < line.end && text[at] == ' ') ++at;
    return at - line.begin;
}

/// A line and those below it that stand deeper.
Stretch block_at(const std::string& text, const std::vector<Stretch>& lines, std::size_t line) {
    const std::size_t indent = indent_of(text, lines[line]);
    std::size_t last = line;
    while (last + 1 < lines.size() && indent_of(text, lines[last + 1]) > indent) ++last;
    return {lines[line].begin, lines[last].end};
}

/// A block set at another depth.
std::string indented(const std::string& block, std::size_t indent) {
    const std::vector<Stretch> lines = lines_of(block);
    const std::size_t was = lines.empty() ? 0 : indent_of(block, lines.front());
    std::string text;
    for (const Stretch& line : lines) {
        const std::size_t deeper = indent_of(block, line) - std::min(indent_of(block, line), was);
        const std::size_t content = line.begin + indent_of(block, line);
        text += std::string(indent + deeper, ' ') + block.substr(content, line.end - content);
    }
    if (!text.empty() && text.back() != '\n') text += '\n';
    return text;
}

constexpr std::array<std::string_view, 26> k_numbers{"0",          "1",          "-1",          "2",
                                                     "0.5",        "-0.5",       "3",           "64",
                                                     "1e308",      "1e-9",       "-1e308",      "1e-320",
                                                     "4294967296", "2147483647", "-2147483649", "9007199254740993",
                                                     ".inf",       "-.inf",      "1e18",        "1e999",
                                                     "-0",         "1000000",    "0.1",         "2025-01-01",
                                                     "9999-12-31", "0001-01-01"};

class Damage {
public:
    Damage(std::string text, Luck& luck) : text_(std::move(text)), luck_(luck) {}

    void once() {
        switch (luck_.below(8)) {
            case 0: return replace_token(std::string(luck_.one_of(k_numbers)));
            case 1: return replace_token(some_token());
            case 2: return replace_token("");
            case 3: return replace_token(some_token() + std::string(luck_.one_of(k_joints)) + some_token());
            case 4: return remove_block();
            case 5: return insert_block(text_);
            case 6: return swap_lines();
            default: return change_value();
        }
    }

    /// A block of another text, or of this one, before some line and as deep as that one.
    void insert_block(const std::string& from) {
        const std::vector<Stretch> source = lines_of(from);
        if (source.empty()) return;
        const Stretch block = block_at(from, source, luck_.below(source.size()));
        const std::string lines = from.substr(block.begin, block.end - block.begin);
        const std::vector<Stretch> own = lines_of(text_);
        if (own.empty()) return void(text_ += lines);
        const Stretch before = luck_.one_of(own);
        text_.insert(before.begin, indented(lines, indent_of(text_, before)));
    }

    [[nodiscard]] const std::string& text() const { return text_; }

private:
    static constexpr std::array<std::string_view, 12> k_joints{" + ", " * ", " - ", " / ",   " ^ ",  ", ",
                                                               ".",   ": ",  " ",   " and ", " if ", " for "};

    std::string some_token() {
        const std::vector<Stretch> tokens = tokens_of(text_);
        if (tokens.empty()) return "x";
        const Stretch token = luck_.one_of(tokens);
        return text_.substr(token.begin, token.end - token.begin);
    }

    void replace_token(const std::string& by) {
        const std::vector<Stretch> tokens = tokens_of(text_);
        if (tokens.empty()) return;
        const Stretch token = luck_.one_of(tokens);
        text_.replace(token.begin, token.end - token.begin, by);
    }

    void remove_block() {
        const std::vector<Stretch> lines = lines_of(text_);
        if (lines.empty()) return;
        const Stretch block = block_at(text_, lines, luck_.below(lines.size()));
        text_.erase(block.begin, block.end - block.begin);
    }

    void swap_lines() {
        const std::vector<Stretch> lines = lines_of(text_);
        if (lines.size() < 2) return;
        const std::size_t first = luck_.below(lines.size() - 1);
        const std::size_t second = first + 1 + luck_.below(lines.size() - first - 1);
        const std::string lower = text_.substr(lines[second].begin, lines[second].end - lines[second].begin);
        const std::string upper = text_.substr(lines[first].begin, lines[first].end - lines[first].begin);
        text_.replace(lines[second].begin, lower.size(), upper);
        text_.replace(lines[first].begin, upper.size(), lower);
    }

    /// What stands behind a colon becomes what stands behind another one.
    void change_value() {
        const std::vector<Stretch> lines = lines_of(text_);
        if (lines.empty()) return;
        const auto value_of = [&](Stretch line) {
            const std::size_t colon = text_.find(": ", line.begin);
            return Stretch{colon < line.end ? colon + 2 : line.begin, line.end};
        };
        const Stretch from = value_of(luck_.one_of(lines));
        const Stretch to = value_of(luck_.one_of(lines));
        text_.replace(to.begin, to.end - to.begin, text_.substr(from.begin, from.end - from.begin));
    }

    std::string text_;
    Luck& luck_;
};

std::size_t deliver(const std::string& text, std::uint8_t* to, std::size_t max_size) {
    const std::size_t size = std::min(text.size(), max_size);
    std::memcpy(to, text.data(), size);
    return size;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
    Luck luck(seed);
    if (luck.below(4) == 0) return LLVMFuzzerMutate(data, size, max_size);
    Damage damage(std::string(reinterpret_cast<const char*>(data), size), luck);
    for (std::size_t left = 1 + luck.below(4); left > 0; --left) damage.once();
    return deliver(damage.text(), data, max_size);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* first, std::size_t first_size,
                                                 const std::uint8_t* second, std::size_t second_size, std::uint8_t* to,
                                                 std::size_t max_size, unsigned seed) {
    Luck luck(seed);
    Damage damage(std::string(reinterpret_cast<const char*>(first), first_size), luck);
    const std::string other(reinterpret_cast<const char*>(second), second_size);
    for (std::size_t left = 1 + luck.below(3); left > 0; --left) damage.insert_block(other);
    return deliver(damage.text(), to, max_size);
}
