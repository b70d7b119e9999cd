// Why an actor chose what it chose, in a line or two.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/story_parts.h"
#include "report/words.h"

namespace brink {

namespace {

constexpr double k_rare_hold = 0.2;  // holding is told where its chance was below this
constexpr std::size_t k_terms = 3;   // named, at most

std::string name_of(const ReplayedOption& option) {
    return option.target.empty() ? option.action : option.action + " -> " + option.target;
}

/// The terms worth naming: the greatest, none below a twentieth of it.
std::vector<ReplayedTerm> leading(const std::vector<ReplayedTerm>& terms) {
    std::vector<ReplayedTerm> found;
    for (const ReplayedTerm& term : terms)
        if (found.size() < k_terms && term.value != 0 && std::abs(term.value) >= std::abs(terms[0].value) / 20)
            found.push_back(term);
    return found;
}

/// `trigger +0.510, fear +0.250, others -0.020: utility 0.740`, all with one number of decimals; without the utility
/// if that is absent.
std::string listed(const std::vector<ReplayedTerm>& terms, std::optional<double> utility) {
    std::vector<ReplayedTerm> named = leading(terms);
    double rest = 0;
    for (const ReplayedTerm& term : terms) rest += term.value;
    for (const ReplayedTerm& term : named) rest -= term.value;
    if (!named.empty() && std::abs(rest) >= std::abs(named[0].value) / 20) named.push_back({"others", rest});
    std::vector<double> numbers{utility.value_or(0)};
    for (const ReplayedTerm& term : named) numbers.push_back(term.value);
    const std::vector<std::string> told = alike(numbers);
    if (utility && named.size() == 1)  // then it says the same twice
        return fmt::format("{} alone, utility {}", named[0].name, trimmed(told[0]));
    std::string text;
    for (std::size_t k = 0; k < named.size(); ++k)
        text += fmt::format("{}{} {}{}", k == 0 ? "" : ", ", named[k].name, named[k].value < 0 ? "" : "+", told[k + 1]);
    if (utility) text += fmt::format("{}utility {}", text.empty() ? "" : ": ", trimmed(told[0]));
    return text;
}

/// What one option's terms have over the other's, by name, the greatest first.
std::vector<ReplayedTerm> difference(const std::vector<ReplayedTerm>& a, const std::vector<ReplayedTerm>& b) {
    std::vector<ReplayedTerm> found;
    const auto add = [&](const ReplayedTerm& term, double sign) {
        auto at = std::find_if(found.begin(), found.end(), [&](const auto& one) { return one.name == term.name; });
        if (at == found.end()) at = found.insert(found.end(), {term.name, 0});
        at->value += sign * term.value;
    };
    for (const ReplayedTerm& term : a) add(term, 1);
    for (const ReplayedTerm& term : b) add(term, -1);
    std::stable_sort(found.begin(), found.end(), [](const ReplayedTerm& x, const ReplayedTerm& y) {
        return std::abs(x.value) > std::abs(y.value);
    });
    return found;
}

std::string chance_text(const ReplayedChoice& choice) {
    if (choice.imposed) {
        std::string text = choice.imposed_by.empty()
                               ? ", imposed"
                               : fmt::format(", imposed by {}", fmt::join(choice.imposed_by, ", "));
        if (choice.n_open == 0) return text;
        text += choice.own ? fmt::format("; by its own rule p = {}", chance(choice.own->probability))
                           : "; by its own rule not open to it";
        if (choice.next) text += fmt::format(", {} {}", name_of(*choice.next), chance(choice.next->probability));
        return text;
    }
    const std::string own = ", p = " + chance(choice.probability);
    if (!choice.next || choice.rule == Rule::status_quo) return own;
    return own + fmt::format(" ({} {})", name_of(*choice.next), chance(choice.next->probability));
}

/// What the reason is made of: while that stays the same it is not told again.
std::string composition(const ReplayedChoice& choice) {
    std::string text = choice.next ? name_of(*choice.next) : "";
    for (const ReplayedTerm& term : leading(choice.terms)) text += (term.value < 0 ? " -" : " +") + term.name;
    return text;
}

/// Why the rule gave it its chance: utilities, and the odds before they count.
std::string reason(const ReplayedChoice& choice) {
    if (choice.rule == Rule::status_quo || choice.terms.empty()) return "";
    if (choice.rule == Rule::random) return fmt::format("by chance alone, one of {}", choice.n_open);
    const bool of_parts = choice.terms.size() > 1 || choice.terms[0].name != "utility";
    std::string text = listed(of_parts ? choice.terms : std::vector<ReplayedTerm>{}, choice.utility);
    if (!choice.next) return text;
    text += fmt::format(" against {} of {}", trimmed(number(choice.next->utility)), name_of(*choice.next));
    const std::vector<ReplayedTerm> parted = difference(choice.terms, choice.next->terms);
    if (choice.next->terms.size() > 1 && parted[0].value != 0)
        text += fmt::format(" (apart by {})", listed(parted, std::nullopt));
    if (choice.own && choice.own->odds != choice.next->odds)
        text += fmt::format("; prior odds {} to {}", trimmed(number(choice.own->odds)),
                            trimmed(number(choice.next->odds)));
    return text;
}

}  // namespace

std::string trimmed(std::string number) {
    if (number.find('.') == std::string::npos || number.find('e') != std::string::npos) return number;
    number.erase(number.find_last_not_of('0') + 1);
    if (number.back() == '.') number.pop_back();
    return number == "-0" ? "0" : number;
}

std::string with_sign(double value) { return (value < 0 ? "-" : "+") + trimmed(number(std::abs(value), 2)); }

std::string act_text(const std::string& actor, const std::string& action, const std::string& target) {
    return fmt::format("{} {}{}{}", actor, action, target.empty() ? "" : " -> ", target);
}

std::string act_text(const ReplayedChoice& choice) {
    return act_text(choice.actor, choice.action.value_or("makes no choice"), choice.target);
}

std::vector<StoryLine> ReasonTeller::lines(const ReplayedChoice& choice) {
    if (!choice.action) return {};
    if (*choice.action == "hold" && !choice.imposed && choice.probability >= k_rare_hold) return {};
    const std::string act = act_text(choice) + (choice.track.empty() ? "" : fmt::format(" ({})", choice.track));
    std::vector<StoryLine> lines{{0, act + chance_text(choice)}};
    std::string& told = told_[act];
    const std::string now = composition(choice) + ".";
    if (told == now) return lines;
    told = now;
    if (const std::string why = reason(choice); !why.empty())
        lines.push_back({1, (choice.imposed ? "its own reasons: " : "why: ") + why});
    return lines;
}

}  // namespace brink
