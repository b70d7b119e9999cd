// Actions in the terminal: who takes which, which cannot be or never was taken, how high up the ladder.

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <tuple>
#include <vector>

#include "report/table.h"
#include "report/text_parts.h"
#include "report/words.h"

namespace brink {

namespace {

constexpr int k_decimals = 4;
constexpr std::size_t k_most_shown = 30, k_longest_list = 400;

TextTable table_of(const std::vector<const ActionResult*>& shown) {
    std::vector<double> ever, rates;
    for (const ActionResult* a : shown) {
        ever.push_back(a->ever.probability);
        rates.push_back(a->rate);
    }
    const int ever_decimals = chance_decimals(ever, k_decimals), rate_decimals = chance_decimals(rates, k_decimals);
    TextTable table;
    table.columns = {{"Who does what"}, {"ever", Align::point}, {"", Align::left, 1}, {"a step", Align::point}};
    for (const ActionResult* a : shown)
        table.rows.push_back({{a->actor + " " + a->action, chance(a->ever.probability, ever_decimals),
                               bar(a->ever.probability, 12), chance(a->rate, rate_decimals)}});
    return table;
}

/// Those that stand highest on the ladder, and of one rung those that most trajectories take, in their order of before.
std::vector<const ActionResult*> highest(const std::vector<const ActionResult*>& all) {
    std::vector<std::size_t> order(all.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::tuple(-all[a]->rung, -all[a]->ever.probability) <
               std::tuple(-all[b]->rung, -all[b]->ever.probability);
    });
    if (order.size() > k_most_shown) order.resize(k_most_shown);
    std::sort(order.begin(), order.end());
    std::vector<const ActionResult*> shown;
    for (const std::size_t i : order) shown.push_back(all[i]);
    return shown;
}

/// `mobilise (BLUE, RED), talk (RED)` of those that `which` holds of, where that is no long list; holding is no action.
template <class Which>
std::string listed(const Result& r, Which which) {
    std::map<std::string, std::string> actors;
    std::size_t n = 0;
    for (const ActionResult& a : r.actions) {
        if (a.action == "hold" || !which(a)) continue;
        ++n;
        std::string& names = actors[a.action];
        names += (names.empty() ? "" : ", ") + a.actor;
    }
    std::string text;
    for (const auto& [action, names] : actors)
        text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", action, names);
    if (text.size() > k_longest_list) return fmt::format("{} pairs of actor and action, all in actions.csv", n);
    return text;
}

std::string options_text(const Result& r, const TextOptions& options) {
    std::string text;
    if (r.options < r.options_written)
        text += remark(fmt::format("{} of {} options (an action of an actor at a target, or holding) can be taken at "
                                   "all; fixed values shut out the others before the run.",
                                   count(r.options), count(r.options_written)),
                       options);
    if (const std::string never = listed(r, [](const ActionResult& a) { return !a.possible; }); !never.empty())
        text += remark("Can never be taken: " + never + ".", options);
    const std::string unseen = listed(r, [](const ActionResult& a) { return a.possible && a.ever.count == 0; });
    if (!unseen.empty())
        text += remark(fmt::format("Never taken in {} trajectories: {}.", count(r.trajectories), unseen), options);
    return text;
}

}  // namespace

std::string actions_text(const Result& r, const TextOptions& options) {
    std::vector<const ActionResult*> shown;
    for (const ActionResult& a : r.actions)
        if (a.action != "hold" && a.ever.count > 0) shown.push_back(&a);
    const std::size_t taken = shown.size();
    shown = highest(shown);
    std::string text = shown.empty() ? "" : to_text(table_of(shown), options.width, options.color);
    if (taken > shown.size())
        text += remark(fmt::format("the {} of {} that stand highest on the ladder; the others are in actions.csv",
                                   shown.size(), taken),
                       options);
    const std::string limits = options_text(r, options);
    if (shown.empty() && !limits.empty()) text = toned("Who does what", Tone::faint, options.color) + "\n";
    text += limits;
    return text.empty() ? "" : text + "\n";
}

std::string peaks_text(const Result& r, const TextOptions& options) {
    std::vector<int> rungs;
    for (const RungShares& actor : r.peak_rung)
        for (const auto& [rung, share] : actor.shares)
            if (share.count > 0) rungs.push_back(rung);
    std::sort(rungs.begin(), rungs.end());
    rungs.erase(std::unique(rungs.begin(), rungs.end()), rungs.end());
    if (rungs.empty() || rungs == std::vector<int>{0}) return "";
    TextTable table;
    table.columns = {{"Highest rung"}};
    for (const int rung : rungs) table.columns.push_back({std::to_string(rung), Align::point});
    for (const RungShares& actor : r.peak_rung) {
        TextTable::Row row{{actor.actor}};
        for (const int rung : rungs) {
            const auto at = actor.shares.find(rung);
            const bool seen = at != actor.shares.end() && at->second.count > 0;
            row.cells.push_back(seen ? chance(at->second.probability, 3) : "");
        }
        table.rows.push_back(std::move(row));
    }
    if (width_of(table) <= options.width) return to_text(table, options.width, options.color) + "\n";
    // Too many rungs for columns: each actor's in a line of its own, or several.
    std::string text = toned("Highest rung (rung: share of trajectories)", Tone::faint, options.color) + "\n";
    for (const RungShares& actor : r.peak_rung) {
        std::string line;
        for (const auto& [rung, share] : actor.shares)
            if (share.count > 0) line += fmt::format("{}: {} ", rung, chance(share.probability, 3));
        text += "  " + actor.actor + "\n";
        for (const std::string& part : wrapped(line, options.width - 4)) text += "    " + part + "\n";
    }
    return text + "\n";
}

}  // namespace brink
