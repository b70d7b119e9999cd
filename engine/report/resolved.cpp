#include "report/resolved.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace brink {

namespace {

bool is_plain_key(std::string_view key) {
    constexpr std::array<std::string_view, 4> k_other{"null", "true", "false", "~"};
    if (key.empty() || key.back() == ' ' || std::find(k_other.begin(), k_other.end(), key) != k_other.end())
        return false;
    const auto is_word = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    return is_word(key.front()) && std::all_of(key.begin(), key.end(), [&](char c) {
               return is_word(c) || std::string_view(" -<>./").find(c) != std::string_view::npos;
           });
}

std::string in_quotes(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            result += fmt::format("\\{}", c);
        else if (c == '\n')
            result += "\\n";
        else if (c == '\t')
            result += "\\t";
        else if (static_cast<unsigned char>(c) < 0x20)
            result += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
        else
            result += c;
    }
    return result + "\"";
}

class Writer {
public:
    explicit Writer(const Tree& tree) : tree_(tree) {}

    void map(const Node& node, std::size_t indent) {
        for (const Entry& entry : node.entries) {
            text_ += std::string(indent, ' ') + (is_plain_key(entry.key) ? entry.key : in_quotes(entry.key)) + ":";
            value(entry.value, indent + 2);
        }
    }

    std::string take() { return std::move(text_); }

private:
    /// What stands behind a key or a dash.
    void value(const Node& node, std::size_t indent) {
        switch (node.kind) {
            case Node::Kind::null: line(" null", node); return;
            case Node::Kind::scalar: line(" " + scalar(node, indent), node); return;
            case Node::Kind::list:
                if (node.items.empty()) return line(" []", node);
                text_ += "\n";
                for (const Node& item : node.items) {
                    text_ += std::string(indent, ' ') + "-";
                    value(item, indent + 2);
                }
                return;
            case Node::Kind::map:
                if (node.entries.empty()) return line(" {}", node);
                text_ += "\n";
                map(node, indent);
                return;
        }
    }

    /// What was plain stays plain, for quotes make a number a text. A line break in it is an empty line.
    static std::string scalar(const Node& node, std::size_t indent) {
        if (node.quoted) return in_quotes(node.text);
        std::string result;
        for (const char c : node.text) c == '\n' ? result += "\n\n" + std::string(indent, ' ') : result += c;
        return result;
    }

    void line(const std::string& text, const Node& node) {
        text_ += text;
        if (node.span.known()) text_ += "  # " + tree_.sources.file_and_line(node.span);
        text_ += "\n";
    }

    const Tree& tree_;
    std::string text_;
};

}  // namespace

std::string resolved_text(const Tree& tree) {
    Writer writer(tree);
    writer.map(tree.root, 0);
    return writer.take();
}

}  // namespace brink
