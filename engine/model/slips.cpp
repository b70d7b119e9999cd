#include "model/slips.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/characters.h"
#include "model/model.h"

namespace brink {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), digit); }

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char mark) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(mark, begin), text.size());
        parts.push_back(trimmed(text.substr(begin, end - begin)));
        begin = end + 1;
    }
    return parts;
}

/// Groups of three digits parted by `mark`, as in 1,000,000; nothing if the text is no such number.
std::optional<std::string> without_separators(std::string_view text, char mark) {
    const auto parts = split(text, mark);
    if (parts.size() < 2) return std::nullopt;
    std::string number;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool fits = all_digits(parts[i]) && (i == 0 ? parts[i].size() <= 3 : parts[i].size() == 3);
        if (!fits) return std::nullopt;
        number += parts[i];
    }
    return number;
}

std::string with_hyphen(std::string_view text) {
    for (const std::string_view dash : {"\u2212", "\u2013", "\u2014"})
        if (text.substr(0, dash.size()) == dash) return "-" + std::string(text.substr(dash.size()));
    return {};
}

/// The number at the front of a text such as `10 weeks`, and the word after it.
std::string without_unit(std::string_view text) {
    const std::size_t blank = text.find(' ');
    double number = 0;
    const std::string_view first = text.substr(0, blank);
    if (blank == std::string_view::npos || !parse_number(first, number)) return {};
    const std::string_view word = trimmed(text.substr(blank));
    const bool is_word = !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    });
    return is_word ? fmt::format("write {} alone: a number bears no unit", first) : std::string();
}

struct DateParts {
    std::array<std::string_view, 3> parts;
    char mark = '-';
};

std::optional<DateParts> date_parts(std::string_view text) {
    for (const char mark : {'-', '/', '.'}) {
        const auto parts = split(text, mark);
        if (parts.size() != 3 || !std::all_of(parts.begin(), parts.end(), all_digits)) continue;
        if (parts[0].size() != 4 && parts[2].size() != 4) continue;
        if (std::any_of(parts.begin(), parts.end(), [](std::string_view part) { return part.size() > 4; })) continue;
        return DateParts{{parts[0], parts[1], parts[2]}, mark};
    }
    return std::nullopt;
}

int value(std::string_view digits) {
    int number = 0;
    for (const char c : digits) number = number * 10 + (c - '0');
    return number;
}

struct Slip {
    std::string_view written;
    std::string_view hint;
};

constexpr auto k_functions_elsewhere = std::to_array<Slip>({
    {"ln", "the natural logarithm is log(x)"},
    {"log10", "write log(x) / log(10)"},
    {"log2", "write log(x) / log(2)"},
    {"pow", "write x ^ y"},
    {"power", "write x ^ y"},
    {"round", "write floor(x + 0.5)"},
    {"ceil", "write -floor(-x)"},
    {"ceiling", "write -floor(-x)"},
    {"int", "write floor(x)"},
    {"mod", "write x - y * floor(x / y)"},
    {"average", "write mean(j.x for j); of two numbers (a + b) / 2"},
    {"avg", "write mean(j.x for j); of two numbers (a + b) / 2"},
    {"median", "there is mean(j.x for j)"},
    {"total", "write sum(j.x for j)"},
    {"len", "write count(1 for j in g)"},
    {"length", "write count(1 for j in g)"},
    {"size", "write count(1 for j in g)"},
    {"ifelse", "write if(condition, a, b)"},
    {"iif", "write if(condition, a, b)"},
    {"where", "write if(condition, a, b)"},
    {"sigmoid", "write logistic(x)"},
    {"expit", "write logistic(x)"},
    {"softmax", "actors choose by the rules under 'decision'"},
    {"rand", "write uniform(0, 1), under 'draws', in dynamics or in an effect"},
    {"random", "write uniform(0, 1), under 'draws', in dynamics or in an effect"},
    {"runif", "write uniform(low, high), under 'draws', in dynamics or in an effect"},
    {"gauss", "write normal(mean, sd), under 'draws', in dynamics or in an effect"},
    {"gaussian", "write normal(mean, sd), under 'draws', in dynamics or in an effect"},
    {"rnorm", "write normal(mean, sd), under 'draws', in dynamics or in an effect"},
    {"coin", "write bernoulli(p), under 'draws', in dynamics or in an effect"},
    {"and", "'and' stands between two conditions: a > 1 and b > 1"},
    {"or", "'or' stands between two conditions: a > 1 or b > 1"},
    {"exists", "write any(condition for j)"},
    {"happend", "write happened(event)"},
    {"did", "write taken(A, action)"},
    {"did_take", "write taken(A, action)"},
});

constexpr auto k_words_elsewhere = std::to_array<Slip>({
    {"AND", "write 'and'"},
    {"And", "write 'and'"},
    {"OR", "write 'or'"},
    {"Or", "write 'or'"},
    {"NOT", "write 'not'"},
    {"Not", "write 'not'"},
    {"xor", "write (a or b) and not (a and b), or for conditions a != b"},
    {"XOR", "write (a or b) and not (a and b), or for conditions a != b"},
    {"is", "write '=='"},
    {"equals", "write '=='"},
    {"mod", "write x - y * floor(x / y)"},
    {"div", "write floor(x / y)"},
    {"then", "write if(condition, a, b)"},
    {"else", "write if(condition, a, b), and for a third case if(condition, a, if(condition, b, c))"},
    {"elif", "write if(condition, a, if(condition, b, c))"},
    {"elseif", "write if(condition, a, if(condition, b, c))"},
    {"otherwise", "write if(condition, a, b)"},
    {"In", "write 'in'"},
    {"IN", "write 'in'"},
    {"For", "write 'for'"},
    {"FOR", "write 'for'"},
});

template <std::size_t N>
std::string hint_in(const std::array<Slip, N>& table, std::string_view written) {
    for (const Slip& slip : table)
        if (slip.written == written) return std::string(slip.hint);
    return {};
}

}  // namespace

std::string number_slip(std::string_view text) {
    text = trimmed(text);
    for (const char mark : {',', '_', '\'', ' '})
        if (const auto number = without_separators(text, mark))
            return fmt::format("write {}, without marks between the digits", *number);
    const std::size_t comma = text.find(',');
    if (comma != std::string_view::npos && all_digits(text.substr(comma + 1)) &&
        all_digits(text.substr(text[0] == '-' ? 1 : 0, comma - (text[0] == '-' ? 1 : 0))))
        return fmt::format("write {}.{}, with a point", text.substr(0, comma), text.substr(comma + 1));
    double number = 0;
    if (!text.empty() && text.back() == '%' && parse_number(trimmed(text.substr(0, text.size() - 1)), number))
        return fmt::format("write {:g}: a share is a number, and 1 is the whole", number / 100);
    if (const std::string hyphen = with_hyphen(text); !hyphen.empty() && parse_number(hyphen, number))
        return fmt::format("write {}, with the hyphen of the keyboard", hyphen);
    return without_unit(text);
}

std::string number_hint(const Node& node, bool whole) {
    double number = 0;
    if (node.is_scalar()) {
        if (node.quoted && parse_number(node.text, number)) return fmt::format("write {} without quotes", node.text);
        const bool share = whole && node.text.find('%') != std::string::npos;
        if (std::string slip = number_slip(node.text); !slip.empty() && !share) return slip;
    }
    return whole ? "write it in digits, say 10" : "write it in digits, say 0.5";
}

bool looks_like_date(std::string_view text) { return date_parts(text).has_value(); }

std::optional<std::string> date_meant(std::string_view text) {
    const auto found = date_parts(text);
    if (!found) return std::nullopt;
    const auto& [parts, mark] = *found;
    const bool year_first = parts[0].size() == 4;
    const int year = value(year_first ? parts[0] : parts[2]);
    int month = value(parts[1]);
    int day = value(year_first ? parts[2] : parts[0]);
    if (!year_first && month > 12) std::swap(month, day);  // 11/18/2024
    if (!year_first && mark != '.' && day <= 12 && month != day && value(parts[1]) <= 12) return std::nullopt;
    std::string written = fmt::format("{:04}-{:02}-{:02}", year, month, day);
    return parse_date(written) ? std::optional(std::move(written)) : std::nullopt;
}

std::string date_hint(std::string_view text) {
    if (const auto meant = date_meant(text)) return fmt::format("write {}: year, month, day", *meant);
    return "a date is written YYYY-MM-DD: year, month, day, each with its zeros";
}

std::string function_slip(std::string_view name) { return hint_in(k_functions_elsewhere, name); }

std::string word_slip(std::string_view word) { return hint_in(k_words_elsewhere, word); }

}  // namespace brink
