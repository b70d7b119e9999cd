#pragma once
// The texts that a program was read from, and places in them.
// Knows nothing of YAML or of scenarios.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace brink {

/// A stretch of bytes in one source file; `begin == end` marks a point.
struct Span {
    static constexpr std::uint32_t k_no_file = 0xffffffffu;
    std::uint32_t file = k_no_file;  // index into Sources; k_no_file: no place (a default, a command line)
    std::uint32_t begin = 0;         // byte offset of the first byte
    std::uint32_t end = 0;           // byte offset one past the last byte

    [[nodiscard]] bool known() const { return file != k_no_file; }
};

/// A place as a person counts it: line and column from 1, columns in UTF-8 code points.
struct Place {
    std::string file;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

/// All texts of one load: the file named by the user, its layers, the texts of `--set` options.
class Sources {
public:
    /// Adds a text under the name by which messages call it; gives the index for Span::file.
    std::uint32_t add(std::string name, std::string text);

    [[nodiscard]] const std::string& name(std::uint32_t file) const { return files_[file].name; }
    [[nodiscard]] const std::string& text(std::uint32_t file) const { return files_[file].text; }
    [[nodiscard]] std::size_t size() const { return files_.size(); }
    [[nodiscard]] Place place(Span span) const;                // precondition: span.known()
    [[nodiscard]] std::string file_and_line(Span span) const;  // `file:line`; costs little in however long a line
    [[nodiscard]] std::string_view line(Span span) const;      // the whole line on which the span begins, no newline
    [[nodiscard]] std::string_view excerpt(Span span) const;   // the bytes of the span

private:
    struct File {
        std::string name;
        std::string text;
        std::vector<std::uint32_t> line_starts;
    };
    /// Where a span begins, within the text and behind a byte order mark.
    [[nodiscard]] static std::uint32_t offset(const File& file, Span span);
    [[nodiscard]] std::uint32_t line_number(Span span) const;

    std::vector<File> files_;
};

}  // namespace brink
