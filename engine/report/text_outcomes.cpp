// Outcomes in the terminal: chances with intervals and words, first states, measures, extreme trajectories.

#include <fmt/format.h>

#include <set>
#include <string>
#include <vector>

#include "report/table.h"
#include "report/text_parts.h"
#include "report/words.h"

namespace brink {

namespace {

// Outcomes of one kind: those that answer the question first, in the order of their author, then the rest.
std::vector<const OutcomeResult*> ranked(const Result& r, Outcome::Kind kind) {
    std::vector<const OutcomeResult*> found;
    for (const std::string& name : r.headline)
        for (const OutcomeResult& o : r.outcomes)
            if (o.name == name && o.kind == kind) found.push_back(&o);
    for (const OutcomeResult& o : r.outcomes)
        if (!o.headline && o.kind == kind) found.push_back(&o);
    return found;
}

// The name, and what it is conditioned on.
std::string name_of(const OutcomeResult& o) {
    if (o.given.empty()) return o.name;
    return fmt::format("{} (given {}, of {})", o.name, o.given, count(static_cast<std::uint64_t>(o.of)));
}

// The word for a chance; of what was seen in no or in every trajectory, of how many.
std::string word_of(const Proportion& p) {
    if (p.n == 0) return "";
    std::string word{estimative_word(p.probability)};
    if (p.count == 0 || p.count == p.n) word += fmt::format(" in {}", count(static_cast<std::uint64_t>(p.n)));
    return word;
}

TextTable chance_table(const std::vector<const OutcomeResult*>& outcomes) {
    // Enough decimals for every chance; for the ends of an interval where these are all that is known.
    std::vector<double> telling;
    for (const OutcomeResult* o : outcomes) {
        const Proportion& p = o->happened;
        telling.push_back(p.count == 0 ? p.ci95[1] : p.count == p.n ? p.ci95[0] : p.probability);
    }
    const int decimals = chance_decimals(telling);
    TextTable table;
    table.columns = {{"How likely"}, {"chance", Align::point}, {"95 % interval"}, {"", Align::left, 1}, {""}};
    for (const OutcomeResult* o : outcomes) {
        const Proportion& p = o->happened;
        if (p.n == 0) {
            table.rows.push_back({{name_of(*o), "-", "", "", "of no trajectory"}, o->headline});
            continue;
        }
        table.rows.push_back({{name_of(*o), chance(p.probability, decimals),
                               fmt::format("[{:.{}f}, {:.{}f}]", p.ci95[0], decimals, p.ci95[1], decimals),
                               bar(p.probability, 16), word_of(p)},
                              o->headline});
    }
    return table;
}

std::vector<std::string> first_cells(const Result& r, const OutcomeResult& o) {
    if (!o.first_step) return std::vector<std::string>(5);
    const StepQuantiles& q = *o.first_step;
    return {r.dates[static_cast<std::size_t>(q.q50)], fmt::format("{:.0f}", q.q50), fmt::format("{:.0f}", q.q05),
            fmt::format("{:.0f}", q.q95), o.example ? fmt::format("{}", *o.example) : ""};
}

const std::vector<TableColumn> k_first_columns = {
    {"first seen"}, {"state", Align::right}, {"5 %", Align::right}, {"95 %", Align::right}, {"replay", Align::right}};

TextTable first_table(const Result& r, const std::vector<const OutcomeResult*>& outcomes) {
    TextTable table;
    table.columns = {{"When first seen"}};
    table.columns.insert(table.columns.end(), k_first_columns.begin(), k_first_columns.end());
    table.columns[1].title = "date";
    for (const OutcomeResult* o : outcomes) {
        if (!o->first_step) continue;
        std::vector<std::string> cells{o->name};
        for (std::string& cell : first_cells(r, *o)) cells.push_back(std::move(cell));
        table.rows.push_back({std::move(cells), o->headline});
    }
    return table;
}

TextTable joined(TextTable table, const Result& r, const std::vector<const OutcomeResult*>& outcomes) {
    table.columns.insert(table.columns.end(), k_first_columns.begin(), k_first_columns.end());
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        for (std::string& cell : first_cells(r, *outcomes[i])) table.rows[i].cells.push_back(std::move(cell));
    return table;
}

}  // namespace

std::string chances_text(const Result& r, const TextOptions& options) {
    const std::vector<const OutcomeResult*> outcomes = ranked(r, Outcome::Kind::when);
    if (outcomes.empty()) return "";
    const TextTable likely = chance_table(outcomes);
    const TextTable first = first_table(r, outcomes);
    const TextTable both = joined(likely, r, outcomes);
    std::string text;
    if (first.rows.empty() || width_of(both) > options.width) {
        text = to_text(likely, options.width, options.color);
        if (!first.rows.empty()) text += "\n" + to_text(first, options.width, options.color);
    } else {
        text = to_text(both, options.width, options.color);
    }
    if (!first.rows.empty())
        text +=
            remark(fmt::format("{} Date and state are those of the median; to see the first trajectory that has it: "
                               "brink replay FILE --trajectory K, K as under replay.",
                               k_states_and_steps),
                   options);
    return text + "\n";
}

std::string measures_text(const Result& r, const TextOptions& options) {
    const std::vector<const OutcomeResult*> outcomes = ranked(r, Outcome::Kind::measure);
    if (outcomes.empty()) return "";
    TextTable table;
    table.columns = {{"How much"},          {"mean", Align::point},   {"+- se", Align::point},
                     {"5 %", Align::point}, {"median", Align::point}, {"95 %", Align::point}};
    for (const OutcomeResult* o : outcomes) {
        std::vector<double> quantiles;
        for (const char* name : {"q05", "q50", "q95"})
            if (const auto at = o->quantiles.find(name); at != o->quantiles.end()) quantiles.push_back(at->second);
        std::vector<std::string> cells{name_of(*o)};
        if (o->counted > 0) {
            for (std::string& text : with_error(o->mean, o->std_error)) cells.push_back(std::move(text));
            for (std::string& text : alike(quantiles)) cells.push_back(std::move(text));
        }
        cells.resize(table.columns.size(), "-");
        table.rows.push_back({std::move(cells), o->headline});
    }
    return to_text(table, options.width, options.color) + "\n";
}

namespace {

/// The measures that have extremes: a value that all have is none.
std::set<std::string> measures_of(const Result& r) {
    std::set<std::string> measures;
    for (const Extremes& e : r.extremes)
        if (!e.highest.empty() && e.highest.front().value != e.lowest.front().value) measures.insert(e.measure);
    return measures;
}

/// Of these what the scenario is about, how high it climbs, and more while there is room.
std::set<std::string> told_of(const std::set<std::string>& measures, const Result& r) {
    constexpr std::size_t k_most_measures = 8;
    std::vector<std::string> order = r.headline;
    order.emplace_back("peak_rung");
    order.insert(order.end(), measures.begin(), measures.end());
    std::set<std::string> told;
    for (const std::string& name : order)
        if (told.size() < k_most_measures && measures.count(name) > 0) told.insert(name);
    return told;
}

}  // namespace

std::string extremes_text(const Result& r, const TextOptions& options) {
    TextTable table;
    table.columns = {{"Extreme trajectories"}, {"value", Align::point}, {"replay", Align::right}, {""}};
    const auto add = [&](const std::string& name, const Extremes::Entry& entry, const std::string& value) {
        table.rows.push_back({{name, value, fmt::format("{}", entry.trajectory),
                               entry.tied > 1 ? fmt::format("the first of {} alike", count(entry.tied)) : ""}});
    };
    const std::set<std::string> measures = measures_of(r), told = told_of(measures, r);
    for (const Extremes& e : r.extremes) {
        if (told.count(e.measure) == 0) continue;
        const std::vector<std::string> values = alike({e.highest.front().value, e.lowest.front().value});
        add(e.measure + ", highest", e.highest.front(), values[0]);
        add(e.measure + ", lowest", e.lowest.front(), values[1]);
    }
    if (table.rows.empty()) return "";
    std::string text = to_text(table, options.width, options.color);
    if (told.size() < measures.size())
        text += remark(fmt::format("{} of {} measures; the others are in summary.json", told.size(), measures.size()),
                       options);
    return text + "\n";
}

}  // namespace brink
