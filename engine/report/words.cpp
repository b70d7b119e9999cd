#include "report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

namespace brink {

std::string_view estimative_word(double probability) {
    struct Step {
        double below;
        std::string_view word;
    };
    static constexpr std::array k_scale = {
        Step{0.01, "remote"},      Step{0.05, "almost no chance"},    Step{0.20, "very unlikely"},
        Step{0.45, "unlikely"},    Step{0.55, "roughly even chance"}, Step{0.80, "likely"},
        Step{0.95, "very likely"}, Step{0.99, "almost certain"}};
    if (probability <= 0) return "never seen";
    if (probability >= 1) return "always seen";
    for (const Step& step : k_scale)
        if (probability < step.below) return step.word;
    return "nearly certain";
}

std::string bar(double share, std::size_t width) {
    static constexpr std::array<std::string_view, 9> k_eighths = {" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};
    const double clipped = std::clamp(share, 0.0, 1.0);
    auto eighths = static_cast<std::size_t>(std::lround(clipped * 8.0 * static_cast<double>(width)));
    if (eighths == 0 && share > 0) eighths = 1;
    std::string text;
    for (std::size_t cell = 0; cell < width; ++cell) {
        const std::size_t filled = std::min<std::size_t>(8, eighths - std::min(eighths, cell * 8));
        text += filled == 0 ? "·" : k_eighths[filled];
    }
    return text;
}

std::string sparkline(const std::vector<double>& values, std::size_t width) {
    static constexpr std::array<std::string_view, 8> k_heights = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    if (values.empty()) return {};
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const double span = *high - *low;
    const std::size_t n = std::min(width, values.size());
    std::string text;
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t at = n == 1 ? 0 : i * (values.size() - 1) / (n - 1);
        const double height = span > 0 ? (values[at] - *low) / span : 0;
        text += k_heights[static_cast<std::size_t>(std::min(7.0, height * 8.0))];
    }
    return text;
}

namespace {

constexpr double k_too_large = 1e9, k_too_small = 1e-5;  // beyond them with an exponent

int decimals_of(double size, int digits) {
    const int whole = static_cast<int>(std::floor(std::log10(size))) + 1;
    return std::clamp(digits - whole, 0, 8);
}

std::string fixed(double value, int decimals) {
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (text.find_first_not_of("-0.") == std::string::npos) text.erase(0, text.front() == '-' ? 1 : 0);
    const std::size_t point = std::min(text.find('.'), text.size());
    for (std::size_t at = point; at > (text.front() == '-' ? 4u : 3u);) text.insert(at -= 3, ",");
    return text;
}

}  // namespace

std::string number(double value, int digits) {
    if (!std::isfinite(value)) return fmt::format("{}", value);
    if (value == 0) return "0";
    const double size = std::fabs(value);
    if (size >= k_too_large || size < k_too_small) return fmt::format("{:.{}g}", value, digits);
    return fixed(value, decimals_of(size, digits));
}

std::vector<std::string> alike(const std::vector<double>& values, int digits) {
    double size = 0;
    bool whole = true;
    for (const double value : values) {
        size = std::max(size, std::fabs(value));
        whole = whole && value == std::floor(value);
    }
    std::vector<std::string> texts;
    for (const double value : values) {
        if (!std::isfinite(size) || size >= k_too_large || (size > 0 && size < k_too_small))
            texts.push_back(value == 0 ? "0" : fmt::format("{:.{}e}", value, digits - 1));
        else
            texts.push_back(fixed(value, whole ? 0 : decimals_of(size, digits)));
    }
    return texts;
}

std::vector<std::string> with_error(double mean, double std_error) {
    const double size = std::max(std::fabs(mean), std_error);
    const bool plain = std::isfinite(size) && size < k_too_large && std_error >= k_too_small;
    if (!plain) return {number(mean, 4), number(std_error, 2)};
    // Of many trajectories the error is small: five digits of the mean are enough, and one of the error must be seen.
    const int enough = mean == 0 ? decimals_of(std_error, 2) : decimals_of(std::fabs(mean), 5);
    const int decimals = std::max(decimals_of(std_error, 1), std::min(decimals_of(std_error, 2), enough));
    return {fixed(mean, decimals), fixed(std_error, decimals)};
}

std::string count(std::uint64_t value) {
    std::string text = std::to_string(value);
    for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
    return text;
}

std::string chance(double probability) {
    const double edge = std::min(probability, 1 - probability);
    if (probability == 0 || probability == 1) return fmt::format("{:.0f}", probability);
    const int decimals = edge >= 0.01 ? 3 : edge >= 0.001 ? 4 : edge >= 0.0001 ? 5 : 6;
    return fmt::format("{:.{}f}", probability, decimals);
}

int chance_decimals(const std::vector<double>& probabilities, int most) {
    int decimals = 3;
    for (const double p : probabilities) {
        const double edge = std::min(p, 1 - p);
        if (edge > 0) decimals = std::max(decimals, static_cast<int>(std::ceil(-std::log10(edge))));
    }
    return std::min(decimals, most);
}

std::string chance(double probability, int decimals) {
    if (probability == 0 || probability == 1) return fmt::format("{:.0f}", probability);
    double least = 1;
    for (int i = 0; i < decimals; ++i) least /= 10;
    if (probability < least / 2) return fmt::format("<{:.{}f}", least, decimals);
    if (probability > 1 - least / 2) return fmt::format(">{:.{}f}", 1 - least, decimals);
    return fmt::format("{:.{}f}", probability, decimals);
}

std::size_t text_width(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
    }));
}

std::string left(std::string_view text, std::size_t width) {
    const std::size_t used = text_width(text);
    return std::string(text) + std::string(used < width ? width - used : 0, ' ');
}

std::string right(std::string_view text, std::size_t width) {
    const std::size_t used = text_width(text);
    return std::string(used < width ? width - used : 0, ' ') + std::string(text);
}

namespace {

/// Bytes of the first `width` columns.
std::size_t bytes_of(std::string_view text, std::size_t width) {
    std::size_t at = 0;
    for (std::size_t column = 0; at < text.size(); ++at)
        if ((static_cast<unsigned char>(text[at]) & 0xC0u) != 0x80u && column++ == width) break;
    return at;
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
    width = std::max<std::size_t>(width, 1);
    std::vector<std::string> lines;
    std::string line;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
        std::string_view word = text.substr(at, end - at);
        at = end + 1;
        if (word.empty()) continue;
        for (; text_width(word) > width; word.remove_prefix(bytes_of(word, width))) {
            if (!line.empty()) lines.push_back(std::exchange(line, {}));
            lines.emplace_back(word.substr(0, bytes_of(word, width)));
        }
        if (!line.empty() && text_width(line) + 1 + text_width(word) > width) {
            lines.push_back(std::move(line));
            line.clear();
        }
        if (!line.empty()) line += ' ';
        line += word;
    }
    if (!line.empty()) lines.push_back(std::move(line));
    return lines;
}

std::string hung(std::string_view text, std::size_t width) {
    width = std::max<std::size_t>(width, 20);
    std::string lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string line(text.substr(at, end - at));
        at = end + 1;
        const std::size_t margin = std::min(line.find_first_not_of(' '), width / 2);
        const std::size_t indent = margin == 0 ? 2 : margin + 4;
        for (std::size_t kept = margin; text_width(line) > width; kept = indent) {
            const std::size_t room = bytes_of(line, width);
            const std::size_t blank = line.rfind(' ', room);
            const bool between = blank != std::string::npos && blank > kept;
            const std::size_t cut = between ? blank : room;
            lines += line.substr(0, cut);
            lines.erase(lines.find_last_not_of(' ') + 1);
            lines += "\n";
            line = std::string(indent, ' ') + line.substr(cut + (between ? 1 : 0));
        }
        lines += line + "\n";
    }
    return lines;
}

}  // namespace brink
