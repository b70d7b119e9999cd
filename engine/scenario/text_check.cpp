#include "scenario/text_check.h"

#include <fmt/format.h>

namespace brink {
namespace {

/// Bytes of the well-formed UTF-8 sequence at `at` (Unicode 15, table 3-7), its code point in `point`; 0 if ill-formed.
std::size_t sequence_length(std::string_view text, std::size_t at, std::uint32_t& point) {
    const auto byte = [&](std::size_t i) -> std::uint32_t {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
    };
    const std::uint32_t lead = byte(at);
    if (lead < 0x80) return point = lead, 1;
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4) return 0;
    point = lead & (0x7Fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0u) != 0x80u) return 0;
        point = point << 6 | (byte(at + i) & 0x3Fu);
    }
    const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    return overlong || surrogate || point > 0x10FFFF ? 0 : length;
}

bool is_control(std::uint32_t point) {
    if (point == '\t' || point == '\n' || point == '\r' || point == 0x85) return false;
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0xFFFE || point == 0xFFFF;
}

}  // namespace

bool check_text(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics, const TextLimits& limits) {
    const std::string& text = sources.text(file);
    if (text.size() > limits.bytes) {
        diagnostics.error("limit-bytes", {file, 0, 0},
                          fmt::format("the file is larger than {} bytes, the limit of one file", limits.bytes),
                          "split it into layers with 'extends'" + or_raise("bytes"));
        return false;
    }
    for (std::size_t at = 0; at < text.size();) {
        std::uint32_t point = 0;
        const std::size_t length = sequence_length(text, at, point);
        const auto begin = static_cast<std::uint32_t>(at);
        if (length == 0) {
            const auto byte = static_cast<unsigned char>(text[at]);
            diagnostics.error("bad-utf8", {file, begin, begin + 1},
                              fmt::format("byte 0x{:02X} is no valid UTF-8", byte), "save the file as UTF-8");
            return false;
        }
        if (is_control(point)) {
            diagnostics.error("control-byte", {file, begin, begin + static_cast<std::uint32_t>(length)},
                              fmt::format("control character U+{:04X} in the text", point), "delete it");
            return false;
        }
        at += length;
    }
    return true;
}

}  // namespace brink
