#include "model/slips.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/characters.h"
#include "model/text_parts.h"

namespace brink {
namespace {

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
    {"lag", "write delay(x, 1)"},
    {"prev", "write delay(x, 1)"},
    {"previous", "write delay(x, 1)"},
    {"shift", "write delay(x, 1)"},
    {"last", "write delay(x, 1); of an act taken(A, action)"},
    {"not", "write not x, or not (x > 1)"},
    {"percent", "a share is a number, and 1 is the whole"},
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
    {"x", "write '*'"},
    {"between", "write x > low and x < high"},
    {"takes", "write taken(A, action)"},
    {"took", "write taken(A, action), or ever(A, action) for any step so far"},
    {"does", "write taken(A, action)"},
    {"did", "write taken(A, action), or ever(A, action) for any step so far"},
    {"per", "a number bears no unit: write it alone"},
    {"percent", "a share is a number, and 1 is the whole"},
    {"times", "write '*'"},
    {"plus", "write '+'"},
    {"minus", "write '-'"},
});

constexpr auto k_values_elsewhere = std::to_array<Slip>({
    {"pi", "write 3.141592653589793"},
    {"e", "write exp(1), and exp(x) for e to the power x"},
    {"inf", "there is no infinite number; .inf stands at the ends of a range"},
    {"infinity", "there is no infinite number; .inf stands at the ends of a range"},
    {"nan", "every value is a number: write one"},
    {"NaN", "every value is a number: write one"},
    {"NA", "every value is a number: write one"},
    {"None", "every value is a number: write one, or leave the line out"},
    {"null", "every value is a number: write one, or leave the line out"},
    {"step", "the number of the step is t"},
    {"week", "the number of the step is t, years since the start are years"},
    {"month", "the number of the step is t, years since the start are years"},
    {"year", "the number of the step is t, years since the start are years"},
    {"time", "the number of the step is t"},
    {"peak_rung", "write max(rung(j) for j) as a measure, with over: max"},
    {"today", "the day on which the step begins is date: date >= 2025-06-01"},
    {"now", "the number of the step is t, the day is date"},
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
    if (!text.empty() && text.back() == ',' && parse_number(trimmed(text.substr(0, text.size() - 1)), number))
        return fmt::format("write {} without the comma", trimmed(text.substr(0, text.size() - 1)));
    if (const std::size_t mark = text.find('#');
        mark != std::string_view::npos && parse_number(trimmed(text.substr(0, mark)), number))
        return fmt::format("write {}, and a blank before '#'", trimmed(text.substr(0, mark)));
    if (!text.empty() && (text.back() == 'k' || text.back() == 'K' || text.back() == 'M') &&
        parse_number(text.substr(0, text.size() - 1), number))
        return fmt::format("write {:.0f}", number * (text.back() == 'M' ? 1e6 : 1e3));
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

std::string ascii_hint(std::string_view text) {
    const std::string ascii = by_keyboard(text);
    return ascii == text ? std::string() : fmt::format("write '{}', with the signs of the keyboard", ascii);
}

std::string rule_slip(std::string_view word) {
    constexpr auto k_rules = std::to_array<Slip>({
        {"logit", "quantal"},
        {"mlogit", "quantal"},
        {"softmax", "quantal"},
        {"probabilistic", "quantal"},
        {"stochastic", "quantal"},
        {"qre", "quantal"},
        {"rational", "best_response"},
        {"optimal", "best_response"},
        {"maximise", "best_response"},
        {"maximize", "best_response"},
        {"argmax", "best_response"},
        {"uniform", "random"},
        {"hold", "status_quo"},
        {"none", "status_quo"},
        {"passive", "status_quo"},
    });
    return hint_in(k_rules, word);
}

std::string value_slip(std::string_view word) { return hint_in(k_values_elsewhere, word); }

std::string function_slip(std::string_view name) { return hint_in(k_functions_elsewhere, name); }

std::string word_slip(std::string_view word) { return hint_in(k_words_elsewhere, word); }

}  // namespace brink
