// Differences in the terminal: what an outcome is in either scenario, and how sure the difference is.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "report/comparison_parts.h"
#include "report/table.h"
#include "report/text_parts.h"
#include "report/words.h"

namespace brink {

namespace {

constexpr int k_most_decimals = 6;

/// With its sign; what the decimals make 0 has none.
std::string signed_number(double value, int decimals) {
    if (!std::isfinite(value)) return "?";
    std::string text = fmt::format("{:+.{}f}", value, decimals);
    if (text.find_first_of("123456789") == std::string::npos) text.erase(0, 1);
    return text;
}

/// Decimals that show two digits of a number of this size.
int decimals_for(double size) {
    if (!(size > 0) || !std::isfinite(size)) return 0;
    return std::clamp(1 - static_cast<int>(std::floor(std::log10(size))), 0, k_most_decimals);
}

double half_width(const ComparedOutcome& o) { return (o.difference.ci95[1] - o.difference.ci95[0]) / 2; }

/// No trajectory has another value in the other scenario.
bool same_in_all(const ComparedOutcome& o) {
    if (o.kind == Outcome::Kind::when) return o.only_reference == 0 && o.only_other == 0;
    return o.n > 0 && o.not_counted == 0 && o.difference.estimate == 0 && o.saving.paired == 0;
}

std::string word_of(const Comparison& comparison, const ComparedOutcome& o) {
    if (o.n == 0) return "nothing to compare";
    if (same_in_all(o)) return "the same in all";
    switch (o.told) {
        case Told::higher: return "higher in " + letter_of(comparison.other);
        case Told::lower: return "lower in " + letter_of(comparison.other);
        case Told::not_shown: return "no difference shown";
    }
    return {};
}

/// Decimals of all chances and their differences: enough for the smallest difference that is told, five at most.
int common_decimals(const std::vector<const ComparedOutcome*>& outcomes) {
    std::vector<double> telling;
    for (const ComparedOutcome* o : outcomes) {
        telling.push_back(o->reference);
        telling.push_back(o->other);
        if (o->told != Told::not_shown) telling.push_back(std::fabs(o->difference.estimate));
    }
    return chance_decimals(telling, 5);
}

std::string saved(const ComparedOutcome& o) {
    const std::optional<double> factor = o.saving.factor();
    if (!factor) return "";
    return fmt::format("{}x", *factor < 10 ? fmt::format("{:.1f}", *factor)
                                           : count(static_cast<std::uint64_t>(std::llround(*factor))));
}

/// How sure: interval, trajectories in one alone, saving.
std::vector<std::string> sure_cells(const ComparedOutcome& o, int decimals) {
    const auto trajectories = [](std::int64_t n) { return count(static_cast<std::uint64_t>(n)); };
    const bool when = o.kind == Outcome::Kind::when;
    return {fmt::format("[{}, {}]", signed_number(o.difference.ci95[0], decimals),
                        signed_number(o.difference.ci95[1], decimals)),
            when ? trajectories(o.only_reference) : "", when ? trajectories(o.only_other) : "", saved(o)};
}

struct Rows {
    TextTable differences;  // what it is in either, the difference, a word
    TextTable sure;
};

Rows chances(const Comparison& comparison, const std::vector<const ComparedOutcome*>& outcomes) {
    Rows rows;
    const int decimals = common_decimals(outcomes);
    for (const ComparedOutcome* o : outcomes) {
        rows.differences.rows.push_back(
            {{o->name, chance(o->reference, decimals), chance(o->other, decimals),
              same_in_all(*o) ? "0" : signed_number(o->difference.estimate, decimals), word_of(comparison, *o)},
             o->headline});
        std::vector<std::string> cells = sure_cells(*o, std::max(decimals, 4));
        cells.insert(cells.begin(), o->name);
        rows.sure.rows.push_back({std::move(cells), o->headline});
    }
    return rows;
}

/// Three digits of the difference, as far as it is known; three of the value where nothing differs.
int measure_decimals(const ComparedOutcome& o) {
    if (same_in_all(o)) return decimals_for(std::fabs(o.reference) / 10);
    const double half = half_width(o), estimate = std::fabs(o.difference.estimate);
    return half < estimate ? decimals_for(std::max(half, estimate / 10)) : decimals_for(half);
}

Rows measures(const Comparison& comparison, const std::vector<const ComparedOutcome*>& outcomes) {
    Rows rows;
    for (const ComparedOutcome* o : outcomes) {
        const bool same = same_in_all(*o);
        const int decimals = measure_decimals(*o);
        rows.differences.rows.push_back(
            {{o->name, fmt::format("{:.{}f}", o->reference, decimals), fmt::format("{:.{}f}", o->other, decimals),
              same ? "0" : signed_number(o->difference.estimate, decimals), word_of(comparison, *o)},
             o->headline});
        if (same) continue;
        std::vector<std::string> cells = sure_cells(*o, decimals_for(half_width(*o)));
        cells.insert(cells.begin(), o->name);
        rows.sure.rows.push_back({std::move(cells), o->headline});
    }
    return rows;
}

std::vector<TableColumn> difference_columns(const Comparison& comparison, const std::string& title) {
    const std::string a = letter_of(comparison.reference), b = letter_of(comparison.other);
    return {{title}, {a, Align::point}, {b, Align::point}, {b + " - " + a, Align::point}, {""}};
}

void append(TextTable& to, TextTable&& from) {
    for (TextTable::Row& row : from.rows) to.rows.push_back(std::move(row));
}

}  // namespace

std::string differences_text(const Comparison& comparison, const TextOptions& options) {
    std::vector<const ComparedOutcome*> whens, values;
    for (const ComparedOutcome& o : comparison.outcomes) (o.kind == Outcome::Kind::when ? whens : values).push_back(&o);
    const std::string a = letter_of(comparison.reference), b = letter_of(comparison.other);
    TextTable sure;
    sure.columns = {{"How sure"},
                    {"95 % interval"},
                    {"only in " + a, Align::right},
                    {"only in " + b, Align::right},
                    {"saves", Align::right}};
    std::string text;
    if (!whens.empty()) {
        Rows rows = chances(comparison, whens);
        rows.differences.columns = difference_columns(comparison, "How likely");
        text += to_text(rows.differences, options.width, options.color) + "\n";
        append(sure, std::move(rows.sure));
    }
    if (!values.empty()) {
        Rows rows = measures(comparison, values);
        rows.differences.columns = difference_columns(comparison, "How much");
        text += to_text(rows.differences, options.width, options.color) + "\n";
        append(sure, std::move(rows.sure));
    }
    if (sure.rows.empty()) return text;
    text += to_text(sure, options.width, options.color);
    text +=
        remark(fmt::format("only in {}: trajectories in which it happens in {} and not in {}. saves: how many times "
                           "the trajectories independent runs would need for as narrow an interval. Where the "
                           "interval holds 0 no difference is shown, which is no proof of none; each interval "
                           "speaks for itself, and of 20 such one misses by chance.",
                           a, a, b),
               options);
    return text + "\n";
}

}  // namespace brink
