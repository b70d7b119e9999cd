#include "model/number_hints.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace brink {
namespace {

/// Whether the text is a formula, or a name, of parameters.
bool of_parameters(const Draft& draft, const Node& node) {
    if (!node.is_scalar()) return false;
    const std::vector<std::string> names = names_in(node);
    return !names.empty() && std::all_of(names.begin(), names.end(), [&](const std::string& name) {
        return place_of(draft.declared.parameters, name).has_value();
    });
}

/// Whether the text is one name or number, or such with '*' and '/' between them: 'a or b' is none.
bool is_product(const std::string& text) {
    if (text.find_first_of("+-^<>=!(") != std::string::npos) return false;
    for (std::size_t at = text.find(' '); at != std::string::npos; at = text.find(' ', at + 1))
        if (text.find_first_of("*/", at - 1) > at + 1) return false;
    return true;
}

/// The text as a term of a formula, in brackets where it needs them; empty for what is none.
std::string term(const Node& node) {
    if (!node.is_scalar() || parse_date(node.text)) return {};
    return is_product(node.text) ? node.text : "(" + node.text + ")";
}

/// `start + width * drawn`.
std::string line(const std::string& start, const std::string& width, const char* drawn) {
    return fmt::format("{}{} * {}", start == "0" ? "" : start + " + ", width, drawn);
}

/// A formula that is distributed as `form` with parameters would be, and what to draw for it; empty if none is short.
std::string scaled(const Entry& form) {
    const Node& node = form.value;
    if (form.key == "uniform" && node.items.size() == 2) {
        const std::string low = term(node.items[0]), high = term(node.items[1]);
        if (low.empty() || high.empty()) return {};
        return "draw share: {uniform: [0, 1]} as a parameter, once for all who read it, and write " +
               line(low, low == "0" ? high : fmt::format("({} - {})", high, low), "share");
    }
    const Node* mean = node.find("mean");
    const Node* sd = node.find("sd");
    if (form.key != "normal" || mean == nullptr || sd == nullptr) return {};
    if (term(*mean).empty() || term(*sd).empty()) return {};
    return "draw score: {normal: {mean: 0, sd: 1}} as a parameter, once for all who read it, and write " +
           line(term(*mean), term(*sd), "score");
}

}  // namespace

std::string step_hint(const Draft& draft, std::string_view date) {
    const Clock& clock = draft.model.clock;
    std::string number = "write the number of its step";
    if (const auto day = parse_date(date); day && draft.complete) {
        const double step = std::floor(step_of_day(clock, *day));
        number = step >= 0 && step < clock.steps
                     ? fmt::format("write {:.0f}, the step that it falls in", step)
                     : fmt::format("it lies outside the clock: write a step of 0 to {}, {} to {}", clock.steps - 1,
                                   format_date(clock.day(0)), format_date(clock.day(clock.steps) - 1));
    }
    return number +
           "; a parameter of steps can be shifted, as in at: start + 2. Dates stand by themselves "
           "under 'at' and 'by', in the clock and beside 'date'";
}

std::string fixed_number_hint(const Draft& draft, const Entry& form, const Node& number, const std::string& otherwise) {
    if (number.is_scalar() && parse_date(number.text)) return step_hint(draft, number.text);
    if (!of_parameters(draft, number)) return otherwise;
    const std::string instead = scaled(form);
    return "a distribution takes numbers, no parameters: " +
           (instead.empty()
                ? "write a number, or draw another parameter from numbers and shift or scale that by a formula"
                : instead);
}

}  // namespace brink
