#include "base/source.h"

#include <algorithm>
#include <cassert>

namespace brink {
namespace {

constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";

/// Code points in UTF-8 bytes: every byte but continuation bytes begins one.
std::uint32_t code_points(std::string_view bytes) {
    const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; };
    return static_cast<std::uint32_t>(std::count_if(bytes.begin(), bytes.end(), begins));
}

std::size_t first_byte(std::string_view text) {
    return text.substr(0, k_byte_order_mark.size()) == k_byte_order_mark ? k_byte_order_mark.size() : 0;
}

}  // namespace

std::uint32_t Sources::add(std::string name, std::string text) {
    File file{std::move(name), std::move(text), {}};
    file.line_starts.push_back(static_cast<std::uint32_t>(first_byte(file.text)));
    for (std::size_t i = 0; i < file.text.size(); ++i)
        if (file.text[i] == '\n') file.line_starts.push_back(static_cast<std::uint32_t>(i + 1));
    files_.push_back(std::move(file));
    return static_cast<std::uint32_t>(files_.size() - 1);
}

std::uint32_t Sources::offset(const File& file, Span span) {
    const auto size = static_cast<std::uint32_t>(file.text.size());
    return std::max(std::min(span.begin, size), file.line_starts.front());
}

std::uint32_t Sources::line_number(Span span) const {
    assert(span.known() && span.file < files_.size());
    const File& file = files_[span.file];
    const auto after = std::upper_bound(file.line_starts.begin(), file.line_starts.end(), offset(file, span));
    return static_cast<std::uint32_t>(after - file.line_starts.begin());
}

Place Sources::place(Span span) const {
    const File& file = files_[span.file];
    const std::uint32_t line = line_number(span);
    const std::uint32_t start = file.line_starts[line - 1];
    return {file.name, line, code_points(std::string_view(file.text).substr(start, offset(file, span) - start)) + 1};
}

std::string Sources::file_and_line(Span span) const {
    return files_[span.file].name + ":" + std::to_string(line_number(span));
}

std::string_view Sources::line(Span span) const {
    const File& file = files_[span.file];
    const std::uint32_t start = file.line_starts[line_number(span) - 1];
    std::string_view rest = std::string_view(file.text).substr(start);
    rest = rest.substr(0, rest.find('\n'));
    if (!rest.empty() && rest.back() == '\r') rest.remove_suffix(1);
    return rest;
}

std::string_view Sources::excerpt(Span span) const {
    const std::string_view text = files_[span.file].text;
    const std::size_t begin = std::min<std::size_t>(span.begin, text.size());
    const std::size_t end = std::clamp<std::size_t>(span.end, begin, text.size());
    return text.substr(begin, end - begin);
}

}  // namespace brink
