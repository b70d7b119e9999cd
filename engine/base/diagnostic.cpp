#include "base/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace brink {
namespace {

constexpr std::size_t k_window = 100;   // columns of a source line that are shown
constexpr std::size_t k_longest = 600;  // bytes of a message
constexpr std::size_t k_longest_name = 64;

std::string_view word(Severity severity) {
    switch (severity) {
        case Severity::error: return "error";
        case Severity::warning: return "warning";
        case Severity::note: return "note";
    }
    return "";
}

auto order_key(const Diagnostic& d) {
    return std::tie(d.span.file, d.span.begin, d.span.end, d.severity, d.code, d.message, d.hint);
}

/// The line cut into code points; tabs and bytes that would move the cursor become one blank.
std::vector<std::string> columns(std::string_view line) {
    std::vector<std::string> result;
    for (const char c : line) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0u) == 0x80u && !result.empty())
            result.back() += c;
        else
            result.emplace_back(1, byte < 0x20 || byte == 0x7F ? ' ' : c);
    }
    return result;
}

/// First and last column (half open) of a window of k_window columns around `caret`.
std::pair<std::size_t, std::size_t> window(std::size_t n_columns, std::size_t caret) {
    if (n_columns <= k_window) return {0, n_columns};
    const std::size_t lead = k_window / 2;
    const std::size_t latest = n_columns - k_window;
    const std::size_t begin = caret < lead ? 0 : std::min(caret - lead, latest);
    return {begin, begin + k_window};
}

/// A stretch of a line that holds every column near the one of `caret`, and how many columns stand before it.
std::pair<std::string_view, std::size_t> around(std::string_view line, std::size_t caret) {
    constexpr std::size_t k_reach = 8 * k_window;  // bytes, more than a window of the longest characters
    if (line.size() <= 4 * k_reach) return {line, 0};
    std::size_t at = 0;
    std::size_t column = 0;
    const auto begins = [&](std::size_t i) { return (static_cast<unsigned char>(line[i]) & 0xC0u) != 0x80u; };
    while (at < line.size() && column < caret) {
        ++at;
        while (at < line.size() && !begins(at)) ++at;
        ++column;
    }
    std::size_t from = at;
    std::size_t before = column;
    for (; from > 0 && at - from < k_reach; --from)
        if (begins(from)) --before;
    while (from > 0 && !begins(from)) --from;
    if (from == 0) before = 0;
    std::size_t to = std::min(at + k_reach, line.size());
    while (to < line.size() && !begins(to)) ++to;
    return {line.substr(from, to - from), before};
}

/// The source line and the caret line under it; empty if the place is not known.
std::string quote_source(const Sources& sources, Span span) {
    const Place place = sources.place(span);
    // Of a very long line only the part around the caret is looked at.
    const auto [line, before] = around(sources.line(span), place.column - 1);
    const std::vector<std::string> cells = columns(line);
    const std::size_t caret = place.column - 1 - before;
    const std::string_view marked = sources.excerpt(span).substr(0, 8 * k_window);
    const std::size_t length = std::max<std::size_t>(columns(marked.substr(0, marked.find_first_of("\r\n"))).size(), 1);
    const auto [begin, end] = window(cells.size(), caret);

    const std::string left = begin > 0 ? "..." : "";
    std::string shown = left;
    for (std::size_t i = begin; i < end; ++i) shown += cells[i];
    if (end < cells.size()) shown += "...";
    const std::size_t tail = std::max(std::min(caret + length, end), caret + 1) - caret - 1;
    const std::string indent(left.size() + caret - begin, ' ');
    return fmt::format("{:>5} | {}\n{:>5} | {}^{}\n", place.line, shown, "", indent, std::string(tail, '~'));
}

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }

/// A message that quotes a long text loses its middle; control characters and line breaks become blanks.
std::string clipped(std::string text) {
    if (text.size() > k_longest) {
        std::size_t head = k_longest / 2;
        std::size_t tail = text.size() - k_longest / 2;
        while (head > 0 && continues(text[head])) --head;
        while (tail < text.size() && continues(text[tail])) ++tail;
        text = text.substr(0, head) + " ... " + text.substr(tail);
    }
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    return text;
}

/// `1 more error and 2 more warnings are not shown`.
std::string not_shown(const std::vector<Diagnostic>& sorted, bool full) {
    const auto is_error = [](const Diagnostic& d) { return d.severity == Severity::error; };
    const auto errors = std::count_if(sorted.begin() + k_most_shown, sorted.end(), is_error);
    const auto others = static_cast<std::ptrdiff_t>(sorted.size() - k_most_shown) - errors;
    std::string text = fmt::format("and {} more error{}", errors, errors == 1 ? "" : "s");
    if (others > 0) text += fmt::format(", {} warning{}", others, others == 1 ? "" : "s");
    return text + (full ? "; looking stopped there: mend these first\n" : "; mend these first\n");
}

std::string fold(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
}

/// Edits (insert, delete, replace, swap of neighbours) that turn one text into the other.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    while (!a.empty() && !b.empty() && a.front() == b.front()) a.remove_prefix(1), b.remove_prefix(1);
    while (!a.empty() && !b.empty() && a.back() == b.back()) a.remove_suffix(1), b.remove_suffix(1);
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

/// One is the beginning of the other and the rest is short: `action` for `actions`, `prob` for `probability`.
bool shares_beginning(const std::string& a, const std::string& b) {
    const auto& [shorter, longer] = a.size() < b.size() ? std::tie(a, b) : std::tie(b, a);
    return shorter.size() >= 3 && longer.compare(0, shorter.size(), shorter) == 0;
}

}  // namespace

void Diagnostics::add(Severity severity, std::string code, Span span, std::string message, std::string hint) {
    if (severity != Severity::error && full()) return;
    items_.push_back({severity, std::move(code), span, clipped(std::move(message)), clipped(std::move(hint))});
    if (severity == Severity::error && full()) throw TooManyFaults{};
}

void Diagnostics::error(std::string code, Span span, std::string message, std::string hint) {
    add(Severity::error, std::move(code), span, std::move(message), std::move(hint));
}

void Diagnostics::warning(std::string code, Span span, std::string message, std::string hint) {
    add(Severity::warning, std::move(code), span, std::move(message), std::move(hint));
}

bool Diagnostics::has_errors() const {
    return std::any_of(items_.begin(), items_.end(), [](const auto& d) { return d.severity == Severity::error; });
}

std::vector<Diagnostic> Diagnostics::sorted() const {
    std::vector<Diagnostic> result = items_;
    std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return order_key(a) < order_key(b); });
    const auto same = [](const auto& a, const auto& b) { return order_key(a) == order_key(b); };
    result.erase(std::unique(result.begin(), result.end(), same), result.end());
    return result;
}

std::string render(const Sources& sources, const Diagnostic& diagnostic) {
    std::string text;
    const bool placed = diagnostic.span.known();
    if (placed) {
        const Place place = sources.place(diagnostic.span);
        text = fmt::format("{}:{}:{}: ", place.file, place.line, place.column);
    }
    text += fmt::format("{}: {} [{}]\n", word(diagnostic.severity), diagnostic.message, diagnostic.code);
    if (placed) text += quote_source(sources, diagnostic.span);
    if (!diagnostic.hint.empty()) text += fmt::format("{:>5} = {}\n", "", diagnostic.hint);
    return text;
}

std::string render(const Sources& sources, const Diagnostics& diagnostics) {
    std::string text;
    const std::vector<Diagnostic> sorted = diagnostics.sorted();
    for (std::size_t i = 0; i < std::min(sorted.size(), k_most_shown); ++i) text += render(sources, sorted[i]);
    if (sorted.size() > k_most_shown) text += not_shown(sorted, diagnostics.full());
    return text;
}

std::optional<std::string> nearest(std::string_view name, const std::vector<std::string>& candidates) {
    if (name.size() > k_longest_name) return std::nullopt;
    const std::string wanted = fold(name);
    std::size_t left = k_most_candidates;
    const std::size_t limit = std::max<std::size_t>(1, wanted.size() / 3);
    std::optional<std::string> best;
    std::size_t best_distance = limit + 2;
    for (const std::string& candidate : candidates) {
        if (left-- == 0) break;
        if (candidate == name || candidate.size() > k_longest_name) continue;
        const std::string folded = fold(candidate);
        const std::size_t gap = std::max(folded.size(), wanted.size()) - std::min(folded.size(), wanted.size());
        std::size_t distance = gap <= limit ? edit_distance(wanted, folded) : limit + 1;
        if (distance > limit) {
            if (!shares_beginning(wanted, folded)) continue;
            distance = limit + 1;
        }
        if (distance > best_distance || (distance == best_distance && candidate >= *best)) continue;
        best = candidate;
        best_distance = distance;
    }
    return best;
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates) {
    const auto best = nearest(name, candidates);
    return best ? fmt::format("did you mean '{}'?", *best) : std::string();
}

}  // namespace brink
